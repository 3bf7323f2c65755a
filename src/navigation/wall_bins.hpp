/// The walls of one surface in square bins, to ask quickly and without allocation whether a wall lies between
/// two close points.
#pragma once

#include "geometry/box.hpp"
#include "venue/venue.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Whether the straight way from p to q crosses the segment. The ends of the segment belong to it; a point on
/// its line counts as right of it, so that a closed chain of segments has no gap whatever the rounding.
bool crosses(Vec2 p, Vec2 q, const Segment& segment);

class WallBins {
public:
    WallBins() = default;
    /// Keeps a copy of the walls.
    explicit WallBins(std::span<const Wall> walls);

    /// Whether a wall stops somebody who goes straight from p to q; a one-sided wall does so from its left to
    /// its right.
    bool blocked(Vec2 p, Vec2 q) const;

private:
    std::int32_t column_of(double x) const;
    std::int32_t row_of(double y) const;

    std::vector<Wall> walls_;
    Vec2 min_;
    std::int32_t columns_{0};
    std::int32_t rows_{0};
    std::vector<std::uint32_t> begin_;  ///< [row * columns + column] start in items_; one more at the end
    std::vector<std::uint32_t> items_;  ///< rows of walls_
};

}  // namespace wayout
