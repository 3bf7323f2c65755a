#include "navigation/way_ahead.hpp"

#include "field_fixture.hpp"
#include "venue_sketch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace wayout::test {
namespace {

constexpr double walk_mps = 1.34;

/// A corridor of 20 m x 2 m with the exit at its left end.
struct Corridor {
    Corridor() {
        VenueSketch sketch;
        const SurfaceId s = sketch.floor(rectangle(0, 0, 20, 2));
        sketch.exit(s, {0, 1.5}, {0, 0.5});
        solved.emplace(sketch.finish(), 0.1);
        patches.emplace(*solved->grid);
        conditions.resize(patches->size());
        chain =
            chain_of_ways(*solved->grid, *patches, solved->field, std::vector<float>(patches->size(), 1.0F));
    }
    std::int32_t patch(double x, double y = 1.05) const {
        return patches->of(solved->grid->locate(SurfaceId(0), {x, y}));
    }
    /// The same conditions for all patches with their middle between two places.
    void fill(double from_x, double to_x, const PatchCondition& condition) {
        for (std::size_t p = 0; p < patches->size(); ++p) {
            const double x = solved->grid->centre(patches->representative(p)).x;
            if (x > from_x && x < to_x)
                conditions[p] = condition;
        }
    }

    std::optional<Solved> solved;
    std::optional<Patches> patches;
    WayChain chain;
    std::vector<PatchCondition> conditions;
};

TEST(WayChain, EndsAtTheExitAndAddsUpToTheTravelTime) {
    const Corridor c;
    for (std::size_t p = 0; p < c.patches->size(); ++p) {
        double sum_s = 0.0;
        std::size_t links = 0;
        for (auto q = static_cast<std::int32_t>(p); q >= 0; q = c.chain.next[static_cast<std::size_t>(q)]) {
            sum_s += static_cast<double>(c.chain.walk_s[static_cast<std::size_t>(q)]);
            ASSERT_LT(++links, c.patches->size());
        }
        const CellIndex middle = c.patches->representative(p);
        EXPECT_NEAR(sum_s, static_cast<double>(c.solved->field.time_s[static_cast<std::size_t>(middle)]),
                    1e-3);
    }
}

TEST(WayAhead, SlowsByTheShareOfTheWayThatIsInSmoke) {
    Corridor c;
    PatchCondition smoke;
    smoke.extinction_per_m = 2.0F;
    smoke.speed_frac = 0.5F;
    smoke.cost_factor = 2.0F;
    smoke.dose_per_s = 0.01F;
    smoke.temperature_k = 350.0F;
    c.fill(5.0, 10.0, smoke);
    // From 15.5 m to the exit: 5 m of 15.5 m at half speed, so 5 / 1.34 s longer; 10 / 1.34 s in the smoke.
    const WayAhead ahead = look_ahead(c.chain, c.conditions, c.patch(15.5), 1.0, 100.0);
    EXPECT_NEAR(ahead.extra_s, 5.0 / walk_mps, 0.03 * 5.0 / walk_mps);
    EXPECT_NEAR(ahead.dose, 0.01 * 10.0 / walk_mps, 0.03 * 0.01 * 10.0 / walk_mps);
    EXPECT_NEAR(ahead.worst_extinction_per_m, 2.0, 1e-6);
    EXPECT_NEAR(ahead.hottest_k, 350.0, 1e-4);
    // Twice as slow a person loses twice as much.
    EXPECT_NEAR(look_ahead(c.chain, c.conditions, c.patch(15.5), 2.0, 100.0).extra_s, 2.0 * ahead.extra_s,
                1e-9);
}

TEST(WayAhead, KnowsNothingOfWhatCannotBeSeenYet) {
    Corridor c;
    PatchCondition smoke;
    smoke.extinction_per_m = 2.0F;
    smoke.speed_frac = 0.5F;
    smoke.cost_factor = 2.0F;
    c.fill(5.0, 10.0, smoke);
    // From 18.5 m the smoke begins 8.5 m ahead.
    EXPECT_EQ(look_ahead(c.chain, c.conditions, c.patch(18.5), 1.0, 6.0).extra_s, 0.0);
    EXPECT_GT(look_ahead(c.chain, c.conditions, c.patch(18.5), 1.0, 12.0).extra_s, 0.0);
    // Behind oneself it does not count.
    EXPECT_EQ(look_ahead(c.chain, c.conditions, c.patch(3.5), 1.0, 100.0).extra_s, 0.0);
}

TEST(WayAhead, CountsOnlyWhatTheFieldDoesNotKnow) {
    Corridor c;
    PatchCondition smoke;
    smoke.speed_frac = 0.5F;
    smoke.cost_factor = 2.0F;
    c.fill(5.0, 10.0, smoke);
    std::vector<float> factor(c.patches->size());
    for (std::size_t p = 0; p < factor.size(); ++p) factor[p] = c.conditions[p].cost_factor;
    const RouteCosts costs{c.patches->of_cells(), factor};
    const Solved& s = *c.solved;
    const TravelTimeField field =
        solve_travel_time(*s.grid, NoWallCost(), s.state, std::vector<GateId>{GateId(0)}, costs);
    // 15.5 m of which 5 m count twice.
    const CellIndex start = s.grid->locate(SurfaceId(0), {15.55, 1.05});
    EXPECT_NEAR(static_cast<double>(field.time_s[static_cast<std::size_t>(start)]), 20.55 / walk_mps,
                0.02 * 20.55 / walk_mps);
    const WayChain chain = chain_of_ways(*s.grid, *c.patches, field, factor);
    EXPECT_NEAR(look_ahead(chain, c.conditions, c.patch(15.5), 1.0, 100.0).extra_s, 0.0, 1e-9);
    // The smoke has gone: the way is shorter than the field says.
    c.fill(0.0, 20.0, {});
    EXPECT_NEAR(look_ahead(chain, c.conditions, c.patch(15.5), 1.0, 100.0).extra_s, -5.0 / walk_mps,
                0.05 * 5.0 / walk_mps);
}

TEST(WayAhead, TellsThoseWhoseWayLeadsThroughSmokeInSight) {
    Corridor c;
    PatchCondition smoke;
    smoke.cost_factor = 1.1F;
    c.fill(5.0, 10.0, smoke);
    const auto sees_smoke_from = [&c](double x_m) {
        return is_smoke_ahead(c.chain, c.conditions, c.patch(x_m), 4.0);
    };
    EXPECT_FALSE(sees_smoke_from(3.5));
    EXPECT_TRUE(sees_smoke_from(7.5));
    EXPECT_TRUE(sees_smoke_from(12.5));
    EXPECT_FALSE(sees_smoke_from(17.5));
    c.fill(0.0, 20.0, {});
    for (double x_m = 0.5; x_m < 20.0; x_m += 1.0) EXPECT_FALSE(sees_smoke_from(x_m)) << x_m;
    // What the field holds as a cost is looked at, though the smoke has gone.
    std::fill(c.chain.cost_factor.begin(), c.chain.cost_factor.end(), 1.1F);
    EXPECT_TRUE(sees_smoke_from(3.5));
}

}  // namespace
}  // namespace wayout::test
