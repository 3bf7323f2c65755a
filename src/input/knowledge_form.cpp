#include "input/knowledge_form.hpp"

#include "input/shapes.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {
namespace {

constexpr Range chance{0.0, 1.0};
constexpr Range known_reach_m{0.0, 1000.0};

void entrance_fields(Fields& fields, KnowledgeSpec::Entrance& entrance) {
    fields.required("exit", entrance.exit, id(), "Id of the exit.");
    fields.optional("weight", entrance.weight, number({0.0, 1e6, true}),
                    "How many came by it, in proportion to the others.");
}

void type_fields(Fields& fields, KnowledgeSpec::Types& types) {
    fields.optional("conservative", types.conservative, number(chance), "Prefer the exits that they know.");
    fields.optional("herding", types.herding, number(chance), "Go where most of those ahead go.");
    fields.optional("follower", types.follower, number(chance),
                    "Count the exits of those around them among those that they know.");
    fields.optional("active", types.active, number(chance), "Count every exit in sight as known.");
    constexpr double rounding = 1e-3;
    fields.check(
        fields.is_describing() || std::abs(types.sum() - 1.0) <= rounding, "conservative",
        fmt::format("the shares of the types add up to {:.6g}; they must add up to 1 (those left out "
                    "keep their default)",
                    types.sum()));
}

void knowledge_fields(Fields& fields, KnowledgeSpec& knowledge) {
    fields.optional("entrance", knowledge.entrance, list_of(object("entrance", entrance_fields), {1, 1000}),
                    "By which exits they came in; each person knows the one of his own.");
    fields.optional("known_exits", knowledge.known_exits, list_of(id(), {1, 1000}),
                    "Exits that all of them know besides.");
    fields.optional("p_other_exit", knowledge.p_other_exit, number(chance),
                    "Chance of each person to know each other exit: 0.10 on a first visit, 0.40 of regular "
                    "visitors (our choice).");
    fields.optional("types", knowledge.types, object("types of choice", type_fields),
                    "Shares of those who choose in each way (our choice).");
    fields.optional("own_vote", knowledge.own_vote, number({0.0, 10.0}),
                    "Herding: for so many people next to them they count their own exit, once more after "
                    "each change made to follow others; 0: they swing with those ahead (our choice).");
    fields.optional(
        "p_notice_sign", knowledge.p_notice_sign, number(chance),
        "Chance to take in a sign that can be read, once for each person and sign (one experiment, "
        "from memory).");
    fields.optional("p_talk_per_s", knowledge.p_talk_per_s, number(chance),
                    "Chance in each second to hear from each person near what that one knows more (our "
                    "choice).");
    fields.optional("talk_distance_m", knowledge.talk_distance_m, number({0.0, 20.0}), "How near.");
    fields.optional("exit_sight_m", knowledge.exit_sight_m, number(known_reach_m),
                    "From so far an exit is made out, with nothing between.");
    fields.optional(
        "closure_sight_m", knowledge.closure_sight_m, number(known_reach_m),
        "From so far one makes out that a door or exit is shut or open again; within 3 m always.");
    fields.optional(
        "p_wrong_door", knowledge.p_wrong_door, number(chance),
        "Chance, in each room, that somebody in smoke of more than 1 per m who sees no exit takes any "
        "of its doors and stairs (our choice).");
    fields.optional("closure_memory_s", knowledge.closure_memory_s, number({0.0, 86400.0}),
                    "So long they do not count on an exit that they have found shut.");
}

}  // namespace

void sign_fields(Fields& fields, SignSpec& sign) {
    sign.where = fields.where();
    fields.required("id", sign.id, id(), "Short name, used in messages.");
    fields.optional("name", sign.name, text(), "Name for people; the id when absent.");
    fields.optional("storey", sign.storey, id(),
                    "Id of the storey; may be left out when the venue has only one.");
    fields.required("at", sign.at, point(), "Where it hangs, in plan: on a wall or free.");
    fields.required("facing_deg", sign.facing_rad, angle_in_degrees(),
                    "Where those stand who read it: 0 is +x, 90 is +y.");
    std::optional<double> height_m;
    fields.optional("height_m", height_m, number({0.0, 5.0, true}),
                    "Height of the pictogram; 0.15 when absent.");
    fields.optional("lighting", sign.lighting,
                    choice<SignSpec::Lighting>({{"internal", SignSpec::Lighting::internal},
                                                {"external", SignSpec::Lighting::external}}),
                    "Lit from inside it is read from 200 times its height, from outside from 100 times.");
    fields.optional("max_distance_m", sign.max_distance_m, number({0.0, 1000.0, true}),
                    "Instead of height_m: from so far it is read straight on.");
    fields.at_most_one_of({"height_m", "max_distance_m"});
    sign.height_m = height_m.value_or(sign.height_m);
    fields.required("leads_to", sign.leads_to, id(), "Id of the exit to which it shows the way.");
}

void choice_fields(Fields& fields, PopulationSpec& population) {
    fields.optional("exit_choice", population.exit_choice,
                    choice<ExitChoice>({{"quickest", ExitChoice::quickest},
                                        {"nearest", ExitChoice::nearest},
                                        {"fixed", ExitChoice::fixed},
                                        {"familiar", ExitChoice::familiar},
                                        {"informed", ExitChoice::informed}}),
                    "quickest: walking and queueing time, decided again on the way; nearest: walking time "
                    "only; fixed: the one exit listed; familiar: known exits before others, then quickest; "
                    "informed: quickest of all, with all that changes known at once.");
    fields.optional(
        "passage_choice", population.passage_choice,
        choice<PassageRule>({{"shortest", PassageRule::shortest}, {"quickest", PassageRule::quickest}}),
        "By which door or stair they leave a room on the way to their exit. shortest: on the shortest way; "
        "quickest: whoever sees a long queue there weighs the other passages of the room. Absent: shortest "
        "with exit_choice nearest and fixed, else quickest.");
    fields.optional("knowledge", population.knowledge, object("knowledge", knowledge_fields),
                    "What they know of the building; absent: everything, at once.");
    fields.check(population.exit_choice != ExitChoice::fixed || population.exits.size() == 1, "exits",
                 fmt::format("exit_choice 'fixed' needs exactly one exit in 'exits', not {}",
                             population.exits.size()));
    fields.check(population.exit_choice != ExitChoice::familiar || population.knowledge.has_value(),
                 "exit_choice",
                 "'familiar' needs 'knowledge': say there by which exit they came in, for example "
                 "\"knowledge\": {\"entrance\": [{\"exit\": \"main\"}]}");
    fields.check(!population.knowledge || population.exit_choice == ExitChoice::informed ||
                     population.exit_choice == ExitChoice::fixed || !population.knowledge->entrance.empty() ||
                     !population.knowledge->known_exits.empty(),
                 "knowledge",
                 "which exit did they come in by? Name it in 'entrance', or exits that they know in "
                 "'known_exits'");
}

void exit_look_fields(Fields& fields, ExitSpec& exit) {
    fields.optional("unused_until_opened", exit.unused_until_opened, yes_or_no(),
                    "An emergency exit whose leaf is shut; once somebody has gone through, whoever sees it "
                    "counts it as known.");
    fields.optional("outside_visible", exit.outside_visible, yes_or_no(),
                    "It stands open and one sees that it leads outside: whoever sees it counts it as known.");
    fields.check(
        !exit.unused_until_opened || !exit.outside_visible, "outside_visible",
        "an exit that is unused until somebody opens it does not stand open: leave one of the two out");
}

}  // namespace wayout
