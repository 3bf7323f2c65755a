#include "locomotion/crush_zone.hpp"

#include <algorithm>

namespace wayout {

void CrushZone::heat(std::int32_t cell, std::uint64_t until_step) {
    std::size_t surface = grid_->surface_count() - 1;
    while (grid_->part(surface).first_cell > cell) --surface;
    const SurfaceGrid::Part& part = grid_->part(surface);
    const std::int32_t column = (cell - part.first_cell) % part.columns;
    const std::int32_t row = (cell - part.first_cell) / part.columns;
    for (std::int32_t r = std::max(0, row - grown_cells); r <= std::min(part.rows - 1, row + grown_cells);
         ++r)
        for (std::int32_t c = std::max(0, column - grown_cells);
             c <= std::min(part.columns - 1, column + grown_cells); ++c) {
            std::uint64_t& until =
                hot_until_[static_cast<std::size_t>(part.first_cell + r * part.columns + c)];
            until = std::max(until, until_step);
        }
}

}  // namespace wayout
