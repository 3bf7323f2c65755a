/// A station platform that empties over stairs and an escalator: our simulation against our calculation by
/// hand.
///
/// NFPA 130, Annex C, centre platform: 2 314 people, 183 m x 9.75 m (width assumed by the secondary author),
/// 9.1 m above the concourse, six wells with a stair or an escalator each, steps of 178 x 280 mm [S:
/// Pathfinder comparison]. The numbers of the annex were not seen. Ours: four stairs 1.8 m wide, one stopped
/// escalator, one out of service and left out; gates of the concourse are not modelled.
#include "validation/lab.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace wayout {
namespace {

constexpr int passengers = 2314;
constexpr double station_length_m = 183.0;
constexpr double platform_m = 9.75;
constexpr double station_rise_m = 9.1;
constexpr double station_riser_m = 0.178;
constexpr double station_tread_m = 0.280;
constexpr double station_stair_m = 1.8;
constexpr double escalator_m = 1.0;
constexpr double first_well_m = 8.0;
constexpr double well_distance_m = 30.5;
enum class Well { stair, escalator, left_out };
constexpr Well wells[] = {Well::stair, Well::escalator, Well::stair,
                          Well::stair, Well::left_out,  Well::stair};

Scenario station() {
    Scenario scenario;
    scenario.name = scenario.venue.name = "centre platform";
    for (const bool is_platform : {false, true}) {
        StoreySpec& storey = scenario.venue.storeys.emplace_back();
        storey.id = is_platform ? "platform" : "concourse";
        storey.elevation_m = is_platform ? station_rise_m : 0.0;
        storey.floor = {rectangle(0, 0, station_length_m, platform_m)};
    }
    for (std::size_t k = 0; k < std::size(wells); ++k) {
        if (wells[k] == Well::left_out)
            continue;
        const bool is_stair = wells[k] == Well::stair;
        const double half = 0.5 * (is_stair ? station_stair_m : escalator_m);
        const double run_m = is_stair ? station_rise_m / station_riser_m * station_tread_m
                                      : station_rise_m / std::tan(std::numbers::pi / 6.0);
        const double top = first_well_m + static_cast<double>(k) * well_distance_m;
        const double low = 0.5 * platform_m - half;
        const double high = 0.5 * platform_m + half;
        StairSpec& stair = scenario.venue.stairs.emplace_back();
        stair.id = fmt::format("well-{}", k + 1);
        stair.from_storey = "concourse";
        stair.to_storey = "platform";
        stair.flights = {{vertical(top + run_m, low, high), vertical(top, low, high), {}}};
        if (is_stair) {
            stair.riser_m = station_riser_m;
            stair.tread_m = station_tread_m;
        } else {
            stair.kind = StairSpec::Kind::escalator;
            stair.motion = StairSpec::Motion::stopped;
        }
    }
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = "exit";
    exit.storey = "concourse";
    exit.line = horizontal(0.0, 0.0, station_length_m);
    add_crowd(scenario, passengers, rectangle(0, 0, station_length_m, platform_m), weidmann_people,
              "platform");
    scenario.simulation.duration_s = 1800.0;
    return scenario;
}

RunPlan station_plan(bool by_hand, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = station();
    if (by_hand) {
        plan.scenario.simulation.model = std::string(hydraulic_model);
        plan.scenario.simulation.time_step_s = 0.1;  // as hydraulic_check
    }
    plan.seed = seed;
    plan.cost = by_hand ? 100.0 : 1000.0;
    return plan;
}

Findings judge_passengers(std::span<const RunRecord> records, std::size_t seed_count) {
    const std::span<const RunRecord> simulated = variant_of(records, 0, seed_count);
    const std::span<const RunRecord> by_hand = variant_of(records, 1, seed_count);
    const double hand_s = mean_of(evacuation_times(by_hand));
    std::vector<std::vector<double>> times;
    for (const RunRecord& record : simulated) times.push_back(record.times_through("exit"));
    PassageCurves curves =
        compare_passages("People out of the station", by_hand.front().times_through("exit"), times);
    curves.figure.series.front().name = "hydraulic relations";
    Findings findings;
    findings.quantities = {
        quantity_of("last out", "s", hand_s, Origin::secondary, 0.85 * hand_s, 1.15 * hand_s,
                    evacuation_times(simulated)),
        quantity_of("N(t) against the relations: ERD", "", no_value, Origin::secondary, 0.0, 0.20,
                    curves.erd),
        quantity_of("N(t) against the relations: EPC", "", no_value, Origin::secondary, 0.85, 1.15,
                    curves.epc),
        quantity_of("N(t) against the relations: SC", "", no_value, Origin::secondary, 0.80, 1.0, curves.sc)};
    findings.figures.push_back(std::move(curves.figure));
    findings.finding = fmt::format("{:.0f} s simulated, {:.0f} s by hydraulic relations",
                                   findings.quantities.front().mean, hand_s);
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

}  // namespace

void add_station_cases(ValidationCases& cases) {
    ValidationCase& platform = cases.emplace_back();
    platform.experiment = {
        "D2", "station platform against hydraulic relations",
        "NFPA 130, Annex C, by way of a Pathfinder comparison [S]; the reference is our own hydraulic model "
        "with SFPE relations [S] and entry flows of escalators after Okada et al. 2011 [S: abstract]",
        "last out within 15 % of the relations, N(t) with ERD <= 0.20, EPC 0.85 to 1.15, SC >= 0.80 (default "
        "bands of the validation specification 0)",
        Calibration::design};
    platform.full_seeds = 2;
    platform.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const bool by_hand : {false, true})
            for (const std::uint64_t seed : seeds) plans.push_back(station_plan(by_hand, seed));
        return plans;
    };
    platform.judge = judge_passengers;
}

}  // namespace wayout
