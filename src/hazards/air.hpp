/// The conditions of the air at one place: all that the laws of exposure, speed and sight read.
#pragma once

#include <wayout/air_quantity.hpp>

namespace wayout {

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
