/// Crowds on stairs.
///
/// IMO test 11, RiMEA v3 test 13, NIST Verif.5.1, ISO 20414 test 10 (G10): a jam at the room's exit, a steady
/// flow in the corridor, a
///   growing jam at the foot of the stair.
/// RiMEA v4.1.1 test 13 (G20): speed against density on stairs within the spread measured by Corbetta et al.
/// [S]. ISO 20414 test 12: flow of stairs 1.0 to 1.8 m wide [S].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

namespace wayout {
namespace {

// ---------------------------------------------------------------- jam at the foot of a stair

constexpr double jam_area_m2 = 4.0;
enum JamArea : std::size_t { room_exit, mid_corridor, stair_foot, whole_corridor };

RunPlan jam_plan(std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = stair_jam();
    add_crowd(plan.scenario, 150, rectangle(0, 0, 5, 8), imo_test_people);
    plan.areas = {{rectangle(3, 3, 5, 5), "ground", {}},
                  {rectangle(10, 3, 12, 5), "ground", {}},
                  {rectangle(15, 3, 17, 5), "ground", {}},
                  {rectangle(5, 3, 17, 5), "ground", {}}};
    plan.seed = seed;
    plan.cost = 6;
    return plan;
}

struct Jam {
    double foot_density{0.0};      ///< mean over the middle half of the run
    double corridor_density{0.0};  ///< the same
    std::array<double, 3>
        peak{};  ///< room exit, mid corridor, stair foot: highest mean over ten samples (10 s)
    bool corridor_fills{
        false};  ///< people in the corridor in the first third: its last quarter against its first
};

double mean_count(const std::vector<AreaSample>& samples, double from_s, double to_s) {
    double sum = 0.0;
    int n = 0;
    for (const AreaSample& sample : samples)
        if (sample.time_s >= from_s && sample.time_s < to_s) {
            sum += sample.count;
            ++n;
        }
    return n > 0 ? sum / n : 0.0;
}

Jam jam_of(const RunRecord& record) {
    const double end_s = record.evacuation_time_s();
    Jam jam;
    jam.foot_density = mean_count(record.areas[stair_foot], 0.25 * end_s, 0.75 * end_s) / jam_area_m2;
    jam.corridor_density = mean_count(record.areas[mid_corridor], 0.25 * end_s, 0.75 * end_s) / jam_area_m2;
    for (std::size_t area = 0; area < jam.peak.size(); ++area)
        for (double from_s = 0.0; from_s + 10.0 <= end_s; from_s += 1.0)
            jam.peak[area] =
                std::max(jam.peak[area], mean_count(record.areas[area], from_s, from_s + 10.0) / jam_area_m2);
    const double third_s = end_s / 3.0;
    const auto& corridor = record.areas[whole_corridor];
    jam.corridor_fills =
        mean_count(corridor, 0.75 * third_s, third_s) > mean_count(corridor, 0.0, 0.25 * third_s);
    return jam;
}

Experiment jam_before_stair() {
    Experiment experiment;
    experiment.tests = {
        {"IMO-11", "jam at the foot of a stair",
         "IMO MSC.1/Circ.1238, test 11, judged as RiMEA v3 test 13 [P]"},
        {"RiMEA-13v3", "jam at the foot of a stair", "RiMEA v3.0.0, Annex 1 test 13; criterion [P]"},
        {"NIST-5.1", "congestion in front of a stair",
         "NIST TN 1822, Verif.5.1; criterion of JuPedSim's suite [S]"},
        {"ISO-10", "congestion in front of a stair",
         "ISO 20414:2020, test 10; criterion of JuPedSim's suite [S]"},
    };
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : conditions.seeds(5)) plans.push_back(jam_plan(seed));
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        std::vector<double> foot;
        std::vector<double> corridor;
        std::array<std::vector<double>, 3> peaks;
        bool fills = true;
        for (const RunRecord& record : records) {
            const Jam jam = jam_of(record);
            foot.push_back(jam.foot_density);
            corridor.push_back(jam.corridor_density);
            for (std::size_t area = 0; area < peaks.size(); ++area) peaks[area].push_back(jam.peak[area]);
            fills = fills && jam.corridor_fills;
        }
        const double ratio = mean_of(foot) / mean_of(corridor);
        Judgement rimea;
        rimea.measured = fmt::format(
            "density before the stair {}, in the corridor {}: ratio {:.2f}; people in the corridor {}",
            mean_and_range(foot, 2, "/m2"), mean_and_range(corridor, 2, "/m2"), ratio,
            fills ? "increase in every run" : "do not increase in every run");
        rimea.band = "ratio > 1.3 over the middle half of the run, corridor fills over the first third [P]";
        rimea.verdict = passed_if(ratio > 1.3 && fills);
        rimea.note = "Mean number in areas of 2 m x 2 m.";
        if (ratio <= 1.3)
            rimea.note +=
                " The stair lets through nearly what the corridor brings: the jam at its foot is long rather "
                "than dense, and soon reaches back past the middle of the corridor.";
        Judgement nist;
        nist.measured = fmt::format("highest 10 s density: room exit {}, mid corridor {}, stair foot {}",
                                    mean_and_range(peaks[room_exit], 2, "/m2"),
                                    mean_and_range(peaks[mid_corridor], 2, "/m2"),
                                    mean_and_range(peaks[stair_foot], 2, "/m2"));
        nist.band = "room exit and stair foot both above mid corridor [S]";
        const double middle = mean_of(peaks[mid_corridor]);
        nist.verdict = passed_if(mean_of(peaks[room_exit]) > middle && mean_of(peaks[stair_foot]) > middle);
        nist.note = fmt::format(
            "150 people as in IMO; NIST's own version has 100 and no stair. The stair foot is {:.3f} /m2 "
            "above "
            "mid corridor in the mean.",
            mean_of(peaks[stair_foot]) - middle);
        return std::vector{rimea, rimea, nist, nist};
    };
    return experiment;
}

// ---------------------------------------------------------------- flow of stairs by width

constexpr double stair_widths_m[] = {1.0, 1.2, 1.4, 1.6, 1.8};

Experiment flow_by_width() {
    Experiment experiment;
    experiment.tests = {
        {"ISO-12", "flow of stairs by width",
         "ISO 20414:2020, test 12: flow rises with width [S]; specific flow and its spread [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const Direction direction : {Direction::up, Direction::down})
            for (const double width_m : stair_widths_m)
                for (const std::uint64_t seed : conditions.seeds(5)) {
                    RunPlan& plan = plans.emplace_back();
                    // 4.24 m along the incline: 3 m of run and rise.
                    plan.scenario =
                        fed_stair({.room_depth_m = 10, .room_width_m = 8, .width_m = width_m}, direction);
                    EqualPeople people;
                    people.free_speed_mps = normal_about(1.34, 0.26);
                    people.free_speed_mps.min = 0.5;
                    people.free_speed_mps.max = 2.2;
                    people.stair_factor = 0.5;
                    add_profile(plan.scenario, people);
                    add_crowd(plan.scenario, 100, rectangle(0, 0, 10, 8), "equal",
                              direction == Direction::up ? "ground" : "first");
                    plan.seed = seed;
                    plan.cost = 3;
                }
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(5).size();
        bool good = true;
        std::string measured;
        for (std::size_t way = 0; way < 2; ++way) {
            std::vector<double> flows;
            std::vector<double> specific;
            for (std::size_t k = 0; k < std::size(stair_widths_m); ++k) {
                std::vector<double> of_seeds;
                for (const RunRecord& record :
                     variant_of(records, way * std::size(stair_widths_m) + k, seeds)) {
                    const std::vector<double> times = record.times_through("exit");
                    of_seeds.push_back(flow_pps(middle_eighty_percent(times)));
                }
                flows.push_back(mean_of(of_seeds));
                specific.push_back(flows.back() / stair_widths_m[k]);
            }
            const double low = way == 0 ? 0.7 : 0.8;
            const double high = way == 0 ? 1.1 : 1.3;
            const double mean = mean_of(specific);
            for (std::size_t k = 0; k < flows.size(); ++k)
                good = good && (k == 0 || flows[k] > flows[k - 1]) &&
                       std::abs(specific[k] / mean - 1.0) <= 0.2 && specific[k] >= low && specific[k] <= high;
            measured += fmt::format("{} {} /s, {} /(m s)", way == 0 ? "up" : "; down", listed(flows, 2),
                                    listed(specific, 2));
        }
        Judgement judgement;
        judgement.measured = measured;
        judgement.band =
            "flow rises with width 1.0, 1.2, ..., 1.8 m; specific flow within 20 % of its mean; up 0.7 to "
            "1.1, down 0.8 to 1.3 /(m s) [P]";
        judgement.verdict = passed_if(good);
        judgement.note =
            "Flow of the middle 80 % through the exit behind the stair; clear width. Stair speed is half the "
            "free speed both ways.";
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- speed against density on stairs

constexpr double stair_zone_m = 5.0;
constexpr double stair_zone_width_m = 2.0;
constexpr double stair_zone_rise_m = 2.5;

/// Means and standard deviations of the two branches of Corbetta et al., as quoted in the JuPedSim suite [S].
struct SpeedBand {
    double low;
    double high;
};
SpeedBand corbetta_band(bool up, double rho) {
    const double fast = up ? 0.18 * rho * rho - 0.55 * rho + 1.02 : 0.33 * rho * rho - 1.02 * rho + 1.39;
    const double fast_sd = std::max(up ? 0.35 - 0.14 * rho : 0.29 - 0.11 * rho, 0.0);
    const double slow = up ? 0.48 + 0.01 * rho : 0.67 - 0.08 * rho;
    const double slow_sd = std::max(up ? 0.10 - 0.02 * rho : 0.14 - 0.06 * rho, 0.0);
    return {std::min(fast - fast_sd, slow - slow_sd), std::max(fast + fast_sd, slow + slow_sd)};
}

Experiment stair_diagram() {
    Experiment experiment;
    experiment.tests = {
        {"RiMEA-13", "speed against density on stairs",
         "RiMEA v4.1.1, A4 test 13, spread after Corbetta et al. [S]; 70 % instead of 50 % [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const Direction direction : {Direction::up, Direction::down})
            for (const std::uint64_t seed : conditions.seeds()) {
                RunPlan& plan = plans.emplace_back();
                // A strip 2 m x 9 m with the stair in its middle: 2 m of level, 5 m of stair, 2 m of level.
                plan.scenario = fed_stair({.room_depth_m = 10,
                                           .room_width_m = 10,
                                           .approach_m = 2.0,
                                           .width_m = stair_zone_width_m,
                                           .run_m = stair_zone_m,
                                           .rise_m = stair_zone_rise_m,
                                           .landing_m = 2.0},
                                          direction);
                add_crowd(plan.scenario, 100, rectangle(0, 0, 10, 10), rimea_people,
                          direction == Direction::up ? "ground" : "first");
                plan.areas = {{rectangle(12, 4, 17, 6), {}, "stair"}};
                plan.sample_period_s = 0.5;
                plan.seed = seed;
                plan.cost = 3;
            }
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds().size();
        const double incline = std::hypot(stair_zone_m, stair_zone_rise_m) / stair_zone_m;
        int points = 0;
        int inside = 0;
        std::array<std::map<int, std::vector<double>>, 2> bins;
        for (std::size_t way = 0; way < 2; ++way)
            for (const RunRecord& record : variant_of(records, way, seeds))
                for (const AreaSample& sample : record.areas[0]) {
                    if (sample.count == 0)
                        continue;
                    const double rho = sample.count / (stair_zone_m * stair_zone_width_m);
                    const double speed_mps = sample.mean_speed_mps * incline;
                    bins[way][sample.count].push_back(speed_mps);
                    if (rho < 0.6 - 1e-9 || rho > 1.5 + 1e-9)
                        continue;
                    const SpeedBand band = corbetta_band(way == 0, rho);
                    ++points;
                    inside += speed_mps >= band.low && speed_mps <= band.high ? 1 : 0;
                }
        int shared = 0;
        int ordered = 0;
        for (const auto& [count, up] : bins[0]) {
            const auto down = bins[1].find(count);
            if (down == bins[1].end() || up.size() < 5 || down->second.size() < 5)
                continue;
            ++shared;
            ordered += mean_of(down->second) > mean_of(up) ? 1 : 0;
        }
        const double share = points > 0 ? static_cast<double>(inside) / points : 0.0;
        Judgement judgement;
        judgement.measured = fmt::format(
            "{:.0f} % of {} points within the spread; down faster than up in {} of {} density bins",
            100.0 * share, points, ordered, shared);
        judgement.band =
            "at least 70 % at 0.6 to 1.5 /m2; down faster in every bin of 0.1 /m2, at least 5 bins [P]";
        judgement.verdict = passed_if(points > 0 && share >= 0.7 && shared >= 5 && ordered == shared);
        judgement.note =
            "Density in plan, speed along the incline, over the whole stair of 2 m x 5 m, every 0.5 s; bins "
            "with 5 points each way.";
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_stair_experiments(Experiments& catalogue) {
    catalogue.push_back(jam_before_stair());
    catalogue.push_back(flow_by_width());
    catalogue.push_back(stair_diagram());
}

}  // namespace wayout
