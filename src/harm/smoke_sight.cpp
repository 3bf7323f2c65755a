#include "harm/smoke_sight.hpp"

#include "core/assert.hpp"
#include "core/math.hpp"

#include <algorithm>
#include <numbers>
#include <numeric>

namespace wayout {

double extinction_of_soot_per_m(double soot_kg_per_m3, double soot_m2_per_kg) {
    return soot_m2_per_kg * soot_kg_per_m3;
}

double optical_density_per_m(double extinction_per_m) {
    return extinction_per_m / std::numbers::ln10;
}

double extinction_of_optical_density_per_m(double optical_density_per_m) {
    return optical_density_per_m * std::numbers::ln10;
}

double obscuration_frac_per_m(double extinction_per_m) {
    return 1.0 - portable_exp(-extinction_per_m);
}

double sign_constant(SignKind sign) {
    return sign == SignKind::emitting ? 8.0 : 3.0;
}

double visibility_m(double extinction_per_m, SignKind sign) {
    const double c = sign_constant(sign);
    // Not by division first: without smoke there is none.
    return extinction_per_m * largest_visibility_m <= c ? largest_visibility_m : c / extinction_per_m;
}

bool is_sign_visible(double distance_m, double mean_extinction_per_m, SignKind sign) {
    return distance_m <= visibility_m(mean_extinction_per_m, sign);
}

double mean_extinction_per_m(std::span<const double> along_line_per_m) {
    WAYOUT_ASSERT(!along_line_per_m.empty(), "mean extinction of nothing");
    return std::accumulate(along_line_per_m.begin(), along_line_per_m.end(), 0.0) /
           static_cast<double>(along_line_per_m.size());
}

}  // namespace wayout
