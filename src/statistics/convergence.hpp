/// How many runs are enough: functional convergence of evacuation curves.
///
/// Source: Ronchi, Reneke & Peacock, "A method for the analysis of behavioural uncertainty in evacuation
/// modelling", Fire Technology 50 (2014) 1545-1571, and NIST TN 1822 (2013), section 5; formulas from memory
/// of them. The paper leaves the thresholds to the user. Those here are the project's own, marked [P].
///
/// The rule says that another run no longer moves the mean; it is no confidence interval: the change of a
/// standard deviation shrinks like 1 / n whatever the spread. total_time_intervals() says how certain the
/// means are; both belong into a report.
#pragma once

#include "statistics/bootstrap.hpp"
#include "statistics/curve_agreement.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace wayout {

struct ConvergenceSettings {
    double max_total_change_frac{0.005};  ///< TETconv, of the mean total evacuation time [P]
    double max_sd_change_frac{0.05};      ///< SDconv, of its standard deviation [P]
    double max_erd_change{0.01};          ///< ERDconv [P]
    double max_epc_change{0.01};          ///< EPCconv [P]
    double max_sc_change{0.01};           ///< SCconv [P]
    int consecutive_runs{10};             ///< b: so many runs in a row are below all five [P]
    int min_runs{20};                     ///< [P]
    int max_runs{500};                    ///< then "not converged" [P]
    double smoothing_share{0.05};  ///< secants of SC reach over this share of the people (NIST TN 1822)
};

enum class ConvergenceState { more_runs, converged, not_converged };

/// What was known after run number `run_count`. Changes are against the run before and infinite where there
/// is none to compare with.
struct ConvergenceStep {
    int run_count{};         ///< j
    double mean_total_s{};   ///< mean over the runs of the time of the last one out, TETav
    double sd_total_s{};     ///< its standard deviation, 1 / j in the variance as in the paper
    CurveAgreement curve{};  ///< of the mean curve M_j with M_(j-1); from the second run on
    double total_change_frac{};
    double sd_change_frac{};
    double erd_change{};
    double epc_change{};
    double sc_change{};
    int runs_below{};  ///< how many runs in a row, this one included, had all five below their thresholds
};

/// Takes the runs of one scenario one by one and says when to stop. The mean curve M_j has the mean time of
/// the i-th one out. If the number of people who got out differs between runs, all curves are taken at 1,000
/// quantiles instead, from the first run on.
class RunConvergence {
public:
    static constexpr std::size_t quantile_count = 1000;

    explicit RunConvergence(const ConvergenceSettings& settings = {});

    /// @param exit_times_s  of those who got out, ascending; at least one
    void add(std::span<const double> exit_times_s);

    ConvergenceState state() const;
    /// The number of runs after which the rule was met first; none before that, or if max_runs came first.
    std::optional<int> converged_at() const { return converged_at_; }
    /// One for each run. Rewritten once, when the first run with another number of people comes.
    std::span<const ConvergenceStep> steps() const;
    bool is_resampled() const { return is_resampled_; }

private:
    /// The means over one kind of curve.
    struct Track {
        std::vector<double> mean;
        std::vector<ConvergenceStep> steps;
    };
    void extend(Track& track, std::span<const double> curve, const ConvergenceStep& totals) const;

    ConvergenceSettings settings_;
    Track by_person_;
    Track by_quantile_;
    double mean_total_s_{0.0};
    double square_sum_{0.0};
    bool is_resampled_{false};
    std::optional<int> converged_at_;
};

struct TotalTimeIntervals {
    BootstrapEstimate mean;          ///< of the total evacuation time
    BootstrapEstimate percentile95;  ///< of its 95th percentile
    double mean_half_width_frac{};   ///< half of the BCa interval of the mean, over the mean
};

/// How certain mean and 95th percentile of the total evacuation time are. The project asks for a half width
/// of at most 2 % of the mean [P] besides the stop rule.
/// @param totals_s  one for each run, at least one
TotalTimeIntervals total_time_intervals(std::span<const double> totals_s,
                                        const BootstrapSettings& settings = {});

/// Runs after which a mean is known to +- half_width: n = (z sd / half_width)^2, rounded up; z = 1.96 at 95
/// %.
int runs_for_mean(double standard_deviation, double half_width, double confidence = 0.95);

}  // namespace wayout
