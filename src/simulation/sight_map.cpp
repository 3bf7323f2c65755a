#include "simulation/sight_map.hpp"

#include "simulation/line_of_sight.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// So far before a line or a sign lies the point that must be in sight, so that its own wall hides nothing.
constexpr double in_front_m = 0.1;
/// An exit is seen when any of these parts of its line is.
constexpr double looked_at[] = {0.5, 0.2, 0.8};

/// Walls that hide, by surface.
std::vector<WallBins> hiding_walls(const Venue& venue) {
    std::vector<std::vector<Wall>> by_surface(venue.surfaces.size());
    for (const Wall& wall : venue.walls)
        if (!wall.is_seat && !wall.one_sided)
            by_surface[wall.surface.row()].push_back(wall);
    std::vector<WallBins> bins;
    for (const std::vector<Wall>& walls : by_surface) bins.emplace_back(walls);
    return bins;
}

/// A point on the line of a gate, moved to its left: for exits that is inside.
Vec2 point_before(const Gate& gate, double part) {
    const Vec2 along = gate.line.b - gate.line.a;
    const Vec2 to_left = Vec2{-along.y, along.x} / length(along);
    return gate.line.a + part * along + in_front_m * to_left;
}

}  // namespace

HungSign hang(const SignSpec& sign, const Venue& venue) {
    HungSign hung;
    hung.normal = {std::cos(sign.facing_rad), std::sin(sign.facing_rad)};
    hung.front = sign.at - venue.origin_m + in_front_m * hung.normal;
    const StoreyId storey = venue.storey_by_id(sign.storey);
    if (storey.is_valid())
        hung.surface = venue.surface_at(storey, hung.front);
    hung.reach_m = sign.reach_m();
    hung.lighting = sign.lighting;
    hung.exit = venue.gate_by_id(sign.leads_to);
    return hung;
}

SightMap::SightMap(const NavigationGrid& grid, std::vector<HungSign> signs, double exit_reach_m)
    : grid_(grid),
      patches_(grid),
      walls_(hiding_walls(grid.venue())),
      signs_(std::move(signs)),
      exit_reach_m_(exit_reach_m),
      exits_(patches_.size(), static_cast<std::size_t>(grid.venue().exit_count)),
      signs_seen_(patches_.size(), signs_.size()) {}

std::int32_t SightMap::patch_of(SurfaceId surface, Vec2 p) const {
    const CellIndex cell = grid_.locate(surface, p);
    return cell == no_cell ? -1 : patches_.of(cell);
}

Vec2 SightMap::before(GateId gate) const {
    return point_before(grid_.venue().gates[gate.row()], looked_at[0]);
}

bool SightMap::is_free(std::span<const std::uint8_t> gate_open, SurfaceId from, Vec2 p, SurfaceId to,
                       Vec2 q) const {
    const auto is_open = [gate_open](GateId gate) { return gate_open[gate.row()] != gate_shut; };
    return !walls_[from.row()].blocked(p, q) && (to == from || !walls_[to.row()].blocked(p, q)) &&
           gates_let_see(grid_.venue(), is_open, from, p, to, q);
}

bool SightMap::finds_exit(std::span<const std::uint8_t> gate_open, SurfaceId from, Vec2 p,
                          GateId exit) const {
    const Gate& gate = grid_.venue().gates[exit.row()];
    return std::any_of(std::begin(looked_at), std::end(looked_at), [&](double part) {
        const Vec2 q = point_before(gate, part);
        return length_squared(q - p) <= exit_reach_m_ * exit_reach_m_ &&
               is_free(gate_open, from, p, gate.left, q);
    });
}

bool SightMap::finds_sign(std::span<const std::uint8_t> gate_open, SurfaceId from, Vec2 p,
                          const HungSign& sign) const {
    if (!sign.surface.is_valid())
        return false;
    const Vec2 to_reader = p - sign.front;
    // L <= reach cos(theta) with cos(theta) = n.d / L
    return dot(sign.normal, to_reader) > 0.0 &&
           length_squared(to_reader) <= sign.reach_m * dot(sign.normal, to_reader) &&
           is_free(gate_open, from, p, sign.surface, sign.front);
}

void SightMap::look(std::span<const std::uint8_t> gate_open, ThreadPool& pool) {
    constexpr std::size_t chunk = 64;
    const auto exits = static_cast<std::int32_t>(grid_.venue().exit_count);
    parallel_for(pool, patches_.size(), chunk, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t patch = begin; patch < end; ++patch) {
            exits_.clear(patch);
            signs_seen_.clear(patch);
            const Vec2 p = grid_.centre(patches_.representative(patch));
            const SurfaceId surface = patches_.surface(patch);
            for (std::int32_t exit = 0; exit < exits; ++exit)
                if (finds_exit(gate_open, surface, p, GateId(exit)))
                    exits_.add(patch, static_cast<std::size_t>(exit));
            for (std::size_t sign = 0; sign < signs_.size(); ++sign)
                if (finds_sign(gate_open, surface, p, signs_[sign]))
                    signs_seen_.add(patch, sign);
        }
    });
}

bool SightMap::is_read_anywhere(std::size_t sign) const {
    for (std::size_t patch = 0; patch < patches_.size(); ++patch)
        if (signs_seen_.has(patch, sign))
            return true;
    return false;
}

}  // namespace wayout
