#include "validation/periodic_walk.hpp"

#include "validation/lab.hpp"
#include "verification/people.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace wayout {
namespace {

/// Mean speed of everybody over the measured time.
std::vector<double> speeds_of(const RunRecord& record) {
    std::vector<double> speeds;
    for (const std::vector<TrackPoint>& track : record.tracks)
        speeds.push_back((track.back().p.x - track.front().p.x) /
                         (track.back().time_s - track.front().time_s));
    return speeds;
}

TEST(PeriodicWalk, SomebodyAloneGoesRoundAtFreeSpeed) {
    const RunRecord record = observe(periodic_plan(
        {.length_m = 20.0, .width_m = 2.0, .people = 1, .run_in_s = 5.0, .measured_s = 60.0}, lab_people, 1));
    ASSERT_TRUE(record.error.empty()) << record.error;
    ASSERT_EQ(record.tracks.size(), 1U);
    // 60 s at 1 m/s and more are several laps.
    EXPECT_GT(record.tracks[0].back().p.x, 3.0 * 20.0);
    EXPECT_NEAR(speeds_of(record)[0], record.people[0].free_speed_mps, 1e-3);
    // Frames of 0.1 s from 0 to 60 s.
    EXPECT_EQ(record.tracks[0].size(), 601U);
}

// 20 people on 20 m: a metre each. All are held up, so all end at the same distance and speed, wherever they
// are: a seam would let somebody walk faster or slower there.
TEST(PeriodicWalk, HasNoSeam) {
    const RunRecord record = observe(periodic_plan(
        {.length_m = 20.0, .width_m = 0.8, .people = 20, .lanes = 1, .run_in_s = 120.0, .measured_s = 60.0},
        lab_people, 1));
    ASSERT_TRUE(record.error.empty()) << record.error;
    double slowest = 10.0, fastest = 0.0;
    for (const std::vector<TrackPoint>& track : record.tracks)
        for (std::size_t i = 10; i < track.size(); ++i) {
            const double speed = track[i].p.x - track[i - 10].p.x;  // over a second
            slowest = std::min(slowest, speed);
            fastest = std::max(fastest, speed);
        }
    EXPECT_GT(slowest, 0.3);
    EXPECT_LT(fastest - slowest, 0.02);
    EXPECT_FALSE(record.violations.any()) << record.violations.first;
}

TEST(PeriodicWalk, IsSlowerWhenFuller) {
    const auto mean_speed = [](int people) {
        const std::vector<double> speeds = speeds_of(observe(periodic_plan(
            {.length_m = 12.0, .width_m = 3.0, .people = people, .run_in_s = 10.0, .measured_s = 20.0},
            weidmann_people, 3)));
        double sum = 0.0;
        for (const double v : speeds) sum += v;
        return sum / static_cast<double>(speeds.size());
    };
    EXPECT_LT(mean_speed(90), 0.8 * mean_speed(30));
}

// The calibration of the plan counts: the design calibration keeps longer gaps.
TEST(PeriodicWalk, TakesTheCalibrationOfThePlan) {
    RunPlan plan = periodic_plan(
        {.length_m = 20.0, .width_m = 0.8, .people = 20, .lanes = 1, .run_in_s = 60.0, .measured_s = 20.0},
        lab_people, 1);
    plan.scenario.simulation.calibration = Calibration::lab;
    const double lab = speeds_of(observe(plan))[0];
    plan.scenario.simulation.calibration = Calibration::design;
    const double design = speeds_of(observe(plan))[0];
    EXPECT_GT(lab, design + 0.05);
}

}  // namespace
}  // namespace wayout
