#include "geometry/segment.hpp"

#include <algorithm>
#include <array>

namespace wayout {

double closest_parameter(const Segment& s, Vec2 p) {
    const Vec2 along = s.b - s.a;
    const double squared = length_squared(along);
    if (!(squared > 0.0))
        return 0.0;
    return std::clamp(dot(p - s.a, along) / squared, 0.0, 1.0);
}

Vec2 closest_point(const Segment& s, Vec2 p) {
    const double t = closest_parameter(s, p);
    // The ends exactly, not a + 1 * (b - a), which rounding may move.
    if (t <= 0.0)
        return s.a;
    if (t >= 1.0)
        return s.b;
    return s.a + t * (s.b - s.a);
}

double distance(const Segment& s, Vec2 p) {
    return distance(closest_point(s, p), p);
}

ClosestPair closest_points(const Segment& first, const Segment& second) {
    if (const SegmentCrossing c = intersect(first, second, 0.0); c.kind != SegmentCrossing::Kind::none)
        return {c.a, c.a, 0.0};
    // Segments that do not cross are nearest at an end of one of them.
    const std::array<ClosestPair, 4> candidates{{
        {first.a, closest_point(second, first.a), 0.0},
        {first.b, closest_point(second, first.b), 0.0},
        {closest_point(first, second.a), second.a, 0.0},
        {closest_point(first, second.b), second.b, 0.0},
    }};
    ClosestPair best;
    best.distance_m = std::numeric_limits<double>::infinity();
    for (ClosestPair pair : candidates) {
        pair.distance_m = distance(pair.on_first, pair.on_second);
        if (pair.distance_m < best.distance_m)
            best = pair;
    }
    return best;
}

namespace {

SegmentCrossing point_crossing(const Segment& first, Vec2 p) {
    const double t = closest_parameter(first, p);
    return {SegmentCrossing::Kind::point, p, p, t, t};
}

/// The common extent of two segments that run along one line.
SegmentCrossing collinear_crossing(const Segment& first, const Segment& second, double tolerance_m) {
    const double length_m = length(first);
    const Vec2 along = direction(first);
    double from_m = dot(second.a - first.a, along);
    double to_m = dot(second.b - first.a, along);
    if (from_m > to_m)
        std::swap(from_m, to_m);
    if (from_m > length_m + tolerance_m || to_m < -tolerance_m)
        return {};
    from_m = std::clamp(from_m, 0.0, length_m);
    to_m = std::clamp(to_m, 0.0, length_m);
    if (to_m - from_m <= tolerance_m)
        return point_crossing(first, first.a + from_m * along);
    return {SegmentCrossing::Kind::overlap, first.a + from_m * along, first.a + to_m * along,
            from_m / length_m, to_m / length_m};
}

}  // namespace

SegmentCrossing intersect(const Segment& first, const Segment& second, double tolerance_m) {
    const Vec2 r = first.b - first.a;
    const Vec2 q = second.b - second.a;
    const double first_m = length(r);
    const double second_m = length(q);
    if (first_m == 0.0)
        return distance(second, first.a) <= tolerance_m ? point_crossing(first, first.a) : SegmentCrossing{};
    if (second_m == 0.0)
        return distance(first, second.a) <= tolerance_m
                   ? point_crossing(first, closest_point(first, second.a))
                   : SegmentCrossing{};

    const auto offset_m = [&](Vec2 p) { return std::abs(cross(r, p - first.a)) / first_m; };
    const double denominator = cross(r, q);
    // Below a sine of 1e-12 the crossing of the lines is not known to a millimetre within 20 km any more.
    const bool parallel = std::abs(denominator) <= 1e-12 * first_m * second_m;
    const double slack_m = std::max(tolerance_m, 1e-12 * (first_m + second_m));
    if (parallel || (offset_m(second.a) <= tolerance_m && offset_m(second.b) <= tolerance_m)) {
        if (offset_m(second.a) > slack_m && offset_m(second.b) > slack_m)
            return {};
        return collinear_crossing(first, second, tolerance_m);
    }

    const double t_m = cross(second.a - first.a, q) / denominator * first_m;
    const double u_m = cross(second.a - first.a, r) / denominator * second_m;
    if (t_m < -tolerance_m || t_m > first_m + tolerance_m || u_m < -tolerance_m ||
        u_m > second_m + tolerance_m) {
        // A shallow crossing can miss by more than the tolerance along the line although an end touches.
        if (tolerance_m > 0.0) {
            for (const Vec2 end : {second.a, second.b})
                if (distance(first, end) <= tolerance_m)
                    return point_crossing(first, closest_point(first, end));
            for (const Vec2 end : {first.a, first.b})
                if (distance(second, end) <= tolerance_m)
                    return point_crossing(first, end);
        }
        return {};
    }
    const double t = std::clamp(t_m / first_m, 0.0, 1.0);
    const Vec2 p = t <= 0.0 ? first.a : t >= 1.0 ? first.b : first.a + t * r;
    return {SegmentCrossing::Kind::point, p, p, t, t};
}

std::optional<SegmentPiece> overlap_along(const Segment& base, const Segment& other, double tolerance_m,
                                          double min_length_m) {
    constexpr double max_sine = 0.1;
    const double base_m = length(base);
    const Vec2 along = direction(base);
    if (base_m == 0.0 || std::abs(cross(along, direction(other))) > max_sine)
        return std::nullopt;
    double from_m = dot(other.a - base.a, along);
    double to_m = dot(other.b - base.a, along);
    double from_offset_m = cross(along, other.a - base.a);
    double to_offset_m = cross(along, other.b - base.a);
    if (from_m > to_m) {
        std::swap(from_m, to_m);
        std::swap(from_offset_m, to_offset_m);
    }
    const SegmentPiece common{std::max(from_m, 0.0), std::min(to_m, base_m)};
    if (!(common.length_m() > min_length_m))
        return std::nullopt;
    const auto offset_at = [&](double s_m) {
        return from_offset_m + (to_offset_m - from_offset_m) * (s_m - from_m) / (to_m - from_m);
    };
    if (std::abs(offset_at(common.from_m)) > tolerance_m || std::abs(offset_at(common.to_m)) > tolerance_m)
        return std::nullopt;
    return common;
}

}  // namespace wayout
