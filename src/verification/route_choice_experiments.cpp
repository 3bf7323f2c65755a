/// A short way over stairs or a long level one: RiMEA test 14, ISO 20414 test 17 (G14).
///
/// There is no right answer; a model has to say which way its people take, and do so. This one: the way of
/// least walking time, with the speeds on stairs of the class (ambulant: 0.7 down and 0.6 up of the level
/// speed). The hall of the short cut lies 1 to 12 m lower, which is how the cost of the stairs is varied. In
/// free flow everybody whose two hand times differ by more than 5 % must take the shorter one; the share on
/// the stairs must fall as they grow [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double depths_m[] = {1.0, 3.0, 5.0, 7.0, 9.0, 12.0};
constexpr double depth_of_jupedsim_m = 5.0;
constexpr double level_mps = 1.34;
constexpr double down_mps = 0.7 * level_mps;
constexpr double up_mps = 0.6 * level_mps;
constexpr int few = 12;    // spread over 50 m2 and starting over a minute: free flow
constexpr int crowd = 60;  // the guideline's 30 to 100

/// By the short cut: to the stair along a line of constant y, and from its end to the near end of the exit.
double short_cut_s(Vec2 p, double depth_m) {
    const double incline_m = std::hypot(5.0, depth_m);
    double best_s = std::numeric_limits<double>::infinity();
    for (double y = 4.25; y <= 5.75; y += 0.05) {
        const double level_m = std::hypot(5.0 - p.x, y - p.y) + 10.0 + std::hypot(2.25, y);
        best_s = std::min(best_s, level_m / level_mps + incline_m / down_mps + incline_m / up_mps);
    }
    return best_s;
}

/// Round the court: by its corners (5, 15) and (25, 15).
double long_way_s(Vec2 p) {
    return (distance(p, {5, 15}) + 20.0 + std::hypot(2.25, 15.0)) / level_mps;
}

RunPlan route_plan(double depth_m, int count, double starts_within_s, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = two_routes(depth_m);
    add_profile(plan.scenario, {.free_speed_mps = Distribution::constant_value(level_mps),
                                .stair_down_mps = down_mps,
                                .stair_up_mps = up_mps});
    PopulationSpec& population = add_crowd(plan.scenario, count, rectangle(0, 0, 5, 10), "equal", "first");
    if (starts_within_s > 0.0)
        population.pre_movement_s = uniform_between(0.0, starts_within_s);
    plan.seed = seed;
    plan.cost = 0.1 * count;
    return plan;
}

/// Whether each person went down the first stair.
std::vector<char> took_stairs(const RunRecord& record) {
    std::vector<char> took(record.people.size(), 0);
    for (const Passage& passage : record.passages)
        if (record.gate_ids[passage.gate.row()] == "stair-down")
            took[passage.person - 1] = 1;
    return took;
}

/// People whose hand times for the two ways differ by more than 5 %, and how many of them take the shorter.
struct ByHand {
    int clear_cases{0};
    int as_hand{0};

    bool is_met() const { return clear_cases > 0 && as_hand == clear_cases; }

    /// Returns how many of all people took the stairs.
    int add(const RunRecord& record, double depth_m) {
        int on_stairs = 0;
        const std::vector<char> took = took_stairs(record);
        for (std::size_t person = 0; person < took.size(); ++person) {
            on_stairs += took[person];
            const double short_s = short_cut_s(record.people[person].start, depth_m);
            const double long_s = long_way_s(record.people[person].start);
            if (std::abs(short_s - long_s) <= 0.05 * std::min(short_s, long_s))
                continue;
            ++clear_cases;
            as_hand += (short_s < long_s) == (took[person] != 0) ? 1 : 0;
        }
        return on_stairs;
    }
};

}  // namespace

void add_route_choice_experiments(Experiments& catalogue) {
    Experiment experiment;
    experiment.tests = {
        {"RiMEA-14", "choice of route",
         "RiMEA v4.1.1, A4 test 14: declare the class of the model [S]; criterion [P]"},
        {"ISO-17", "route choice from the layout",
         "ISO 20414:2020, test 17 [S]; 100 % of the least cost in free flow [P]"},
    };
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const double depth_m : depths_m)
            for (const std::uint64_t seed : conditions.seeds(5))
                plans.push_back(route_plan(depth_m, few, 60.0, seed));
        for (const std::uint64_t seed : conditions.seeds(5))
            plans.push_back(route_plan(depth_of_jupedsim_m, crowd, 0.0, seed));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(5).size();
        ByHand few_people;
        std::vector<double> shares;
        for (std::size_t k = 0; k < std::size(depths_m); ++k) {
            int on_stairs = 0;
            for (const RunRecord& record : variant_of(records, k, seeds))
                on_stairs += few_people.add(record, depths_m[k]);
            shares.push_back(static_cast<double>(on_stairs) / (few * static_cast<double>(seeds)));
        }
        ByHand crowds;
        for (const RunRecord& record : variant_of(records, std::size(depths_m), seeds))
            crowds.add(record, depth_of_jupedsim_m);
        const bool falls = std::is_sorted(shares.rbegin(), shares.rend());
        const bool reaches_both = shares.front() == 1.0 && shares.back() == 0.0;
        const std::string sweep =
            fmt::format("share over the stairs {} for a hall 1, 3, 5, 7, 9, 12 m lower", listed(shares, 2));
        Judgement rimea;
        rimea.measured = fmt::format(
            "declared: way of least walking time; {}; of {} people who start together at 5 m {} of {} take "
            "it",
            sweep, crowd, crowds.as_hand, crowds.clear_cases);
        rimea.band =
            "share falls with the height of the stairs, from 1 to 0; all of the crowd whose hand times "
            "differ by "
            "more than 5 % [P]";
        rimea.verdict = passed_if(falls && reaches_both && crowds.is_met());
        rimea.note = "They keep to the shortest way; who chooses by queues: WAYOUT-77.";
        Judgement iso;
        iso.measured = fmt::format("{} of {} people take the way with the shorter hand time",
                                   few_people.as_hand, few_people.clear_cases);
        iso.band = "100 % where the hand times differ by more than 5 % [P]";
        iso.verdict = passed_if(few_people.is_met());
        iso.note = sweep + ".";
        return std::vector{rimea, iso};
    };
    catalogue.push_back(std::move(experiment));
}

}  // namespace wayout
