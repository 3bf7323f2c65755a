#include "output/plan.hpp"

#include "output/colour.hpp"
#include "output/number_text.hpp"
#include "output/plan_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace wayout {

namespace {

constexpr double title_height = 30.0;
constexpr double footer_height = 34.0;  // scale bar

std::vector<Vec2> in_view(const PlanView& view, const std::vector<Vec2>& points) {
    std::vector<Vec2> out;
    out.reserve(points.size());
    for (const Vec2 p : points) out.push_back(view.at(p));
    return out;
}

void add_polygons(PathData& data, const PlanView& view, const std::vector<Polygon>& polygons) {
    for (const Polygon& polygon : polygons) {
        data.ring(in_view(view, polygon.outer));
        for (const Ring& hole : polygon.holes) data.ring(in_view(view, hole));
    }
}

const char* fill_of(const PlanModel::Surface& surface) {
    switch (surface.kind) {
        case PlanModel::Kind::stair:
            return "#e4ebf2";
        case PlanModel::Kind::ramp:
            return "#e9edf3";
        case PlanModel::Kind::escalator:
            return "#dbe7ee";
        case PlanModel::Kind::tier:
            return "#eef1f6";
        default:
            return ink::floor;
    }
}

/// Lines across the way up: the treads of a stair, as dense as the picture allows.
void draw_treads(Svg& svg, const PlanModel::Surface& surface, const PlanView& view) {
    const Extent e = extent_along(surface.outline, surface.up);
    double step_m = surface.tread_m > 0.05 ? surface.tread_m : 0.3;
    while (step_m * view.scale < 3.5) step_m *= 2.0;
    PathData data;
    for (double s = e.low + step_m; s < e.high - 0.3 * step_m; s += step_m) {
        const Vec2 through = s * surface.up;
        const std::vector<double> at = cuts(surface.outline, through, perp(surface.up));
        for (std::size_t k = 0; k + 1 < at.size(); k += 2) {
            const std::array<Vec2, 2> line{view.at(through + at[k] * perp(surface.up)),
                                           view.at(through + at[k + 1] * perp(surface.up))};
            data.polyline(line);
        }
    }
    svg.path(data, Attributes().set("fill", "none").set("stroke", "#9aa7b5").set("stroke-width", 0.8));
}

void draw_arrow(Svg& svg, Vec2 tail, Vec2 head, const char* colour) {
    const Vec2 along = unit(head - tail), across = perp(along);
    const double size = std::min(7.0, 0.4 * distance(tail, head));
    svg.line(tail, head - 0.6 * size * along, Attributes().set("stroke", colour).set("stroke-width", 1.6));
    const std::array<Vec2, 3> tip{head, head - size * along + 0.5 * size * across,
                                  head - size * along - 0.5 * size * across};
    svg.path(PathData().ring(tip), Attributes().set("fill", colour));
}

void draw_seats(Svg& svg, const PlanModel::Storey& storey, const PlanView& view) {
    PathData data;
    for (const PlanModel::Seat& seat : storey.seats) {
        const double half = std::min(0.4, seat.width_m) * 0.45;
        const Vec2 f = half * seat.facing, s = half * perp(seat.facing);
        const std::array<Vec2, 4> corners{view.at(seat.at + f + s), view.at(seat.at + f - s),
                                          view.at(seat.at - f - s), view.at(seat.at - f + s)};
        data.ring(corners);
    }
    svg.path(data, Attributes().set("fill", ink::seat));
}

void draw_gates(Svg& svg, const PlanModel& plan, int storey, const PlanView& view) {
    for (const PlanModel::Gate& gate : plan.gates) {
        if (gate.storey != storey)
            continue;
        const Vec2 a = view.at(gate.line.a), b = view.at(gate.line.b);
        const std::string tip =
            fmt::format("{} {}\nclear width {} m{}", gate.is_exit ? "Exit" : "Door", gate.name,
                        fixed(gate.clear_width_m, 2), gate.open_at_start ? "" : " (closed at the start)");
        const char* colour = !gate.open_at_start ? ink::problem : gate.is_exit ? ink::exit : ink::door;
        Attributes attributes;
        attributes.set("stroke", colour).set("stroke-width", gate.is_exit ? 4.0 : 2.4).set("data-tip", tip);
        if (!gate.open_at_start)
            attributes.set("stroke-dasharray", "4 3");
        svg.line(a, b, attributes);
        if (gate.is_exit && length_squared(gate.outward) > 0.0) {
            const Vec2 middle = (a + b) / 2.0;
            const Vec2 out{gate.outward.x, -gate.outward.y};
            draw_arrow(svg, middle + 3.0 * out, middle + 15.0 * out, colour);
        }
    }
}

void draw_scale_bar(Svg& svg, const PlanView& view) {
    // The largest round length that takes at most 160 units.
    double metres = 0.1;
    for (const double candidate : {0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 5000.0})
        if (candidate * view.scale <= 160.0)
            metres = candidate;
    const double width = metres * view.scale;
    const Vec2 at{view.corner.x, view.corner.y + view.height() + view.margin + 8.0};
    svg.rect(at, width / 2.0, 5.0, Attributes().set("fill", ink::wall));
    svg.rect({at.x + width / 2.0, at.y}, width / 2.0, 5.0,
             Attributes().set("fill", ink::paper).set("stroke", ink::wall).set("stroke-width", 0.8));
    svg.text({at.x, at.y + 18.0}, "0", {11.0, ink::secondary, Anchor::middle});
    svg.text({at.x + width, at.y + 18.0}, trimmed(metres, 1) + " m", {11.0, ink::secondary, Anchor::middle});
}

}  // namespace

PlanView view_of(const PlanModel& plan, int storey, const PlanStyle& style, double top) {
    PlanView view;
    view.box = plan.bounds(storey);
    const double width_m = view.box.max.x - view.box.min.x, height_m = view.box.max.y - view.box.min.y;
    // The room for names depends on the scale and the scale on the room: a few rounds settle it.
    double side = side_margin(plan, storey, view.box, 0.0);
    for (int round = 0; round < 4; ++round) {
        // A kiosk is not blown up to the size of a hall.
        view.scale = std::min({(style.width - 2.0 * side) / width_m, style.max_height / height_m, 60.0});
        side = side_margin(plan, storey, view.box, view.scale);
    }
    view.scale = std::min(view.scale, (style.width - 2.0 * side) / width_m);
    view.margin = label_margin(plan, storey, view.scale);
    view.corner = {(style.width - view.width()) / 2.0, top + title_height + view.margin};
    return view;
}

double height_of(const PlanView& view) {
    return title_height + 2.0 * view.margin + view.height() + footer_height;
}

PathData walkable_path(const PlanModel& plan, int storey, const PlanView& view) {
    PathData data;
    add_polygons(data, view, plan.storeys[static_cast<std::size_t>(storey)].walkable);
    for (const PlanModel::Surface& surface : plan.surfaces)
        if (surface.storey == storey)
            add_polygons(data, view, surface.walkable);
    return data;
}

void draw_floor(Svg& svg, const PlanModel& plan, int storey, const PlanView& view) {
    const PlanModel::Storey& s = plan.storeys[static_cast<std::size_t>(storey)];
    PathData footprint, walkable, obstacles;
    add_polygons(footprint, view, s.footprint);
    svg.path(footprint, Attributes().set("fill", ink::solid).set("fill-rule", "evenodd"));
    for (const PlanModel::Surface& surface : plan.surfaces)
        if (is_shown(surface, storey))
            svg.path(PathData().ring(in_view(view, surface.outline)),
                     Attributes().set("fill", fill_of(surface)));
    add_polygons(walkable, view, s.walkable);
    svg.path(walkable, Attributes().set("fill", ink::floor).set("fill-rule", "evenodd"));
    add_polygons(obstacles, view, s.obstacles);
    svg.path(obstacles, Attributes().set("fill", ink::solid).set("fill-rule", "evenodd"));
}

void draw_structure(Svg& svg, const PlanModel& plan, int storey, const PlanView& view,
                    const PlanStyle& style) {
    const PlanModel::Storey& s = plan.storeys[static_cast<std::size_t>(storey)];
    if (style.seats)
        draw_seats(svg, s, view);
    for (const PlanModel::Surface& surface : plan.surfaces)
        if (is_shown(surface, storey)) {
            if (surface.kind == PlanModel::Kind::stair || surface.kind == PlanModel::Kind::escalator)
                draw_treads(svg, surface, view);
            svg.path(PathData().ring(in_view(view, surface.outline)),
                     Attributes().set("fill", "none").set("stroke", "#7d8a99").set("stroke-width", 0.8));
        }
    PathData walls, seat_backs;
    for (const auto& line : s.walls) walls.polyline(in_view(view, line));
    for (const auto& line : s.seat_backs) seat_backs.polyline(in_view(view, line));
    if (style.seats)
        svg.path(seat_backs,
                 Attributes().set("fill", "none").set("stroke", "#a9b4c0").set("stroke-width", 0.7));
    svg.path(walls, Attributes()
                        .set("fill", "none")
                        .set("stroke", ink::wall)
                        .set("stroke-width", 1.3)
                        .set("stroke-linejoin", "round"));
    draw_gates(svg, plan, storey, view);

    for (const PlanModel::Surface& surface : plan.surfaces)
        if (const auto way = way_of(surface, storey, view))
            draw_arrow(svg, way->tail, way->head, way->colour);

    LabelPlacer labels({2.0, view.corner.y - view.margin - 4.0},
                       {svg.width() - 2.0, view.corner.y + view.height() + view.margin + 2.0});
    if (style.gate_names)
        name_gates(svg, plan, storey, view, labels);
    if (style.way_words)
        name_ways(svg, plan, storey, view, labels);
    if (style.zone_names)
        for (const PlanModel::Label& label : s.labels) {
            const std::string name = shortened(label.text, 30);
            const Vec2 place = view.at(label.at);
            const double width = text_width(name, 12.0, Weight::bold);
            std::vector<Vec2> places;
            for (const double shift : {0.0, -16.0, 16.0, -32.0, 32.0})
                places.push_back({place.x, place.y + shift});
            // Over a stair only where there is no other place.
            auto found = std::find_if(places.begin(), places.end(),
                                      [&](Vec2 p) { return labels.take_free(p, width, 14.0); });
            if (found == places.end())
                found = std::find_if(places.begin(), places.end(),
                                     [&](Vec2 p) { return labels.take(p, width, 14.0); });
            if (found != places.end())
                svg.text({found->x, found->y + 4.0}, name,
                         {12.0, ink::secondary, Anchor::middle, true, true});
        }
    draw_scale_bar(svg, view);
    const double sign = s.elevation_m;
    const std::string level = fmt::format("{}{} m",
                                          sign > 0.0   ? "+"
                                          : sign < 0.0 ? "\u2212"
                                                       : "\u00b1",
                                          fixed(std::abs(sign), 2));
    const Vec2 title{16.0, view.corner.y - view.margin - title_height + 19.0};
    svg.text(title, s.name, {15.0, ink::text, Anchor::start, true});
    svg.text({title.x + text_width(s.name, 15.0, Weight::bold) + 8.0, title.y}, level,
             {12.5, ink::secondary});
}

std::string plan_picture(const PlanModel& plan, int storey, const PlanStyle& style) {
    const PlanView view = view_of(plan, storey, style, 0.0);
    Svg svg(style.width, height_of(view), "Plan of " + plan.storeys[static_cast<std::size_t>(storey)].name);
    draw_floor(svg, plan, storey, view);
    draw_structure(svg, plan, storey, view, style);
    return svg.str();
}

}  // namespace wayout
