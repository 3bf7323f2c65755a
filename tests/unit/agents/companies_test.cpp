// Groups: sizes, who belongs to whom, and that they start side by side.
#include "agents/companies.hpp"
#include "placed_people.hpp"

#include "agents/placement.hpp"
#include "geometry/segment.hpp"
#include "hall.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace wayout {
namespace {

using test::add_seating;
using test::add_zone;
using test::plain_profile;
using test::population;
using test::rectangle;
using test::room;
using test::scenario_with;

std::string problems_of(const Scenario& scenario, const Venue& venue) {
    const Result<PlacedPeople> people = place_people(scenario, venue, 1);
    std::string text;
    if (!people)
        for (const Error& e : people.error()) text += e.where + " | " + e.message + "\n";
    return text;
}

Vec2 position_of(const Agents& agents, AgentId id) {
    return {agents.x_m[id - 1], agents.y_m[id - 1]};
}

CompanySpec groups_of(int size, CompanySpec::Kind kind = CompanySpec::Kind::friends) {
    CompanySpec company;
    company.kind = kind;
    company.size = size;
    return company;
}

/// Largest distance of a member from the first of its group.
double farthest_m(const PlacedPeople& people) {
    double farthest = 0.0;
    for (std::size_t g = 0; g < people.companies.count(); ++g) {
        const auto members = people.companies.of_group(g);
        for (const AgentId id : members)
            farthest = std::max(farthest, distance(position_of(people.agents, id),
                                                   position_of(people.agents, members.front())));
    }
    return farthest;
}

TEST(GroupSizes, FollowTheZeroTruncatedPoissonDistribution) {
    // lambda 1.6: p(1) = 1.6 / (e^1.6 - 1) = 1.6 / 3.953032 = 0.404752, p(n) = p(n - 1) 1.6 / n.
    const std::array<double, 7> expected{0.404752,  0.323801,  0.172694, 0.0690776,
                                         0.0221048, 0.0058946, 0.0016760};  // the last: 7 and more
    CompanySpec company;
    company.size_poisson = 1.6;
    const std::vector<int> sizes = company_sizes(company, 40000, 1, 1);
    EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), 0), 40000);
    std::array<double, 7> count{};
    for (const int size : sizes) count[static_cast<std::size_t>(std::min(size, 7) - 1)] += 1.0;
    const auto n = static_cast<double>(sizes.size());
    double chi2 = 0.0;
    for (std::size_t k = 0; k < count.size(); ++k)
        chi2 += std::pow(count[k] - n * expected[k], 2) / (n * expected[k]);
    EXPECT_LT(chi2, 22.46);  // 0.999 quantile of chi-square with 6 degrees of freedom
    // Mean 1.6 / (1 - e^-1.6) = 2.0047; standard error of 20,000 sizes 0.0078.
    EXPECT_NEAR(40000.0 / n, 2.0047, 0.03);
    // Control: with lambda 1.4 the same count does not fit.
    company.size_poisson = 1.4;
    std::array<double, 7> other{};
    const std::vector<int> smaller = company_sizes(company, 40000, 1, 1);
    for (const int size : smaller) other[static_cast<std::size_t>(std::min(size, 7) - 1)] += 1.0;
    double control = 0.0;
    for (std::size_t k = 0; k < other.size(); ++k) {
        const double wanted = static_cast<double>(smaller.size()) * expected[k];
        control += std::pow(other[k] - wanted, 2) / wanted;
    }
    EXPECT_GT(control, 22.46);
}

TEST(GroupSizes, OfAFixedSizeLeaveASmallerLastGroup) {
    EXPECT_EQ(company_sizes(groups_of(4), 10, 1, 1), (std::vector<int>{4, 4, 2}));
}

TEST(GroupSizes, ByShares) {
    CompanySpec company;
    company.size_shares = {0.0, 0.25, 0.75};
    const std::vector<int> sizes = company_sizes(company, 30000, 3, 1);
    const auto twos = static_cast<double>(std::count(sizes.begin(), sizes.end(), 2));
    EXPECT_NEAR(twos / static_cast<double>(sizes.size()), 0.25, 0.015);
    EXPECT_EQ(std::count(sizes.begin(), sizes.end() - 1, 1), 0);
}

TEST(Families, HaveAnAdultEach) {
    // Persons 0 and 3 are adults; two families of three and one of two have room for six children.
    const std::vector<std::uint8_t> is_child{0, 1, 1, 0, 1, 1, 1, 1};
    const auto groups = deal_families({3, 3, 2}, is_child);
    // Three families, two adults: the last one's two places go to the others.
    ASSERT_EQ(groups.size(), 2U);
    for (const auto& group : groups) {
        EXPECT_EQ(group.size(), 4U);
        EXPECT_EQ(is_child[group.front()], 0);
    }
}

TEST(Families, PutChildrenIntoLargerFamilies) {
    // Adults 0 to 4, child 5: the child goes to the only family of three, whose other two are adults.
    const std::vector<std::uint8_t> is_child{0, 0, 0, 0, 0, 1};
    const auto groups = form_groups({2, 3, 1}, is_child, std::vector<std::uint8_t>(6, 0), true);
    ASSERT_EQ(groups.size(), 3U);
    EXPECT_EQ(groups[1].back(), 5U);
}

TEST(Groups, AreLedByAnAdultWhoCanUseStairs) {
    const std::vector<std::uint8_t> is_young{1, 0, 0};
    const std::vector<std::uint8_t> needs_wheels{0, 1, 0};
    EXPECT_EQ(form_groups({3}, is_young, needs_wheels, false).front(), (std::vector<std::size_t>{2, 1, 0}));
}

TEST(GroupPlacement, GroupsSitSideBySide) {
    Venue venue = room(40.0, 20.0);
    Scenario scenario = scenario_with({population("audience", 60)});
    add_seating(venue, scenario, 10, 12);
    scenario.people.populations[0].seating = {"stalls"};
    // Alone, half of 120 seats taken at random: persons who follow each other are often apart.
    const PlacedPeople alone = placed(scenario, venue);
    int apart_alone = 0;
    for (AgentId id = 1; id < 60; id += 2)
        apart_alone +=
            distance(position_of(alone.agents, id), position_of(alone.agents, id + 1)) > 0.51 ? 1 : 0;
    EXPECT_GT(apart_alone, 5);
    EXPECT_EQ(alone.companies.count(), 0U);

    scenario.people.populations[0].company = groups_of(3);
    const PlacedPeople people = placed(scenario, venue);
    ASSERT_EQ(people.companies.count(), 20U);
    for (std::size_t g = 0; g < 20; ++g) {
        std::vector<Vec2> seats;
        for (const AgentId id : people.companies.of_group(g)) seats.push_back(position_of(people.agents, id));
        std::sort(seats.begin(), seats.end(), [](Vec2 a, Vec2 b) { return a.x < b.x; });
        for (std::size_t k = 1; k < seats.size(); ++k) {
            EXPECT_NEAR(seats[k].x - seats[k - 1].x, 0.5, 1e-9);
            EXPECT_NEAR(seats[k].y, seats[0].y, 1e-9);
        }
    }
}

TEST(GroupPlacement, AFullHouseOfThreesFillsRowsOfTwelve) {
    Venue venue = room(40.0, 20.0);
    Scenario scenario = scenario_with({population("audience", 120)});
    add_seating(venue, scenario, 10, 12);
    scenario.people.populations[0].seating = {"stalls"};
    scenario.people.populations[0].company = groups_of(3);
    EXPECT_LE(farthest_m(placed(scenario, venue)), 1.0 + 1e-9);  // two seats of 0.5 m
}

TEST(GroupPlacement, GroupsStandWithinReach) {
    const Venue venue = room(30.0, 20.0);
    Scenario scenario = scenario_with({population("guests", 400)});
    EXPECT_EQ(placed(scenario, venue).companies.count(), 0U);
    scenario.people.populations[0].company = groups_of(4);
    const PlacedPeople people = placed(scenario, venue);
    EXPECT_EQ(people.companies.count(), 100U);
    EXPECT_LE(farthest_m(people), 1.5);
    EXPECT_TRUE(people.notes.empty());
}

TEST(GroupPlacement, InACrowdGroupsStandNearEachOtherAndItIsNoted) {
    const Venue venue = room(10.0, 10.0);
    Scenario scenario = scenario_with({population("guests", 400)});  // 4 per m2
    scenario.people.populations[0].company = groups_of(4);
    const PlacedPeople people = placed(scenario, venue);
    ASSERT_FALSE(people.notes.empty());
    EXPECT_NE(people.notes[0].message.find("too dense"), std::string::npos);
    double sum_m = 0.0;
    for (std::size_t g = 0; g < people.companies.count(); ++g) {
        const auto members = people.companies.of_group(g);
        for (const AgentId id : members)
            sum_m += distance(position_of(people.agents, id), position_of(people.agents, members.front()));
    }
    EXPECT_LT(sum_m / 300.0, 1.5);  // of strangers in this room: 5 m
}

TEST(GroupPlacement, ChangesNobodyWhoCameBefore) {
    const Venue venue = room(30.0, 20.0);
    const PlacedPeople before = placed(scenario_with({population("a", 50)}), venue);
    Scenario scenario = scenario_with({population("a", 50), population("b", 50)});
    scenario.people.populations[1].company = groups_of(5);
    const PlacedPeople people = placed(scenario, venue);
    for (AgentId id = 1; id <= 50; ++id) {
        EXPECT_EQ(position_of(people.agents, id), position_of(before.agents, id));
        EXPECT_EQ(people.companies.of[id - 1], -1);
    }
}

TEST(GroupPlacement, ChildrenOfACrecheStartThere) {
    Venue venue = room(30.0, 20.0);
    add_zone(venue, "creche", StoreyId(0), rectangle(20.0, 10.0, 30.0, 20.0));
    Scenario scenario = scenario_with({population("families", 40)});
    ProfileSpec child = plain_profile("child", 0.15);
    child.groups[0].age_years = Distribution::constant_value(6);
    scenario.people.profiles.push_back(child);
    PopulationSpec& families = scenario.people.populations[0];
    families.polygon = rectangle(0.0, 0.0, 10.0, 10.0);
    families.company = groups_of(4, CompanySpec::Kind::family);
    families.company->child_profile = "child";
    families.company->children_in = "creche";
    const PlacedPeople people = placed(scenario, venue);
    int children = 0;
    for (AgentId id = 1; id <= 40; ++id) {
        const bool is_child = people.companies.is_child[id - 1] != 0;
        children += is_child ? 1 : 0;
        EXPECT_EQ(people.companies.is_away[id - 1] != 0, is_child);
        EXPECT_EQ(people.persons[id - 1].age_years, is_child ? 6.0 : people.persons[id - 1].age_years);
        EXPECT_EQ(position_of(people.agents, id).x > 20.0, is_child);
    }
    EXPECT_EQ(children, 20);  // two adults and two children each
}

TEST(GroupPlacement, TellsWhatCannotBe) {
    const Venue venue = room(30.0, 20.0);
    Scenario scenario = scenario_with({population("few", 3)});
    scenario.people.populations[0].company = groups_of(5);
    EXPECT_NE(problems_of(scenario, venue).find("a group of 5 is larger than the population of 3"),
              std::string::npos);
    scenario.people.profiles[0].groups[0].age_years = Distribution::constant_value(6);
    scenario.people.populations[0].company = groups_of(3, CompanySpec::Kind::family);
    EXPECT_NE(problems_of(scenario, venue).find("children without any adult"), std::string::npos);
    scenario.people.profiles[0] = plain_profile();
    scenario.people.populations[0].company->children_in = "nursery";
    EXPECT_NE(problems_of(scenario, venue).find("nursery"), std::string::npos);
    scenario.people.populations[0].company->children_in.clear();
    scenario.people.populations[0].company->child_profile = "plaim";
    EXPECT_NE(problems_of(scenario, venue).find("did you mean 'plain'?"), std::string::npos);
    // Control: as it should be.
    scenario.people.populations[0].company->child_profile = "plain";
    EXPECT_EQ(problems_of(scenario, venue), "");
}

}  // namespace
}  // namespace wayout
