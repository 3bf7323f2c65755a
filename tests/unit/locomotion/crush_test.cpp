#include "locomotion/crush.hpp"

#include "hand_venue.hpp"
#include "locomotion/contact_law.hpp"
#include "locomotion/mover.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

using hand_made::add_person;
using hand_made::HandVenue;
using hand_made::position;

TEST(ContactLaw, FollowsTheWorkedExample) {
    // Locomotion specification 12.6: 1.2e5 x 0.01 + 500 x 0.2 = 1300 N; 4e4 x 0.01 x 0.3 = 120 N, below 0.5 x
    // 1300.
    const ContactForce f = contact_force(ContactLaw{}, 0.01, 0.2, 0.3);
    EXPECT_NEAR(f.normal_n, 1300.0, 1e-9);
    EXPECT_NEAR(f.tangential_n, 120.0, 1e-9);
}

TEST(ContactLaw, LimitsFrictionAndNeverPulls) {
    // 4e4 x 0.01 x 5 = 2000 N, more than 0.5 x 1200 N.
    EXPECT_NEAR(contact_force(ContactLaw{}, 0.01, 0.0, 5.0).tangential_n, 600.0, 1e-9);
    EXPECT_NEAR(contact_force(ContactLaw{}, 0.01, 0.0, -5.0).tangential_n, -600.0, 1e-9);
    // 1200 - 500 x 3 < 0: they part.
    const ContactForce parting = contact_force(ContactLaw{}, 0.01, -3.0, 1.0);
    EXPECT_EQ(parting.normal_n, 0.0);
    EXPECT_EQ(parting.tangential_n, 0.0);
    EXPECT_EQ(contact_force(ContactLaw{}, 0.0, 1.0, 1.0).normal_n, 0.0);
}

TEST(LoadSum, SqueezeIsWhatPressesFromBothSides) {
    LoadSum sum;
    sum.add(500.0, {1.0, 0.0}, 1.0);   // from the left
    sum.add(300.0, {-1.0, 0.0}, 1.0);  // from the right
    sum.add(800.0, {0.0, 1.0}, 1.0);   // from below, against nobody
    const CrushLoad load = sum.mean(1.0);
    EXPECT_NEAR(load.compressive_n, 1600.0F, 1e-3F);
    // Along x 300 N on the weaker side; but along 157.5 degrees 300 cos 22.5 + 800 sin 22.5 = 583.31 N one
    // way and 500 cos 22.5 = 461.94 N the other.
    EXPECT_NEAR(load.squeeze_n, 461.94F, 0.01F);
    // Half of 1600 - |(200, 800)| = 1600 - 824.62: 387.69 N
    EXPECT_NEAR(load.chest_n, 387.69F, 0.01F);
    // Two of four samples without any force: half of it.
    EXPECT_NEAR(sum.mean(2.0).squeeze_n, 230.97F, 0.01F);
}

/// A lane to the east, shut at x = 10, as wide as a body: nobody can turn aside.
std::shared_ptr<const Venue> dead_end() {
    HandVenue venue;
    const SurfaceId s = venue.add_surface(hand_made::rectangle(0, 0, 10, 0.4));
    venue.add_room(s, 0, 0, 10, 0.4);
    return venue.finish();
}

LocomotionSettings pressing(double push_n) {
    LocomotionSettings settings;
    settings.crush.where = CrushSettings::Where::everywhere;
    settings.crush.push_n = push_n;
    settings.pressing_frac = 1.0;  // all want to walk at full speed whoever stands in front
    return settings;
}

struct Pressed {
    Agents agents;
    std::vector<CrushLoad> loads;
    double front_wall_n{0.0};
    double side_wall_n{0.0};
};

/// Twelve people in file against the end of the lane. The file swings like a spring, and with a limited push
/// only the contacts damp it: it takes two minutes to come to rest.
Pressed press_file(const LocomotionSettings& settings, int threads, double seconds) {
    constexpr int people = 12;
    Pressed run;
    for (int i = 0; i < people; ++i) add_person(run.agents, {9.7 - 0.42 * i, 0.2}, {1.0, 0.0});
    ThreadPool pool(threads);
    Mover mover(dead_end(), settings);
    for (int step = 0; step < static_cast<int>(seconds / settings.time_step_s); ++step) {
        for (int i = 0; i < people; ++i)
            run.agents.travel_time_s[static_cast<std::size_t>(i)] =
                static_cast<float>(10.0 - run.agents.x_m[static_cast<std::size_t>(i)]);
        find_neighbours(mover, run.agents, pool);
        plan_velocities(mover, run.agents, pool);
        move(mover, run.agents, step * settings.time_step_s, pool);
    }
    run.loads.assign(mover.crush_loads().begin(), mover.crush_loads().end());
    for (const WallPush& push : mover.wall_pushes()) {
        const Segment& wall = mover.walls().line(push.wall).segment;
        (wall.a.x == wall.b.x ? run.front_wall_n : run.side_wall_n) += static_cast<double>(push.newton);
    }
    return run;
}

TEST(Crush, AStackPressesWithTheSumOfItsPushes) {
    // As on a slope: each of twelve pushes with 100 N and has those behind him on his back. m v0 / tau = 80 x
    // 1.34 / 0.5 = 214 N is more than 100 N, so the limit acts. On the wall 12 x 100 N; person i from the
    // front is squeezed by the 11 - i behind.
    const Pressed run = press_file(pressing(100.0), 1, 150.0);
    EXPECT_NEAR(run.front_wall_n, 1200.0, 0.05 * 1200.0);
    for (std::size_t i = 0; i < 11; ++i)
        EXPECT_NEAR(run.loads[i].squeeze_n, 100.0F * static_cast<float>(11 - i),
                    5.0F * static_cast<float>(11 - i))
            << i;
    EXPECT_LT(run.loads[11].squeeze_n, 5.0F);  // nobody behind
    EXPECT_LT(run.side_wall_n, 60.0);
    // Bodies give way by force / stiffness: 1200 N / 1.2e5 N/m = 0.01 m at the wall.
    EXPECT_NEAR(position(run.agents, 0).x, 9.81, 0.001);
}

TEST(Crush, HalfThePushIsHalfTheLoad) {
    EXPECT_NEAR(press_file(pressing(50.0), 1, 150.0).front_wall_n, 600.0, 30.0);
}

TEST(Crush, WithoutItBodiesDoNotPress) {
    LocomotionSettings settings = pressing(100.0);
    settings.crush.where = CrushSettings::Where::nowhere;
    const Pressed run = press_file(settings, 1, 2.0);
    EXPECT_EQ(run.front_wall_n, 0.0);
    EXPECT_TRUE(run.loads.empty());
}

TEST(Crush, BeginsWhereItIsDenseAndEqualsTheWholeThere) {
    LocomotionSettings settings = pressing(100.0);
    settings.crush.where = CrushSettings::Where::dense;
    // A file of 2.4 per m has (2 x 2 + 1) / pi = 1.6 per m2 around each, but those at the wall are pushed
    // hard.
    const Pressed run = press_file(settings, 1, 150.0);
    EXPECT_NEAR(run.front_wall_n, 1200.0, 60.0);
    settings.crush.density_per_m2 = 1e9;  // never
    settings.crush.contact_n = 1e9;
    EXPECT_EQ(press_file(settings, 1, 5.0).front_wall_n, 0.0);
}

TEST(Crush, IsTheSameForAnyNumberOfThreads) {
    const Pressed one = press_file(pressing(150.0), 1, 5.0);
    const Pressed three = press_file(pressing(150.0), 3, 5.0);
    EXPECT_EQ(one.agents.x_m, three.agents.x_m);
    EXPECT_EQ(one.agents.vy_mps, three.agents.vy_mps);
}

}  // namespace
}  // namespace wayout
