/// The area of an alert in the coordinates of a plan.
#pragma once

#include <wayout/alert_use.hpp>
#include <wayout/polygon.hpp>

#include <vector>

namespace wayout {

class AreaOnPlan {
public:
    struct Circle {
        Vec2 centre;
        double radius_m{0.0};
    };

    AreaOnPlan(const AlertInfo& info, const PlanOnEarth& plan);

    bool is_empty() const { return rings_.empty() && circles_.empty(); }
    /// Whether it has a point with the polygon in common.
    bool touches(const Polygon& polygon) const;
    /// Whether one of its parts holds all of the polygon.
    bool covers(const Polygon& polygon) const;
    double distance_m(Vec2 p) const;  ///< 0 inside

    const std::vector<Polygon>& rings() const { return rings_; }
    const std::vector<Circle>& circles() const { return circles_; }

private:
    std::vector<Polygon> rings_;
    std::vector<Circle> circles_;
};

bool touches(const Polygon& a, const Polygon& b);
bool touches(const AreaOnPlan::Circle& circle, const Polygon& polygon);
/// The part of the polygon within the box, by Sutherland and Hodgman's rule; empty when there is none.
Polygon clipped(const Polygon& polygon, Vec2 low, Vec2 high);

}  // namespace wayout
