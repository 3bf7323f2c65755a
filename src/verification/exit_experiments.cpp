/// Exits: how many there are, who is told to use which, who chooses which, and what happens when one is shut.
///
/// IMO test 9, RiMEA test 9 (G6): with two of four doors shut the time about doubles; ratio 1.6 to 2.4
/// [criterion of JuPedSim]. IMO test 10, RiMEA test 10, NIST Verif.3.1, ISO 20414 test 8 (G7): everybody uses
/// the allotted exit, 15 the main, 8 the secondary. RiMEA test 11 (G8): most of 1000 people take the nearer
/// exit 1, some exit 2; shares 0.55 to 0.95 and at least 0.05, and the denser
///   crowd before exit 1 [P].
/// NIST Verif.4.1, ISO 20414 test 9 (G16): an exit that shuts is used by nobody from then on, those who
/// headed for it choose again within
///   one decision interval of 1 s; also when it shuts on a queue, and it is used again once it opens [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include "venue/venue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace wayout {
namespace {

// ---------------------------------------------------------------- number of exits

std::vector<std::uint64_t> large_room_seeds(const Conditions& conditions) {
    // A thousand people in each run: the ratio needs few.
    return conditions.quick ? std::vector<std::uint64_t>{1} : std::vector<std::uint64_t>{1, 2, 3};
}

Experiment exit_count(VerificationTest test, const char* people) {
    Experiment experiment;
    experiment.tests = {std::move(test)};
    experiment.plan = [people](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const bool all_open : {true, false})
            for (const std::uint64_t seed : large_room_seeds(conditions)) {
                RunPlan& plan = plans.emplace_back();
                plan.scenario = large_room(all_open);
                add_crowd(plan.scenario, 1000, rectangle(2, 2, 28, 18), people);
                plan.seed = seed;
                plan.cost = all_open ? 40 : 80;
            }
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = large_room_seeds(conditions).size();
        const std::vector<double> four_s = evacuation_times(variant_of(records, 0, seeds));
        const std::vector<double> two_s = evacuation_times(variant_of(records, 1, seeds));
        bool shut_doors_used = false;
        for (const RunRecord& record : variant_of(records, 1, seeds))
            shut_doors_used = shut_doors_used || !record.times_through("exit-1").empty() ||
                              !record.times_through("exit-2").empty();
        const double ratio = mean_of(two_s) / mean_of(four_s);
        Judgement judgement;
        judgement.measured =
            fmt::format("four doors {}, two doors {}: ratio {:.2f}", mean_and_range(four_s, 1, "s"),
                        mean_and_range(two_s, 1, "s"), ratio);
        judgement.band = "ratio 1.6 to 2.4 (criterion of JuPedSim's suite)";
        judgement.verdict = passed_if(ratio >= 1.6 && ratio <= 2.4 && !shut_doors_used);
        judgement.note = "FDS+Evac: 220.7 and 412.9 s, ratio 1.87.";
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- allotted exits

RunPlan cabin_plan(std::uint64_t seed, bool is_allotted) {
    RunPlan plan;
    plan.scenario = cabins();
    for (int number = 1; number <= 12; ++number) {
        PopulationSpec& population =
            add_crowd(plan.scenario, number == 3 ? 1 : 2, cabin(number), imo_test_people);
        if (!is_allotted)
            continue;
        const bool is_secondary = number == 5 || number == 6 || number == 11 || number == 12;
        population.exit_choice = ExitChoice::fixed;
        population.exits = {is_secondary ? "secondary" : "main"};
    }
    plan.seed = seed;
    return plan;
}

/// People who leave by the exit allotted to their cabin. Populations are the cabins in order.
int as_allotted(const RunRecord& record) {
    return static_cast<int>(
        std::count_if(record.people.begin(), record.people.end(), [](const PersonRecord& person) {
            const int number = person.population + 1;
            const bool is_secondary = number == 5 || number == 6 || number == 11 || number == 12;
            return person.exit == (is_secondary ? "secondary" : "main");
        }));
}

Experiment allotted_exits() {
    Experiment experiment;
    experiment.tests = {
        {"IMO-10", "allotted exits", "IMO MSC.1/Circ.1238, test 10: everybody uses the allotted exit [S]"},
        {"RiMEA-10", "allotted exits", "RiMEA v4.1.1, A4 test 10 [S]"},
        {"NIST-3.1", "exit route allocation", "NIST TN 1822, Verif.3.1 [S]"},
        {"ISO-8", "exit route allocation", "ISO 20414:2020, test 8 [S]"},
    };
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const bool is_allotted : {true, false})
            for (const std::uint64_t seed : conditions.seeds())
                plans.push_back(cabin_plan(seed, is_allotted));
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        int fewest = 23;
        int main = 0;
        int secondary = 0;
        for (const RunRecord& record : variant_of(records, 0, seeds)) {
            fewest = std::min(fewest, as_allotted(record));
            main += static_cast<int>(record.times_through("main").size());
            secondary += static_cast<int>(record.times_through("secondary").size());
        }
        int free_choice = 23;
        for (const RunRecord& record : variant_of(records, 1, seeds))
            free_choice = std::min(free_choice, as_allotted(record));
        const auto n = static_cast<int>(seeds);
        Judgement judgement;
        judgement.measured =
            fmt::format("at least {} of 23 as allotted in {} runs; main {} and secondary {} a run", fewest, n,
                        main / n, secondary / n);
        judgement.band = "23 of 23: main 15, secondary 8";
        judgement.verdict =
            passed_if(fewest == 23 && main == 15 * n && secondary == 8 * n && free_choice < 23);
        judgement.note = fmt::format(
            "Control: when they choose for themselves, as few as {} of 23 use that exit.", free_choice);
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- choice

/// Half disc of 3 m about the middle of an exit on y = 20.
Polygon half_disc(double centre_x) {
    constexpr double radius_m = 3.0;
    constexpr int sides = 24;
    Polygon polygon;
    for (int k = 0; k <= sides; ++k) {
        const double angle = std::numbers::pi * (1.0 + static_cast<double>(k) / sides);
        polygon.outer.push_back({centre_x + radius_m * std::cos(angle), 20.0 + radius_m * std::sin(angle)});
    }
    return polygon;
}

Experiment exit_choice() {
    Experiment experiment;
    experiment.tests = {{"RiMEA-11", "choice between two exits",
                         "RiMEA v4.1.1, A4 test 11: most prefer exit 1, some use exit 2; shares [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : large_room_seeds(conditions)) {
            RunPlan& plan = plans.emplace_back();
            plan.scenario = two_exit_room();
            add_crowd(plan.scenario, 1000, rectangle(2, 2, 15.5, 18), rimea_people);
            plan.areas = {{half_disc(21.5), "ground", {}}, {half_disc(27.5), "ground", {}}};
            plan.seed = seed;
            plan.cost = 80;
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        std::vector<double> shares;
        int peaks[2] = {0, 0};
        double means[2] = {0.0, 0.0};
        for (const RunRecord& record : records) {
            shares.push_back(static_cast<double>(record.times_through("exit-1").size()) / record.placed);
            for (std::size_t exit = 0; exit < 2; ++exit)
                for (const AreaSample& sample : record.areas[exit]) {
                    peaks[exit] = std::max(peaks[exit], sample.count);
                    means[exit] += static_cast<double>(sample.count);
                }
        }
        const double area_m2 = 0.5 * std::numbers::pi * 9.0;
        const bool shares_fit =
            std::all_of(shares.begin(), shares.end(), [](double s) { return s >= 0.55 && s <= 0.95; });
        Judgement judgement;
        judgement.measured = fmt::format(
            "exit 1: {} of the people; peak density within 3 m {:.2f} at exit 1, {:.2f} /m2 at exit 2",
            mean_and_range(shares, 3, ""), peaks[0] / area_m2, peaks[1] / area_m2);
        judgement.band = "exit 1 0.55 to 0.95, exit 2 at least 0.05; denser before exit 1 [P]";
        judgement.verdict = passed_if(shares_fit && peaks[0] > peaks[1]);
        judgement.note =
            fmt::format("Mean number of people within 3 m over the run: {:.1f} at exit 1, {:.1f} at exit 2.",
                        means[0] / static_cast<double>(records[0].areas[0].size() * records.size()),
                        means[1] / static_cast<double>(records[0].areas[1].size() * records.size()));
        if (!shares_fit)
            judgement.note +=
                " People weigh the queues: the exits are equal and 6 m apart, and the wait is minutes, so "
                "that "
                "neither is much quicker.";
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- closure

constexpr double decision_interval_s = 1.0;

/// RunRecord::numbers of a closure run: the last time at which anybody walking still headed for exit 1 while
/// it was shut.
RunPlan closure_plan(std::uint64_t seed, double close_s, double open_s) {
    RunPlan plan;
    plan.scenario = exit_choice_room();
    const auto add_event = [&plan](IncidentEvent::Kind kind, double at_s) {
        IncidentEvent& event = plan.scenario.incident.events.emplace_back();
        event.kind = kind;
        event.at_s = at_s;
        event.target = "exit-1";
    };
    if (std::isfinite(close_s))
        add_event(IncidentEvent::Kind::close_exit, close_s);
    if (std::isfinite(open_s))
        add_event(IncidentEvent::Kind::open_exit, open_s);
    plan.seed = seed;
    plan.cost = 3;
    plan.probe = [close_s, open_s](const Simulation& simulation, RunRecord& record) {
        record.numbers.resize(2, never_s);
        const CrowdView crowd = simulation.crowd();
        const std::int32_t exit_1 = simulation.venue().gate_by_id("exit-1").value;
        const bool heads_there =
            std::find(crowd.exit_gate.begin(), crowd.exit_gate.end(), exit_1) != crowd.exit_gate.end();
        if (heads_there && std::isnan(record.numbers[1]))
            record.numbers[1] = crowd.time_s;
        if (heads_there && crowd.time_s > close_s && !(crowd.time_s >= open_s))
            record.numbers[0] = crowd.time_s;
    };
    return plan;
}

int passages_between(const RunRecord& record, double from_s, double to_s) {
    const std::vector<double> times = record.times_through("exit-1");
    return static_cast<int>(
        std::count_if(times.begin(), times.end(), [&](double t) { return t > from_s && t <= to_s; }));
}

Experiment closure() {
    static constexpr double endless = std::numeric_limits<double>::infinity();
    Experiment experiment;
    experiment.tests = {
        {"NIST-4.1", "an exit becomes unavailable",
         "NIST TN 1822, Verif.4.1; with a crowd, a queue and re-opening [P]"},
        {"ISO-9", "dynamic availability of exits",
         "ISO 20414:2020, test 9; with a crowd, a queue and re-opening [P]"},
    };
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        // One occupant on the axis, a little nearer to exit 1; and the control, in which nothing shuts.
        for (const double close_s : {1.0, endless}) {
            plans.push_back(closure_plan(1, close_s, endless));
            add_person(plans.back().scenario, {4.9, 1.0}, 1.2);
        }
        for (const auto& [close_s, open_s] :
             {std::pair{1.0, endless}, std::pair{15.0, endless}, std::pair{15.0, 25.0}})
            for (const std::uint64_t seed : conditions.seeds(5)) {
                plans.push_back(closure_plan(seed, close_s, open_s));
                add_crowd(plans.back().scenario, 100, rectangle(0, 0, 10, 8), imo_test_people);
            }
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(5).size();
        const RunRecord& alone = records[0];
        const bool alone_fits = alone.numbers[1] < 1.0 && alone.people[0].exit == "exit-2" &&
                                records[1].people[0].exit == "exit-1";
        int late_passages = 0;
        double longest_blind_s = 0.0;
        int reopened_passages = 0;
        int queue_passages = 0;
        const auto watch = [&](std::size_t variant, double close_s, double open_s) {
            for (const RunRecord& record : variant_of(records.subspan(2), variant, seeds)) {
                late_passages += passages_between(record, close_s + 1e-6, open_s);
                if (!std::isnan(record.numbers[0]))
                    longest_blind_s = std::max(longest_blind_s, record.numbers[0] - close_s);
                if (close_s > 1.0)
                    queue_passages += passages_between(record, 0.0, close_s);
                if (std::isfinite(open_s))
                    reopened_passages += passages_between(record, open_s, endless);
            }
        };
        watch(0, 1.0, endless);
        watch(1, 15.0, endless);
        watch(2, 15.0, 25.0);
        Judgement judgement;
        judgement.measured = fmt::format(
            "one occupant first heads for exit 1 and leaves by {}; 100 people: {} passages of exit 1 while "
            "shut, the last to give it up after "
            "{:.2f} s; {} passages before it shut on the queue, {} after it opened again",
            alone.people[0].exit, late_passages, longest_blind_s, queue_passages, reopened_passages);
        judgement.band =
            "exit-2; 0 passages while shut; new choice within 1 s; some passages before and after [P]";
        judgement.verdict =
            passed_if(alone_fits && late_passages == 0 && longest_blind_s <= decision_interval_s + 1e-6 &&
                      queue_passages > 0 && reopened_passages > 0);
        judgement.note =
            fmt::format("Control: when nothing shuts the occupant leaves by {}.", records[1].people[0].exit);
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_exit_experiments(Experiments& catalogue) {
    catalogue.push_back(
        exit_count({"IMO-9", "1000 people, four or two doors",
                    "IMO MSC.1/Circ.1238, test 9: the time about doubles; ratio after JuPedSim's suite"},
                   imo_test_people));
    catalogue.push_back(
        exit_count({"RiMEA-9", "1000 people, four or two doors",
                    "RiMEA v4.1.1, A4 test 9: the time about doubles; ratio after JuPedSim's suite"},
                   rimea_people));
    catalogue.push_back(allotted_exits());
    catalogue.push_back(exit_choice());
    catalogue.push_back(closure());
}

}  // namespace wayout
