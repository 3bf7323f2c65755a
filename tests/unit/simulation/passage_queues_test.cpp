#include "simulation/passage_queues.hpp"

#include "hall.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace wayout {
namespace {

/// The divided room with people who walk towards its southern door, of 1.20 m.
class Queue : public testing::Test {
protected:
    Queue()
        : scenario(divided_room()),
          venue(*build_venue(scenario.venue)),
          openings(*venue, scenario.people, 40),
          queues(*venue),
          south(venue->gate_by_id("south")) {}

    /// In a row before the door, from its western side.
    void stand(int count, double first_m, double apart_m) {
        agents = Agents{};
        for_each_column(agents, [&](auto& column) { column.resize(static_cast<std::size_t>(count)); });
        for (std::size_t row = 0; row < agents.size(); ++row) {
            agents.id[row] = static_cast<AgentId>(row + 1);
            agents.x_m[row] = 10.0 - first_m - apart_m * static_cast<double>(row);
            agents.y_m[row] = 2.6;
            agents.surface[row] = 0;
            agents.activity[row] = Activity::walking;
            agents.next_gate[row] = south.value;
        }
    }

    void take(double now_s) { queues.take(*venue, openings, agents, passages, now_s); }
    void pass(double time_s, bool left_to_right) { passages.push_back({time_s, 1, south, left_to_right}); }

    Scenario scenario;
    std::shared_ptr<const Venue> venue;
    Openings openings;
    PassageQueues queues;
    GateId south;
    Agents agents;
    std::vector<Passage> passages;
};

constexpr bool eastwards = true;  // to the right of (10, 2) -> (10, 3.2)

TEST_F(Queue, CountsThoseNearerInTheSameDirection) {
    stand(10, 0.5, 1.0);
    agents.x_m[0] = 11.0;  // on the other side
    agents.activity[1] = Activity::staying;
    agents.next_gate[2] = -1;
    take(0.0);
    EXPECT_EQ(queues.ahead(south, eastwards, 5.0), 2U);  // at 3.5 and 4.5 m
    EXPECT_EQ(queues.ahead(south, eastwards, 100.0), 7U);
    EXPECT_EQ(queues.ahead(south, !eastwards, 100.0), 1U);
}

// 1.3 people per second and metre are expected of 1.20 m.
TEST_F(Queue, TheWaitIsThatOfTheExpectedFlow) {
    stand(20, 0.5, 0.5);
    take(0.0);
    EXPECT_DOUBLE_EQ(queues.wait_s(south, eastwards, 100.0), 20 / (1.3 * 1.2));
    EXPECT_DOUBLE_EQ(queues.longest_wait_s(south), 20 / (1.3 * 1.2));
    EXPECT_DOUBLE_EQ(queues.wait_s(south, eastwards, 0.1), 0.0);
}

// Of a queue that has stood for 20 s people know how fast it moves: 10 in 20 s.
TEST_F(Queue, TheWaitInAStandingQueueIsThatOfTheFlowSeen) {
    stand(20, 0.5, 0.5);
    for (int second = 0; second <= 40; ++second) {
        if (second % 2 == 0)
            pass(second, eastwards);
        pass(second, !eastwards);  // counts for the others only
        take(second);
        if (second == 19) {
            EXPECT_DOUBLE_EQ(queues.wait_s(south, eastwards, 100.0), 20 / (1.3 * 1.2));
        }
    }
    EXPECT_DOUBLE_EQ(queues.wait_s(south, eastwards, 100.0), 20 / 0.5);
}

TEST_F(Queue, AQueueThatDoesNotMoveCountsATenthOfTheExpectedFlow) {
    stand(20, 0.5, 0.5);
    for (int second = 0; second <= 25; ++second) take(second);
    EXPECT_DOUBLE_EQ(queues.wait_s(south, eastwards, 100.0), 20 / (0.1 * 1.3 * 1.2));
}

// Nobody stands at the door: that few pass says nothing of it.
TEST_F(Queue, WithoutAQueueTheFlowSeenDoesNotCount) {
    stand(20, 5.0, 0.5);
    for (int second = 0; second <= 60; ++second) take(second);
    EXPECT_DOUBLE_EQ(queues.wait_s(south, eastwards, 100.0), 20 / (1.3 * 1.2));
}

}  // namespace
}  // namespace wayout
