/// The keys of a response plan: docs/howto/run-a-medical-chain.md, schema/response.schema.json.
#include "input/response_form.hpp"

#include "input/distribution_form.hpp"
#include "input/files.hpp"
#include "input/form.hpp"
#include "input/named_fields.hpp"
#include "input/ranges.hpp"

#include <wayout/medical_plan.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>

namespace wayout {
namespace {

constexpr Range carry_length{0.0, 1e6};
constexpr Range positive_speed{0.0, 100.0, true};
constexpr Count some{1, 1000};

void window_fields(Fields& fields, TimeWindow& window) {
    fields.required("from_s", window.from_s, number(incident_range_s), "Begin, in seconds of the incident.");
    fields.required("until_s", window.until_s, number(incident_range_s), "End.");
}

void shifts_field(Fields& fields, std::vector<TimeWindow>& shifts) {
    fields.optional("shifts", shifts, list_of(object("time window", window_fields), up_to_thousand),
                    "When work may begin; always when absent. What has begun is finished.");
}

void carry_fields(Fields& fields, CarrySpec& carry) {
    fields.required("teams", carry.teams, integer(1, 1000), "Teams that carry, one casualty at a time.");
    fields.optional("method", carry.method,
                    choice<CarryMethod>({{"evacuation_chair", CarryMethod::evacuation_chair},
                                         {"carry_chair", CarryMethod::carry_chair},
                                         {"stretcher", CarryMethod::stretcher},
                                         {"drag_sheet", CarryMethod::drag_sheet},
                                         {"drag_in_smoke", CarryMethod::drag_in_smoke},
                                         {"improvised", CarryMethod::improvised}}),
                    "Sets the speeds.");
    fields.optional("level_m", carry.level_m, number(carry_length),
                    "Way on the level to the collection point.");
    fields.optional("stairs_down_m", carry.stairs_down_m, number(carry_length),
                    "Way down stairs, along them.");
    fields.optional("stairs_up_m", carry.stairs_up_m, number(carry_length), "Way up stairs, along them.");
    fields.optional("level_speed_mps", carry.level_speed_mps, number(positive_speed),
                    "In place of that of the method.");
    fields.optional("stairs_down_speed_mps", carry.stairs_down_speed_mps, number(positive_speed),
                    "In place of that of the method; up is half of it.");
    fields.optional("preparation_s", carry.preparation_s, number(incident_range_s), "Before the way out.");
    fields.optional("transfer_s", carry.transfer_s, number(incident_range_s), "At the collection point.");
    shifts_field(fields, carry.shifts);
}

void point_fields(Fields& fields, CollectionPointSpec& point) {
    named_fields(fields, point);
    fields.optional("carry", point.carry, object("carry teams", carry_fields),
                    "Teams that bring those who cannot walk; without, they are there when found.");
    fields.optional("embargo", point.embargo, list_of(object("time window", window_fields), up_to_thousand),
                    "When medical staff and vehicles may not begin anything here.");
    fields.optional("exits", point.exits, list_of(id(), up_to_thousand),
                    "Ids of exits of the building whose people come here; the first point takes those of all "
                    "others.");
}

/// [[red, yellow, green], ...]
Form<std::array<std::array<double, 3>, 3>> matrix_form() {
    const Form<std::vector<std::vector<double>>> rows = list_of(list_of(number(share_range), {3, 3}), {3, 3});
    return {[rows](const Place& place, std::array<std::array<double, 3>, 3>& matrix) {
                std::vector<std::vector<double>> read;
                if (!rows.read(place, read))
                    return false;
                for (std::size_t i = 0; i < 3; ++i)
                    for (std::size_t k = 0; k < 3; ++k) matrix[i][k] = read[i][k];
                return true;
            },
            rows.schema,
            {},
            true};
}

void misjudgement_fields(Fields& fields, TriageSpec& triage) {
    fields.optional("matrix", triage.matrix, matrix_form(),
                    "Rows: true red, yellow, green; columns: judged so. Each row adds up to 1.");
    fields.optional("source", triage.matrix_source, text(), "Where the matrix is from.");
    fields.needs("matrix", "source");
    fields.needs("source", "matrix");
}

void triage_crew_fields(Fields& fields, TriageCrewSpec& crew) {
    named_fields(fields, crew);
    fields.required("place", crew.place, id(), "Collection point.");
    fields.optional("count", crew.count, integer(1, 1000), "Officers.");
    fields.optional("trained", crew.trained, yes_or_no(), "Those who are not err more often.");
    shifts_field(fields, crew.shifts);
}

void triage_fields(Fields& fields, TriageSpec& triage) {
    fields.optional(
        "method", triage.method,
        choice<TriageMethod>(
            {{"START", TriageMethod::start}, {"SALT", TriageMethod::salt}, {"SMART", TriageMethod::smart}}),
        "Sets time and misjudgement.");
    fields.optional("time_s", triage.time_s, distribution(action_s),
                    "Per casualty; that of the method if absent.");
    // The same struct holds the matrix: its own object in the file, since a source belongs to it.
    TriageSpec with_matrix;
    if (fields.optional("misjudgement", with_matrix, object("misjudgement", misjudgement_fields),
                        "In place of the shares of the method.")) {
        triage.matrix = with_matrix.matrix;
        triage.matrix_source = with_matrix.matrix_source;
    }
    fields.optional("untrained_factor", triage.untrained_factor, number({1.0, 100.0}),
                    "On misjudgements of officers who are not trained.");
    fields.optional("repair_frac", triage.repair_frac, number(share_range),
                    "Of the misjudged who are still there, set right when looked at again.");
    fields.optional("look_again_after_s", triage.look_again_after_s, number(incident_range_s),
                    "After the first judgement.");
    fields.required("officers", triage.crews, list_of(object("triage officers", triage_crew_fields), some),
                    "Who judges.");
}

void post_fields(Fields& fields, TreatmentPostSpec& post) {
    named_fields(fields, post);
    fields.required("place", post.place, id(), "Collection point.");
    fields.required("bays", post.bays, integer(1, 1000), "Casualties treated at once.");
    fields.optional("red_s", post.red_s, distribution(action_s), "Treatment of red.");
    fields.optional("yellow_s", post.yellow_s, distribution(action_s), "Treatment of yellow.");
    shifts_field(fields, post.shifts);
}

void capacity_fields(Fields& fields, std::array<int, 3>& capacity) {
    capacity = {0, 0, 0};
    constexpr const char* meaning = "How many of them fill the vehicle; 0: cannot carry them.";
    fields.optional("red", capacity[0], integer(0, 200), meaning);
    fields.optional("yellow", capacity[1], integer(0, 200), meaning);
    fields.optional("green", capacity[2], integer(0, 200), meaning);
}

void fleet_fields(Fields& fields, FleetSpec& fleet) {
    named_fields(fields, fleet);
    fields.required("base", fleet.base, id(), "From where they come: a name of its own, or a place.");
    fields.required("place", fleet.place, id(),
                    "Collection point where they wait and to which they come back.");
    fields.required("count", fleet.count, integer(1, 1000), "Vehicles.");
    fields.optional("called_s", fleet.called_s, number(incident_range_s), "When they are called.");
    fields.optional("turnout_s", fleet.turnout_s, number(incident_range_s),
                    "From the call until they set out.");
    fields.optional("arrival", fleet.arrival,
                    choice<FleetArrival>({{"together", FleetArrival::together},
                                          {"evenly", FleetArrival::evenly},
                                          {"at_random", FleetArrival::at_random}}),
                    "evenly needs over_s, at_random (mutual aid) per_hour.");
    fields.optional("over_s", fleet.over_s, number(incident_range_s),
                    "From the first to the last that sets out.");
    fields.optional("per_hour", fleet.per_hour, number({0.0, 3600.0}), "Vehicles that set out in an hour.");
    fields.optional("capacity", fleet.capacity, object("capacity", capacity_fields), "By class.");
    fields.optional("ventilator", fleet.ventilator, yes_or_no(), "Can carry those who need one.");
    fields.optional("load_s", fleet.load_s, distribution(action_s), "Loading.");
    fields.optional("hand_over_s", fleet.hand_over_s, distribution(action_s), "At the hospital.");
    fields.optional("fill_wait_s", fleet.fill_wait_s, number(incident_range_s),
                    "Waits so long, from when the first waits for it, until it is full.");
    shifts_field(fields, fleet.shifts);
}

void ambulance_fields(Fields& fields, FleetSpec& fleet) {
    fleet_fields(fields, fleet);
}

void bus_fields(Fields& fields, FleetSpec& fleet) {
    fleet.is_bus = true;
    fleet.capacity = bus_capacity;
    fleet.ventilator = false;
    fleet.fill_wait_s = bus_fill_wait_s;
    fleet_fields(fields, fleet);
}

void hospital_fields(Fields& fields, HospitalSpec& hospital) {
    named_fields(fields, hospital);
    fields.required("beds", hospital.beds, integer(0, 100000), "Staffed beds.");
    fields.required("ed_beds", hospital.ed_beds, integer(0, 10000), "Places of the emergency department.");
    fields.optional("ed_critical_s", hospital.ed_critical_s, distribution(action_s),
                    "Time there of red and yellow.");
    fields.optional("ed_burn_s", hospital.ed_burn_s, distribution(action_s), "Time there of burns.");
    fields.optional("ed_minor_s", hospital.ed_minor_s, distribution(action_s), "Time there of green.");
    fields.optional("ventilators", hospital.ventilators, integer(0, 10000), "Free ones.");
    fields.optional("burn_beds", hospital.burn_beds, integer(0, 10000), "Free ones.");
    fields.optional("operating_rooms", hospital.operating_rooms, integer(0, 1000), "That can be staffed.");
    fields.optional("operation_s", hospital.operation_s, distribution(action_s), "Time of an operation.");
    fields.optional("paediatric", hospital.paediatric, yes_or_no(), "Treats children.");
    fields.optional("cap_per_hour", hospital.cap_per_hour, number({0.0, 10000.0, true}),
                    "Patients that may be sent in an hour; 3 % of the beds if absent.");
}

void transfer_fields(Fields& fields, TransferSpec& transfers) {
    fields.required("vehicles", transfers.vehicles, integer(0, 1000), "Vehicles, one patient at a time.");
    fields.optional("from_s", transfers.from_s, number(incident_range_s), "When they begin.");
    fields.optional("load_s", transfers.load_s, distribution(action_s), "Loading.");
    fields.optional("hand_over_s", transfers.hand_over_s, distribution(action_s), "At the other hospital.");
}

void travel_fields(Fields& fields, TravelSpec& travel) {
    travel.where = fields.where();
    fields.required("from", travel.from, id(), "Collection point, hospital or base.");
    fields.required("to", travel.to, id(), "The same; holds for the way back unless that is listed too.");
    fields.optional("time_s", travel.time_s, number(incident_range_s), "Of a vehicle.");
    fields.optional("distance_m", travel.distance_m, number({0.0, 1e7}), "By road, at drive_speed_mps.");
    fields.exactly_one_of({"time_s", "distance_m"});
}

void self_fields(Fields& fields, MedicalPlan& plan) {
    fields.optional("green_frac", plan.self_green_frac, number(share_range), "Of the green.");
    fields.optional("yellow_frac", plan.self_yellow_frac, number(share_range), "Of the yellow.");
}

void score_fields(Fields& fields, std::array<double, 3>& scores) {
    constexpr Range rpm{0.0, 12.0};
    if (fields.is_describing())
        scores = MedicalPlan{}.rpm_of_class;
    fields.optional("red", scores[0], number(rpm), "Above 0 and up to 7.5.");
    fields.optional("yellow", scores[1], number(rpm), "Above 7.5 and below 11.");
    fields.optional("green", scores[2], number(rpm), "From 11.");
}

constexpr Range dose{0.0, 100.0, true};
constexpr Range score{0.0, 12.0, true};

void air_injury_fields(Fields& fields, InjuryRules& rules) {
    fields.optional("minor_from_dose", rules.minor_from_dose, number(dose),
                    "Dose of gases or heat from which somebody is a casualty; 1 overcomes him.");
    fields.optional("conscious_from_dose", rules.conscious_from_dose, number(dose),
                    "Dose from which the score is conscious_rpm.");
    fields.optional("minor_rpm", rules.minor_rpm, number(score), "Score of the slightly hurt.");
    fields.optional("conscious_rpm", rules.conscious_rpm, number(score), "Score of the dosed, not overcome.");
    fields.optional("unconscious_rpm", rules.unconscious_rpm, number(score), "Score at a dose of 1.");
    fields.optional("rpm_lost_per_dose", rules.rpm_lost_per_dose, number({0.0, 12.0}),
                    "Points lost for each further dose of 1, down to a score of 1.");
    fields.optional("irritated_rpm", rules.irritated_rpm, number(score),
                    "Score of those whom irritants stopped.");
    fields.optional("ventilator_frac", rules.ventilator_frac, number(share_range),
                    "Of those overcome by gases, who need a ventilator.");
    fields.optional("burn_from_dose", rules.burn_from_dose, number(dose),
                    "Dose of heat from which a burn bed is needed.");
}

void injury_fields(Fields& fields, InjuryRules& rules) {
    air_injury_fields(fields, rules);
    fields.optional("distressed_from_dose", rules.distressed_from_dose, number(dose),
                    "Crush dose from which the score is minor_rpm.");
    fields.optional("crushed_from_dose", rules.crushed_from_dose, number(dose),
                    "Crush dose from which the score is crushed_rpm.");
    fields.optional("crushed_to_death_dose", rules.crushed_to_death_dose, number(dose),
                    "Crush dose from which there are no signs of life.");
    fields.optional("crushed_rpm", rules.crushed_rpm, number(score), "Score of the crushed.");
    fields.optional("crush_scatter", rules.crush_scatter, number({0.0, 2.0}),
                    "Standard deviation of the logarithm of personal thresholds of the crush dose.");
    fields.optional("trapped_rpm", rules.trapped_rpm, number(score), "Score of those under structure.");
    fields.optional("structure_serious_frac", rules.structure_serious_frac, number(share_range),
                    "Of those whom structure injured and who can walk, who are seriously hurt.");
    fields.optional("structure_serious_rpm", rules.structure_serious_rpm, number(score), "Their score.");
    fields.optional("other_rpm", rules.other_rpm, number(score), "Score of those overcome by anything else.");
    fields.optional("scatter_points", rules.scatter_points, integer(0, 6),
                    "Scores differ by up to so many whole points to either side.");
    fields.optional("child_below_years", rules.child_below_years, number({0.0, 30.0}),
                    "Younger people are children: they need a hospital that treats them.");
    fields.optional("older_from_years", rules.older_from_years, number({30.0, 130.0}), "The older.");
    fields.optional("child_odds_factor", rules.child_odds_factor, number({0.01, 100.0}),
                    "On the odds of survival of children.");
    fields.optional("older_odds_factor", rules.older_odds_factor, number({0.01, 100.0}),
                    "On the odds of survival of the older.");
    fields.check(rules.minor_from_dose <= rules.conscious_from_dose && rules.conscious_from_dose <= 1.0,
                 "conscious_from_dose", "lies at or above minor_from_dose and at or below 1");
    fields.check(rules.distressed_from_dose <= rules.crushed_from_dose &&
                     rules.crushed_from_dose <= rules.crushed_to_death_dose,
                 "crushed_from_dose", "lies between distressed_from_dose and crushed_to_death_dose");
}

void left_inside_fields(Fields& fields, LeftInsideRules& rules) {
    constexpr Range rate{0.0, 3600.0};
    fields.optional("are_found", rules.are_found, yes_or_no(), "false: never, as long as the chain lasts.");
    fields.optional("after_s", rules.after_s, number(incident_range_s),
                    "When the search begins; not before the end of the run.");
    fields.optional("per_hour", rules.per_hour, number(rate), "Found and brought out in an hour.");
    fields.optional("trapped_per_hour", rules.trapped_per_hour, number(rate),
                    "The same of those under structure, beside the others.");
    fields.optional("place", rules.place, id(), "Collection point; the first if absent.");
}

Form<int> response_version() {
    Form<int> form = integer(1, 1);
    form.write = {};
    return form;
}

void plan_fields(Fields& fields, MedicalPlan& plan) {
    int version{};
    std::string ignored;
    fields.optional("$schema", ignored, text(), "For editors.");
    fields.required("wayout_response", version, response_version(), "Version of this format.");
    fields.optional("name", plan.name, text(), "Name of the plan.");
    fields.optional("description", plan.description, text(), "What is asked.");
    fields.optional("seed", plan.seed, seed_number(), "Of the first run; it counts up from there.");
    fields.optional("horizon_s", plan.horizon_s, number({60.0, 1e6}), "When a run ends at the latest.");
    fields.required("collection_points", plan.points,
                    list_of(object("collection point", point_fields), {1, 100}),
                    "Where casualties are brought together.");
    fields.required("triage", plan.triage, object("triage", triage_fields), "How classes are judged.");
    fields.optional("treatment_posts", plan.posts,
                    list_of(object("treatment post", post_fields), up_to_thousand),
                    "Where red and yellow are treated before transport.");
    std::vector<FleetSpec> buses;
    fields.optional("ambulances", plan.fleets, list_of(object("ambulances", ambulance_fields), {0, 100}),
                    "Vehicles for those who lie or sit.");
    fields.optional("buses", buses, list_of(object("buses", bus_fields), {0, 100}),
                    "Vehicles for the green.");
    plan.fleets.insert(plan.fleets.end(), buses.begin(), buses.end());
    fields.required("hospitals", plan.hospitals, list_of(object("hospital", hospital_fields), {1, 200}),
                    "Where casualties are taken.");
    fields.optional("transfers", plan.transfers, object("transfers", transfer_fields),
                    "Vehicles between hospitals, for patients who need what theirs does not have.");
    fields.optional("loading_order", plan.loading_order,
                    choice<LoadingOrder>({{"class", LoadingOrder::by_class},
                                          {"survival_loss", LoadingOrder::by_survival_loss}}),
                    "Who goes first.");
    fields.optional("drive_speed_mps", plan.drive_speed_mps, number(positive_speed), "For distances.");
    fields.required("travel", plan.travel, list_of(object("way", travel_fields), {0, 20000}),
                    "Times or distances between places.");
    MedicalPlan by_self = plan;
    if (fields.optional("by_themselves", by_self, object("by themselves", self_fields),
                        "Share of those who go to the nearest hospital of their own.")) {
        plan.self_green_frac = by_self.self_green_frac;
        plan.self_yellow_frac = by_self.self_yellow_frac;
    }
    fields.optional("rpm_of_class", plan.rpm_of_class, object("scores", score_fields),
                    "Score of casualties of whom only the class is known.");
    fields.optional("treated_decay_frac", plan.treated_decay_frac, number(share_range),
                    "How fast the score falls once treatment has begun.");
    fields.optional("injuries", plan.injuries, object("injuries", injury_fields),
                    "How harm in a run becomes injuries.");
    fields.optional("left_inside", plan.left_inside, object("left inside", left_inside_fields),
                    "What becomes of those who are hurt and inside when a run ends.");
    fields.optional("late_death_frac", plan.late_death_frac, number(share_range),
                    "Of red with burns or after smoke who came to care, who die later in hospital.");
    fields.optional("timeline_step_s", plan.timeline_step_s, number({1.0, 86400.0}),
                    "Between two rows of timeline.csv.");
    fields.check(plan.horizon_s / plan.timeline_step_s <= 2000.0, "timeline_step_s",
                 "so many rows until horizon_s: at most 2000; take a longer step");
}

}  // namespace

Result<MedicalPlan> read_medical_plan(const std::filesystem::path& path) {
    const Result<std::string> content = read_regular_file(path, FileLimits{}.file_bytes);
    if (!content)
        return Error{content.error().front().code, path.string(), content.error().front().message};
    return read_medical_plan_text(*content, path.filename().string());
}

Result<MedicalPlan> read_medical_plan_text(std::string_view text, const std::string& name) {
    Reading reading;
    reading.file_names = {name};
    std::size_t count = 0;
    const std::optional<JsonValue> tree = parse_json(text, name, 0, {}, count, reading.problems);
    if (!tree)
        return std::move(reading.problems).take();
    MedicalPlan plan;
    object("response plan", plan_fields).read(Place(reading, *tree), plan);
    if (!reading.problems.is_empty())
        return std::move(reading.problems).take();
    plan.file = name;
    plan.as_json = to_text(*tree);
    return plan;
}

Form<std::string> medical_plan_text() {
    const Form<MedicalPlan> plan = object("response plan", plan_fields);
    return {[plan](const Place& place, std::string& text) {
                MedicalPlan checked;
                if (!plan.read(place, checked))
                    return false;
                text = to_text(place.value());
                return true;
            },
            plan.schema,
            {},
            true};
}

std::string medical_schema() {
    return schema_document("response", "wayout response plan", Includes::none,
                           object("response plan", plan_fields).schema);
}

}  // namespace wayout
