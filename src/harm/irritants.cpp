#include "harm/irritants.hpp"

#include "core/math.hpp"

#include <algorithm>

namespace wayout {
namespace {

double sum_of_shares(const Air& air, double Irritant::*whole) {
    double sum = 0.0;
    for (const Irritant& gas : irritant_gases) {
        const double ppm = air.*gas.concentration_ppm;
        sum += (ppm < 0.0 ? 0.0 : ppm) / gas.*whole;  // below 0: numerical noise of fire models
    }
    return sum;
}

}  // namespace

double irritant_dose_per_min(const Air& air) {
    return sum_of_shares(air, &Irritant::dose_ppm_min);
}

double fractional_irritant_concentration(const Air& air) {
    return sum_of_shares(air, &Irritant::incapacitating_ppm);
}

double escape_impairment(const Air& air) {
    return sum_of_shares(air, &Irritant::escape_impairing_ppm);
}

double fractional_effective_concentration(const Air& air) {
    return sum_of_shares(air, &Irritant::iso_ppm);
}

double speed_frac_in_irritants(double fic) {
    if (fic >= 1.0)
        return 0.0;
    const double x = 1000.0 * fic / 160.0;
    return (portable_exp(-x * x) + 0.2 - 0.2 * fic) / 1.2;
}

double combined_speed_frac(double smoke_frac, double irritant_frac, double min_frac) {
    return std::max(min_frac, 1.0 - (1.0 - smoke_frac) - (1.0 - irritant_frac));
}

}  // namespace wayout
