/// The conditions of the air at one place: all that the laws of exposure, speed and sight read.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <string_view>

namespace wayout {

/// What a source of hazards may know. The order is that of `quantity_names`.
enum class Quantity : std::size_t {
    extinction,
    temperature,
    co,
    co2,
    o2,
    hcn,
    no,
    no2,
    hcl,
    hbr,
    hf,
    so2,
    acrolein,
    formaldehyde,
    radiant_flux,
};
inline constexpr std::size_t quantity_count = 15;
using QuantitySet = std::bitset<quantity_count>;

/// Names as users write and read them, by Quantity.
inline constexpr std::array<std::string_view, quantity_count> quantity_names{
    "extinction", "temperature", "CO", "CO2", "O2",       "HCN",          "NO",           "NO2",
    "HCl",        "HBr",         "HF", "SO2", "acrolein", "formaldehyde", "radiant flux",
};

/// Clear air as outdoors. Sources fill what they provide and leave the rest; which those are says
/// HazardSource::provides().
struct Air {
    double extinction_per_m{0.0};  ///< K of the Beer-Lambert law, natural base
    double temperature_k{293.15};  ///< of the gas
    double co_ppm{0.0};            ///< 1e6 x mole fraction, as all ..._ppm
    double co2_frac{0.0004};       ///< mole fraction
    double o2_frac{0.209};         ///< mole fraction
    double hcn_ppm{0.0};
    double no_ppm{0.0};
    double no2_ppm{0.0};
    double hcl_ppm{0.0};
    double hbr_ppm{0.0};
    double hf_ppm{0.0};
    double so2_ppm{0.0};
    double acrolein_ppm{0.0};
    double formaldehyde_ppm{0.0};
    double radiant_flux_kw_per_m2{0.0};  ///< net, on skin at air temperature that faces the fire or the layer

    friend bool operator==(const Air&, const Air&) = default;
};

}  // namespace wayout
