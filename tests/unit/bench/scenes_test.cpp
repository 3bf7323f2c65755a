#include "bench/scenes.hpp"
#include "venue/venue.hpp"

#include <wayout/bench.hpp>
#include <wayout/simulation.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace wayout {
namespace {

const BenchScene& scene(std::string_view name) {
    const std::vector<BenchScene>& all = all_bench_scenes();
    return *std::find_if(all.begin(), all.end(), [&](const BenchScene& s) { return s.name == name; });
}

std::size_t person_count(const BuiltScene& built) {
    std::size_t count = 0;
    for (const PopulationSpec& population : built.scenario.people.populations)
        count += population.positions->size();
    return count;
}

TEST(BenchScenes, PlacePeopleAsPublished) {
    for (const BenchScene& s : all_bench_scenes()) {
        if (std::isnan(s.expected_check) || s.name == "W3")
            continue;
        EXPECT_NEAR(build_scene(s).placement_check, s.expected_check, 1e-6 + 1e-12 * s.expected_check)
            << s.name;
    }
}

TEST(BenchScenes, PillarsStandAmongThePeopleOfTheOpenHall) {
    const BuiltScene pillars = build_scene(scene("V1_pillars"));
    const BuiltScene open = build_scene(scene("V1_open"));
    EXPECT_EQ(person_count(pillars), 6200U);
    EXPECT_EQ(pillars.placement_check, open.placement_check);

    const Result<Simulation> run = Simulation::create(pillars.scenario, RunOptions{});
    ASSERT_TRUE(run.has_value());
    EXPECT_GT(run->venue().walls.size(), 1000U);
    EXPECT_EQ(run->placed_count(), 6200);
}

}  // namespace
}  // namespace wayout
