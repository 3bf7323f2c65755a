#include "agents/agents.hpp"

#include "core/thread_pool.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

/// Rows with ids 1 ... count that satisfy inconsistency_of.
Agents crowd(std::size_t count) {
    Agents a;
    for_each_column(a, [&](auto& column) { column.resize(count); });
    for (std::size_t row = 0; row < count; ++row) {
        a.id[row] = static_cast<AgentId>(row + 1);
        a.x_m[row] = 0.5 * static_cast<double>(row);
        a.heading_x[row] = 1.0F;
        a.radius_m[row] = 0.2F;
        a.wall_radius_m[row] = 0.2F;
        a.free_speed_mps[row] = 1.34F;
        a.time_gap_s[row] = 1.0F;
        a.population[row] = static_cast<std::int32_t>(row % 3);
        a.activity[row] = Activity::walking;
    }
    return a;
}

TEST(RetireAgents, RemovesThoseWhoAreOutAndKeepsTheOrderInEveryColumn) {
    Agents a = crowd(10);
    for (const std::size_t row : {0U, 3U, 4U, 9U}) a.activity[row] = Activity::out;
    EXPECT_EQ(retire_agents(a), 4U);
    EXPECT_EQ(a.id, (std::vector<AgentId>{2, 3, 6, 7, 8, 9}));
    EXPECT_EQ(a.x_m, (std::vector<double>{0.5, 1.0, 2.5, 3.0, 3.5, 4.0}));
    EXPECT_EQ(a.population, (std::vector<std::int32_t>{1, 2, 2, 0, 1, 2}));
    EXPECT_EQ(inconsistency_of(a), "");
    for (const Activity activity : a.activity) EXPECT_EQ(activity, Activity::walking);
}

TEST(RetireAgents, LeavesACrowdWithoutAnybodyOutAsItIs) {
    Agents a = crowd(5);
    EXPECT_EQ(retire_agents(a), 0U);
    EXPECT_EQ(a.size(), 5U);
}

TEST(RetireAgents, EmptiesACrowdOfWhichEverybodyIsOut) {
    Agents a = crowd(5);
    a.activity.assign(5, Activity::out);
    EXPECT_EQ(retire_agents(a), 5U);
    EXPECT_EQ(a.size(), 0U);
    EXPECT_EQ(inconsistency_of(a), "");
}

TEST(HashOfAgents, DependsOnEveryColumnAndNotOnTheNumberOfThreads) {
    ThreadPool one(1);
    ThreadPool three(3);
    const Agents before = crowd(20000);
    const std::uint64_t hash = hash_of_agents(one, before);
    EXPECT_EQ(hash, hash_of_agents(three, before));

    // Flip one byte of one column after another.
    Agents changed = before;
    std::size_t column_count = 0;
    for_each_column(changed, [&](auto& column) {
        const auto kept = column[777];
        auto* bytes = reinterpret_cast<unsigned char*>(&column[777]);
        bytes[0] ^= 1U;
        EXPECT_NE(hash_of_agents(one, changed), hash) << "column " << column_count;
        column[777] = kept;
        ++column_count;
    });
    EXPECT_EQ(hash_of_agents(one, changed), hash);
    EXPECT_GT(column_count, 30U);
}

TEST(HashOfAgents, DoesNotDependOnTheOrderOfRows) {
    ThreadPool pool(2);
    Agents a = crowd(20000);
    a.activity[7] = Activity::out;
    retire_agents(a);
    const std::uint64_t hash = hash_of_agents(pool, a);
    std::vector<std::int32_t> backwards;
    for (std::size_t row = a.size(); row-- > 0;) backwards.push_back(static_cast<std::int32_t>(row));
    AgentColumnScratch scratch;
    reorder_agents(pool, a, backwards, scratch);
    EXPECT_EQ(a.id.front(), 20000U);
    EXPECT_EQ(a.x_m.front(), 0.5 * 19999);
    EXPECT_EQ(inconsistency_of(a), "");
    EXPECT_EQ(hash_of_agents(pool, a, scratch), hash);
}

TEST(ListRowsById, SkipsThoseWhoAreGone) {
    Agents a = crowd(3);
    a.id = {5, 2, 9};
    std::vector<std::int32_t> rows;
    list_rows_by_id(a, rows);
    EXPECT_EQ(rows, (std::vector<std::int32_t>{1, 0, 2}));
}

TEST(InconsistencyOfAgents, NamesTheFirstThingWrong) {
    EXPECT_EQ(inconsistency_of(crowd(3)), "");
    EXPECT_EQ(inconsistency_of(Agents{}), "");

    Agents a = crowd(3);
    a.start_time_s.pop_back();
    EXPECT_NE(inconsistency_of(a).find("2 rows instead of 3"), std::string::npos);
    a = crowd(3);
    a.y_m[1] = std::nan("");
    EXPECT_EQ(inconsistency_of(a), "row 1 (person 2): position is not finite");
    a = crowd(3);
    a.vx_mps[2] = std::numeric_limits<float>::infinity();
    EXPECT_NE(inconsistency_of(a).find("velocity"), std::string::npos);
    a = crowd(3);
    a.id[2] = 2;
    EXPECT_NE(inconsistency_of(a).find("twice"), std::string::npos);
    a = crowd(3);
    a.heading_x[0] = 0.9F;
    EXPECT_NE(inconsistency_of(a).find("heading"), std::string::npos);
    a = crowd(3);
    a.wall_radius_m[0] = 0.0F;
    EXPECT_NE(inconsistency_of(a).find("radius"), std::string::npos);
    a = crowd(3);
    a.surface[0] = -1;
    EXPECT_NE(inconsistency_of(a).find("surface"), std::string::npos);
}

}  // namespace
}  // namespace wayout
