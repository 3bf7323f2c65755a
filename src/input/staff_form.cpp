#include "input/staff_form.hpp"

#include "input/ranges.hpp"
#include "input/rescue_form.hpp"
#include "input/response_form.hpp"
#include "input/section_form.hpp"
#include "input/shapes.hpp"

namespace wayout {
namespace {

void hold_fields(Fields& fields, StewardTask& task) {
    using Way = StewardTask::Way;
    fields.required("way", task.held, id(), "Id of the door, exit, stair or escalator that is held.");
    fields.optional("direction", task.way,
                    choice<Way>({{"none", Way::none}, {"up", Way::up}, {"down", Way::down}}),
                    "Who may pass: nobody, or those who go up or down a stair.");
    std::optional<Vec2> towards;
    fields.optional("towards", towards, point(),
                    "Instead, of a door: those who go to the side on which this point lies.");
    fields.at_most_one_of({"direction", "towards"});
    if (towards) {
        task.way = Way::towards;
        task.towards = *towards;
    }
}

void task_fields(Fields& fields, StewardTask& task) {
    using Kind = StewardTask::Kind;
    task.where = fields.where();
    std::optional<std::vector<std::string>> open, sweep;
    std::optional<std::string> direct, report;
    std::optional<StewardTask> hold;
    fields.optional("open", open, list_of(id(), {1, 100}),
                    "Ids of doors and exits that he goes to and opens one after another, locked or not, both "
                    "leaves.");
    fields.optional(
        "direct", direct, id(),
        "Id of the exit that he shows from his post to those around him; he also tells those to go "
        "who have not begun.");
    fields.optional("sweep", sweep, list_of(id(), {1, 100}),
                    "Ids of zones that he walks through and where he tells those to go who have not begun.");
    fields.optional("hold", hold, object("held way", hold_fields),
                    "A door or stair that he lets nobody pass, or one way only.");
    fields.optional("report", report, text(), "What he reports from his post, in words.");
    fields.exactly_one_of({"open", "direct", "sweep", "hold", "report"});
    if (hold) {
        task.held = hold->held;
        task.way = hold->way;
        task.towards = hold->towards;
        task.kind = Kind::hold;
    }
    if (open) {
        task.kind = Kind::open;
        task.targets = *open;
    }
    if (sweep) {
        task.kind = Kind::sweep;
        task.targets = *sweep;
    }
    if (direct) {
        task.kind = Kind::direct;
        task.exit = *direct;
    }
    if (report) {
        task.kind = Kind::report;
        task.message = *report;
    }
    fields.optional("from_s", task.from_s, number(day_range_s), "Not before this time of the incident.");
    fields.optional("until_s", task.until_s, number(day_range_s),
                    "Of direct and hold: until this time of the incident; without: until he leaves.");
    fields.optional("takes_s", task.takes_s, number({0.0, 3600.0}),
                    "Of open (each) and report: so long. Our choice.");
    fields.check(!task.until_s || task.kind == Kind::direct || task.kind == Kind::hold, "until_s",
                 "only 'direct' and 'hold' last until a time; leave it out");
    fields.check(!task.until_s || *task.until_s > task.from_s.value_or(-1.0), "until_s",
                 "ends before it begins (from_s)");
}

void steward_post_fields(Fields& fields, StewardSpec& steward) {
    fields.optional("storey", steward.post_storey, id(),
                    "Id of the storey; may be left out when there is only one.");
    fields.required("at", steward.post, point(), "Where he stands.");
}

void leaves_fields(Fields& fields, StewardSpec& steward) {
    fields.optional("at_s", steward.leaves_at_s, number(day_range_s), "At this time of the incident.");
    fields.optional("when_empty", steward.leaves_when_empty, id(),
                    "Id of a zone: when nobody able is in it any more.");
    fields.optional("in_smoke_per_m", steward.leaves_in_smoke_per_m, number({0.01, 100.0}),
                    "When the smoke where he stands has this extinction. Our choice.");
}

void steward_fields(Fields& fields, StewardSpec& steward) {
    steward.where = fields.where();
    fields.required("id", steward.id, id(), "Short name, used in results.");
    fields.optional("name", steward.name, text(), "Name for people; the id when absent.");
    fields.optional("population", steward.population, id(),
                    "Id of a population: he is the next of its people without a post.");
    fields.optional("profile", steward.profile, id(),
                    "Instead: id of a profile. He is a person of his own, placed at the post.");
    fields.exactly_one_of({"population", "profile"});
    fields.required("post", steward, object("post", steward_post_fields),
                    "Where he stands when he has nothing else to do.");
    fields.optional("arrives_s", steward.arrives_s, number(day_range_s),
                    "Time at which he heads for the post; until then he stays where he is.");
    fields.optional("reach_m", steward.reach_m, number({0.5, 100.0}),
                    "So far people hear and follow him, with nothing between. Our choice.");
    fields.optional("tasks", steward.tasks, list_of(object("task", task_fields), {0, 100}),
                    "What he does, one after another.");
    fields.optional(
        "leaves", steward, object("leaving of a steward", leaves_fields),
        "When he leaves himself: what comes first. Without when_empty also when all others are out.");
}

}  // namespace

void response_fields(Fields& fields, ResponseSpec& response) {
    fields.optional("stewards", response.stewards, list_of(object("steward", steward_fields), {0, 1000}),
                    "Staff with posts and tasks.");
    fields.optional("rescue_teams", response.rescue_teams,
                    list_of(object("rescue team", rescue_team_fields), {0, 200}),
                    "Teams that go in, search and bring people out.");
    fields.optional("embargoes", response.embargoes,
                    list_of(object("access embargo", embargo_fields), {0, 200}),
                    "Parts of the building that teams are kept from until they are released.");
    fields.optional("medical_plan", response.medical_plan, section(medical_plan_text()),
                    "Response plan for those who are hurt: schema/response.schema.json.");
}

}  // namespace wayout
