/// Is a probability at least so high? Asked run by run, so that a clear answer needs few runs.
#pragma once

#include <vector>

namespace wayout {

enum class SequentialRule {
    /// Wald's sequential probability ratio test: fewest runs on average; its errors are Wald's
    /// approximations,
    /// at most alpha / (1 - beta) and beta / (1 - alpha).
    wald,
    /// Exact binomial tests at growing numbers of runs, each with an equal part of alpha and beta: the errors
    /// are bounded without any approximation; more runs.
    exact,
};

/// Two errors are bounded, outside a band about the probability in question within which either answer will
/// do.
struct SequentialSettings {
    double probability{0.95};        ///< p0: is it at least this?
    double half_indifference{0.02};  ///< the band is p0 -+ this, inside (0, 1)
    double alpha{0.05};              ///< of "at least" at p0 - half_indifference or less
    double beta{0.05};               ///< of "below" at p0 + half_indifference or more
    int max_runs{1000};              ///< then the share of the runs decides, without those bounds
    SequentialRule rule{SequentialRule::wald};
    int first_look{10};        ///< exact rule: runs before the first test
    double look_growth{1.25};  ///< exact rule: the next test comes after so many times the runs
};

enum class SequentialAnswer { undecided, at_least, below };

/// Source of the ratio test: Wald, "Sequential tests of statistical hypotheses", Ann. Math. Statist. 16
/// (1945) 117-186. Of the exact rule: Clopper-Pearson bounds with alpha spent in equal parts (Bonferroni).
class SequentialTest {
public:
    explicit SequentialTest(const SequentialSettings& settings = {});

    /// One more run. Once there is an answer it stays, and further runs are not counted.
    SequentialAnswer add(bool is_success);

    SequentialAnswer answer() const { return answer_; }
    /// The answer came from the share of max_runs runs, because the test had none until then: alpha and beta
    /// do not hold for it.
    bool is_truncated() const { return is_truncated_; }
    int run_count() const { return run_count_; }
    int success_count() const { return success_count_; }
    /// Runs after which the exact rule tests, ascending; the last is max_runs.
    const std::vector<int>& looks() const { return looks_; }

private:
    SequentialAnswer by_ratio() const;
    SequentialAnswer by_bounds() const;

    SequentialSettings settings_;
    double low_;  ///< end of the band of indifference
    double high_;
    double ratio_of_success_;  ///< log of the likelihood at high_ over that at low_
    double ratio_of_failure_;
    std::vector<int> looks_;
    int run_count_{0};
    int success_count_{0};
    SequentialAnswer answer_{SequentialAnswer::undecided};
    bool is_truncated_{false};
};

}  // namespace wayout
