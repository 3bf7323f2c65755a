/// What follows from the results of a run by counting: percentiles of exit times, flows through passages. No
/// state, no files.
#pragma once

#include <wayout/results.hpp>

#include <string>
#include <vector>

namespace wayout {

struct PeopleCounts {
    int placed{0};
    int out{0};
    int inside{0};
    int incapacitated{0};
};
PeopleCounts count_people(const RunResults& results);

/// Exit times of all who are out, ascending.
std::vector<double> sorted_exit_times(const RunResults& results);

/// The value below or at which the share `fraction` (0 < fraction <= 1) of the sorted values lies: nearest
/// rank, the ceil(fraction * n)-th value. NaN for no values.
double percentile(const std::vector<double>& sorted, double fraction);

/// Shares are of those who are out. NaN when nobody is.
struct EgressTimes {
    double first{not_a_time};
    double p50{not_a_time};
    double p90{not_a_time};
    double p95{not_a_time};
    double p98{not_a_time};
    double last{not_a_time};
};
EgressTimes egress_times(const RunResults& results);

/// People and walls under load; zeros without a crush model.
struct CrushFigures {
    /// What men tolerated against a bar (Evans & Hayden 1971, read in Lee & Hughes 2006).
    static constexpr double tolerable_n = 623.0;
    /// For which barriers are made (from memory, verify).
    static constexpr double railing_n_per_m = 3000.0;

    double largest_n{0.0};
    int above_tolerable{0};
    int above_tolerable_for_60_s{0};
    int wall_bins_above_railing{0};
};
CrushFigures crush_figures(const RunResults& results);

/// Crossings of one passage taken together. Verification spec, section 2 item 7.
struct PassageFlow {
    int count{0};       ///< crossings in both directions (through an exit only one occurs)
    int count_back{0};  ///< of these from right to left
    double first_s{not_a_time};
    double last_s{not_a_time};
    double mean_flow_pps{not_a_time};  ///< (N - 1) / (t_N - t_1); NaN for fewer than two, or all at once
    double sustained_flow_pps{
        not_a_time};                 ///< the same of the middle 80 % of the crossings; NaN for fewer than ten
    double peak_flow_pps{0.0};       ///< largest count of an interval over its length
    double peak_from_s{not_a_time};  ///< begin of that interval
    int queue_max{0};
};
PassageFlow flow_of(const PassageResult& passage, double interval_s, double end_s);

/// Ends of the intervals that cover 0 ... end_s: interval_s, 2 interval_s, ..., end_s. The last may be
/// shorter.
std::vector<double> interval_ends(double interval_s, double end_s);

struct IntervalCount {
    int forward{0};
    int back{0};
};
/// Crossings in (begin, end] of each interval; one at 0 s counts in the first.
std::vector<IntervalCount> count_intervals(const PassageResult& passage, double interval_s, double end_s);

/// The id that tells a passage from all others in tables: its own, and for joints, of which a stair has
/// several, "stair-a/2".
std::vector<std::string> passage_keys(const RunResults& results);

/// Time at which the run ended.
double end_time_s(const RunResults& results);

const char* text_of(RunStatus status);
const char* text_of(Outcome outcome);
const char* text_of(Calibration calibration);
const char* text_of(PassageKind kind);
const char* text_of(Sex sex);
const char* text_of(MobilityClass mobility);

}  // namespace wayout
