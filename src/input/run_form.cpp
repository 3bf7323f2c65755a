#include "input/danger_form.hpp"
#include "input/exposure_form.hpp"
#include "input/fire_form.hpp"
#include "input/noticing_form.hpp"
#include "input/opening_form.hpp"
#include "input/scenario_form.hpp"
#include "input/section_form.hpp"
#include "input/staff_form.hpp"
#include "input/structure_form.hpp"

#include <wayout/version.hpp>

#include <fmt/format.h>

namespace wayout {
namespace {

/// The version of the format is a fixed number: files of another version are not guessed at.
Form<int> format_version() {
    return {[](const Place& place, int& value) {
                if (place.value().is_number() && place.value().number() == scenario_format_version) {
                    value = scenario_format_version;
                    return true;
                }
                place.report(ErrorCode::unsupported,
                             fmt::format("this version of wayout reads scenarios with \"wayout_version\": {}",
                                         scenario_format_version));
                return false;
            },
            [](SchemaDefinitions&) {
                return json_object({{"const", json_integer(scenario_format_version)}});
            }};
}

void deviation_fields(Fields& fields, DeviationReason& deviation) {
    deviation.where = fields.where();
    fields.required("path", deviation.path, text(), "The value, as 'wayout check' names it.");
    fields.required("reason", deviation.reason, text(), "Why that is right; packs print it.");
    fields.check(!deviation.path.empty(), "path", "name the value: an empty path is none");
    fields.check(deviation.reason.find_first_not_of(" \t\r\n") != std::string::npos, "reason",
                 "say why: an empty reason is none");
}

}  // namespace

void incident_fields(Fields& fields, IncidentSpec& incident) {
    fields.optional("events", incident.events, list_of(object("event", event_fields), {0, 100000}),
                    "What happens, in any order.");
    fields.optional("alarms", incident.alarms, list_of(object("alarm", alarm_fields), {0, 200}),
                    "Alarms and messages; people need \"noticing\" for them.");
    fields.optional("fire", incident.fire, object("incident fire", fire_fields), "Where the air comes from.");
    fields.optional("exposure", incident.exposure, object("exposure", exposure_fields),
                    "How smoke, gases and heat act on people.");
    fields.optional("power_failure", incident.power, object("power failure", power_failure_fields),
                    "The power supply fails.");
    fields.optional("structural_losses", incident.losses,
                    list_of(object("structural loss", structural_loss_fields), {0, 1000}),
                    "Parts of storeys that come down.");
    fields.optional("danger_areas", incident.danger_areas,
                    list_of(object("danger area", danger_area_fields), {0, most_danger_areas}),
                    "Areas where people must not be.");
    fields.optional("danger_response", incident.danger_response,
                    object("danger response", danger_response_fields),
                    "What those do who know of one, where the rule does not decide.");
    fields.optional("orders", incident.orders, list_of(object("order", order_fields), {0, 1000}),
                    "What people are told to do.");
}

void simulation_fields(Fields& fields, SimulationSpec& simulation) {
    fields.optional("duration_s", simulation.duration_s, number({0.0, 86400.0, true}),
                    "Longest simulated time; the run ends earlier when everybody is out.");
    fields.optional("time_step_s", simulation.time_step_s, number({0.001, 0.5}),
                    "0.05 is what the model is calibrated with.");
    fields.optional("seed", simulation.seed, seed_number(), "Same seed, same run.");
    fields.optional(
        "model", simulation.model,
        choice<std::string>({{"time-gap", "time-gap"},
                             {"time-gap-plain", std::string(plain_model)},
                             {"time-gap+crush", "time-gap+crush"},
                             {"crush", "crush"},
                             {"hydraulic", std::string(hydraulic_model)},
                             {"collision-free-speed", std::string(collision_free_speed_model)},
                             {"collision-free-speed-v3", std::string(collision_free_speed_v3_model)},
                             {"anticipation-velocity", std::string(anticipation_velocity_model)}}),
        "Movement model. time-gap-plain: as first published; time-gap+crush: with contact forces where it is "
        "dense; crush: with contact "
        "forces for all; hydraulic: capacities of doors and stairs as hand calculations count, people "
        "do not see each other; the last three: published models, for comparison only.");
    fields.optional(
        "pushing", simulation.pushing, number({0.0, 1.0}),
        "With contact forces, how hard people press on who have no way ahead: 0 not at all, 0.3 "
        "pressing, 1 with full effort. Without the key: 0.3. Only with the models time-gap+crush and "
        "crush.");
    fields.optional("calibration", simulation.calibration,
                    choice<Calibration>({{"design", Calibration::design}, {"lab", Calibration::lab}}),
                    "design: calm people, cautious flow; lab: young people in experiments.");
    fields.optional("code_flow_limits", simulation.code_flow_limits, yes_or_no(),
                    "Doors, exits and stairs without a limit of their own let through at most what codes "
                    "count with. Without the key: yes for design, no for lab.");
    fields.optional("navigation_cell_m", simulation.navigation_cell_m, number({0.0, 2.0}),
                    "Cell of the way-finding grid; 0: chosen from the narrowest passage.");
    fields.optional(
        "fatigue", simulation.fatigue, yes_or_no(),
        "Long climbs tire: after 25 m of height by own force people lose 1 % of their speed up stairs "
        "with each metre, down to a half.");
    fields.optional("keep_left", simulation.keep_left, yes_or_no(), "People pass each other on the left.");
    fields.optional("stuck_after_s", simulation.stuck_after_s, number({1.0, 86400.0}),
                    "No progress for so long is reported.");
    fields.check(has_contact_forces(simulation.model) || !simulation.pushing, "pushing",
                 fmt::format("the model {} has no contact forces: leave pushing out, or use the model "
                             "time-gap+crush or crush",
                             simulation.model));
    fields.check(!is_reference_model(simulation.model) || !simulation.keep_left, "keep_left",
                 "a published reference model has no side on which people pass: leave keep_left out, or use "
                 "another model");
    fields.check(simulation.navigation_cell_m == 0.0 || simulation.navigation_cell_m >= 0.02,
                 "navigation_cell_m", "0 or at least 0.02 m");
}

void outputs_fields(Fields& fields, OutputSpec& outputs) {
    fields.optional("trajectory_hdf5", outputs.trajectory_hdf5, yes_or_no(), "Write trajectory.h5.");
    fields.optional("trajectory_sqlite", outputs.trajectory_sqlite, yes_or_no(),
                    "Write trajectory.sqlite, for JuPedSim's tools.");
    fields.optional("trajectory_fps", outputs.trajectory_fps, number({0.1, 1000.0}),
                    "Frames per simulated second.");
    fields.optional("interval_s", outputs.interval_s, number({0.1, 3600.0}),
                    "Interval of the counts in exits.csv and doors.csv.");
    fields.optional("decisions", outputs.decisions, yes_or_no(),
                    "Write why people did what they did: decisions.jsonl.");
    std::vector<std::pair<std::string, Jurisdiction>> names;
    for (std::size_t i = 0; i < jurisdictions.size(); ++i)
        names.emplace_back(jurisdictions[i].first, static_cast<Jurisdiction>(i));
    fields.optional("norms", outputs.norms, list_of(choice<Jurisdiction>(names), {.min = 1}),
                    "Whose code figures the report holds against building and run; without the key all. "
                    "wayout: rules of no code.");
}

void scenario_fields(Fields& fields, ScenarioDraft& draft) {
    Scenario& scenario = draft.scenario;
    std::string schema;
    int format = 0;
    fields.optional("$schema", schema, text(), "Where editors find the schema; not read.");
    fields.required("wayout_version", format, format_version(), "Version of the format.");
    fields.required("name", scenario.name, text(), "Title of the scenario, as reports show it.");
    fields.optional("description", scenario.description, text(), "What is examined and why.");
    draft.is_venue_complete =
        fields.required("venue", scenario.venue, section(object("venue", venue_fields)), "The building.");
    fields.required("people", scenario.people, section(object("people", people_fields)), "Who is in it.");
    fields.optional("incident", scenario.incident, section(object("incident", incident_fields)),
                    "What happens when.");
    fields.optional("response", scenario.response, section(object("response", response_fields)),
                    "Who responds: stewards.");
    fields.optional("simulation", scenario.simulation, section(object("simulation", simulation_fields)),
                    "How the run is computed.");
    fields.optional("outputs", scenario.outputs, section(object("outputs", outputs_fields)),
                    "What is written.");
    fields.optional("deviations", scenario.deviations,
                    list_of(object("deviation", deviation_fields), {0, 1000}),
                    "Reasons for values that are less safe than the defaults.");
}

}  // namespace wayout
