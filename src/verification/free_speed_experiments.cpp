/// One person walks at the speed that was given, on the level and on stairs.
///
/// IMO MSC.1/Circ.1238 and Circ.1533 tests 1-3: 40 m in 40 s, 10 m of stair in 10 s at 1.0 m/s [read in the
/// FDS+Evac guide]. RiMEA v4.1.1 tests 1-3: 26-34 s door to door at 1.33 m/s; stairs 10 / v +- 5 %
/// [secondary]. NIST TN 1822 Verif.2.1, 2.2 and ISO 20414 tests 2, 3: the same, with a stair of 100 m in NIST
/// [secondary]. The tolerances of the segment times are the project's [P]. Segments lie at least 10 m behind
/// the start and before the end of level ways, and 6 m on stairs, so that starting and leaving are not
/// measured.
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {
namespace {

constexpr double way_m = 40.0;
constexpr double run_in_m = 10.0;

RunPlan level_walk(double speed_mps) {
    RunPlan plan;
    plan.scenario = corridor(run_in_m + way_m + run_in_m, 2.0);
    add_person(plan.scenario, {0.5, 1.0}, speed_mps);
    plan.lines = {{vertical(run_in_m, 0, 2), "ground", {}}, {vertical(run_in_m + way_m, 0, 2), "ground", {}}};
    plan.keep_tracks = true;
    return plan;
}

double segment_time_s(const RunRecord& record) {
    if (record.lines[0].size() != 1 || record.lines[1].size() != 1)
        return never_s;
    return record.lines[1][0].time_s - record.lines[0][0].time_s;
}

/// Standard deviation of the step speeds between the lines, as a share of their mean.
double relative_speed_sd(const RunRecord& record) {
    const auto& track = record.tracks[0];
    std::vector<double> speeds;
    for (std::size_t i = 1; i < track.size(); ++i)
        if (track[i - 1].p.x >= run_in_m && track[i].p.x <= run_in_m + way_m)
            speeds.push_back(distance(track[i - 1].p, track[i].p) / (track[i].time_s - track[i - 1].time_s));
    return standard_deviation_of(speeds) / mean_of(speeds);
}

Experiment corridor_speed() {
    constexpr double expected_s = 40.0;  // 40 m / 1.0 m/s
    constexpr double tolerance_s = 0.2;
    const auto meets = [](const RunRecord& record) {
        return std::abs(segment_time_s(record) - expected_s) <= tolerance_s &&
               relative_speed_sd(record) < 0.01;
    };
    Experiment experiment;
    experiment.tests = {
        {"IMO-1", "a set speed is kept in a corridor",
         "IMO MSC.1/Circ.1238, test 1: 40 m in 40 s; tolerance [P]"},
        {"NIST-2.1", "speed in a corridor", "NIST TN 1822, Verif.2.1; tolerance [P]"},
        {"ISO-2", "speed in a corridor", "ISO 20414:2020, test 2; tolerance [P]"},
    };
    experiment.plan = [](const Conditions&) { return std::vector{level_walk(1.0), level_walk(0.9)}; };
    experiment.judge = [meets](const Conditions&, std::span<const RunRecord> records) {
        Judgement judgement;
        judgement.measured = fmt::format("{:.2f} s over 40 m, speed varies by {:.2f} %",
                                         segment_time_s(records[0]), 100.0 * relative_speed_sd(records[0]));
        judgement.band = "40.0 +- 0.2 s, speed sd < 1 % [P]";
        judgement.verdict = passed_if(meets(records[0]) && !meets(records[1]));
        judgement.note =
            fmt::format("Control: at 0.9 m/s {:.2f} s, which the band refuses.", segment_time_s(records[1]));
        return std::vector{judgement};
    };
    return experiment;
}

/// Door to door on 40 m, as the guideline asks, and the segment of the longer corridor.
Experiment rimea_corridor() {
    Experiment experiment;
    experiment.tests = {
        {"RiMEA-1", "speed in a corridor", "RiMEA v4.1.1, A2 test 1: 26 to 34 s; segment time [P]"}};
    experiment.plan = [](const Conditions&) {
        RunPlan raw;
        raw.scenario = corridor(way_m, 2.0);
        add_person(raw.scenario, {0.3, 1.0}, 1.33);
        return std::vector{raw, level_walk(1.33)};
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        constexpr double expected_s = 30.075;  // 40 m / 1.33 m/s
        const double raw_s = records[0].evacuation_time_s();
        const double segment_s = segment_time_s(records[1]);
        Judgement judgement;
        judgement.measured =
            fmt::format("{:.2f} s from start to exit, {:.2f} s over the segment of 40 m", raw_s, segment_s);
        judgement.band = "26 to 34 s; segment 30.08 +- 0.2 s [P]";
        judgement.verdict =
            passed_if(raw_s >= 26.0 && raw_s <= 34.0 && std::abs(segment_s - expected_s) <= 0.2);
        return std::vector{judgement};
    };
    return experiment;
}

/// The level speed differs from the stair speed, so that a stair speed which is ignored shows.
RunPlan stair_walk(double incline_m, Direction direction, double stair_speed_mps) {
    RunPlan plan;
    plan.scenario = stair_flight(incline_m, 2.0, direction);
    EqualPeople people;
    people.stair_down_mps = people.stair_up_mps = stair_speed_mps;
    add_profile(plan.scenario, people);
    add_person(plan.scenario, {0.5, 1.0}, 1.3, direction == Direction::up ? "ground" : "first");
    // Only the profile gives stair speeds; a list of free speeds would scale them.
    plan.scenario.people.populations.back().free_speeds_mps.clear();
    plan.scenario.people.profiles.back().groups.back().free_speed_mps = Distribution::constant_value(1.3);
    return plan;
}

/// Between the joints at foot and top.
double stair_time_s(const RunRecord& record) {
    const std::vector<double> times = record.times_through("stair");
    return times.size() == 2 ? times[1] - times[0] : never_s;
}

Experiment stair_speed(Direction direction) {
    const bool up = direction == Direction::up;
    const char* way = up ? "up" : "down";
    Experiment experiment;
    experiment.tests = {
        {fmt::format("IMO-{}", up ? 2 : 3), fmt::format("a set speed is kept {} a stair", way),
         fmt::format("IMO MSC.1/Circ.1238, test {}: 10 m in 10 s; tolerance [P]", up ? 2 : 3)},
        {fmt::format("RiMEA-{}", up ? 2 : 3), fmt::format("speed {} a stair", way),
         fmt::format("RiMEA v4.1.1, A2 test {}; speed and tolerance of JuPedSim's suite [S]", up ? 2 : 3)}};
    const double rimea_mps = up ? 0.5 : 0.65;
    experiment.plan = [direction, rimea_mps](const Conditions&) {
        return std::vector{stair_walk(10.0, direction, 1.0), stair_walk(10.0, direction, rimea_mps)};
    };
    experiment.judge = [rimea_mps](const Conditions&, std::span<const RunRecord> records) {
        const double imo_s = stair_time_s(records[0]);
        Judgement imo;
        imo.measured = fmt::format("{:.2f} s over 10 m of incline", imo_s);
        imo.band = "10.0 +- 0.1 s [P]";
        imo.verdict = passed_if(std::abs(imo_s - 10.0) <= 0.1);
        imo.note = "The speed on the level is 1.3 m/s: the time is that of the stair speed.";
        const double rimea_s = stair_time_s(records[1]);
        const double expected_s = 10.0 / rimea_mps;
        Judgement rimea;
        rimea.measured = fmt::format("{:.2f} s over 10 m of incline at {} m/s", rimea_s, rimea_mps);
        rimea.band = fmt::format("{:.2f} s +- 5 % [S]", expected_s);
        rimea.verdict = passed_if(std::abs(rimea_s - expected_s) <= 0.05 * expected_s);
        return std::vector{imo, rimea};
    };
    return experiment;
}

Experiment long_stair() {
    Experiment experiment;
    experiment.tests = {{"NIST-2.2", "speed on stairs",
                         "NIST TN 1822, Verif.2.2: 100 m at 1.0 m/s, both ways; tolerance [P]"}};
    experiment.plan = [](const Conditions&) {
        return std::vector{stair_walk(100.0, Direction::up, 1.0), stair_walk(100.0, Direction::down, 1.0)};
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const double up_s = stair_time_s(records[0]);
        const double down_s = stair_time_s(records[1]);
        Judgement judgement;
        judgement.measured = fmt::format("up {:.2f} s, down {:.2f} s", up_s, down_s);
        judgement.band = "100.0 +- 0.5 s each [P]";
        judgement.verdict = passed_if(std::abs(up_s - 100.0) <= 0.5 && std::abs(down_s - 100.0) <= 0.5);
        judgement.note = "The plan length is 80 m: the time is that of the incline.";
        return std::vector{judgement};
    };
    return experiment;
}

Experiment stair_factor() {
    Experiment experiment;
    experiment.tests = {{"ISO-3", "speed on stairs by a factor of the free speed",
                         "ISO 20414:2020, test 3: 10 m with a factor of the user; tolerance [P]"}};
    experiment.plan = [](const Conditions&) {
        std::vector<RunPlan> plans;
        for (const Direction direction : {Direction::up, Direction::down}) {
            RunPlan& plan = plans.emplace_back();
            plan.scenario = stair_flight(10.0, 2.0, direction);
            EqualPeople people;
            people.stair_factor = 0.5;
            add_profile(plan.scenario, people);
            add_person(plan.scenario, {0.5, 1.0}, 1.2, direction == Direction::up ? "ground" : "first");
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        constexpr double expected_s = 10.0 / (0.5 * 1.2);
        const double up_s = stair_time_s(records[0]);
        const double down_s = stair_time_s(records[1]);
        Judgement judgement;
        judgement.measured = fmt::format("factor 0.5 of 1.2 m/s: up {:.2f} s, down {:.2f} s", up_s, down_s);
        judgement.band = fmt::format("{:.2f} +- 0.1 s [P]", expected_s);
        judgement.verdict =
            passed_if(std::abs(up_s - expected_s) <= 0.1 && std::abs(down_s - expected_s) <= 0.1);
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_free_speed_experiments(Experiments& catalogue) {
    catalogue.push_back(corridor_speed());
    catalogue.push_back(rimea_corridor());
    catalogue.push_back(stair_speed(Direction::up));
    catalogue.push_back(stair_speed(Direction::down));
    catalogue.push_back(long_stair());
    catalogue.push_back(stair_factor());
}

}  // namespace wayout
