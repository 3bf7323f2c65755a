#include "behaviour/carrying.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

AssistanceSpec on(CarryDevice device) {
    AssistanceSpec spec;
    spec.need = HelpNeed::stairs;
    spec.device = device;
    return spec;
}

TEST(Carrying, TakesTheSpeedsOfTheTableOfDevices) {
    // Locomotion specification, table 9.8.
    EXPECT_EQ(carrying_of(on(CarryDevice::evac_chair)).stair_down_mps, 0.83);
    EXPECT_EQ(carrying_of(on(CarryDevice::evac_chair)).level_mps, 1.46);
    EXPECT_EQ(carrying_of(on(CarryDevice::evac_chair)).team_size, 1);
    EXPECT_EQ(carrying_of(on(CarryDevice::carry_chair)).stair_down_mps, 0.58);
    EXPECT_EQ(carrying_of(on(CarryDevice::stretcher)).level_mps, 1.04);
    EXPECT_EQ(carrying_of(on(CarryDevice::stretcher)).team_size, 4);
    EXPECT_EQ(carrying_of(on(CarryDevice::rescue_sheet)).stair_down_mps, 0.62);
    // Up stairs half of the speed down.
    EXPECT_EQ(carrying_of(on(CarryDevice::rescue_sheet)).stair_up_mps, 0.31);
}

TEST(Carrying, OwnNumbersComeFirst) {
    AssistanceSpec spec = on(CarryDevice::evac_chair);
    spec.level_mps = 1.0;
    spec.stair_down_mps = 0.5;
    spec.team_size = 2;
    const Carrying carrying = carrying_of(spec);
    EXPECT_EQ(carrying.level_mps, 1.0);
    EXPECT_EQ(carrying.stair_down_mps, 0.5);
    EXPECT_EQ(carrying.stair_up_mps, 0.25);
    EXPECT_EQ(carrying.team_size, 2);
    EXPECT_NE(carrying.text.find("given by the user"), std::string::npos);
}

TEST(Carrying, WithoutDeviceNoStairsButWithSupport) {
    AssistanceSpec spec;
    spec.need = HelpNeed::pushed;
    EXPECT_FALSE(carrying_of(spec).takes_stairs());
    EXPECT_EQ(carrying_of(spec).level_mps, 1.30);
    spec.need = HelpNeed::support;
    EXPECT_TRUE(carrying_of(spec).takes_stairs());
    EXPECT_EQ(carrying_of(spec).level_mps, 0.78);
}

}  // namespace
}  // namespace wayout
