#include "behaviour/familiarity.hpp"
#include "behaviour/bit_table.hpp"
#include "behaviour/exit_choice.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace wayout {
namespace {

constexpr GateId none{};
constexpr GateId a{0};
constexpr GateId b{1};

TEST(BitTable, KeepsRowsAndColumnsApart) {
    BitTable table(2, 70);  // two words a row
    table.add(0, 69);
    table.add(1, 3);
    EXPECT_TRUE(table.has(0, 69));
    EXPECT_FALSE(table.has(1, 69));
    EXPECT_FALSE(table.has(0, 5));  // 69 - 64
    EXPECT_EQ(table.count(0), 1U);
    table.clear(0);
    EXPECT_EQ(table.count(0), 0U);
    EXPECT_TRUE(table.has(1, 3));
}

TEST(ChoiceTypes, TakeTheSharesOneAfterAnother) {
    const KnowledgeSpec::Types shares;  // 0.55, 0.25, 0.15, 0.05: ends at 0.55, 0.80, 0.95, 1
    EXPECT_EQ(type_for(shares, 0.0), ChoiceType::conservative);
    EXPECT_EQ(type_for(shares, 0.5499), ChoiceType::conservative);
    EXPECT_EQ(type_for(shares, 0.5501), ChoiceType::herding);
    EXPECT_EQ(type_for(shares, 0.8001), ChoiceType::follower);
    EXPECT_EQ(type_for(shares, 0.9501), ChoiceType::active);
    EXPECT_EQ(type_for(shares, 0.9999999), ChoiceType::active);
}

TEST(Entrances, AreDrawnByTheirWeights) {
    const std::vector<KnowledgeSpec::Entrance> entrances{{"main", 3.0}, {"side", 1.0}};
    EXPECT_EQ(entrance_for(entrances, 0.0), 0U);
    EXPECT_EQ(entrance_for(entrances, 0.749), 0U);  // 3 of 4
    EXPECT_EQ(entrance_for(entrances, 0.751), 1U);
    EXPECT_EQ(entrance_for(entrances, 0.9999999), 1U);
}

// Table 3 of the FDS+Evac guide; the last two columns of ours.
TEST(Ranks, FollowTheTable) {
    const auto rank = [](bool familiar, bool known_of, bool in_sight, ChoiceType type) {
        return rank_of({familiar, known_of, in_sight}, type);
    };
    for (const ChoiceType type : {ChoiceType::conservative, ChoiceType::herding, ChoiceType::follower}) {
        EXPECT_EQ(rank(true, true, true, type), 1);
        EXPECT_EQ(rank(true, false, false, type), 2);
        EXPECT_EQ(rank(false, false, true, type), 3);
        EXPECT_EQ(rank(false, true, false, type), 3);
        EXPECT_EQ(rank(false, false, false, type), 5);
    }
    EXPECT_EQ(rank(false, false, true, ChoiceType::active), 1);
    EXPECT_EQ(rank(true, false, false, ChoiceType::active), 2);
    EXPECT_EQ(rank(false, true, false, ChoiceType::active), 3);
}

ExitOption option(GateId exit, double walk_s, int rank, bool is_refused = false) {
    ExitOption result;
    result.exit = exit;
    result.walk_s = walk_s;
    result.rank = rank;
    result.is_refused = is_refused;
    return result;
}

GateId choose(const std::vector<ExitOption>& options, GateId current, double last_switch_s = -1e9) {
    return choose_exit(options, ExitChoice::familiar, current, 100.0, last_switch_s, {});
}

TEST(ChoiceByRank, ComesBeforeTime) {
    EXPECT_EQ(choose({option(a, 60, 2), option(b, 5, 3)}, none), a);
    EXPECT_EQ(choose({option(a, 60, 2), option(b, 5, 2)}, none), b);  // control: same rank
    // Underway a better rank is taken at once, but not within 5 s of the last change.
    EXPECT_EQ(choose({option(a, 60, 1), option(b, 5, 3)}, b), a);
    EXPECT_EQ(choose({option(a, 60, 1), option(b, 5, 3)}, b, 96.0), b);
    // And a worse one never, however much shorter.
    EXPECT_EQ(choose({option(a, 60, 2), option(b, 5, 3)}, a), a);
}

TEST(ChoiceByRank, AmongDisturbedWaysOnlyTimeCounts) {
    EXPECT_EQ(choose({option(a, 60, 1, true), option(b, 5, 3, true)}, none), b);
    // A clear way of any rank comes before a disturbed one.
    EXPECT_EQ(choose({option(a, 5, 1, true), option(b, 60, 3, false)}, a), b);
}

Leader leader(AgentId person, GateId exit, Vec2 at, Vec2 heading) {
    return {person, exit, at, heading};
}

TEST(Following, CountsThoseWhoWalkAhead) {
    // At (0, 2), heading north: the direction from him to (0, 0) is (0, -1), so the cosine is -1.
    EXPECT_TRUE(leads(leader(1, a, {0, 2}, {0, 1}), {0, 0}, herding_rule));
    EXPECT_FALSE(leads(leader(1, a, {0, 2}, {0, -1}), {0, 0}, herding_rule));   // towards
    EXPECT_FALSE(leads(leader(1, a, {0, 2}, {1, 0}), {0, 0}, herding_rule));    // across: 0 > -0.2
    EXPECT_TRUE(leads(leader(1, a, {0, 2}, {1, 0}), {0, 0}, follower_rule));    // 0 <= 0.2
    EXPECT_FALSE(leads(leader(1, a, {0, 5.1}, {0, 1}), {0, 0}, herding_rule));  // too far
    EXPECT_FALSE(leads(leader(1, a, {0, 2.6}, {0, 1}), {0, 0}, follower_rule));
}

TEST(Following, GoesWithTheHeavierSide) {
    // Weights 10 (1 - r / 5): at 1 m 8, at 3 m 4, at 4 m 2. To a 8, to b 4 + 2 = 6.
    const std::vector<Leader> leaders{leader(1, a, {1, 0}, {1, 0}), leader(2, b, {0, 3}, {0, 1}),
                                      leader(3, b, {0, 4}, {0, 1})};
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, none), a);
    // One more at 2.5 m (5): 11 to b.
    std::vector<Leader> more = leaders;
    more.push_back(leader(4, b, {-2.5, 0}, {-1, 0}));
    EXPECT_EQ(followed_exit(more, {0, 0}, herding_rule, none), b);
    EXPECT_EQ(followed_exit({}, {0, 0}, herding_rule, a), none);
}

TEST(Following, ChangesOnlyForHalfMore) {
    // 8 to a at 1 m; to b 4 (at 3 m) + 6 (at 2 m) = 10 < 1.5 x 8: stays; with 9 (0.5 m) 13 > 12: changes.
    std::vector<Leader> leaders{leader(1, a, {1, 0}, {1, 0}), leader(2, b, {0, 3}, {0, 1}),
                                leader(3, b, {0, 2}, {0, 1})};
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, a), a);
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, none), b);
    leaders[2].at = {0, 0.5};
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, a), b);
}

}  // namespace
}  // namespace wayout
