// Walls as a person sees them: which matter, who is hidden, how far the way is free. Compiled once per
// instruction set, within time_gap_simd.cpp.
#if defined(WAYOUT_WALLS_SIMD) == defined(HWY_TARGET_TOGGLE)
#ifdef WAYOUT_WALLS_SIMD
#undef WAYOUT_WALLS_SIMD
#else
#define WAYOUT_WALLS_SIMD
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

/// distance2_m2 of a group of walls.
VF distances2_m2(VF x, VF y, VF start_x, VF start_y, VF along_x, VF along_y, VF length) {
    const VF dx = hn::Sub(x, start_x);
    const VF dy = hn::Sub(y, start_y);
    const VF along = hn::Add(hn::Mul(dx, along_x), hn::Mul(dy, along_y));
    const VF foot = hn::Min(positive_part(along), length);
    const VF off_x = hn::Sub(dx, hn::Mul(foot, along_x));
    const VF off_y = hn::Sub(dy, hn::Mul(foot, along_y));
    return hn::Add(hn::Mul(off_x, off_x), hn::Mul(off_y, off_y));
}

/// @tparam chooses  a direction; who does not needs to know only what hides others
template <bool chooses>
void look_at_walls(const TimeGapConstants& k, const Person& me, const NearWalls& walls, SeenWalls& seen) {
    seen.ahead_count = 0;
    seen.hiding_count = 0;
    if (walls.count == 0)
        return;
    const WallReach reach(k, me);
    const float farthest_m = chooses ? reach.farthest_m : k.range_m;
    VF nearest2 = hn::Set(floats, infinity);
    seen.reserve(walls.count);
    const VF zero = hn::Zero(floats);
    const VF my_x = hn::Set(floats, me.cell_x_m);
    const VF my_y = hn::Set(floats, me.cell_y_m);
    const VF farthest = hn::Set(floats, farthest_m);
    for (std::size_t i = 0; i < walls.count && walls.distance_m[i] <= farthest_m; i += lanes) {
        const VF ax = hn::Sub(hn::LoadU(floats, walls.start_x_m + i), my_x);
        const VF ay = hn::Sub(hn::LoadU(floats, walls.start_y_m + i), my_y);
        const VF tx = hn::LoadU(floats, walls.along_x + i);
        const VF ty = hn::LoadU(floats, walls.along_y + i);
        const VF length = hn::LoadU(floats, walls.length_m + i);
        const VF left = hn::Sub(hn::Mul(ax, ty), hn::Mul(ay, tx));
        const MF near = hn::And(hn::FirstN(floats, walls.count - i),
                                hn::Le(hn::LoadU(floats, walls.distance_m + i), farthest));
        const MF one_sided = hn::RebindMask(
            floats, hn::TestBit(hn::LoadU(ints, walls.kind + i), hn::Set(ints, NearWalls::one_sided)));
        const auto rows = hn::Iota(ints, static_cast<std::int32_t>(i));
        const VF mine2 = distances2_m2(zero, zero, ax, ay, tx, ty, length);
        const MF hiding = hn::And(hn::AndNot(one_sided, near), hn::Lt(mine2, hn::Set(floats, k.range2_m2)));
        if constexpr (!chooses)
            if (hn::AllFalse(floats, hiding))
                continue;
        hn::StoreU(ax, floats, &seen.start_x_m[i]);
        hn::StoreU(ay, floats, &seen.start_y_m[i]);
        hn::StoreU(hn::Add(ax, hn::Mul(length, tx)), floats, &seen.end_x_m[i]);
        hn::StoreU(hn::Add(ay, hn::Mul(length, ty)), floats, &seen.end_y_m[i]);
        hn::StoreU(left, floats, &seen.left_m[i]);
        nearest2 = hn::Min(nearest2, hn::IfThenElse(hiding, mine2, nearest2));
        store_some(rows, hiding, &seen.hiding[seen.hiding_count]);
        seen.hiding_count += hn::CountTrue(floats, hiding);
        if constexpr (!chooses)
            continue;
        const MF acts = hn::Or(hn::Not(one_sided), hn::Gt(left, zero));
        const VF distance2 = distances2_m2(hn::Set(floats, reach.centre_x_m),
                                           hn::Set(floats, reach.centre_y_m), ax, ay, tx, ty, length);
        const MF ahead = hn::And(hn::And(near, acts), hn::Le(distance2, hn::Set(floats, reach.circle2_m2)));
        store_some(rows, ahead, &seen.ahead[seen.ahead_count]);
        seen.ahead_count += hn::CountTrue(floats, ahead);
    }
    if (seen.hiding_count > 0)
        seen.nearest_hiding2_m2 = hn::GetLane(hn::MinOfLanes(floats, nearest2));
}

MF hidden(const NearWalls& walls, const SeenWalls& seen, VF qx, VF qy) {
    const VF zero = hn::Zero(floats);
    MF any = hn::Lt(qx, qx);  // nobody yet
    for (std::size_t h = 0; h < seen.hiding_count; ++h) {
        const auto i = static_cast<std::size_t>(seen.hiding[h]);
        const VF left = hn::Set(floats, seen.left_m[i]);
        const VF their_left = hn::Add(hn::Sub(hn::Mul(hn::Set(floats, walls.along_x[i]), qy),
                                              hn::Mul(hn::Set(floats, walls.along_y[i]), qx)),
                                      left);
        const VF past_start = hn::Sub(hn::Mul(qx, hn::Set(floats, seen.start_y_m[i])),
                                      hn::Mul(qy, hn::Set(floats, seen.start_x_m[i])));
        const VF past_end = hn::Sub(hn::Mul(qx, hn::Set(floats, seen.end_y_m[i])),
                                    hn::Mul(qy, hn::Set(floats, seen.end_x_m[i])));
        any = hn::Or(any, hn::And(hn::Lt(hn::Mul(left, their_left), zero),
                                  hn::Lt(hn::Mul(past_start, past_end), zero)));
    }
    return any;
}

/// free_way_m in all directions.
void free_ways_m(const NearWalls& walls, const SeenWalls& seen, const Person& me, const float* cxs,
                 const float* cys, float* ways_m) {
    const VF zero = hn::Zero(floats);
    const VF never = hn::Set(floats, infinity);
    const VF r2 = hn::Set(floats, me.wall_radius_m * me.wall_radius_m);
    const VF scraping = hn::Set(floats, me.wall_radius_m - sliding_m);
    for (std::size_t v = 0; v < lane_count; v += lanes) {
        const VF cx = hn::LoadU(floats, cxs + v);
        const VF cy = hn::LoadU(floats, cys + v);
        VF first = never;
        const auto meet_end = [&](float end_x, float end_y) {
            const VF x = hn::Set(floats, end_x);
            const VF y = hn::Set(floats, end_y);
            const VF ahead = hn::Add(hn::Mul(x, cx), hn::Mul(y, cy));
            const VF aside = hn::Sub(hn::Mul(cx, y), hn::Mul(cy, x));
            const MF meets = hn::And(hn::Gt(ahead, zero), hn::Lt(hn::Abs(aside), scraping));
            const VF way = positive_part(hn::Sub(ahead, hn::Sqrt(hn::Sub(r2, hn::Mul(aside, aside)))));
            first = hn::Min(first, hn::IfThenElse(meets, way, never));
        };
        for (std::size_t n = 0; n < seen.ahead_count; ++n) {
            const auto i = static_cast<std::size_t>(seen.ahead[n]);
            const VF tx = hn::Set(floats, walls.along_x[i]);
            const VF ty = hn::Set(floats, walls.along_y[i]);
            const float left_m = seen.left_m[i];
            const VF leftwards = hn::Sub(hn::Mul(cy, tx), hn::Mul(cx, ty));
            const VF approach = left_m < 0.0F ? leftwards : hn::Neg(leftwards);
            const MF approaching = hn::Gt(approach, hn::Set(floats, sliding_slope));
            const float gap_m = std::abs(left_m) - me.wall_radius_m;
            const VF way = gap_m > 0.0F ? hn::Div(hn::Set(floats, gap_m), approach) : zero;
            const VF foot = hn::Set(
                floats, -(seen.start_x_m[i] * walls.along_x[i] + seen.start_y_m[i] * walls.along_y[i]));
            const VF hit = hn::Add(foot, hn::Mul(way, hn::Add(hn::Mul(cx, tx), hn::Mul(cy, ty))));
            const MF meets = hn::And(
                approaching, hn::And(hn::Ge(hit, zero), hn::Le(hit, hn::Set(floats, walls.length_m[i]))));
            first = hn::Min(first, hn::IfThenElse(meets, way, never));
            if ((walls.kind[i] & NearWalls::has_start) != 0)
                meet_end(seen.start_x_m[i], seen.start_y_m[i]);
            if ((walls.kind[i] & NearWalls::has_end) != 0)
                meet_end(seen.end_x_m[i], seen.end_y_m[i]);
        }
        hn::StoreU(first, floats, ways_m + v);
    }
}

#endif  // HWY_TARGET != HWY_SCALAR
}  // namespace HWY_NAMESPACE
}  // namespace wayout
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
