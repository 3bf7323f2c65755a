/// Heat on the skin: times until somebody can bear no more, and the rates of dose that follow from them.
#pragma once

#include "hazards/air.hpp"

#include <wayout/exposure.hpp>

namespace wayout {

/// Radiation below this does not count: bearable for several minutes, while above it skin burns within
/// seconds; SFPE Handbook and ISO 13571 [S]. A layer of 200 C overhead radiates 2.84 kW/m2 [D].
inline constexpr double bearable_flux_kw_per_m2 = 2.5;

/// Time to incapacitation by hot gas; +inf at 0 C and below, and for law none.
double convective_time_s(ConvectiveLaw law, double gas_k);

/// Time to the endpoint of the law; +inf below bearable_flux_kw_per_m2, and for law none.
double radiant_time_s(RadiantLaw law, double flux_kw_per_m2);

/// Whether the law ends where the convective laws end. Only then may the doses be added.
constexpr bool ends_in_incapacitation(RadiantLaw law) {
    return law == RadiantLaw::rad_injury_sfpe;
}

struct HeatRate {
    double convective_per_s{0.0};
    double radiant_per_s{0.0};
};
HeatRate heat_rate(ConvectiveLaw convective, RadiantLaw radiant, const Air& air);

/// Flux on skin from the integrated intensity U of FDS: U / 4 - sigma T_amb^4, as FDS+Evac stores it
/// [R evac.f90].
double skin_flux_kw_per_m2(double integrated_intensity_kw_per_m2, double ambient_k);

}  // namespace wayout
