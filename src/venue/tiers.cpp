/// Seating tiers: inclined pieces that are joined to storeys along an edge.
#include "venue/draft.hpp"
#include "venue/outline.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {

namespace {

constexpr double min_slope_run_m = 0.10;
/// Up to one step may lie between a tier and the storey it joins; beyond that the elevations contradict each
/// other.
constexpr double max_step_m = 0.30;
constexpr double usual_step_m = 0.02;

class TierDrafter {
public:
    explicit TierDrafter(Draft& draft) : draft_(draft) {}

    void add(std::size_t row) {
        spec_ = &draft_.spec.tiers[row];
        row_ = row;
        storey_ = draft_.storey_row(spec_->low_storey.empty() ? spec_->high_storey : spec_->low_storey);
        PieceDraft piece;
        if (!make(piece)) {
            draft_.links_broken = true;
            return;
        }
        const std::size_t self = draft_.surface_count();
        draft_.pieces.push_back(std::move(piece));
        if (!spec_->low_storey.empty())
            join(low_edge_, draft_.storey_row(spec_->low_storey), self, true);
        if (!spec_->high_storey.empty())
            join(high_edge_, draft_.storey_row(spec_->high_storey), self, false);
    }

private:
    std::string place(std::string_view field = {}) const {
        return place_of(*spec_, "tier", "tiers", row_, field);
    }
    bool error(std::string_view field, std::string message, Vec2 at) {
        draft_.problems.error(ErrorCode::geometry, place(field), std::move(message),
                              draft_.spot(storey_, at));
        return false;
    }

    bool make(PieceDraft& piece) {
        Polygon polygon = draft_.frame.local(spec_->polygon);
        low_edge_ = draft_.frame.local(spec_->low_edge);
        high_edge_ = draft_.frame.local(spec_->high_edge);
        if (const auto flaw = find_flaw(polygon))
            return error("polygon",
                         fmt::format("the polygon is not usable: {} at {}", flaw->reason,
                                     draft_.problems.text(flaw->at)),
                         flaw->at);
        if (!spec_->low_storey.empty())
            attach(low_edge_, polygon, draft_.walkable(draft_.storey_row(spec_->low_storey)));
        if (!spec_->high_storey.empty())
            attach(high_edge_, polygon, draft_.walkable(draft_.storey_row(spec_->high_storey)));
        orient(polygon);

        double low_m = spec_->low_elevation_m;
        double high_m = spec_->high_elevation_m;
        if (!spec_->has_elevations) {
            low_m = elevation_m(spec_->low_storey);
            high_m = elevation_m(spec_->high_storey);
        }
        if (high_m < low_m)
            return error(
                "high_elevation_m",
                fmt::format("the high edge at {:.2f} m lies below the low edge at {:.2f} m; swap them",
                            high_m, low_m),
                midpoint(high_edge_));
        if (!step_fine("low_edge", spec_->low_storey, low_m, low_edge_) |
            !step_fine("high_edge", spec_->high_storey, high_m, high_edge_))
            return false;

        // A plane whose level lines are parallel to the low edge.
        Vec2 up = perp(direction(low_edge_));
        const Vec2 climb = midpoint(high_edge_) - midpoint(low_edge_);
        if (dot(climb, up) < 0.0)
            up = -up;
        const double run_m = dot(climb, up);
        if (run_m < min_slope_run_m)
            return error(
                "high_edge",
                fmt::format(
                    "low and high edge are {:.2f} m apart across the slope; at least {:.2f} m are needed",
                    run_m, min_slope_run_m),
                midpoint(high_edge_));
        if (std::abs(cross(direction(low_edge_), direction(high_edge_))) > 0.0872)
            return error("high_edge",
                         "low and high edge must be parallel within 5 degrees, since both are level lines of "
                         "one plane; divide a "
                         "curved tier into several",
                         midpoint(high_edge_));
        const Outline outline(Region{polygon});
        if (!edge_fine("low_edge", spec_->low_storey, low_edge_, outline) |
            !edge_fine("high_edge", spec_->high_storey, high_edge_, outline))
            return false;

        piece.where = place();
        piece.low_m = low_m;
        piece.high_m = high_m;
        for (std::size_t i = 0; i < draft_.spec.storeys.size(); ++i) {
            const StoreySpec& s = draft_.spec.storeys[i];
            if (s.id == spec_->low_storey || s.id == spec_->high_storey ||
                (s.elevation_m >= low_m && s.elevation_m <= high_m))
                piece.cuts_storeys.push_back(i);
        }
        Surface& s = piece.surface;
        s.kind = SurfaceKind::tier;
        s.storey = StoreyId::from(storey_);
        s.id = spec_->id;
        s.name = spec_->label();
        s.footprint = {polygon};
        s.walkable = {polygon};
        const double rise_m = high_m - low_m;
        s.up = rise_m > 0.0 ? up : Vec2{};
        s.z_gradient = rise_m / run_m * up;
        s.z_at_origin_m = low_m - dot(s.z_gradient, midpoint(low_edge_));
        s.cos_incline = run_m / std::hypot(run_m, rise_m);
        up_ = up;
        return true;
    }

    double elevation_m(const std::string& storey) const {
        return draft_.spec.storeys[draft_.storey_row(storey)].elevation_m;
    }

    /// Corners of the tier that lie up to 1 cm outside the floor they join are drawn to its edge.
    static void attach(Segment& line, Polygon& polygon, const Region& floor) {
        const Outline outline(floor);
        for (Vec2* end : {&line.a, &line.b}) {
            if (outline.locate(*end) != Side::outside)
                continue;
            const auto edge = outline.nearest_edge(*end, touch_m);
            if (!edge)
                continue;
            const Vec2 moved = snapped(edge->point);
            for (Vec2& p : polygon.outer)
                if (p == *end)
                    p = moved;
            *end = moved;
        }
    }

    bool step_fine(std::string_view field, const std::string& storey, double z_m, const Segment& line) {
        if (storey.empty())
            return true;
        const double step_m = std::abs(z_m - elevation_m(storey));
        if (step_m > max_step_m)
            return error(
                field,
                fmt::format(
                    "the edge lies at {:.2f} m but storey '{}' at {:.2f} m; correct one of the elevations",
                    z_m, storey, elevation_m(storey)),
                midpoint(line));
        if (step_m > usual_step_m)
            draft_.problems.warning(
                ErrorCode::geometry, place(field),
                fmt::format("there is a step of {:.2f} m between the edge and storey '{}'", step_m, storey),
                draft_.spot(storey_, midpoint(line)));
        return true;
    }

    bool edge_fine(std::string_view field, const std::string& storey, const Segment& line,
                   const Outline& outline) {
        if (storey.empty())
            return true;
        const double on_edge_m = total_length_m(outline.along_edge(line));
        if (on_edge_m >= length(line) - 2.0 * touch_m)
            return true;
        return error(field,
                     fmt::format("only {:.2f} m of the line of {:.2f} m lie on the edge of the tier's "
                                 "polygon; draw it along one side of "
                                 "the polygon",
                                 on_edge_m, length(line)),
                     midpoint(line));
    }

    void join(const Segment& edge, std::size_t storey, std::size_t self, bool is_low) {
        // The lower side, against the ascent, to the left.
        const Segment line = dot(perp(direction(edge)), up_) < 0.0 ? edge : reversed(edge);
        draft_.joints.push_back({spec_, place(is_low ? "low_edge" : "high_edge"), line, line,
                                 is_low ? storey : self, is_low ? self : storey, storey,
                                 is_low ? "low edge" : "high edge"});
    }

    Draft& draft_;
    const TierSpec* spec_{nullptr};
    std::size_t row_{0};
    std::size_t storey_{0};
    Segment low_edge_;
    Segment high_edge_;
    Vec2 up_;
};

}  // namespace

void draft_tiers(Draft& draft) {
    TierDrafter drafter(draft);
    for (const std::size_t row : draft.tiers) drafter.add(row);
}

}  // namespace wayout
