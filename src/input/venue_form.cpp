#include "input/assistance_form.hpp"
#include "input/danger_form.hpp"
#include "input/knowledge_form.hpp"
#include "input/named_fields.hpp"
#include "input/opening_form.hpp"
#include "input/scenario_form.hpp"
#include "input/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

constexpr Range width_m{0.1, 1000.0};
constexpr Range elevation_m{-1000.0, 1000.0};

void obstacle_fields(Fields& fields, ObstacleSpec& obstacle) {
    obstacle.where = fields.where();
    fields.optional("id", obstacle.id, id(), "Short name; may be left out.");
    fields.optional("name", obstacle.name, text(), "Name for people: 'bar', 'column'.");
    polygon_fields(fields, obstacle.polygon, "Where nobody can stand.");
}

void wall_fields(Fields& fields, WallSpec& wall) {
    wall.where = fields.where();
    fields.required("line", wall.line, polyline(), "Points of the wall, in order.");
    fields.optional("thickness_m", wall.thickness_m, number({0.0, 5.0}),
                    "0 is a partition without area; it stops people all the same.");
}

void storey_fields(Fields& fields, StoreySpec& storey) {
    named_fields(fields, storey);
    fields.optional("elevation_m", storey.elevation_m, number(elevation_m),
                    "Height of the floor above the plan's zero.");
    fields.required("floor", storey.floor, area(),
                    "Where people can walk: one polygon or several, with holes, or WKT.");
    fields.optional("obstacles", storey.obstacles, list_of(object("obstacle", obstacle_fields)),
                    "Things that stand on the floor.");
    fields.optional("walls", storey.walls, list_of(object("wall", wall_fields)),
                    "Walls inside the floor area; its outline is a wall anyway.");
}

void flow_limit_fields(Fields& fields, FlowLimit& limit) {
    std::optional<double> persons_per_s, specific_flow;
    fields.optional("persons_per_s", persons_per_s, number({0.0, 100.0, true}),
                    "Most people per second through the opening.");
    fields.optional("specific_flow_pps_per_m", specific_flow, number({0.0, 10.0, true}),
                    "Most people per second and metre of clear width.");
    fields.exactly_one_of({"persons_per_s", "specific_flow_pps_per_m"});
    if (persons_per_s)
        limit = {FlowLimit::Kind::persons_per_s, *persons_per_s};
    else if (specific_flow)
        limit = {FlowLimit::Kind::specific_flow, *specific_flow};
}

constexpr const char* storey_meaning = "Id of the storey; may be left out when the venue has only one.";

/// What doors and exits have in common; they are separate types so that none is taken for the other.
template <typename Opening>
void opening_fields(Fields& fields, Opening& opening, const char* line_meaning) {
    named_fields(fields, opening);
    fields.optional("storey", opening.storey, id(), storey_meaning);
    fields.required("line", opening.line, line(), line_meaning);
    fields.optional("clear_width_m", opening.clear_width_m, number(width_m),
                    "Narrower than the line: the rest is frame, the same on both sides.");
    fields.optional("state", opening.state,
                    choice<OpeningState>({{"open", OpeningState::open},
                                          {"closed", OpeningState::closed},
                                          {"locked", OpeningState::locked}}),
                    "State at the start; the incident can change it. locked: only staff and unlock_door "
                    "open it.");
    fields.optional("flow_limit", opening.flow_limit, object("flow limit", flow_limit_fields),
                    "Cap on the flow, for design calculations.");
    opening_rule_fields(fields, opening.rules);
    fields.at_most_one_of({"flow_limit", "service_s"});
    fields.check(!opening.clear_width_m || *opening.clear_width_m <= length(opening.line) + 1e-9,
                 "clear_width_m",
                 fmt::format("the opening is {} m long and cannot be {} m wide", length(opening.line),
                             opening.clear_width_m.value_or(0.0)));
}

void door_fields(Fields& fields, DoorSpec& door) {
    opening_fields(fields, door,
                   "From jamb to jamb, in a gap between walls or on a wall, which it then cuts open.");
    fields.optional("one_way_towards", door.one_way_towards, point(),
                    "People pass only to the side on which this point lies.");
}

void exit_fields(Fields& fields, ExitSpec& exit) {
    opening_fields(fields, exit, "From jamb to jamb; whoever crosses it has reached a place of safety.");
    fields.optional("refusal_known", exit.rules.is_refusal_known, yes_or_no(),
                    "With refuses. false: those who are turned away learn it 3 m before the exit.");
    fields.needs("refusal_known", "refuses");
    exit_look_fields(fields, exit);
}

void flight_fields(Fields& fields, FlightSpec& flight) {
    flight.where = fields.where();
    fields.required("foot", flight.foot, line(), "Lower edge.");
    fields.required("top", flight.top, line(), "Upper edge.");
}

void inclined_fields(Fields& fields, StairSpec& stair) {
    named_fields(fields, stair);
    fields.required("from_storey", stair.from_storey, id(), "Id of the storey at the lower end.");
    fields.required("to_storey", stair.to_storey, id(), "Id of the storey at the upper end.");

    FlightSpec only_flight;
    only_flight.where = stair.where;
    fields.optional("foot", only_flight.foot, line(), "Lower edge of a straight one, in plan.");
    fields.optional("top", only_flight.top, line(), "Upper edge of a straight one, in plan.");
    fields.optional("flights", stair.flights, list_of(object("flight", flight_fields), {1, 100}),
                    "Instead of foot and top: flights in order, from below.");
    fields.optional("landings", stair.landings, list_of(polygon()),
                    "Level polygons between the flights, one fewer than flights.");
    fields.optional("landing_elevation_m", stair.landing_elevation_m, list_of(number(elevation_m)),
                    "Heights of the landings; else the rise is shared in proportion to the plan lengths.");
    fields.exactly_one_of({"flights", "foot"});
    fields.all_or_none_of({"foot", "top"});
    fields.needs("landings", "flights");
    fields.needs("landing_elevation_m", "landings");
    if (fields.has("foot"))
        stair.flights = {only_flight};
    fields.optional("clear_width_m", stair.clear_width_m, number(width_m),
                    "Between handrails; else the length of the edges.");
    fields.check(stair.landings.size() + 1 == stair.flights.size(),
                 fields.has("landings") ? "landings" : "flights",
                 fmt::format("{} flights need {} landings between them, not {}", stair.flights.size(),
                             stair.flights.size() - 1, stair.landings.size()));
    fields.check(
        stair.landing_elevation_m.empty() || stair.landing_elevation_m.size() == stair.landings.size(),
        "landing_elevation_m",
        fmt::format("{} heights for {} landings", stair.landing_elevation_m.size(), stair.landings.size()));
    fields.check(stair.from_storey != stair.to_storey, "to_storey", "both ends are on the same storey");
}

void stair_fields(Fields& fields, StairSpec& stair) {
    stair.kind = StairSpec::Kind::stair;
    inclined_fields(fields, stair);
    fields.optional("riser_m", stair.riser_m, number({0.0, 0.5}), "Height of a step; 0 is not given.");
    fields.optional("tread_m", stair.tread_m, number({0.0, 2.0}), "Depth of a step; 0 is not given.");
}

void ramp_fields(Fields& fields, StairSpec& ramp) {
    ramp.kind = StairSpec::Kind::ramp;
    inclined_fields(fields, ramp);
}

void escalator_fields(Fields& fields, StairSpec& escalator) {
    escalator.kind = StairSpec::Kind::escalator;
    inclined_fields(fields, escalator);
    fields.optional("direction", escalator.motion,
                    choice<StairSpec::Motion>({{"stopped", StairSpec::Motion::stopped},
                                               {"up", StairSpec::Motion::up},
                                               {"down", StairSpec::Motion::down}}),
                    "Which way it runs at the start; the incident can change it.");
    fields.optional("belt_speed_mps", escalator.belt_speed_mps, number({0.05, 2.0}), "Along the incline.");
    fields.optional(
        "riders", escalator.riders,
        choice<StairSpec::Riders>({{"stand", StairSpec::Riders::stand}, {"walk", StairSpec::Riders::walk}}),
        "What people do on it while it runs.");
    fields.optional("max_persons", escalator.max_persons, integer(0, 10000),
                    "With more people on it, it stops while it runs; 0: no limit.");
}

void tier_fields(Fields& fields, TierSpec& tier) {
    named_fields(fields, tier);
    polygon_fields(fields, tier.polygon, "Outline in plan.");
    fields.optional("low_storey", tier.low_storey, id(),
                    "Storey that people reach over the low edge; absent: closed.");
    fields.optional("high_storey", tier.high_storey, id(),
                    "Storey that people reach over the high edge; absent: closed.");
    fields.required("low_edge", tier.low_edge, line(), "Lower edge, in plan.");
    fields.required("high_edge", tier.high_edge, line(), "Upper edge, in plan.");
    std::optional<double> low, high;
    fields.optional("low_elevation_m", low, number(elevation_m),
                    "Height of the low edge; else that of its storey.");
    fields.optional("high_elevation_m", high, number(elevation_m),
                    "Height of the high edge; else that of its storey.");
    fields.all_or_none_of({"low_elevation_m", "high_elevation_m"});
    tier.has_elevations = low.has_value() && high.has_value();
    tier.low_elevation_m = low.value_or(0.0);
    tier.high_elevation_m = high.value_or(0.0);
    fields.check(!tier.low_storey.empty() || !tier.high_storey.empty(), "",
                 "low_storey, high_storey or both are needed: how else would anybody leave?");
    fields.check(tier.has_elevations || (!tier.low_storey.empty() && !tier.high_storey.empty()), "",
                 "only one edge joins a storey, so the height of the other is unknown: give low_elevation_m "
                 "and high_elevation_m");
    fields.check(!tier.has_elevations || tier.low_elevation_m <= tier.high_elevation_m, "low_elevation_m",
                 "the low edge is higher than the high edge");
}

void aisle_fields(Fields& fields, SeatingSpec::Aisle& aisle) {
    fields.required("after_seat", aisle.after_seat, integer(0, 1000),
                    "Behind how many seats it lies, counted from the left; 0: along the left end.");
    fields.optional("width_m", aisle.width_m, number({0.2, 20.0}), "Clear width.");
}

void seating_fields(Fields& fields, SeatingSpec& seating) {
    named_fields(fields, seating);
    fields.optional("on", seating.on, id(),
                    "Id of the storey or tier; may be left out when the venue has only one storey.");
    fields.required("front_left", seating.front_left, point(),
                    "Left end of the clear way in front of the first row, seen by somebody who sits and "
                    "looks to the stage.");
    fields.optional("facing_deg", seating.facing_rad, angle_in_degrees(),
                    "Where people look: 0 is +x, 90 is +y.");
    fields.required("row_count", seating.row_count, integer(1, 1000), "Rows behind each other.");
    std::optional<int> seats_per_row;  // without a default: the alternative is seats_in_row
    fields.optional("seats_per_row", seats_per_row, integer(1, 1000),
                    "Seats in every row, aisles not counted.");
    seating.seats_per_row = seats_per_row.value_or(0);
    fields.optional("seats_in_row", seating.seats_in_row, list_of(integer(0, 1000), {1, 1000}),
                    "Instead: seats of each row, from the stage.");
    fields.exactly_one_of({"seats_per_row", "seats_in_row"});
    fields.optional("seat_width_m", seating.seat_width_m, number({0.3, 2.0}), "Width of a seat.");
    fields.optional("row_pitch_m", seating.row_pitch_m, number({0.5, 5.0}), "From row to row.");
    fields.optional("row_clear_width_m", seating.row_clear_width_m, number({0.2, 4.0}),
                    "Depth of the clear way in front of the seats.");
    fields.optional("aisles", seating.aisles, list_of(object("aisle", aisle_fields), {0, 100}),
                    "Ways through all rows.");
    fields.optional("curvature_radius_m", seating.curvature_radius_m, number({0.0, 10000.0}),
                    "Radius of the first row about a point in front of it; 0: straight.");

    const int most_seats = seating.seats_in_row.empty()
                               ? seating.seats_per_row
                               : *std::max_element(seating.seats_in_row.begin(), seating.seats_in_row.end());
    fields.check(seating.seats_in_row.empty() ||
                     seating.seats_in_row.size() == static_cast<std::size_t>(seating.row_count),
                 "seats_in_row",
                 fmt::format("{} numbers for {} rows", seating.seats_in_row.size(), seating.row_count));
    fields.check(seating.row_clear_width_m < seating.row_pitch_m, "row_clear_width_m",
                 fmt::format("the clear way ({} m) leaves no room for the seats: rows are {} m apart",
                             seating.row_clear_width_m, seating.row_pitch_m));
    for (std::size_t i = 0; i < seating.aisles.size(); ++i) {
        fields.check(seating.aisles[i].after_seat <= most_seats, "aisles",
                     fmt::format("aisle {} lies behind seat {} of a row with {} seats", i,
                                 seating.aisles[i].after_seat, most_seats));
        fields.check(i == 0 || seating.aisles[i - 1].after_seat < seating.aisles[i].after_seat, "aisles",
                     "list the aisles from left to right, each once");
    }
}

void zone_fields(Fields& fields, ZoneSpec& zone) {
    named_fields(fields, zone);
    fields.optional("storey", zone.storey, id(), storey_meaning);
    fields.optional("use", zone.use, text(), "What it is for: foyer, hall, toilet.");
    polygon_fields(fields, zone.polygon, "Outline.");
}

}  // namespace

void venue_fields(Fields& fields, VenueSpec& venue) {
    fields.optional("name", venue.name, text(), "Name of the building.");
    fields.required("storeys", venue.storeys, list_of(object("storey", storey_fields), {1, 1000}),
                    "Floors, with what stands on them.");
    fields.optional("doors", venue.doors, list_of(object("door", door_fields)), "Doors inside storeys.");
    fields.required("exits", venue.exits, list_of(object("exit", exit_fields), {1}),
                    "Lines that lead to a place of safety.");
    std::vector<StairSpec> ramps, escalators;
    fields.optional("stairs", venue.stairs, list_of(object("stair", stair_fields)),
                    "Stairs between storeys.");
    fields.optional("ramps", ramps, list_of(object("ramp", ramp_fields)), "Ramps between storeys.");
    fields.optional("escalators", escalators, list_of(object("escalator", escalator_fields)),
                    "Escalators between storeys.");
    venue.stairs.insert(venue.stairs.end(), ramps.begin(), ramps.end());
    venue.stairs.insert(venue.stairs.end(), escalators.begin(), escalators.end());
    fields.optional("tiers", venue.tiers, list_of(object("tier", tier_fields)),
                    "Inclined seating areas: raked stalls, side tiers, balcony.");
    fields.optional("seating", venue.seating, list_of(object("seating block", seating_fields)),
                    "Blocks of fixed seats.");
    fields.optional("zones", venue.zones, list_of(object("zone", zone_fields)),
                    "Named parts of storeys, for people and results.");
    fields.optional("refuges", venue.refuges, list_of(object("refuge", refuge_fields)),
                    "Where people who cannot take the stairs wait for help.");
    fields.optional("lifts", venue.lifts, list_of(object("lift", lift_fields), {0, 100}),
                    "Lifts between storeys.");
    fields.optional("shelters", venue.shelters, list_of(object("shelter", shelter_fields), {0, 1000}),
                    "Rooms where people can wait behind doors.");
    fields.optional("signs", venue.signs, list_of(object("sign", sign_fields), {0, 10000}),
                    "Exit signs, for people who do not know all exits.");

    if (venue.storeys.size() != 1)
        return;
    const std::string& only_storey = venue.storeys.front().id;
    const auto fill_in = [&](auto& things) {
        for (auto& thing : things)
            if (thing.storey.empty())
                thing.storey = only_storey;
    };
    fill_in(venue.doors);
    fill_in(venue.exits);
    fill_in(venue.zones);
    fill_in(venue.signs);
    for (SeatingSpec& seating : venue.seating)
        if (seating.on.empty())
            seating.on = only_storey;
}

}  // namespace wayout
