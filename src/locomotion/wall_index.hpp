/// Which walls matter for a body in a given cell.
#pragma once

#include "locomotion/joined_surfaces.hpp"
#include "locomotion/surface_grid.hpp"
#include "venue/venue.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

/// A wall as seen from a cell.
struct NearWall {
    float ax_m;  ///< start, relative to the corner of the cell with the smallest x and y
    float ay_m;
    float tx;  ///< unit vector from start to end
    float ty;
    float length_m;
    float distance_m;   ///< from the cell, never more than the true distance; the walls of a cell are sorted
                        ///< by it
    std::int32_t wall;  ///< for WallIndex::line
    bool one_sided;     ///< acts only on bodies to the left of start -> end, and hides nobody
};

/// For each cell of each surface the walls that a body in it can meet within `reach_m`: walls of the surface
/// and of those joined to it near by, and closed gates. Walls that another wall hides from every point of the
/// cell are left out: whoever walks towards them meets the other one first. So a hall with thousands of walls
/// costs about as much as one with four.
class WallIndex {
public:
    /// Free runs longer than this are not shortened by walls: horizon 2 s x free speed 2.1 m/s + radius 0.3
    /// m.
    static constexpr double reach_m = 4.5;

    /// `grid` and `joined` are of the same venue and outlive the index.
    WallIndex(std::shared_ptr<const Venue> venue, const SurfaceGrid& grid, const JoinedSurfaces& joined);

    std::span<const NearWall> walls_near(std::int32_t cell) const {
        const Slot& slot = slots_[static_cast<std::size_t>(cell)];
        return {entries_.data() + slot.first, slot.count};
    }
    /// NearWall::wall in full precision: row of Venue::walls; gates follow behind these.
    const Segment& line(std::int32_t wall) const { return lines_[static_cast<std::size_t>(wall)]; }

    bool is_gate_open(GateId gate) const { return gate_open_[gate.row()]; }
    /// Rebuilds the cells from which the gate can be seen. Does nothing to joints, which cannot be closed.
    void set_gate_open(GateId gate, bool open);

private:
    struct Slot {
        std::uint32_t first{0};
        std::uint32_t count{0};
        std::uint32_t capacity{0};
    };
    struct Scratch;

    void build_surface(std::size_t surface, const Box& region, Scratch& scratch);
    void build_cell(std::size_t surface, std::int32_t column, std::int32_t row, Scratch& scratch);

    std::shared_ptr<const Venue> venue_;
    const SurfaceGrid* grid_;
    const JoinedSurfaces* joined_;
    std::vector<Segment> lines_;                            ///< walls, then gates
    std::vector<std::vector<std::int32_t>> surface_lines_;  ///< [surface], rows of lines_, ascending
    std::vector<bool> gate_open_;
    std::vector<Slot> slots_;
    std::vector<NearWall> entries_;
};

}  // namespace wayout
