/// Which walls matter for a body in a given cell.
#pragma once

#include "locomotion/surface_grid.hpp"
#include "venue/venue.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

/// A wall as seen from a cell: end points relative to the corner (smallest x and y) of the cell.
struct NearWall {
    float ax_m;
    float ay_m;
    float bx_m;
    float by_m;
    float distance_m;  ///< from the cell; the walls of a cell are sorted by it
    std::int32_t
        wall;  ///< row of Venue::walls; closed gates follow: Venue::walls.size() + row of Venue::gates
    bool one_sided;
};

/// For each cell of each surface the walls that a body in it can meet within `reach_m`: walls of the surface
/// and of those joined to it near by, and closed gates. Walls that are hidden behind another wall from every
/// point of the cell are left out: whoever walks towards them meets the other one first. So a hall with
/// thousands of walls costs as much as one with four.
class WallIndex {
public:
    /// Free runs longer than this are not shortened by walls: horizon (2 s) x a free speed of 2.1 m/s and a
    /// radius of 0.3 m.
    static constexpr double reach_m = 4.5;

    WallIndex(std::shared_ptr<const Venue> venue, const SurfaceGrid& grid);

    std::span<const NearWall> walls_near(std::int32_t cell) const {
        const Slot& slot = slots_[static_cast<std::size_t>(cell)];
        return {entries_.data() + slot.first, slot.count};
    }
    /// Line of a wall as in NearWall::wall.
    const Segment& line(std::int32_t wall) const { return lines_[static_cast<std::size_t>(wall)]; }
    bool is_one_sided(std::int32_t wall) const {
        return static_cast<std::size_t>(wall) < venue_->walls.size() &&
               venue_->walls[static_cast<std::size_t>(wall)].one_sided;
    }

    bool is_gate_open(GateId gate) const { return gate_open_[gate.row()]; }
    void set_gate_open(GateId gate, bool open);

private:
    struct Slot {
        std::uint32_t first{0};
        std::uint32_t count{0};
    };
    struct Builder;

    std::shared_ptr<const Venue> venue_;
    const SurfaceGrid* grid_;
    std::vector<Segment> lines_;
    std::vector<bool> gate_open_;
    std::vector<Slot> slots_;
    std::vector<NearWall> entries_;
};

}  // namespace wayout
