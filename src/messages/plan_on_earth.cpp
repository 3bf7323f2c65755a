#include "core/math.hpp"

#include <wayout/alert_use.hpp>

#include <cmath>
#include <numbers>

namespace wayout {
namespace {

/// WGS 84: half the larger axis, and the square of the first eccentricity. Source: NIMA TR 8350.2 [M].
constexpr double semi_major_m = 6378137.0;
constexpr double eccentricity_squared = 6.69437999014e-3;

constexpr double radians(double degrees) {
    return degrees * std::numbers::pi / 180.0;
}

}  // namespace

Vec2 on_plan(const PlanOnEarth& plan, const GeoPoint& place) {
    const SinCos latitude = portable_sin_cos(radians(plan.origin.latitude_deg));
    const double w2 = 1.0 - eccentricity_squared * latitude.sin * latitude.sin;
    // Radii of curvature: N across the meridian, M along it.
    const double across_m = semi_major_m / std::sqrt(w2);
    const double along_m = semi_major_m * (1.0 - eccentricity_squared) / (w2 * std::sqrt(w2));
    const Vec2 earth{radians(place.longitude_deg - plan.origin.longitude_deg) * across_m * latitude.cos,
                     radians(place.latitude_deg - plan.origin.latitude_deg) * along_m};
    const SinCos turn = portable_sin_cos(plan.rotation_rad);
    return {earth.x * turn.cos + earth.y * turn.sin, -earth.x * turn.sin + earth.y * turn.cos};
}

}  // namespace wayout
