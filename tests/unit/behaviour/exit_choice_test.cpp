#include "behaviour/exit_choice.hpp"
#include "gates.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace wayout {
namespace {

constexpr double long_ago = -1e9;

/// No threshold, no pause: whoever sees anything shorter goes there.
ExitChoiceSettings without_hysteresis() {
    ExitChoiceSettings settings;
    settings.switch_factor = 1.0;
    settings.switch_advantage_s = 0.0;
    settings.switch_pause_s = 0.0;
    return settings;
}

GateId choose(const std::vector<ExitOption>& options, GateId current, const ExitChoiceSettings& settings = {},
              double now_s = 100.0, double last_switch_s = long_ago, ExitChoice rule = ExitChoice::quickest) {
    return choose_exit(options, rule, current, now_s, last_switch_s, settings);
}

/// So many people on the way to an exit, each with less time to go than somebody at `travel_time_s`.
void add_people(std::vector<std::int32_t>& exits, std::vector<float>& times, GateId exit, int count,
                float travel_time_s) {
    for (int i = 0; i < count; ++i) {
        exits.push_back(exit.value);
        times.push_back(travel_time_s * static_cast<float>(i + 1) / static_cast<float>(count + 1));
    }
}

// Example 12.16 of the locomotion specification: free speed 1.25 m/s, two exits of 1.2 m that let out 1.3 /(m
// s).
//   A: 10 m, 40 people ahead: 10 / 1.25 + 40 / 1.56 = 8 + 25.641026 = 33.641026 s
//   B: 25 m,  5 people ahead: 25 / 1.25 +  5 / 1.56 = 20 + 3.205128 = 23.205128 s
//   0.9 x 33.641026 = 30.276923, less 3 s: 27.276923 > 23.205128, so whoever heads for A turns to B.
class TwoExits : public ::testing::Test {
protected:
    TwoExits() : queues({1.3 * 1.2, 1.3 * 1.2}) {
        std::vector<std::int32_t> exits;
        std::vector<float> times;
        add_people(exits, times, a, 40, 8.0F);
        add_people(exits, times, b, 5, 20.0F);
        // People who must not count: behind at A, without an exit, without a known time.
        exits.insert(exits.end(), {0, -1, 1});
        times.insert(times.end(), {8.5F, 1.0F, std::numeric_limits<float>::infinity()});
        queues.take(exits, times);
        options = {{a, 8.0, queues.queue_s(a, 8.0)}, {b, 20.0, queues.queue_s(b, 20.0)}};
    }

    ExitQueues queues;
    std::vector<ExitOption> options;
};

TEST_F(TwoExits, AddUpWalkAndQueue) {
    EXPECT_EQ(queues.ahead(a, 8.0), 40U);
    EXPECT_EQ(queues.ahead(b, 20.0), 5U);
    EXPECT_NEAR(options[0].total_s(), 33.641026, 5e-7);
    EXPECT_NEAR(options[1].total_s(), 23.205128, 5e-7);
    EXPECT_NEAR(ExitChoiceSettings{}.switch_factor * options[0].total_s(), 30.276923, 5e-7);
}

TEST_F(TwoExits, DrawPeopleToTheQuickerOneAgainstTheHysteresis) {
    EXPECT_EQ(choose(options, a), b);
    EXPECT_EQ(choose(options, b), b);
    EXPECT_EQ(choose(options, none), b);
}

TEST_F(TwoExits, KeepThoseWhoHaveJustTurned) {
    EXPECT_EQ(choose(options, a, {}, 100.0, 95.1), a);  // 4.9 s ago
    EXPECT_EQ(choose(options, a, {}, 100.0, 95.0), b);  // 5 s ago
}

TEST_F(TwoExits, DoNotMatterToThoseWhoTakeTheNearest) {
    EXPECT_EQ(choose(options, none, {}, 100.0, long_ago, ExitChoice::nearest), a);
    EXPECT_EQ(choose(options, b, {}, 100.0, long_ago, ExitChoice::nearest), b);  // decided once
}

TEST(ChooseExit, StaysForAnAdvantageBelowTheThreshold) {
    // 0.9 x 40 - 3 = 33.
    EXPECT_EQ(choose({{a, 40.0, 0.0}, {b, 33.1, 0.0}}, a), a);
    EXPECT_EQ(choose({{a, 40.0, 0.0}, {b, 32.9, 0.0}}, a), b);
    // Negative control: without hysteresis both turn.
    EXPECT_EQ(choose({{a, 40.0, 0.0}, {b, 33.1, 0.0}}, a, without_hysteresis()), b);
}

TEST(ChooseExit, NeverTurnsCloseToTheExit) {
    // 0.9 x 3 - 3 < 0: nothing can be that much quicker.
    EXPECT_EQ(choose({{a, 3.0, 0.0}, {b, 0.0, 0.0}}, a), a);
}

TEST(ChooseExit, TakesAnotherAtOnceWhenItsOwnIsClosedOrOutOfReach) {
    const double unreachable = std::numeric_limits<double>::infinity();
    const double just_now = 99.9;  // the pause does not hold anybody at a closed door
    for (const ExitChoice rule : {ExitChoice::quickest, ExitChoice::nearest}) {
        EXPECT_EQ(choose({{b, 500.0, 0.0}}, a, {}, 100.0, just_now, rule), b);
        EXPECT_EQ(choose({{a, unreachable, 0.0}, {b, 500.0, 0.0}}, a, {}, 100.0, just_now, rule), b);
    }
    EXPECT_EQ(choose({}, a), none);
    EXPECT_EQ(choose({{a, unreachable, 0.0}}, none), none);
}

TEST(ChooseExit, OfAFixedExitIsThatExit) {
    EXPECT_EQ(choose({{b, 500.0, 900.0}}, none, {}, 100.0, long_ago, ExitChoice::fixed), b);
    EXPECT_EQ(choose({{b, 500.0, 900.0}}, b, {}, 100.0, long_ago, ExitChoice::fixed), b);
    EXPECT_EQ(choose({}, b, {}, 100.0, long_ago, ExitChoice::fixed), none);
}

TEST(ChooseExit, GivesTiesToTheFirst) {
    EXPECT_EQ(choose({{a, 10.0, 5.0}, {b, 5.0, 10.0}}, none), a);
}

TEST(ExitQueues, CountPeopleByRankAndNotThemselves) {
    ExitQueues queues({2.0});
    const std::vector<std::int32_t> exits{0, 0, 0};
    const std::vector<float> times{10.0F, 30.0F, 20.0F};
    queues.take(exits, times);
    EXPECT_EQ(queues.ahead(a, 10.0), 0U);
    EXPECT_EQ(queues.ahead(a, 20.0), 1U);
    EXPECT_EQ(queues.ahead(a, 30.0), 2U);
    EXPECT_EQ(queues.queue_s(a, 31.0), 1.5);  // 3 people at 2 per second
}

TEST(ExitQueues, ForgetTheFormerPicture) {
    ExitQueues queues({1.0});
    queues.take(std::vector<std::int32_t>{0, 0}, std::vector<float>{1.0F, 2.0F});
    queues.take(std::vector<std::int32_t>{0}, std::vector<float>{1.0F});
    EXPECT_EQ(queues.ahead(a, 5.0), 1U);
}

TEST(Reconsiders, OncePerPeriodAndEvenlySpread) {
    constexpr AgentId people = 6200;
    constexpr std::uint64_t period = 20;
    std::vector<int> deciders(period, 0);
    for (AgentId id = 1; id <= people; ++id) {
        int decisions = 0;
        for (std::uint64_t step = 1000; step < 1000 + period; ++step)
            if (reconsiders(decision_turn(id, period), step, period)) {
                ++decisions;
                ++deciders[step - 1000];
            }
        EXPECT_EQ(decisions, 1) << id;
    }
    // 310 a step expected, deviation sqrt(310 x 0.95) = 17; 5 deviations.
    EXPECT_GT(*std::min_element(deciders.begin(), deciders.end()), 225);
    EXPECT_LT(*std::max_element(deciders.begin(), deciders.end()), 395);
}

TEST(TakesPicture, SoManyTimesPerPeriod) {
    ExitChoiceSettings settings;  // period 20 steps, 10 pictures
    EXPECT_TRUE(takes_picture(40, settings));
    EXPECT_FALSE(takes_picture(41, settings));
    EXPECT_TRUE(takes_picture(42, settings));
    settings.period_steps = 5;  // a long time step: more often than every step is not possible
    EXPECT_TRUE(takes_picture(41, settings));
}

struct Swings {
    int changes{0};
    int heading_for_b{0};
};

/// A crowd of 400 between two equal exits about 20 s away, everybody heading for A at first, for a minute.
Swings between_equal_exits(const ExitChoiceSettings& settings) {
    constexpr std::size_t people = 400;
    std::vector<std::int32_t> exits(people, a.value);
    std::vector<float> times(people);
    std::vector<double> last_switch(people, long_ago);
    for (std::size_t i = 0; i < people; ++i) times[i] = 20.0F + 0.01F * static_cast<float>(i);
    ExitQueues queues({1.56, 1.56});
    Swings swings;
    for (std::uint64_t step = 0; step < 60 * settings.period_steps; ++step) {
        if (takes_picture(step, settings))
            queues.take(exits, times);
        for (std::size_t i = 0; i < people; ++i) {
            if (!reconsiders(decision_turn(static_cast<AgentId>(i + 1), settings.period_steps), step,
                             settings.period_steps))
                continue;
            const double time_s = static_cast<double>(times[i]);
            const double now_s = static_cast<double>(step) * 0.05;
            const GateId chosen =
                choose({{a, time_s, queues.queue_s(a, time_s)}, {b, time_s, queues.queue_s(b, time_s)}},
                       GateId(exits[i]), settings, now_s, last_switch[i]);
            if (chosen.value == exits[i])
                continue;
            exits[i] = chosen.value;
            last_switch[i] = now_s;
            ++swings.changes;
        }
    }
    swings.heading_for_b = static_cast<int>(std::count(exits.begin(), exits.end(), b.value));
    return swings;
}

TEST(ExitChoice, SplitsACrowdAndSettles) {
    const Swings swings = between_equal_exits({});
    // Half of the crowd must turn: 200 changes. Some turn back, but nobody on average.
    EXPECT_GE(swings.changes, 150);
    EXPECT_LT(swings.changes, 400);
    EXPECT_GT(swings.heading_for_b, 160);
    EXPECT_LT(swings.heading_for_b, 240);
}

TEST(ExitChoice, KeepsSwingingWithoutHysteresis) {
    EXPECT_GT(between_equal_exits(without_hysteresis()).changes, 4000);
}

TEST(ExitChoice, KeepsSwingingWhenEverybodySeesTheSamePicture) {
    ExitChoiceSettings settings;
    settings.pictures_per_period = 1;
    EXPECT_GT(between_equal_exits(settings).changes, 1500);
}

ExitOption refused(GateId exit, double walk_s) {
    ExitOption option{exit, walk_s, 0.0};
    option.is_refused = true;
    return option;
}

TEST(RefusedWay, IsLeftAtOnceForALongerOne) {
    // 300 s against 10 s, and no time since the last change: still no way to walk into.
    for (const ExitChoice rule : {ExitChoice::quickest, ExitChoice::nearest})
        EXPECT_EQ(choose({refused(a, 10.0), {b, 300.0, 0.0}}, a, {}, 100.0, 100.0, rule), b);
    EXPECT_EQ(choose({refused(a, 10.0), {b, 300.0, 0.0}}, none), b);
    // The same times without a refusal: the near one.
    EXPECT_EQ(choose({{a, 10.0, 0.0}, {b, 300.0, 0.0}}, a), a);
}

TEST(RefusedWay, IsTakenWhenAllAreRefused) {
    EXPECT_EQ(choose({refused(a, 10.0), refused(b, 300.0)}, none), a);
    EXPECT_EQ(choose({refused(a, 10.0), refused(b, 300.0)}, a), a);
}

TEST(RefusedWay, IsNotChangedForAnotherRefusedOneWithinAMinute) {
    // 100 s against 300 s is worth a change, but from near at hand each of two smoky ways looks the worse.
    EXPECT_EQ(choose({refused(a, 300.0), refused(b, 100.0)}, a, {}, 100.0, 41.0), a);
    EXPECT_EQ(choose({refused(a, 300.0), refused(b, 100.0)}, a, {}, 100.0, 39.0), b);
    // Without smoke 5 s are enough.
    EXPECT_EQ(choose({{a, 300.0, 0.0}, {b, 100.0, 0.0}}, a, {}, 100.0, 94.0), b);
}

TEST(RefusedWay, IsToldOfAnExitAndOfAll) {
    const std::vector<ExitOption> options{refused(a, 10.0), {b, 300.0, 0.0}};
    EXPECT_TRUE(refuses(options, a));
    EXPECT_FALSE(refuses(options, b));
    EXPECT_FALSE(refuses(options, none));
    EXPECT_FALSE(refuses_all(options));
    EXPECT_TRUE(refuses_all(std::vector<ExitOption>{refused(a, 10.0), refused(b, 300.0)}));
    EXPECT_FALSE(refuses_all({}));
}

}  // namespace
}  // namespace wayout
