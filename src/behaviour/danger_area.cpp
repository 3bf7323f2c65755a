#include "behaviour/danger_area.hpp"

#include "geometry/polygon.hpp"
#include "geometry/segment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace wayout {
namespace {

/// Value at a time of points that rise in time.
template <typename Points, typename Get>
auto interpolated(const Points& points, double time_s, Get get) {
    if (time_s <= points.front().time_s)
        return get(points.front());
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (time_s > points[i].time_s)
            continue;
        const double part = (time_s - points[i - 1].time_s) / (points[i].time_s - points[i - 1].time_s);
        return (1.0 - part) * get(points[i - 1]) + part * get(points[i]);
    }
    return get(points.back());
}

struct OnOutline {
    Vec2 point;
    double distance_m{std::numeric_limits<double>::infinity()};
};

OnOutline nearest_on(const Ring& ring, Vec2 p, OnOutline best) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Vec2 q = closest_point({ring[i], ring[(i + 1) % ring.size()]}, p);
        if (const double d = length(p - q); d < best.distance_m)
            best = {q, d};
    }
    return best;
}

OnOutline nearest_on(const Polygon& polygon, Vec2 p) {
    OnOutline best = nearest_on(polygon.outer, p, {});
    for (const Ring& hole : polygon.holes) best = nearest_on(hole, p, best);
    return best;
}

}  // namespace

DangerShape shape_at(const DangerAreaSpec& spec, double time_s) {
    DangerShape shape;
    const bool is_time = time_s >= spec.from_s && time_s < spec.until_s;
    if (spec.polygon) {
        shape.is_there = is_time;
        shape.outline = &*spec.polygon;
        shape.centre = centroid(*spec.polygon);
        shape.grown_m = std::max(0.0, time_s - spec.from_s) * spec.grows_mps;
        return shape;
    }
    shape.centre = interpolated(spec.path, time_s, [](const auto& point) { return point.centre; });
    shape.radius_m = interpolated(spec.radius_m, time_s, [](const auto& point) { return point.radius_m; });
    shape.is_there = is_time && shape.radius_m > 0.0;
    return shape;
}

double distance_m(const DangerShape& shape, Vec2 p) {
    if (!shape.is_there)
        return std::numeric_limits<double>::infinity();
    if (shape.outline == nullptr)
        return length(p - shape.centre) - shape.radius_m;
    const double away_m = nearest_on(*shape.outline, p).distance_m;
    return (locate(*shape.outline, p) == Side::outside ? away_m : -away_m) - shape.grown_m;
}

Vec2 nearest_point(const DangerShape& shape, Vec2 p) {
    if (distance_m(shape, p) <= 0.0)
        return p;
    const bool is_circle = shape.outline == nullptr;
    const Vec2 from = is_circle ? shape.centre : nearest_on(*shape.outline, p).point;
    const double reach_m = is_circle ? shape.radius_m : shape.grown_m;
    return from + reach_m * unit(p - from);
}

Vec2 away_from(const DangerShape& shape, Vec2 p) {
    if (shape.outline == nullptr)
        return unit(p - shape.centre);
    const Vec2 nearest = nearest_on(*shape.outline, p).point;
    return locate(*shape.outline, p) == Side::outside ? unit(p - nearest) : unit(nearest - p);
}

Vec2 kept_off(const DangerShape& shape, double keep_m, Vec2 p, Vec2 direction) {
    const double away_m = distance_m(shape, p);
    if (away_m <= 0.0 || !(away_m < keep_m))
        return direction;
    const Vec2 away = away_from(shape, p);
    const double outwards = dot(direction, away);
    if (outwards >= 0.0)
        return direction;
    const Vec2 along = direction - outwards * away;
    constexpr double least_along = 0.1;  // below, going along leads nowhere: about 6 degrees
    return length(along) < least_along ? Vec2{} : unit(along);
}

Ring outline_of(const DangerShape& shape) {
    Ring ring;
    if (shape.outline == nullptr) {
        constexpr int corners = 48;
        for (int i = 0; i < corners; ++i) {
            const double angle = 2.0 * std::numbers::pi * i / corners;
            ring.push_back(shape.centre + shape.radius_m * Vec2{std::cos(angle), std::sin(angle)});
        }
        return ring;
    }
    if (shape.grown_m <= 0.0)
        return shape.outline->outer;
    // Every corner is moved by what the outline has grown, round its convex corners in three pieces.
    Polygon oriented = *shape.outline;
    orient(oriented);
    const Ring& outer = oriented.outer;
    for (std::size_t i = 0; i < outer.size(); ++i) {
        const Vec2 before = outer[(i + outer.size() - 1) % outer.size()];
        const Vec2 after = outer[(i + 1) % outer.size()];
        const Vec2 first = -perp(unit(outer[i] - before));
        const Vec2 last = -perp(unit(after - outer[i]));
        const Vec2 sum = first + last;
        ring.push_back(outer[i] + shape.grown_m * first);
        if (length(sum) > 1e-9)
            ring.push_back(outer[i] + shape.grown_m * unit(sum));
        ring.push_back(outer[i] + shape.grown_m * last);
    }
    return ring;
}

double last_change_s(const DangerAreaSpec& spec) {
    double last_s = spec.from_s;
    if (std::isfinite(spec.until_s))
        return spec.until_s;
    if (spec.polygon)
        return spec.grows_mps > 0.0 ? std::numeric_limits<double>::infinity() : last_s;
    if (spec.path.size() > 1)
        last_s = std::max(last_s, spec.path.back().time_s);
    if (spec.radius_m.size() > 1)
        last_s = std::max(last_s, spec.radius_m.back().time_s);
    return last_s;
}

bool is_ever_there(const DangerAreaSpec& spec) {
    return spec.polygon.has_value() ||
           std::any_of(spec.radius_m.begin(), spec.radius_m.end(),
                       [](const DangerAreaSpec::RadiusPoint& point) { return point.radius_m > 0.0; });
}

double danger_cost_factor(const DangerAreaSpec& spec, double distance_m) {
    const double beyond_m = std::max(0.0, distance_m - spec.avoid_m);
    return 1.0 + spec.fear_factor * std::exp(-beyond_m / spec.fear_m);
}

double spread_probability(double rate_per_s, double dt_s) {
    return 1.0 - std::exp(-rate_per_s * dt_s);
}

std::optional<double> first_hold_s(const DangerResponseSpec& spec, std::uint64_t seed, AgentId person) {
    if (uniform01(seed, person, Draw::danger, 0, draw_row(DangerDraw::hold)) >= spec.hold_frac)
        return std::nullopt;
    const double u = uniform01(seed, person, Draw::danger, 0, draw_row(DangerDraw::hold_time));
    return spec.hold_min_s + u * (spec.hold_max_s - spec.hold_min_s);
}

bool prefers_shelter(const DangerResponseSpec& spec, std::uint64_t seed, AgentId person) {
    return uniform01(seed, person, Draw::danger, 0, draw_row(DangerDraw::shelter_first)) <
           spec.shelter_first_frac;
}

DangerChoice choose_in_danger(const DangerOptions& options) {
    if (options.can_shelter && (options.wants_shelter || !options.can_leave))
        return DangerChoice::shelter;
    if (options.can_leave)
        return DangerChoice::leave;
    return options.can_keep_away ? DangerChoice::keep_away : DangerChoice::hold;
}

double obeys_at_s(const OrderSpec& order, std::uint64_t seed, AgentId person, std::uint32_t order_row) {
    const double u = uniform01(seed, person, Draw::danger, 0, draw_row(DangerDraw::order_times, order_row));
    return order.at_s + std::max(0.0, order.delay_s + (2.0 * u - 1.0) * order.delay_spread_s);
}

}  // namespace wayout
