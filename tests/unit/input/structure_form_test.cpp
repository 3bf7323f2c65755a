#include "input/structure_form.hpp"

#include "snippets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace wayout {
namespace {

struct ReadLoss {
    StructuralLossSpec value;
    std::string problems;
};

ReadLoss read_loss(const JsonValue& tree) {
    Reading reading;
    reading.file_names = {"fire.json"};
    ReadLoss result;
    const bool good =
        object("structural loss", structural_loss_fields).read(Place(reading, tree), result.value);
    result.problems = as_lines(std::move(reading.problems).take());
    EXPECT_EQ(good, result.problems.empty()) << result.problems;
    return result;
}

JsonValue whole() {
    return tree_of(R"({
        "id": "roof-1", "storey": "hall", "rect": [0, 0, 10, 5], "at_s": 600, "warning_s": 60,
        "outcomes": {"unhurt_frac": 0.1, "injured_frac": 0.5, "trapped_frac": 0.3, "fatal_frac": 0.1},
        "perimeter_m": 4, "perimeter_speed_frac": 0.5, "roof_opening_m2": 20})");
}

JsonValue by_member() {
    return with_change(with_change(whole(), "/at_s", ""), "/member", R"({
        "section_factor_per_m": 250, "utilisation_frac": 0.6, "emissivity_frac": 0.8,
        "convection_w_per_m2_k": 25, "shadow_frac": 0.7, "place": [5, 2], "height_above_floor_m": 8})");
}

TEST(StructureForm, ReadsALossByTime) {
    const StructuralLossSpec loss = read_loss(whole()).value;
    EXPECT_EQ(loss.id, "roof-1");
    EXPECT_EQ(loss.storey, "hall");
    EXPECT_EQ(loss.polygon.outer.size(), 4U);
    EXPECT_EQ(loss.at_s, 600.0);
    EXPECT_FALSE(loss.member);
    EXPECT_EQ(loss.warning_s, 60.0);
    EXPECT_EQ(loss.outcomes.unhurt_frac, 0.1);
    EXPECT_EQ(loss.outcomes.injured_frac, 0.5);
    EXPECT_EQ(loss.outcomes.trapped_frac, 0.3);
    EXPECT_EQ(loss.outcomes.fatal_frac, 0.1);
    EXPECT_EQ(loss.perimeter_m, 4.0);
    EXPECT_EQ(loss.perimeter_speed_frac, 0.5);
    EXPECT_EQ(loss.roof_opening_m2, 20.0);
    EXPECT_EQ(loss.where, "fire.json");
}

TEST(StructureForm, ReadsALossByAMember) {
    const StructuralLossSpec loss = read_loss(by_member()).value;
    EXPECT_FALSE(loss.at_s);
    ASSERT_TRUE(loss.member);
    EXPECT_EQ(loss.member->section_factor_per_m, 250.0);
    EXPECT_EQ(loss.member->utilisation_frac, 0.6);
    EXPECT_EQ(loss.member->emissivity_frac, 0.8);
    EXPECT_EQ(loss.member->convection_w_per_m2_k, 25.0);
    EXPECT_EQ(loss.member->shadow_frac, 0.7);
    EXPECT_EQ(loss.member->place, (Vec2{5, 2}));
    EXPECT_EQ(loss.member->height_above_floor_m, 8.0);
}

TEST(StructureForm, RefusesWhatCannotBe) {
    struct Case {
        const char* pointer;
        const char* value;
        const char* problem;
    };
    const Case cases[] = {
        {"/id", "", "'id' is missing"},
        {"/rect", "", "polygon"},
        {"/rect", "[0, 0, 0, 5]", "rect"},
        {"/at_s", "", "exactly one of these keys is needed: at_s, member"},
        {"/at_s", "-1", "out of range"},
        {"/at_s", "1e300", "out of range"},
        {"/warning_s", "601", "601 s before 600 s is before the incident starts"},
        {"/outcomes", "", "'outcomes' is missing"},
        {"/outcomes/fatal_frac", "0.2", "add up to 1.1; they must add up to 1"},
        {"/outcomes/fatal_frac", "", "'fatal_frac' is missing"},
        {"/outcomes/fatal_frac", "-0.1", "out of range"},
        {"/perimeter_speed_frac", "0", "out of range"},
        {"/roof_opening", "3", "did you mean 'roof_opening_m2'"},
    };
    for (const Case& c : cases) {
        const std::string problems = read_loss(with_change(whole(), c.pointer, c.value)).problems;
        EXPECT_NE(problems.find(c.problem), std::string::npos) << c.pointer << " " << c.value << "\n"
                                                               << problems;
    }
    const Case of_members[] = {
        {"/at_s", "600", "cannot be given together"},
        {"/member/utilisation_frac", "0.01", "out of range"},
        {"/member/utilisation_frac", "60", "out of range"},
        {"/member/section_factor_per_m", "", "'section_factor_per_m' is missing"},
        {"/member/place", "[1]", "place"},
        {"/member/shadow_frac", "0", "out of range"},
    };
    for (const Case& c : of_members) {
        const std::string problems = read_loss(with_change(by_member(), c.pointer, c.value)).problems;
        EXPECT_NE(problems.find(c.problem), std::string::npos) << c.pointer << " " << c.value << "\n"
                                                               << problems;
    }
}

TEST(StructureForm, ReportsAllProblemsAtOnce) {
    JsonValue tree = with_change(whole(), "/id", R"("two words")");
    tree = with_change(std::move(tree), "/perimeter_m", "-1");
    tree = with_change(std::move(tree), "/outcomes/injured_frac", "7");
    const std::string problems = read_loss(tree).problems;
    EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 3) << problems;
    EXPECT_NE(problems.find("fire.json: outcomes"), std::string::npos) << problems;
}

}  // namespace
}  // namespace wayout
