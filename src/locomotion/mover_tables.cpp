#include "locomotion/mover_tables.hpp"

#include <array>
#include <utility>

namespace wayout {
namespace {

/// Cells from the corner `column`, `row` on that lie at least in part beyond a joint to the other surface.
std::uint64_t cells_beyond_joints(const JoinedSurfaces& joined, std::size_t surface, std::size_t other,
                                  std::int32_t column, std::int32_t row) {
    std::uint64_t cells = 0;
    for (std::int32_t r = 0; r < SeenSurfaces::side_cells; ++r)
        for (std::int32_t c = 0; c < SeenSurfaces::side_cells; ++c) {
            const Box cell = SurfaceGrid::box_of_cell(column + c, row + r);
            if (joined.is_any_beyond_joint(surface, other,
                                           std::array{cell.min, Vec2{cell.max.x, cell.min.y}, cell.max,
                                                      Vec2{cell.min.x, cell.max.y}}))
                cells |= std::uint64_t{1} << SeenSurfaces::bit_of_cell(c, r);
        }
    return cells;
}

}  // namespace

SeenSurfaces::SeenSurfaces(const SurfaceGrid& grid, const JoinedSurfaces& joined, double range_m)
    : first_(grid.block_count() + 1) {
    std::vector<std::int32_t> surfaces;
    for (std::size_t s = 0; s < grid.surface_count(); ++s) {
        const SurfaceGrid::Part& part = grid.part(s);
        for (std::int32_t b = 0; b < part.block_count(); ++b) {
            const std::int32_t column = part.column0 + SurfaceGrid::block_cells * (b % part.block_columns());
            const std::int32_t row = part.row0 + SurfaceGrid::block_cells * (b / part.block_columns());
            Box box = SurfaceGrid::box_of_cell(column, row);
            box.add(SurfaceGrid::box_of_cell(column + SurfaceGrid::block_cells - 1,
                                             row + SurfaceGrid::block_cells - 1));
            surfaces.clear();
            joined.append_seen_from(s, box, range_m, surfaces);
            for (const std::int32_t other : surfaces)
                seen_.push_back(
                    {other, cells_beyond_joints(joined, s, static_cast<std::size_t>(other),
                                                column - SurfaceGrid::border, row - SurfaceGrid::border)});
            first_[static_cast<std::size_t>(part.first_block + b) + 1] =
                static_cast<std::uint32_t>(seen_.size());
        }
    }
}

namespace {

std::vector<std::int32_t> blocks_of_cells(const SurfaceGrid& grid) {
    constexpr std::int32_t edge = SurfaceGrid::block_cells;
    std::vector<std::int32_t> blocks(grid.cell_count());
    for (std::size_t s = 0; s < grid.surface_count(); ++s) {
        const SurfaceGrid::Part& part = grid.part(s);
        for (std::int32_t row = 0; row < part.rows; ++row)
            for (std::int32_t column = 0; column < part.columns; ++column)
                blocks[static_cast<std::size_t>(part.cell(part.column0 + column, part.row0 + row))] =
                    part.first_block + row / edge * part.block_columns() + column / edge;
    }
    return blocks;
}

}  // namespace

MoverTables::MoverTables(std::shared_ptr<const Venue> venue_, double neighbour_range_m_)
    : venue(std::move(venue_)),
      neighbour_range_m(neighbour_range_m_),
      grid(*venue),
      joined(*venue),
      walls(venue, grid, joined),
      gates(*venue, grid, joined),
      seen(grid, joined, neighbour_range_m),
      block_of_cell(blocks_of_cells(grid)) {}

}  // namespace wayout
