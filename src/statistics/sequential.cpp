#include "statistics/sequential.hpp"

#include "core/assert.hpp"
#include "core/math.hpp"
#include "statistics/binomial.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

std::vector<int> growing_looks(int first, double growth, int last) {
    std::vector<int> looks;
    for (int next = first; next < last;) {
        looks.push_back(next);
        next = std::max(next + 1, static_cast<int>(std::ceil(next * growth)));
    }
    looks.push_back(last);
    return looks;
}

}  // namespace

SequentialTest::SequentialTest(const SequentialSettings& settings)
    : settings_(settings),
      low_(settings.probability - settings.half_indifference),
      high_(settings.probability + settings.half_indifference) {
    WAYOUT_ASSERT(settings.half_indifference > 0.0 && low_ > 0.0 && high_ < 1.0,
                  "sequential test: the band of indifference leaves (0, 1)");
    WAYOUT_ASSERT(settings.alpha > 0.0 && settings.beta > 0.0 && settings.alpha + settings.beta < 1.0,
                  "sequential test: errors out of range");
    WAYOUT_ASSERT(settings.max_runs >= 1 && settings.first_look >= 1 && settings.look_growth >= 1.0,
                  "sequential test: no runs");
    ratio_of_success_ = portable_log(high_ / low_);
    ratio_of_failure_ = portable_log((1.0 - high_) / (1.0 - low_));
    looks_ = growing_looks(settings.first_look, settings.look_growth, settings.max_runs);
}

SequentialAnswer SequentialTest::add(bool is_success) {
    if (answer_ != SequentialAnswer::undecided)
        return answer_;
    ++run_count_;
    success_count_ += is_success ? 1 : 0;
    answer_ = settings_.rule == SequentialRule::wald ? by_ratio() : by_bounds();
    if (answer_ == SequentialAnswer::undecided && run_count_ >= settings_.max_runs) {
        is_truncated_ = true;
        // A share that is just p0 counts, however p0 x runs rounds.
        answer_ = success_count_ >= settings_.probability * run_count_ - 1e-9 ? SequentialAnswer::at_least
                                                                              : SequentialAnswer::below;
    }
    return answer_;
}

SequentialAnswer SequentialTest::by_ratio() const {
    const double log_ratio =
        success_count_ * ratio_of_success_ + (run_count_ - success_count_) * ratio_of_failure_;
    if (log_ratio >= portable_log((1.0 - settings_.beta) / settings_.alpha))
        return SequentialAnswer::at_least;
    if (log_ratio <= portable_log(settings_.beta / (1.0 - settings_.alpha)))
        return SequentialAnswer::below;
    return SequentialAnswer::undecided;
}

SequentialAnswer SequentialTest::by_bounds() const {
    if (!std::binary_search(looks_.begin(), looks_.end(), run_count_))
        return SequentialAnswer::undecided;
    // The lower bound lies above low_ exactly if so many successes are less likely at low_ than the error.
    const auto look_count = static_cast<double>(looks_.size());
    if (binomial_upper_tail(success_count_, run_count_, low_) < settings_.alpha / look_count)
        return SequentialAnswer::at_least;
    if (binomial_lower_tail(success_count_, run_count_, high_) < settings_.beta / look_count)
        return SequentialAnswer::below;
    return SequentialAnswer::undecided;
}

}  // namespace wayout
