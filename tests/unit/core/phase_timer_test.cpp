#include "core/phase_timer.hpp"

#include <gtest/gtest.h>

#include <regex>

#include <wayout/error.hpp>

namespace wayout {
namespace {

/// Uses CPU time until the stopwatch says that it was enough.
void work_for(double seconds) {
    const Stopwatch stopwatch;
    while (stopwatch.elapsed_s() < seconds) {
    }
}

TEST(PhaseTimer, AccumulatesByPhaseInTheGivenOrder) {
    PhaseTimer timer({"move", "record"});
    const Stopwatch outer;
    for (int i = 0; i < 3; ++i) {
        const auto scope = timer.measure(0);
        work_for(0.002);
    }
    const double outer_ms = 1e3 * outer.elapsed_s();

    ASSERT_EQ(timer.phases().size(), 2U);
    EXPECT_EQ(timer.phases()[0].name, "move");
    EXPECT_EQ(timer.phases()[0].call_count, 3U);
    EXPECT_GE(timer.phases()[0].total_ms, 6.0);  // 3 * 2 ms of work
    EXPECT_LE(timer.phases()[0].total_ms, outer_ms);
    EXPECT_EQ(timer.phases()[1].name, "record");
    EXPECT_EQ(timer.phases()[1].call_count, 0U);
    EXPECT_EQ(timer.phases()[1].total_ms, 0.0);
}

TEST(PhaseTimer, ResetForgetsTimesAndKeepsNames) {
    PhaseTimer timer({"move"});
    { const auto scope = timer.measure(0); }
    timer.reset();
    EXPECT_EQ(timer.phases()[0].name, "move");
    EXPECT_EQ(timer.phases()[0].call_count, 0U);
    EXPECT_EQ(timer.phases()[0].total_ms, 0.0);
}

TEST(PhaseTimer, RefusesUnknownAndDoublePhases) {
    PhaseTimer timer({"move"});
    EXPECT_THROW(static_cast<void>(timer.measure(1)), InternalError);
    EXPECT_THROW(PhaseTimer({"move", "record", "move"}), InternalError);
}

TEST(ProcessCpu, GrowsWithWork) {
    const double before_s = process_cpu_s();
    work_for(0.02);
    // On a busy machine the thread may get only a part of the time; none at all would mean a clock that
    // stands still.
    EXPECT_GT(process_cpu_s(), before_s);
}

TEST(UtcNow, IsIso8601) {
    EXPECT_TRUE(std::regex_match(utc_now(), std::regex(R"(20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\dZ)")))
        << utc_now();
}

}  // namespace
}  // namespace wayout
