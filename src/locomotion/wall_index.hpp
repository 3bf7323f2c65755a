/// Which walls matter for a body in a given cell.
#pragma once

#include "locomotion/joined_surfaces.hpp"
#include "locomotion/surface_grid.hpp"
#include "venue/venue.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace wayout {

/// The walls of a cell, in columns, nearest first. Lengths are relative to the corner of the cell with the
/// smallest x and y. Up to `overread` elements behind the last wall may be read; they mean nothing.
struct NearWalls {
    static constexpr std::size_t overread = 16;
    static constexpr std::int32_t one_sided =
        1;  ///< acts only on bodies to the left of start -> end, and hides nobody
    static constexpr std::int32_t has_start =
        2;  ///< the start is a corner of its own, not one of a nearer wall
    static constexpr std::int32_t has_end = 4;

    std::size_t count;
    const float* start_x_m;
    const float* start_y_m;
    const float* along_x;  ///< unit vector from start to end
    const float* along_y;
    const float* length_m;
    const float* distance_m;   ///< from the cell, never more than the true distance
    const std::int32_t* wall;  ///< for WallIndex::line
    const std::int32_t* kind;  ///< sum of the constants above

    bool is_one_sided(std::size_t i) const { return (kind[i] & one_sided) != 0; }
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

    NearWalls walls_near(std::int32_t cell) const {
        const Slot& slot = slots_[static_cast<std::size_t>(cell)];
        const float* numbers = numbers_.data() + number_columns * slot.first;
        const std::int32_t* codes = codes_.data() + code_columns * slot.first;
        const std::size_t stride = slot.capacity;
        return {slot.count,           numbers,
                numbers + stride,     numbers + 2 * stride,
                numbers + 3 * stride, numbers + 4 * stride,
                numbers + 5 * stride, codes,
                codes + stride};
    }
    /// Asks for the walls of a cell that will soon be looked at: those of a large venue do not fit into the
    /// nearest caches.
    void prefetch(std::int32_t cell) const {
        constexpr std::size_t per_cache_line = 16;
        const Slot& slot = slots_[static_cast<std::size_t>(cell)];
        for (std::size_t k = 0; k < number_columns * slot.capacity; k += per_cache_line)
            __builtin_prefetch(numbers_.data() + number_columns * slot.first + k);
        for (std::size_t k = 0; k < code_columns * slot.capacity; k += per_cache_line)
            __builtin_prefetch(codes_.data() + code_columns * slot.first + k);
    }
    /// A wall in full precision.
    struct Line {
        Segment segment;
        Vec2 along;  ///< unit
        double length_m;
    };
    /// By NearWalls::wall: row of Venue::walls; gates follow behind these, then second leaves.
    const Line& line(std::int32_t wall) const { return lines_[static_cast<std::size_t>(wall)]; }

    /// The gate that a line behind those of the walls belongs to.
    GateId gate_of(std::int32_t line_behind_walls) const {
        const auto i = static_cast<std::size_t>(line_behind_walls);
        return i < gate_open_.size() ? GateId::from(i) : second_leaves_[i - gate_open_.size()].gate;
    }

    bool is_gate_open(GateId gate) const { return gate_open_[gate.row()]; }
    /// Rebuilds the cells from which the gate can be seen. Does nothing to joints, which cannot be closed.
    void set_gate_open(GateId gate, bool open);
    /// The second leaf of a gate with two; while the gate is open, a shut one is a wall.
    void set_second_leaf_open(GateId gate, bool open);

private:
    static constexpr std::size_t number_columns = 6;
    static constexpr std::size_t code_columns = 2;
    struct Slot {
        std::uint32_t first{0};
        std::uint32_t count{0};
        std::uint32_t capacity{0};
    };
    struct Scratch;

    /// Whether the line behind those of the walls stands in nobody's way now.
    bool is_out_of_the_way(std::size_t line_behind_walls) const;
    void rebuild_near(const Gate& gate);
    void build_surface(std::size_t surface, const Box& region, Scratch& scratch);
    void build_cell(std::size_t surface, std::int32_t column, std::int32_t row, Scratch& scratch);
    void store_cell(Slot& slot, Vec2 corner, Scratch& scratch);

    std::shared_ptr<const Venue> venue_;
    const SurfaceGrid* grid_;
    const JoinedSurfaces* joined_;
    std::vector<Line> lines_;                               ///< walls, then gates, then second leaves
    std::vector<std::vector<std::int32_t>> surface_lines_;  ///< [surface], rows of lines_, ascending
    std::vector<bool> gate_open_;
    struct Leaf {
        GateId gate;
        bool is_open;
    };
    std::vector<Leaf> second_leaves_;  ///< of gates with two, in the order of their lines
    std::vector<Slot> slots_;
    std::uint32_t place_count_{0};     ///< of all slots
    std::vector<float> numbers_;       ///< [slot][column][wall]
    std::vector<std::int32_t> codes_;  ///< [slot][column][wall]
};

}  // namespace wayout
