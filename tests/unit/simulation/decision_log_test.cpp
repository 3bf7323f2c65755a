/// Why people chose the exit they chose: what stands in the log of a run, and in which order.
#include "simulation/decision_log.hpp"
#include "run_to_end.hpp"
#include "simulation/run_results.hpp"

#include "hall.hpp"

#include <wayout/simulation.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace wayout {
namespace {

Decision at(double time_s, AgentId person, const char* kind) {
    Decision d;
    d.time_s = time_s;
    d.person = person;
    d.kind = kind;
    return d;
}

std::vector<std::string> texts_of(const std::vector<Decision>& decisions) {
    std::vector<std::string> out;
    for (const Decision& d : decisions)
        out.push_back(std::to_string(d.person) + " " + d.kind + (d.choice.empty() ? "" : " " + d.choice) +
                      ": " + d.reason);
    return out;
}

TEST(DecisionLog, OrdersByPersonAndThenByPhaseWhoeverWorks) {
    // The same decisions from one worker and from three, and some of them not from a parallel phase.
    const auto told = [](std::size_t first, std::size_t second) {
        DecisionLog log(true, 3);
        log.note(first, at(1.0, 2, "hears"));
        log.note(second, at(1.0, 1, "hears"));
        log.close_phase();
        log.note(at(1.0, 2, "begins"));
        log.note(second, at(1.0, 2, "chooses"));
        log.note(first, at(1.0, 1, "stays"));
        log.close_step();
        log.note(first, at(2.0, 1, "begins"));
        log.close_step();
        return texts_of(log.decisions());
    };
    const std::vector<std::string> expected = {
        "1 hears: ", "1 stays: ", "2 hears: ", "2 begins: ", "2 chooses: ", "1 begins: "};
    EXPECT_EQ(told(0, 0), expected);
    EXPECT_EQ(told(2, 0), expected);
    EXPECT_EQ(told(0, 1), expected);
}

TEST(DecisionLog, SaysWhoBeganWhatWasChosenAndWhy) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("one", {{8, 5}}, 3.0)};
    const RunResults results = run(scenario);
    ASSERT_EQ(texts_of(results.decisions),
              (std::vector<std::string>{"1 begins: drawn time", "1 chooses west: shortest time"}));
    const Decision& chooses = results.decisions[1];
    EXPECT_NEAR(chooses.time_s, 3.0, 0.051);
    EXPECT_EQ(chooses.passage, 0);
    EXPECT_EQ(chooses.storey, 0);
    EXPECT_NEAR(chooses.position_m.x, 8.0, 1e-6);
    ASSERT_EQ(chooses.options.size(), 2u);
    EXPECT_NEAR(chooses.options[0].walk_s, 8.0, 0.3);  // 8 m and 12 m at 1 m/s
    EXPECT_NEAR(chooses.options[1].walk_s, 12.0, 0.3);
    EXPECT_EQ(chooses.options[0].queue_s, 0.0);
}

TEST(DecisionLog, SaysThatAnExitClosed) {
    Scenario scenario = room_with_two_exits();
    scenario.people.populations = {people_at("one", {{8, 5}})};
    IncidentEvent close;
    close.kind = IncidentEvent::Kind::close_exit;
    close.at_s = 2.0;
    close.target = "west";
    scenario.incident.events = {close};
    EXPECT_EQ(texts_of(run(scenario).decisions),
              (std::vector<std::string>{"1 begins: drawn time", "1 chooses west: shortest time",
                                        "1 changes east: west is closed"}));
    close.target = "east";
    scenario.incident.events.push_back(close);
    const RunResults shut = run(scenario);
    EXPECT_EQ(texts_of(shut.decisions).back(), "1 loses the way: no exit can be reached");
    EXPECT_EQ(shut.decisions.back().passage, -1);
}

TEST(DecisionLog, SaysByHowMuchAnotherExitIsShorter) {
    // Eighty people between two exits, all nearer to the west: some turn to the east when the queue has
    // grown.
    Scenario scenario = room_with_two_exits();
    std::vector<Vec2> places;
    for (int i = 0; i < 80; ++i) places.push_back({6.0 + 0.5 * (i % 8), 1.0 + 0.8 * (i / 8)});
    scenario.venue.exits[0].line = {{0, 4.6}, {0, 5.4}};
    scenario.people.populations = {people_at("crowd", places)};
    const RunResults results = run(scenario);
    int shorter = 0;
    for (const Decision& d : results.decisions) {
        if (d.kind != "changes")
            continue;
        ++shorter;
        const std::string other = d.choice == "east" ? "west" : "east";
        const DecisionOption& now = d.options[d.choice == "west" ? 0 : 1];
        const DecisionOption& before = d.options[d.choice == "west" ? 1 : 0];
        const double gain_s = before.walk_s + before.queue_s - now.walk_s - now.queue_s;
        EXPECT_GT(gain_s, 3.0);  // the rule's advantage
        EXPECT_EQ(d.reason, std::to_string(std::lround(gain_s)) + " s shorter than " + other);
    }
    EXPECT_GT(shorter, 0);
    EXPECT_EQ(results.decisions.size(), 160u + static_cast<std::size_t>(shorter));
}

TEST(DecisionLog, FindsExitsThatAreOnlyNamed) {
    std::vector<PassageResult> passages(5);
    passages[0].name = "Twin";
    passages[1].id = "east";
    passages[2].name = "Twin";
    passages[3].name = "Hall";
    passages[3].kind = PassageKind::door;
    std::vector<Decision> decisions(5);
    const char* choices[] = {"east", "Twin", "Hall", "", "east"};
    for (std::size_t i = 0; i < 5; ++i) decisions[i].choice = choices[i];
    decisions[4].kind = "learns";
    passages[4].name = "Rear";
    find_chosen_exits(passages, decisions);
    std::vector<int> rows;
    for (const Decision& d : decisions) rows.push_back(d.passage);
    EXPECT_EQ(rows, (std::vector<int>{1, -1, -1, -1, -1}));
}

TEST(DecisionLog, ChangesNothingAndIsTheSameForAnyNumberOfThreads) {
    Scenario scenario = room_with_two_exits();
    std::vector<Vec2> places;
    for (int i = 0; i < 80; ++i) places.push_back({6.0 + 0.5 * (i % 8), 1.0 + 0.8 * (i / 8)});
    scenario.people.populations = {people_at("crowd", places)};
    scenario.venue.exits[0].line = {{0, 4.6}, {0, 5.4}};
    const RunResults one = run(scenario, 1), two = run(scenario, 2);
    EXPECT_EQ(texts_of(one.decisions), texts_of(two.decisions));
    scenario.outputs.decisions = false;
    const RunResults without = run(scenario);
    EXPECT_TRUE(without.decisions.empty());
    EXPECT_EQ(without.state_hash, one.state_hash);
}

}  // namespace
}  // namespace wayout
