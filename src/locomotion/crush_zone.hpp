/// Where people are so close that contact forces decide.
#pragma once

#include "locomotion/surface_grid.hpp"

#include <cstdint>
#include <vector>

namespace wayout {

/// Cells around places of high density or hard contact, for some time after these were last seen there
/// (locomotion specification 10.2). Growing does not pass from one surface to another.
class CrushZone {
public:
    static constexpr std::int32_t grown_cells = 3;  ///< of 1 m

    explicit CrushZone(const SurfaceGrid& grid)
        : grid_(&grid), hot_until_(static_cast<std::size_t>(grid.cell_count()), 0) {}

    /// It is hot at a cell of the grid, until the step of that number.
    void heat(std::int32_t cell, std::uint64_t until_step);
    bool is_hot(std::int32_t cell, std::uint64_t step) const {
        return hot_until_[static_cast<std::size_t>(cell)] > step;
    }

private:
    const SurfaceGrid* grid_;
    std::vector<std::uint64_t> hot_until_;  ///< by cell
};

}  // namespace wayout
