/// Doors and exits: how they sit in their walls.
#include "venue/draft.hpp"
#include "venue/outline.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {

namespace {

constexpr double max_sine_to_wall = 0.1;

// ---------------------------------------------------------------- along a wall

/// The piece of a thick wall's axis along which the opening lies, if it does: parallel and within the wall's
/// thickness.
std::optional<Segment> axis_along(const Segment& line, const ThickWallDraft& wall) {
    const double reach_m = 0.5 * wall.thickness_m + touch_m;
    for (std::size_t i = 0; i + 1 < wall.line.size(); ++i) {
        const Segment axis{wall.line[i], wall.line[i + 1]};
        const Vec2 along = direction(axis);
        if (axis.a == axis.b || std::abs(cross(along, direction(line))) > max_sine_to_wall ||
            std::abs(cross(along, line.a - axis.a)) > reach_m ||
            std::abs(cross(along, line.b - axis.a)) > reach_m)
            continue;
        const double from_m =
            std::max(0.0, std::min(dot(line.a - axis.a, along), dot(line.b - axis.a, along)));
        const double to_m =
            std::min(length(axis), std::max(dot(line.a - axis.a, along), dot(line.b - axis.a, along)));
        if (to_m - from_m >= 0.5 * length(line))
            return axis;
    }
    return std::nullopt;
}

Segment projected(const Segment& line, const Segment& axis) {
    const Vec2 along = direction(axis);
    const auto on_axis = [&](Vec2 p) { return axis.a + dot(p - axis.a, along) * along; };
    return {on_axis(line.a), on_axis(line.b)};
}

void cut_thick_walls(StoreyDraft& storey, OpeningDraft& opening) {
    for (ThickWallDraft& wall : storey.thick_walls) {
        const std::optional<Segment> axis = axis_along(opening.line, wall);
        if (!axis)
            continue;
        if (wall.thickness_m > opening.wall_thickness_m) {
            opening.line = clear_part(projected(opening.line, *axis), opening.clear_width_m);
            opening.wall_thickness_m = wall.thickness_m;
        }
        // A millimetre more than the wall is thick, so that rounding leaves no skin.
        const Segment passage = clear_part(projected(opening.line, *axis), opening.clear_width_m);
        const double depth_m = 0.5 * wall.thickness_m + 1e-3;
        wall.cuts.push_back(strip(passage, depth_m, depth_m));
    }
}

void cut_thin_walls(StoreyDraft& storey, OpeningDraft& opening) {
    const Segment* along = nullptr;
    double along_m = 0.0;
    for (const Segment& wall : storey.thin_walls)
        if (const auto piece = overlap_along(opening.line, wall, touch_m);
            piece && piece->length_m() > along_m) {
            along = &wall;
            along_m = piece->length_m();
        }
    if (along == nullptr)
        return;
    if (opening.wall_thickness_m == 0.0)
        opening.line = projected(opening.line, *along);
    std::vector<Segment> rest;
    for (const Segment& wall : storey.thin_walls) {
        const auto piece = overlap_along(wall, opening.line, touch_m);
        if (!piece) {
            rest.push_back(wall);
            continue;
        }
        for (const SegmentPiece& left : complement({*piece}, length(wall)))
            if (left.length_m() > 1e-3)
                rest.push_back(piece_of(wall, left));
    }
    storey.thin_walls = std::move(rest);
}

// ---------------------------------------------------------------- between walls

class OpeningFitter {
public:
    OpeningFitter(Draft& draft, std::size_t storey)
        : draft_(draft),
          storey_(storey),
          outline_(draft.storeys[storey].floor, draft.storeys[storey].thin_walls) {}

    void fit(OpeningDraft& o) {
        const bool fitted = o.kind == GateKind::exit ? fit_exit(o) : fit_door(o);
        if (!fitted || !finish(o)) {
            o.usable = false;
            draft_.links_broken = true;
        }
    }

private:
    bool error(const OpeningDraft& o, std::string message, Vec2 at) {
        draft_.problems.error(ErrorCode::geometry, o.where, std::move(message), draft_.spot(storey_, at));
        return false;
    }
    std::string text(Vec2 p) const { return draft_.problems.text(p); }

    bool fit_exit(OpeningDraft& o) {
        const double width_m = length(o.line);
        const std::vector<SegmentPiece> on_edge = outline_.along_edge(o.line);
        const double on_edge_m = total_length_m(on_edge);
        if (on_edge_m < 0.5 * width_m) {
            o.across = true;
            return fit_between_walls(o);
        }
        if (on_edge_m < width_m - 2.0 * touch_m)
            return error(o,
                         fmt::format("only {:.2f} m of the line of {:.2f} m lie on the edge of the floor; "
                                     "shorten the line to the opening "
                                     "or correct the floor",
                                     on_edge_m, width_m),
                         midpoint(piece_of(o.line, complement(on_edge, width_m).front())));
        // On to the edge itself, with the floor to the left.
        const std::optional<Segment> edge = outline_.edge_along(o.line);
        for (Vec2* end : {&o.line.a, &o.line.b})
            if (const auto nearest = outline_.nearest_edge(*end, touch_m))
                *end = nearest->point;
        if (dot(direction(*edge), direction(o.line)) < 0.0)
            o.line = reversed(o.line);
        return true;
    }

    bool fit_door(OpeningDraft& o) {
        const Vec2 middle = midpoint(o.line);
        if (o.wall_thickness_m == 0.0 && total_length_m(outline_.along_edge(o.line)) > 0.5 * length(o.line))
            return error(o,
                         fmt::format("the door lies on the edge of the floor at {}, so it leads nowhere; "
                                     "extend the floor beyond it, "
                                     "or make it an exit if safety lies behind it",
                                     text(middle)),
                         middle);
        const Vec2 aside = (0.5 * o.wall_thickness_m + 2.0 * touch_m) * perp(direction(o.line));
        for (const Vec2 beyond : {middle + aside, middle - aside})
            if (outline_.covers(middle) && !outline_.covers(beyond))
                return error(o,
                             fmt::format("there is no floor on one side of the door, at {}, so it leads "
                                         "nowhere; extend the floor, "
                                         "or make it an exit if safety lies behind it",
                                         text(beyond)),
                             beyond);
        return fit_between_walls(o);
    }

    /// From the middle of the line to the walls at both sides.
    bool fit_between_walls(OpeningDraft& o) {
        const Vec2 middle = midpoint(o.line);
        if (!outline_.covers(middle)) {
            const auto nearest = outline_.nearest_edge(middle);
            const std::string cure =
                o.kind == GateKind::exit
                    ? "draw it along the edge of the floor, or across the floor from wall to wall"
                    : "draw it along a wall, or in a gap from wall to wall";
            return error(o,
                         nearest
                             ? fmt::format("the {} is not on the floor: its middle {} is {:.2f} m away from "
                                           "the edge at {}; {}",
                                           o.kind_name(), text(middle), nearest->distance_m,
                                           text(nearest->point), cure)
                             : fmt::format("the {} is not on a floor: the storey has none", o.kind_name()),
                         middle);
        }
        const Segment drawn = o.line;
        const std::optional<Vec2> a = end_at_wall(o, middle, drawn.a);
        if (!a)
            return false;
        const std::optional<Vec2> b = end_at_wall(o, middle, drawn.b);
        if (!b)
            return false;
        o.line = {*a, *b};
        return true;
    }

    std::optional<Vec2> end_at_wall(const OpeningDraft& o, Vec2 middle, Vec2 end) {
        const Vec2 along = unit(end - middle);
        const double half_m = distance(middle, end);
        const auto hit = outline_.first_hit(middle, end + touch_m * along, half_m - touch_m);
        if (hit && hit->distance_m >= half_m - touch_m)
            return hit->at;
        // The line runs into a wall: an end within the wall is cut off there, an end behind it is a slip.
        if (hit && hit->is_edge && hit->distance_m > touch_m && outline_.locate(end) != Side::inside)
            return hit->at;
        if (hit) {
            error(o,
                  fmt::format("the line crosses a wall at {}; draw it from one wall to the next only",
                              text(hit->at)),
                  hit->at);
            return std::nullopt;
        }
        const auto nearest = outline_.nearest_wall(end);
        if (nearest && nearest->distance_m <= touch_m)
            return nearest->point;
        error(o,
              nearest ? fmt::format("the {} is not on a wall: its end {} is {:.2f} m away from the nearest "
                                    "wall, at {}; draw it along a wall, or from "
                                    "wall to wall",
                                    o.kind_name(), text(end), nearest->distance_m, text(nearest->point))
                      : fmt::format("the {} is not on a wall", o.kind_name()),
              end);
        return std::nullopt;
    }

    bool finish(OpeningDraft& o) {
        const double width_m = length(o.line);
        if (o.clear_width_m > width_m + 2.0 * touch_m)
            return error(
                o,
                fmt::format(
                    "the clear width of {:.2f} m does not fit between the walls, which are {:.2f} m apart",
                    o.clear_width_m, width_m),
                midpoint(o.line));
        if (width_m < narrowest_body_m - 2.0 * touch_m)
            return error(o,
                         fmt::format("the walls are only {:.2f} m apart, narrower than the narrowest body, "
                                     "{:.2f} m: nobody can use this {}; widen it",
                                     width_m, narrowest_body_m, o.kind_name()),
                         midpoint(o.line));
        o.clear = clear_part(o.line, o.clear_width_m);
        const double leaf_m = 0.5 * length(o.clear);
        if (o.rules->leaves && leaf_m < narrowest_body_m - 2.0 * touch_m)
            return error(o,
                         fmt::format("each of the two leaves is {:.2f} m wide, narrower than the narrowest "
                                     "body, {:.2f} m; leave 'leaves' out, or widen the {}",
                                     leaf_m, narrowest_body_m, o.kind_name()),
                         midpoint(o.line));
        if (o.one_way_towards && std::abs(cross(direction(o.line), *o.one_way_towards - o.line.a)) < touch_m)
            return error(o,
                         fmt::format("the point {} of 'one_way_towards' lies in line with the door and so on "
                                     "neither side; give one beside it, to which people pass",
                                     text(*o.one_way_towards)),
                         *o.one_way_towards);
        return true;
    }

    Draft& draft_;
    std::size_t storey_;
    Outline outline_;
};

/// Two gates on the same piece of a wall: nobody could say through which of them a person has gone.
void report_shared_lines(Draft& draft) {
    constexpr double noticed_m = 2.0 * touch_m;
    const auto share = [](const Segment& a, const Segment& b) {
        return bounds(a).grown(touch_m).overlaps(bounds(b)) &&
               overlap_along(a, b, touch_m, noticed_m).has_value();
    };
    for (std::size_t i = 0; i < draft.openings.size(); ++i) {
        const OpeningDraft& o = draft.openings[i];
        if (!o.usable)
            continue;
        const auto report = [&](const std::string& other) {
            draft.problems.error(
                ErrorCode::geometry, o.where,
                fmt::format("the {} lies on the same line as {}; remove one of them or move them apart",
                            o.kind_name(), other),
                draft.spot(o.storey, midpoint(o.clear)));
        };
        for (std::size_t j = 0; j < i; ++j) {
            const OpeningDraft& other = draft.openings[j];
            if (other.usable && other.storey == o.storey && share(o.clear, other.clear))
                report(other.where);
        }
        for (const JointDraft& joint : draft.joints)
            if ((joint.lower == o.storey || joint.upper == o.storey) && share(o.clear, joint.clear))
                report(joint.where);
    }
}

}  // namespace

void cut_walls(Draft& draft) {
    for (OpeningDraft& o : draft.openings) {
        if (!o.usable)
            continue;
        cut_thick_walls(draft.storeys[o.storey], o);
        cut_thin_walls(draft.storeys[o.storey], o);
    }
}

void fit_openings(Draft& draft) {
    for (std::size_t storey = 0; storey < draft.storeys.size(); ++storey) {
        OpeningFitter fitter(draft, storey);
        for (OpeningDraft& o : draft.openings)
            if (o.usable && o.storey == storey)
                fitter.fit(o);
    }
    report_shared_lines(draft);
}

}  // namespace wayout