#include "input/danger_form.hpp"

#include "input/named_fields.hpp"
#include "input/ranges.hpp"
#include "input/shapes.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <utility>

namespace wayout {
namespace {

constexpr Range danger_reach_m{0.0, 10'000.0};
constexpr Range coordinate_m{-1e9, 1e9};
constexpr Count danger_counts{1, 10'000};

/// A row of numbers, [time, ...], that `make` turns into a point of a table.
template <typename Point, std::size_t N>
Form<Point> row_of(std::array<Range, N> ranges, Point (*make)(const std::array<double, N>&)) {
    std::vector<Form<double>> forms;
    for (const Range& range : ranges) forms.push_back(number(range));
    return {[forms, make](const Place& place, Point& point) {
                if (!detail::expect_array(place, N, N))
                    return false;
                const JsonValue::Array& items = *place.value().array();
                std::array<double, N> values{};
                bool good = true;
                for (std::size_t i = 0; i < N; ++i)
                    good = forms[i].read(place.item(i, items[i]), values[i]) && good;
                point = make(values);
                return good;
            },
            [forms](SchemaDefinitions& definitions) {
                JsonValue::Array items;
                for (const Form<double>& form : forms) items.push_back(form.schema(definitions));
                return json_object({{"type", json_text("array")},
                                    {"prefixItems", JsonValue(std::move(items))},
                                    {"minItems", json_integer(static_cast<int>(N))},
                                    {"maxItems", json_integer(static_cast<int>(N))}});
            }};
}

Form<DangerAreaSpec::PathPoint> path_point() {
    return row_of<DangerAreaSpec::PathPoint, 3>(
        {day_range_s, coordinate_m, coordinate_m}, [](const std::array<double, 3>& row) {
            return DangerAreaSpec::PathPoint{row[0], {row[1], row[2]}};
        });
}

Form<DangerAreaSpec::RadiusPoint> radius_point() {
    return row_of<DangerAreaSpec::RadiusPoint, 2>({day_range_s, danger_reach_m},
                                                  [](const std::array<double, 2>& row) {
                                                      return DangerAreaSpec::RadiusPoint{row[0], row[1]};
                                                  });
}

template <typename Points>
void check_times(Fields& fields, const char* key, const Points& points) {
    for (std::size_t i = 1; i < points.size(); ++i)
        fields.check(points[i - 1].time_s < points[i].time_s, key,
                     fmt::format("the times must rise: {} s is followed by {} s", points[i - 1].time_s,
                                 points[i].time_s));
}

void danger_message_fields(Fields& fields, DangerMessageSpec& message) {
    fields.required("at_s", message.at_s, number(day_range_s), "Time of the message.");
    fields.optional("delay_s", message.delay_s, number(day_range_s),
                    "Until those who hear it have understood it.");
    fields.optional("share_frac", message.share_frac, number(share_range),
                    "Share of those there who hear it and believe it.");
    fields.optional("zones", message.zones, list_of(id(), danger_counts),
                    "Zones where it is heard; everywhere when absent.");
}

}  // namespace

void danger_area_fields(Fields& fields, DangerAreaSpec& area) {
    named_fields(fields, area);
    fields.optional("storey", area.storey, id(), "Id of the storey; may be left out when there is only one.");
    std::optional<Polygon> rect;
    fields.optional("polygon", area.polygon, polygon(), "Outline.");
    fields.optional("rect", rect, rectangle(), "Or: two opposite corners, [x0, y0, x1, y1].");
    fields.optional("path", area.path, list_of(path_point(), danger_counts),
                    "Or a circle that may move: its centre at times, [[time, x, y], ...].");
    fields.optional("radius_m", area.radius_m, list_of(radius_point(), danger_counts),
                    "With a path: radius at times, [[time, radius], ...]; 0: not there.");
    fields.exactly_one_of({"polygon", "rect", "path"});
    fields.all_or_none_of({"path", "radius_m"});
    if (rect)
        area.polygon = rect;
    fields.optional("grows_mps", area.grows_mps, number({0.0, 20.0}),
                    "How fast an outline grows on all sides.");
    fields.check(area.grows_mps == 0.0 || area.path.empty(), "grows_mps",
                 "a circle grows by its radius_m: leave the key out");
    check_times(fields, "path", area.path);
    check_times(fields, "radius_m", area.radius_m);
    fields.optional("from_s", area.from_s, number(day_range_s), "There from this time on.");
    std::optional<double> until_s;
    fields.optional("until_s", until_s, number(day_range_s), "There until this time; for good when absent.");
    area.until_s = until_s.value_or(area.until_s);
    fields.check(!until_s || *until_s > area.from_s, "until_s",
                 fmt::format("the area would be over ({} s) before it begins ({} s)", until_s.value_or(0.0),
                             area.from_s));

    fields.optional("sight_m", area.sight_m, number(danger_reach_m),
                    "Seen so far where no wall and no shut door hides it; 0: not seen from outside.");
    fields.optional("heard_m", area.heard_m, number(danger_reach_m),
                    "Noticed so far from its edge on the same storey; 0: not heard.");
    fields.optional("by_message_only", area.by_message_only, yes_or_no(),
                    "Neither seen nor heard: people learn of it by messages and from others.");
    fields.optional("spread_per_s", area.spread_per_s, number({0.0, 100.0}),
                    "Rate at which somebody learns of it while one who knows is near; 0: nobody tells.");
    fields.optional("spread_m", area.spread_m, number({0.0, 100.0}), "What near means.");
    fields.optional("messages", area.messages,
                    list_of(object("danger message", danger_message_fields), {0, 1000}),
                    "Announcements that tell people of it.");

    fields.optional("closes_exits", area.closes_exits, list_of(id(), danger_counts),
                    "Exits that those who know do not use, besides those within its reach.");
    fields.optional("avoid_m", area.avoid_m, number({0.0, 1000.0}),
                    "Those who know keep so far from its edge.");
    fields.optional("fear_m", area.fear_m, number({0.1, 1000.0}),
                    "Over this distance the cost of ways near it falls to 1/e.");
    fields.optional("fear_factor", area.fear_factor, number({0.0, 1000.0}),
                    "A of the cost 1 + A exp(-(d - avoid_m) / fear_m) of ways near it.");
}

void danger_response_fields(Fields& fields, DangerResponseSpec& response) {
    fields.optional("hold_frac", response.hold_frac, number(share_range), "Share who stand still first.");
    fields.optional("hold_min_s", response.hold_min_s, number({0.0, 3600.0}), "For so long at least.");
    fields.optional("hold_max_s", response.hold_max_s, number({0.0, 3600.0}), "For so long at most.");
    fields.optional("shelter_first_frac", response.shelter_first_frac, number(share_range),
                    "Share who go to a shelter although they could leave.");
    fields.check(response.hold_min_s <= response.hold_max_s, "hold_max_s",
                 fmt::format("{} s is below hold_min_s, {} s", response.hold_max_s, response.hold_min_s));
}

void order_fields(Fields& fields, OrderSpec& order) {
    order.where = fields.where();
    fields.required("at_s", order.at_s, number(day_range_s), "Time of the order.");
    fields.required(
        "instruction", order.instruction,
        choice<Instruction>({{"evacuate", Instruction::evacuate},
                             {"shelter", Instruction::shelter},
                             {"stay", Instruction::stay},
                             {"all_clear", Instruction::all_clear}}),
        "evacuate: leave now; shelter: go to a shelter; stay: where you are; all_clear: no danger "
        "any more.");
    fields.optional("zones", order.zones, list_of(id(), danger_counts),
                    "Zones where it is heard; everywhere when absent.");
    fields.optional("share_frac", order.share_frac, number(share_range),
                    "Share of those there who follow it.");
    fields.optional("delay_s", order.delay_s, number(day_range_s), "Until they do.");
    fields.optional("delay_spread_s", order.delay_spread_s, number(day_range_s),
                    "The delay of each is uniform within so much of delay_s, and never negative.");
    fields.optional("lock_after_s", order.lock_after_s, number(day_range_s),
                    "With shelter: so long after the order shelters are locked, wherever it is heard.");
    fields.check(!order.lock_after_s || order.instruction == Instruction::shelter, "lock_after_s",
                 "only an order to shelter locks shelters: leave the key out");
}

void shelter_fields(Fields& fields, ShelterSpec& shelter) {
    named_fields(fields, shelter);
    fields.required("zone", shelter.zone, id(), "Zone of the venue that is the room.");
    fields.optional("doors", shelter.doors, list_of(id(), danger_counts),
                    "Doors that are shut when it is locked.");
    fields.optional("capacity", shelter.capacity, integer(1, 1'000'000), "How many people it takes.");
    fields.optional("m2_per_person", shelter.m2_per_person, number({0.1, 100.0}),
                    "Instead: floor for each of them.");
    fields.at_most_one_of({"capacity", "m2_per_person"});
    fields.optional("lockable", shelter.lockable, yes_or_no(), "Whether its doors are ever shut.");
    fields.optional("locks_when_full", shelter.locks_when_full, yes_or_no(),
                    "Locked when as many have come as it takes.");
    fields.optional("leave_extinction_per_m", shelter.leave_extinction_per_m, number({0.0, 100.0, true}),
                    "Mean extinction coefficient in the room from which people leave it.");
    fields.check(!shelter.lockable || !shelter.doors.empty(), "doors",
                 "a shelter that can be locked needs doors: name those of the room, or write \"lockable\": "
                 "false");
}

}  // namespace wayout
