/// The names of what can be known about the air at a place.
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

}  // namespace wayout
