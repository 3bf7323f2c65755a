#include "navigation/walking_speed.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

bool is_climbed_in_steps(const Surface& s) {
    switch (s.kind) {
        case SurfaceKind::stair:
        case SurfaceKind::escalator:
            return true;
        case SurfaceKind::tier:
            return length(s.z_gradient) > max_ramp_gradient;
        case SurfaceKind::floor:
        case SurfaceKind::landing:
        case SurfaceKind::ramp:
            return false;
    }
    return false;
}

bool is_running(const Surface& s, StairSpec::Motion motion) {
    return s.kind == SurfaceKind::escalator && motion != StairSpec::Motion::stopped;
}

}  // namespace

RouteState initial_route_state(const Venue& venue) {
    RouteState state;
    state.gate_open.reserve(venue.gates.size());
    for (const Gate& g : venue.gates) state.gate_open.push_back(g.code_at_start());
    state.motion.reserve(venue.surfaces.size());
    for (const Surface& s : venue.surfaces) state.motion.push_back(s.motion);
    return state;
}

MobilityFieldSettings default_field_settings(MobilityClass mobility) {
    MobilityFieldSettings settings;
    switch (mobility) {
        case MobilityClass::ambulant:
            break;
        case MobilityClass::reduced:
            settings.speeds.stair_down_mps = 0.40 * settings.speeds.level_mps;
            settings.speeds.stair_up_mps = 0.40 * settings.speeds.level_mps;
            break;
        case MobilityClass::wheelchair:
            settings.uses_stairs = false;
            settings.uses_escalators = false;
            settings.uses_seat_rows = false;
            settings.min_clear_width_m = 0.8;
            break;
    }
    return settings;
}

SurfacePace surface_pace(const Surface& surface, StairSpec::Motion motion, const WalkingSpeeds& speeds) {
    SurfacePace pace{speeds.level_mps, speeds.level_mps * surface.cos_incline,
                     speeds.level_mps * surface.cos_incline};
    if (is_climbed_in_steps(surface)) {
        const bool stand = is_running(surface, motion) && surface.riders == StairSpec::Riders::stand;
        pace.up_mps = stand ? 0.0 : speeds.stair_up_mps * surface.cos_incline;
        pace.down_mps = stand ? 0.0 : speeds.stair_down_mps * surface.cos_incline;
        if (stand)
            pace.level_mps = 0.0;
    }
    return pace;
}

SurfacePace route_pace(const Surface& surface, StairSpec::Motion motion,
                       const MobilityFieldSettings& settings) {
    const bool running = is_running(surface, motion);
    const bool usable =
        running ? settings.uses_escalators : settings.uses_stairs || !is_climbed_in_steps(surface);
    if (!usable)
        return {0.0, 0.0, 0.0};
    SurfacePace pace = surface_pace(surface, motion, settings.speeds);
    if (!running)
        return pace;
    const double belt = surface.belt_speed_mps * surface.cos_incline;
    const bool runs_up = motion == StairSpec::Motion::up;
    pace.up_mps = runs_up ? pace.up_mps + belt : 0.0;
    pace.down_mps = runs_up ? 0.0 : pace.down_mps + belt;
    // Nobody crosses a running escalator on purpose; within its width people stand where they stepped on.
    pace.level_mps = runs_up ? pace.up_mps : pace.down_mps;
    return pace;
}

double pace_in_direction(const SurfacePace& pace, Vec2 up, Vec2 direction) {
    const Vec2 e = unit(direction);
    const double c = dot(e, up);
    const double axis = c > 0.0 ? pace.up_mps : pace.down_mps;
    const double c2 = c * c;
    if (c2 < 1e-12)
        return pace.level_mps;
    if (axis <= 0.0 || pace.level_mps <= 0.0)
        return 0.0;
    return 1.0 / std::sqrt(c2 / (axis * axis) + std::max(0.0, 1.0 - c2) / (pace.level_mps * pace.level_mps));
}

double walking_speed_mps(const Surface& surface, StairSpec::Motion motion, const WalkingSpeeds& speeds,
                         Vec2 direction) {
    return pace_in_direction(surface_pace(surface, motion, speeds), surface.up, direction);
}

double fatigue_factor(double climbed_m) {
    constexpr double fresh_until_m = 25.0;
    constexpr double loss_per_m = 0.01;
    constexpr double least = 0.5;
    return std::max(least, 1.0 - loss_per_m * std::max(0.0, climbed_m - fresh_until_m));
}

Vec2 belt_velocity_mps(const Surface& surface, StairSpec::Motion motion) {
    if (!is_running(surface, motion))
        return {};
    const double speed = surface.belt_speed_mps * surface.cos_incline;
    return motion == StairSpec::Motion::up ? speed * surface.up : -(speed * surface.up);
}

std::vector<GateId> impassable_gates(const Venue& venue, const MobilityFieldSettings& settings) {
    std::vector<GateId> gates;
    for (std::size_t i = 0; i < venue.gates.size(); ++i)
        if (length(venue.gates[i].line) < settings.min_clear_width_m - 1e-6)
            gates.push_back(GateId::from(i));
    return gates;
}

}  // namespace wayout
