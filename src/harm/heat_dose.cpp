#include "harm/heat_dose.hpp"

#include "core/math.hpp"

#include <limits>

namespace wayout {
namespace {

constexpr double never_s = std::numeric_limits<double>::infinity();
constexpr double zero_celsius_k = 273.15;
constexpr double s_per_min = 60.0;

/// factor * base^exponent
double power_law(double factor, double base, double exponent) {
    return factor * portable_exp(exponent * portable_log(base));
}

}  // namespace

double convective_time_s(ConvectiveLaw law, double gas_k) {
    const double t_c = gas_k - zero_celsius_k;
    if (t_c <= 0.0)
        return never_s;
    switch (law) {
        case ConvectiveLaw::conv_light:  // SFPE Handbook, 5th ed., eq. 63.44 [S]
            return s_per_min * power_law(5.0e7, t_c, -3.4);
        case ConvectiveLaw::conv_clothed:  // ISO 13571, fully clothed; CFAST [R]
            return s_per_min * power_law(4.1e8, t_c, -3.61);
        case ConvectiveLaw::conv_mid:  // SFPE Handbook, 5th ed., eq. 63.45 [S]
            return s_per_min * (power_law(2e31, t_c, -16.963) + power_law(4e8, t_c, -3.7561));
        case ConvectiveLaw::none:
            break;
    }
    return never_s;
}

double radiant_time_s(RadiantLaw law, double flux_kw_per_m2) {
    if (flux_kw_per_m2 < bearable_flux_kw_per_m2)
        return never_s;
    switch (law) {
        case RadiantLaw::rad_injury_sfpe:  // SFPE Handbook, 5th ed., eq. 63.43 with r = 10 [S]
            return s_per_min * power_law(10.0, flux_kw_per_m2, -1.33);
        case RadiantLaw::rad_pain_sfpe:  // the same with r = 1.33 [S]
            return s_per_min * power_law(1.33, flux_kw_per_m2, -1.33);
        case RadiantLaw::rad_pain_iso:  // ISO 13571, printed in the CFAST Technical Reference [R]
            return s_per_min * power_law(4.2, flux_kw_per_m2, -1.9);
        case RadiantLaw::rad_burn_iso:  // ISO 13571 [M]
            return s_per_min * power_law(6.9, flux_kw_per_m2, -1.56);
        case RadiantLaw::none:
            break;
    }
    return never_s;
}

HeatRate heat_rate(ConvectiveLaw convective, RadiantLaw radiant, const Air& air) {
    return {1.0 / convective_time_s(convective, air.temperature_k),
            1.0 / radiant_time_s(radiant, air.radiant_flux_kw_per_m2)};
}

double skin_flux_kw_per_m2(double integrated_intensity_kw_per_m2, double ambient_k) {
    constexpr double stefan_boltzmann_kw_per_m2_k4 = 5.670374419e-11;
    const double ambient_k2 = ambient_k * ambient_k;
    return integrated_intensity_kw_per_m2 / 4.0 - stefan_boltzmann_kw_per_m2_k4 * ambient_k2 * ambient_k2;
}

}  // namespace wayout
