/// Brings floors and the pieces between them together.
#include "venue/draft.hpp"
#include "venue/outline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

/// Less height between two pieces above each other is a contradiction; less than 2 m (DIN 18065 asks for 2.00
/// m [M]) is a hint.
constexpr double colliding_m = 0.5;
constexpr double headroom_m = 2.0;

void cut_footprints(Draft& draft) {
    for (std::size_t row = 0; row < draft.storeys.size(); ++row) {
        StoreyDraft& storey = draft.storeys[row];
        std::vector<Polygon> holes;
        for (const PieceDraft& p : draft.pieces)
            if (std::find(p.cuts_storeys.begin(), p.cuts_storeys.end(), row) != p.cuts_storeys.end())
                holes.insert(holes.end(), p.surface.footprint.begin(), p.surface.footprint.end());
        if (holes.empty())
            continue;
        Result<Region> floor = subtract(storey.floor, holes);
        if (floor)
            storey.floor = std::move(*floor);
        else
            draft.problems.errors_at(floor.error(), storey.where);
    }
}

void check_collisions(Draft& draft) {
    for (std::size_t i = 0; i < draft.pieces.size(); ++i) {
        for (std::size_t j = i + 1; j < draft.pieces.size(); ++j) {
            const PieceDraft& a = draft.pieces[i];
            const PieceDraft& b = draft.pieces[j];
            if (a.low_m > b.high_m + headroom_m || b.low_m > a.high_m + headroom_m ||
                !bounds(a.surface.walkable).overlaps(bounds(b.surface.walkable)))
                continue;
            const Result<Region> common = intersection(a.surface.walkable, b.surface.walkable);
            if (!common || area(*common) < noticed_overlap_m2)
                continue;
            const Vec2 at = centroid(common->front());
            const double height_m = std::abs(a.surface.z_m(at) - b.surface.z_m(at));
            const Spot spot = draft.spot(a.surface.storey.row(), at);
            if (height_m < colliding_m) {
                draft.problems.error(
                    ErrorCode::geometry, b.where,
                    fmt::format(
                        "it runs into {} at {}, where both lie at nearly the same height; draw them apart",
                        a.where, draft.problems.text(at)),
                    spot);
                draft.links_broken = true;
            } else if (height_m < headroom_m) {
                draft.problems.warning(
                    ErrorCode::geometry, b.where,
                    fmt::format("there are only {:.2f} m of height between it and {} at {}", height_m,
                                a.where, draft.problems.text(at)),
                    spot);
            }
        }
    }
}

std::string surface_text(const Draft& draft, std::size_t surface) {
    if (surface < draft.storeys.size())
        return fmt::format("the floor of storey '{}'", draft.storeys[surface].spec->label());
    return fmt::format("'{}'", draft.pieces[surface - draft.storeys.size()].surface.name);
}

/// Every joint must touch the surface over its whole clear width.
void check_joint(Draft& draft, const JointDraft& joint, std::size_t surface, const Outline& outline) {
    const double width_m = length(joint.clear);
    const std::vector<SegmentPiece> touching = outline.along_edge(joint.clear);
    const double touching_m = total_length_m(touching);
    if (touching_m >= width_m - 2.0 * touch_m)
        return;
    draft.links_broken = true;
    SegmentPiece widest;
    for (const SegmentPiece& gap : complement(touching, width_m))
        if (gap.length_m() > widest.length_m())
            widest = gap;
    const Vec2 at = midpoint(piece_of(joint.clear, widest));
    const auto nearest = outline.nearest_edge(at);
    const std::string extent = touching.empty() ? fmt::format("the {} does not touch", joint.what)
                                                : fmt::format("only {:.2f} m of the {:.2f} m wide {} touch",
                                                              touching_m, width_m, joint.what);
    const std::string distance_text =
        nearest ? fmt::format("at {} the nearest floor is {:.2f} m away, at {}", draft.problems.text(at),
                              nearest->distance_m, draft.problems.text(nearest->point))
                : std::string("there is no floor at all");
    draft.problems.error(
        ErrorCode::geometry, joint.where,
        fmt::format("{} {}: {}; extend the floor to it or move the line (gaps up to {:.0f} mm are closed)",
                    extent, surface_text(draft, surface), distance_text, 1000.0 * touch_m),
        draft.spot(joint.storey, at));
}

}  // namespace

void join_pieces(Draft& draft) {
    cut_footprints(draft);
    check_collisions(draft);
    std::vector<std::optional<Outline>> outlines(draft.surface_count());
    for (const JointDraft& joint : draft.joints) {
        for (const std::size_t surface : {joint.lower, joint.upper}) {
            const bool is_flight =
                surface >= draft.storeys.size() &&
                draft.pieces[surface - draft.storeys.size()].surface.kind != SurfaceKind::landing;
            if (is_flight)
                continue;  // its own edge by construction
            if (!outlines[surface])
                outlines[surface].emplace(draft.walkable(surface));
            check_joint(draft, joint, surface, *outlines[surface]);
        }
    }
}

}  // namespace wayout
