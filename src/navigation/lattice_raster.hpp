/// Which lattice points lie in a polygon or near a segment.
#pragma once

#include "geometry/segment.hpp"
#include "navigation/navigation_grid.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace wayout {

/// Calls visit(LatticePoint) for the points inside the polygon (even-odd rule), row by row.
template <typename Visit>
void for_each_point_inside(const NavigationGrid& grid, const Polygon& polygon, Visit&& visit) {
    std::vector<const Ring*> rings{&polygon.outer};
    for (const Ring& hole : polygon.holes) rings.push_back(&hole);
    Box box;
    for (const Vec2 p : polygon.outer) box.add(p);
    if (box.is_empty())
        return;
    std::vector<double> crossings;
    const LatticePoint low = grid.lattice_point(box.min);
    const LatticePoint high = grid.lattice_point(box.max);
    for (std::int32_t row = low.row; row <= high.row; ++row) {
        const double y = grid.centre(LatticePoint{low.column, row}).y;
        crossings.clear();
        for (const Ring* ring : rings)
            for (std::size_t i = 0; i < ring->size(); ++i) {
                const Vec2 a = (*ring)[i];
                const Vec2 b = (*ring)[i + 1 == ring->size() ? 0 : i + 1];
                if ((a.y > y) != (b.y > y))
                    crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            LatticePoint p{grid.lattice_point({crossings[i], y}).column, row};
            if (grid.centre(p).x < crossings[i])
                ++p.column;
            for (; grid.centre(p).x <= crossings[i + 1]; ++p.column) visit(p);
        }
    }
}

/// Calls visit(LatticePoint, distance in m) for the points within `reach_m` of the segment, row by row.
template <typename Visit>
void for_each_point_near(const NavigationGrid& grid, const Segment& segment, double reach_m, Visit&& visit) {
    const Segment s = segment.a.y <= segment.b.y ? segment : reversed(segment);
    const double rise = s.b.y - s.a.y;
    const std::int32_t low = grid.lattice_point({0.0, s.a.y - reach_m}).row;
    const std::int32_t high = grid.lattice_point({0.0, s.b.y + reach_m}).row;
    for (std::int32_t row = low; row <= high; ++row) {
        const double y = grid.centre(LatticePoint{0, row}).y;
        // The piece of the segment whose height is within reach of this row bounds the columns.
        double from = 0.0;
        double to = 1.0;
        if (rise > 0.0) {
            from = std::clamp((y - reach_m - s.a.y) / rise, 0.0, 1.0);
            to = std::clamp((y + reach_m - s.a.y) / rise, 0.0, 1.0);
        }
        const double x0 = s.a.x + from * (s.b.x - s.a.x);
        const double x1 = s.a.x + to * (s.b.x - s.a.x);
        const std::int32_t first = grid.lattice_point({std::min(x0, x1) - reach_m, y}).column;
        const std::int32_t last = grid.lattice_point({std::max(x0, x1) + reach_m, y}).column;
        for (LatticePoint p{first, row}; p.column <= last; ++p.column) {
            const double d = distance(segment, grid.centre(p));
            if (d <= reach_m)
                visit(p, d);
        }
    }
}

}  // namespace wayout
