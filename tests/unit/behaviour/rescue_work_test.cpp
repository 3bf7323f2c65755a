// Hand values of the people-and-response specification 6.1 and 6.2.
#include "behaviour/rescue_work.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

constexpr double blind = 0.5;
constexpr double clear = 10.0;

TEST(RescueWork, ACrewOfTwoSearchesTwelveSquareMetresWithoutSightInFourMinutes) {
    RescueTeamSpec team;
    EXPECT_NEAR(search_time_s(team, 12.0, blind), 240.0, 1e-9);
    // 240 s (31 / 12)^0.8, by logarithms: 240 exp(0.8 x 0.949081) = 512.8.
    EXPECT_NEAR(search_time_s(team, 31.0, blind), 512.8, 0.1);
    EXPECT_NEAR(search_time_s(team, 12.0, clear), 84.0, 1e-9);  // x 0.35
    EXPECT_NEAR(search_time_s(team, 12.0, 3.0), 162.0, 1e-9);   // half way between 240 and 84
    EXPECT_NEAR(search_time_s(team, 12.0, 100.0), 5.0, 1e-9);   // looks round
    team.thermal_camera = true;
    EXPECT_NEAR(search_time_s(team, 12.0, blind), 144.0, 1e-9);  // x 0.6
    team.thermal_camera = false;
    team.members = 4;
    EXPECT_NEAR(search_time_s(team, 12.0, blind), 120.0, 1e-9);
    team.search_factor = 2.0;
    EXPECT_NEAR(search_time_s(team, 12.0, blind), 240.0, 1e-9);
}

TEST(RescueWork, WithoutSightTeamsWalkAsInTheTunnelTrials) {
    const RescueTeamSpec team;
    EXPECT_NEAR(team.level_mps * rescuer_speed_frac(team, false, 0.0), 0.39, 1e-9);
    EXPECT_NEAR(team.level_mps * rescuer_speed_frac(team, true, 0.0), 0.50, 1e-9);
    EXPECT_NEAR(rescuer_speed_frac(team, false, 5.0), 1.0, 1e-9);
    EXPECT_NEAR(team.level_mps * rescuer_speed_frac(team, false, 3.0), 0.5 * (1.15 + 0.39), 1e-9);
}

TEST(RescueWork, TurnsBackWhenTheAirIsThatOfTheWayOut) {
    RescueTeamSpec team;
    team.air_moving_l_per_min = 50.0;
    // 6 min of way out take 300 L.
    EXPECT_FALSE(must_turn_back(team, 301.0, 360.0));
    EXPECT_TRUE(must_turn_back(team, 299.0, 360.0));
    team.breathing_apparatus = false;
    EXPECT_FALSE(must_turn_back(team, 0.0, 360.0));
}

TEST(RescueWork, CarriesByHandWithTooFewForTheDevice) {
    RescueTeamSpec team;
    team.device = CarryDevice::stretcher;  // needs four
    EXPECT_NEAR(rescue_carrying(team).level_mps, 0.4, 1e-9);
    EXPECT_NEAR(rescue_carrying(team).stair_up_mps, 0.1, 1e-9);
    team.members = 4;
    EXPECT_NEAR(rescue_carrying(team).level_mps, 1.04, 1e-9);
}

}  // namespace
}  // namespace wayout
