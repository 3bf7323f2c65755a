/// A jam before a bottleneck that is fed with less than its speed-density diagram lets through: Seyfried et
/// al. 2009, Transp. Sci. 43:395, arXiv physics/0702004 [S: abstract].
#include "validation/lab.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace wayout {
namespace {

constexpr double jam_hall_m = 12.0;
constexpr double jam_corridor_m = 4.0;  ///< wide, as before the bottlenecks of 2006
constexpr double corridor_length_m = 10.0;
constexpr double bottleneck_m = 1.2;
constexpr double bottleneck_length_m = 2.8;
constexpr double free_behind_m = 5.0;
constexpr double feeder_m = 2.0;
constexpr int jam_people = 200;
/// Greatest flow per width in the corridor of 1.8 m, hermes_uni_fd_b180_voronoi.csv [C].
constexpr double diagram_capacity_pps_per_m = 1.61;
constexpr double inflow_pps = 0.9 * diagram_capacity_pps_per_m * bottleneck_m;
constexpr double jam_per_m2 = 3.0;
constexpr double sample_s = 1.0;
constexpr int smoothed_samples = 5;

/// The hall in x < 0, a door that lets in so many, the corridor, the bottleneck, free room with the exit.
RunPlan jam_plan(std::uint64_t seed) {
    const double h = 0.5 * jam_corridor_m;
    const double b = 0.5 * bottleneck_m;
    const double narrow = corridor_length_m + bottleneck_length_m;
    RunPlan plan;
    Scenario& scenario = plan.scenario;
    scenario.name = scenario.venue.name = "fed bottleneck";
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    storey.floor = {{{{-jam_hall_m, -0.5 * jam_hall_m},
                      {0, -0.5 * jam_hall_m},
                      {0, -h},
                      {corridor_length_m, -h},
                      {corridor_length_m, -b},
                      {narrow, -b},
                      {narrow, -h},
                      {narrow + free_behind_m, -h},
                      {narrow + free_behind_m, h},
                      {narrow, h},
                      {narrow, b},
                      {corridor_length_m, b},
                      {corridor_length_m, h},
                      {0, h},
                      {0, 0.5 * jam_hall_m},
                      {-jam_hall_m, 0.5 * jam_hall_m}},
                     {}}};
    storey.walls.push_back({{{0, -h}, {0, h}}, 0.0, {}});
    DoorSpec& feeder = scenario.venue.doors.emplace_back();
    feeder.id = "feeder";
    feeder.storey = "ground";
    feeder.line = vertical(0.0, -0.5 * feeder_m, 0.5 * feeder_m);
    feeder.flow_limit = {FlowLimit::Kind::persons_per_s, inflow_pps};
    ExitSpec& exit = scenario.venue.exits.emplace_back();
    exit.id = "exit";
    exit.storey = "ground";
    exit.line = vertical(narrow + free_behind_m, -h, h);
    add_lab_people(scenario);
    add_crowd(scenario, jam_people, rectangle(-jam_hall_m, -0.5 * jam_hall_m, 0.0, 0.5 * jam_hall_m),
              lab_people);
    scenario.simulation.duration_s = 600.0;
    plan.areas = {{rectangle(corridor_length_m - 1.5, -0.5, corridor_length_m - 0.5, 0.5), "ground", {}}};
    plan.sample_period_s = sample_s;
    plan.seed = seed;
    plan.cost = 20.0;
    return plan;
}

/// Densities of the square metre before the bottleneck, mean over five seconds.
std::vector<double> smoothed_densities(const RunRecord& record) {
    const std::vector<AreaSample>& samples = record.areas.front();
    std::vector<double> densities;
    for (std::size_t i = smoothed_samples; i <= samples.size(); ++i) {
        double sum = 0.0;
        for (std::size_t k = i - smoothed_samples; k < i; ++k) sum += samples[k].count;
        densities.push_back(sum / smoothed_samples);
    }
    return densities;
}

double longest_jam_s(const std::vector<double>& densities) {
    int longest = 0;
    int current = 0;
    for (const double density : densities) {
        current = density > jam_per_m2 ? current + 1 : 0;
        longest = std::max(longest, current);
    }
    return longest * sample_s;
}

Findings judge_jam(std::span<const RunRecord> records, std::size_t) {
    std::vector<double> jams, inflow, highest;
    for (const RunRecord& record : records) {
        const std::vector<double> densities = smoothed_densities(record);
        jams.push_back(longest_jam_s(densities));
        highest.push_back(*std::max_element(densities.begin(), densities.end()));
        inflow.push_back(steady_flow_pps(record.times_through("feeder")));
    }
    Findings findings;
    findings.quantities = {
        quantity_of("longest time above 3 per m2", "s", std::numeric_limits<double>::quiet_NaN(),
                    Origin::secondary, 30.0, std::numeric_limits<double>::infinity(), jams),
        quantity_of("inflow", "1/s", inflow_pps, Origin::computed, 0.95 * inflow_pps, 1.05 * inflow_pps,
                    inflow)};
    findings.finding = fmt::format(
        "{:.2f} /s come; at most {:.1f} per m2 before the bottleneck, above 3 for "
        "{:.0f} s",
        mean_of(inflow), mean_of(highest), mean_of(jams));
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

}  // namespace

void add_jam_cases(ValidationCases& cases) {
    ValidationCase& jam = cases.emplace_back();
    jam.experiment = {
        "B5", "bottleneck fed with 90 % of what its diagram lets through",
        "Seyfried et al. 2009, Transp. Sci. 43:395, arXiv physics/0702004 [S: abstract]; greatest flow of "
        "the diagram 1.61 /(m s), HERMES corridor of 1.8 m [C]",
        "more than 3 per m2 for more than 30 s in the square metre 0.5 to 1.5 m before the bottleneck "
        "(validation specification 3.5; 5 s means are ours)",
        Calibration::lab};
    jam.experiment.known_cause =
        "a door of the model lets through more than a corridor's diagram does, so what comes also passes";
    jam.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : seeds) plans.push_back(jam_plan(seed));
        return plans;
    };
    jam.judge = judge_jam;
}

}  // namespace wayout
