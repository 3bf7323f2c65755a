/// Keys of doors, gates and stewards.
#include "snippets.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

ScenarioDraft with_steward(const char* steward) {
    return read_changed("/response", std::string(R"({"stewards": [)") + steward + "]}");
}

constexpr const char* good_steward =
    R"({"id": "s", "population": "p4", "post": {"storey": "ground", "at": [5, 15]},
    "arrives_s": 30, "reach_m": 7,
    "tasks": [{"report": "smoke in the foyer", "takes_s": 20}, {"open": ["side", "d1"]}, {"sweep": ["foyer"]},
              {"hold": {"way": "s1", "direction": "down"}, "until_s": 200},
              {"hold": {"way": "d1", "towards": [25, 9]}, "from_s": 210, "until_s": 300},
              {"direct": "main"}],
    "leaves": {"at_s": 900, "when_empty": "foyer", "in_smoke_per_m": 0.5}})";

TEST(OpeningForm, ReadsWhatADoorIs) {
    const ScenarioDraft door = read_changed(
        "/venue/doors/0/leaves", R"({"open": 1, "second_leaf_chance": 0.5, "second_leaf_every_s": 20})");
    ASSERT_TRUE(door.errors.empty()) << as_lines(door.errors);
    const TwoLeaves& leaves = door.scenario.venue.doors[0].rules.leaves.value();
    EXPECT_EQ(leaves.open_leaves, 1);
    EXPECT_EQ(leaves.second_leaf_chance, 0.5);
    EXPECT_EQ(leaves.second_leaf_every_s, 20.0);

    const ScenarioDraft one_way = read_changed("/venue/doors/0/one_way_towards", "[25, 9]");
    ASSERT_TRUE(one_way.errors.empty()) << as_lines(one_way.errors);
    EXPECT_EQ(one_way.scenario.venue.doors[0].one_way_towards.value(), (Vec2{25, 9}));

    const ScenarioDraft locked = read_changed("/venue/exits/1/state", R"("locked")");
    EXPECT_EQ(locked.scenario.venue.exits[1].state, OpeningState::locked);

    const ScenarioDraft turnstile =
        read_changed("/venue/exits/1/service_s", R"({"distribution": "uniform", "min": 1, "max": 3})");
    ASSERT_TRUE(turnstile.errors.empty()) << as_lines(turnstile.errors);
    EXPECT_EQ(turnstile.scenario.venue.exits[1].rules.service_s.value().max, 3.0);

    const ScenarioDraft refuses = read_changed("/venue/exits/1/refuses", R"(["visitor", "p3"])");
    ASSERT_TRUE(refuses.errors.empty()) << as_lines(refuses.errors);
    EXPECT_EQ(refuses.scenario.venue.exits[1].rules.refuses.size(), 2U);

    const ScenarioDraft full = read_changed("/venue/escalators/0/max_persons", "30");
    EXPECT_EQ(full.scenario.venue.stairs.back().max_persons, 30);
}

TEST(OpeningForm, ReadsTheEventsOfOpenings) {
    const ScenarioDraft lock = read_changed("/incident/events/-", R"({"at_s": 3, "lock_door": "side"})");
    ASSERT_TRUE(lock.errors.empty()) << as_lines(lock.errors);
    EXPECT_EQ(lock.scenario.incident.events.back().kind, IncidentEvent::Kind::lock_door);
    const ScenarioDraft service =
        read_changed("/incident/events/-", R"({"at_s": 3, "set_service": "side", "service_s": 0})");
    ASSERT_TRUE(service.errors.empty()) << as_lines(service.errors);
    EXPECT_EQ(service.scenario.incident.events.back().kind, IncidentEvent::Kind::set_service);
    const ScenarioDraft brake = read_changed("/incident/events/4/deceleration_mps2", "0.61");
    ASSERT_TRUE(brake.errors.empty()) << as_lines(brake.errors);
    EXPECT_EQ(brake.scenario.incident.events[4].deceleration_mps2, 0.61);
    EXPECT_EQ(read_text(whole_scenario()).scenario.incident.events[4].deceleration_mps2, 0.43);
}

TEST(OpeningForm, ReadsAStewardAndHisTasks) {
    const ScenarioDraft draft = with_steward(good_steward);
    ASSERT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
    const StewardSpec& steward = draft.scenario.response.stewards.at(0);
    EXPECT_EQ(steward.population, "p4");
    EXPECT_EQ(steward.post, (Vec2{5, 15}));
    EXPECT_EQ(steward.reach_m, 7.0);
    ASSERT_EQ(steward.tasks.size(), 6U);
    EXPECT_EQ(steward.tasks[0].kind, StewardTask::Kind::report);
    EXPECT_EQ(steward.tasks[0].takes_s, 20.0);
    EXPECT_EQ(steward.tasks[1].targets, (std::vector<std::string>{"side", "d1"}));
    EXPECT_EQ(steward.tasks[3].way, StewardTask::Way::down);
    EXPECT_EQ(steward.tasks[3].until_s, 200.0);
    EXPECT_EQ(steward.tasks[4].way, StewardTask::Way::towards);
    EXPECT_EQ(steward.tasks[4].towards, (Vec2{25, 9}));
    EXPECT_EQ(steward.tasks[5].exit, "main");
    EXPECT_EQ(steward.leaves_at_s, 900.0);
    EXPECT_EQ(steward.leaves_when_empty, "foyer");
}

struct OpeningCase {
    const char* pointer;
    const char* value;
    const char* message;
};

TEST(OpeningForm, SaysWhatIsWrong) {
    const OpeningCase cases[] = {
        {"/venue/doors/0/leaves", R"({"open": 3})", "out of range"},
        {"/venue/doors/0/leaves", R"({"open": 1, "second_leaf_chance": 1.5})", "out of range"},
        {"/venue/doors/0/service_s", "2", "flow_limit and service_s cannot be given together"},
        {"/venue/exits/1/service_s", "-2", "service_s"},
        {"/venue/exits/1/refuses", R"(["visitors"])",
         "there is no population or role 'visitors'; did you mean 'visitor'?"},
        {"/venue/exits/1/refuses", "[]", "at least 1"},
        {"/venue/exits/1/refusal_known", "false", "'refusal_known' needs 'refuses'"},
        {"/venue/exits/1/one_way_towards", "[1, 1]", "one_way_towards"},
        {"/venue/doors/0/one_way_towards", "[1]", "one_way_towards"},
        {"/venue/doors/0/state", R"("lokced")", "did you mean 'locked'?"},
        {"/venue/escalators/0/max_persons", "-1", "out of range"},
        {"/incident/events/-", R"({"at_s": 1, "lock_door": "sied"})", "did you mean 'side'?"},
        {"/incident/events/-", R"({"at_s": 1, "open_leaf": "side"})", "'side' has no second leaf"},
        {"/incident/events/-", R"({"at_s": 1, "set_service": "side"})", "'set_service' needs 'service_s'"},
        {"/incident/events/-", R"({"at_s": 1, "remove_barrier": "side"})", "'side' is of the kind exit"},
        {"/incident/events/0/deceleration_mps2", "1", "'deceleration_mps2' needs 'set_escalator'"},
    };
    for (const OpeningCase& c : cases) {
        const ScenarioDraft draft = read_changed(c.pointer, c.value);
        EXPECT_NE(as_lines(draft.errors).find(c.message), std::string::npos)
            << c.pointer << " " << c.value << "\n"
            << as_lines(draft.errors);
    }
}

TEST(OpeningForm, SaysWhatIsWrongWithASteward) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"id": "s", "post": {"storey": "ground", "at": [1, 1]}})", "exactly one of these keys is needed"},
        {R"({"id": "s", "population": "p4", "profile": "sfpe", "post": {"storey": "ground", "at": [1, 1]}})",
         "population and profile cannot be given together"},
        {R"({"id": "s", "population": "p5", "post": {"storey": "ground", "at": [1, 1]}})",
         "there is no population 'p5'"},
        {R"({"id": "s", "population": "p4", "post": {"at": [1, 1]}})", "the key 'storey' is missing"},
        {R"({"id": "s", "population": "p4", "post": {"storey": "ground", "at": [1, 1]}, "tasks": [{}]})",
         "exactly one of these keys is needed"},
        {R"({"id": "s", "population": "p4", "post": {"storey": "ground", "at": [1, 1]}, "tasks": [{"open": ["mian"]}]})",
         "did you mean 'main'?"},
        {R"({"id": "s", "population": "p4", "post": {"storey": "ground", "at": [1, 1]}, "tasks": [{"sweep": ["foyr"]}]})",
         "did you mean 'foyer'?"},
        {R"({"id": "s", "population": "p4", "post": {"storey": "ground", "at": [1, 1]}, "tasks": [{"hold": {"way": "s9"}}]})",
         "there is no door, exit or stair 's9'"},
        {R"({"id": "s", "population": "p4", "post": {"storey": "ground", "at": [1, 1]}, "tasks": [{"report": "x", "until_s": 5}]})",
         "only 'direct' and 'hold' last until a time"},
        {R"({"id": "s", "population": "p4", "post": {"storey": "ground", "at": [1, 1]}, "leaves": {"when_empty": "x"}})",
         "there is no zone 'x'"},
    };
    for (const auto& [steward, message] : cases) {
        const ScenarioDraft draft = with_steward(steward);
        EXPECT_NE(as_lines(draft.errors).find(message), std::string::npos) << steward << "\n"
                                                                           << as_lines(draft.errors);
    }
}

}  // namespace
}  // namespace wayout
