/// Single file on a closed way: speed by distance, stop and go.
///
/// Data: Palestine 2018, DOI 10.34735/ped.2018.5, and Bergische Kaserne 2006, DOI 10.34735/ped.2006.1, both
/// computed from trajectories (data/experiments/README.md); d = 0.36 m + 1.06 s v of Seyfried et al. 2005,
/// arXiv physics/0506170, quoted in two texts [S].
#include "analysis/density_bins.hpp"
#include "analysis/single_file.hpp"
#include "analysis/wave_speed.hpp"
#include "embedded/single_file_caserne.hpp"
#include "embedded/single_file_palestine.hpp"
#include "validation/lab.hpp"
#include "validation/periodic_walk.hpp"
#include "validation/validation_case.hpp"
#include "verification/experiment.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace wayout {
namespace {

constexpr double track_m = 26.84;  ///< of the ovals of 2006 and 2013
/// In 0.8 m, as published, the model's bodies of 0.40 m can stand side by side; where they cannot, in 0.5 m,
/// what is left is the distance that people keep to whoever is ahead.
struct ClosedWay {
    double width_m;
    std::array<int, 8> people;
};
constexpr ClosedWay published_way{0.8, {14, 20, 26, 32, 40, 50, 60, 70}};
constexpr ClosedWay narrow_way{0.5, {14, 20, 26, 32, 40, 50, 58, 64}};
/// +-10 frames at 25 Hz in the data, +-0.4 s here.
constexpr VelocityWindow window{4};
constexpr double bin_per_m = 0.2;
constexpr double jam_lag_s = 5.0;
/// Below this no pattern is seen again after the lag. (ours)
constexpr double least_correlation = 0.1;

double seyfried_speed_mps(double density_per_m) {
    return (1.0 / density_per_m - 0.36) / 1.06;
}

struct Band {
    double low, high, density_per_m, measured_mps;
};

/// Between the lowest and the highest of the published values in this bin, +-0.10 m/s.
std::vector<Band> bands() {
    const NumberTable palestine(embedded::single_file_palestine());
    const NumberTable caserne(embedded::single_file_caserne());
    std::vector<Band> all;
    for (std::size_t row = 0; row < palestine.row_count(); ++row) {
        const double density = palestine.at(row, "rho_mean_1/m");
        std::vector<double> speeds{palestine.at(row, "v_mean_m/s"), seyfried_speed_mps(density)};
        for (std::size_t other = 0; other < caserne.row_count(); ++other)
            if (std::abs(caserne.at(other, "rho_lo_1/m") - palestine.at(row, "rho_lo_1/m")) < 1e-9)
                speeds.push_back(caserne.at(other, "v_mean_m/s"));
        const auto [low, high] = std::minmax_element(speeds.begin(), speeds.end());
        all.push_back({*low - 0.10, *high + 0.10, density, speeds.front()});
    }
    return all;
}

ValidationSeries series_of(std::string name, std::string_view csv) {
    const NumberTable table(csv);
    ValidationSeries data{std::move(name), true, {}, {}};
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const double v = table.at(row, "v_mean_m/s");
        const double sd = table.at(row, "v_sd_m/s");
        data.points.push_back({table.at(row, "rho_mean_1/m"), v});
        data.scatter.push_back({v - sd, v + sd});
    }
    return data;
}

/// What the runs of one seed gave, over all numbers of people.
struct SeedOutcome {
    std::vector<DensityBin> bins;
    double standing_frac{}, walking_frac{};  ///< from 1.9 per m on
    std::vector<double> jams_mps;
};

SeedOutcome outcome_of(const ClosedWay& track, std::span<const RunRecord* const> runs) {
    SeedOutcome outcome;
    std::vector<DensitySample> samples;
    std::size_t dense = 0, standing = 0, walking = 0;
    for (std::size_t k = 0; k < runs.size(); ++k) {
        const Tracks tracks = tracks_of(*runs[k]);
        const bool is_dense = track.people[k] / track_m >= 1.9;
        // Twice a second: neighbouring samples tell nothing new.
        for (const SingleFileSample& sample : single_file_samples(tracks, window, track_m, 5)) {
            samples.push_back({sample.density_per_m, sample.speed_mps});
            dense += is_dense ? 1 : 0;
            standing += is_dense && sample.speed_mps < 0.05 ? 1 : 0;
            walking += is_dense && sample.speed_mps > 0.15 ? 1 : 0;
        }
        if (is_dense) {
            const WaveSpeed wave = wave_speed(tracks, track_m, window, jam_lag_s);
            if (wave.correlation >= least_correlation)
                outcome.jams_mps.push_back(wave.speed_mps);
        }
    }
    outcome.bins = density_bins(samples, bin_per_m, 30);
    outcome.standing_frac = static_cast<double>(standing) / static_cast<double>(dense);
    outcome.walking_frac = static_cast<double>(walking) / static_cast<double>(dense);
    return outcome;
}

const DensityBin* bin_at(const std::vector<DensityBin>& bins, double density_per_m) {
    for (const DensityBin& bin : bins)
        if (density_per_m >= bin.from && density_per_m < bin.to)
            return &bin;
    return nullptr;
}

Findings judge_single_file(const ClosedWay& track, std::span<const RunRecord> records,
                           std::size_t seed_count) {
    std::vector<SeedOutcome> seeds;
    for (std::size_t seed = 0; seed < seed_count; ++seed) {
        std::vector<const RunRecord*> runs;
        for (std::size_t k = 0; k < track.people.size(); ++k)
            runs.push_back(&variant_of(records, k, seed_count)[seed]);
        seeds.push_back(outcome_of(track, runs));
    }
    Findings findings;
    ValidationSeries model{"wayout", false, {}, {}};
    ValidationSeries formula{"0.36 m + 1.06 s v", true, {}, {}};
    for (const Band& band : bands()) {
        std::vector<double> speeds;
        for (const SeedOutcome& seed : seeds)
            if (const DensityBin* bin = bin_at(seed.bins, band.density_per_m))
                speeds.push_back(bin->mean_speed_mps);
        findings.quantities.push_back(quantity_of(fmt::format("speed at {:.2f} per m", band.density_per_m),
                                                  "m/s", band.measured_mps, Origin::computed, band.low,
                                                  band.high, speeds));
        formula.points.push_back({band.density_per_m, seyfried_speed_mps(band.density_per_m)});
        if (speeds.empty())
            continue;
        model.points.push_back({band.density_per_m, mean_of(speeds)});
        model.scatter.push_back({quantile_of(speeds, 0.05), quantile_of(speeds, 0.95)});
    }
    double rise_mps = 0.0;
    for (std::size_t i = 1; i < model.points.size(); ++i)
        rise_mps = std::max(rise_mps, model.points[i].y - model.points[i - 1].y);
    std::vector<double> flows, at, standing, walking, jams;
    for (const SeedOutcome& seed : seeds) {
        const auto best = std::max_element(
            seed.bins.begin(), seed.bins.end(),
            [](const DensityBin& a, const DensityBin& b) { return a.mean_flow < b.mean_flow; });
        flows.push_back(best->mean_flow);
        at.push_back(best->mean_density);
        standing.push_back(seed.standing_frac);
        walking.push_back(seed.walking_frac);
        jams.insert(jams.end(), seed.jams_mps.begin(), seed.jams_mps.end());
    }
    const double rises[] = {rise_mps};
    const auto add = [&](const char* name, const char* unit, double measured, Origin origin, double low,
                         double high, std::span<const double> values) {
        findings.quantities.push_back(quantity_of(name, unit, measured, origin, low, high, values));
    };
    add("largest rise of speed with density", "m/s", no_value, Origin::computed, 0.0, 0.03, rises);
    add("greatest flow", "1/s", 0.81, Origin::computed, 0.65, 0.95, flows);
    add("density of the greatest flow", "1/m", 0.92, Origin::computed, 0.6, 1.3, at);
    add("share below 0.05 m/s, from 1.9 per m on", "", no_value, Origin::secondary, 0.05, 1.0, standing);
    add("share above 0.15 m/s, from 1.9 per m on", "", no_value, Origin::secondary, 0.05, 1.0, walking);
    // Cao et al. 2016: 0.4 m/s backwards at 1.75 per m, 0.3 m/s above 2.3 per m [S: abstract].
    add("speed of jams", "m/s", -0.3, Origin::secondary, -0.6, -0.2, jams);
    findings.figures.push_back(
        {"Speed by density in single file",
         "density, 1/m",
         "speed, m/s",
         {series_of("measured, Palestine", embedded::single_file_palestine()), std::move(model),
          series_of("measured, Kaserne, 34 people", embedded::single_file_caserne()), std::move(formula)}});
    const auto inside = std::count_if(findings.quantities.begin(), findings.quantities.end(),
                                      [](const ValidationQuantity& q) { return q.is_inside(); });
    findings.finding = fmt::format("{} of {} quantities inside; {}", inside, findings.quantities.size(),
                                   jams.empty() ? std::string("no jams that travel")
                                                : fmt::format("jams travel at {:.2f} m/s", mean_of(jams)));
    findings.is_reproduced = all_inside(findings.quantities);
    return findings;
}

}  // namespace

void add_single_file_cases(ValidationCases& cases) {
    for (const ClosedWay& track : {published_way, narrow_way}) {
        const bool is_published = track.width_m == published_way.width_m;
        ValidationCase& single = cases.emplace_back();
        single.experiment = {
            is_published ? "SF" : "SFN",
            is_published ? "single file on a closed way of 26.84 m"
                         : "single file where nobody can pass: as SF, 0.5 m wide",
            "Palestine 2018, DOI 10.34735/ped.2018.5, and Bergische Kaserne 2006, DOI 10.34735/ped.2006.1, "
            "computed from trajectories [C]; Seyfried et al. 2005, arXiv physics/0506170 [S]; jams: Seyfried "
            "et al. 2010, arXiv 1006.3546, and Cao et al. 2016 [S]",
            "speed in each bin of density within 0.10 m/s of the spread of the three sources and falling "
            "(tolerance 0.03 m/s); greatest flow 0.65 to 0.95 /s at 0.6 to 1.3 per m; from 1.9 per m on at "
            "least 5 % below 0.05 m/s and 5 % above 0.15 m/s; jams at -0.2 to -0.6 m/s (bands of the "
            "validation specification)",
            Calibration::lab};
        single.experiment.known_cause =
            "nothing in the model makes people stop and go: speeds follow at once; the steeper law of fast "
            "walkers, which wide corridors ask for, is too steep in a file";
        single.plan = [track](std::span<const std::uint64_t> seeds) {
            std::vector<RunPlan> plans;
            for (const int n : track.people)
                for (const std::uint64_t seed : seeds)
                    plans.push_back(periodic_plan({.length_m = track_m,
                                                   .width_m = track.width_m,
                                                   .people = n,
                                                   .lanes = 1,
                                                   .run_in_s = 60.0,
                                                   .measured_s = 120.0},
                                                  lab_people, seed));
            return plans;
        };
        single.judge = [track](std::span<const RunRecord> records, std::size_t seed_count) {
            return judge_single_file(track, records, seed_count);
        };
    }
}

}  // namespace wayout
