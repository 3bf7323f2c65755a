// Groups in a run: one exit, one pace, waiting with an end, the search for a child, setting out together.
#include <wayout/simulation.hpp>

#include "hall.hpp"
#include "run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace wayout {
namespace {

CompanySpec group_of(int size, CompanySpec::Kind kind = CompanySpec::Kind::friends) {
    CompanySpec company;
    company.kind = kind;
    company.size = size;
    company.return_frac = 0.0;
    return company;
}

std::string exit_of(const RunResults& results, std::size_t row) {
    const int passage = results.people[row].exit_passage;
    return passage < 0 ? "" : results.passages[static_cast<std::size_t>(passage)].id;
}

double spread_s(const RunResults& results) {
    double first = 1e9;
    double last = 0.0;
    for (const PersonResult& person : results.people) {
        first = std::min(first, person.exit_time_s);
        last = std::max(last, person.exit_time_s);
    }
    return last - first;
}

TEST(Company, WalksAtThePaceOfTheSlowest) {
    Scenario scenario = room_with_two_exits();
    PopulationSpec people = people_at("group", {{1, 5}, {1.5, 4.4}, {1.5, 5.6}, {1, 4}, {1, 6}});
    people.free_speeds_mps = {0.5, 1.25, 1.25, 1.25, 1.25};
    people.exits = {"east"};
    scenario.people.populations = {people};
    // Control: alone, 18.5 m at 1.25 m/s are 14.8 s and 19 m at 0.5 m/s are 38 s.
    EXPECT_GT(spread_s(run(scenario)), 20.0);

    scenario.people.populations[0].company = group_of(5);
    const RunResults together = run(scenario);
    EXPECT_EQ(together.status, RunStatus::all_out);
    EXPECT_LT(spread_s(together), 5.0);
    // Nobody is dragged: the slowest needs his own time.
    EXPECT_NEAR(together.people[0].exit_time_s, 38.0, 2.0);
    for (const PersonResult& person : together.people) EXPECT_EQ(person.company, 0);
    EXPECT_TRUE(together.people[0].is_leader);
    EXPECT_FALSE(together.people[1].is_leader);
}

TEST(Company, SharesTheExitOfTheLeader) {
    Scenario scenario = room_with_two_exits();
    PopulationSpec people = people_at("pair", {{9.5, 5}, {10.5, 5}});
    scenario.people.populations = {people};
    const RunResults alone = run(scenario);
    EXPECT_EQ(exit_of(alone, 0), "west");
    EXPECT_EQ(exit_of(alone, 1), "east");
    EXPECT_EQ(alone.people[0].company, -1);

    scenario.people.populations[0].company = group_of(2);
    const RunResults pair = run(scenario);
    EXPECT_EQ(exit_of(pair, 0), "west");
    EXPECT_EQ(exit_of(pair, 1), "west");
    EXPECT_EQ(count_of(pair, "follows"), 1);
}

TEST(Company, TheSpeedBySizeIsAnOption) {
    Scenario scenario = room_with_two_exits();
    PopulationSpec people = people_at("pair", {{10, 4.7}, {10, 5.3}});
    people.free_speeds_mps = {1.5, 1.5};
    people.exits = {"west"};
    people.company = group_of(2);
    people.company->speed_by_size = true;
    scenario.people.populations = {people};
    // 10 m at 1.18 m/s.
    const RunResults results = run(scenario);
    EXPECT_NEAR(results.people[0].exit_time_s, 8.5, 0.3);
    EXPECT_NEAR(results.people[1].exit_time_s, 8.5, 0.3);
    scenario.people.populations[0].company->speed_by_size = false;
    EXPECT_NEAR(run(scenario).people[0].exit_time_s, 6.67, 0.1);
}

/// A pair of whom one begins to walk at once and the other after 100 s; the seed for which it is the leader.
Scenario one_begins_late(double patience_s) {
    Scenario scenario = room_with_two_exits();
    PopulationSpec people = people_at("pair", {{8, 4.7}, {8, 5.3}});
    people.pre_movement_s.kind = Distribution::Kind::empirical;
    people.pre_movement_s.values = {0.0, 100.0};
    people.exits = {"west"};
    people.company = group_of(2);
    people.company->starts_together = false;
    people.company->patience_s = patience_s;
    scenario.people.populations = {people};
    scenario.simulation.duration_s = 200;
    for (std::uint64_t seed = 1; seed < 100; ++seed) {
        scenario.simulation.seed = seed;
        RunOptions options;
        options.duration_s = 0.1;
        const Result<Simulation> simulation = Simulation::create(scenario, options);
        const CrowdView crowd = simulation->crowd();
        if (crowd.start_time_s[0] < 1.0F && crowd.start_time_s[1] > 99.0F)
            return scenario;
    }
    ADD_FAILURE() << "no seed";
    return scenario;
}

TEST(Company, WaitsUntilItsPatienceEnds) {
    // 2 m at 1 m/s, then d' = 1 - (d - 2) / 3 until 4.4 m: 3 ln 5 = 4.83 s, then 0.2 m/s until 10 s have been
    // waited, 5.43 m; the last 2.57 m at full speed: 2 + 10 + 2.57 = 14.6 s. Looked at twice a second.
    Scenario scenario = one_begins_late(10.0);
    const RunResults results = run(scenario);
    EXPECT_NEAR(results.people[0].exit_time_s, 14.6, 0.8);
    EXPECT_EQ(count_of(results, "goes on"), 1);
    EXPECT_EQ(results.status, RunStatus::all_out);
    // Control: without waiting 8 m take 8 s.
    scenario.people.populations[0].company->keeps_together = false;
    const RunResults apart = run(scenario);
    EXPECT_NEAR(apart.people[0].exit_time_s, 8.0, 0.2);
    EXPECT_EQ(count_of(apart, "goes on"), 0);
}

TEST(Company, NobodyWaitsInADoorway) {
    // With patience without end the leader waits until 1.5 m before the exit, at 6.5 m: 2 s, 4.83 s for 2.4
    // m, 2.1 m at 0.2 m/s in 10.5 s, then 1.5 m at 1 m/s: 18.8 s. Looked at twice a second, he may be 0.25 m
    // farther at first: 1.2 s. If he waited on in the doorway he would need 24.8 s.
    EXPECT_NEAR(run(one_begins_late(1000.0)).people[0].exit_time_s, 18.8, 1.3);
}

TEST(Company, SetsOutWhenHalfHaveDecidedOrTheLeaderHas) {
    Scenario scenario = room_with_two_exits();
    PopulationSpec people = people_at("group", {{10, 4}, {10, 4.7}, {10, 5.4}, {10, 6.1}});
    people.pre_movement_s.kind = Distribution::Kind::uniform;
    people.pre_movement_s.min = 0.0;
    people.pre_movement_s.max = 60.0;
    people.company = group_of(4);
    people.company->starts_together = false;
    people.company->leader_spread_s = 0.0;
    scenario.people.populations = {people};
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        scenario.simulation.seed = seed;
        scenario.people.populations[0].company->starts_together = false;
        std::vector<double> own_s;
        for (const PersonResult& person : run(scenario).people) own_s.push_back(person.start_time_s);
        const double leader_s = own_s[0];
        std::sort(own_s.begin(), own_s.end());
        EXPECT_GT(own_s[3] - own_s[0], 1.0) << "seed " << seed;
        scenario.people.populations[0].company->starts_together = true;
        for (const PersonResult& person : run(scenario).people)
            EXPECT_NEAR(person.start_time_s, std::min(own_s[1], leader_s), 1e-4) << "seed " << seed;
    }
}

/// A parent in the west and a child in a creche in the east of the room.
Scenario child_elsewhere() {
    Scenario scenario = room_with_two_exits();
    ZoneSpec creche;
    creche.id = "creche";
    creche.storey = "floor";
    creche.polygon = rectangle(16, 1, 19, 9);
    scenario.venue.zones = {creche};
    ProfileSpec child = scenario.people.profiles[0];
    child.id = "child";
    child.groups[0].age_years = Distribution::constant_value(5);
    child.groups[0].radius_m = Distribution::constant_value(0.15);
    scenario.people.profiles.push_back(child);
    PopulationSpec family;
    family.id = "family";
    family.profile = "walker";
    family.count = 2;
    family.polygon_storey = "floor";
    family.polygon = rectangle(1.5, 4.5, 2.5, 5.5);
    family.company = group_of(2, CompanySpec::Kind::family);
    family.company->child_profile = "child";
    family.company->adults = 1;
    family.company->children_in = "creche";
    family.company->search_frac = 1.0;
    scenario.people.populations = {family};
    return scenario;
}

TEST(Company, AParentFetchesTheChildAndBothLeave) {
    const RunResults results = run(child_elsewhere());
    ASSERT_EQ(results.status, RunStatus::all_out);
    EXPECT_EQ(exit_of(results, 0), "east");
    EXPECT_EQ(exit_of(results, 1), "east");
    // At least 13.5 m to the creche at 1 m/s, and together from there.
    EXPECT_GT(results.people[0].exit_time_s, 16.0);
    EXPECT_LT(spread_s(results), 3.0);
    EXPECT_EQ(count_of(results, "searches"), 1);
    EXPECT_EQ(count_of(results, "joins"), 1);
}

TEST(Company, WithoutSearchingTheyLeaveByThemselves) {
    Scenario scenario = child_elsewhere();
    scenario.people.populations[0].company->search_frac = 0.0;
    const RunResults results = run(scenario);
    EXPECT_EQ(exit_of(results, 0), "west");
    EXPECT_EQ(exit_of(results, 1), "east");
    EXPECT_LT(results.people[0].exit_time_s, 4.0);
    EXPECT_LT(results.people[1].exit_time_s, 7.0);
    EXPECT_EQ(count_of(results, "searches"), 0);
}

TEST(Company, TheSearchEndsAndTheChildDoesNotWaitForever) {
    Scenario scenario = child_elsewhere();
    CompanySpec& company = *scenario.people.populations[0].company;
    company.search_limit_s = 4.0;
    company.child_waits_s = 30.0;
    const RunResults results = run(scenario);
    ASSERT_EQ(results.status, RunStatus::all_out);
    EXPECT_EQ(exit_of(results, 0), "west");  // turns round after 4 m
    EXPECT_EQ(count_of(results, "ends search"), 1);
    EXPECT_EQ(count_of(results, "joins"), 0);
    EXPECT_GT(results.people[1].exit_time_s, 30.0);
    EXPECT_LT(results.people[1].exit_time_s, 36.0);
}

TEST(Company, SomeTurnBackForAThing) {
    Scenario scenario = room_with_two_exits();
    ZoneSpec corner;
    corner.id = "cloakroom";
    corner.storey = "floor";
    corner.polygon = rectangle(15, 3, 19, 7);
    scenario.venue.zones = {corner};
    PopulationSpec people = people_at("pair", {{16, 4.7}, {16, 5.3}});
    people.exits = {"west"};
    people.company = group_of(2);
    people.company->return_frac = 1.0;
    people.company->return_after_s = 5.0;
    scenario.people.populations = {people};
    const RunResults results = run(scenario);
    EXPECT_EQ(results.status, RunStatus::all_out);
    EXPECT_EQ(count_of(results, "turns back"), 2);
    // 5 m out and back, then 15 m or more: over 25 s; control below.
    EXPECT_GT(results.people[0].exit_time_s, 24.0);
    scenario.people.populations[0].company->return_frac = 0.0;
    EXPECT_NEAR(run(scenario).people[0].exit_time_s, 16.0, 1.0);
}

/// The room full of smoke, 1 per m.
Scenario in_smoke(CompanySpec::Kind kind) {
    Scenario scenario = room_with_two_exits();
    ZoneSpec all;
    all.id = "all";
    all.storey = "floor";
    all.polygon = rectangle(0, 0, 20, 10);
    scenario.venue.zones = {all};
    CurveSpec curve;
    curve.zones = {"all"};
    curve.text =
        "time_s,extinction_per_m,temperature_c,co_ppm,co2_percent,o2_percent,hcn_ppm,no_ppm,no2_ppm,"
        "radiant_flux_kw_per_m2\n0,1,20,0,0,21,0,0,0,0\n3600,1,20,0,0,21,0,0,0,0\n";
    scenario.incident.fire.emplace().curves.emplace().curves.push_back(curve);
    PopulationSpec people = people_at("pair", {{8, 4.7}, {8, 5.3}});
    people.company = group_of(2, kind);
    people.company->break_density_per_m2 = 0.5;  // two within 1 m: 0.64 per m2
    scenario.people.profiles.push_back(scenario.people.profiles[0]);
    scenario.people.profiles[1].id = "child";
    if (kind == CompanySpec::Kind::family) {
        people.company->child_profile = "child";
        people.company->adults = 1;
    }
    scenario.people.populations = {people};
    return scenario;
}

TEST(Company, FriendsLoseEachOtherInDenseSmokeAndParentsDoNot) {
    EXPECT_EQ(count_of(run(in_smoke(CompanySpec::Kind::friends)), "loses the others"), 1);
    EXPECT_EQ(count_of(run(in_smoke(CompanySpec::Kind::family)), "loses the others"), 0);
    Scenario in_room = in_smoke(CompanySpec::Kind::friends);
    in_room.people.populations[0].company->break_density_per_m2 = 4.0;
    EXPECT_EQ(count_of(run(in_room), "loses the others"), 0);
}

TEST(Company, ChildrenDoNotWaitInSmoke) {
    Scenario scenario = child_elsewhere();
    CompanySpec& company = *scenario.people.populations[0].company;
    company.child_waits_s = 60.0;
    company.search_limit_s = 1.0;
    EXPECT_GT(run(scenario).people[1].exit_time_s, 60.0);
    const Scenario smoky = in_smoke(CompanySpec::Kind::family);
    scenario.incident = smoky.incident;
    scenario.venue.zones.push_back(smoky.venue.zones[0]);
    const RunResults results = run(scenario);
    EXPECT_LT(results.people[1].exit_time_s, 15.0);
    EXPECT_EQ(count_of(results, "waits"), 0);
}

TEST(Company, IsTheSameForAnyNumberOfThreads) {
    Scenario scenario = child_elsewhere();
    scenario.simulation.duration_s = 600;  // children wait for 180 s
    scenario.people.populations[0].count = 40;
    scenario.people.populations[0].polygon = rectangle(1, 1, 10, 9);
    scenario.people.populations[0].company->search_frac = 0.5;
    PopulationSpec friends = scenario.people.populations[0];
    friends.id = "friends";
    friends.company = CompanySpec{};
    friends.company->size_poisson = 1.6;
    friends.company->return_frac = 0.2;
    friends.company->return_after_s = 2.0;
    friends.count = 80;
    friends.pre_movement_s.kind = Distribution::Kind::uniform;
    friends.pre_movement_s.max = 10.0;
    friends.pre_movement_s.min = 0.0;
    scenario.people.populations.push_back(friends);
    RunOptions options;
    options.threads = 1;
    const RunResults one = run(scenario, options);
    EXPECT_EQ(one.status, RunStatus::all_out);
    for (const int threads : {2, 3}) {
        options.threads = threads;
        const RunResults more = run(scenario, options);
        EXPECT_EQ(more.state_hash, one.state_hash) << threads;
        EXPECT_EQ(more.decisions.size(), one.decisions.size()) << threads;
    }
}

}  // namespace
}  // namespace wayout
