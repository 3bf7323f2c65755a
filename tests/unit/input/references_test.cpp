#include "snippets.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

struct Case {
    const char* pointer;
    const char* value;
    const char* where;
    const char* message;
};

TEST(References, MustLeadSomewhere) {
    const Case cases[] = {
        {"/venue/doors/0/storey", R"("grund")", "venue.doors[0].storey",
         "there is no storey 'grund'; did you mean 'ground'?"},
        {"/venue/exits/0/storey", R"("t1")", "venue.exits[0].storey", "there is no storey 't1'"},
        {"/venue/zones/0/storey", R"("cellar")", "venue.zones[0].storey",
         "there is no storey 'cellar'; there are ground, upper"},
        {"/venue/stairs/0/to_storey", R"("roof")", "venue.stairs[0].to_storey", "there is no storey 'roof'"},
        {"/venue/escalators/0/from_storey", R"("roof")", "venue.escalators[0].from_storey",
         "there is no storey 'roof'"},
        {"/venue/tiers/0/low_storey", R"("roof")", "venue.tiers[0].low_storey", "there is no storey 'roof'"},
        {"/venue/seating/0/on", R"("t2")", "venue.seating[0].on",
         "there is no storey or tier 't2'; there are ground, upper, t1"},
        {"/people/populations/0/profile", R"("weidman-adult")", "people.populations[0].profile ('Guests')",
         "did you mean 'weidmann-adult'?"},
        {"/people/populations/0/in/zones/0", R"("foyr")", "people.populations[0].in.zones[0]",
         "did you mean 'foyer'?"},
        {"/people/populations/0/in/storeys/0", R"("uper")", "people.populations[0].in.storeys[0]",
         "did you mean 'upper'?"},
        {"/people/populations/0/in", R"({"seating": ["b2"]})", "people.populations[0].in.seating[0]",
         "there is no seating block 'b2'"},
        {"/people/populations/0/exits/0", R"("mian")", "people.populations[0].exits[0]",
         "did you mean 'main'?"},
        {"/people/populations/0/assistance/helpers", R"("p9")", "people.populations[0].assistance.helpers",
         "there is no population 'p9'"},
        {"/people/populations/0/assistance/refuges/0", R"("loby")",
         "people.populations[0].assistance.refuges[0]", "did you mean 'lobby'?"},
        {"/venue/refuges/0/storey", R"("roof")", "venue.refuges[0].storey", "there is no storey 'roof'"},
        {"/venue/refuges/1/zone", R"("foyr")", "venue.refuges[1].zone", "did you mean 'foyer'?"},
        {"/venue/lifts/0/stops/1/door", R"("d2")", "venue.lifts[0].stops[1].door", "there is no door 'd2'"},
        {"/venue/lifts/0/stops/0/storey", R"("roof")", "venue.lifts[0].stops[0].storey",
         "there is no storey 'roof'"},
        {"/venue/lifts/0/starts_at", R"("roof")", "venue.lifts[0].starts_at", "there is no storey 'roof'"},
        {"/people/populations/2/knowledge/entrance/0/exit", R"("mian")",
         "people.populations[2].knowledge.entrance", "did you mean 'main'?"},
        {"/people/populations/2/knowledge/known_exits/0", R"("d1")",
         "people.populations[2].knowledge.known_exits[0]", "there is no exit 'd1'"},
        {"/venue/signs/0/leads_to", R"("d1")", "venue.signs[0].leads_to",
         "there is no exit 'd1'; 'd1' is of the kind door"},
        {"/venue/signs/0/storey", R"("grund")", "venue.signs[0].storey", "did you mean 'ground'?"},
        {"/people/populations/1/in/storey", R"("uper")", "people.populations[1].in.storey",
         "did you mean 'upper'?"},
        {"/incident/alarms/0/heard_in/0", R"("foyr")", "incident.alarms[0].heard_in[0] ('Bell')",
         "did you mean 'foyer'?"},
        {"/incident/alarms/1/message/exits/0", R"("mian")", "incident.alarms[1].message.exits[0]",
         "did you mean 'main'?"},
        {"/people/noticing/show_in/1", R"("uper")", "people.noticing.show_in[1]", "did you mean 'upper'?"},
        {"/incident/alarms/1/id", R"("bell")", "incident.alarms[1]", "the id 'bell' is already taken"},
        {"/incident/events/0/close_exit", R"("d1")", "incident.events[0].close_exit",
         "there is no exit 'd1'; 'd1' is of the kind door"},
        {"/incident/events/1/open_exit", R"("x")", "incident.events[1].open_exit", "there is no exit 'x'"},
        {"/incident/events/2/open_door", R"("main")", "incident.events[2].open_door",
         "'main' is of the kind exit"},
        {"/incident/events/3/close_door", R"("x")", "incident.events[3].close_door", "there is no door 'x'"},
        {"/incident/events/4/set_escalator", R"("s1")", "incident.events[4].set_escalator",
         "there is no escalator 's1'"},
    };
    ASSERT_TRUE(read_text(whole_scenario()).errors.empty());
    for (const Case& c : cases) {
        const ScenarioDraft draft = read_changed(c.pointer, c.value);
        ASSERT_EQ(draft.errors.size(), 1u) << c.pointer << "\n" << as_lines(draft.errors);
        EXPECT_NE(draft.errors[0].where.find(c.where), std::string::npos) << draft.errors[0].where;
        EXPECT_NE(draft.errors[0].message.find(c.message), std::string::npos) << draft.errors[0].message;
        EXPECT_EQ(draft.is_venue_complete, std::string_view(c.pointer).rfind("/venue", 0) != 0) << c.pointer;
    }
}

TEST(References, AreNeededWhenThereIsAChoice) {
    for (const char* pointer : {"/venue/doors/0/storey", "/venue/exits/0/storey", "/venue/zones/0/storey",
                                "/venue/seating/0/on", "/people/populations/1/in/storey"}) {
        const ScenarioDraft draft = read_changed(pointer, "");
        ASSERT_EQ(draft.errors.size(), 1u) << pointer << as_lines(draft.errors);
        EXPECT_NE(draft.errors[0].message.find("is missing: the venue has several"), std::string::npos);
    }
}

TEST(References, AreFilledInWhenThereIsNone) {
    const ScenarioDraft draft = read_text(R"({"wayout_version": 1, "name": "n",
        "venue": {"storeys": [{"id": "g", "floor": {"rect": [0, 0, 9, 9]}}], "exits": [{"id": "e", "line": [[0, 0], [0, 1]]}],
                  "doors": [{"id": "d", "line": [[0, 0], [0, 1]]}], "zones": [{"id": "z", "rect": [0, 0, 1, 1]}],
                  "seating": [{"id": "b", "front_left": [1, 8], "row_count": 2, "seats_per_row": 5},
                              {"id": "c", "front_left": [1, 4], "row_count": 2, "seats_per_row": 5}]},
        "people": {"populations": [{"id": "p", "profile": "sfpe", "seats_filled_frac": 1, "pre_movement_s": 0},
                                   {"id": "q", "profile": "sfpe", "count": 1, "in": {"rect": [0, 0, 1, 1]}, "pre_movement_s": 0}]}})");
    ASSERT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
    EXPECT_EQ(draft.scenario.venue.exits[0].storey, "g");
    EXPECT_EQ(draft.scenario.venue.doors[0].storey, "g");
    EXPECT_EQ(draft.scenario.venue.zones[0].storey, "g");
    EXPECT_EQ(draft.scenario.venue.seating[0].on, "g");
    EXPECT_EQ(draft.scenario.people.populations[0].seating, (std::vector<std::string>{"b", "c"}));
    EXPECT_EQ(draft.scenario.people.populations[1].polygon_storey, "g");
}

TEST(References, IdsAreUniqueAmongThingsThatAreReferredToAlike) {
    const std::pair<const char*, const char*> repeated[] = {
        {"/venue/storeys/1/id", R"("ground")"}, {"/venue/tiers/0/id", R"("ground")"},
        {"/venue/doors/0/id", R"("main")"},     {"/venue/escalators/0/id", R"("s1")"},
        {"/venue/exits/1/id", R"("main")"},     {"/people/populations/1/id", R"("p1")"},
        {"/people/profiles/0/id", R"("sfpe")"},
    };
    for (const auto& [pointer, value] : repeated) {
        const std::string problems = as_lines(read_changed(pointer, value).errors);
        EXPECT_NE(problems.find("ids must differ"), std::string::npos) << pointer << "\n" << problems;
    }
    // A zone or a block of seats may well be called like the storey that it fills.
    const ScenarioDraft draft = read_changed("/venue/seating/0/id", R"("ground")");
    EXPECT_TRUE(draft.errors.empty()) << as_lines(draft.errors);
}

TEST(References, AreNotDoubtedForThingsThatCouldNotBeRead) {
    // The list of zones is unreadable, so nothing can be said about references to zones.
    const ScenarioDraft draft = read_changed("/venue/zones", "7");
    ASSERT_EQ(draft.errors.size(), 1u) << as_lines(draft.errors);
    EXPECT_NE(draft.errors[0].message.find("a list [ ] is needed"), std::string::npos);
}

}  // namespace
}  // namespace wayout
