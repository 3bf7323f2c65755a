/// Small venues and people made by hand, without the venue builder: for tests and benchmarks of the movement
/// alone.
#pragma once

#include "agents/agents.hpp"
#include "venue/venue.hpp"

#include <memory>
#include <utility>

namespace wayout::hand_made {

inline Polygon rectangle(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

/// Collects surfaces, walls and gates; finish() hands over the venue.
class HandVenue {
public:
    SurfaceId add_surface(Polygon footprint) {
        Surface surface;
        surface.walkable = {footprint};
        surface.footprint = {std::move(footprint)};
        venue_->surfaces.push_back(std::move(surface));
        return SurfaceId::from(venue_->surfaces.size() - 1);
    }
    void add_wall(SurfaceId surface, Vec2 a, Vec2 b, bool one_sided = false) {
        venue_->walls.push_back({{a, b}, surface, one_sided});
    }
    /// The four sides of a rectangle.
    void add_room(SurfaceId surface, double x0, double y0, double x1, double y1) {
        add_wall(surface, {x0, y0}, {x1, y0});
        add_wall(surface, {x1, y0}, {x1, y1});
        add_wall(surface, {x1, y1}, {x0, y1});
        add_wall(surface, {x0, y1}, {x0, y0});
    }
    GateId add_gate(GateKind kind, Segment line, SurfaceId left, SurfaceId right, FlowLimit limit = {}) {
        Gate gate;
        gate.kind = kind;
        gate.line = line;
        gate.left = left;
        gate.right = right;
        gate.clear_width_m = length(line);
        gate.flow_limit = limit;
        venue_->gates.push_back(std::move(gate));
        return GateId::from(venue_->gates.size() - 1);
    }
    std::shared_ptr<const Venue> finish() { return std::move(venue_); }

private:
    std::shared_ptr<Venue> venue_ = std::make_shared<Venue>();
};

/// Somebody who walks: radius 0.2 m, free speed 1.34 m/s, time gap 1 s, at rest, looking where he wants to
/// go.
inline std::size_t add_person(Agents& agents, Vec2 position, Vec2 desired, SurfaceId surface = SurfaceId(0),
                              std::int32_t goal = 0) {
    for_each_column(agents, [](auto& column) { column.emplace_back(); });
    const std::size_t row = agents.size() - 1;
    agents.x_m[row] = position.x;
    agents.y_m[row] = position.y;
    agents.heading_x[row] = agents.desired_x[row] = static_cast<float>(desired.x);
    agents.heading_y[row] = agents.desired_y[row] = static_cast<float>(desired.y);
    agents.radius_m[row] = agents.wall_radius_m[row] = 0.2F;
    agents.speed_limit_mps[row] = agents.free_speed_mps[row] = 1.34F;
    agents.time_gap_s[row] = 1.0F;
    agents.surface[row] = surface.value;
    agents.goal[row] = goal;
    agents.activity[row] = Activity::walking;
    agents.id[row] = static_cast<AgentId>(row + 1);
    return row;
}

inline Vec2 position(const Agents& agents, std::size_t row) {
    return {agents.x_m[row], agents.y_m[row]};
}

inline void remove_rows_that_are_out(Agents& agents) {
    std::size_t kept = 0;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (agents.activity[row] == Activity::out)
            continue;
        for_each_column(agents, [&](auto& column) { column[kept] = column[row]; });
        ++kept;
    }
    for_each_column(agents, [&](auto& column) { column.resize(kept); });
}

}  // namespace wayout::hand_made
