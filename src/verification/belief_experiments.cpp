/// What people learn of exits in a run, and what they learn too late.
///
/// WAYOUT-32: an exit shuts where people have to learn of it: before anybody, on a queue, and for a while
/// (W10
///   and NIST Verif.4.1 with beliefs) [P].
/// WAYOUT-33: the share of those who take in a sign that they can read is the one given [P].
/// WAYOUT-34: random layouts with rooms, doors, exits, and an exit that shuts on its queue: all get out [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/random_layout.hpp"

#include "venue/venue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

namespace wayout {
namespace {

/// They choose by what they know, came by this exit, know no other and follow nobody.
KnowledgeSpec& let_know_only(PopulationSpec& population, const std::string& exit) {
    population.exit_choice = ExitChoice::familiar;
    KnowledgeSpec& knowledge = population.knowledge.emplace();
    knowledge.entrance = {{exit, 1.0}};
    knowledge.p_other_exit = 0.0;
    knowledge.types = {1.0, 0.0, 0.0, 0.0};
    return knowledge;
}

// ---------------------------------------------------------------- 32: closure with beliefs

constexpr double touch_m = 3.0;
constexpr double look_s = 1.0;

/// numbers: [0] longest time that anybody stood within 3 m of the shut exit and still meant to go through,
/// [1] how many meant to when it shut, [2 + person - 1] since when that person does.
RunPlan belief_plan(std::uint64_t seed, double close_s, double open_s, bool is_informed) {
    RunPlan plan;
    plan.scenario = exit_choice_room();
    PopulationSpec& people = add_crowd(plan.scenario, 100, rectangle(0.5, 0.5, 9.5, 8), imo_test_people);
    let_know_only(people, "exit-1").closure_sight_m = 4.0;
    if (is_informed)
        people.exit_choice = ExitChoice::informed;
    const auto add_event = [&plan](IncidentEvent::Kind kind, double at_s) {
        IncidentEvent& event = plan.scenario.incident.events.emplace_back();
        event.kind = kind;
        event.at_s = at_s;
        event.target = "exit-1";
    };
    add_event(IncidentEvent::Kind::close_exit, close_s);
    if (std::isfinite(open_s))
        add_event(IncidentEvent::Kind::open_exit, open_s);
    plan.seed = seed;
    plan.cost = 4;
    plan.probe = [close_s, open_s](const Simulation& simulation, RunRecord& record) {
        record.numbers.resize(2 + static_cast<std::size_t>(simulation.placed_count()), 0.0);
        const CrowdView crowd = simulation.crowd();
        if (crowd.time_s <= close_s || crowd.time_s > open_s)
            return;
        const std::int32_t exit_1 = simulation.venue().gate_by_id("exit-1").value;
        int heading_there = 0;
        for (std::size_t k = 0; k < crowd.id.size(); ++k) {
            double& since_s = record.numbers[1 + crowd.id[k]];
            const bool heads_there = crowd.exit_gate[k] == exit_1;
            heading_there += heads_there ? 1 : 0;
            const double away_m =
                std::hypot(crowd.x_m[k], crowd.y_m[k] - std::clamp(crowd.y_m[k], 13.0, 14.0));
            if (!heads_there || away_m > touch_m)
                since_s = 0.0;
            else if (since_s == 0.0)
                since_s = crowd.time_s;
            else
                record.numbers[0] = std::max(record.numbers[0], crowd.time_s - since_s);
        }
        if (crowd.time_s > close_s + look_s && !(record.numbers[1] > 0.0))
            record.numbers[1] = heading_there;
    };
    return plan;
}

Experiment belief_closure() {
    static constexpr double endless = std::numeric_limits<double>::infinity();
    struct Variant {
        double close_s;
        double open_s;
        bool is_informed;
    };
    static constexpr Variant variants[] = {
        {1.0, endless, false}, {15.0, endless, false}, {15.0, 25.0, false}, {15.0, endless, true}};
    Experiment experiment;
    experiment.tests = {{"WAYOUT-32", "people learn that their exit is shut",
                         "project test W10 and NIST TN 1822, Verif.4.1, with what people know [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const Variant& variant : variants)
            for (const std::uint64_t seed : conditions.seeds(5))
                plans.push_back(belief_plan(seed, variant.close_s, variant.open_s, variant.is_informed));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(5).size();
        int late = 0;
        int before = 0;
        int after = 0;
        std::size_t stuck = 0;
        double longest_s = 0.0;
        double deluded = 1e9;
        double informed = 0.0;
        for (std::size_t v = 0; v < std::size(variants); ++v)
            for (const RunRecord& record : variant_of(records, v, seeds)) {
                const std::vector<double> times = record.times_through("exit-1");
                for (const double t : times) {
                    late += t > variants[v].close_s + 1e-6 && t <= variants[v].open_s ? 1 : 0;
                    before += variants[v].close_s > 1.0 && t <= variants[v].close_s ? 1 : 0;
                    after += t > variants[v].open_s ? 1 : 0;
                }
                stuck += record.stuck_count;
                if (variants[v].is_informed) {
                    informed = std::max(informed, record.numbers[1]);
                    continue;
                }
                longest_s = std::max(longest_s, record.numbers[0]);
                if (v == 0)
                    deluded = std::min(deluded, record.numbers[1]);
            }
        Judgement judgement;
        judgement.measured = fmt::format(
            "{} passages while shut, {} before it shut on the queue, {} after it opened again; a second "
            "after "
            "it has shut before anybody came, at least {:.0f} of 100 do not know; nobody within 3 m means to "
            "go "
            "through for longer than {:.2f} s; {} stuck for 30 s",
            late, before, after, deluded, longest_s, stuck);
        judgement.band =
            "0 while shut; some before and after; 90 do not know; new choice within 1 s of learning; 0 stuck "
            "[P]";
        judgement.verdict = passed_if(late == 0 && before > 0 && after > 0 && stuck == 0 && deluded >= 90 &&
                                      longest_s <= look_s + 0.05 + 1e-6 && informed == 0.0);
        judgement.note =
            fmt::format("Control: of those informed of everything {:.0f} do not know.", informed);
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- 33: signs

constexpr int readers = 100;

/// A long room with the entrance at one end, which is shut, and another exit round a corner at the other; a
/// sign in the middle tells of it. Nobody talks and nobody follows: who reads it goes there, the others go to
/// look at the entrance first.
RunPlan sign_plan(std::uint64_t seed, bool has_sign) {
    RunPlan plan;
    plan.scenario = corridor(40, 8);
    VenueSpec& venue = plan.scenario.venue;
    venue.storeys[0].floor = {{{{0, 0}, {40, 0}, {40, -6}, {44, -6}, {44, 8}, {0, 8}}, {}}};
    venue.exits.clear();
    for (const auto& [id, line] :
         {std::pair{"entrance", vertical(0, 3, 5)}, std::pair{"other", horizontal(-6, 41, 43)}}) {
        ExitSpec& exit = venue.exits.emplace_back();
        exit.id = id;
        exit.storey = "ground";
        exit.line = line;
    }
    if (has_sign) {
        SignSpec& sign = venue.signs.emplace_back();
        sign.id = "sign";
        sign.storey = "ground";
        sign.at = {22, 8};
        sign.facing_rad = -0.5 * std::numbers::pi;
        sign.max_distance_m = 40.0;
        sign.leads_to = "other";
    }
    PopulationSpec& people = add_crowd(plan.scenario, readers, rectangle(18, 0.5, 26, 6), imo_test_people);
    KnowledgeSpec& knowledge = let_know_only(people, "entrance");
    knowledge.p_talk_per_s = 0.0;
    knowledge.closure_sight_m = 100.0;  // all see at once that the entrance is shut
    knowledge.exit_sight_m = 5.0;
    people.exits = {"entrance", "other"};
    people.pre_movement_s = Distribution::constant_value(3.0);
    IncidentEvent& event = plan.scenario.incident.events.emplace_back();
    event.kind = IncidentEvent::Kind::close_exit;
    event.at_s = 0.0;
    event.target = "entrance";
    plan.seed = seed;
    plan.cost = 3;
    // Those who know of the exit have chosen it as one known: all others try it as the next one. Both go
    // there; what tells them apart is the rank, which only the log has.
    plan.walk = [](const RunPlan& made, RunRecord& record) {
        RunOptions options;
        options.seed = made.seed;
        options.threads = 1;
        Result<Simulation> simulation = Simulation::create(made.scenario, options);
        if (!simulation) {
            record.error = simulation.error().front().message;
            return;
        }
        while (!simulation->is_finished() && simulation->time_s() < 10.0) simulation->step();
        const RunResults results = simulation->results();
        int read = 0;
        for (const Decision& decision : results.decisions)
            read += decision.kind == "learns" && decision.reason == "reads a sign" ? 1 : 0;
        record.numbers = {static_cast<double>(read)};
        record.placed = record.out = simulation->placed_count();
    };
    return plan;
}

Experiment signs() {
    Experiment experiment;
    experiment.tests = {
        {"WAYOUT-33", "some take in a sign that they can read",
         "chance of 0.38, once for each person and sign (Xie et al. 2012, from memory [M]) [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const bool has_sign : {true, false})
            for (const std::uint64_t seed : conditions.seeds()) plans.push_back(sign_plan(seed, has_sign));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        double read = 0.0;
        double control = 0.0;
        for (const RunRecord& record : variant_of(records, 0, seeds)) read += record.numbers[0];
        for (const RunRecord& record : variant_of(records, 1, seeds)) control += record.numbers[0];
        const int people = readers * static_cast<int>(seeds);
        constexpr double chance = 0.38;
        const double margin = 3.0 * std::sqrt(chance * (1.0 - chance) / people);
        Judgement judgement;
        judgement.measured = fmt::format("{:.3f} of {} people", read / people, people);
        judgement.band = fmt::format("0.38 within 3 standard errors, {:.3f} [P]", margin);
        judgement.verdict = passed_if(std::abs(read / people - chance) <= margin && control == 0.0);
        judgement.note = fmt::format("Control: without the sign {:.0f}.", control);
        return std::vector{judgement};
    };
    experiment.everybody_leaves = false;
    return experiment;
}

// ---------------------------------------------------------------- 34: random layouts

constexpr std::uint64_t layout_count = 100;

Experiment layouts() {
    Experiment experiment;
    experiment.tests = {{"WAYOUT-34", "random layouts with limited knowledge, an exit shuts on its queue",
                         "100 layouts of up to 9 rooms, 2 to 4 exits; nobody stays inside [P]"}};
    experiment.plan = [](const Conditions&) {
        std::vector<RunPlan> plans;
        for (std::uint64_t seed = 1; seed <= layout_count; ++seed) {
            RunPlan& plan = plans.emplace_back();
            plan.scenario = random_layout(seed);
            plan.seed = seed;
            plan.cost = 3;
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        int placed = 0;
        int out = 0;
        std::size_t stuck = 0;
        int late = 0;
        double longest_s = 0.0;
        for (const RunRecord& record : records) {
            placed += record.placed;
            out += record.out;
            stuck += record.stuck_count;
            longest_s = std::max(longest_s, record.end_s);
            for (const double t : record.times_through(exit_that_shuts))
                late += t > exit_shuts_s + 1e-6 ? 1 : 0;
        }
        Judgement judgement;
        judgement.measured = fmt::format(
            "{} of {} people out of {} layouts, the last after {:.0f} s; {} without progress for 30 s; {} "
            "through "
            "the shut exit",
            out, placed, records.size(), longest_s, stuck, late);
        judgement.band = "all out, none without progress, none through the shut exit [P]";
        judgement.verdict = passed_if(out == placed && stuck == 0 && late == 0);
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_belief_experiments(Experiments& catalogue) {
    catalogue.push_back(belief_closure());
    catalogue.push_back(signs());
    catalogue.push_back(layouts());
}

}  // namespace wayout
