/// The walkable world as a graph of square cells: what travel-time fields are solved on and how a position is
/// looked up in them.
///
/// One lattice for the whole venue; each surface holds the cells whose centre lies in its walkable area.
/// Cells are linked to their four neighbours unless a wall or an exit lies between; over a joint the
/// neighbour belongs to the other surface. Cells too close to a wall are kept, but as `soft`: people may
/// stand there and walk away from there, and no route leads over them.
#pragma once

#include "core/large_vector.hpp"
#include "navigation/wall_bins.hpp"
#include "venue/venue.hpp"

#include <wayout/error.hpp>
#include <wayout/ids.hpp>
#include <wayout/vec2.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

/// Row of a cell in the columns of a NavigationGrid; no_cell: none.
using CellIndex = std::int32_t;
inline constexpr CellIndex no_cell = -1;
constexpr std::size_t cell_row(CellIndex c) {
    return static_cast<std::size_t>(c);
}

enum class LatticeDirection : std::uint8_t { east, west, north, south };
inline constexpr std::array<Vec2, 4> lattice_step{Vec2{1, 0}, Vec2{-1, 0}, Vec2{0, 1}, Vec2{0, -1}};

inline constexpr std::array<LatticeDirection, 4> lattice_directions{
    LatticeDirection::east, LatticeDirection::west, LatticeDirection::north, LatticeDirection::south};

constexpr LatticeDirection opposite(LatticeDirection d) {
    return static_cast<LatticeDirection>(static_cast<unsigned>(d) ^ 1U);
}

/// Column and row on the lattice of the venue.
struct LatticePoint {
    std::int32_t column{};
    std::int32_t row{};
    friend bool operator==(LatticePoint, LatticePoint) = default;
};

struct NavigationGridOptions {
    /// Edge of a cell; 0: automatic_cell_m().
    double cell_m{0.0};
};

class NavigationGrid {
public:
    /// Properties of a cell.
    enum Flag : std::uint16_t {
        soft = 1,                ///< too close to a wall, or a seat: left, never entered
        seat_row = 2,            ///< in the clear way of a seat row
        seat = 4,                ///< behind the front edge of seats; always soft
        by_gate = 8,             ///< a link of the cell or of a neighbour crosses a gate
        narrow_portal = 16,      ///< near a gate so narrow that keeping away from its jambs would close it
        inclined = 32,           ///< walking speed depends on the direction
        past_gate = 64,          ///< within straight_on_m of a door or joint: gates_beside()
        absent = 128,            ///< no cell at all: a hole in the numbering
        plain = 256,             ///< no wall, gate or edge among the nine cells around it
        gate_in_the_east = 512,  ///< the link in that direction crosses a gate; the next three bits likewise,
                                 ///< in the order of LatticeDirection
    };

    /// After a gate people keep straight on for this distance (locomotion spec 9.1).
    static constexpr double straight_on_m = 0.3;
    /// Gates that are wider are open floor: people do not spread over their whole width (our choice).
    static constexpr double wide_gate_m = 6.0;
    /// Distances to walls are not known beyond this.
    static constexpr double max_wall_distance_m = 0.75;
    /// wall_units() per metre.
    static constexpr double wall_units_per_m = 200.0;

    const Venue& venue() const { return *venue_; }
    double cell_m() const { return cell_m_; }
    /// Rows of the columns below. Cells are numbered by tiles of 8 x 8, so that what is close in plan is
    /// close in memory; tiles that are not full have absent cells.
    std::size_t cell_count() const { return cells_.size(); }

    LatticePoint lattice(CellIndex c) const {
        const LatticePoint first = tiles_[tile_of(c)].first;
        return {first.column + column_in_tile(c), first.row + row_in_tile(c)};
    }
    Vec2 centre(CellIndex c) const { return centre(lattice(c)); }
    Vec2 centre(LatticePoint p) const {
        return {(p.column + 0.5) * cell_m_ + lattice_offset_m, (p.row + 0.5) * cell_m_ + lattice_offset_m};
    }
    /// The lattice point whose square holds p.
    LatticePoint lattice_point(Vec2 p) const {
        return {static_cast<std::int32_t>(std::floor((p.x - lattice_offset_m) * cells_per_m_)),
                static_cast<std::int32_t>(std::floor((p.y - lattice_offset_m) * cells_per_m_))};
    }
    SurfaceId surface(CellIndex c) const { return tiles_[tile_of(c)].surface; }
    std::uint16_t flags(CellIndex c) const { return cells_[row(c)].flags; }
    bool is(CellIndex c, Flag flag) const { return (flags(c) & flag) != 0; }
    /// Whether gates_between() has any.
    bool is_gate_between(CellIndex c, LatticeDirection d) const {
        return (flags(c) & gate_in_the_east << static_cast<unsigned>(d)) != 0;
    }
    /// Distance from the centre to the nearest wall in units of 5 mm, at most max_wall_distance_m.
    std::uint8_t wall_units(CellIndex c) const { return cells_[row(c)].wall_units; }
    double wall_distance_m(CellIndex c) const { return wall_units(c) / wall_units_per_m; }
    /// [LatticeDirection]
    const std::array<CellIndex, 4>& neighbours(CellIndex c) const { return links_[row(c)]; }
    /// The same for one direction, from columns that are smaller by far: walks over many cells wait for
    /// memory.
    CellIndex neighbour(CellIndex c, LatticeDirection d) const {
        const auto k = static_cast<std::size_t>(d);
        const unsigned links = cells_[row(c)].links;
        if ((links >> k & 1U) == 0) [[unlikely]]
            return (links >> k & linked_elsewhere) != 0 ? links_[row(c)][k] : no_cell;
        if ((c & in_tile_edge_bits[k]) != in_tile_edge[k]) [[likely]]
            return c + in_tile_step[k];
        return next_tiles_[tile_of(c)][k] + ((c & (tile_cells - 1)) ^ in_tile_edge_bits[k]);
    }

    /// The three other cells of the square that a plain cell forms with its neighbours; steps are -1 or 1.
    struct Corners {
        CellIndex beside;    ///< one column on
        CellIndex above;     ///< one row on
        CellIndex diagonal;  ///< both
    };
    Corners plain_corners(CellIndex c, std::int32_t column_step, std::int32_t row_step) const {
        const std::int32_t column = column_in_tile(c) + column_step;
        const std::int32_t r = row_in_tile(c) + row_step;
        const CellIndex beside = c + column_step;
        const CellIndex above = c + tile_edge * row_step;
        if (((column | r) & ~(tile_edge - 1)) == 0) [[likely]]
            return {beside, above, above + column_step};
        // In another tile: the table of tiles is small enough to stay in the nearest caches, the links are
        // not.
        const SurfaceId s = surface(c);
        const LatticePoint at = lattice(c);
        return {own_cell_at(s, {at.column + column_step, at.row}),
                own_cell_at(s, {at.column, at.row + row_step}),
                own_cell_at(s, {at.column + column_step, at.row + row_step})};
    }

    /// The cell that stands for a position on a surface: the nearest centre that no wall hides, within about
    /// two cells; no_cell if there is none. p may lie up to two cells beyond a joint of the surface.
    CellIndex locate(SurfaceId surface, Vec2 p) const {
        const CellIndex c = own_cell_at(surface, lattice_point(p));
        if (c != no_cell && is(c, plain)) [[likely]]
            return c;
        return locate_beside_walls(surface, p);
    }
    /// Asks for what locate() and guide_from() will read of the cell, so that the waits for memory overlap.
    void prefetch(SurfaceId surface, Vec2 p) const {
        if (const CellIndex c = own_cell_at(surface, lattice_point(p)); c != no_cell)
            __builtin_prefetch(cells_.data() + row(c));
    }
    /// The cell at a lattice point, seen from a surface (cells beyond its joints included); no_cell if there
    /// is none.
    CellIndex cell_at(SurfaceId surface, LatticePoint p) const {
        const CellIndex c = own_cell_at(surface, p);
        return c != no_cell && !is(c, absent) ? c : cell_beyond_joint(surface, p);
    }

    /// Whether a wall stops somebody who goes straight from p to q on the surface; meant for short ways.
    bool wall_between(SurfaceId surface, Vec2 p, Vec2 q) const { return walls_[surface.row()].blocked(p, q); }

    struct GateLink {
        CellIndex cell{no_cell};
        LatticeDirection direction{};
        std::int16_t gate{-1};
    };
    /// Gates on the link from a cell to its neighbour, first crossed first. Only cells with by_gate have any.
    std::span<const GateLink> gates_between(CellIndex c, LatticeDirection d) const;

    struct CellGate {
        CellIndex cell{no_cell};
        std::int16_t gate{-1};
    };
    /// Doors and joints within straight_on_m of a cell (and a cell more). Only cells with past_gate have any.
    std::span<const CellGate> gates_beside(CellIndex c) const;

private:
    friend class NavigationGridBuilder;
    NavigationGrid() = default;

    static std::size_t row(CellIndex c) { return static_cast<std::size_t>(c); }
    CellIndex locate_beside_walls(SurfaceId surface, Vec2 p) const;
    CellIndex cell_beyond_joint(SurfaceId surface, LatticePoint p) const;

    static constexpr std::int32_t tile_edge = 8;
    static constexpr std::int32_t tile_cells = tile_edge * tile_edge;
    /// Half of the resolution of venue coordinates: lines parallel to the axes never run through the centres
    /// of cells.
    static constexpr double lattice_offset_m = 5e-5;

    static std::size_t tile_of(CellIndex c) { return static_cast<std::size_t>(c / tile_cells); }
    static std::int32_t column_in_tile(CellIndex c) { return c & (tile_edge - 1); }
    static std::int32_t row_in_tile(CellIndex c) { return (c / tile_edge) & (tile_edge - 1); }

    // By LatticeDirection: the step to a neighbour of the same tile, and the cells that have none there.
    static constexpr std::array<CellIndex, 4> in_tile_step{1, -1, tile_edge, -tile_edge};
    static constexpr std::array<CellIndex, 4> in_tile_edge_bits{
        tile_edge - 1, tile_edge - 1, tile_cells - tile_edge, tile_cells - tile_edge};
    static constexpr std::array<CellIndex, 4> in_tile_edge{tile_edge - 1, 0, tile_cells - tile_edge, 0};

    struct Tile {
        LatticePoint first;
        SurfaceId surface;
    };

    /// What walks and looks need of a cell, side by side.
    struct Cell {
        std::uint16_t flags{0};
        std::uint8_t wall_units{0};
        std::uint8_t links{0};  ///< bit by LatticeDirection: linked to the next cell of the own surface; four
                                ///< bits on: linked to another one, which stands in links_
    };
    static constexpr unsigned linked_elsewhere = 16;

    struct CellBeyond {
        LatticePoint at;
        CellIndex cell{no_cell};
    };

    /// Cells over the bounding box of a surface.
    struct SurfaceMap {
        LatticePoint first;
        std::int32_t tile_columns{0};
        std::int32_t tile_rows{0};
        std::vector<CellIndex> tiles;    ///< [tile row][tile column] first cell of the tile; no_cell: no tile
        std::vector<CellBeyond> beyond;  ///< cells of other surfaces next to joints, sorted by row and column

        std::size_t index(std::int32_t tile_column, std::int32_t tile_row) const {
            return static_cast<std::size_t>(tile_row) * static_cast<std::size_t>(tile_columns) +
                   static_cast<std::size_t>(tile_column);
        }
    };

    /// May be an absent cell.
    CellIndex own_cell_at(SurfaceId surface, LatticePoint p) const {
        const SurfaceMap& map = maps_[surface.row()];
        const std::int32_t column = p.column - map.first.column;
        const std::int32_t r = p.row - map.first.row;
        if (column < 0 || column >= tile_edge * map.tile_columns || r < 0 || r >= tile_edge * map.tile_rows)
            return no_cell;
        const CellIndex base = map.tiles[map.index(column / tile_edge, r / tile_edge)];
        return base == no_cell ? no_cell : base + r % tile_edge * tile_edge + column % tile_edge;
    }

    std::shared_ptr<const Venue> venue_;
    double cell_m_{};
    double cells_per_m_{};
    std::uint8_t clear_units_{};    ///< at this distance from walls no wall cuts the square of a cell
    std::vector<SurfaceMap> maps_;  ///< [SurfaceId]
    std::vector<WallBins> walls_;   ///< [SurfaceId]
    LargeVector<Cell> cells_;       ///< [CellIndex]
    LargeVector<std::array<CellIndex, 4>> links_;  ///< [CellIndex][LatticeDirection]
    std::vector<Tile> tiles_;                      ///< 64 cells each
    std::vector<std::array<CellIndex, 4>>
        next_tiles_;                    ///< [tile][LatticeDirection] first cell; no_cell: none
    std::vector<GateLink> gate_links_;  ///< sorted by cell and direction
    std::vector<CellGate> cell_gates_;  ///< sorted by cell and gate
};

/// The cell for a venue when the user gives none: 0.1 m when a gate or seat row is narrower than 1.2 m,
/// otherwise 0.2 m (locomotion spec 9.1); 0.4 m above 50,000 m2 when none is narrower than 2.4 m, so that the
/// fields of a very large site stay cheap (our choice).
double automatic_cell_m(const Venue& venue);

/// Errors: a cell outside 0.02..1 m, or one that gives more cells, surfaces or gates than can be numbered.
Result<std::shared_ptr<const NavigationGrid>> build_navigation_grid(
    std::shared_ptr<const Venue> venue, const NavigationGridOptions& options = {});

}  // namespace wayout
