#include "input/knowledge_form.hpp"

#include "snippets.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

JsonValue sign() {
    return tree_of(R"({"id": "s1", "storey": "ground", "at": [3, 4], "facing_deg": 90, "height_m": 0.2,
                       "lighting": "external", "leads_to": "main"})");
}

JsonValue population() {
    return tree_of(R"({"exit_choice": "familiar", "knowledge": {
        "entrance": [{"exit": "main", "weight": 3}, {"exit": "side"}], "known_exits": ["stage"],
        "p_other_exit": 0.4, "types": {"conservative": 0.7, "herding": 0.1},
        "p_notice_sign": 0.5, "p_talk_per_s": 0.2, "talk_distance_m": 3, "exit_sight_m": 20,
        "closure_sight_m": 5, "closure_memory_s": 60}})");
}

TEST(KnowledgeForm, ReadsASign) {
    const SignSpec read_sign = read_object("sign", sign_fields, sign()).value;
    EXPECT_EQ(read_sign.id, "s1");
    EXPECT_EQ(read_sign.at, (Vec2{3, 4}));
    EXPECT_NEAR(read_sign.facing_rad, 1.5707963267948966, 1e-12);
    EXPECT_EQ(read_sign.leads_to, "main");
    EXPECT_DOUBLE_EQ(read_sign.reach_m(), 20.0);  // 100 x 0.2 m
    SignSpec lit = read_sign;
    lit.lighting = SignSpec::Lighting::internal;
    EXPECT_DOUBLE_EQ(lit.reach_m(), 40.0);
    const JsonValue by_distance = with_change(with_change(sign(), "/height_m", ""), "/max_distance_m", "12");
    EXPECT_DOUBLE_EQ(read_object("sign", sign_fields, by_distance).value.reach_m(), 12.0);
}

TEST(KnowledgeForm, ReadsWhatPeopleKnow) {
    const PopulationSpec spec = read_object("population", choice_fields, population()).value;
    EXPECT_EQ(spec.exit_choice, ExitChoice::familiar);
    ASSERT_TRUE(spec.knowledge.has_value());
    const KnowledgeSpec& knowledge = *spec.knowledge;
    ASSERT_EQ(knowledge.entrance.size(), 2U);
    EXPECT_EQ(knowledge.entrance[0].exit, "main");
    EXPECT_EQ(knowledge.entrance[0].weight, 3.0);
    EXPECT_EQ(knowledge.entrance[1].weight, 1.0);
    EXPECT_EQ(knowledge.known_exits, std::vector<std::string>{"stage"});
    EXPECT_EQ(knowledge.p_other_exit, 0.4);
    EXPECT_EQ(knowledge.types.herding, 0.1);
    EXPECT_EQ(knowledge.types.follower, 0.15);  // as by default: 0.7 + 0.1 + 0.15 + 0.05 = 1
    EXPECT_EQ(knowledge.p_notice_sign, 0.5);
    EXPECT_EQ(knowledge.p_talk_per_s, 0.2);
    EXPECT_EQ(knowledge.talk_distance_m, 3.0);
    EXPECT_EQ(knowledge.exit_sight_m, 20.0);
    EXPECT_EQ(knowledge.closure_sight_m, 5.0);
    EXPECT_EQ(knowledge.closure_memory_s, 60.0);
}

TEST(KnowledgeForm, RefusesWhatMakesNoSense) {
    const auto problems_of = [](const JsonValue& tree) {
        return read_object("population", choice_fields, tree).problems;
    };
    EXPECT_EQ(problems_of(population()), "");
    EXPECT_NE(problems_of(with_change(population(), "/knowledge", "")).find("'familiar' needs 'knowledge'"),
              std::string::npos);
    EXPECT_NE(problems_of(with_change(population(), "/knowledge/types/herding", "0.5")).find("add up to 1.4"),
              std::string::npos);
    EXPECT_NE(problems_of(with_change(population(), "/knowledge/p_talk_per_s", "1.5")).find("p_talk_per_s"),
              std::string::npos);
    const JsonValue nowhere =
        with_change(with_change(population(), "/knowledge/entrance", ""), "/knowledge/known_exits", "");
    EXPECT_NE(problems_of(nowhere).find("which exit did they come in by?"), std::string::npos);
    const auto of_sign = [](const JsonValue& tree) {
        return read_object("sign", sign_fields, tree).problems;
    };
    EXPECT_EQ(of_sign(sign()), "");
    EXPECT_NE(of_sign(with_change(sign(), "/max_distance_m", "10")).find("height_m"), std::string::npos);
    EXPECT_NE(of_sign(with_change(sign(), "/lighting", "\"candle\"")).find("internal"), std::string::npos);
}

TEST(KnowledgeForm, AnOpenExitIsNotOneThatNobodyUses) {
    const auto problems_of = [](const char* tree) {
        return read_object("exit", exit_look_fields, tree_of(tree)).problems;
    };
    EXPECT_EQ(problems_of(R"({"unused_until_opened": true})"), "");
    EXPECT_NE(problems_of(R"({"unused_until_opened": true, "outside_visible": true})").find("leave one"),
              std::string::npos);
}

}  // namespace
}  // namespace wayout
