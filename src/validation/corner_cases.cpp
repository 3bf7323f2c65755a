/// A crowd round a corner of 90 degrees against the same crowd in a straight corridor.
///
/// The published statement (speed by density of a corner close to that of a straight corridor below 2.5 per
/// m2, slower at the inner edge) is from memory: it is shown and decides nothing.
#include "validation/lab.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <limits>

namespace wayout {
namespace {

constexpr double corner_width_m = 2.4;  ///< as the corridors of the HERMES junctions
constexpr double leg_m = 8.0;           ///< before and behind the corner
constexpr double corner_hall_m = 12.0;  ///< wide and deep
constexpr int corner_people = 300;      ///< at least 115 per metre of width
constexpr double box_m = 0.8;           ///< side of the squares in the corner

enum class Way { straight, corner };

/// The hall in x < 0, then the corridor along x in y 0 to 2.4; round the corner it goes on along y.
Polygon corner_floor(Way way) {
    const double low = 0.5 * (corner_width_m - corner_hall_m);
    const double high = low + corner_hall_m;
    const double bend = leg_m + corner_width_m;
    if (way == Way::straight)
        return {{{-corner_hall_m, low},
                 {0, low},
                 {0, 0},
                 {bend + leg_m, 0},
                 {bend + leg_m, corner_width_m},
                 {0, corner_width_m},
                 {0, high},
                 {-corner_hall_m, high}},
                {}};
    return {{{-corner_hall_m, low},
             {0, low},
             {0, 0},
             {bend, 0},
             {bend, corner_width_m + leg_m},
             {leg_m, corner_width_m + leg_m},
             {leg_m, corner_width_m},
             {0, corner_width_m},
             {0, high},
             {-corner_hall_m, high}},
            {}};
}

RunPlan corner_plan(Way way, std::uint64_t seed) {
    const double low = 0.5 * (corner_width_m - corner_hall_m);
    RunPlan plan;
    Scenario& scenario = plan.scenario;
    scenario.name = scenario.venue.name = way == Way::corner ? "corner" : "straight";
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    storey.floor = {corner_floor(way)};
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = "exit";
    exit.storey = "ground";
    exit.line = way == Way::corner ? horizontal(corner_width_m + leg_m, leg_m, leg_m + corner_width_m)
                                   : vertical(2.0 * leg_m + corner_width_m, 0.0, corner_width_m);
    add_lab_people(scenario);
    add_crowd(scenario, corner_people, rectangle(-corner_hall_m, low, 0.0, low + corner_hall_m), lab_people);
    scenario.simulation.duration_s = 600.0;
    plan.seed = seed;
    plan.keep_tracks = way == Way::corner;
    plan.cost = 30.0;
    return plan;
}

Findings judge_corner(std::span<const RunRecord> records, std::size_t seed_count) {
    std::vector<double> straight, corner, losses, inner, outer, excess;
    for (std::size_t seed = 0; seed < seed_count; ++seed) {
        const RunRecord& ahead = variant_of(records, 0, seed_count)[seed];
        const RunRecord& round = variant_of(records, 1, seed_count)[seed];
        straight.push_back(steady_flow_pps(ahead.times_through("exit")) / corner_width_m);
        const std::vector<double> times = round.times_through("exit");
        corner.push_back(steady_flow_pps(times) / corner_width_m);
        losses.push_back(1.0 - corner.back() / straight.back());
        const Tracks tracks = tracks_of(round);
        const auto density = [&](const Polygon& area) {
            return mean_state(tracks, area, {corner_floor(Way::corner)}, quantile_of(times, 0.2),
                              quantile_of(times, 0.8))
                .density_per_m2;
        };
        inner.push_back(density(rectangle(leg_m, corner_width_m - box_m, leg_m + box_m, corner_width_m)));
        outer.push_back(
            density(rectangle(leg_m + corner_width_m - box_m, 0.0, leg_m + corner_width_m, box_m)));
        excess.push_back(inner.back() -
                         density(rectangle(leg_m, 0.0, leg_m + corner_width_m, corner_width_m)));
    }
    Findings findings;
    const auto add = [&](const char* name, const char* unit, double low, double high,
                         const std::vector<double>& values) {
        findings.quantities.push_back(quantity_of(name, unit, no_value, Origin::memory, low, high, values));
    };
    add("capacity lost in the corner", "", -no_limit, 0.15, losses);
    add("density at the inner corner above the whole corner's", "1/m2", 0.0, no_limit, excess);
    add("density at the inner corner", "1/m2", 0.0, no_limit, inner);
    add("density at the outer corner", "1/m2", 0.0, no_limit, outer);
    findings.finding = fmt::format(
        "{:.2f} /(m s) straight, {:.2f} round the corner; {:.1f} per m2 at its "
        "inner edge, {:.1f} at the outer",
        mean_of(straight), mean_of(corner), mean_of(inner), mean_of(outer));
    findings.is_reproduced = findings.quantities[0].is_inside() && findings.quantities[1].is_inside();
    return findings;
}

}  // namespace

void add_corner_cases(ValidationCases& cases) {
    ValidationCase& corner = cases.emplace_back();
    corner.experiment = {
        "CO",
        "corner of 90 degrees against a straight corridor",
        "statement about published corner experiments, from memory [M]: shown, decides nothing",
        "capacity at most 15 % below the straight corridor's, densest at the inner edge (validation "
        "specification 6)",
        Calibration::lab,
        false};
    corner.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const Way way : {Way::straight, Way::corner})
            for (const std::uint64_t seed : seeds) plans.push_back(corner_plan(way, seed));
        return plans;
    };
    corner.judge = judge_corner;
}

}  // namespace wayout
