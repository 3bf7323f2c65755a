/// What the movement model has to know of a venue before anybody walks. Building it takes longer than many
/// steps (half a second for a hall of 6,200 seats), and it is the same for all runs in one building.
#pragma once

#include "locomotion/gate_index.hpp"
#include "locomotion/joined_surfaces.hpp"
#include "locomotion/surface_grid.hpp"
#include "locomotion/wall_index.hpp"
#include "venue/venue.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

/// Surfaces that the people of a block see besides their own.
class SeenSurfaces {
public:
    /// One of them, and which cells of the block and of the border around it lie beyond a joint, where they
    /// can be seen.
    struct Seen {
        std::int32_t surface;
        std::uint64_t cells;  ///< bit by bit_of_cell()
    };
    static constexpr std::int32_t side_cells = SurfaceGrid::block_cells + 2 * SurfaceGrid::border;
    static_assert(side_cells * side_cells <= 64);
    /// Of a cell, counted from the corner of the border.
    static constexpr std::int32_t bit_of_cell(std::int32_t column, std::int32_t row) {
        return row * side_cells + column;
    }

    SeenSurfaces(const SurfaceGrid& grid, const JoinedSurfaces& joined, double range_m);

    std::span<const Seen> from_block(std::size_t block) const {
        return {seen_.data() + first_[block], first_[block + 1] - first_[block]};
    }

private:
    std::vector<std::uint32_t> first_;  ///< [block]; one more at the end
    std::vector<Seen> seen_;
};

struct MoverTables {
    /// @param neighbour_range_m  how far people see each other
    MoverTables(std::shared_ptr<const Venue> venue, double neighbour_range_m);
    // Parts refer to each other.
    MoverTables(const MoverTables&) = delete;
    MoverTables& operator=(const MoverTables&) = delete;

    std::shared_ptr<const Venue> venue;
    double neighbour_range_m;
    SurfaceGrid grid;
    JoinedSurfaces joined;
    WallIndex walls;  ///< with the gates as they are at the start
    GateIndex gates;
    SeenSurfaces seen;
    std::vector<std::int32_t> block_of_cell;
};

}  // namespace wayout
