/// Who is still where, over members, and places to be searched: hand values.
#include "study/people_left.hpp"
#include "navigation/navigation_grid.hpp"
#include "simulation/building.hpp"
#include "small_study.hpp"
#include "study/left_ranges.hpp"
#include "study/search_places.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout {
namespace {

using namespace small;

constexpr double at_end = std::numeric_limits<double>::infinity();

/// The room of small_study, 8 m by 6 m: its one zone is all of it, with exits in the middle of both short
/// sides.
std::shared_ptr<const Building> building() {
    Result<std::shared_ptr<const Building>> built = Building::create(room_tree().scenario());
    EXPECT_TRUE(built.has_value());
    return *built;
}

TEST(SearchPlaces, AreAsFarAsTheWayFromTheNearestExit) {
    const auto places = search_places(building()->parts().grid);
    ASSERT_EQ(places.size(), 1u);
    EXPECT_EQ(places[0].id, "all");
    EXPECT_NEAR(places[0].area_m2, 48.0, 1e-9);
    EXPECT_NEAR(places[0].distance_m, 4.0, 0.25);  // from the middle to either exit
    EXPECT_NEAR(places[0].reach_s, places[0].distance_m / 0.39, 1e-9);
    EXPECT_NEAR(places[0].search_s, 240.0 * std::pow(4.0, 0.8), 1e-6);  // four rooms of 12 m2
    const auto back = places_of_json(places_as_json(places));
    ASSERT_EQ(back.size(), 1u);
    EXPECT_EQ(back[0].name, "All of it");
    EXPECT_EQ(back[0].distance_m, places[0].distance_m);
    EXPECT_TRUE(places_of_json("no list").empty());
}

TEST(SearchTime, IsFourMinutesForARoomOfTwelveSquareMetres) {
    EXPECT_NEAR(search_time_s(12.0), 240.0, 1e-9);
    EXPECT_EQ(search_time_s(0.0), 0.0);
}

PersonResult inside(AgentId id, Vec2 where, Outcome outcome) {
    PersonResult person;
    person.id = id;
    person.outcome = outcome;
    person.end_storey = 0;
    person.end_m = where;
    return person;
}

TEST(PeopleLeft, AreCountedByPlaceAndTime) {
    RunResults run;
    for (const double time_s : {0.0, 10.0, 20.0}) {
        TimelineRow row;
        row.time_s = time_s;
        row.by_storey = row.by_zone = {time_s < 15.0 ? 5 : 2};
        run.timeline.push_back(row);
    }
    run.people.push_back(inside(1, {4, 3}, Outcome::inside));
    PersonResult overcome = inside(2, {2, 3}, Outcome::incapacitated);
    overcome.exposure.emplace();
    overcome.exposure->incapacitated = {12.0, HarmCause::co};
    run.people.push_back(overcome);
    PersonResult out = inside(3, {}, Outcome::out);
    run.people.push_back(out);
    const auto venue = building()->parts().venue;
    const std::vector<double> at{10.0, 14.0, 99.0};
    const std::vector<PeopleLeft> expected{
        {"all", 10.0, 5, 0}, {"all", 14.0, 4, 1}, {"all", 99.0, 1, 1}, {"all", at_end, 1, 1}};
    EXPECT_EQ(people_left(run, *venue, at), expected);
    run.people[0].end_m = {-3, 3};  // in none of the zones
    EXPECT_EQ(people_left(run, *venue, {}),
              (std::vector<PeopleLeft>{{"", at_end, 1, 0}, {"all", at_end, 0, 1}}));
}

TEST(LeftRanges, AreOverAllMembersAndOrderTheSearch) {
    std::vector<SearchPlace> places(2);
    places[0].id = "far";
    places[0].reach_s = 500.0;
    places[0].search_s = 100.0;
    places[1].id = "near";
    places[1].reach_s = 20.0;
    places[1].search_s = 40.0;
    std::vector<MemberResult> members(4);
    members[0].left = {{"far", at_end, 0, 4}, {"near", at_end, 1, 0}};
    members[1].left = {{"near", at_end, 2, 1}};
    members[3].status = MemberStatus::failed;
    members[3].left = {{"far", at_end, 0, 1000}};
    VariantResults variant;
    describe_people_left(members, places, variant);
    ASSERT_EQ(variant.left.size(), 2u);
    const LeftRange& far = variant.left[0];
    EXPECT_EQ(far.place, "far");
    EXPECT_EQ(far.any.yes, 1);
    EXPECT_EQ(far.any.of, 3);
    EXPECT_NEAR(far.mean_unable, 4.0 / 3.0, 1e-12);
    const LeftRange& near = variant.left[1];
    EXPECT_EQ(near.any.yes, 2);
    EXPECT_EQ(near.any_unable.yes, 1);
    EXPECT_NEAR(near.mean, 4.0 / 3.0, 1e-12);
    // Fewer people are near, but they are found sooner: (1/3 + 0.2) a minute against 4/3 in ten minutes.
    ASSERT_EQ(variant.search_order.size(), 2u);
    EXPECT_EQ(variant.search_order[0].place, 1);
    EXPECT_NEAR(variant.search_order[0].per_minute, 1.0 / 3.0 + 0.2, 1e-12);
    EXPECT_NEAR(variant.search_order[1].per_minute, 4.0 / 3.0 / 10.0, 1e-12);
    EXPECT_NEAR(variant.search_order[1].until_s, 660.0, 1e-9);
}

}  // namespace
}  // namespace wayout
