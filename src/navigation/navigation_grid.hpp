/// The walkable world as a graph of square cells: what travel-time fields are solved on and how a position is
/// looked up in them.
///
/// One lattice for the whole venue; each surface holds the cells whose centre lies in its walkable area.
/// Cells are linked to their four neighbours unless a wall or an exit lies between; over a joint the
/// neighbour belongs to the other surface. Cells too close to a wall are kept, but as `soft`: people may
/// stand there and walk away from there, and no route leads over them.
#pragma once

#include "venue/venue.hpp"

#include <wayout/error.hpp>
#include <wayout/ids.hpp>
#include <wayout/vec2.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

/// Row of a cell in the columns of a NavigationGrid; no_cell: none.
using CellIndex = std::int32_t;
inline constexpr CellIndex no_cell = -1;

enum class LatticeDirection : std::uint8_t { east, west, north, south };
inline constexpr std::array<Vec2, 4> lattice_step{Vec2{1, 0}, Vec2{-1, 0}, Vec2{0, 1}, Vec2{0, -1}};

struct NavigationGridOptions {
    /// Edge of a cell. 0: chosen - 0.1 m when a gate or seat row is narrower than 1.2 m, otherwise 0.2 m
    /// (locomotion spec 9.1); 0.4 m above 50,000 m2 when no gate is narrower than 2.4 m, so that the fields
    /// of a very large site stay cheap.
    double cell_m{0.0};
};

class NavigationGrid {
public:
    /// Properties of a cell.
    enum Flag : std::uint8_t {
        soft = 1,            ///< too close to a wall, or a seat: left, never entered
        seat_row = 2,        ///< in the clear way of a seat row
        seat = 4,            ///< behind the front edge of seats (always soft)
        by_gate = 8,         ///< a gate lies within two links: links may be closed
        narrow_portal = 16,  ///< at a gate so narrow that keeping away from its jambs would close it
        inclined = 32,       ///< walking speed depends on the direction
        past_gate = 64,      ///< within straight_on_m of a door or joint: see gates_beside()
    };

    /// After a gate people keep straight on for this distance (locomotion spec 9.1).
    static constexpr double straight_on_m = 0.3;

    const Venue& venue() const { return *venue_; }
    double cell_m() const { return cell_m_; }
    std::size_t cell_count() const { return flags_.size(); }

    Vec2 centre(CellIndex c) const;
    SurfaceId surface(CellIndex c) const;
    std::uint8_t flags(CellIndex c) const { return flags_[static_cast<std::size_t>(c)]; }
    bool is(CellIndex c, Flag flag) const { return (flags(c) & flag) != 0; }
    /// Distance from the centre to the nearest wall that stops somebody there, rounded to 5 mm; distances
    /// above 1.2 m are capped.
    double wall_distance_m(CellIndex c) const;
    CellIndex neighbour(CellIndex c, LatticeDirection d) const;

    /// The cell that stands for a position: the nearest centre that no wall hides. no_cell when p is off the
    /// surface by more than a few cells. p may lie up to two cells beyond a joint of the surface.
    CellIndex locate(SurfaceId surface, Vec2 p) const;

    struct GateLink {
        CellIndex cell;
        LatticeDirection direction;
        std::int16_t gate;
    };
    /// Gates between a cell and its neighbour in the direction of walking, first crossed first. Only cells
    /// with by_gate have any.
    std::span<const GateLink> gates_between(CellIndex c, LatticeDirection d) const;

    ~NavigationGrid();
    NavigationGrid(const NavigationGrid&) = delete;
    NavigationGrid& operator=(const NavigationGrid&) = delete;

private:
    friend class NavigationGridBuilder;
    NavigationGrid();
    std::shared_ptr<const Venue> venue_;
    double cell_m_{};
    std::vector<std::uint8_t> flags_;
};

/// Cell size chosen for a venue when the user gives none.
double automatic_cell_m(const Venue& venue);

/// Errors: a cell size outside 0.02..1 m, or one that gives more cells than can be numbered.
Result<std::shared_ptr<const NavigationGrid>> build_navigation_grid(
    std::shared_ptr<const Venue> venue, const NavigationGridOptions& options = {});

}  // namespace wayout
