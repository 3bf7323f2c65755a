// Streams: speed by density in a corridor, people who meet, streams that cross. Bands: acceptance list of the
// movement model (docs/models/movement.md).
#include "crowd.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

namespace wayout::acceptance {
namespace {

/// Weidmann 1993, Transporttechnik der Fussgaenger (formula and numbers as read in the source of Vadere).
double weidmann_speed_mps(double density_per_m2) {
    return 1.34 * (1.0 - std::exp(-1.913 * (1.0 / density_per_m2 - 1.0 / 5.4)));
}

/// Mean speed in the desired direction over the last `average_s` of `total_s`.
double mean_speed_mps(PeriodicWorld& world, double total_s, double average_s) {
    while (world.time_s() < total_s - average_s) world.step();
    world.take_way_m();
    const double from_s = world.time_s();
    while (world.time_s() < total_s) world.step();
    return world.take_way_m() / (world.time_s() - from_s) / static_cast<double>(world.agents().size());
}

double corridor_speed_mps(double density_per_m2, std::uint64_t seed, OverlapRule& overlaps) {
    PeriodicWorld world(12.0, 0.0, 5.0, {});
    const int count = static_cast<int>(std::lround(density_per_m2 * 12.0 * 5.0));
    for (const Vec2 p : square_lattice(12.0, 5.0, count, 0.05, seed))
        add_walker(world.agents(), p + Vec2{0.0, 0.0}, {1.0, 0.0}, seed);
    const double speed = mean_speed_mps(world, 60.0, 30.0);
    overlaps = world.overlaps();
    return speed;
}

TEST(Corridor, SpeedFollowsTheFundamentalDiagram) {
    for (const double density : {0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0}) {
        double mean = 0.0;
        std::printf("corridor 5 m, %.1f /m2:", density);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            OverlapRule overlaps;
            const double speed = corridor_speed_mps(density, seed, overlaps);
            std::printf(" %.2f", speed);
            mean += 0.2 * speed;
            EXPECT_TRUE(overlaps.is_kept())
                << density << ": " << overlaps.over_20_mm_frac() << " " << overlaps.max_m;
        }
        const double expected = weidmann_speed_mps(density);
        std::printf("  mean %.3f m/s, Weidmann %.3f (%+.0f %%)\n", mean, expected,
                    100.0 * (mean / expected - 1.0));
        // The band holds from 1 to 3 per m2; the other densities are shown only.
        if (density >= 1.0 && density <= 3.0) {
            EXPECT_LE(std::abs(mean / expected - 1.0), 0.15) << density;
        }
    }
}

TEST(Counterflow, LanesFormAndPeopleGetOn) {
    for (const double density : {0.5, 1.0, 1.5, 2.0, 2.5, 3.0}) {
        std::printf("counterflow 4 m, %.1f /m2:", density);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            PeriodicWorld world(20.0, 0.0, 4.0, {});
            const int count = static_cast<int>(std::lround(density * 80.0));
            int k = 0;
            for (const Vec2 p : square_lattice(20.0, 4.0, count, 0.05, seed)) {
                // Two of a pair of columns go in opposite directions, by a draw that depends on the person.
                const bool east = (k * 7919 + static_cast<int>(seed)) % 2 == 0;
                add_walker(world.agents(), p, {east ? 1.0 : -1.0, 0.0}, seed, east ? 0 : 1);
                ++k;
            }
            const double speed = mean_speed_mps(world, 120.0, 20.0);
            std::printf(" %.2f", speed);
            EXPECT_TRUE(world.overlaps().is_kept())
                << density << ": " << world.overlaps().over_20_mm_frac() << " " << world.overlaps().max_m;
            if (density == 2.0) {
                EXPECT_GT(speed, 0.4) << "seed " << seed;
            }
        }
        std::printf(" m/s after 100 s\n");
    }
}

TEST(Crossing, TwoStreamsAtRightAnglesGetThrough) {
    for (const double density : {0.5, 1.0, 1.5, 2.0, 2.5, 3.0}) {
        std::printf("crossing at 90 degrees, %.1f /m2:", density);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            PeriodicWorld world(10.0, 10.0, 0.0, {});
            const int count = static_cast<int>(std::lround(density * 100.0));
            int k = 0;
            for (const Vec2 p : square_lattice(10.0, 10.0, count, 0.05, seed)) {
                const bool east = k++ % 2 == 0;
                add_walker(world.agents(), p, east ? Vec2{1.0, 0.0} : Vec2{0.0, 1.0}, seed, east ? 0 : 1);
            }
            const double speed = mean_speed_mps(world, 90.0, 20.0);
            std::printf(" %.2f", speed);
            EXPECT_TRUE(world.overlaps().is_kept())
                << density << ": " << world.overlaps().over_20_mm_frac() << " " << world.overlaps().max_m;
            if (density == 2.0) {
                EXPECT_GT(speed, 0.4) << "seed " << seed;
            }
        }
        std::printf(" m/s after 70 s\n");
    }
}

}  // namespace
}  // namespace wayout::acceptance
