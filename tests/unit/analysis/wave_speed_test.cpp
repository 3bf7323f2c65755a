#include "analysis/wave_speed.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace wayout {
namespace {

constexpr double loop_m = 20.0;
constexpr double frame_s = 0.1;

/// 40 people, evenly spread; where somebody is, the speed is 0.3 + 0.2 sin(2 pi (x - c t) / loop).
Tracks people_in_a_wave(double wave_mps, double amplitude_mps) {
    Tracks tracks;
    tracks.frame_s = frame_s;
    for (int person = 0; person < 40; ++person) {
        Track& track = tracks.of_person.emplace_back();
        double x = 0.5 * person;
        for (int frame = 0; frame < 600; ++frame) {
            track.positions_m.push_back({x, 0.0});
            const double phase = 2.0 * std::numbers::pi * (x - wave_mps * frame * frame_s) / loop_m;
            x += frame_s * (0.3 + amplitude_mps * std::sin(phase));
        }
    }
    return tracks;
}

// Shifts are whole cells of 0.1 m over a lag of 5 s: 0.02 m/s.
TEST(WaveSpeed, FindsWavesThatRunBackwards) {
    const WaveSpeed wave = wave_speed(people_in_a_wave(-0.4, 0.2), loop_m, {3}, 5.0);
    EXPECT_NEAR(wave.speed_mps, -0.4, 0.021);
    EXPECT_GT(wave.correlation, 0.9);
}

TEST(WaveSpeed, FindsWavesThatRunForwards) {
    EXPECT_NEAR(wave_speed(people_in_a_wave(0.8, 0.2), loop_m, {3}, 5.0).speed_mps, 0.8, 0.021);
}

TEST(WaveSpeed, IsNoNumberWithoutAWave) {
    EXPECT_TRUE(std::isnan(wave_speed(people_in_a_wave(-0.4, 0.0), loop_m, {3}, 5.0).speed_mps));
}

TEST(WaveSpeed, RefusesLagsThatConfuseWaves) {
    EXPECT_ANY_THROW((void)wave_speed(people_in_a_wave(-0.4, 0.2), loop_m, {3}, 10.0));
}

}  // namespace
}  // namespace wayout
