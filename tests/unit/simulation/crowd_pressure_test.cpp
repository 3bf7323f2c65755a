#include "simulation/crowd_pressure.hpp"

#include <wayout/simulation.hpp>

#include "hall.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace wayout {
namespace {

constexpr int moments = 24;

/// 20 m x 10 m. Blocks of the crowd are 0.8 m wide from the corner (0, 0) on.
class CrowdPressureTest : public ::testing::Test {
protected:
    std::shared_ptr<const Venue> venue = *build_venue(room_with_two_exits().venue);
    DensityMap density{*venue};
    CrowdPressure pressure{*venue, density};
    Agents agents;

    void add(Vec2 p, Vec2 v) {
        agents.id.push_back(static_cast<AgentId>(agents.id.size() + 1));
        agents.activity.push_back(Activity::walking);
        agents.surface.push_back(0);
        agents.x_m.push_back(p.x);
        agents.y_m.push_back(p.y);
        agents.vx_mps.push_back(static_cast<float>(v.x));
        agents.vy_mps.push_back(static_cast<float>(v.y));
    }
    /// `count` people in each of 9 x 9 blocks about the block (12, 6), at its centre: count / 0.64 per m2.
    void add_crowd(int count) {
        for (int y = 2; y <= 10; ++y)
            for (int x = 8; x <= 16; ++x)
                for (int i = 0; i < count; ++i) add(centre(x, y), {});
    }
    static Vec2 centre(int x, int y) { return {0.8 * (x + 0.5), 0.8 * (y + 0.5)}; }

    template <typename F>
    void set_velocities(F&& velocity) {
        for (std::size_t row = 0; row < agents.size(); ++row) {
            const Vec2 v = velocity(row);
            agents.vx_mps[row] = static_cast<float>(v.x);
            agents.vy_mps[row] = static_cast<float>(v.y);
        }
    }
    /// One window of 10 s; velocity(row, moment).
    template <typename F>
    std::vector<std::size_t> observe(F&& velocity, double end_s = 10.0) {
        density.add_sample(agents.x_m, agents.y_m, agents.surface);
        density.close_second(end_s - 9.0, 1.0);
        pressure.close_second(density);
        for (int moment = 0; moment < moments; ++moment) {
            set_velocities([&](std::size_t row) { return velocity(row, moment); });
            pressure.add_sample(density, agents);
        }
        return pressure.close_window(*venue, density, end_s);
    }
    double peak_at(Vec2 p) const {
        const std::vector<float> peaks = pressure.peaks(0, density);
        return peaks.empty() ? -1.0 : static_cast<double>(peaks[density.layers()[0].cell_of(p)]);
    }
};

TEST_F(CrowdPressureTest, IsDensityTimesVarianceOfASurgingCrowd) {
    // Everybody stands half of the time and goes at 0.4 m/s for the other half: mean 0.2, variance 0.04
    // m2/s2. Four people in each block of 0.64 m2: 6.25 per m2. P = 6.25 x 0.04 = 0.25.
    add_crowd(4);
    const auto first = observe([](std::size_t, int moment) { return Vec2{moment % 2 * 0.4, 0.0}; });
    EXPECT_NEAR(peak_at(centre(12, 6)), 0.25, 1e-6);
    ASSERT_EQ(first.size(), 1u);
    const CrowdPressureSpot& spot = pressure.spots()[first[0]];
    EXPECT_NEAR(spot.peak_per_s2, 0.25, 1e-6);
    EXPECT_EQ(spot.first_above_s, 10.0);
    EXPECT_EQ(spot.above_s, 10.0);
}

TEST_F(CrowdPressureTest, SmoothsVelocitiesWithAGaussianOfAMetre) {
    // Only the people of the middle block move, at 1 m/s half of the time. Weights along an axis: 1,
    // exp(-0.64) = 0.527292, exp(-2.56) = 0.077305; their sum squared is 4.880540, so the smoothed velocity
    // goes up to 1 / 4.880540 = 0.204895 m/s. Variance 0.102448^2 = 0.0104956; P = 6.25 x that = 0.065597.
    add_crowd(4);
    const std::size_t middle = 4 * (4 * 9 + 4);
    observe([&](std::size_t row, int moment) {
        return row >= middle && row < middle + 4 ? Vec2{0.0, moment % 2 * 1.0} : Vec2{};
    });
    EXPECT_NEAR(peak_at(centre(12, 6)), 0.065597, 2e-6);
}

TEST_F(CrowdPressureTest, AUniformFlowHasNone) {
    add_crowd(4);
    EXPECT_TRUE(observe([](std::size_t, int) { return Vec2{0.7, -0.3}; }).empty());
    EXPECT_NEAR(peak_at(centre(12, 6)), 0.0, 1e-9);
    ASSERT_FALSE(pressure.spots().empty());  // measured, and nothing found
    EXPECT_NEAR(pressure.spots()[0].peak_per_s2, 0.0, 1e-9);
    EXPECT_TRUE(std::isnan(pressure.spots()[0].first_above_s));
}

TEST_F(CrowdPressureTest, PeopleOfOneBlockWhoMoveAgainstEachOtherAreNoSurge) {
    add_crowd(4);
    observe([](std::size_t row, int moment) {
        return Vec2{(row + static_cast<std::size_t>(moment)) % 2 == 0 ? 0.5 : -0.5, 0.0};
    });
    EXPECT_NEAR(peak_at(centre(12, 6)), 0.0, 1e-9);
}

TEST_F(CrowdPressureTest, IsNotMeasuredWhereItIsNotCrowded) {
    add_crowd(1);  // 1.6 per m2
    EXPECT_TRUE(observe([](std::size_t, int moment) { return Vec2{moment % 2 * 1.0, 0.0}; }).empty());
    EXPECT_TRUE(pressure.spots().empty());
    EXPECT_TRUE(pressure.peaks(0, density).empty());
}

TEST_F(CrowdPressureTest, IsNotMeasuredWhereItWasCrowdedForLessThanHalfOfTheWindow) {
    add_crowd(4);
    const auto surge = [](std::size_t, int moment) { return Vec2{moment % 2 * 0.4, 0.0}; };
    for (int moment = 0; moment < moments / 2 + 1; ++moment) pressure.add_sample(density, agents);  // empty
    density.add_sample(agents.x_m, agents.y_m, agents.surface);
    density.close_second(1.0, 1.0);
    pressure.close_second(density);
    for (int moment = 0; moment < moments / 2; ++moment) {
        set_velocities([&](std::size_t row) { return surge(row, moment); });
        pressure.add_sample(density, agents);
    }
    EXPECT_TRUE(pressure.close_window(*venue, density, 10.0).empty());
    EXPECT_TRUE(pressure.spots().empty());
    EXPECT_EQ(observe(surge, 20.0).size(), 1u);  // nothing of that window is left in the next
    EXPECT_NEAR(peak_at(centre(12, 6)), 0.25, 1e-6);
}

TEST_F(CrowdPressureTest, APlaceIsAnnouncedOnceAndItsTimeAddsUp) {
    add_crowd(4);
    const auto surge = [](std::size_t, int moment) { return Vec2{moment % 2 * 0.4, 0.0}; };
    EXPECT_EQ(observe(surge, 10.0).size(), 1u);
    EXPECT_TRUE(observe(surge, 20.0).empty());
    observe([](std::size_t, int) { return Vec2{}; }, 30.0);
    ASSERT_EQ(pressure.spots().size(), 1u);
    EXPECT_EQ(pressure.spots()[0].first_above_s, 10.0);
    EXPECT_EQ(pressure.spots()[0].above_s, 20.0);
    EXPECT_NEAR(pressure.spots()[0].peak_per_s2, 0.25, 1e-6);
}

TEST_F(CrowdPressureTest, DoesNotDependOnTheOrderOfPeople) {
    add_crowd(4);
    const auto wild = [](std::size_t person, int moment) {
        const int k = static_cast<int>(person * 7 + static_cast<std::size_t>(moment) * 13) % 11;
        return Vec2{0.1 * k, 0.037 * (k % 5)};
    };
    CrowdPressure other(*venue, density);
    observe(wild);
    const std::size_t n = agents.size();
    // The same crowd again in reverse order.
    std::swap(pressure, other);
    std::reverse(agents.x_m.begin(), agents.x_m.end());
    std::reverse(agents.y_m.begin(), agents.y_m.end());
    observe([&](std::size_t row, int moment) { return wild(n - 1 - row, moment); });
    EXPECT_EQ(pressure.peaks(0, density), other.peaks(0, density));
    EXPECT_GT(peak_at(centre(12, 6)), 0.0);
}

RunResults run_of(const Scenario& scenario, int threads) {
    RunOptions options;
    options.threads = threads;
    Result<Simulation> simulation = Simulation::create(scenario, options);
    if (!simulation) {
        ADD_FAILURE() << simulation.error().front().where << ": " << simulation.error().front().message;
        return {};
    }
    while (!simulation->is_finished()) simulation->step();
    return simulation->results();
}

TEST(CrowdPressureRun, AQueueIsListedAndAnnouncedTheSameForAnyNumberOfThreads) {
    Scenario scenario = room_with_two_exits();
    std::vector<Vec2> places;
    for (int i = 0; i < 160; ++i) places.push_back({12.0 + 0.45 * (i % 16), 2.75 + 0.45 * (i / 16)});
    scenario.people.populations = {people_at("crowd", places)};
    const RunResults one = run_of(scenario, 1);
    const RunResults three = run_of(scenario, 3);
    ASSERT_FALSE(one.crowd_pressure.empty());
    EXPECT_GT(one.crowd_pressure[0].peak_per_s2, 0.0);
    const auto events = std::count_if(one.events.begin(), one.events.end(),
                                      [](const Event& e) { return e.kind == "crowd_pressure"; });
    const auto above =
        std::count_if(one.crowd_pressure.begin(), one.crowd_pressure.end(),
                      [](const CrowdPressureSpot& spot) { return std::isfinite(spot.first_above_s); });
    EXPECT_EQ(events, above);
    ASSERT_EQ(one.crowd_pressure.size(), three.crowd_pressure.size());
    EXPECT_EQ(one.crowd_pressure[0].peak_per_s2, three.crowd_pressure[0].peak_per_s2);
    EXPECT_EQ(one.density[0].peak_pressure_per_s2, three.density[0].peak_pressure_per_s2);
}

TEST(CrowdPressureRun, AFewPeopleHaveNone) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("few", {{5, 5}, {9, 4}, {12, 6}})};
    const RunResults results = run_of(scenario, 1);
    EXPECT_TRUE(results.crowd_pressure.empty());
    EXPECT_TRUE(results.density[0].peak_pressure_per_s2.empty());
    EXPECT_EQ(results.crowd_pressure_warning_per_s2, 0.02);
}

}  // namespace
}  // namespace wayout
