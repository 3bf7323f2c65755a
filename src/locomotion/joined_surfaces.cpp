#include "locomotion/joined_surfaces.hpp"

#include "core/assert.hpp"
#include "geometry/overlay.hpp"
#include "geometry/segment.hpp"

#include <algorithm>

namespace wayout {
namespace {

/// Common area below this is a seam, not an overlap.
constexpr double seam_area_m2 = 0.01;

bool overlap_in_plan(const Surface& a, const Surface& b) {
    if (!bounds(a.footprint).overlaps(bounds(b.footprint)))
        return false;
    const Result<Region> common = intersection(a.footprint, b.footprint);
    // Footprints are checked when the venue is built. Should the overlay fail, not seeing each other is the
    // safe answer.
    return !common || area(*common) > seam_area_m2;
}

}  // namespace

JoinedSurfaces::JoinedSurfaces(const Venue& venue)
    : joints_(venue.surfaces.size()), overlapping_(venue.surfaces.size()) {
    for (const Gate& gate : venue.gates) {
        if (gate.kind != GateKind::joint)
            continue;
        joints_[gate.left.row()].push_back({gate.right.row(), {gate.line.b, gate.line.a}});
        joints_[gate.right.row()].push_back({gate.left.row(), gate.line});
    }
    for (std::size_t s = 0; s < joints_.size(); ++s) {
        std::vector<std::size_t>& found = overlapping_[s];
        for (const Joint& first : joints_[s])
            for (const Joint& second : joints_[first.other])
                if (second.other != s && std::find(found.begin(), found.end(), second.other) == found.end() &&
                    overlap_in_plan(venue.surfaces[s], venue.surfaces[second.other]))
                    found.push_back(second.other);
    }
}

bool JoinedSurfaces::overlap(std::size_t a, std::size_t b) const {
    return std::find(overlapping_[a].begin(), overlapping_[a].end(), b) != overlapping_[a].end();
}

void JoinedSurfaces::append_seen_from(std::size_t surface, const Box& box, double range_m,
                                      std::vector<std::int32_t>& seen) const {
    const auto first_new = static_cast<std::ptrdiff_t>(seen.size());
    for (const Joint& first : joints_[surface]) {
        if (distance(box, first.line) > range_m)
            continue;
        seen.push_back(static_cast<std::int32_t>(first.other));
        for (const Joint& second : joints_[first.other])
            if (second.other != surface && !overlap(surface, second.other) &&
                distance(box, second.line) <= range_m)
                seen.push_back(static_cast<std::int32_t>(second.other));
    }
    std::sort(seen.begin() + first_new, seen.end());
    seen.erase(std::unique(seen.begin() + first_new, seen.end()), seen.end());
}

bool JoinedSurfaces::is_any_beyond_joint(std::size_t surface, std::size_t other,
                                         std::span<const Vec2> points) const {
    const auto is_any_beyond = [&](const Joint& joint) {
        return joint.other == other && std::any_of(points.begin(), points.end(), [&](Vec2 p) {
                   return orientation(joint.line.a, joint.line.b, p) > 0.0;
               });
    };
    return std::any_of(joints_[surface].begin(), joints_[surface].end(), [&](const Joint& first) {
        return is_any_beyond(first) ||
               std::any_of(joints_[first.other].begin(), joints_[first.other].end(), is_any_beyond);
    });
}

double distance(const Box& box, const Segment& segment) {
    if (box.contains(segment.a) || box.contains(segment.b))
        return 0.0;
    const Vec2 corners[4] = {box.min, {box.max.x, box.min.y}, box.max, {box.min.x, box.max.y}};
    double nearest = closest_points(segment, {corners[3], corners[0]}).distance_m;
    for (int k = 0; k < 3; ++k)
        nearest = std::min(nearest, closest_points(segment, {corners[k], corners[k + 1]}).distance_m);
    return nearest;
}

}  // namespace wayout
