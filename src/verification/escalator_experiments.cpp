/// Escalators: ISO 20414 test 21, of which only the title was seen; all numbers [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"

#include "venue/venue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace wayout {
namespace {

constexpr double incline_m = 20.0;
constexpr double belt_mps = 0.5;
constexpr double stair_mps = 0.6;
constexpr double brake_mps2 = default_belt_deceleration_mps2;
constexpr double change_s = 30.0;
/// Depth of a step; two people fit on one that is 1 m wide. From memory, verify.
constexpr double step_m = 0.4;
constexpr int persons_per_step = 2;

enum class Change { none, stops, reverses };
struct Case {
    const char* name;
    StairSpec::Motion motion;
    StairSpec::Riders riders;
    Change change;
};
constexpr Case cases[] = {
    {"standing", StairSpec::Motion::up, StairSpec::Riders::stand, Change::none},
    {"walking", StairSpec::Motion::up, StairSpec::Riders::walk, Change::none},
    {"stopped", StairSpec::Motion::stopped, StairSpec::Riders::stand, Change::none},
    {"stops at 30 s", StairSpec::Motion::up, StairSpec::Riders::stand, Change::stops},
    {"reverses at 30 s", StairSpec::Motion::up, StairSpec::Riders::stand, Change::reverses}};
/// Behind the cases: a crowd on a running and on a stopped one.
constexpr std::size_t running_crowd = std::size(cases);
constexpr std::size_t stopped_crowd = running_crowd + 1;

/// Time between the foot and where the rider steps off, from when he steps on.
double by_hand_s(const Case& c, double on_s) {
    if (c.motion == StairSpec::Motion::stopped)
        return incline_m / stair_mps;
    if (c.riders == StairSpec::Riders::walk)
        return incline_m / (belt_mps + stair_mps);
    if (c.change == Change::none)
        return incline_m / belt_mps;
    // Carried at full speed, then while the belt comes to rest.
    const double rest_s = belt_mps / brake_mps2;
    const double rest_m = 0.5 * belt_mps * rest_s;
    const double carried_m = belt_mps * (change_s - on_s) + rest_m;
    if (c.change == Change::stops)
        return change_s + rest_s - on_s + (incline_m - carried_m) / stair_mps;
    // Back again: it gathers speed as it braked.
    return change_s + 2.0 * rest_s - on_s + (carried_m - rest_m) / belt_mps;
}

RunPlan plan_of(const Case& c) {
    RunPlan plan;
    plan.scenario = escalator_run(incline_m, c.motion, c.riders, belt_mps);
    EqualPeople people;
    people.free_speed_mps = Distribution::constant_value(1.2);
    people.stair_up_mps = people.stair_down_mps = stair_mps;
    add_profile(plan.scenario, people);
    if (c.change == Change::none)
        return plan;
    IncidentEvent& event = plan.scenario.incident.events.emplace_back();
    event.kind = IncidentEvent::Kind::set_escalator;
    event.at_s = change_s;
    event.target = "escalator";
    event.motion = c.change == Change::stops ? StairSpec::Motion::stopped : StairSpec::Motion::down;
    if (c.change == Change::reverses) {
        // Whoever is carried back leaves the way he came.
        ExitSpec& back = plan.scenario.venue.exits.emplace_back();
        back.id = "back";
        back.storey = "ground";
        back.line = vertical(0, 0, 1);
        back.state = OpeningState::closed;
        IncidentEvent& open = plan.scenario.incident.events.emplace_back();
        open.kind = IncidentEvent::Kind::open_exit;
        open.at_s = change_s;
        open.target = "back";
    }
    return plan;
}

/// RunRecord::numbers: greatest number of people within five steps of the escalator at any time.
RunPlan crowd_plan(StairSpec::Motion motion) {
    RunPlan plan = plan_of({"crowd", motion, StairSpec::Riders::stand, Change::none});
    add_crowd(plan.scenario, 40, rectangle(0.3, 0.1, 9, 0.9), "equal");
    plan.cost = 5;
    plan.probe = [](const Simulation& simulation, RunRecord& record) {
        record.numbers.resize(1, 0.0);
        const CrowdView crowd = simulation.crowd();
        const Venue& venue = simulation.venue();
        std::vector<double> along_m;
        for (std::size_t i = 0; i < crowd.id.size(); ++i) {
            const Surface& surface = venue.surfaces[static_cast<std::size_t>(crowd.surface[i])];
            if (surface.kind == SurfaceKind::escalator)
                along_m.push_back(crowd.x_m[i] / surface.cos_incline);
        }
        std::sort(along_m.begin(), along_m.end());
        constexpr double window_m = 5.0 * step_m;
        for (std::size_t first = 0, last = 0; last < along_m.size(); ++last) {
            while (along_m[last] - along_m[first] >= window_m) ++first;
            record.numbers[0] = std::max(record.numbers[0], static_cast<double>(last - first + 1));
        }
    };
    return plan;
}

Experiment escalator_times() {
    Experiment experiment;
    experiment.tests = {{"ISO-21", "escalators",
                         "ISO 20414:2020, test 21: only its title was seen; set-up and criterion [P]"}};
    experiment.plan = [](const Conditions&) {
        std::vector<RunPlan> plans;
        for (const Case& c : cases) {
            plans.push_back(plan_of(c));
            add_person(plans.back().scenario, {0.5, 0.5}, 1.2).free_speeds_mps.clear();
        }
        plans.push_back(crowd_plan(StairSpec::Motion::up));
        plans.push_back(crowd_plan(StairSpec::Motion::stopped));
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        bool good = true;
        Judgement judgement;
        for (std::size_t k = 0; k < std::size(cases); ++k) {
            const std::vector<double> times = records[k].times_through("escalator");
            const double took_s = times.size() == 2 ? times[1] - times[0] : never_s;
            const double expected_s = times.empty() ? never_s : by_hand_s(cases[k], times[0]);
            good = good && std::abs(took_s - expected_s) <= 0.2;
            judgement.measured +=
                fmt::format("{} {:.2f} s (hand {:.2f}); ", cases[k].name, took_s, expected_s);
        }
        good = good && records[4].people[0].exit == "back" && records[3].people[0].exit == "exit";
        const auto entry_pps = [&](std::size_t record) {
            std::vector<double> times;
            for (const Passage& passage : records[record].passages)
                if (records[record].gate_ids[passage.gate.row()] == "escalator" && passage.left_to_right &&
                    records[record].gate_lines[passage.gate.row()].a.x < 11.0)
                    times.push_back(passage.time_s);
            return flow_pps(times);
        };
        const double most =
            records[running_crowd].numbers.empty() ? never_s : records[running_crowd].numbers[0];
        constexpr double capacity = 5.0 * persons_per_step;
        good = good && most > 0.0 && most <= capacity;
        judgement.measured += fmt::format(
            "crowd of 40: at most {:.0f} people on five steps; entry flow {:.2f} running, {:.2f} stopped",
            most, entry_pps(running_crowd), entry_pps(stopped_crowd));
        judgement.band = fmt::format("hand values +- 0.2 s; at most {:.0f} on five steps [P]", capacity);
        judgement.verdict = passed_if(good);
        judgement.note =
            "20 m along the incline at 30 degrees, 1 m wide, belt 0.5 m/s, braking 0.43 m/s2, walking 0.6 "
            "m/s. Steps "
            "0.4 m deep for two people [M]. Measured entry flows for comparison: 1.78 running, 1.15 stopped "
            "persons/(m "
            "s) (Okada et al. 2011, abstract); no criterion hangs on them. Control: each change against the "
            "run without.";
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_escalator_experiments(Experiments& catalogue) {
    catalogue.push_back(escalator_times());
}

}  // namespace wayout
