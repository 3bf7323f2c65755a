#include "input/rescue_form.hpp"

#include "input/distribution_form.hpp"

#include <optional>

namespace wayout {
namespace {

constexpr Range week_range_s{0.0, 604800.0};
constexpr Range speed{0.0, 5.0, true};

void pace_fields(Fields& fields, RescueTeamSpec& team) {
    fields.optional("level_mps", team.level_mps, number(speed), "On the level in clear air, in gear.");
    fields.optional("stair_down_mps", team.stair_down_mps, number(speed), "Down stairs, along them.");
    fields.optional("stair_up_mps", team.stair_up_mps, number(speed), "Up stairs, along them.");
    fields.optional("smoke_mps", team.smoke_mps, number(speed), "On the level where nothing can be seen.");
    fields.optional("smoke_out_mps", team.smoke_out_mps, number(speed),
                    "The same on the way out, with those who are brought out.");
}

void air_fields(Fields& fields, RescueTeamSpec& team) {
    fields.optional("usable_l", team.air_l, number({1.0, 20000.0}),
                    "Of a cylinder, down to the reserve: 1700 L are 6.8 L from 300 to 50 bar.");
    fields.optional("moving_l_per_min", team.air_moving_l_per_min, number({1.0, 300.0}), "While walking.");
    fields.optional("searching_l_per_min", team.air_searching_l_per_min, number({1.0, 300.0}),
                    "While searching, freeing and carrying.");
    fields.optional("max_entries", team.max_entries, integer(1, 100),
                    "So many cylinders a member may use up.");
    fields.optional("rest_s", team.rest_s, number(week_range_s), "Outside, between two cylinders.");
}

}  // namespace

void rescue_team_fields(Fields& fields, RescueTeamSpec& team) {
    team.where = fields.where();
    fields.required("id", team.id, id(), "Short name, used in references and results.");
    fields.optional("name", team.name, text(), "Name for people; the id when absent.");
    fields.optional("members", team.members, integer(1, 12), "How many go in together.");
    fields.required("arrives_s", team.arrives_s, number(week_range_s), "At the entry, ready to go in.");
    fields.required("entry", team.entry, id(), "Id of the exit by which the team comes in.");
    fields.optional("brings_to", team.brings_to, id(),
                    "Id of the exit by which it brings people out; the entry when absent.");
    fields.optional("collection_point", team.collection_point, id(),
                    "Id of the collection point of the response plan where it hands people over.");
    fields.optional(
        "search", team.zones, list_of(id(), {1, 1000}),
        "Ids of zones in the order in which they are searched; without: all zones, nearest first.");
    std::optional<double> leaves_at_s;
    fields.optional("leaves_at_s", leaves_at_s, number(week_range_s), "Begins nothing new from then on.");
    team.leaves_at_s = leaves_at_s.value_or(team.leaves_at_s);
    fields.optional("pace", team, object("pace of a rescue team", pace_fields), "How fast they move.");
    fields.optional("radius_m", team.radius_m, number({0.15, 0.6}), "Of a member with his gear.");
    fields.optional("breathing_apparatus", team.breathing_apparatus, yes_or_no(),
                    "Without, the team keeps out of smoke.");
    fields.optional("air", team, object("air of a rescue team", air_fields),
                    "What the cylinders hold and lose.");
    fields.optional("thermal_camera", team.thermal_camera, yes_or_no(), "Searches faster in smoke.");
    fields.optional("device", team.device,
                    choice<CarryDevice>({{"none", CarryDevice::none},
                                         {"evac_chair", CarryDevice::evac_chair},
                                         {"carry_chair", CarryDevice::carry_chair},
                                         {"stretcher", CarryDevice::stretcher},
                                         {"rescue_sheet", CarryDevice::rescue_sheet}}),
                    "What those who cannot walk are carried on; none: by hand.");
    fields.optional("leads_at_once", team.leads_at_once, integer(1, 1000),
                    "People able to walk who follow the team out at once.");
    fields.optional("extrication_s", team.extrication_s, distribution(action_s),
                    "Time to free somebody from under structure; without, the team cannot.");
    fields.optional("search_factor", team.search_factor, number({0.01, 100.0}),
                    "On the time that searching a room takes.");
    fields.check(team.leaves_at_s > team.arrives_s, "leaves_at_s", "is not after arrives_s");
}

void embargo_fields(Fields& fields, AccessEmbargoSpec& embargo) {
    embargo.where = fields.where();
    fields.required("id", embargo.id, id(), "Short name, used in results.");
    fields.optional("name", embargo.name, text(), "Name for people; the id when absent.");
    fields.optional("zones", embargo.zones, list_of(id(), {1, 1000}), "Ids of zones that nobody searches.");
    fields.optional("storeys", embargo.storeys, list_of(id(), {1, 1000}),
                    "Ids of storeys whose zones nobody searches.");
    fields.optional("from_s", embargo.from_s, number(week_range_s), "From this time of the incident.");
    std::optional<double> until_s;
    fields.optional("until_s", until_s, number(week_range_s), "Released then; never when absent.");
    embargo.until_s = until_s.value_or(embargo.until_s);
    fields.optional("teams", embargo.teams, list_of(id(), {1, 1000}), "Ids of teams; all when absent.");
    fields.check(!embargo.zones.empty() || !embargo.storeys.empty(), "zones",
                 "names no zones and no storeys; give one of the two");
    fields.check(embargo.until_s > embargo.from_s, "until_s", "is not after from_s");
}

}  // namespace wayout
