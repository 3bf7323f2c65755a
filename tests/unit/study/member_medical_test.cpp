/// The medical chain of a member: a room whose ceiling falls on everybody.
#include "small_study.hpp"
#include "study/member_task.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace wayout {
namespace {

using namespace small;

/// Everybody is injured after one second, before anybody has begun to walk.
std::string struck_room(const std::string& response) {
    std::string text = room;
    const auto replace = [&](const std::string& from, const std::string& to) {
        const std::size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
    };
    replace(R"("min": 0, "max": 5)", R"("min": 3, "max": 5)");
    replace(R"("in": {"storeys": ["g"]})", R"("in": {"polygon": {"rect": [2, 1, 6, 5]}})");
    replace(R"("simulation":)",
            R"("incident": {"structural_losses": [{"id": "roof", "rect": [1, 0, 7, 6], "at_s": 1,
                "outcomes": {"unhurt_frac": 0, "injured_frac": 1, "trapped_frac": 0, "fatal_frac": 0}}]},)" +
                response + R"("simulation":)");
    return text;
}

constexpr const char* with_plan = R"("response": {"medical_plan": {"wayout_response": 1,
    "collection_points": [{"id": "front"}, {"id": "side", "exits": ["east"]}],
    "triage": {"officers": [{"id": "a", "place": "front"}, {"id": "b", "place": "side"}]},
    "ambulances": [{"id": "cars", "base": "front", "place": "front", "count": 1, "capacity": {"red": 1, "yellow": 1, "green": 1}}],
    "hospitals": [{"id": "h", "beds": 1000, "ed_beds": 100}],
    "injuries": {"structure_serious_frac": 1, "scatter_points": 0},
    "by_themselves": {"green_frac": 0, "yellow_frac": 0},
    "travel": [{"from": "front", "to": "h", "time_s": 600}, {"from": "side", "to": "h", "time_s": 600},
               {"from": "front", "to": "side", "time_s": 30}]}},)";

MemberRunner runner_of(const std::string& text) {
    Result<ScenarioTree> tree = ScenarioTree::from_text(text, ".");
    EXPECT_TRUE(tree.has_value()) << (tree ? std::string() : as_lines(tree.error()));
    return MemberRunner(*std::move(tree));
}

MemberTask set(const std::string& path, const std::string& json) {
    MemberTask task{0, 0, 1, {}, 0.0, {}};
    task.changes.push_back({ScenarioChange::Act::set, path, json, 1.0});
    return task;
}

TEST(MemberMedical, EverybodyStruckIsACasualtyAndTheChainIsRun) {
    const MemberRunner runner = runner_of(struck_room(with_plan));
    const MemberResult member = runner.run({0, 0, 1, {}, 0.0, {}});
    ASSERT_EQ(member.status, MemberStatus::done) << member.problem;
    EXPECT_EQ(figure_of(member, "people.injured"), 12.0);
    EXPECT_EQ(figure_of(member, "casualties.all"), 12.0);
    EXPECT_EQ(figure_of(member, "casualties.yellow"), 12.0);
    EXPECT_EQ(figure_of(member, "casualties.never_found"), 0.0);
    EXPECT_EQ(figure_of(member, "medical.hospital.h.patients"), 12.0);
    EXPECT_EQ(figure_of(member, "medical.unserved"), 0.0);
    EXPECT_GT(figure_of(member, "medical.scene_clear_s"), 3600.0);  // twelve ways there and back by one car
    // A score of 8 at the best: p(8) = 1 / (1 + exp(2.90 - 4.528)).
    EXPECT_GE(figure_of(member, "medical.expected_deaths"),
              12.0 * (1.0 - 1.0 / (1.0 + std::exp(-1.628))) - 1e-9);
}

TEST(MemberMedical, ThePlanIsVariedByItsPathsAndLeavesTheRunAlone) {
    const MemberRunner runner = runner_of(struck_room(with_plan));
    const MemberResult one = runner.run({0, 0, 1, {}, 0.0, {}});
    const MemberResult many = runner.run(set("response.medical_plan.ambulances[cars].count", "12"));
    ASSERT_EQ(many.status, MemberStatus::done) << many.problem;
    EXPECT_EQ(one.state_hash, many.state_hash);
    EXPECT_EQ(one.exit_times_s, many.exit_times_s);
    EXPECT_LT(figure_of(many, "medical.scene_clear_s"), figure_of(one, "medical.scene_clear_s"));
    EXPECT_GT(figure_of(many, "medical.first_hour_in_hospital"),
              figure_of(one, "medical.first_hour_in_hospital"));
    EXPECT_LT(figure_of(many, "medical.expected_deaths"), figure_of(one, "medical.expected_deaths"));
}

TEST(MemberMedical, WithoutAPlanThereAreNoFiguresOfIt) {
    const MemberRunner runner = runner_of(struck_room(""));
    const MemberResult member = runner.run({0, 0, 1, {}, 0.0, {}});
    ASSERT_EQ(member.status, MemberStatus::done) << member.problem;
    EXPECT_EQ(figure_of(member, "people.injured"), 12.0);
    EXPECT_TRUE(std::isnan(figure_of(member, "casualties.all")));
}

TEST(MemberMedical, PlansThatDoNotFitTheBuildingAreRefused) {
    const MemberRunner runner = runner_of(struck_room(with_plan));
    const MemberTask task = set("response.medical_plan.collection_points[side].exits", R"(["eats"])");
    const MemberResult member = runner.run(task);
    EXPECT_EQ(member.status, MemberStatus::refused);
    EXPECT_NE(member.problem.find("'eats' is no exit of the building; did you mean 'east'?"),
              std::string::npos)
        << member.problem;
    EXPECT_FALSE(runner.problems_of(task, "variant 'x'").empty());
    EXPECT_TRUE(runner.problems_of({0, 0, 1, {}, 0.0, {}}, "variant 'y'").empty());
}

}  // namespace
}  // namespace wayout
