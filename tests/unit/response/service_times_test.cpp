#include "response/service_times.hpp"

#include "agents/distribution.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

TEST(TriageTime, HasTheMomentsOfTheStudy) {
    const Distribution law = triage_time_s({});
    // By hand: sigma^2 = ln(1 + (22/28)^2) = ln 1.617347 = 0.480787; mu = ln 28 - 0.240393 = 3.091811.
    EXPECT_NEAR(law.sigma, 0.693388, 1e-6);
    EXPECT_NEAR(law.mu, 3.091811, 1e-6);
    EXPECT_NEAR(moments(law).mean, 28.0, 1e-6);
    EXPECT_NEAR(moments(law).sd, 22.0, 1e-6);
}

TEST(Judgement, SaltErrsByOneClass) {
    TriageSpec salt;
    const JudgementMatrix matrix = judgement_matrix(salt, true);
    EXPECT_DOUBLE_EQ(matrix[0][1], 0.11);
    EXPECT_DOUBLE_EQ(matrix[0][2], 0.0);
    EXPECT_DOUBLE_EQ(matrix[1][0], 0.08);
    EXPECT_DOUBLE_EQ(matrix[1][1], 0.81);
    EXPECT_DOUBLE_EQ(matrix[1][2], 0.11);
    EXPECT_DOUBLE_EQ(matrix[2][1], 0.08);
    salt.method = TriageMethod::start;
    EXPECT_DOUBLE_EQ(judgement_matrix(salt, true)[0][1], 0.20);
}

TEST(Judgement, WithoutTrainingErrsThreeTimesAsOftenButNeverMoreThanAlways) {
    TriageSpec salt;
    EXPECT_NEAR(judgement_matrix(salt, false)[0][1], 0.33, 1e-12);
    salt.untrained_factor = 100.0;
    const JudgementMatrix matrix = judgement_matrix(salt, false);
    for (const auto& row : matrix) EXPECT_NEAR(row[0] + row[1] + row[2], 1.0, 1e-12);
    EXPECT_DOUBLE_EQ(matrix[0][0], 0.0);
}

TEST(Carry, TripByHand) {
    // Stretcher, 46 m level and 9 m of stairs down: in 46 / 1.15 + 9 / 0.45 = 40 + 20 s, preparation 45 s,
    // out 46 / 1.0 + 9 / 0.6 = 46 + 15 s, transfer 45 s: 211 s.
    CarrySpec carry;
    carry.level_m = 46.0;
    carry.stairs_down_m = 9.0;
    EXPECT_NEAR(carry_time_s(carry), 211.0, 1e-9);
    // Up: the team comes down 9 / 0.7 s and carries up at half of 0.6 m/s, 30 s.
    carry.stairs_down_m = 0.0;
    carry.stairs_up_m = 9.0;
    EXPECT_NEAR(carry_time_s(carry), 40.0 + 9.0 / 0.7 + 45.0 + 46.0 + 30.0 + 45.0, 1e-9);
}

TEST(HourlyCap, IsThreePercentOfTheBeds) {
    HospitalSpec hospital;
    hospital.beds = 400;
    EXPECT_DOUBLE_EQ(hourly_cap(hospital), 12.0);
    hospital.cap_per_hour = 5.0;
    EXPECT_DOUBLE_EQ(hourly_cap(hospital), 5.0);
}

}  // namespace
}  // namespace wayout
