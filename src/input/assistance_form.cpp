#include "input/assistance_form.hpp"

#include "input/shapes.hpp"

#include <fmt/format.h>

namespace wayout {
namespace {

constexpr Range device_speed_mps{0.05, 3.0};

void stop_fields(Fields& fields, LiftStop& stop) {
    stop.where = fields.where();
    fields.required("storey", stop.storey, id(), "Id of the storey.");
    fields.required("door", stop.door, id(),
                    "Id of the door between car and landing there; the lift opens and closes it.");
}

}  // namespace

void refuge_fields(Fields& fields, RefugeSpec& refuge) {
    refuge.where = fields.where();
    fields.required("id", refuge.id, id(), "Short name, used in references and results.");
    fields.optional("name", refuge.name, text(), "Name for people; the id when absent.");
    std::optional<std::string> zone;
    fields.optional("zone", zone, id(), "Id of the zone that is the refuge.");
    refuge.zone = zone.value_or("");
    fields.optional("storey", refuge.storey, id(),
                    "Storey of the polygon; may be left out when the venue has only one.");
    std::optional<Polygon> rect;
    fields.optional("polygon", refuge.polygon, polygon(), "Or: its outline, on that storey.");
    fields.optional("rect", rect, rectangle(), "Or: two opposite corners, [x0, y0, x1, y1], on that storey.");
    fields.exactly_one_of({"zone", "polygon", "rect"});
    if (rect)
        refuge.polygon = rect;
    fields.required("places", refuge.places, integer(1, 10000), "For how many people with wheelchairs.");
}

void lift_fields(Fields& fields, LiftSpec& lift) {
    lift.where = fields.where();
    fields.required("id", lift.id, id(), "Short name, used in references and results.");
    fields.optional("name", lift.name, text(), "Name for people; the id when absent.");
    fields.required("car", lift.car, rectangle(),
                    "Floor of the car, two opposite corners, [x0, y0, x1, y1]: part of the floor of every "
                    "storey that is served, with walls around it but for the door.");
    fields.required("stops", lift.stops, list_of(object("lift stop", stop_fields), {2, 200}),
                    "Storeys that are served.");
    fields.required("capacity_persons", lift.capacity_persons, integer(1, 100), "Most people in the car.");
    fields.required("speed_mps", lift.speed_mps, number({0.05, 20.0}), "Rated speed.");
    fields.required("acceleration_mps2", lift.acceleration_mps2, number({0.05, 5.0}),
                    "Of starting and stopping.");
    fields.required("door_open_s", lift.door_open_s, number({0.0, 60.0}), "How long the door takes to open.");
    fields.required("door_close_s", lift.door_close_s, number({0.0, 60.0}),
                    "How long the door takes to close.");
    fields.required("dwell_s", lift.dwell_s, number({0.0, 600.0}), "The door stays open at least so long.");
    std::optional<std::string> starts_at;
    fields.optional("starts_at", starts_at, id(),
                    "Storey where the car is at first; the first stop when absent.");
    lift.starts_at = starts_at.value_or("");
    fields.required("riders", lift.riders,
                    choice<LiftSpec::Riders>({{"nobody", LiftSpec::Riders::nobody},
                                              {"no_stairs", LiftSpec::Riders::no_stairs},
                                              {"everybody", LiftSpec::Riders::everybody}}),
                    "Who may ride in an evacuation: nobody (out of service in fire mode), people who cannot "
                    "take stairs, or everybody. Only populations with assistance.lift do ride.");
    std::optional<double> fails_at_s;
    fields.optional("fails_at_s", fails_at_s, number({0.0, 86400.0}),
                    "From then on it answers no more calls; a car on its way still reaches its stop.");
    if (fails_at_s)
        lift.fails_at_s = *fails_at_s;
}

void assistance_fields(Fields& fields, AssistanceSpec& assistance) {
    fields.optional("need", assistance.need,
                    choice<HelpNeed>({{"none", HelpNeed::none},
                                      {"stairs", HelpNeed::stairs},
                                      {"pushed", HelpNeed::pushed},
                                      {"support", HelpNeed::support}}),
                    "What they cannot do alone: stairs (they move alone on the level), pushed (they do not "
                    "move alone), support (they walk only with somebody).");
    fields.optional("device", assistance.device,
                    choice<CarryDevice>({{"none", CarryDevice::none},
                                         {"evac_chair", CarryDevice::evac_chair},
                                         {"carry_chair", CarryDevice::carry_chair},
                                         {"stretcher", CarryDevice::stretcher},
                                         {"rescue_sheet", CarryDevice::rescue_sheet}}),
                    "On what helpers move them. Its speeds stand in docs/models/assistance.md.");
    std::optional<std::string> helpers;
    fields.optional("helpers", helpers, id(), "Id of the population that helps; absent: nobody comes.");
    assistance.helpers = helpers.value_or("");
    fields.optional("team_size", assistance.team_size, integer(1, 8),
                    "Helpers for one person; what the device asks for when absent.");
    fields.optional("trips", assistance.trips, integer(1, 1000),
                    "Most people whom one helper fetches; no limit when absent.");
    fields.optional("preparation_min_s", assistance.preparation_min_s, number({0.0, 3600.0}),
                    "Shortest time from the arrival of the team until they go.");
    fields.optional("preparation_max_s", assistance.preparation_max_s, number({0.0, 3600.0}),
                    "Longest; all times between are equally likely.");
    fields.optional("level_mps", assistance.level_mps, number(device_speed_mps),
                    "Speed with helpers on the level.");
    fields.optional("stair_down_mps", assistance.stair_down_mps, number(device_speed_mps),
                    "Speed with helpers down stairs, along the incline.");
    fields.optional("stair_up_mps", assistance.stair_up_mps, number(device_speed_mps),
                    "Speed with helpers up stairs, along the incline.");
    fields.optional("radius_m", assistance.radius_m, number({0.1, 0.6}),
                    "Radius of the body with its device.");
    fields.optional("refuges", assistance.refuges, list_of(id(), {1, 1000}),
                    "Ids of the refuges where they may wait; all when absent.");
    fields.optional("lift", assistance.lift,
                    choice<LiftUse>({{"never", LiftUse::never},
                                     {"no_other_way", LiftUse::no_other_way},
                                     {"preferred", LiftUse::preferred}}),
                    "Whether they take lifts: never, only where no exit can be reached without, or wherever "
                    "a lift is quicker.");
    fields.check(assistance.preparation_min_s <= assistance.preparation_max_s, "preparation_min_s",
                 fmt::format("the shortest preparation ({} s) is longer than the longest ({} s)",
                             assistance.preparation_min_s, assistance.preparation_max_s));
    fields.check(assistance.need != HelpNeed::none || assistance.device == CarryDevice::none, "device",
                 "people who need no help have no device: leave it out, or give 'need'");
    fields.check(assistance.need != HelpNeed::none || assistance.helpers.empty(), "helpers",
                 "people who need no help have no helpers: leave them out, or give 'need'");
    fields.check(assistance.need != HelpNeed::support || assistance.device == CarryDevice::none, "device",
                 "people who walk with support are not carried: leave the device out, or need 'stairs'");
    fields.check(assistance.need != HelpNeed::stairs || assistance.helpers.empty() ||
                     assistance.device != CarryDevice::none,
                 "device", "on stairs people are carried on a device: name one");
}

}  // namespace wayout
