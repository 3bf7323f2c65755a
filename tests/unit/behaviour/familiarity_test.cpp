#include "behaviour/familiarity.hpp"
#include "behaviour/bit_table.hpp"
#include "behaviour/exit_choice.hpp"
#include "gates.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace wayout {
namespace {

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

GateId choose_familiar(const std::vector<ExitOption>& options, GateId current, double last_switch_s = -1e9) {
    return choose_exit(options, ExitChoice::familiar, current, 100.0, last_switch_s, {});
}

TEST(ChoiceByRank, ComesBeforeTime) {
    EXPECT_EQ(choose_familiar({option(a, 60, 2), option(b, 5, 3)}, none), a);
    EXPECT_EQ(choose_familiar({option(a, 60, 2), option(b, 5, 2)}, none), b);  // control: same rank
    // Underway a better rank is taken at once, but not within 5 s of the last change.
    EXPECT_EQ(choose_familiar({option(a, 60, 1), option(b, 5, 3)}, b), a);
    EXPECT_EQ(choose_familiar({option(a, 60, 1), option(b, 5, 3)}, b, 96.0), b);
    // And a worse one never, however much shorter.
    EXPECT_EQ(choose_familiar({option(a, 60, 2), option(b, 5, 3)}, a), a);
}

TEST(ChoiceByRank, AmongDisturbedWaysOnlyTimeCounts) {
    EXPECT_EQ(choose_familiar({option(a, 60, 1, true), option(b, 5, 3, true)}, none), b);
    // A clear way of any rank comes before a disturbed one.
    EXPECT_EQ(choose_familiar({option(a, 5, 1, true), option(b, 60, 3, false)}, a), b);
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
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, none, 0.0), a);
    // One more at 2.5 m (5): 11 to b.
    std::vector<Leader> more = leaders;
    more.push_back(leader(4, b, {-2.5, 0}, {-1, 0}));
    EXPECT_EQ(followed_exit(more, {0, 0}, herding_rule, none, 0.0), b);
    EXPECT_EQ(followed_exit({}, {0, 0}, herding_rule, a, 0.0), none);
}

TEST(Following, ChangesOnlyForHalfMore) {
    // 8 to a at 1 m; to b 4 (at 3 m) + 6 (at 2 m) = 10 < 1.5 x 8: stays; with 9 (0.5 m) 13 > 12: changes.
    std::vector<Leader> leaders{leader(1, a, {1, 0}, {1, 0}), leader(2, b, {0, 3}, {0, 1}),
                                leader(3, b, {0, 2}, {0, 1})};
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, a, 0.0), a);
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, none, 0.0), b);
    leaders[2].at = {0, 0.5};
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, a, 0.0), b);
}

TEST(Following, TheOwnExitCountsAsSomebodyNextToOneself) {
    // Two at 1 m go to b: 16. Alone with his own choice, 10: 16 > 1.5 x 10, changes. With a third at 1 m
    // bound for a: 16 < 1.5 x 18, stays; without an own vote 16 > 1.5 x 8.
    std::vector<Leader> leaders{leader(1, b, {0, 1}, {0, 1}), leader(2, b, {1, 0}, {1, 0})};
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, a, 1.0), b);
    leaders.push_back(leader(3, a, {-1, 0}, {-1, 0}));
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, a, 1.0), a);
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, a, 0.0), b);
    // Who has no exit yet goes with most, whatever he thinks of himself.
    EXPECT_EQ(followed_exit(leaders, {0, 0}, herding_rule, none, 1.0), b);
    // One alone at 1 m (8) moves nobody who has made up his mind.
    EXPECT_EQ(followed_exit(std::span(leaders).first(1), {0, 0}, herding_rule, a, 1.0), a);
}

// Five leaders next to one another weigh nearly 50: more than 1.5 x 10, 30 and 45, not more than 60.
TEST(Following, NobodyFollowsToAnotherExitMoreThanThreeTimes) {
    std::vector<Leader> leaders;
    for (AgentId i = 1; i <= 5; ++i) leaders.push_back(leader(i, b, {0.001, 0}, {1, 0}));
    const auto changes = [&](double own_vote, int so_far) {
        return followed_exit(leaders, {0, 0}, herding_rule, a, votes_for_own_exit(own_vote, so_far)) == b;
    };
    for (int so_far = 0; so_far < 3; ++so_far) EXPECT_TRUE(changes(1.0, so_far));
    EXPECT_FALSE(changes(1.0, 3));
    EXPECT_TRUE(changes(0.0, 100));  // control
}

}  // namespace
}  // namespace wayout
