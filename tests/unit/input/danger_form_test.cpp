#include "input/danger_form.hpp"

#include "snippets.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayout {
namespace {

JsonValue circle() {
    return tree_of(R"({
        "id": "gate", "name": "Main gate", "storey": "hall",
        "path": [[0, 1, 2], [60, 3, 4]], "radius_m": [[0, 0], [30, 5]], "from_s": 10, "until_s": 300,
        "sight_m": 20, "heard_m": 0, "spread_per_s": 0.1, "spread_m": 3,
        "messages": [{"at_s": 40, "delay_s": 5, "share_frac": 0.5, "zones": ["foyer"]}],
        "closes_exits": ["main"], "avoid_m": 3, "fear_m": 8, "fear_factor": 5})");
}

ReadObject<DangerAreaSpec> read_area(const JsonValue& tree) {
    return read_object<DangerAreaSpec>("danger area", danger_area_fields, tree);
}

TEST(DangerAreaForm, ReadsEveryKey) {
    const ReadObject<DangerAreaSpec> area = read_area(circle());
    ASSERT_EQ(area.problems, "");
    EXPECT_EQ(area.value.id, "gate");
    EXPECT_EQ(area.value.storey, "hall");
    ASSERT_EQ(area.value.path.size(), 2U);
    EXPECT_EQ(area.value.path[1].time_s, 60.0);
    EXPECT_EQ(area.value.path[1].centre, (Vec2{3, 4}));
    EXPECT_EQ(area.value.radius_m[1].radius_m, 5.0);
    EXPECT_EQ(area.value.until_s, 300.0);
    EXPECT_EQ(area.value.heard_m, 0.0);
    ASSERT_EQ(area.value.messages.size(), 1U);
    EXPECT_EQ(area.value.messages[0].share_frac, 0.5);
    EXPECT_EQ(area.value.messages[0].zones, (std::vector<std::string>{"foyer"}));
    EXPECT_EQ(area.value.closes_exits, (std::vector<std::string>{"main"}));
    EXPECT_EQ(area.value.fear_factor, 5.0);
}

TEST(DangerAreaForm, DefaultsAreThoseOfTheSpecification) {
    const ReadObject<DangerAreaSpec> area = read_area(tree_of(R"({"id": "a", "rect": [0, 0, 1, 1]})"));
    ASSERT_EQ(area.problems, "");
    ASSERT_TRUE(area.value.polygon.has_value());
    EXPECT_EQ(area.value.sight_m, 30.0);
    EXPECT_EQ(area.value.heard_m, 50.0);
    EXPECT_EQ(area.value.spread_per_s, 0.2);
    EXPECT_EQ(area.value.spread_m, 5.0);
    EXPECT_EQ(area.value.avoid_m, 5.0);
    EXPECT_EQ(area.value.fear_m, 10.0);
    EXPECT_EQ(area.value.fear_factor, 10.0);
    EXPECT_FALSE(area.value.by_message_only);
}

TEST(DangerAreaForm, SaysWhatIsWrong) {
    const auto problems = [](std::string_view pointer, std::string_view value) {
        return read_area(with_change(circle(), pointer, value)).problems;
    };
    EXPECT_NE(problems("/radius_m", "[[0, -1]]").find("radius_m[0][1]"), std::string::npos);
    EXPECT_NE(problems("/path", "[[9, 0, 0], [9, 1, 1]]").find("the times must rise: 9 s is followed by 9 s"),
              std::string::npos);
    EXPECT_NE(problems("/radius_m", "").find("radius_m"), std::string::npos);
    EXPECT_NE(problems("/rect", "[0, 0, 1, 1]").find("path"), std::string::npos);
    EXPECT_NE(problems("/until_s", "10").find("before it begins"), std::string::npos);
    EXPECT_NE(problems("/grows_mps", "1").find("leave the key out"), std::string::npos);
    EXPECT_NE(problems("/path", "[[0, 1]]").find("path[0]"), std::string::npos);
    EXPECT_NE(problems("/path", "\"x\"").find("path"), std::string::npos);
    EXPECT_NE(problems("/avoid", "3").find("avoid_m"), std::string::npos);  // did you mean
}

TEST(ShelterForm, LockableOnesNeedDoors) {
    const auto read_shelter = [](std::string_view text) {
        return read_object<ShelterSpec>("shelter", shelter_fields, tree_of(text));
    };
    const ReadObject<ShelterSpec> sound = read_shelter(R"({"id": "s", "zone": "store", "doors": ["d"]})");
    EXPECT_EQ(sound.problems, "");
    EXPECT_EQ(sound.value.m2_per_person, 0.5);
    EXPECT_EQ(sound.value.leave_extinction_per_m, 0.3);
    EXPECT_NE(read_shelter(R"({"id": "s", "zone": "store"})").problems.find("needs doors"),
              std::string::npos);
    EXPECT_EQ(read_shelter(R"({"id": "s", "zone": "store", "lockable": false})").problems, "");
}

TEST(OrderForm, KnowsFourInstructions) {
    const auto read_order = [](std::string_view text) {
        return read_object<OrderSpec>("order", order_fields, tree_of(text));
    };
    EXPECT_EQ(read_order(R"({"at_s": 5, "instruction": "all_clear"})").value.instruction,
              Instruction::all_clear);
    EXPECT_NE(read_order(R"({"at_s": 5, "instruction": "run"})").problems, "");
    EXPECT_EQ(read_order(R"({"at_s": 5, "instruction": "shelter", "lock_after_s": 9})").value.lock_after_s,
              9.0);
    EXPECT_NE(read_order(R"({"at_s": 5, "instruction": "stay", "lock_after_s": 9})").problems, "");
}

TEST(DangerReferences, UnknownIdsAreNamedWithTheOneThatWasMeant) {
    const ScenarioDraft draft = read_changed("/incident", R"({
        "danger_areas": [{"id": "a", "rect": [0, 0, 1, 1], "closes_exits": ["nowhere-at-all"]},
                         {"id": "a", "rect": [0, 0, 1, 1], "messages": [{"at_s": 1, "zones": ["nozone"]}]}],
        "orders": [{"at_s": 1, "instruction": "stay", "zones": ["nozone"]}]})");
    const std::string problems = as_lines(draft.errors);
    EXPECT_NE(problems.find("there is no exit 'nowhere-at-all'"), std::string::npos) << problems;
    EXPECT_NE(problems.find("there is no zone 'nozone'"), std::string::npos) << problems;
    EXPECT_NE(problems.find("the id 'a' is already taken"), std::string::npos) << problems;
}

}  // namespace
}  // namespace wayout
