#include "input/assistance_form.hpp"

#include "snippets.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

JsonValue lift() {
    return tree_of(R"({"id": "a", "car": [0, 0, 2, 2],
        "stops": [{"storey": "ground", "door": "d0"}, {"storey": "upper", "door": "d1"}],
        "capacity_persons": 8, "speed_mps": 1, "acceleration_mps2": 0.6, "door_open_s": 2, "door_close_s": 3,
        "dwell_s": 4, "riders": "no_stairs", "starts_at": "upper", "fails_at_s": 120})");
}

JsonValue help() {
    return tree_of(
        R"({"need": "stairs", "device": "carry_chair", "helpers": "staff", "team_size": 3, "trips": 2,
        "preparation_min_s": 20, "preparation_max_s": 40, "level_mps": 1.1, "stair_down_mps": 0.5,
        "stair_up_mps": 0.2, "radius_m": 0.35, "refuges": ["north"], "lift": "preferred"})");
}

TEST(LiftForm, ReadsEveryKey) {
    const auto [spec, problems] = read_object<LiftSpec>("lift", lift_fields, lift());
    EXPECT_EQ(problems, "");
    ASSERT_EQ(spec.stops.size(), 2U);
    EXPECT_EQ(spec.stops[1].door, "d1");
    EXPECT_EQ(spec.capacity_persons, 8);
    EXPECT_EQ(spec.acceleration_mps2, 0.6);
    EXPECT_EQ(spec.door_close_s, 3.0);
    EXPECT_EQ(spec.riders, LiftSpec::Riders::no_stairs);
    EXPECT_EQ(spec.starts_at, "upper");
    EXPECT_EQ(spec.fails_at_s, 120.0);
}

TEST(LiftForm, HasNoHiddenNumbers) {
    for (const char* key : {"/capacity_persons", "/speed_mps", "/acceleration_mps2", "/door_open_s",
                            "/door_close_s", "/dwell_s", "/riders", "/stops", "/car"})
        EXPECT_NE(read_object<LiftSpec>("lift", lift_fields, with_change(lift(), key, "")).problems, "")
            << key;
    EXPECT_NE(read_object<LiftSpec>("lift", lift_fields, with_change(lift(), "/stops/1", "")).problems, "");
    EXPECT_NE(read_object<LiftSpec>("lift", lift_fields, with_change(lift(), "/speed_mps", "0")).problems,
              "");
}

TEST(AssistanceForm, ReadsEveryKey) {
    const auto [spec, problems] = read_object<AssistanceSpec>("assistance", assistance_fields, help());
    EXPECT_EQ(problems, "");
    EXPECT_EQ(spec.need, HelpNeed::stairs);
    EXPECT_EQ(spec.device, CarryDevice::carry_chair);
    EXPECT_EQ(spec.helpers, "staff");
    EXPECT_EQ(spec.team_size, 3);
    EXPECT_EQ(spec.trips, 2);
    EXPECT_EQ(spec.preparation_max_s, 40.0);
    EXPECT_EQ(spec.stair_up_mps, 0.2);
    EXPECT_EQ(spec.radius_m, 0.35);
    EXPECT_EQ(spec.refuges, std::vector<std::string>{"north"});
    EXPECT_EQ(spec.lift, LiftUse::preferred);
}

TEST(AssistanceForm, RefusesWhatContradictsItself) {
    const auto problems = [](const char* key, const char* value) {
        return read_object<AssistanceSpec>("assistance", assistance_fields, with_change(help(), key, value))
            .problems;
    };
    EXPECT_NE(problems("/preparation_min_s", "41").find("longer than the longest"), std::string::npos);
    EXPECT_NE(problems("/need", "\"none\"").find("need no help"), std::string::npos);
    EXPECT_NE(problems("/need", "\"support\"").find("not carried"), std::string::npos);
    EXPECT_NE(problems("/device", "\"none\"").find("name one"), std::string::npos);
    EXPECT_NE(problems("/device", "\"evac_chairs\"").find("evac_chair"), std::string::npos);
}

TEST(RefugeForm, StandsInAZoneOrAPolygon) {
    const auto problems = [](const char* text) {
        return read_object<RefugeSpec>("refuge", refuge_fields, tree_of(text)).problems;
    };
    EXPECT_EQ(problems(R"({"id": "r", "zone": "lobby", "places": 2})"), "");
    EXPECT_EQ(problems(R"({"id": "r", "storey": "up", "rect": [0, 0, 2, 2], "places": 2})"), "");
    EXPECT_NE(problems(R"({"id": "r", "places": 2})"), "");
    EXPECT_NE(problems(R"({"id": "r", "zone": "lobby", "rect": [0, 0, 2, 2], "places": 2})"), "");
    EXPECT_NE(problems(R"({"id": "r", "zone": "lobby", "places": 0})"), "");
}

}  // namespace
}  // namespace wayout
