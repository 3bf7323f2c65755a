#include "study/member_codec.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double no_end = std::numeric_limits<double>::infinity();

TEST(MemberCodec, TasksArriveAsTheyWere) {
    MemberTask task{3, 70000, 18446744073709551615u, {}, 0.1, {30.0, 1.0 / 3.0}};
    task.changes.push_back({ScenarioChange::Act::set, "a.b[c]", R"({"x": [1, null]})", 1.0});
    task.changes.push_back({ScenarioChange::Act::scale, "attendance", "", 1.0 / 3.0});
    task.changes.push_back({ScenarioChange::Act::add, "ä", "", -0.0});
    task.changes.push_back({ScenarioChange::Act::patch, "", "{}", 1.0});
    const MemberTask back = decode_task(encode(task));
    EXPECT_EQ(back.variant, 3);
    EXPECT_EQ(back.replicate, 70000);
    EXPECT_EQ(back.seed, task.seed);
    EXPECT_EQ(back.limit_s, 0.1);
    EXPECT_EQ(back.left_at_s, task.left_at_s);
    EXPECT_EQ(back.changes, task.changes);
    EXPECT_TRUE(std::signbit(back.changes[2].number));
}

TEST(MemberCodec, MembersArriveWithAllBits) {
    for (const MemberStatus status :
         {MemberStatus::done, MemberStatus::refused, MemberStatus::failed, MemberStatus::timed_out}) {
        MemberResult member;
        member.variant = 1;
        member.replicate = 2;
        member.seed = 0xFFFFFFFFFFFFFFFFu;
        member.status = status;
        member.problem = "two\nlines, \"quoted\"";
        member.state_hash = 0x8000000000000001u;
        member.exit_times_s = {0.1f, 3.0f, 16777217.0f, std::numeric_limits<float>::denorm_min()};
        member.figures = {{"a", 0.1},          {"b", no_end}, {"c", -no_end},
                          {"d", std::nan("")}, {"e", 5e-324}, {"f", 1e308}};
        member.casualties = {{"smoke", "dead", "adult", "Hall", 3}};
        member.jams = {{"door", 1.5, no_end, 6.25, 40}};
        member.wall_s = 1.0 / 3.0;
        member.left = {{"", no_end, 1, 2}, {"hall", 60.0, 3, 0}};
        const MemberResult back = decode_member(encode(member));
        EXPECT_EQ(back.variant, 1);
        EXPECT_EQ(back.replicate, 2);
        EXPECT_EQ(back.seed, member.seed);
        EXPECT_EQ(back.status, status);
        EXPECT_EQ(back.left, member.left);
        EXPECT_EQ(back.problem, member.problem);
        EXPECT_EQ(back.state_hash, member.state_hash);
        EXPECT_EQ(back.exit_times_s, member.exit_times_s);
        ASSERT_EQ(back.figures.size(), member.figures.size());
        for (std::size_t i = 0; i < member.figures.size(); ++i) {
            EXPECT_EQ(back.figures[i].name, member.figures[i].name);
            if (i == 3)
                EXPECT_TRUE(std::isnan(back.figures[i].value));
            else
                EXPECT_EQ(std::bit_cast<std::uint64_t>(back.figures[i].value),
                          std::bit_cast<std::uint64_t>(member.figures[i].value));
        }
        EXPECT_EQ(back.casualties, member.casualties);
        EXPECT_EQ(back.jams, member.jams);
        EXPECT_EQ(back.wall_s, member.wall_s);
    }
}

TEST(MemberCodec, EmptyMembersArriveEmpty) {
    const MemberResult back = decode_member(encode(MemberResult{}));
    EXPECT_TRUE(back.figures.empty());
    EXPECT_TRUE(back.exit_times_s.empty());
    EXPECT_TRUE(back.casualties.empty());
    EXPECT_TRUE(back.jams.empty());
    EXPECT_TRUE(decode_task(encode(MemberTask{})).changes.empty());
}

}  // namespace
}  // namespace wayout
