#include "statistics/sequential.hpp"

#include "statistics/binomial.hpp"
#include "synthetic.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

namespace wayout {
namespace {

constexpr int streams = 2000;

struct Answers {
    int at_least{};
    int below{};
    int truncated{};
    double mean_runs{};
};

/// Answers over many streams of runs that succeed with `probability`.
Answers answers_at(double probability, const SequentialSettings& settings) {
    Answers answers;
    for (std::uint32_t stream = 0; stream < streams; ++stream) {
        SequentialTest test(settings);
        for (std::size_t run = 0; test.answer() == SequentialAnswer::undecided; ++run)
            test.add(synthetic_uniform(31, stream, run) < probability);
        answers.at_least += test.answer() == SequentialAnswer::at_least ? 1 : 0;
        answers.below += test.answer() == SequentialAnswer::below ? 1 : 0;
        answers.truncated += test.is_truncated() ? 1 : 0;
        answers.mean_runs += static_cast<double>(test.run_count()) / streams;
    }
    return answers;
}

/// Could so many errors come from a probability of at most `bound`, but for 1 in 1,000?
bool is_within(int errors, double bound) {
    return binomial_upper_tail(errors, streams, bound) > 0.001;
}

SequentialSettings settings_of(SequentialRule rule) {
    SequentialSettings settings;
    settings.probability = 0.9;
    settings.half_indifference = 0.05;
    settings.alpha = 0.05;
    settings.beta = 0.10;
    settings.max_runs = 3000;
    settings.rule = rule;
    return settings;
}

TEST(SequentialTest, RatioTestKeepsItsErrors) {
    const SequentialSettings settings = settings_of(SequentialRule::wald);
    const Answers low = answers_at(0.85, settings);
    const Answers high = answers_at(0.95, settings);
    RecordProperty("wrong_at_least_of_2000", low.at_least);
    RecordProperty("wrong_below_of_2000", high.below);
    EXPECT_TRUE(is_within(low.at_least, 0.05 / 0.9)) << low.at_least;
    EXPECT_TRUE(is_within(high.below, 0.10 / 0.95)) << high.below;
    EXPECT_EQ(low.truncated, 0);
    EXPECT_GT(low.at_least, streams / 50);  // and uses them: it stops early
    // A test of fixed size needs n = ((1.645 sqrt(0.85 x 0.15) + 1.282 sqrt(0.95 x 0.05)) / 0.1)^2 = 75 runs.
    EXPECT_LT(low.mean_runs, 60.0);
    EXPECT_LT(high.mean_runs, 60.0);
}

TEST(SequentialTest, ExactRuleKeepsItsErrorsWithRoomToSpare) {
    const SequentialSettings settings = settings_of(SequentialRule::exact);
    const Answers low = answers_at(0.85, settings);
    const Answers high = answers_at(0.95, settings);
    RecordProperty("wrong_at_least_of_2000", low.at_least);
    RecordProperty("wrong_below_of_2000", high.below);
    EXPECT_TRUE(is_within(low.at_least, 0.05)) << low.at_least;
    EXPECT_TRUE(is_within(high.below, 0.10)) << high.below;
    // Far from the band both answers are certain, in few runs.
    EXPECT_EQ(answers_at(0.5, settings).below, streams);
    EXPECT_LT(answers_at(0.5, settings).mean_runs, 20.0);
    EXPECT_GE(answers_at(0.99, settings).at_least, streams - 20);
}

TEST(SequentialTest, LookingAtEachRunWithoutSpendingWouldNotDo) {
    // The control: the same bounds at the whole alpha after each of 300 runs are wrong far more often.
    int wrong = 0;
    for (std::uint32_t stream = 0; stream < streams; ++stream) {
        int successes = 0;
        for (int run = 1; run <= 300; ++run) {
            successes += synthetic_uniform(31, stream, static_cast<std::size_t>(run - 1)) < 0.85 ? 1 : 0;
            if (run >= 10 && binomial_upper_tail(successes, run, 0.85) < 0.05) {
                ++wrong;
                break;
            }
        }
    }
    EXPECT_FALSE(is_within(wrong, 0.05)) << wrong;
    EXPECT_GT(wrong, streams / 10);
}

TEST(SequentialTest, RatioTestByHand) {
    // p0 = 1/2 -+ 1/4: a success adds ln 3, a failure takes it away. With alpha = beta = 0.1 the bounds are
    // -+ ln 9 = 2 ln 3, less a little so that rounding does not matter: two more successes than failures.
    SequentialSettings settings;
    settings.probability = 0.5;
    settings.half_indifference = 0.25;
    settings.alpha = 0.101;
    settings.beta = 0.101;
    SequentialTest up(settings);
    EXPECT_EQ(up.add(true), SequentialAnswer::undecided);
    EXPECT_EQ(up.add(false), SequentialAnswer::undecided);
    EXPECT_EQ(up.add(true), SequentialAnswer::undecided);
    EXPECT_EQ(up.add(true), SequentialAnswer::at_least);
    // The answer stays.
    EXPECT_EQ(up.add(false), SequentialAnswer::at_least);
    EXPECT_EQ(up.run_count(), 4);
    EXPECT_EQ(up.success_count(), 3);
    SequentialTest down(settings);
    down.add(false);
    EXPECT_EQ(down.add(false), SequentialAnswer::below);
    EXPECT_FALSE(down.is_truncated());
}

TEST(SequentialTest, LooksGrowToTheLastRun) {
    SequentialSettings settings = settings_of(SequentialRule::exact);
    settings.first_look = 10;
    settings.look_growth = 1.5;
    settings.max_runs = 50;
    // 10, 15, 22.5, 34.5 and the last.
    EXPECT_EQ(SequentialTest(settings).looks(), (std::vector<int>{10, 15, 23, 35, 50}));
    settings.max_runs = 5;
    EXPECT_EQ(SequentialTest(settings).looks(), (std::vector<int>{5}));
}

TEST(SequentialTest, ADecisionByTheLastRunIsMarked) {
    SequentialSettings settings = settings_of(SequentialRule::exact);
    settings.max_runs = 10;
    settings.beta = 0.05;  // P(8 or fewer of 10 at 0.95) = 0.086 does not reach it
    SequentialTest test(settings);
    for (int run = 0; run < 10; ++run) test.add(run != 4);  // 9 of 10, just p0
    EXPECT_EQ(test.answer(), SequentialAnswer::at_least);
    EXPECT_TRUE(test.is_truncated());
    SequentialTest other(settings);
    for (int run = 0; run < 10; ++run) other.add(run > 1);
    EXPECT_EQ(other.answer(), SequentialAnswer::below);
    EXPECT_TRUE(other.is_truncated());
}

TEST(SequentialTest, ABandOutsideZeroAndOneIsABug) {
    SequentialSettings settings;
    settings.probability = 0.99;
    settings.half_indifference = 0.02;
    EXPECT_THROW(SequentialTest{settings}, InternalError);
}

}  // namespace
}  // namespace wayout
