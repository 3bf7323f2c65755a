// Which of the sampled directions a person chooses. Compiled once per instruction set,
// within time_gap_simd.cpp.
#if defined(WAYOUT_TURN_SIMD) == defined(HWY_TARGET_TOGGLE)
#ifdef WAYOUT_TURN_SIMD
#undef WAYOUT_TURN_SIMD
#else
#define WAYOUT_TURN_SIMD
#endif

#include "locomotion/simd_lanes-inl.hpp"
#include "locomotion/time_gap_kernel.hpp"
#include "locomotion/time_gap_person.hpp"

#include <hwy/highway.h>

#include <cmath>
#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace wayout {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

/// urgency_per_s in the desired direction: lanes are neighbours. Keeps what depends on the neighbour alone
/// for the other directions; per_excess is 0 for those who touch the person.
float straight_urgency_per_s(const Front& front, const Person& me) {
    const VF cx = hn::Set(floats, me.desired_x);
    const VF cy = hn::Set(floats, me.desired_y);
    const VF vx = hn::Set(floats, me.free_speed_mps * me.desired_x + me.carry_x_mps);
    const VF vy = hn::Set(floats, me.free_speed_mps * me.desired_y + me.carry_y_mps);
    const VF zero = hn::Zero(floats);
    const VF one = hn::Set(floats, 1.0F);
    VF greatest = zero;
    for (std::size_t j = 0; j < front.count; j += lanes) {
        const VF qx = hn::LoadU(floats, front.q_x_m + j);
        const VF qy = hn::LoadU(floats, front.q_y_m + j);
        const VF wx = hn::Sub(vx, hn::LoadU(floats, front.their_x_mps + j));
        const VF wy = hn::Sub(vy, hn::LoadU(floats, front.their_y_mps + j));
        const VF contact = hn::LoadU(floats, front.contact_m + j);
        const VF excess = hn::Sub(hn::Add(hn::Mul(qx, qx), hn::Mul(qy, qy)), hn::Mul(contact, contact));
        const MF apart = hn::Gt(excess, zero);
        const VF per_excess = hn::IfThenElseZero(apart, hn::Div(one, excess));
        const VF scaled_x = hn::Mul(qx, per_excess);
        const VF scaled_y = hn::Mul(qy, per_excess);
        hn::StoreU(scaled_x, floats, front.scaled_x_per_m + j);
        hn::StoreU(scaled_y, floats, front.scaled_y_per_m + j);
        hn::StoreU(per_excess, floats, front.per_excess_per_m2 + j);

        const VF approach = hn::Add(hn::Mul(scaled_x, wx), hn::Mul(scaled_y, wy));
        const VF ww = hn::Add(hn::Mul(wx, wx), hn::Mul(wy, wy));
        const VF discriminant = hn::Sub(hn::Mul(approach, approach), hn::Mul(ww, per_excess));
        const MF meets = hn::Gt(discriminant, zero);
        const VF urgency = hn::Add(approach, hn::Sqrt(discriminant));
        greatest = hn::Max(greatest, hn::IfThenElseZero(hn::And(apart, meets), urgency));
        if (!hn::AllTrue(floats, apart)) {
            const MF closing = hn::Gt(hn::Add(hn::Mul(qx, wx), hn::Mul(qy, wy)), zero);
            const MF ahead = hn::Gt(hn::Add(hn::Mul(qx, cx), hn::Mul(qy, cy)), zero);
            greatest = hn::IfThenElse(hn::AndNot(apart, hn::And(closing, ahead)), hn::Set(floats, infinity),
                                      greatest);
        }
    }
    return hn::GetLane(hn::MaxOfLanes(floats, greatest));
}

/// The sampled directions: the desired one turned by their angles.
void sample_directions(const TimeGapConstants& k, const Person& me, float* cxs, float* cys) {
    const VF desired_x = hn::Set(floats, me.desired_x);
    const VF desired_y = hn::Set(floats, me.desired_y);
    for (std::size_t v = 0; v < lane_count; v += lanes) {
        const VF cosine = hn::Load(floats, &k.cosine[v]);
        const VF sine = hn::Load(floats, &k.sine[v]);
        hn::Store(hn::Sub(hn::Mul(cosine, desired_x), hn::Mul(sine, desired_y)), floats, cxs + v);
        hn::Store(hn::Add(hn::Mul(sine, desired_x), hn::Mul(cosine, desired_y)), floats, cys + v);
    }
}

/// urgency_per_s in a group of directions.
VF urgencies_per_s(const Front& front, const Person& me, VF cx, VF cy) {
    const VF zero = hn::Zero(floats);
    const VF speed = hn::Set(floats, me.free_speed_mps);
    const VF vx = hn::Add(hn::Mul(speed, cx), hn::Set(floats, me.carry_x_mps));
    const VF vy = hn::Add(hn::Mul(speed, cy), hn::Set(floats, me.carry_y_mps));
    VF greatest = zero;
    for (std::size_t j = 0; j < front.count; ++j) {
        const VF wx = hn::Sub(vx, hn::Set(floats, front.their_x_mps[j]));
        const VF wy = hn::Sub(vy, hn::Set(floats, front.their_y_mps[j]));
        const float per_excess = front.per_excess_per_m2[j];
        if (per_excess == 0.0F) [[unlikely]] {
            const VF qx = hn::Set(floats, front.q_x_m[j]);
            const VF qy = hn::Set(floats, front.q_y_m[j]);
            const MF closing = hn::Gt(hn::Add(hn::Mul(qx, wx), hn::Mul(qy, wy)), zero);
            const MF ahead = hn::Gt(hn::Add(hn::Mul(qx, cx), hn::Mul(qy, cy)), zero);
            greatest = hn::IfThenElse(hn::And(closing, ahead), hn::Set(floats, infinity), greatest);
            continue;
        }
        // No branches here: which neighbours matter cannot be foretold, and a root costs less than a wrong
        // guess.
        const VF approach = hn::Add(hn::Mul(hn::Set(floats, front.scaled_x_per_m[j]), wx),
                                    hn::Mul(hn::Set(floats, front.scaled_y_per_m[j]), wy));
        const VF ww = hn::Add(hn::Mul(wx, wx), hn::Mul(wy, wy));
        const VF discriminant =
            hn::Sub(hn::Mul(approach, approach), hn::Mul(ww, hn::Set(floats, per_excess)));
        const VF urgency = hn::Add(approach, hn::Sqrt(discriminant));
        greatest = hn::Max(greatest, hn::IfThenElseZero(hn::Gt(discriminant, zero), urgency));
    }
    return greatest;
}

/// One of those who are planned for side by side.
struct Planned {
    Person me;
    std::uint32_t place;
    Front front;
    bool has_walls;
    float straight_urgency_per_s;
    std::uint8_t turn;  ///< row of the chosen direction
    Vec2f heading;
    float gap_m;
    HWY_ALIGN float ways_m[lane_count];  ///< with walls only: free_way_m by direction
};

/// Whether the way straight on is good enough: mostly it is, and then no turn can be better.
bool goes_straight(const TimeGapConstants& k, const Planned& planned) {
    const Person& me = planned.me;
    float run = k.per_horizon_per_s / planned.straight_urgency_per_s;
    if (planned.has_walls) {
        const float way = planned.ways_m[0] * me.per_horizon_per_m;
        run = way < run ? way : run;
    }
    const float f = run < 1.0F ? run : 1.0F;
    const float miss2 = 1.0F + f * (f - 2.0F);
    const float miss = std::sqrt(miss2 > 0.0F ? miss2 : 0.0F);
    const float inertia = k.heading_inertia * (me.desired_x * me.heading_x + me.desired_y * me.heading_y);
    return inertia - miss > k.sufficient_utility;
}

std::uint8_t choose_turn(const TimeGapConstants& k, const Planned& planned) {
    const Person& me = planned.me;
    HWY_ALIGN float cxs[lane_count];
    HWY_ALIGN float cys[lane_count];
    sample_directions(k, me, cxs, cys);
    HWY_ALIGN float utilities[lane_count];
    const VF per_s = hn::Set(floats, k.per_horizon_per_s);
    const VF per_m = hn::Set(floats, me.per_horizon_per_m);
    const VF never = hn::Set(floats, infinity);
    const VF blocked_way = hn::Set(floats, blocked_way_m(k, me));
    const float* const bias = planned.front.passes_somebody ? k.bias.data() : k.bias_alone.data();
    VF best = hn::Set(floats, -infinity);
    for (std::size_t v = 0; v < lane_count; v += lanes) {
        const VF cx = hn::Load(floats, cxs + v);
        const VF cy = hn::Load(floats, cys + v);
        const VF reach = hn::Load(floats, &k.reach[v]);
        VF run = hn::Div(per_s, urgencies_per_s(planned.front, me, cx, cy));
        const VF way = planned.has_walls ? hn::Load(floats, planned.ways_m + v) : never;
        run = hn::Min(run, hn::Mul(way, per_m));
        const VF f = hn::Min(run, reach);
        const VF cosine = hn::Load(floats, &k.cosine[v]);
        const VF miss2 =
            hn::Add(hn::Set(floats, 1.0F), hn::Mul(f, hn::Sub(f, hn::Mul(hn::Set(floats, 2.0F), cosine))));
        const VF miss = hn::Sqrt(positive_part(miss2));
        const VF inertia = hn::Mul(
            hn::Set(floats, k.heading_inertia),
            hn::Add(hn::Mul(cx, hn::Set(floats, me.heading_x)), hn::Mul(cy, hn::Set(floats, me.heading_y))));
        const VF preference = hn::Add(hn::Sub(inertia, miss), hn::Load(floats, bias + v));
        const MF into_wall = hn::Le(way, blocked_way);
        const VF utility = hn::IfThenElse(into_wall, hn::Neg(miss), preference);
        hn::Store(utility, floats, utilities + v);
        best = hn::Max(best, utility);
    }
    best = hn::MaxOfLanes(floats, best);
    for (std::size_t v = 0; v < lane_count; v += lanes)
        if (const std::intptr_t lane =
                hn::FindFirstTrue(floats, hn::Eq(hn::Load(floats, utilities + v), best));
            lane >= 0)
            return static_cast<std::uint8_t>(v + static_cast<std::size_t>(lane));
    return 0;
}

#endif  // HWY_TARGET != HWY_SCALAR
}  // namespace HWY_NAMESPACE
}  // namespace wayout
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
