#include "output/plan_labels.hpp"

#include "output/colour.hpp"
#include "output/number_text.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

bool LabelPlacer::is_clear(const Rect& r, const std::vector<Rect>& of) {
    return std::none_of(of.begin(), of.end(), [&](const Rect& o) {
        return r.x0 < o.x1 && o.x0 < r.x1 && r.y0 < o.y1 && o.y0 < r.y1;
    });
}

bool LabelPlacer::take(Vec2 centre, double width, double height) {
    const Rect r{centre.x - width / 2.0, centre.y - height / 2.0, centre.x + width / 2.0,
                 centre.y + height / 2.0};
    if (r.x0 < low_.x || r.y0 < low_.y || r.x1 > high_.x || r.y1 > high_.y || !is_clear(r, taken_))
        return false;
    taken_.push_back(r);
    return true;
}

bool LabelPlacer::take_free(Vec2 centre, double width, double height) {
    const Rect r{centre.x - width / 2.0, centre.y - height / 2.0, centre.x + width / 2.0,
                 centre.y + height / 2.0};
    return is_clear(r, avoided_) && take(centre, width, height);
}

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

Extent extent_along(const Ring& ring, Vec2 direction) {
    Extent e{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const Vec2 p : ring) {
        e.low = std::min(e.low, dot(p, direction));
        e.high = std::max(e.high, dot(p, direction));
    }
    return e;
}

bool is_shown(const PlanModel::Surface& surface, int storey) {
    return surface.storey == storey || surface.upper_storey == storey;
}

std::optional<Way> way_of(const PlanModel::Surface& surface, int storey, const PlanView& view) {
    if (!is_shown(surface, storey) || length_squared(surface.up) == 0.0)
        return std::nullopt;
    const bool is_escalator = surface.kind == PlanModel::Kind::escalator;
    const bool runs = is_escalator &&
                      (surface.travel == PlanModel::Travel::up || surface.travel == PlanModel::Travel::down);
    // Out of the storey; on a running escalator the way it runs, whichever storey is looked at.
    const bool leads_down = runs ? surface.travel == PlanModel::Travel::down : storey == surface.upper_storey;
    const Vec2 way = leads_down ? -surface.up : surface.up;
    const Extent e = extent_along(surface.outline, way);
    const double length_px = (e.high - e.low) * view.scale;
    if (length_px < 10.0)
        return std::nullopt;
    // Along the middle: where the line across at half length is cut in two.
    const std::vector<double> at = cuts(surface.outline, (e.low + e.high) / 2.0 * way, perp(way));
    const double middle = at.size() >= 2 ? (at.front() + at[1]) / 2.0 : 0.0;
    const Vec2 foot = view.at(e.low * way + middle * perp(way)),
               end = view.at(e.high * way + middle * perp(way));
    const double shown = surface.kind == PlanModel::Kind::tier ? std::min(length_px, 40.0)
                                                               : length_px - std::min(10.0, 0.25 * length_px);
    const Vec2 centre = (foot + end) / 2.0, half = shown / 2.0 * unit(end - foot);

    std::string word = leads_down ? "down" : "up";
    if (is_escalator && surface.travel == PlanModel::Travel::stopped)
        word += ", stopped";
    if (runs)
        word = "runs " + word;
    return Way{centre - half, centre + half, word, is_escalator ? ink::accent : ink::secondary};
}

namespace {

/// Whether the arrow runs through the rectangle round `centre`.
bool crosses(const Way& way, Vec2 centre, double half_width, double half_height) {
    const int steps = std::max(1, static_cast<int>(length(way.head - way.tail) / 2.0));
    for (int i = 0; i <= steps; ++i) {
        const Vec2 p = way.tail + static_cast<double>(i) / steps * (way.head - way.tail) - centre;
        if (std::abs(p.x) < half_width && std::abs(p.y) < half_height)
            return true;
    }
    return false;
}

}  // namespace

void name_ways(Svg& svg, const PlanModel& plan, int storey, const PlanView& view, LabelPlacer& labels) {
    constexpr double size = 10.5;
    std::vector<Way> ways;
    for (const PlanModel::Surface& surface : plan.surfaces)
        if (std::optional<Way> way = way_of(surface, storey, view))
            ways.push_back(std::move(*way));
    for (const Way& way : ways) {
        const Vec2 along = unit(way.head - way.tail), across = perp(along);
        const double width = text_width(way.word, size);
        const double reach = std::abs(across.x) * (width / 2.0 + 5.0) + std::abs(across.y) * 11.0;
        std::vector<Vec2> places;
        for (const double side : {1.0, -1.0})
            for (const double far : {0.5, 0.8, 0.2})
                places.push_back(way.tail + far * (way.head - way.tail) + side * reach * across);
        // Escalators lie close together: a word across the neighbour's arrow reads as the neighbour's.
        std::stable_partition(places.begin(), places.end(), [&](Vec2 place) {
            return std::none_of(ways.begin(), ways.end(), [&](const Way& other) {
                return crosses(other, place, width / 2.0 + 1.0, 6.0);
            });
        });
        for (const Vec2 place : places)
            if (labels.take(place, width + 2.0, 12.0)) {
                svg.text({place.x, place.y + 4.0}, way.word, {size, way.colour, Anchor::middle, false, true});
                break;
            }
    }
}

namespace {

constexpr double exit_name_size = 11.5;
constexpr double exit_label_height = exit_name_size + 7.0;
constexpr double door_name_size = 10.0;
constexpr double arrow_tip = 15.0;  // of an exit's arrow, from the line
constexpr double first_row = 19.0;
constexpr double row_step = 23.0;

std::string exit_name(const PlanModel::Gate& gate) {
    return shortened(gate.name, 26);
}

double exit_label_width(const std::string& name) {
    return text_width(name, exit_name_size, Weight::bold) + 10.0;
}

/// Direction out of an exit in the picture, where y points down.
Vec2 out_of(const PlanModel::Gate& gate) {
    return length_squared(gate.outward) > 0.0 ? Vec2{gate.outward.x, -gate.outward.y} : Vec2{0.0, -1.0};
}

/// A place for an exit's name: just outside; further out or along the side where neighbours leave no room; at
/// last over something, or inside.
std::optional<Vec2> place_for_exit(LabelPlacer& labels, Vec2 middle, Vec2 out, double width) {
    const double reach = (std::abs(out.x) * width + std::abs(out.y) * exit_label_height) / 2.0;
    std::vector<Vec2> places;
    const auto add = [&](double far, double aside) {
        places.push_back(middle + far * out + aside * perp(out));
    };
    // Names lie flat: out of an upper or lower side they stack in rows, out of a left or right side they
    // shift along it.
    if (std::abs(out.y) > 0.5) {
        for (const double far : {first_row, first_row + row_step, first_row + 2.0 * row_step})
            add(far + reach, 0.0);
    } else {
        for (const double aside : {0.0, row_step, -row_step, 2.0 * row_step, -2.0 * row_step})
            add(first_row + reach, aside);
    }
    for (const double far : {first_row, first_row + row_step})
        for (const double aside : {0.5 * width, -0.5 * width}) add(far + reach, aside);
    add(-8.0 - reach, 0.0);
    for (const Vec2 place : places)
        if (labels.take_free(place, width, exit_label_height))
            return place;
    for (const Vec2 place : places)
        if (labels.take(place, width, exit_label_height))
            return place;
    return std::nullopt;
}

}  // namespace

double side_margin(const PlanModel& plan, int storey, const Box& box, double scale) {
    double margin = 30.0;
    for (const PlanModel::Gate& gate : plan.gates) {
        if (gate.storey != storey || !gate.is_exit || std::abs(gate.outward.x) <= 0.7)
            continue;
        const double x = (gate.line.a.x + gate.line.b.x) / 2.0;
        const double inside = (gate.outward.x < 0.0 ? x - box.min.x : box.max.x - x) * scale;
        margin = std::max(margin, exit_label_width(exit_name(gate)) + first_row + 6.0 - inside);
    }
    return std::min(margin, 210.0);
}

double label_margin(const PlanModel& plan, int storey, double scale) {
    const double one_row = first_row + exit_label_height + 4.0;
    double margin = 18.0;
    double last_end = -1e30;
    for (const double side : {1.0, -1.0}) {
        std::vector<std::pair<double, double>> spans;  // of the names, along the side
        for (const PlanModel::Gate& gate : plan.gates)
            if (gate.storey == storey && gate.is_exit && gate.outward.y * side > 0.5) {
                const double x = (gate.line.a.x + gate.line.b.x) / 2.0 * scale,
                             half = exit_label_width(exit_name(gate)) / 2.0;
                spans.emplace_back(x - half, x + half);
            }
        std::sort(spans.begin(), spans.end());
        last_end = -1e30;
        for (const auto& [begin, end] : spans) {
            margin = std::max(margin, begin < last_end ? one_row + row_step : one_row);
            last_end = std::max(last_end, end);
        }
    }
    return margin;
}

namespace {

/// Stairs, and the arrows of exits: better not covered by a name.
void avoid_shapes(LabelPlacer& labels, const PlanModel& plan, int storey, const PlanView& view) {
    for (const PlanModel::Surface& surface : plan.surfaces) {
        if (!is_shown(surface, storey) || surface.kind == PlanModel::Kind::tier)
            continue;
        const Extent x = extent_along(surface.outline, {1.0, 0.0}),
                     y = extent_along(surface.outline, {0.0, 1.0});
        labels.avoid(view.at({x.low, y.high}), view.at({x.high, y.low}));
    }
    for (const PlanModel::Gate& gate : plan.gates)
        if (gate.storey == storey && gate.is_exit) {
            const Vec2 middle = view.at((gate.line.a + gate.line.b) / 2.0),
                       tip = middle + arrow_tip * out_of(gate);
            labels.avoid({std::min(middle.x, tip.x) - 4.0, std::min(middle.y, tip.y) - 4.0},
                         {std::max(middle.x, tip.x) + 4.0, std::max(middle.y, tip.y) + 4.0});
        }
}

}  // namespace

void name_gates(Svg& svg, const PlanModel& plan, int storey, const PlanView& view, LabelPlacer& labels) {
    avoid_shapes(labels, plan, storey, view);
    for (const PlanModel::Gate& gate : plan.gates) {
        if (gate.storey != storey || !gate.is_exit)
            continue;
        const std::string name = exit_name(gate);
        const double width = exit_label_width(name);
        const Vec2 middle = view.at((gate.line.a + gate.line.b) / 2.0), out = out_of(gate);
        const auto at = place_for_exit(labels, middle, out, width);
        if (!at)
            continue;
        const char* colour = gate.open_at_start ? ink::exit : ink::problem;
        // A thin line leads from the arrow to a name that does not stand right before it.
        const Vec2 tip = middle + arrow_tip * out;
        const Vec2 nearest{
            std::clamp(tip.x, at->x - width / 2.0, at->x + width / 2.0),
            std::clamp(tip.y, at->y - exit_label_height / 2.0, at->y + exit_label_height / 2.0)};
        if (distance(tip, nearest) > 6.0)
            svg.line(tip, nearest, Attributes().set("stroke", colour).set("stroke-width", 0.8));
        svg.rect({at->x - width / 2.0, at->y - exit_label_height / 2.0}, width, exit_label_height,
                 Attributes().set("fill", colour).set("rx", 3.0));
        svg.text({at->x, at->y + 4.0}, name, {exit_name_size, ink::paper, Anchor::middle, true});
    }
    for (const PlanModel::Gate& gate : plan.gates) {
        if (gate.storey != storey || gate.is_exit)
            continue;
        const std::string name = shortened(gate.name, 26);
        const Vec2 a = view.at(gate.line.a), b = view.at(gate.line.b), across = perp(unit(b - a));
        const double width = text_width(name, door_name_size), height = door_name_size + 2.0;
        const double reach = (std::abs(across.x) * width + std::abs(across.y) * height) / 2.0 + 4.0;
        // Right beside the door or not at all: a name further off would seem to belong to the next one.
        for (const double side : {1.0, -1.0}) {
            const Vec2 at = (a + b) / 2.0 + side * reach * across;
            if (labels.take(at, width, height)) {
                svg.text({at.x, at.y + 3.5}, name, {door_name_size, ink::door, Anchor::middle, false, true});
                break;
            }
        }
    }
}

}  // namespace wayout
