/// What people know of exits: whom they follow, which exit they came by, and which one nobody uses.
///
/// NIST Verif.3.2, ISO 20414 test 15 (G16): an occupant bound for exit 2 in view raises the share of free
///   occupants who take it; one-sided binomial, p < 0.01 over at least 200 runs [P].
/// NIST Verif.3.3, ISO 20414 test 16 (G16): the exit that people are familiar with is used at least as often
///   as it is assigned, less 3 standard errors [P].
/// WAYOUT-31: main entrance bias: two equal exits, all came by one: at least 0.80 leave by it [D].
/// WAYOUT-36: those who follow others settle: nobody changes more often than the rule can make him [P].
/// WAYOUT-47: stewards at the other exit lessen the main entrance bias: below 0.65 leave by it [D].
/// WAYOUT-35: an emergency exit is used by those who see it only once somebody has opened it [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace wayout {
namespace {

KnowledgeSpec came_by(const std::string& exit) {
    KnowledgeSpec knowledge;
    knowledge.entrance = {{exit, 1.0}};
    return knowledge;
}

void let_know(PopulationSpec& population, KnowledgeSpec knowledge) {
    population.exit_choice = ExitChoice::familiar;
    population.knowledge = std::move(knowledge);
}

constexpr KnowledgeSpec::Types only_conservative{1.0, 0.0, 0.0, 0.0};
constexpr KnowledgeSpec::Types only_herding{0.0, 1.0, 0.0, 0.0};

double share_through(std::span<const RunRecord> records, const std::string& exit, int population = -1) {
    int through = 0;
    int all = 0;
    for (const RunRecord& record : records)
        for (const PersonRecord& person : record.people) {
            if (population >= 0 && person.population != population)
                continue;
            ++all;
            through += person.exit == exit ? 1 : 0;
        }
    return static_cast<double>(through) / all;
}

double standard_error(double share, int count) {
    return std::sqrt(share * (1.0 - share) / count);
}

// ---------------------------------------------------------------- influence of others

constexpr std::size_t influence_runs = 240;  // the criterion asks for 200 at least, quick or not

/// One free occupant on the axis knows both exits and starts 3 s after another, bound for exit 2, who stands
/// 1.5 m ahead.
RunPlan influence_plan(std::uint64_t seed, const KnowledgeSpec::Types& types, bool is_led) {
    RunPlan plan;
    plan.scenario = exit_choice_room();
    PopulationSpec& free_one = add_crowd(plan.scenario, 1, rectangle(4.0, 0.5, 6.0, 1.5), imo_test_people);
    KnowledgeSpec knowledge = came_by("exit-1");
    knowledge.known_exits = {"exit-2"};
    knowledge.types = types;
    let_know(free_one, knowledge);
    free_one.pre_movement_s = Distribution::constant_value(3.0);
    if (is_led) {
        PopulationSpec& leader = add_person(plan.scenario, {5.0, 3.0}, 0.8);
        leader.exit_choice = ExitChoice::fixed;
        leader.exits = {"exit-2"};
    }
    plan.seed = seed;
    plan.cost = 0.3;
    return plan;
}

Experiment influence() {
    Experiment experiment;
    experiment.tests = {
        {"NIST-3.2", "social influence on the choice of exit",
         "NIST TN 1822, Verif.3.2; one-sided binomial p < 0.01 over at least 200 runs [P]"},
        {"ISO-15", "social influence on the choice of exit",
         "ISO 20414:2020, test 15 (figure 11); one-sided binomial p < 0.01 over at least 200 runs [P]"},
    };
    experiment.plan = [](const Conditions&) {
        std::vector<RunPlan> plans;
        const KnowledgeSpec::Types by_default;
        for (const auto& [types, is_led] : {std::pair{only_herding, false}, std::pair{only_herding, true},
                                            std::pair{only_conservative, true}, std::pair{by_default, true}})
            for (std::uint64_t seed = 1; seed <= influence_runs; ++seed)
                plans.push_back(influence_plan(seed, types, is_led));
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        constexpr auto runs = static_cast<int>(influence_runs);
        double shares[4];
        for (std::size_t k = 0; k < 4; ++k)
            shares[k] = share_through(variant_of(records, k, influence_runs), "exit-2", 0);
        const auto p_value = [&](double share) {
            return binomial_upper_tail(static_cast<int>(std::lround(share * runs)), runs, 0.5);
        };
        const bool is_even = std::abs(shares[0] - 0.5) <= 3.0 * standard_error(0.5, runs);
        Judgement judgement;
        judgement.measured = fmt::format(
            "exit 2 taken by {:.3f} of those who follow others, alone {:.3f}, in {} runs each; p = {:.1e}",
            shares[1], shares[0], runs, p_value(shares[1]));
        judgement.band = "alone 0.5 within 3 standard errors; with somebody bound for exit 2 p < 0.01 [P]";
        judgement.verdict = passed_if(is_even && p_value(shares[1]) < 0.01 && !(p_value(shares[2]) < 0.01));
        judgement.note = fmt::format(
            "Control: of those who do not follow others {:.3f} take exit 2; of all types by their default "
            "shares "
            "{:.3f}: half way between two equal exits a queue of one decides for those who weigh times.",
            shares[2], shares[3]);
        return std::vector{judgement, judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- affiliation

constexpr double assigned_share = 0.8;
constexpr int people_per_run = 25;

RunPlan affiliation_plan(std::uint64_t seed, bool knows) {
    RunPlan plan;
    plan.scenario = exit_choice_room();
    PopulationSpec& people =
        add_crowd(plan.scenario, people_per_run, rectangle(3.5, 0.5, 6.5, 4.0), imo_test_people);
    // One after another, so that queues decide nothing.
    people.pre_movement_s = uniform_between(0.0, 500.0);
    if (knows) {
        KnowledgeSpec knowledge;
        knowledge.entrance = {{"exit-1", 1.0 - assigned_share}, {"exit-2", assigned_share}};
        knowledge.p_other_exit = 0.0;
        let_know(people, knowledge);
    }
    plan.seed = seed;
    plan.cost = 2;
    return plan;
}

Experiment affiliation() {
    Experiment experiment;
    experiment.tests = {
        {"NIST-3.3", "affiliation to a familiar exit",
         "NIST TN 1822, Verif.3.3; share at least the assigned one less 3 standard errors [P]"},
        {"ISO-16", "affiliation to familiar exits",
         "ISO 20414:2020, test 16; share at least the assigned one less 3 standard errors [P]"},
    };
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const bool knows : {true, false})
            for (const std::uint64_t seed : conditions.seeds(20))
                plans.push_back(affiliation_plan(seed, knows));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(20).size();
        const int people = people_per_run * static_cast<int>(seeds);
        const double familiar = share_through(variant_of(records, 0, seeds), "exit-2");
        const double control = share_through(variant_of(records, 1, seeds), "exit-2");
        const double margin = 3.0 * standard_error(assigned_share, people);
        Judgement judgement;
        judgement.measured = fmt::format("{:.3f} of {} people leave by exit 2, by which {:.2f} came in",
                                         familiar, people, assigned_share);
        judgement.band =
            fmt::format("at least {:.3f} (3 standard errors below) [P]", assigned_share - margin);
        judgement.verdict = passed_if(familiar >= assigned_share - margin &&
                                      std::abs(control - 0.5) <= 3.0 * standard_error(0.5, people));
        judgement.note = fmt::format("Control: of people who know everything {:.3f} take it.", control);
        return std::vector{judgement, judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- 31: main entrance

/// A hall of 20 m x 12 m with an exit of 1.5 m in the middle of either short wall.
Scenario two_ended_hall() {
    Scenario scenario;
    scenario.name = scenario.venue.name = "hall with two exits";
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    storey.floor = {rectangle(0, 0, 20, 12)};
    for (const auto& [id, x] : {std::pair{"entrance", 0.0}, std::pair{"other", 20.0}}) {
        ExitSpec& exit = scenario.venue.exits.emplace_back();
        exit.id = id;
        exit.storey = "ground";
        exit.line = vertical(x, 5.25, 6.75);
    }
    return scenario;
}

Experiment main_entrance() {
    enum Variant { first_visit, told, informed, variants };
    Experiment experiment;
    experiment.tests = {{"WAYOUT-31", "most leave by the way they came",
                         "two equal exits, default shares; people specification 2.4 [D]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (int variant = 0; variant < variants; ++variant)
            for (const std::uint64_t seed : conditions.seeds()) {
                RunPlan& plan = plans.emplace_back();
                plan.scenario = two_ended_hall();
                PopulationSpec& people =
                    add_crowd(plan.scenario, 200, rectangle(2, 1, 18, 11), weidmann_people);
                people.pre_movement_s = uniform_between(0.0, 20.0);
                if (variant != informed)
                    let_know(people, came_by("entrance"));
                if (variant == told)
                    people.knowledge->known_exits = {"other"};
                plan.seed = seed;
                plan.cost = 6;
            }
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        std::vector<double> shares[variants];
        for (std::size_t variant = 0; variant < variants; ++variant)
            for (const RunRecord& record : variant_of(records, variant, seeds))
                shares[variant].push_back(share_through({&record, 1}, "entrance"));
        const auto largest = [&](Variant variant) {
            return *std::max_element(shares[variant].begin(), shares[variant].end());
        };
        const double smallest = *std::min_element(shares[first_visit].begin(), shares[first_visit].end());
        Judgement judgement;
        judgement.measured =
            fmt::format("{} leave by the entrance; {} when all know both exits",
                        mean_and_range(shares[first_visit], 3, ""), mean_and_range(shares[told], 3, ""));
        judgement.band = "at least 0.80, and below 0.65 of those who know both [D]";
        judgement.verdict = passed_if(smallest >= 0.80 && largest(told) < 0.65 && largest(informed) < 0.65);
        judgement.note = fmt::format("Control: {} of those who are informed of everything.",
                                     mean_and_range(shares[informed], 3, ""));
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- 36: a herd settles

constexpr int herd_size = 200;

/// Everybody follows those ahead, and half of them came by either exit.
RunPlan herd_plan(std::uint64_t seed, double own_vote) {
    RunPlan plan;
    plan.scenario = two_ended_hall();
    PopulationSpec& people = add_crowd(plan.scenario, herd_size, rectangle(2, 1, 18, 11), weidmann_people);
    people.pre_movement_s = uniform_between(0.0, 10.0);
    KnowledgeSpec knowledge;
    knowledge.entrance = {{"entrance", 1.0}, {"other", 1.0}};
    knowledge.types = only_herding;
    knowledge.own_vote = own_vote;
    let_know(people, knowledge);
    // By person: the exit that he heads for, and how often that has become another.
    plan.probe = [](const Simulation& simulation, RunRecord& record) {
        record.numbers.resize(2 * herd_size, -1.0);
        const CrowdView crowd = simulation.crowd();
        for (std::size_t row = 0; row < crowd.id.size(); ++row) {
            double& exit = record.numbers[crowd.id[row] - 1];
            double& changes = record.numbers[herd_size + crowd.id[row] - 1];
            if (crowd.exit_gate[row] < 0 || crowd.exit_gate[row] == exit)
                continue;
            ++changes;  // from -1: the first choice is none
            exit = crowd.exit_gate[row];
        }
    };
    plan.seed = seed;
    plan.cost = 4;
    return plan;
}

Experiment herd_settles() {
    Experiment experiment;
    experiment.tests = {{"WAYOUT-36", "a crowd that follows others settles",
                         "project test: two equal exits, everybody herding; bound by hand [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const double own_vote : {KnowledgeSpec{}.own_vote, 0.0})
            for (const std::uint64_t seed : conditions.seeds(5)) plans.push_back(herd_plan(seed, own_vote));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(5).size();
        std::vector<double> mean[2];
        double most[2] = {0.0, 0.0};
        for (std::size_t variant = 0; variant < 2; ++variant)
            for (const RunRecord& record : variant_of(records, variant, seeds)) {
                double sum = 0.0;
                for (std::size_t i = herd_size; i < record.numbers.size(); ++i) {
                    sum += record.numbers[i];
                    most[variant] = std::max(most[variant], record.numbers[i]);
                }
                mean[variant].push_back(sum / herd_size);
            }
        // The n-th change needs leaders of more than 1.5 x 10 n; five of them weigh less than 50 together.
        constexpr double bound = 3.0;
        Judgement judgement;
        judgement.measured = fmt::format("nobody changes more than {:.0f} times; {} changes each", most[0],
                                         mean_and_range(mean[0], 2, ""));
        judgement.band = "at most 3 changes: 15 n < 50 for the n-th [C]";
        judgement.verdict = passed_if(most[0] <= bound && most[1] > bound);
        judgement.note = fmt::format("Control: without a vote of their own up to {:.0f}, {} each.", most[1],
                                     mean_and_range(mean[1], 2, ""));
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- 47: stewards against the bias

/// The crowd of the main entrance bias. Two stewards stand 5 m before one of the exits, each halfway between
/// its axis and a long wall, and send those whom they reach to it.
RunPlan steward_plan(std::uint64_t seed, const std::string& exit) {
    RunPlan plan;
    plan.scenario = two_ended_hall();
    PopulationSpec& people = add_crowd(plan.scenario, 200, rectangle(2, 1, 18, 11), weidmann_people);
    people.pre_movement_s = uniform_between(0.0, 20.0);
    let_know(people, came_by("entrance"));
    if (!exit.empty())
        for (const double y : {3.0, 9.0}) {
            StewardSpec& steward = plan.scenario.response.stewards.emplace_back();
            steward.id = y < 6.0 ? "south" : "north";
            steward.profile = weidmann_people;
            steward.post_storey = "ground";
            steward.post = {15.0, y};
            StewardTask& task = steward.tasks.emplace_back();
            task.kind = StewardTask::Kind::direct;
            task.exit = exit;
        }
    plan.seed = seed;
    plan.cost = 6;
    return plan;
}

Experiment stewards_against_bias() {
    Experiment experiment;
    experiment.tests = {{"WAYOUT-47", "stewards send people to the other exit",
                         "two equal exits, default shares; people specification 2.4 [D]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const char* exit : {"other", "", "entrance"})
            for (const std::uint64_t seed : conditions.seeds()) plans.push_back(steward_plan(seed, exit));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        std::vector<double> shares[3];
        for (std::size_t variant = 0; variant < 3; ++variant)
            for (const RunRecord& record : variant_of(records, variant, seeds))
                shares[variant].push_back(share_through({&record, 1}, "entrance", 0));
        const auto smallest = [&](std::size_t variant) {
            return *std::min_element(shares[variant].begin(), shares[variant].end());
        };
        Judgement judgement;
        judgement.measured = fmt::format("{} leave by the entrance", mean_and_range(shares[0], 3, ""));
        judgement.band = "below 0.65; without stewards, or sent to the entrance, at least 0.80 [D]";
        judgement.verdict = passed_if(*std::max_element(shares[0].begin(), shares[0].end()) < 0.65 &&
                                      smallest(1) >= 0.80 && smallest(2) >= 0.80);
        judgement.note =
            fmt::format("Control: {} without stewards, {} when they send people to the entrance.",
                        mean_and_range(shares[1], 3, ""), mean_and_range(shares[2], 3, ""));
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- 35: first opener

RunPlan opener_plan(std::uint64_t seed, bool is_opened) {
    RunPlan plan;
    plan.scenario = two_ended_hall();
    plan.scenario.venue.exits[1].unused_until_opened = true;
    PopulationSpec& people = add_crowd(plan.scenario, 60, rectangle(11, 2, 17, 10), weidmann_people);
    KnowledgeSpec knowledge = came_by("entrance");
    knowledge.p_other_exit = 0.0;
    knowledge.types = only_conservative;
    let_know(people, knowledge);
    people.pre_movement_s = Distribution::constant_value(10.0);
    if (is_opened) {
        PopulationSpec& first = add_person(plan.scenario, {18, 6}, 1.3);
        first.exit_choice = ExitChoice::fixed;
        first.exits = {"other"};
    }
    plan.seed = seed;
    plan.cost = 2;
    return plan;
}

Experiment first_opener() {
    Experiment experiment;
    experiment.tests = {{"WAYOUT-35", "an emergency exit waits for the first who opens it",
                         "people specification 2.4: drill in the FDS+Evac guide [S]; criterion [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const bool is_opened : {true, false})
            for (const std::uint64_t seed : conditions.seeds(5))
                plans.push_back(opener_plan(seed, is_opened));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(5).size();
        const double opened = share_through(variant_of(records, 0, seeds), "other", 0);
        const double control = share_through(variant_of(records, 1, seeds), "other", 0);
        Judgement judgement;
        judgement.measured = fmt::format("{:.3f} of those near it use it once it has been opened", opened);
        judgement.band = "more than half, and nobody unless it is opened [P]";
        judgement.verdict = passed_if(opened > 0.5 && control == 0.0);
        judgement.note = fmt::format("Control: nobody opens it: {:.3f}.", control);
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_knowledge_experiments(Experiments& catalogue) {
    catalogue.push_back(influence());
    catalogue.push_back(affiliation());
    catalogue.push_back(main_entrance());
    catalogue.push_back(first_opener());
    catalogue.push_back(herd_settles());
    catalogue.push_back(stewards_against_bias());
}

}  // namespace wayout
