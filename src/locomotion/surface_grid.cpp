#include "locomotion/surface_grid.hpp"

#include "core/assert.hpp"
#include "geometry/polygon.hpp"

#include <cmath>
#include <limits>

namespace wayout {

SurfaceGrid::SurfaceGrid(const Venue& venue) {
    parts_.reserve(venue.surfaces.size());
    std::size_t next_cell = 0;
    for (const Surface& surface : venue.surfaces) {
        const Box box = bounds(surface.walkable);
        Part part;
        part.first_cell = static_cast<std::int32_t>(next_cell);
        if (!box.is_empty()) {
            part.column0 = static_cast<std::int32_t>(std::floor(box.min.x / cell_m)) - border;
            part.row0 = static_cast<std::int32_t>(std::floor(box.min.y / cell_m)) - border;
            part.columns =
                static_cast<std::int32_t>(std::floor(box.max.x / cell_m)) + 1 + border - part.column0;
            part.rows = static_cast<std::int32_t>(std::floor(box.max.y / cell_m)) + 1 + border - part.row0;
        } else {
            part.columns = part.rows = 2 * border + 1;
        }
        part.columns += part.columns % block_cells;
        part.rows += part.rows % block_cells;
        next_cell += static_cast<std::size_t>(part.columns) * static_cast<std::size_t>(part.rows);
        WAYOUT_ASSERT(next_cell < static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()),
                      "the venue has more square metres of bounding boxes than cells can be numbered");

        part.first_block = static_cast<std::int32_t>(block_count_);
        block_count_ += static_cast<std::size_t>(part.block_columns()) *
                        static_cast<std::size_t>(part.rows / block_cells);
        parts_.push_back(part);
    }
    cell_count_ = next_cell;
}

}  // namespace wayout
