/// Says when a study has enough runs. Looks at replicates in their order, whatever the order in which they
/// ended, so that the answer is the same for any number of threads.
#pragma once

#include "statistics/convergence.hpp"

#include <wayout/study.hpp>

#include <map>
#include <span>
#include <string>
#include <vector>

namespace wayout {

/// Mean of a figure over the runs so far, and whether another run still moves it.
class SteadyMean {
public:
    void add(double value);
    /// Runs in a row, up to the last, that moved the mean by no more than `max_change_frac` of it, or by no
    /// more than `max_change`.
    int steady_runs() const { return steady_runs_; }
    double mean() const { return count_ > 0 ? sum_ / count_ : 0.0; }

    static constexpr double max_change_frac = 0.01;  ///< [P], as of the curves
    static constexpr double max_change = 0.5;        ///< seconds or people: what nobody would act upon; [P]

private:
    double sum_{0.0};
    int count_{0};
    int steady_runs_{0};
};

class StopWatch {
public:
    StopWatch(const StopRule& rule, std::string output, int variant_count);

    /// All variants of the next replicate. Members that failed are left out.
    void add(std::span<const MemberResult* const> members);
    /// The curves of every variant meet the rule of Ronchi, Reneke and Peacock, percentiles, harm and use of
    /// exits are steady, and the mean of the output is known as well as asked for.
    bool is_converged() const;
    int replicate_count() const { return replicate_count_; }

private:
    struct Variant {
        RunConvergence curves;
        std::map<std::string, SteadyMean> figures;
        std::vector<double> outputs;
    };
    bool is_known(const Variant& variant) const;

    StopRule rule_;
    std::string output_;
    std::vector<Variant> variants_;
    int replicate_count_{0};
};

}  // namespace wayout
