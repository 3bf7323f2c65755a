/// The people are those that were asked for, and walk as fast as they were given.
///
/// IMO test 7: 50 males of 30 to 50 years have, and walk, speeds uniform in 0.97 to 1.62 m/s (Table 3.4 [S]);
///   KS p > 0.05, mean within 1.295 +- 3 x 0.188 / sqrt(N) [P]; 0.188 m/s = 0.65 / sqrt(12) is the standard
///   deviation of that distribution.
/// RiMEA test 7: 50 people on the speed-age curve (Weidmann; RiMEA v3 Figure 5 [S, F]); mean of each age
///   within 0.03 m/s + 2 standard errors, KS p > 0.05 of the deviations over 0.194 x mean, mean falls with
///   age above 20 [P]. Means at neighbouring ages differ by 0.06 m/s and people of one age by 0.3: only
///   several hundred people of each age can show the order, so 50 runs of 50 people are pooled.
/// NIST Verif.2.4, ISO 20414 test 5: 100 people with N(1.2, 0.2) m/s; mean and sd within 0.05 m/s,
///   KS p > 0.05 [S].
/// What is judged is what was walked: the median of each person's step speeds while nobody is within 3 m, in
/// a hall so wide that few people walk side by side all the way. It must lie within 1 % of what was given for
/// everybody who is alone for 1 s, and at most one in 20 may never be [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <wayout/builtin_profiles.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace wayout {
namespace {

constexpr double hall_length_m = 100.0;
constexpr double hall_width_m = 300.0;
constexpr double start_depth_m = 60.0;

RunPlan hall_walk(std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = corridor(hall_length_m, hall_width_m);
    // The way through an empty hall is straight: coarse cells tell it, and cost a sixth.
    plan.scenario.simulation.navigation_cell_m = 0.5;
    plan.seed = seed;
    plan.keep_tracks = true;
    plan.cost = 2;
    return plan;
}

Polygon start_area() {
    return rectangle(0, 0, start_depth_m, hall_width_m);
}

/// Steps count as free flow when nobody else is nearer; and not so close to the exit that somebody who has
/// just left, and is in no record any more, may still walk ahead.
constexpr double free_flow_m = 3.0;
constexpr std::size_t fewest_free_steps = 20;  // 1 s

/// Median of the person's step speeds in free flow; NaN when there are too few such steps.
double free_flow_speed_mps(const RunRecord& record, std::size_t person) {
    const auto& track = record.tracks[person];
    std::vector<double> speeds;
    for (std::size_t i = 1; i < track.size(); ++i) {
        bool is_alone = track[i].p.x < hall_length_m - free_flow_m;
        for (std::size_t other = 0; other < record.tracks.size() && is_alone; ++other)
            is_alone = other == person || record.tracks[other].size() <= i ||
                       distance(record.tracks[other][i].p, track[i].p) > free_flow_m;
        if (is_alone)
            speeds.push_back(distance(track[i - 1].p, track[i].p) / (track[i].time_s - track[i - 1].time_s));
    }
    return speeds.size() < fewest_free_steps ? never_s : median_of(speeds);
}

struct Walked {
    std::vector<double> speeds_mps;
    std::vector<int> populations;
    std::size_t never_alone{0};  ///< people without a free-flow speed
    std::size_t off_speed{0};    ///< people whose speed is not within 1 % of what they were given

    bool is_kept() const { return off_speed == 0 && never_alone * 20 <= speeds_mps.size(); }
    std::string in_words() const {
        return fmt::format("{} not within 1 % of their speed, {} never alone", off_speed, never_alone);
    }
};

Walked walked_by(std::span<const RunRecord> records) {
    Walked walked;
    for (const RunRecord& record : records)
        for (std::size_t person = 0; person < record.people.size(); ++person) {
            const double given = record.people[person].free_speed_mps;
            const double speed = free_flow_speed_mps(record, person);
            if (std::isnan(speed)) {
                ++walked.never_alone;
                continue;
            }
            walked.speeds_mps.push_back(speed);
            walked.populations.push_back(record.people[person].population);
            walked.off_speed += std::abs(speed - given) <= 0.01 * given ? 0U : 1U;
        }
    return walked;
}

Experiment imo_demographics() {
    Experiment experiment;
    experiment.tests = {{"IMO-7", "assigned population parameters",
                         "IMO MSC.1/Circ.1238, test 7, speeds of Table 3.4; KS test and mean [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : conditions.seeds()) {
            plans.push_back(hall_walk(seed));
            add_crowd(plans.back().scenario, 50, start_area(), imo_test_people);
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const Walked walked = walked_by(records);
        const auto n = walked.speeds_mps.size();
        const double p = ks_p_value(
            ks_distance(walked.speeds_mps, [](double v) { return uniform_cdf(v, 0.97, 1.62); }), n);
        const double mean = mean_of(walked.speeds_mps);
        const double tolerance = 3.0 * 0.188 / std::sqrt(static_cast<double>(n));
        const auto [low, high] = std::minmax_element(walked.speeds_mps.begin(), walked.speeds_mps.end());
        Judgement judgement;
        judgement.measured =
            fmt::format("{} people walked {:.3f} to {:.3f} m/s, mean {:.3f}; KS p = {:.3f}; {}", n, *low,
                        *high, mean, p, walked.in_words());
        judgement.band = fmt::format(
            "0.97 to 1.62 m/s, mean 1.295 +- {:.3f}, KS p > 0.05, everybody within 1 % of the given speed "
            "[P]",
            tolerance);
        judgement.verdict = passed_if(*low >= 0.97 * 0.999 && *high <= 1.62 * 1.001 &&
                                      std::abs(mean - 1.295) <= tolerance && p > 0.05 && walked.is_kept());
        judgement.note =
            "50 people a run, pooled over the runs. FDS+Evac: mean 1.282 for 50, 1.280 for 1000.";
        return std::vector{judgement};
    };
    return experiment;
}

/// Ages, people of each, and mean speeds of the guideline's curve.
struct AgeGroup {
    double age_years;
    int count;
    double mean_mps;
};
constexpr AgeGroup age_groups[] = {{20, 10, 1.61}, {30, 10, 1.54}, {40, 10, 1.48},
                                   {50, 10, 1.41}, {60, 5, 1.27},  {70, 5, 1.07}};
constexpr double relative_sd = 0.194;

constexpr std::uint64_t rimea_run_count = 50;

Experiment rimea_demographics() {
    Experiment experiment;
    experiment.tests = {
        {"RiMEA-7", "assigned population parameters",
         "RiMEA v4.1.1, A2 test 7, speed-age curve of v3 Figure 5 [S, F]; tolerance and KS test [P]"}};
    experiment.plan = [](const Conditions&) {
        std::vector<RunPlan> plans;
        for (std::uint64_t seed = 1; seed <= rimea_run_count; ++seed) {
            RunPlan& plan = plans.emplace_back(hall_walk(seed));
            for (const AgeGroup& group : age_groups) {
                ProfileSpec profile = find_builtin_profile(rimea_people)->profile;
                profile.id = fmt::format("age-{:.0f}", group.age_years);
                profile.groups[0].age_years = Distribution::constant_value(group.age_years);
                plan.scenario.people.profiles.push_back(profile);
                add_crowd(plan.scenario, group.count, start_area(), profile.id);
            }
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const Walked walked = walked_by(records);
        std::vector<double> deviations;
        std::vector<double> means;
        bool near = true;
        for (std::size_t k = 0; k < std::size(age_groups); ++k) {
            std::vector<double> speeds;
            for (std::size_t i = 0; i < walked.speeds_mps.size(); ++i)
                if (walked.populations[i] == static_cast<int>(k))
                    speeds.push_back(walked.speeds_mps[i]);
            const double expected = age_groups[k].mean_mps;
            for (const double v : speeds) deviations.push_back((v - expected) / (relative_sd * expected));
            const double error =
                standard_deviation_of(speeds) / std::sqrt(static_cast<double>(speeds.size()));
            means.push_back(mean_of(speeds));
            near = near && std::abs(means.back() - expected) <= 0.03 + 2.0 * error;
        }
        const double p = ks_p_value(ks_distance(deviations, [](double z) { return normal_cdf(z, 0, 1); }),
                                    deviations.size());
        const bool falls = std::is_sorted(means.rbegin(), means.rend());
        Judgement judgement;
        judgement.measured = fmt::format("means at 20, 30, ..., 70 years: {} m/s; KS p = {:.3f}; {}",
                                         listed(means, 2), p, walked.in_words());
        judgement.band =
            "1.61, 1.54, 1.48, 1.41, 1.27, 1.07 m/s +- (0.03 + 2 s.e.), falling; KS p > 0.05, 95 % within 1 "
            "% of their speed [P]";
        judgement.verdict = passed_if(near && falls && p > 0.05 && walked.is_kept());
        judgement.note = "50 people a run, pooled over the runs.";
        return std::vector{judgement};
    };
    return experiment;
}

Experiment nist_demographics() {
    Experiment experiment;
    experiment.tests = {
        {"NIST-2.4", "assigned demographics",
         "NIST TN 1822, Verif.2.4: 100 people, N(1.2, 0.2) m/s; tolerances [S]"},
        {"ISO-5", "assigned demographics",
         "ISO 20414:2020, test 5: 100 people, N(1.2, 0.2) m/s; tolerances [S]"},
    };
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const std::uint64_t seed : conditions.seeds()) {
            RunPlan& plan = plans.emplace_back(hall_walk(seed));
            add_profile(plan.scenario, {.free_speed_mps = normal_about(1.2, 0.2)});
            add_crowd(plan.scenario, 100, start_area(), "equal");
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const Walked walked = walked_by(records);
        const double mean = mean_of(walked.speeds_mps);
        const double sd = standard_deviation_of(walked.speeds_mps);
        const double p =
            ks_p_value(ks_distance(walked.speeds_mps, [](double v) { return normal_cdf(v, 1.2, 0.2); }),
                       walked.speeds_mps.size());
        Judgement judgement;
        judgement.measured = fmt::format("{} people walked {:.3f} m/s, sd {:.3f}; KS p = {:.3f}; {}",
                                         walked.speeds_mps.size(), mean, sd, p, walked.in_words());
        judgement.band =
            "mean 1.2 +- 0.05, sd 0.2 +- 0.05 m/s, KS p > 0.05 [S]; everybody within 1 % of the given speed "
            "[P]";
        judgement.verdict = passed_if(std::abs(mean - 1.2) <= 0.05 && std::abs(sd - 0.2) <= 0.05 &&
                                      p > 0.05 && walked.is_kept());
        judgement.note = "100 people a run, pooled over the runs.";
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_demographics_experiments(Experiments& catalogue) {
    catalogue.push_back(imo_demographics());
    catalogue.push_back(rimea_demographics());
    catalogue.push_back(nist_demographics());
}

}  // namespace wayout
