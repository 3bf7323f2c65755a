/// Where people may be, read from the scenario itself and not from the built venue, so that a fault of the
/// venue builder shows.
#pragma once

#include <wayout/scenario.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Floor of one storey or the flights and landings of one stair, in the user's coordinates.
class WalkablePiece {
public:
    /// @param parts  may overlap and touch; together they are the piece
    /// @param walls  lines that nobody crosses
    WalkablePiece(std::vector<Polygon> parts, std::vector<Segment> walls);

    /// How far p lies outside the piece; 0 inside.
    double distance_outside_m(Vec2 p) const;
    /// Whether the straight way from a to b crosses a wall.
    bool crosses_wall(Vec2 a, Vec2 b) const;

private:
    enum class CellState : std::uint8_t { inside, outside, near_edge };
    std::size_t cell_of(Vec2 p) const;
    Vec2 cell_centre(std::size_t cell) const;
    bool is_inside(Vec2 p) const;

    std::vector<Polygon> parts_;
    std::vector<Segment> edges_;
    std::vector<Segment> walls_;
    Vec2 low_;
    std::size_t columns_{1};
    std::size_t rows_{1};
    std::vector<CellState> state_;
    std::vector<std::vector<std::uint32_t>> walls_of_cell_;
};

/// The piece of each storey and of each stair of a venue. Tiers and seats are not covered: no standard test
/// has any.
struct Boundary {
    std::vector<WalkablePiece> storeys;  ///< same rows as VenueSpec::storeys
    std::vector<WalkablePiece> stairs;   ///< same rows as VenueSpec::stairs
};
Boundary boundary_of(const VenueSpec& venue);

/// Distance of p from the nearest point of the segment.
double distance_m(Vec2 p, const Segment& segment);
/// Even-odd rule; holes are outside.
bool contains(const Polygon& polygon, Vec2 p);
/// Share of a -> b at which it crosses the line; negative when it does not. The end of the way counts, its
/// beginning does not.
double crossing_share(Vec2 a, Vec2 b, const Segment& line);

}  // namespace wayout
