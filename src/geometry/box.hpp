/// Axis-parallel bounding box.
#pragma once

#include <wayout/vec2.hpp>

#include <algorithm>
#include <limits>

namespace wayout {

/// Empty until a point is added.
struct Box {
    Vec2 min{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    Vec2 max{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

    bool is_empty() const { return !(min.x <= max.x && min.y <= max.y); }
    Vec2 size() const { return is_empty() ? Vec2{} : max - min; }
    Vec2 centre() const { return 0.5 * (min + max); }

    void add(Vec2 p) {
        min = {std::min(min.x, p.x), std::min(min.y, p.y)};
        max = {std::max(max.x, p.x), std::max(max.y, p.y)};
    }
    void add(const Segment& s) {
        add(s.a);
        add(s.b);
    }
    void add(const Box& other) {
        if (!other.is_empty()) {
            add(other.min);
            add(other.max);
        }
    }
    /// The box with a margin on all sides.
    Box grown(double margin_m) const {
        return {{min.x - margin_m, min.y - margin_m}, {max.x + margin_m, max.y + margin_m}};
    }
    /// The edge counts as inside.
    bool contains(Vec2 p) const { return p.x >= min.x && p.x <= max.x && p.y >= min.y && p.y <= max.y; }
    bool overlaps(const Box& o) const {
        return min.x <= o.max.x && o.min.x <= max.x && min.y <= o.max.y && o.min.y <= max.y;
    }
};

inline Box bounds(const Segment& s) {
    Box box;
    box.add(s);
    return box;
}

}  // namespace wayout
