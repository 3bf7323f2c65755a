#include "input/noticing_form.hpp"

#include "snippets.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

std::string problems_of(std::string_view pointer, std::string_view value) {
    return as_lines(read_changed(pointer, value).errors);
}

TEST(NoticingForm, ReadsAlarms) {
    const ScenarioDraft draft = read_text(whole_scenario());
    ASSERT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
    const std::vector<AlarmSpec>& alarms = draft.scenario.incident.alarms;
    ASSERT_EQ(alarms.size(), 2U);
    EXPECT_EQ(alarms[0].id, "bell");
    EXPECT_EQ(alarms[0].kind, AlarmKind::bell);
    EXPECT_EQ(alarms[0].at_s, 10.0);
    EXPECT_EQ(alarms[0].heard_in, (std::vector<std::string>{"foyer", "upper"}));
    EXPECT_EQ(alarms[0].heard_frac, 0.9);
    EXPECT_EQ(alarms[0].until_s, 300.0);
    EXPECT_TRUE(alarms[0].fails);
    EXPECT_FALSE(alarms[0].needs_power);
    EXPECT_EQ(alarms[1].kind, AlarmKind::voice);
    EXPECT_EQ(alarms[1].instruction, Instruction::shelter);
    EXPECT_EQ(alarms[1].false_alarms, 1);
    EXPECT_TRUE(alarms[1].message.names_hazard && alarms[1].message.gives_location &&
                alarms[1].message.gives_action_and_exit);
    EXPECT_EQ(alarms[1].message.exits, std::vector<std::string>{"main"});
    EXPECT_EQ(alarms[1].message.length_s, 15.0);
    EXPECT_TRUE(alarms[1].needs_power);
}

TEST(NoticingForm, ReadsHowPeopleNotice) {
    const ScenarioDraft draft = read_text(whole_scenario());
    ASSERT_TRUE(draft.scenario.people.noticing.has_value());
    const NoticingSpec& n = *draft.scenario.people.noticing;
    EXPECT_EQ(n.preset, "theatre");
    EXPECT_EQ(n.smoke_rate, 2.0);
    EXPECT_EQ(n.fire_in_view_rate, 4.0);
    EXPECT_EQ(n.others_rate_message, 0.5);
    EXPECT_EQ(n.others_rate_bell, 1.5);
    EXPECT_EQ(n.smoke_extinction_per_m, 0.2);
    EXPECT_EQ(n.others_decay_m, 4.0);
    EXPECT_EQ(n.others_reach_m, 12.0);
    EXPECT_EQ(n.fire_sight_m, 40.0);
    EXPECT_EQ(n.fire_look_up_m, 3.0);
    EXPECT_EQ(n.investigating_frac, 0.3);
    EXPECT_EQ(n.repeat_frac, 0.2);
    EXPECT_EQ(n.message_rate, 1.2);
    EXPECT_EQ(n.show_stops_at_s, 30.0);
    EXPECT_EQ(n.show_factor, 0.4);
    EXPECT_EQ(n.show_in.size(), 2U);
    EXPECT_EQ(n.told_least_s, 4.0);
    EXPECT_EQ(n.told_most_s, 12.0);
    EXPECT_EQ(n.compliance.base_frac, 0.6);
    EXPECT_EQ(n.compliance.most_frac, 0.95);
    const PopulationSpec& seated = draft.scenario.people.populations[2];
    ASSERT_TRUE(seated.seated && seated.alcohol);
    EXPECT_EQ(seated.seated->bag_frac, 0.3);
    EXPECT_EQ(seated.seated->bag_s->value, 5.0);
    EXPECT_EQ(seated.seated->stand_up_s->max, 3.0);
    EXPECT_EQ(seated.seated->per_seat_s, 1.0);
    EXPECT_EQ(seated.seated->passing_speed_frac, 0.5);
    EXPECT_EQ(seated.alcohol->high_factor, 1.4);
    EXPECT_FALSE(draft.scenario.people.populations[0].seated || draft.scenario.people.populations[0].alcohol);
}

TEST(NoticingForm, APresetIsWhereTheNumbersStart) {
    const ScenarioDraft club =
        read_changed("/people/noticing", R"({"preset": "nightclub", "show_factor": 0.7})");
    ASSERT_TRUE(club.errors.empty()) << as_lines(club.errors);
    EXPECT_EQ(club.scenario.people.noticing->fire_in_view_rate, 4.8);
    EXPECT_EQ(club.scenario.people.noticing->show_factor, 0.7);
    EXPECT_EQ(club.scenario.people.noticing->smoke_rate, 3.0);
    const ScenarioDraft plain = read_changed("/people/noticing", "{}");
    EXPECT_EQ(plain.scenario.people.noticing->fire_in_view_rate, 3.0);
    EXPECT_EQ(plain.scenario.people.noticing->show_factor, 0.5);
    EXPECT_NE(problems_of("/people/noticing/preset", R"("nightklub")").find("nightclub"), std::string::npos);
}

TEST(NoticingForm, SaysWhatCannotBe) {
    struct Case {
        const char* pointer;
        const char* value;
        const char* message;
    };
    const Case cases[] = {
        {"/incident/alarms/0/message", R"({"length_s": 5})", "a bell says nothing"},
        {"/incident/alarms/0/instruction", R"("stay")", "a bell can only ask people to leave"},
        {"/incident/alarms/0/until_s", "5", "it would fall silent before it sounds"},
        {"/incident/alarms/0/on_detector", R"("d")", "at_s"},
        {"/incident/alarms/0/delay_s", "5", "on_detector"},
        {"/incident/alarms/0/heard_frac", "1.5", "1.5"},
        {"/incident/alarms/1/message/gives_action_and_exit", "false", "set gives_action_and_exit to true"},
        {"/people/noticing/told_most_s", "2", "shorter than the shortest"},
        {"/people/noticing/show_stops_at_s", "", "show_stops_at_s"},
        {"/people/populations/2/seated/bag_s", "", "bag_s"},
        {"/people/populations/2/seated/stand_up_s", R"("theatre")", "a text where a number"},
        {"/people/populations/2/alcohol/high_frac", "0.8", "add up to more than 1"},
    };
    for (const Case& c : cases) {
        const std::string problems = problems_of(c.pointer, c.value);
        EXPECT_NE(problems.find(c.message), std::string::npos) << c.pointer << ": " << problems;
    }
}

TEST(NoticingForm, TheDetectorMustBeOneOfTheFire) {
    const ScenarioDraft draft =
        read_changed("/incident/alarms/0", R"({"id": "bell", "on_detector": "smoke-1", "delay_s": 30})");
    EXPECT_NE(as_lines(draft.errors).find("there is no detector or sprinkler of the built-in fire 'smoke-1'"),
              std::string::npos)
        << as_lines(draft.errors);
}

}  // namespace
}  // namespace wayout
