// The gap ahead of a person whose heading is known. Compiled once per instruction set,
// within time_gap_simd.cpp.
#if defined(WAYOUT_GAP_SIMD) == defined(HWY_TARGET_TOGGLE)
#ifdef WAYOUT_GAP_SIMD
#undef WAYOUT_GAP_SIMD
#else
#define WAYOUT_GAP_SIMD
#endif

#include "locomotion/simd_lanes-inl.hpp"
#include "locomotion/time_gap_kernel.hpp"

#include <hwy/highway.h>

#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace wayout {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

/// counted_gap_m of the plain version.
VF counted_gaps_m(const TimeGapConstants& k, const Person& me, VF gap, VF aside, VF velocity_x, VF velocity_y,
                  VF ex, VF ey) {
    const VF relieved =
        hn::Mul(gap, hn::Add(hn::Set(floats, 1.0F),
                             hn::Mul(hn::Set(floats, k.aside_relief_per_m2), hn::Mul(aside, aside))));
    if (!k.sees_velocities())
        return relieved;
    const VF along = hn::Add(hn::Mul(velocity_x, ex), hn::Mul(velocity_y, ey));
    const VF theirs = hn::Min(
        hn::Mul(along, hn::Set(floats, me.time_gap_s)),
        hn::Add(hn::Mul(along, hn::Set(floats, me.brisk_time_gap_s)), hn::Set(floats, me.brisk_offset_m)));
    const VF following =
        hn::Add(relieved, hn::Mul(hn::Set(floats, k.following_frac), hn::Sub(theirs, relieved)));
    return hn::Max(following, relieved);
}

/// Who is in the lane of a person who walks in direction e.
MF is_in_lane(const TimeGapConstants& k, VF qx, VF qy, VF contact, VF ex, VF ey) {
    const VF ahead = hn::Add(hn::Mul(qx, ex), hn::Mul(qy, ey));
    const VF aside = hn::Sub(hn::Mul(ex, qy), hn::Mul(ey, qx));
    const VF half_width = hn::Mul(hn::Set(floats, k.blocking_width_factor), contact);
    return hn::And(hn::Gt(ahead, hn::Zero(floats)), hn::Lt(hn::Abs(aside), half_width));
}

/// Way to those among `some` whom a person who walks in direction e would run into; infinity for the others.
VF gaps_m(const TimeGapConstants& k, const Person& me, MF some, VF qx, VF qy, VF contact, VF velocity_x,
          VF velocity_y, VF ex, VF ey) {
    const VF never = hn::Set(floats, infinity);
    const VF ahead = hn::Add(hn::Mul(qx, ex), hn::Mul(qy, ey));
    const VF aside = hn::Sub(hn::Mul(ex, qy), hn::Mul(ey, qx));
    const VF half_width = hn::Mul(hn::Set(floats, k.blocking_width_factor), contact);
    const MF blocks =
        hn::And(some, hn::And(hn::Gt(ahead, hn::Zero(floats)), hn::Lt(hn::Abs(aside), half_width)));
    const VF gap =
        positive_part(hn::Sub(ahead, hn::Sqrt(hn::Sub(hn::Mul(contact, contact), hn::Mul(aside, aside)))));
    return hn::IfThenElse(blocks, counted_gaps_m(k, me, gap, aside, velocity_x, velocity_y, ex, ey), never);
}

/// Boxes around groups of people, relative to a person.
struct GroupBoxes {
    VF min_x, max_x, min_y, max_y;
};

/// In which boxes there can be somebody, of no more than the given sum of radii, for whom gaps_m is finite.
MF may_block(const TimeGapConstants& k, const GroupBoxes& box, VF ex, VF ey, float largest_contact_m) {
    const VF by_min_x = hn::Mul(box.min_x, ex);
    const VF by_max_x = hn::Mul(box.max_x, ex);
    const VF by_min_y = hn::Mul(box.min_y, ey);
    const VF by_max_y = hn::Mul(box.max_y, ey);
    const VF farthest_ahead = hn::Add(hn::Max(by_min_x, by_max_x), hn::Max(by_min_y, by_max_y));
    const VF left_of_min_y = hn::Mul(ex, box.min_y);
    const VF left_of_max_y = hn::Mul(ex, box.max_y);
    const VF left_of_min_x = hn::Mul(ey, box.min_x);
    const VF left_of_max_x = hn::Mul(ey, box.max_x);
    const VF leftmost = hn::Sub(hn::Max(left_of_min_y, left_of_max_y), hn::Min(left_of_min_x, left_of_max_x));
    const VF rightmost =
        hn::Sub(hn::Min(left_of_min_y, left_of_max_y), hn::Max(left_of_min_x, left_of_max_x));
    const VF half_width = hn::Set(floats, k.blocking_width_factor * largest_contact_m);
    return hn::And(hn::Gt(farthest_ahead, hn::Zero(floats)),
                   hn::And(hn::Lt(rightmost, half_width), hn::Gt(leftmost, hn::Neg(half_width))));
}

float gap_m(const TimeGapConstants& k, const Person& me, const Front& front, Vec2f e) {
    const VF ex = hn::Set(floats, e.x);
    const VF ey = hn::Set(floats, e.y);
    const MF all = hn::Eq(ex, ex);
    VF gap = hn::Set(floats, infinity);
    for (std::size_t j = 0; j < front.count; j += lanes)
        gap = hn::Min(
            gap, gaps_m(k, me, all, hn::LoadU(floats, front.q_x_m + j), hn::LoadU(floats, front.q_y_m + j),
                        hn::LoadU(floats, front.contact_m + j), hn::LoadU(floats, front.velocity_x_mps + j),
                        hn::LoadU(floats, front.velocity_y_mps + j), ex, ey));
    return hn::GetLane(hn::MinOfLanes(floats, gap));
}

#endif  // HWY_TARGET != HWY_SCALAR
}  // namespace HWY_NAMESPACE
}  // namespace wayout
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
