#include "output/plan.hpp"

#include "output/colour.hpp"
#include "output/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

namespace wayout {

namespace {

constexpr double title_height = 30.0;
constexpr double label_margin = 42.0;   // above and below the plan
constexpr double footer_height = 34.0;  // scale bar

/// Axis-aligned rectangles that are already taken by labels.
class LabelPlacer {
public:
    LabelPlacer(Vec2 low, Vec2 high) : low_(low), high_(high) {}

    /// Takes the place if it lies in the picture and touches no other label.
    bool take(Vec2 centre, double width, double height) {
        const Rect r{centre.x - width / 2.0, centre.y - height / 2.0, centre.x + width / 2.0,
                     centre.y + height / 2.0};
        if (r.x0 < low_.x || r.y0 < low_.y || r.x1 > high_.x || r.y1 > high_.y)
            return false;
        for (const Rect& other : taken_)
            if (r.x0 < other.x1 && other.x0 < r.x1 && r.y0 < other.y1 && other.y0 < r.y1)
                return false;
        taken_.push_back(r);
        return true;
    }
    void block(Vec2 centre, double width, double height) {
        taken_.push_back({centre.x - width / 2.0, centre.y - height / 2.0, centre.x + width / 2.0,
                          centre.y + height / 2.0});
    }

private:
    struct Rect {
        double x0, y0, x1, y1;
    };
    Vec2 low_, high_;
    std::vector<Rect> taken_;
};

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

bool is_on(const PlanModel::Surface& surface, int storey) {
    return surface.storey == storey || surface.upper_storey == storey;
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

/// Points where the line through `through` along `along` enters and leaves the ring, as distances, ascending.
std::vector<double> cuts(const Ring& ring, Vec2 through, Vec2 along) {
    std::vector<double> out;
    const Vec2 normal = perp(along);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Vec2 a = ring[i] - through, b = ring[(i + 1) % ring.size()] - through;
        const double da = dot(a, normal), db = dot(b, normal);
        if ((da > 0.0) != (db > 0.0))
            out.push_back(dot(a + (da / (da - db)) * (b - a), along));
    }
    std::sort(out.begin(), out.end());
    return out;
}

struct Extent {
    double low{0.0};
    double high{0.0};
};

Extent extent_along(const Ring& ring, Vec2 direction) {
    Extent e{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const Vec2 p : ring) {
        e.low = std::min(e.low, dot(p, direction));
        e.high = std::max(e.high, dot(p, direction));
    }
    return e;
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

/// Arrow in the direction in which one leaves this storey, with "up" or "down".
void draw_way(Svg& svg, const PlanModel::Surface& surface, int storey, const PlanView& view,
              LabelPlacer& labels) {
    const bool leads_down = storey == surface.upper_storey;
    const Vec2 way = leads_down ? -surface.up : surface.up;
    const Extent e = extent_along(surface.outline, way);
    const double length_px = (e.high - e.low) * view.scale;
    if (length_px < 10.0)
        return;
    // Along the middle: where the line across at half length is cut in two.
    const Vec2 half = (e.low + e.high) / 2.0 * way;
    const std::vector<double> at = cuts(surface.outline, half, perp(way));
    const double middle = at.size() >= 2 ? (at.front() + at[1]) / 2.0 : 0.0;
    const Vec2 foot = view.at(e.low * way + middle * perp(way)),
               end = view.at(e.high * way + middle * perp(way));
    const Vec2 along = unit(end - foot);
    const bool is_escalator = surface.kind == PlanModel::Kind::escalator;
    const char* colour = is_escalator ? ink::accent : ink::secondary;
    const bool tier = surface.kind == PlanModel::Kind::tier;
    const double shown = tier ? std::min(length_px, 46.0) : length_px - std::min(10.0, 0.25 * length_px);
    const Vec2 centre = (foot + end) / 2.0;
    draw_arrow(svg, centre - shown / 2.0 * along, centre + shown / 2.0 * along, colour);

    std::string word = leads_down ? "down" : "up";
    if (is_escalator && surface.travel == PlanModel::Travel::stopped)
        word += ", stopped";
    if (is_escalator &&
        (surface.travel == PlanModel::Travel::up || surface.travel == PlanModel::Travel::down))
        word = surface.travel == PlanModel::Travel::up ? "runs up" : "runs down";
    const double width = text_width(word, 10.5);
    for (const double side : {1.0, -1.0})
        for (const double far : {0.0, 0.3, -0.3}) {
            const double reach =
                std::abs(perp(along).x) * (width / 2.0 + 5.0) + std::abs(perp(along).y) * 11.0;
            const Vec2 place = centre + far * length_px * along + side * reach * perp(along);
            if (labels.take(place, width + 2.0, 12.0)) {
                svg.text({place.x, place.y + 4.0}, word, {10.5, colour, Anchor::middle, false, true});
                return;
            }
        }
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

constexpr double exit_name_size = 11.5;
constexpr double door_name_size = 10.0;

std::string exit_name(const PlanModel::Gate& gate) {
    return shortened(gate.name, 26);
}

double exit_label_width(const std::string& name) {
    return text_width(name, exit_name_size, Weight::bold) + 10.0;
}

/// Room left and right of the plan for the names of exits that lead there.
double side_margin(const PlanModel& plan, int storey) {
    double margin = 30.0;
    for (const PlanModel::Gate& gate : plan.gates)
        if (gate.storey == storey && gate.is_exit && std::abs(gate.outward.x) > 0.7)
            margin = std::max(margin, exit_label_width(exit_name(gate)) + 24.0);
    return std::min(margin, 150.0);
}

struct LabelSize {
    double width;
    double height;
};

/// A free place beside a gate: at one of the distances towards `out`, or a little aside of it.
std::optional<Vec2> place_beside(LabelPlacer& labels, Vec2 middle, Vec2 out, LabelSize size,
                                 std::span<const double> distances) {
    const double reach = (std::abs(out.x) * size.width + std::abs(out.y) * size.height) / 2.0;
    const Vec2 side = perp(out);
    const double slide = std::abs(side.x) * size.width + std::abs(side.y) * size.height * 2.0;
    for (const double far : distances)
        for (const double aside : {0.0, 0.6, -0.6, 1.1, -1.1}) {
            const Vec2 centre = middle + (far > 0.0 ? far + reach : far - reach) * out + aside * slide * side;
            if (labels.take(centre, size.width, size.height))
                return centre;
        }
    return std::nullopt;
}

void name_gates(Svg& svg, const PlanModel& plan, int storey, const PlanView& view, LabelPlacer& labels) {
    // Just outside first, then further out, and at last inside.
    static constexpr std::array<double, 4> exit_distances = {19.0, 30.0, 44.0, -8.0};
    static constexpr std::array<double, 3> door_distances = {5.0, -5.0, 16.0};
    for (const PlanModel::Gate& gate : plan.gates) {
        if (gate.storey != storey || !gate.is_exit)
            continue;
        const std::string name = exit_name(gate);
        const LabelSize size{exit_label_width(name), exit_name_size + 7.0};
        const Vec2 out =
            length_squared(gate.outward) > 0.0 ? Vec2{gate.outward.x, -gate.outward.y} : Vec2{0.0, -1.0};
        const auto at =
            place_beside(labels, view.at((gate.line.a + gate.line.b) / 2.0), out, size, exit_distances);
        if (!at)
            continue;
        svg.rect({at->x - size.width / 2.0, at->y - size.height / 2.0}, size.width, size.height,
                 Attributes().set("fill", gate.open_at_start ? ink::exit : ink::problem).set("rx", 3.0));
        svg.text({at->x, at->y + 4.0}, name, {exit_name_size, ink::paper, Anchor::middle, true});
    }
    for (const PlanModel::Gate& gate : plan.gates) {
        if (gate.storey != storey || gate.is_exit)
            continue;
        const std::string name = shortened(gate.name, 26);
        const Vec2 a = view.at(gate.line.a), b = view.at(gate.line.b);
        const LabelSize size{text_width(name, door_name_size), door_name_size + 2.0};
        if (const auto at = place_beside(labels, (a + b) / 2.0, perp(unit(b - a)), size, door_distances))
            svg.text({at->x, at->y + 3.5}, name, {door_name_size, ink::door, Anchor::middle, false, true});
    }
}

void draw_scale_bar(Svg& svg, const PlanView& view) {
    // The largest round length that takes at most 160 units.
    double metres = 0.1;
    for (const double candidate : {0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 5000.0})
        if (candidate * view.scale <= 160.0)
            metres = candidate;
    const double width = metres * view.scale;
    const Vec2 at{view.corner.x, view.corner.y + view.height() + label_margin + 8.0};
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
    const double width_m = view.box.high.x - view.box.low.x, height_m = view.box.high.y - view.box.low.y;
    const double side = side_margin(plan, storey);
    // A kiosk is not blown up to the size of a hall.
    view.scale = std::min({(style.width - 2.0 * side) / width_m, style.max_height / height_m, 60.0});
    view.corner = {(style.width - view.width()) / 2.0, top + title_height + label_margin};
    return view;
}

double height_of(const PlanView& view) {
    return title_height + 2.0 * label_margin + view.height() + footer_height;
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
        if (is_on(surface, storey))
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
        if (is_on(surface, storey)) {
            if (surface.kind == PlanModel::Kind::stair || surface.kind == PlanModel::Kind::escalator)
                draw_treads(svg, surface, view);
            svg.path(PathData().ring(in_view(view, surface.outline)),
                     Attributes().set("fill", "none").set("stroke", "#7d8a99").set("stroke-width", 0.8));
        }
    PathData walls;
    for (const auto& wall : s.walls) walls.polyline(in_view(view, wall));
    svg.path(walls, Attributes()
                        .set("fill", "none")
                        .set("stroke", ink::wall)
                        .set("stroke-width", 1.3)
                        .set("stroke-linejoin", "round"));
    draw_gates(svg, plan, storey, view);

    LabelPlacer labels({2.0, view.corner.y - label_margin - 4.0},
                       {svg.width() - 2.0, view.corner.y + view.height() + label_margin + 2.0});
    for (const PlanModel::Gate& gate : plan.gates)
        if (gate.storey == storey)
            labels.block(view.at((gate.line.a + gate.line.b) / 2.0), 8.0, 8.0);
    if (style.gate_names)
        name_gates(svg, plan, storey, view, labels);
    for (const PlanModel::Surface& surface : plan.surfaces)
        if (is_on(surface, storey) && length_squared(surface.up) > 0.0)
            draw_way(svg, surface, storey, view, labels);
    if (style.zone_names)
        for (const PlanModel::Label& label : s.labels) {
            const std::string name = shortened(label.text, 30);
            Vec2 place = view.at(label.at);
            for (const double shift : {0.0, -16.0, 16.0, -32.0, 32.0}) {
                const Vec2 tried{place.x, place.y + shift};
                if (labels.take(tried, text_width(name, 12.0, Weight::bold), 14.0)) {
                    svg.text({tried.x, tried.y + 4.0}, name,
                             {12.0, ink::secondary, Anchor::middle, true, true});
                    break;
                }
            }
        }
    draw_scale_bar(svg, view);
    const double sign = s.elevation_m;
    const std::string level = fmt::format("{}{} m",
                                          sign > 0.0   ? "+"
                                          : sign < 0.0 ? "\u2212"
                                                       : "\u00b1",
                                          fixed(std::abs(sign), 2));
    const Vec2 title{16.0, view.corner.y - label_margin - title_height + 19.0};
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
