/// Speeds in a crowded corridor against the relation that design calculations use.
///
/// Weidmann 1993 (Transporttechnik der Fussgaenger, ETH IVT 90): v = 1.34 (1 - exp(-1.913 (1 / rho - 1 /
/// 5.4))) m/s, constants read in Vadere's analysis notebooks [S]. SFPE (Nelson & Mowrer): S = 1.40 (1 - 0.266
/// D) m/s from 0.54 per m2 on, as quoted in a network model's documentation [S].
#include "validation/lab.hpp"
#include "validation/periodic_walk.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double diagram_length_m = 20.0;
constexpr double diagram_width_m = 5.0;
constexpr double densities_per_m2[] = {0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5};

double weidmann_mps(double density_per_m2) {
    return 1.34 * (1.0 - std::exp(-1.913 * (1.0 / density_per_m2 - 1.0 / 5.4)));
}

double sfpe_mps(double density_per_m2) {
    return std::max(0.0, 1.40 * std::min(0.85, 1.0 - 0.266 * density_per_m2));
}

double mean_speed_mps(const RunRecord& record) {
    std::vector<double> speeds;
    for (const std::vector<TrackPoint>& track : record.tracks)
        speeds.push_back((track.back().p.x - track.front().p.x) /
                         (track.back().time_s - track.front().time_s));
    return mean_of(speeds);
}

Findings judge_diagram(std::span<const RunRecord> records, std::size_t seed_count) {
    Findings findings;
    ValidationSeries weidmann{"Weidmann", true, {}, {}};
    ValidationSeries sfpe{"SFPE", true, {}, {}};
    ValidationSeries model{"wayout", false, {}, {}};
    double worst = 0.0;
    for (std::size_t k = 0; k < std::size(densities_per_m2); ++k) {
        const double density = densities_per_m2[k];
        std::vector<double> speeds;
        for (const RunRecord& record : variant_of(records, k, seed_count))
            speeds.push_back(mean_speed_mps(record));
        const double curve = weidmann_mps(density);
        weidmann.points.push_back({density, curve});
        sfpe.points.push_back({density, sfpe_mps(density)});
        model.points.push_back({density, mean_of(speeds)});
        model.scatter.push_back({quantile_of(speeds, 0.05), quantile_of(speeds, 0.95)});
        // Between 1 and 3 per m2 the locomotion specification 12 decides; beyond, the curve is only drawn.
        if (density < 1.0 || density > 3.0)
            continue;
        worst = std::max(worst, std::abs(mean_of(speeds) / curve - 1.0));
        findings.quantities.push_back(quantity_of(fmt::format("speed at {} per m2", density), "m/s", curve,
                                                  Origin::secondary, 0.85 * curve, 1.15 * curve, speeds));
    }
    findings.figures.push_back({"Speed by density in a corridor 5 m wide",
                                "density, 1/m2",
                                "speed, m/s",
                                {std::move(weidmann), std::move(model), std::move(sfpe)}});
    findings.finding = fmt::format("at most {:.0f} % off Weidmann between 1 and 3 per m2", 100.0 * worst);
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

}  // namespace

void add_design_diagram_cases(ValidationCases& cases) {
    ValidationCase& diagram = cases.emplace_back();
    diagram.experiment = {
        "FD", "design: speed by density in a wide corridor",
        "Weidmann 1993, ETH IVT 90 [S: constants]; SFPE Handbook, S = k - 0.266 k D [S], drawn only",
        "speed within 15 % of Weidmann at 1 to 3 per m2 in an endless corridor 5 m wide (locomotion "
        "specification 12)",
        Calibration::design};
    diagram.plan = [](std::span<const std::uint64_t> seeds) {
        std::vector<RunPlan> plans;
        for (const double density : densities_per_m2)
            for (const std::uint64_t seed : seeds)
                plans.push_back(periodic_plan(
                    {.length_m = diagram_length_m,
                     .width_m = diagram_width_m,
                     .people = static_cast<int>(std::lround(density * diagram_length_m * diagram_width_m)),
                     .frame_s = 0.5},
                    weidmann_people, seed));
        return plans;
    };
    diagram.judge = judge_diagram;
}

}  // namespace wayout
