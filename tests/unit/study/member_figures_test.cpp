#include "study/member_figures.hpp"

#include <wayout/results.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

PersonResult person(int id, double exit_time_s) {
    PersonResult p;
    p.id = AgentId(static_cast<std::uint32_t>(id));
    p.start_storey = 0;
    p.start_zone = 0;
    p.exit_time_s = exit_time_s;
    p.outcome = std::isnan(exit_time_s) ? Outcome::inside : Outcome::out;
    if (p.outcome != Outcome::out)
        p.end_storey = 1;
    return p;
}

/// Twenty people out at 1, 2, ... 20 s by exit "a".
RunResults twenty_out() {
    RunResults results;
    results.state_hash = 77;
    results.storeys = {{"g", "Ground", 0.0}, {"u", "Upper", 3.0}};
    results.zones = {{"hall", "Hall", "", 0}};
    results.zone_results.resize(1);
    results.zone_results[0].last_left_s = 15.0;
    results.zone_results[0].aset_s = not_a_time;
    PassageResult exit;
    exit.id = "a";
    for (int i = 1; i <= 20; ++i) {
        results.people.push_back(person(i, i));
        exit.crossings.push_back({static_cast<double>(i), AgentId(static_cast<std::uint32_t>(i)), 1});
    }
    results.passages = {exit};
    PassageResult door = exit;
    door.kind = PassageKind::door;
    door.id = "d";
    results.passages.push_back(door);
    results.performance.simulated_s = 20.0;
    return results;
}

MemberResult described(const RunResults& results) {
    MemberResult member;
    describe_member(results, member);
    return member;
}

TEST(MemberFigures, OfARunInWhichAllGetOut) {
    const MemberResult m = described(twenty_out());
    EXPECT_EQ(m.state_hash, 77u);
    ASSERT_EQ(m.exit_times_s.size(), 20u);
    EXPECT_EQ(m.exit_times_s.front(), 1.0f);
    const std::pair<const char*, double> expected[] = {
        // The p-th percentile is the time of number ceil(p n): 10, 18, 19, 20.
        {"egress_time_s.first", 1.0},    {"egress_time_s.p50", 10.0}, {"egress_time_s.p90", 18.0},
        {"egress_time_s.p95", 19.0},     {"egress_time_s.p98", 20.0}, {"egress_time_s.last", 20.0},
        {"egress_time_s.all", 20.0},     {"people.placed", 20.0},     {"people.out", 20.0},
        {"people.inside", 0.0},          {"people.harmed", 0.0},      {"people.too_late", 0.0},
        {"everybody_out_unharmed", 1.0}, {"exit.a.count", 20.0},      {"exit.a.last_s", 20.0},
        {"zone.hall.rset_s", 15.0},      {"longest_jam_s", 0.0},      {"simulated_s", 20.0},
    };
    for (const auto& [name, value] : expected) EXPECT_EQ(figure_of(m, name), value) << name;
    // Doors are no exits; without a fire there are no margins; without danger or crush models nothing of
    // theirs.
    for (const char* name : {"exit.d.count", "zone.hall.aset_s", "zone.hall.margin_s", "smallest_margin_s",
                             "danger.person_s", "crush.expected_fatal"})
        EXPECT_TRUE(std::isnan(figure_of(m, name))) << name;
    EXPECT_TRUE(m.casualties.empty());
}

TEST(MemberFigures, FiguresAreSortedByName) {
    const MemberResult m = described(twenty_out());
    for (std::size_t i = 1; i < m.figures.size(); ++i) EXPECT_LT(m.figures[i - 1].name, m.figures[i].name);
}

TEST(MemberFigures, EgressHasNoEndWhenSomebodyStaysInside) {
    RunResults results = twenty_out();
    results.people.push_back(person(21, not_a_time));
    const MemberResult m = described(results);
    EXPECT_EQ(figure_of(m, "egress_time_s.all"), inf);
    EXPECT_EQ(figure_of(m, "egress_time_s.last"), 20.0);
    EXPECT_EQ(figure_of(m, "people.inside"), 1.0);
    EXPECT_EQ(figure_of(m, "everybody_out_unharmed"), 0.0);
    EXPECT_EQ(figure_of(m, "people.harmed"), 0.0);
    EXPECT_EQ(m.exit_times_s.size(), 20u);
}

TEST(MemberFigures, OfARunWithoutPeople) {
    const MemberResult m = described(RunResults{});
    EXPECT_EQ(figure_of(m, "people.placed"), 0.0);
    EXPECT_TRUE(std::isnan(figure_of(m, "egress_time_s.p50")));
    EXPECT_TRUE(m.exit_times_s.empty());
}

TEST(MemberFigures, CountsCasualtiesByCauseSeverityAgeAndPlace) {
    RunResults results = twenty_out();
    const auto incapacitated = [&](int id, double age_years, const char* cause) {
        PersonResult p = person(id, not_a_time);
        p.outcome = Outcome::incapacitated;
        p.age_years = age_years;
        p.cause = cause;
        return p;
    };
    results.people.push_back(incapacitated(21, 17.9, "smoke"));
    results.people.push_back(incapacitated(22, 17.0, "smoke"));
    results.people.push_back(incapacitated(23, 18.0, "smoke"));
    results.people.push_back(incapacitated(24, 65.0, "smoke"));
    results.people.push_back(incapacitated(25, not_a_time, "heat"));
    results.people.back().is_dead = true;
    results.people[0].is_injured = true;
    results.people[1].exposure.emplace();
    results.people[1].exposure->impaired = {5.0, HarmCause::co};
    results.people[2].exposure.emplace();  // in smoke and not hurt: no casualty
    const MemberResult m = described(results);
    const std::vector<Casualties> expected = {
        {"heat", "dead", "unknown", "Upper", 1},
        {"smoke", "incapacitated", "adult", "Upper", 1},
        {"smoke", "incapacitated", "child", "Upper", 2},
        {"smoke", "incapacitated", "older", "Upper", 1},
        {"smoke, gases or heat", "impaired", "unknown", "Hall", 1},
        {"structure", "injured", "unknown", "Hall", 1},
    };
    EXPECT_EQ(m.casualties, expected);
    EXPECT_EQ(figure_of(m, "people.harmed"), 7.0);
    EXPECT_EQ(figure_of(m, "people.dead"), 1.0);
    EXPECT_EQ(figure_of(m, "people.injured"), 1.0);
    EXPECT_EQ(figure_of(m, "people.incapacitated"), 5.0);
}

TEST(MemberFigures, NobodyIsUnharmedWhoIsCountedAsHarmed) {
    RunResults results = twenty_out();
    results.people[1].exposure.emplace();
    results.people[1].exposure->impaired = {5.0, HarmCause::co};
    const MemberResult m = described(results);
    EXPECT_EQ(figure_of(m, "people.harmed"), 1.0);
    EXPECT_EQ(figure_of(m, "everybody_out_unharmed"), 0.0);
}

TEST(MemberFigures, WhoWasTooLateSomewhereIsNotSafe) {
    RunResults results = twenty_out();
    results.people[3].tenability_margin_s = -0.5;
    results.people[4].tenability_margin_s = 0.0;
    results.people[5].tenability_margin_s = inf;
    const MemberResult m = described(results);
    EXPECT_EQ(figure_of(m, "people.too_late"), 1.0);
    EXPECT_EQ(figure_of(m, "everybody_out_unharmed"), 0.0);
}

TEST(MemberFigures, MarginsOfZones) {
    RunResults results = twenty_out();
    results.hazards.is_modelled = true;
    results.zones = {{"hall", "Hall", "", 0}, {"foyer", "Foyer", "", 0}, {"store", "Store", "", 0}};
    results.zone_results.resize(3);
    results.zone_results[0].last_left_s = 15.0;
    results.zone_results[0].aset_s = 40.0;
    results.zone_results[1].last_left_s = 20.0;
    results.zone_results[1].aset_s = 12.0;
    results.zone_results[2].aset_s = inf;  // nobody was there, and it never became untenable
    MemberResult m = described(results);
    EXPECT_EQ(figure_of(m, "zone.hall.margin_s"), 25.0);
    EXPECT_EQ(figure_of(m, "zone.foyer.margin_s"), -8.0);
    EXPECT_EQ(figure_of(m, "zone.store.aset_s"), inf);
    EXPECT_EQ(figure_of(m, "smallest_margin_s"), -8.0);
    // Somebody never left a zone that became untenable.
    results.zone_results[0].last_left_s = not_a_time;
    results.zone_results[0].people_at_end = 1;
    m = described(results);
    EXPECT_TRUE(std::isnan(figure_of(m, "zone.hall.margin_s")));
    EXPECT_EQ(figure_of(m, "smallest_margin_s"), -inf);
    // Nothing became untenable anywhere.
    for (ZoneResult& zone : results.zone_results) zone.aset_s = inf;
    EXPECT_EQ(figure_of(described(results), "smallest_margin_s"), inf);
}

TEST(MemberFigures, KeepsTheFiveLongestJams) {
    RunResults results = twenty_out();
    for (int i = 0; i < 7; ++i) {
        CongestionSpot spot;
        spot.place = "place " + std::to_string(i);
        spot.from_s = i;
        spot.to_s = 100.0 - i;
        spot.congested_s = 50.0 - i;
        spot.peak_density_per_m2 = 5.0;
        spot.queue_size = 9;
        results.congestion.push_back(spot);
    }
    const MemberResult m = described(results);
    ASSERT_EQ(m.jams.size(), 5u);
    EXPECT_EQ(m.jams.back(), (MemberJam{"place 4", 4.0, 96.0, 5.0, 9}));
    EXPECT_EQ(figure_of(m, "longest_jam_s"), 50.0);
}

}  // namespace
}  // namespace wayout
