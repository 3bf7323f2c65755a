#include "agents/placement.hpp"
#include "placed_people.hpp"

#include "agents/calibration.hpp"
#include "geometry/polygon_locator.hpp"
#include "geometry/segment.hpp"
#include "hall.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace wayout {
namespace {

using test::add_seating;
using test::add_storey;
using test::add_zone;
using test::plain_profile;
using test::population;
using test::rectangle;
using test::room;
using test::scenario_with;

Errors errors_of(const Scenario& scenario, const Venue& venue) {
    Result<PlacedPeople> people = place_people(scenario, venue, 1);
    EXPECT_FALSE(people.has_value());
    return people ? Errors{} : people.error();
}

bool mentions(const Errors& errors, const std::string& text) {
    return std::any_of(errors.begin(), errors.end(), [&](const Error& e) {
        return e.message.find(text) != std::string::npos || e.where.find(text) != std::string::npos;
    });
}

Vec2 position(const Agents& a, std::size_t row) {
    return {a.x_m[row], a.y_m[row]};
}

/// Smallest gap between two bodies on one surface, by looking at every pair.
double smallest_gap_m(const Agents& a) {
    double gap = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = i + 1; j < a.size(); ++j)
            if (a.surface[i] == a.surface[j])
                gap = std::min(gap, distance(position(a, i), position(a, j)) -
                                        static_cast<double>(a.radius_m[i]) -
                                        static_cast<double>(a.radius_m[j]));
    return gap;
}

double smallest_wall_gap_m(const Agents& a, const Venue& venue) {
    double gap = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < a.size(); ++i)
        for (const Wall& wall : venue.walls)
            if (wall.surface.value == a.surface[i])
                gap = std::min(gap, distance(wall.line, position(a, i)) - static_cast<double>(a.radius_m[i]));
    return gap;
}

// ---- columns

TEST(PlacePeople, FillsEveryColumn) {
    Scenario scenario = scenario_with({population("crowd", 50)});
    scenario.people.populations[0].pre_movement_s = test::uniform(10.0, 100.0);
    const PlacedPeople people = placed(scenario, room(20.0, 10.0));
    const Agents& a = people.agents;
    ASSERT_EQ(a.size(), 50U);
    ASSERT_EQ(people.persons.size(), 50U);
    EXPECT_EQ(inconsistency_of(a), "");
    for (std::size_t row = 0; row < 50; ++row) {
        EXPECT_EQ(a.id[row], row + 1);
        EXPECT_EQ(a.vx_mps[row], 0.0F);
        EXPECT_EQ(a.desired_x[row], 0.0F);
        EXPECT_EQ(a.desired_y[row], 0.0F);
        EXPECT_EQ(a.travel_time_s[row], std::numeric_limits<float>::infinity());
        EXPECT_EQ(a.radius_m[row], 0.2F);
        EXPECT_EQ(a.wall_radius_m[row], 0.2F);
        EXPECT_EQ(a.speed_limit_mps[row], 1.34F);
        EXPECT_EQ(a.time_gap_s[row], 1.0F);
        EXPECT_EQ(a.surface[row], 0);
        EXPECT_EQ(a.goal[row], -1);
        EXPECT_EQ(a.exit_gate[row], -1);
        EXPECT_EQ(a.next_gate[row], -1);
        EXPECT_EQ(a.activity[row], Activity::waiting);
        EXPECT_EQ(a.aim_x_m[row], a.x_m[row]);
        EXPECT_LT(a.last_switch_s[row], -1e9F);
        EXPECT_EQ(a.progress_time_s[row], std::numeric_limits<float>::infinity());
        EXPECT_EQ(a.stair_down_mps[row], static_cast<float>(0.7 * 1.34));
        EXPECT_EQ(a.stair_up_mps[row], static_cast<float>(0.6 * 1.34));
        EXPECT_GE(a.start_time_s[row], 10.0F);
        EXPECT_LE(a.start_time_s[row], 100.0F);
        EXPECT_EQ(a.population[row], 0);
        EXPECT_EQ(a.profile_group[row], 0);
        EXPECT_EQ(people.persons[row].start_storey, StoreyId(0));
        EXPECT_EQ(people.persons[row].start, position(a, row));
        EXPECT_GE(people.persons[row].age_years, 18.0);
    }
    EXPECT_NE(a.start_time_s[0], a.start_time_s[1]);
    EXPECT_NE(a.heading_x[0], a.heading_x[1]);
    ASSERT_EQ(people.groups.size(), 1U);
    EXPECT_EQ(people.groups[0].profile, "plain");
    EXPECT_EQ(people.groups[0].group, "adults");
}

TEST(PlacePeople, TakesTimeGapAndBodySizeFromTheCalibration) {
    Scenario scenario = scenario_with({population("crowd", 1)});
    scenario.simulation.calibration = Calibration::lab;
    const PlacedPeople laboratory = placed(scenario, room(5.0, 5.0));
    EXPECT_EQ(laboratory.agents.time_gap_s[0], 1.15F);
    EXPECT_FLOAT_EQ(laboratory.agents.radius_m[0], 0.17F);  // 0.85 x 0.20 m
    scenario.simulation.model = plain_model;
    const PlacedPeople plain = placed(scenario, room(5.0, 5.0));
    EXPECT_EQ(plain.agents.time_gap_s[0], 0.84F);  // 1.0 - 0.4 x 0.4
    EXPECT_FLOAT_EQ(plain.agents.radius_m[0], 0.20F);
    scenario.simulation.calibration = Calibration::design;
    EXPECT_EQ(placed(scenario, room(5.0, 5.0)).agents.time_gap_s[0], 1.0F);
}

TEST(PlacePeople, NamesTheFirstZoneThatHoldsTheStart) {
    Venue venue = room(10.0, 10.0);
    add_storey(venue, "upstairs", 4.0, rectangle(0.0, 0.0, 10.0, 10.0));
    add_zone(venue, "above", StoreyId(1), rectangle(0.0, 0.0, 10.0, 10.0));
    add_zone(venue, "left", StoreyId(0), rectangle(0.0, 0.0, 5.0, 10.0));
    add_zone(venue, "all", StoreyId(0), rectangle(0.0, 0.0, 8.0, 10.0));
    Scenario scenario = scenario_with({population("crowd", 60)});
    scenario.people.populations[0].storeys = {"ground"};
    const PlacedPeople people = placed(scenario, venue);
    std::set<std::int32_t> seen;
    for (const PersonInfo& person : people.persons) {
        const int expected = person.start.x <= 5.0 ? 1 : person.start.x <= 8.0 ? 2 : -1;
        EXPECT_EQ(person.start_zone.value, expected) << person.start.x;
        seen.insert(person.start_zone.value);
    }
    EXPECT_EQ(seen, (std::set<std::int32_t>{-1, 1, 2}));
}

// ---- room for bodies

TEST(PlacePeople, KeepsBodiesApartAndOffTheWallsWhereThereIsRoom) {
    const Venue venue = room(40.0, 25.0);
    Scenario scenario = scenario_with({population("crowd", 1000)});
    scenario.people.profiles[0].groups[0].radius_m = test::uniform(0.15, 0.30);
    const PlacedPeople people = placed(scenario, venue);
    ASSERT_EQ(people.agents.size(), 1000U);
    EXPECT_GE(smallest_gap_m(people.agents), 0.0);
    EXPECT_GE(smallest_wall_gap_m(people.agents, venue), 0.0);
}

TEST(PlacePeople, KeepsBodiesApartAtFivePerSquareMetre) {
    const Venue venue = room(20.0, 20.0);
    const PlacedPeople people = placed(scenario_with({population("crowd", 2000)}), venue);
    ASSERT_EQ(people.agents.size(), 2000U);
    EXPECT_GE(smallest_gap_m(people.agents), 0.0);
    EXPECT_GE(smallest_wall_gap_m(people.agents, venue), 0.0);
    for (std::size_t row = 0; row < 2000; ++row)
        EXPECT_TRUE(venue.is_walkable(SurfaceId(0), position(people.agents, row)));
}

TEST(PlacePeople, ReachesSixPerSquareMetre) {
    const Venue venue = room(10.0, 10.0);
    const PlacedPeople people = placed(scenario_with({population("crowd", 600)}), venue);
    ASSERT_EQ(people.agents.size(), 600U);
    EXPECT_GE(smallest_gap_m(people.agents), 0.0);
}

TEST(PlacePeople, PacksBodiesOfVeryDifferentSize) {
    // 30 wheelchairs of radius 0.40 m among 370 bodies of 0.20 m in 100 m2: 62 % of the floor is body (30 x
    // 0.503 + 370 x 0.126 m2).
    ProfileSpec profile = plain_profile();
    profile.groups.push_back(profile.groups[0]);
    profile.groups[0].share = 0.925;
    profile.groups[1].share = 0.075;
    profile.groups[1].name = "wheelchairs";
    profile.groups[1].radius_m = Distribution::constant_value(0.4);
    const Venue venue = room(10.0, 10.0);
    const PlacedPeople people = placed(scenario_with({population("crowd", 400)}, profile), venue);
    ASSERT_EQ(people.agents.size(), 400U);
    EXPECT_GT(std::count(people.agents.radius_m.begin(), people.agents.radius_m.end(), 0.4F), 20);
    EXPECT_GE(smallest_gap_m(people.agents), 0.0);
    EXPECT_GE(smallest_wall_gap_m(people.agents, venue), 0.0);
}

TEST(PlacePeople, PacksASlantingPassage) {
    // 0.9 m wide and 12 m long at 30 degrees, so no lattice row follows it. Centres have 0.5 m: 30
    // people, 2.8 per m2.
    const Vec2 along{std::sqrt(3.0) / 2.0, 0.5};
    const Vec2 across = perp(along);
    const Vec2 a{5.0, 5.0};
    Venue venue;
    add_storey(venue, "ground", 0.0,
               {{a, a + 12.0 * along, a + 12.0 * along + 0.9 * across, a + 0.9 * across}, {}});
    const PlacedPeople people = placed(scenario_with({population("queue", 30)}), venue);
    ASSERT_EQ(people.agents.size(), 30U);
    EXPECT_GE(smallest_gap_m(people.agents), 0.0);
    EXPECT_GE(smallest_wall_gap_m(people.agents, venue), 0.0);
}

TEST(PlacePeople, SaysHowManyFitWhenNotAllDo) {
    const Errors errors = errors_of(scenario_with({population("crowd", 900)}), room(10.0, 10.0));
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].where, "people.json: populations[0].in");
    EXPECT_TRUE(mentions(errors, "population 'crowd'"));
    EXPECT_TRUE(mentions(errors, "900 people do not fit into 100.0 m2 (9.0 per m2)"));
    EXPECT_EQ(errors[0].storey, "ground");
    // Hexagonal packing of 0.2 m discs whose centres have 9.6 x 9.6 m: 28 rows of 25 and 24 = 686 by hand.
    const std::size_t at = errors[0].message.find("about ");
    ASSERT_NE(at, std::string::npos);
    const int fit = std::stoi(errors[0].message.substr(at + 6));
    EXPECT_GE(fit, 640);
    EXPECT_LE(fit, 686);
}

TEST(PlacePeople, AnswersAnAbsurdNumberWithoutDelay) {
    EXPECT_TRUE(
        mentions(errors_of(scenario_with({population("crowd", 1'000'000)}), room(10.0, 10.0)), "do not fit"));
}

TEST(PlacePeople, ReportsEveryPopulationThatDoesNotFit) {
    const Errors errors =
        errors_of(scenario_with({population("first", 900), population("second", 900)}), room(10.0, 10.0));
    EXPECT_TRUE(mentions(errors, "'first'"));
    EXPECT_TRUE(mentions(errors, "'second'"));
}

TEST(PlacePeople, KeepsPopulationsApart) {
    const PlacedPeople people =
        placed(scenario_with({population("first", 150), population("second", 150)}), room(10.0, 10.0));
    ASSERT_EQ(people.agents.size(), 300U);
    EXPECT_GE(smallest_gap_m(people.agents), 0.0);
    EXPECT_EQ(people.agents.population[149], 0);
    EXPECT_EQ(people.agents.population[150], 1);
}

TEST(PlacePeople, LetsStoreysLieAboveEachOther) {
    // 5 per m2 on each of two storeys with the same plan: far more than one of them could hold.
    Venue venue = room(10.0, 10.0);
    add_storey(venue, "upstairs", 4.0, rectangle(0.0, 0.0, 10.0, 10.0));
    Scenario scenario = scenario_with({population("down", 500), population("up", 500)});
    scenario.people.populations[0].storeys = {"ground"};
    scenario.people.populations[1].storeys = {"upstairs"};
    const PlacedPeople people = placed(scenario, venue);
    ASSERT_EQ(people.agents.size(), 1000U);
    EXPECT_GE(smallest_gap_m(people.agents), 0.0);
    EXPECT_EQ(people.agents.surface[0], 0);
    EXPECT_EQ(people.agents.surface[999], 1);
}

/// Over the whole depth of 4 m.
void add_joint(Venue& venue, double x_m, SurfaceId left, SurfaceId right) {
    Gate& joint = venue.gates.emplace_back();
    joint.kind = GateKind::joint;
    joint.line = {{x_m, 0.0}, {x_m, 4.0}};
    joint.left = left;
    joint.right = right;
}

TEST(PlacePeople, KeepsBodiesApartAcrossAJoint) {
    // A floor and a landing that share the line x = 5; nobody may straddle it into somebody on the other
    // side.
    Venue venue;
    add_storey(venue, "ground", 0.0, rectangle(0.0, 0.0, 5.0, 4.0));
    Surface landing = venue.surfaces[0];
    landing.kind = SurfaceKind::landing;
    landing.id = "stair";
    landing.walkable = {rectangle(5.0, 0.0, 10.0, 4.0)};
    venue.surfaces.push_back(landing);
    std::erase_if(venue.walls, [](const Wall& w) { return w.line.a.x == 5.0 && w.line.b.x == 5.0; });
    add_joint(venue, 5.0, SurfaceId(0), SurfaceId(1));
    Scenario scenario = scenario_with({population("crowd", 160)});
    scenario.people.populations[0].storeys = {"ground", "stair"};
    PlacedPeople people = placed(scenario, venue);
    ASSERT_EQ(people.agents.size(), 160U);
    EXPECT_GT(std::count(people.agents.surface.begin(), people.agents.surface.end(), 1), 50);
    std::fill(people.agents.surface.begin(), people.agents.surface.end(), 0);
    EXPECT_GE(smallest_gap_m(people.agents), 0.0);
}

TEST(PlacePeople, PutsNoWheelchairUsersOnLandingsBetweenFlights) {
    // A floor, and a landing that joins nothing but the surface beside it.
    Venue venue;
    add_storey(venue, "ground", 0.0, rectangle(0.0, 0.0, 5.0, 4.0));
    for (const auto& [kind, x_m] :
         {std::pair{SurfaceKind::landing, 5.0}, std::pair{SurfaceKind::stair, 10.0}}) {
        Surface surface = venue.surfaces[0];
        surface.kind = kind;
        surface.id = "stair";
        surface.walkable = {rectangle(x_m, 0.0, x_m + 5.0, 4.0)};
        venue.surfaces.push_back(surface);
    }
    add_joint(venue, 10.0, SurfaceId(1), SurfaceId(2));
    const auto on_the_landing = [&](MobilityClass mobility) {
        ProfileSpec profile = plain_profile();
        profile.groups[0].mobility = mobility;
        Scenario scenario = scenario_with({population("crowd", 40)}, profile);
        scenario.people.populations[0].polygon = rectangle(0.0, 0.0, 10.0, 4.0);
        scenario.people.populations[0].polygon_storey = "ground";
        const PlacedPeople people = placed(scenario, venue);
        EXPECT_EQ(people.agents.size(), 40U);
        return std::count(people.agents.surface.begin(), people.agents.surface.end(), 1);
    };
    EXPECT_GT(on_the_landing(MobilityClass::ambulant), 10);
    EXPECT_EQ(on_the_landing(MobilityClass::wheelchair), 0);
    // One that leads to a floor as well is a place like others.
    add_joint(venue, 5.0, SurfaceId(0), SurfaceId(1));
    EXPECT_GT(on_the_landing(MobilityClass::wheelchair), 10);
}

TEST(PlacePeople, KeepsBodiesOutOfClosedDoors) {
    Venue venue = room(10.0, 1.0);
    Gate door;
    door.kind = GateKind::door;
    door.line = {{5.0, 0.0}, {5.0, 1.0}};
    door.left = door.right = SurfaceId(0);
    door.open_at_start = false;
    const auto astride = [&](const Venue& v) {
        int count = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            const PlacedPeople people = placed(scenario_with({population("crowd", 8)}), v, seed);
            for (const double x : people.agents.x_m) count += std::abs(x - 5.0) < 0.2 ? 1 : 0;
        }
        return count;
    };
    EXPECT_GT(astride(venue), 0);  // control: no door
    venue.gates.push_back(door);
    EXPECT_EQ(astride(venue), 0);
}

// ---- places

TEST(PlacePeople, FillsOnlyThePartOfAZoneThatIsWalkable) {
    Venue venue = room(20.0, 10.0);
    add_zone(venue, "corner", StoreyId(0), rectangle(15.0, -5.0, 30.0, 5.0));  // 5 x 5 m of it on the floor
    Scenario scenario = scenario_with({population("crowd", 0)});
    PopulationSpec& spec = scenario.people.populations[0];
    spec.count.reset();
    spec.density_per_m2 = 1.5;
    spec.zones = {"corner"};
    const PlacedPeople people = placed(scenario, venue);
    ASSERT_EQ(people.agents.size(), 38U);  // 1.5 x 25 = 37.5
    for (std::size_t row = 0; row < people.agents.size(); ++row) {
        EXPECT_GE(people.agents.x_m[row], 15.0);
        EXPECT_LE(people.agents.y_m[row], 5.0);
    }
}

TEST(PlacePeople, CountsTheCommonPartOfOverlappingPlacesOnce) {
    Venue venue = room(20.0, 10.0);
    add_zone(venue, "a", StoreyId(0), rectangle(0.0, 0.0, 6.0, 10.0));
    add_zone(venue, "b", StoreyId(0), rectangle(4.0, 0.0, 10.0, 10.0));
    Scenario scenario = scenario_with({population("crowd", 0)});
    PopulationSpec& spec = scenario.people.populations[0];
    spec.count.reset();
    spec.density_per_m2 = 1.0;
    spec.zones = {"a", "b"};
    EXPECT_EQ(placed(scenario, venue).agents.size(), 100U);
}

TEST(PlacePeople, GoesEverywhereOnLevelFloorsByDefault) {
    Venue venue = room(10.0, 10.0);
    add_storey(venue, "upstairs", 4.0, rectangle(0.0, 0.0, 10.0, 5.0));
    Surface ramp = venue.surfaces[0];
    ramp.kind = SurfaceKind::ramp;
    ramp.id = "ramp";
    ramp.walkable = {rectangle(20.0, 0.0, 40.0, 10.0)};
    venue.surfaces.push_back(ramp);
    const PlacedPeople people = placed(scenario_with({population("crowd", 120)}), venue);
    const auto upstairs = std::count(people.agents.surface.begin(), people.agents.surface.end(), 1);
    EXPECT_GT(upstairs, 20);  // a third of the area: 40 expected, deviation 5
    EXPECT_LT(upstairs, 60);
    EXPECT_EQ(std::count(people.agents.surface.begin(), people.agents.surface.end(), 2), 0);
}

TEST(PlacePeople, KeepsStandingPeopleOffSeatsAndOutOfRows) {
    Venue venue = room(20.0, 20.0);
    Scenario scenario = scenario_with({population("standing", 500)});
    add_seating(venue, scenario, 10, 20);
    const PlacedPeople people = placed(scenario, venue);
    ASSERT_EQ(people.agents.size(), 500U);
    for (std::size_t row = 0; row < 500; ++row) {
        for (const Seat& seat : venue.seats)
            EXPECT_GE(distance(seat.position, position(people.agents, row)), 0.45);
        for (const SeatRow& lane : venue.seat_rows)
            EXPECT_EQ(locate(lane.lane, position(people.agents, row)), Side::outside);
    }
}

TEST(PlacePeople, SeatsEverybodyOnASeatOfTheirOwn) {
    Venue venue = room(20.0, 20.0);
    Scenario scenario = scenario_with({population("audience", 0)});
    add_seating(venue, scenario, 10, 20);
    PopulationSpec& spec = scenario.people.populations[0];
    spec.count.reset();
    spec.seats_filled_frac = 1.0;
    spec.seating = {"stalls"};
    const PlacedPeople people = placed(scenario, venue);
    ASSERT_EQ(people.agents.size(), 200U);
    for (std::size_t row = 0; row < 200; ++row) {
        EXPECT_EQ(position(people.agents, row), venue.seats[row].position);
        EXPECT_EQ(people.agents.activity[row], Activity::seated);
        EXPECT_EQ(people.agents.heading_y[row], -1.0F);
        EXPECT_EQ(people.agents.radius_m[row], 0.2F);
        EXPECT_EQ(people.agents.wall_radius_m[row], 0.18F);  // 0.4 / 2 - 0.02
    }
}

TEST(PlacePeople, NarrowsBodiesInNarrowRowsToATenthOfAMetreAtMost) {
    const auto wall_radius = [](double clear_m) {
        Venue venue = room(20.0, 20.0);
        Scenario scenario = scenario_with({population("audience", 1)});
        add_seating(venue, scenario, 2, 5, clear_m);
        scenario.people.populations[0].seating = {"stalls"};
        return placed(scenario, venue).agents.wall_radius_m.at(0);
    };
    EXPECT_EQ(wall_radius(0.60), 0.2F);   // 0.28 is more than the body
    EXPECT_EQ(wall_radius(0.30), 0.13F);  // 0.15 - 0.02
    EXPECT_EQ(wall_radius(0.20), 0.1F);
}

TEST(PlacePeople, FillsARandomHalfOfTheSeatsAndTheNextPopulationTheOther) {
    Venue venue = room(20.0, 20.0);
    Scenario scenario = scenario_with({population("first", 0), population("second", 0)});
    add_seating(venue, scenario, 10, 20);
    for (PopulationSpec& spec : scenario.people.populations) {
        spec.count.reset();
        spec.seats_filled_frac = 0.5;
    }
    const PlacedPeople people = placed(scenario, venue);
    ASSERT_EQ(people.agents.size(), 200U);
    std::set<std::pair<double, double>> seats;
    for (std::size_t row = 0; row < 200; ++row)
        seats.insert({people.agents.x_m[row], people.agents.y_m[row]});
    EXPECT_EQ(seats.size(), 200U);

    // Each seat is filled by the first population in half of many seeds: 400 draws, deviation 10; 200 seats,
    // so 4 deviations.
    std::vector<int> filled(200, 0);
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        const PlacedPeople again = placed(scenario, venue, seed);
        for (std::size_t row = 0; row < 100; ++row) {
            const auto seat = std::find_if(venue.seats.begin(), venue.seats.end(), [&](const Seat& s) {
                return s.position == position(again.agents, row);
            });
            ++filled[static_cast<std::size_t>(seat - venue.seats.begin())];
        }
    }
    EXPECT_GT(*std::min_element(filled.begin(), filled.end()), 160);
    EXPECT_LT(*std::max_element(filled.begin(), filled.end()), 240);
}

TEST(PlacePeople, SaysWhenTheSeatsAreTaken) {
    Venue venue = room(20.0, 20.0);
    Scenario scenario = scenario_with({population("first", 150), population("second", 60)});
    add_seating(venue, scenario, 10, 20);
    for (PopulationSpec& spec : scenario.people.populations) spec.seating = {"stalls"};
    const Errors errors = errors_of(scenario, venue);
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_TRUE(
        mentions(errors, "population 'second': 60 people are to sit, but of the 200 seats there only 50"));
}

TEST(PlacePeople, NotesSeatsNarrowerThanBodies) {
    Venue venue = room(20.0, 20.0);
    Scenario scenario = scenario_with({population("audience", 10)}, plain_profile("plain", 0.27));
    add_seating(venue, scenario, 2, 10);
    scenario.people.populations[0].seating = {"stalls"};
    const PlacedPeople people = placed(scenario, venue);
    ASSERT_EQ(people.notes.size(), 1U);
    EXPECT_NE(people.notes[0].message.find("seats 0.50 m wide"), std::string::npos);
    scenario.people.profiles[0] = plain_profile("plain", 0.25);
    EXPECT_TRUE(placed(scenario, venue).notes.empty());
}

TEST(PlacePeople, TakesPositionsAsTheyAre) {
    Scenario scenario = scenario_with({population("two", 0)});
    PopulationSpec& spec = scenario.people.populations[0];
    spec.count.reset();
    spec.positions = {{1.0, 1.0}, {1.4, 1.0}};  // touching
    const PlacedPeople people = placed(scenario, room(5.0, 5.0));
    ASSERT_EQ(people.agents.size(), 2U);
    EXPECT_EQ(position(people.agents, 1), (Vec2{1.4, 1.0}));
}

TEST(PlacePeople, TakesFreeSpeedsGivenWithPositions) {
    Scenario scenario = scenario_with({population("two", 0)});
    PopulationSpec& spec = scenario.people.populations[0];
    spec.count.reset();
    spec.positions = {{1.0, 1.0}, {3.0, 1.0}};
    spec.free_speeds_mps = {0.8, 1.5};
    const Agents a = placed(scenario, room(5.0, 5.0)).agents;
    ASSERT_EQ(a.size(), 2U);
    EXPECT_EQ(a.free_speed_mps[0], 0.8F);
    EXPECT_EQ(a.speed_limit_mps[1], 1.5F);
    EXPECT_EQ(a.stair_up_mps[0], 0.48F);  // 0.6 x 0.8
    spec.free_speeds_mps = {0.8};
    EXPECT_TRUE(mentions(errors_of(scenario, room(5.0, 5.0)), "1 speeds are given for 2 positions"));
    spec.free_speeds_mps = {0.8, std::nan("")};
    EXPECT_TRUE(mentions(errors_of(scenario, room(5.0, 5.0)), "free_speeds_mps[1]"));
    spec.positions.reset();
    spec.count = 2;
    EXPECT_TRUE(mentions(errors_of(scenario, room(5.0, 5.0)), "2 speeds are given for 0 positions"));
}

TEST(PlacePeople, NamesEveryPositionThatIsImpossible) {
    Scenario scenario = scenario_with({population("some", 0)});
    PopulationSpec& spec = scenario.people.populations[0];
    spec.count.reset();
    spec.positions = {{1.0, 1.0}, {1.3, 1.0}, {0.15, 3.0}, {7.0, 3.0}};
    const Errors errors = errors_of(scenario, room(5.0, 5.0));
    ASSERT_EQ(errors.size(), 3U);
    EXPECT_EQ(errors[0].where, "people.json: populations[0].in.positions[1]");
    EXPECT_TRUE(mentions({errors[0]}, "reaches 0.100 m into somebody else"));
    EXPECT_TRUE(mentions({errors[1]}, "reaches 0.050 m into a wall"));
    EXPECT_TRUE(mentions({errors[2]}, "(7.000, 3.000) is not on a walkable place of storey 'ground'"));
    EXPECT_EQ(errors[2].x_m, 7.0);
}

// ---- one draw, one person

TEST(PlacePeople, ChangesNobodyWhenAPopulationIsAppended) {
    const Venue venue = room(20.0, 20.0);
    Scenario scenario = scenario_with({population("first", 300), population("second", 200)});
    scenario.people.populations[0].pre_movement_s = test::uniform(10.0, 100.0);
    const PlacedPeople before = placed(scenario, venue);
    scenario.people.populations.push_back(population("third", 100));
    const PlacedPeople after = placed(scenario, venue);
    ASSERT_EQ(after.agents.size(), 600U);
    for (std::size_t row = 0; row < 500; ++row) {
        EXPECT_EQ(position(before.agents, row), position(after.agents, row));
        EXPECT_EQ(before.agents.start_time_s[row], after.agents.start_time_s[row]);
        EXPECT_EQ(before.persons[row].age_years, after.persons[row].age_years);
    }
}

TEST(PlacePeople, IsAFunctionOfTheSeed) {
    const Venue venue = room(20.0, 20.0);
    const Scenario scenario = scenario_with({population("crowd", 50)});
    EXPECT_EQ(placed(scenario, venue, 5).agents.x_m, placed(scenario, venue, 5).agents.x_m);
    EXPECT_NE(placed(scenario, venue, 5).agents.x_m, placed(scenario, venue, 6).agents.x_m);
}

TEST(PlacePeople, DoesNotChangeWhenThePlanIsShifted) {
    const auto people_at = [](Vec2 origin) {
        Venue venue = room(20.0, 20.0);
        venue.origin_m = origin;
        Scenario scenario = scenario_with({population("crowd", 100), population("one", 0)});
        Polygon part = rectangle(3.1, 4.7, 15.3, 19.9);
        for (Vec2& p : part.outer) p += origin;
        scenario.people.populations[0].polygon = part;
        scenario.people.populations[0].polygon_storey = "ground";
        scenario.people.populations[1].count.reset();
        scenario.people.populations[1].positions = {origin + Vec2{1.2345, 2.3}};
        return placed(scenario, venue);
    };
    const PlacedPeople near = people_at({0.0, 0.0});
    const PlacedPeople far = people_at({1e6, -5.4e6});
    ASSERT_EQ(near.agents.size(), 101U);
    EXPECT_EQ(near.agents.x_m, far.agents.x_m);
    EXPECT_EQ(near.agents.y_m, far.agents.y_m);
}

// ---- bad input

TEST(PlacePeople, ListsEveryProblemAtOnce) {
    Venue venue = room(10.0, 10.0);
    add_zone(venue, "foyer", StoreyId(0), rectangle(0.0, 0.0, 5.0, 5.0));
    add_zone(venue, "outside", StoreyId(0), rectangle(20.0, 0.0, 25.0, 5.0));
    Scenario scenario = scenario_with({population("a", 10), population("b", 10, "plan"), population("c", -1),
                                       population("d", 10), population("e", 10), population("f", 10)});
    auto& p = scenario.people.populations;
    p[0].zones = {"foyr"};
    p[2].density_per_m2 = 0.5;  // and a count
    p[3].zones = {"outside"};
    p[4].pre_movement_s = Distribution::constant_value(std::nan(""));
    p[4].exits = {"nowhere"};
    p[5].storeys = {"attic"};
    scenario.people.profiles[0].groups[0].radius_m = Distribution::constant_value(20.0);  // in cm
    const Errors errors = errors_of(scenario, venue);
    EXPECT_TRUE(mentions(errors, "population 'a': there is no zone 'foyr'; did you mean 'foyer'?"));
    EXPECT_TRUE(mentions(errors, "population 'b': there is no profile 'plan'; did you mean 'plain'?"));
    EXPECT_TRUE(mentions(errors, "population 'c': several of count"));
    EXPECT_TRUE(mentions(errors, "population 'c': -1 people lie outside"));
    EXPECT_TRUE(mentions(errors, "population 'd': none of its places has any walkable area"));
    EXPECT_TRUE(mentions(errors, "population 'e': value is nan"));
    EXPECT_TRUE(mentions(errors, "population 'e': there is no exit 'nowhere'"));
    EXPECT_TRUE(mentions(errors, "population 'f': there is no storey, tier or stair 'attic'"));
    EXPECT_TRUE(mentions(errors, "people.json: profiles[0].groups[0].radius_m"));
    EXPECT_EQ(errors.size(), 9U);
}

TEST(PlacePeople, RefusesContradictoryPlaces) {
    Venue venue = room(20.0, 20.0);
    Scenario scenario =
        scenario_with({population("a", 10), population("b", 0), population("c", 0), population("d", 0)});
    add_seating(venue, scenario, 2, 10);
    auto& p = scenario.people.populations;
    p[0].seating = {"stalls"};
    p[0].storeys = {"ground"};
    p[1].count.reset();
    p[1].density_per_m2 = 1.0;
    p[1].seating = {"stalls"};
    p[2].count.reset();
    p[2].positions = {{1.0, 1.0}};
    p[2].storeys = {"ground"};
    p[3].exit_choice = ExitChoice::fixed;
    const Errors errors = errors_of(scenario, venue);
    EXPECT_EQ(errors.size(), 4U);
    EXPECT_TRUE(mentions(errors, "population 'a': people either sit"));
    EXPECT_TRUE(mentions(errors, "population 'b': a density of people on seats"));
    EXPECT_TRUE(mentions(errors, "population 'c': positions and other places"));
    EXPECT_TRUE(mentions(errors, "population 'd': a fixed exit needs exactly one id"));
}

TEST(PlacePeople, RefusesAPolygonThatCrossesItself) {
    Scenario scenario = scenario_with({population("a", 10)});
    scenario.people.populations[0].polygon = Polygon{{{0, 0}, {4, 4}, {4, 0}, {0, 4}}, {}};
    scenario.people.populations[0].polygon_storey = "ground";
    EXPECT_TRUE(mentions(errors_of(scenario, room(10.0, 10.0)), "the polygon is unusable"));
}

TEST(PlacePeople, AcceptsAScenarioWithoutPeople) {
    EXPECT_EQ(placed(scenario_with({}), room(5.0, 5.0)).agents.size(), 0U);
    EXPECT_EQ(placed(scenario_with({population("nobody", 0)}), room(5.0, 5.0)).agents.size(), 0U);
}

}  // namespace
}  // namespace wayout
