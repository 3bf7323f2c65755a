#include "harm/asphyxiant.hpp"

#include "core/math.hpp"

#include <algorithm>

namespace wayout {
namespace {

constexpr double percent_per_frac = 100.0;

/// NaN stays NaN, which the logarithm refuses.
double not_negative(double x) {
    return x < 0.0 ? 0.0 : x;
}

double power(double base, double exponent) {
    return base == 0.0 ? 0.0 : portable_exp(exponent * portable_log(base));
}

double nitrogen_oxides_ppm(const Air& air) {
    return not_negative(air.no_ppm) + not_negative(air.no2_ppm);
}

/// FDS subtracts both oxides, which bind cyanide [R func.f90]; the FDS+Evac guide, eq. 15, prints NO2 only.
double free_cyanide_ppm(const Air& air) {
    return not_negative(not_negative(air.hcn_ppm) - nitrogen_oxides_ppm(air));
}

/// k C^1.036 [R func.f90].
double co_per_min(const Air& air, const Uptake& uptake) {
    return uptake.co_per_min * power(not_negative(air.co_ppm), 1.036);
}

/// (NO + NO2) / 1500 [R func.f90].
double nox_per_min(const Air& air) {
    return nitrogen_oxides_ppm(air) / 1500.0;
}

/// 1 / exp(8.13 - 0.54 (20.9 - C)) per minute, C in % [R func.f90]. The guide's eq. 18 divides by 60 more,
/// although t is in minutes; FDS corrected the same slip in its own guide in 2012 (issue 1656). Gate at 20 %
/// as in FDS: the fit is finite in clean air.
double oxygen_per_min(const Air& air) {
    const double o2_percent = percent_per_frac * not_negative(air.o2_frac);
    return o2_percent < 20.0 ? portable_exp(-(8.13 - 0.54 * (20.9 - o2_percent))) : 0.0;
}

/// C^2.36 / 1.2e6: ISO 13571 [R CFAST target.f90], SFPE Handbook eq. 63.38 [S].
double power_law_cn_per_min(double cn_ppm) {
    return power(cn_ppm, 2.36) / 1.2e6;
}

double co2_percent(const Air& air) {
    return percent_per_frac * not_negative(air.co2_frac);
}

/// FDS, Source/func.f90, function FED [R].
AsphyxiantRate fds_rate(const Air& air, const Uptake& uptake, double irritant_per_min) {
    AsphyxiantRate rate;
    rate.co_per_min = co_per_min(air, uptake);
    // 0.00454545 is 1 / 220, so that no cyanide is no dose; the guide's eq. 14 prints 0.0045.
    const double cn_ppm = free_cyanide_ppm(air);
    rate.cn_per_min = cn_ppm > 0.0 ? portable_exp(cn_ppm / 43.0) / 220.0 - 0.00454545 : 0.0;
    rate.nox_per_min = nox_per_min(air);
    rate.irritant_per_min = irritant_per_min;
    rate.oxygen_per_min = oxygen_per_min(air);
    // The fit is 1.041 at 0 % and not 1; FDS jumps.
    const double co2 = co2_percent(air);
    rate.breathing_factor = co2 > 0.0 ? portable_exp(0.1903 * co2 + 2.0004) / 7.1 : 1.0;
    return rate;
}

/// ISO 13571:2012 as in CFAST, Technical Reference and target.f90 [R]: the factor outside the power, and at
/// all concentrations of CO2; the standard applies it above 2 % only [M]. No oxygen, no oxides of nitrogen,
/// and irritants are an endpoint of their own (4.2.1) [S].
AsphyxiantRate iso_rate(const Air& air) {
    AsphyxiantRate rate;
    rate.co_per_min = not_negative(air.co_ppm) / 35000.0;
    rate.cn_per_min = power_law_cn_per_min(not_negative(air.hcn_ppm));
    rate.breathing_factor = portable_exp(co2_percent(air) / 5.0);
    return rate;
}

/// SFPE Handbook, 5th ed., eq. 63.38 [S]; nobody breathes more than 70 L/min [S]. Nitriles are not known.
AsphyxiantRate sfpe_rate(const Air& air, const Uptake& uptake, double irritant_per_min) {
    constexpr double most_breath_l_per_min = 70.0;
    AsphyxiantRate rate;
    rate.co_per_min = co_per_min(air, uptake);
    rate.cn_per_min = power_law_cn_per_min(free_cyanide_ppm(air));
    rate.nox_per_min = nox_per_min(air);
    rate.irritant_per_min = irritant_per_min;
    rate.oxygen_per_min = oxygen_per_min(air);
    rate.breathing_factor =
        std::min(portable_exp(co2_percent(air) / 5.0), most_breath_l_per_min / uptake.breath_l_per_min);
    return rate;
}

}  // namespace

Uptake uptake_of(Exertion exertion) {
    switch (exertion) {
        case Exertion::rest:
            return {0.70486250e-5, 8.5};
        case Exertion::heavy:
            return {8.2925e-5, 50.0};
        case Exertion::light:
            break;
    }
    return {2.7641667e-5, 25.0};
}

Uptake uptake_of(const ExposureSpec& spec, Exertion exertion) {
    Uptake uptake = uptake_of(exertion);
    uptake.co_per_min = spec.co_uptake_per_min.value_or(uptake.co_per_min);
    return uptake;
}

AsphyxiantRate asphyxiant_rate(AsphyxiantLaw law, const Air& air, const Uptake& uptake,
                               double irritant_per_min) {
    switch (law) {
        case AsphyxiantLaw::fds:
            return fds_rate(air, uptake, irritant_per_min);
        case AsphyxiantLaw::iso13571:
            return iso_rate(air);
        case AsphyxiantLaw::sfpe5:
            return sfpe_rate(air, uptake, irritant_per_min);
        case AsphyxiantLaw::none:
            break;
    }
    return {};
}

}  // namespace wayout
