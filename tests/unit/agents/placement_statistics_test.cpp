/// Placement in numbers: uniform places (verification catalogue W5) and the demographic tests of IMO, RiMEA
/// and NIST.
#include "agents/placement.hpp"

#include "hall.hpp"
#include "statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace wayout {
namespace {

using test::kolmogorov_smirnov_p;
using test::population;
using test::room;
using test::scenario_with;

Agents placed_agents(const Scenario& scenario, const Venue& venue, std::uint64_t seed = 1) {
    Result<PlacedPeople> people = place_people(scenario, venue, seed);
    if (!people) {
        ADD_FAILURE() << people.error()[0].message;
        return {};
    }
    return std::move(people->agents);
}

std::vector<double> as_doubles(const std::vector<float>& column) {
    return {column.begin(), column.end()};
}

// ---- W5: 2000 people in 100 x 100 m, counted in 10 x 10 cells, repeated.

constexpr double side_m = 100.0;
constexpr int cells = 10;
constexpr int people_count = 2000;

/// sum over cells of (count - expected)^2 / expected. Centres keep `margin_m` from the walls, so cells at the
/// edge expect less.
double chi_square(const Agents& a, double margin_m) {
    std::vector<int> count(cells * cells, 0);
    const double cell_m = side_m / cells;
    for (std::size_t row = 0; row < a.size(); ++row)
        ++count[static_cast<std::size_t>(a.y_m[row] / cell_m) * cells +
                static_cast<std::size_t>(a.x_m[row] / cell_m)];
    const auto width = [&](int cell) { return cell == 0 || cell == cells - 1 ? cell_m - margin_m : cell_m; };
    const double free_m = side_m - 2.0 * margin_m;
    double sum = 0.0;
    for (int y = 0; y < cells; ++y)
        for (int x = 0; x < cells; ++x) {
            const double expected = people_count * width(x) * width(y) / (free_m * free_m);
            const double difference = count[static_cast<std::size_t>(y * cells + x)] - expected;
            sum += difference * difference / expected;
        }
    return sum;
}

/// Mean p over so many seeds. `expected_ratio`: variance of the counts over that of independent points.
double mean_p(const Scenario& scenario, double margin_m, double expected_ratio, int repeats) {
    const Venue venue = room(side_m, side_m);
    double sum = 0.0;
    for (int seed = 1; seed <= repeats; ++seed)
        sum += test::chi_square_p(
            chi_square(placed_agents(scenario, venue, static_cast<std::uint64_t>(seed)), margin_m) /
                expected_ratio,
            cells * cells - 1);
    return sum / repeats;
}

/// Bodies that do not overlap are spread more evenly than independent points: the variance of a count is
/// smaller by 1 - density x pi (2 r)^2, the excluded area of a pair (virial expansion of hard discs to first
/// order; the next term is below 0.005 here). For bodies of 0.2 m that is 1 - 0.2 x pi x 0.16 = 0.8995;
/// without this correction the mean p is 0.70, not 0.5.
double variance_ratio(double radius_m) {
    return 1.0 - people_count / (side_m * side_m) * M_PI * 4.0 * radius_m * radius_m;
}

TEST(StandingPlaces, AreUniform) {
    constexpr int repeats = 300;  // deviation of the mean p: 0.289 / sqrt(300) = 0.017
    for (const double radius_m : {0.10, 0.20}) {
        const Scenario scenario =
            scenario_with({population("crowd", people_count)}, test::plain_profile("plain", radius_m));
        const double p = mean_p(scenario, radius_m, variance_ratio(radius_m), repeats);
        EXPECT_GT(p, 0.45) << radius_m;
        EXPECT_LT(p, 0.55) << radius_m;
    }
}

TEST(StandingPlaces, FailTheTestOfUniformityWhenTheyAreNot) {
    // Negative control: a fifth of the people confined to one half.
    Scenario scenario = scenario_with(
        {population("half", people_count / 5), population("crowd", people_count - people_count / 5)});
    scenario.people.populations[0].polygon = test::rectangle(0.0, 0.0, 50.0, 100.0);
    EXPECT_LT(mean_p(scenario, 0.2, variance_ratio(0.2), 20), 0.05);
}

TEST(StandingPlaces, OfAPackedCrowdFavourNoPlaceAwayFromTheWalls) {
    // 5 per m2: the lattice. Its sites are moved by a random offset, so over many seeds every square metre
    // away from the walls sees the same number of people. Ordering near walls is physical, hence the margin
    // of 2 m.
    const Venue venue = room(10.0, 10.0);
    const Scenario scenario = scenario_with({population("crowd", 500)});
    constexpr int repeats = 200;
    std::vector<double> count(36, 0.0);
    for (std::uint64_t seed = 1; seed <= repeats; ++seed) {
        const Agents a = placed_agents(scenario, venue, seed);
        for (std::size_t row = 0; row < a.size(); ++row) {
            const double x = a.x_m[row] - 2.0;
            const double y = a.y_m[row] - 2.0;
            if (x >= 0.0 && x < 6.0 && y >= 0.0 && y < 6.0)
                count[static_cast<std::size_t>(y) * 6 + static_cast<std::size_t>(x)] += 1.0 / repeats;
        }
    }
    // A square metre of such a crowd varies by less than 1 person from seed to seed: 0.07 in the mean of 200,
    // so 4 deviations.
    const double middle = test::mean(count);
    EXPECT_NEAR(middle, 500 / (9.6 * 9.6), 0.2);  // centres keep 0.2 m from the walls
    for (const double c : count) EXPECT_NEAR(c, middle, 0.28);
}

// ---- People drawn from a profile. A test at the 5 % level fails for one seed in twenty although all is well
// (seed 1 is such a seed for the walking speeds of a thousand people), so each is repeated over 60 seeds: 3
// rejections are expected and more than 9 have a probability of 0.1 %.

constexpr int seeds = 60;
constexpr int tolerated_rejections = 9;

template <typename Cdf>
int rejections(const Scenario& scenario, Cdf&& cdf) {
    const Venue venue = room(60.0, 60.0);
    int count = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        count +=
            kolmogorov_smirnov_p(as_doubles(placed_agents(scenario, venue, seed).free_speed_mps), cdf) < 0.05
                ? 1
                : 0;
    return count;
}

// ---- IMO MSC.1/Circ.1238 test 7: males 30-50, uniform 0.97-1.62 m/s (mean 1.295, deviation 0.65 / sqrt(12)
// = 0.188).

Scenario imo_males(int count) {
    ProfileSpec profile = test::plain_profile("imo-males-30-50");
    profile.groups[0].free_speed_mps = test::uniform(0.97, 1.62);
    profile.groups[0].stair_down_mps = test::uniform(0.64, 1.07);
    profile.groups[0].stair_up_mps = test::uniform(0.47, 0.79);
    return scenario_with({population("crowd", count, "imo-males-30-50")}, profile);
}

TEST(Demographics, OfImoTest7AreUniform) {
    const auto cdf = [](double v) { return std::clamp((v - 0.97) / 0.65, 0.0, 1.0); };
    for (const int count : {50, 1000}) {
        EXPECT_LE(rejections(imo_males(count), cdf), tolerated_rejections) << count;
        int outside = 0;  // of three standard errors: 0.3 % of the seeds
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            const std::vector<double> speed =
                as_doubles(placed_agents(imo_males(count), room(60.0, 60.0), seed).free_speed_mps);
            ASSERT_EQ(speed.size(), static_cast<std::size_t>(count));
            EXPECT_GE(*std::min_element(speed.begin(), speed.end()), 0.97 - 1e-6);  // single precision
            EXPECT_LE(*std::max_element(speed.begin(), speed.end()), 1.62 + 1e-6);
            outside += std::abs(test::mean(speed) - 1.295) > 3.0 * 0.188 / std::sqrt(count) ? 1 : 0;
        }
        EXPECT_LE(outside, 2) << count;
    }
}

TEST(Demographics, OfImoTest7FailTheTestForAnotherGroup) {
    // Negative control: males under 30 walk at 1.11-1.85 m/s. Fifty people tell the groups apart for every
    // seed.
    EXPECT_EQ(rejections(imo_males(50), [](double v) { return std::clamp((v - 1.11) / 0.74, 0.0, 1.0); }),
              seeds);
}

TEST(Demographics, DrawStairSpeedsAtTheQuantileOfTheLevelSpeed) {
    const Agents a = placed_agents(imo_males(200), room(60.0, 60.0));
    for (std::size_t row = 0; row < a.size(); ++row) {
        const double u = (static_cast<double>(a.free_speed_mps[row]) - 0.97) / 0.65;
        EXPECT_NEAR(static_cast<double>(a.stair_down_mps[row]), 0.64 + 0.43 * u, 1e-6);
        EXPECT_NEAR(static_cast<double>(a.stair_up_mps[row]), 0.47 + 0.32 * u, 1e-6);
    }
}

// ---- RiMEA test 7: speed by age after Weidmann 1993, deviation 0.194 of the mean.

const std::vector<Vec2> weidmann_curve = {
    {3, 0.58},  {10, 1.18}, {15, 1.46}, {20, 1.61}, {25, 1.58}, {30, 1.54}, {35, 1.51}, {40, 1.48},
    {45, 1.46}, {50, 1.41}, {55, 1.36}, {60, 1.27}, {65, 1.18}, {70, 1.07}, {75, 0.94}, {80, 0.68}};

Scenario people_of_age(double age, int count) {
    ProfileSpec profile = test::plain_profile("rimea");
    profile.groups[0].age_years = Distribution::constant_value(age);
    profile.groups[0].speed_by_age = weidmann_curve;
    profile.groups[0].speed_relative_sd = 0.194;
    return scenario_with({population("crowd", count, "rimea")}, profile);
}

std::vector<double> speeds_at_age(double age, int count) {
    return as_doubles(placed_agents(people_of_age(age, count), room(60.0, 60.0)).free_speed_mps);
}

TEST(Demographics, OfRimeaTest7FollowTheAgeCurve) {
    constexpr int count = 1000;
    double last = 10.0;
    for (const auto& [age, expected] :
         {std::pair{20.0, 1.61}, std::pair{30.0, 1.54}, std::pair{40.0, 1.48}, std::pair{50.0, 1.41},
          std::pair{60.0, 1.27}, std::pair{70.0, 1.07}, std::pair{80.0, 0.68}}) {
        const std::vector<double> speed = speeds_at_age(age, count);
        const double standard_error = 0.194 * expected / std::sqrt(count);
        EXPECT_NEAR(test::mean(speed), expected, 0.03 + 2.0 * standard_error) << age;
        EXPECT_NEAR(test::standard_deviation(speed) / expected, 0.194, 0.015) << age;
        EXPECT_LT(test::mean(speed), last) << age;
        last = test::mean(speed);
    }
}

TEST(Demographics, OfRimeaTest7AreNormalAtEachAge) {
    // Cut at three deviations on both sides: the conditional distribution.
    const double tail = test::standard_normal_cdf(-3.0);
    const auto cdf = [&](double v) {
        const double z = (v / 1.41 - 1.0) / 0.194;
        return std::clamp((test::standard_normal_cdf(z) - tail) / (1.0 - 2.0 * tail), 0.0, 1.0);
    };
    EXPECT_LE(rejections(people_of_age(50.0, 500), cdf), tolerated_rejections);
    EXPECT_GT(rejections(people_of_age(45.0, 500), cdf), seeds / 2);  // control: another age
}

TEST(Demographics, InterpolateTheAgeCurve) {
    // Age 72.5: (1.07 + 0.94) / 2 = 1.005; beyond the ends the curve stays level.
    EXPECT_NEAR(test::mean(speeds_at_age(72.5, 1000)), 1.005, 3.0 * 0.194 * 1.005 / std::sqrt(1000.0));
    EXPECT_NEAR(test::mean(speeds_at_age(95.0, 1000)), 0.68, 3.0 * 0.194 * 0.68 / std::sqrt(1000.0));
}

// ---- NIST TN 1822

TEST(Demographics, OfNistVerif24AreNormal) {
    ProfileSpec profile = test::plain_profile("normal");
    Distribution& speed_spec = profile.groups[0].free_speed_mps;
    speed_spec = {};
    speed_spec.kind = Distribution::Kind::normal;
    speed_spec.mean = 1.2;
    speed_spec.sd = 0.2;
    const Scenario scenario = scenario_with({population("crowd", 100, "normal")}, profile);
    const auto cdf = [](double v) { return test::standard_normal_cdf((v - 1.2) / 0.2); };
    EXPECT_LE(rejections(scenario, cdf), tolerated_rejections);
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const std::vector<double> speed =
            as_doubles(placed_agents(scenario, room(60.0, 60.0), seed).free_speed_mps);
        EXPECT_NEAR(test::mean(speed), 1.2, 0.06) << seed;  // three standard errors of 100 people
        EXPECT_NEAR(test::standard_deviation(speed), 0.2, 0.05) << seed;
    }
}

TEST(PreMovement, OfNistVerif11ReachesTheColumn) {
    Scenario scenario = scenario_with({population("crowd", 2000)});
    Distribution& delay = scenario.people.populations[0].pre_movement_s;
    delay.kind = Distribution::Kind::lognormal;
    delay.mu = 4.586;
    delay.sigma = 0.967;
    const std::vector<double> start = as_doubles(placed_agents(scenario, room(80.0, 80.0)).start_time_s);
    EXPECT_GT(kolmogorov_smirnov_p(
                  start, [](double t) { return test::standard_normal_cdf((std::log(t) - 4.586) / 0.967); }),
              0.01);
}

TEST(Profiles, AreMixedByTheSharesOfTheirGroups) {
    // The IMO ship population: women in the shares 7, 7, 16, 10, 10 %, men the same.
    ProfileSpec profile = test::plain_profile("imo");
    const ProfileGroup one = profile.groups[0];
    profile.groups.clear();
    const std::vector<double> shares{0.07, 0.07, 0.16, 0.10, 0.10, 0.07, 0.07, 0.16, 0.10, 0.10};
    for (std::size_t g = 0; g < shares.size(); ++g) {
        profile.groups.push_back(one);
        profile.groups[g].share = 50.0 * shares[g];  // only proportions count
        profile.groups[g].sex = g < 5 ? Sex::female : Sex::male;
    }
    constexpr int count = 4000;
    const Agents a =
        placed_agents(scenario_with({population("crowd", count, "imo")}, profile), room(120.0, 120.0));
    std::vector<int> drawn(10, 0);
    for (const std::int32_t g : a.profile_group) ++drawn[static_cast<std::size_t>(g)];
    double chi = 0.0;
    for (std::size_t g = 0; g < 10; ++g)
        chi += (drawn[g] - count * shares[g]) * (drawn[g] - count * shares[g]) / (count * shares[g]);
    EXPECT_GT(test::chi_square_p(chi, 9), 0.01);
}

TEST(Statistics, ReproducePublishedValues) {
    // Chi-square: 99 degrees 0.05 point 123.225, 10 degrees 18.307 (Abramowitz & Stegun, table 26.8).
    EXPECT_NEAR(test::chi_square_p(123.225, 99), 0.05, 1e-5);
    EXPECT_NEAR(test::chi_square_p(18.307, 10), 0.05, 1e-5);
    // Kolmogorov: critical t at p = 0.05 is 1.358. A sample of n equal gaps shifted so that D sqrt(n) is
    // about that.
    std::vector<double> sample;
    for (int i = 0; i < 10000; ++i) sample.push_back((i + 0.5) / 10000);
    EXPECT_NEAR(kolmogorov_smirnov_p(sample, [](double v) { return v - 0.013515 + 0.00005; }), 0.05, 0.002);
}

}  // namespace
}  // namespace wayout
