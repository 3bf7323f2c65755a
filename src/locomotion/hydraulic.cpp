#include "locomotion/hydraulic.hpp"

#include <algorithm>
#include <cmath>

namespace wayout::hydraulic {
namespace {

bool has_steps(const Surface& surface) {
    return surface.kind == SurfaceKind::stair || surface.kind == SurfaceKind::escalator;
}

}  // namespace

double stair_k_mps(double riser_m, double tread_m) {
    return 51.8 / 60.0 * std::sqrt(tread_m / riser_m);
}

double k_mps(const Surface& surface) {
    if (has_steps(surface) && surface.riser_m > 0.0)
        return stair_k_mps(surface.riser_m, surface.tread_m);
    const double gradient = length(surface.z_gradient);
    if (has_steps(surface) || surface.kind == SurfaceKind::tier)
        return gradient > 0.0 ? std::min(level_k_mps, stair_k_mps(gradient, 1.0)) : level_k_mps;
    return level_k_mps;
}

double speed_mps(double k_mps, double density_per_m2) {
    const double density = std::min(density_per_m2, greatest_density_per_m2);
    return k_mps * std::min(free_speed_frac, 1.0 - density_factor_m2 * density);
}

double specific_flow_pps_per_m(double k_mps, double density_per_m2) {
    return speed_mps(k_mps, density_per_m2) * density_per_m2;
}

double greatest_specific_flow_pps_per_m(double k_mps) {
    return k_mps / (4.0 * density_factor_m2);
}

double effective_width_m(double clear_width_m) {
    return std::max(clear_width_m - 2.0 * boundary_layer_m, least_effective_frac * clear_width_m);
}

std::optional<double> capacity_pps(const Venue& venue, const Gate& gate) {
    if (gate.kind != GateKind::joint)
        return greatest_specific_flow_pps_per_m(level_k_mps) * effective_width_m(gate.clear_width_m);
    for (const SurfaceId side : {gate.left, gate.right}) {
        if (!side.is_valid())
            continue;
        const Surface& surface = venue.surfaces[side.row()];
        if (surface.kind == SurfaceKind::stair)
            return greatest_specific_flow_pps_per_m(k_mps(surface)) * effective_width_m(gate.clear_width_m);
        if (surface.kind == SurfaceKind::escalator)
            return gate.clear_width_m * (surface.motion == StairSpec::Motion::stopped
                                             ? stopped_escalator_pps_per_m
                                             : running_escalator_pps_per_m);
    }
    return std::nullopt;
}

}  // namespace wayout::hydraulic
