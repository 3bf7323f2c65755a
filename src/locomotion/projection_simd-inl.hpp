// The vectorised version of projection.cpp, bit for bit: lanes are bodies. Compiled once per instruction set,
// within time_gap_simd.cpp.
#if defined(WAYOUT_PROJECTION_SIMD) == defined(HWY_TARGET_TOGGLE)
#ifdef WAYOUT_PROJECTION_SIMD
#undef WAYOUT_PROJECTION_SIMD
#else
#define WAYOUT_PROJECTION_SIMD
#endif

#include "locomotion/pair_list.hpp"
#include "locomotion/projection.hpp"

#include "locomotion/simd_lanes-inl.hpp"

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>
#include <span>

HWY_BEFORE_NAMESPACE();
namespace wayout {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

using Doubles = hn::CappedTag<double, BodyGroup::size>;
using Longs = hn::RebindToSigned<Doubles>;
using Indices = hn::Rebind<std::int32_t, Doubles>;
using Singles = hn::Rebind<float, Doubles>;
using VD = hn::Vec<Doubles>;
using MD = hn::Mask<Doubles>;
using VS = hn::Vec<Singles>;
using MS = hn::Mask<Singles>;

constexpr Doubles doubles;
constexpr Longs longs;
constexpr Indices indices;
constexpr Singles singles;
constexpr std::size_t double_lanes = hn::MaxLanes(Doubles());
static_assert(BodyGroup::size % double_lanes == 0);

struct Points {
    VD x;
    VD y;
};

/// Points one behind the other. Loads of pairs beat gather instructions, which fetch every number alone.
template <std::size_t count>
hn::Vec<hn::FixedTag<double, 2 * count>> load_points(const double* HWY_RESTRICT first,
                                                     const std::int32_t* HWY_RESTRICT bodies) {
    constexpr hn::FixedTag<double, 2 * count> numbers;
    if constexpr (count == 1)
        return hn::LoadU(numbers, first + 2 * static_cast<std::ptrdiff_t>(bodies[0]));
    else
        return hn::Combine(numbers, load_points<count / 2>(first, bodies + count / 2),
                           load_points<count / 2>(first, bodies));
}

HWY_INLINE Points points_of(const std::span<const Vec2> positions, const std::int32_t* HWY_RESTRICT bodies) {
    const auto* first = reinterpret_cast<const double*>(positions.data());
    const auto low = load_points<double_lanes / 2>(first, bodies);
    const auto high = load_points<double_lanes / 2>(first, bodies + double_lanes / 2);
    return {hn::ConcatEven(doubles, high, low), hn::ConcatOdd(doubles, high, low)};
}

HWY_INLINE VS as_singles(VD v) {
    return hn::DemoteTo(singles, v);
}

/// Where direction_of_leaving() is needed, its components.
struct Leaving {
    VS x;
    VS y;
};
Leaving leaving(const ProjectionState& state, const std::int32_t* bodies, const std::int32_t* partners) {
    const std::int32_t sentinel = state.bodies.sentinel;
    HWY_ALIGN float x[BodyGroup::size] = {};
    HWY_ALIGN float y[BodyGroup::size] = {};
    for (std::size_t lane = 0; lane < double_lanes; ++lane) {
        if (bodies[lane] == sentinel || partners[lane] == sentinel)
            continue;
        const Vec2 leave = direction_of_leaving(state.id_of(bodies[lane]), state.id_of(partners[lane]));
        x[lane] = static_cast<float>(leave.x);
        y[lane] = static_cast<float>(leave.y);
    }
    return {hn::Load(singles, x), hn::Load(singles, y)};
}

/// push_apart_scalar for some lanes of a group.
bool push_apart_lanes(const ProjectionState& state, const ProjectionFactors& factors, const PairList& pairs,
                      BodyGroup& group, std::size_t first_lane) {
    const BodyPositions& bodies = state.bodies;
    const VS zero = hn::Zero(singles);
    const VS one = hn::Set(singles, 1.0F);
    const auto sentinel = hn::Set(indices, bodies.sentinel);
    const std::int32_t* const own = &group.body[first_lane];
    const Points me = points_of(bodies.now, own);
    VS push_x = zero;
    VS push_y = zero;
    VS pushed = zero;
    VS overlap_count = zero;
    for (std::size_t k = group.first_slot; k < group.first_slot + group.slot_count; ++k) {
        const std::int32_t* const partners = &pairs.slots[k].body[first_lane];
        const Points other = points_of(bodies.now, partners);
        const VS contact = hn::LoadU(singles, &pairs.slots[k].contact_m[first_lane]);
        const VS away_x = as_singles(hn::Sub(me.x, other.x));
        const VS away_y = as_singles(hn::Sub(me.y, other.y));
        const VS distance2 = hn::Add(hn::Mul(away_x, away_x), hn::Mul(away_y, away_y));
        const MS overlaps = hn::Lt(distance2, hn::Mul(contact, contact));
        const VS distance = hn::Sqrt(distance2);
        const MS walks = hn::RebindMask(singles, hn::Gt(hn::LoadU(indices, partners), sentinel));
        const VS share = hn::IfThenElse(walks, hn::Set(singles, 0.5F), one);
        const VS part = hn::IfThenElseZero(overlaps, hn::Mul(share, hn::Sub(contact, distance)));
        const MS coincide = hn::And(overlaps, hn::Le(distance, hn::Set(singles, coincident_m)));
        const VS per_distance = hn::Div(part, hn::IfThenElse(overlaps, distance, one));
        VS by_x = hn::Mul(per_distance, away_x);
        VS by_y = hn::Mul(per_distance, away_y);
        if (!hn::AllFalse(singles, coincide)) [[unlikely]] {
            const Leaving leave = leaving(state, own, partners);
            by_x = hn::IfThenElse(coincide, hn::Mul(part, leave.x), by_x);
            by_y = hn::IfThenElse(coincide, hn::Mul(part, leave.y), by_y);
        }
        push_x = hn::Add(push_x, hn::IfThenElseZero(overlaps, by_x));
        push_y = hn::Add(push_y, hn::IfThenElseZero(overlaps, by_y));
        pushed = hn::Add(pushed, part);
        overlap_count = hn::Add(overlap_count, hn::IfThenElseZero(overlaps, one));
    }
    const MS moved = hn::Gt(overlap_count, zero);
    const bool any_moved = !hn::AllFalse(singles, moved);
    VD next_x = me.x;
    VD next_y = me.y;
    if (any_moved) {
        const VS relaxed =
            hn::IfThenElseZero(moved, hn::Div(hn::Set(singles, factors.relaxation), hn::Sqrt(overlap_count)));
        const VS now_x = hn::Mul(relaxed, push_x);
        const VS now_y = hn::Mul(relaxed, push_y);
        const Points before = points_of(bodies.next, own);
        const VS last_x = as_singles(hn::Sub(me.x, before.x));
        const VS last_y = as_singles(hn::Sub(me.y, before.y));
        const VS now2 = hn::Add(hn::Mul(now_x, now_x), hn::Mul(now_y, now_y));
        const VS last2 = hn::Add(hn::Mul(last_x, last_x), hn::Mul(last_y, last_y));
        const MS limited = hn::Gt(hn::Mul(hn::Set(singles, factors.momentum2), last2), now2);
        const VS carried =
            hn::IfThenElse(limited, hn::Sqrt(hn::Div(now2, last2)), hn::Set(singles, factors.momentum));
        const VS by_x = hn::IfThenElseZero(moved, hn::Add(now_x, hn::Mul(carried, last_x)));
        const VS by_y = hn::IfThenElseZero(moved, hn::Add(now_y, hn::Mul(carried, last_y)));
        next_x = hn::Add(me.x, hn::PromoteTo(doubles, by_x));
        next_y = hn::Add(me.y, hn::PromoteTo(doubles, by_y));
        float* sum = &group.pushed_m[first_lane];
        hn::StoreU(hn::Add(hn::LoadU(singles, sum), pushed), singles, sum);
    }
    HWY_ALIGN double x[BodyGroup::size];
    HWY_ALIGN double y[BodyGroup::size];
    hn::Store(next_x, doubles, x);
    hn::Store(next_y, doubles, y);
    for (std::size_t lane = 0; lane < double_lanes; ++lane)
        if (const std::int32_t body = own[lane]; body != bodies.sentinel)
            bodies.next[static_cast<std::size_t>(body)] = {x[lane], y[lane]};
    return any_moved;
}

bool push_apart(const ProjectionState& state, PairList& pairs) {
    const ProjectionFactors factors(*state.settings);
    bool any_moved = false;
    for (BodyGroup& group : pairs.groups)
        for (std::size_t lane = 0; lane < BodyGroup::size; lane += double_lanes)
            any_moved |= push_apart_lanes(state, factors, pairs, group, lane);
    return any_moved;
}

/// measure_overlaps_scalar.
Overlaps measure_overlaps(const ProjectionState& state, const PairList& pairs) {
    const BodyPositions& bodies = state.bodies;
    const auto sentinel = hn::Set(longs, bodies.sentinel);
    VD largest = hn::Zero(doubles);
    Overlaps found;
    for (const BodyGroup& group : pairs.groups)
        for (std::size_t lane = 0; lane < BodyGroup::size; lane += double_lanes) {
            const auto body = hn::LoadU(indices, &group.body[lane]);
            const auto long_body = hn::PromoteTo(longs, body);
            const Points me = points_of(bodies.now, &group.body[lane]);
            for (std::size_t k = group.first_slot; k < group.first_slot + group.slot_count; ++k) {
                const auto partner = hn::LoadU(indices, &pairs.slots[k].body[lane]);
                const auto long_partner = hn::PromoteTo(longs, partner);
                const MD counted = hn::RebindMask(
                    doubles, hn::Or(hn::Gt(long_partner, long_body), hn::Lt(long_partner, sentinel)));
                found.pair_count += hn::CountTrue(doubles, counted);
                const Points other = points_of(bodies.now, &pairs.slots[k].body[lane]);
                const VD contact =
                    hn::PromoteTo(doubles, hn::LoadU(singles, &pairs.slots[k].contact_m[lane]));
                const VD away_x = hn::Sub(me.x, other.x);
                const VD away_y = hn::Sub(me.y, other.y);
                const VD distance2 = hn::Add(hn::Mul(away_x, away_x), hn::Mul(away_y, away_y));
                const MD overlaps = hn::And(counted, hn::Lt(distance2, hn::Mul(contact, contact)));
                if (hn::AllFalse(doubles, overlaps))
                    continue;
                const VD overlap = hn::IfThenElseZero(overlaps, hn::Sub(contact, hn::Sqrt(distance2)));
                found.over_20_mm += hn::CountTrue(doubles, hn::Gt(overlap, hn::Set(doubles, 0.02)));
                found.over_100_mm += hn::CountTrue(doubles, hn::Gt(overlap, hn::Set(doubles, 0.10)));
                largest = hn::Max(largest, overlap);
            }
        }
    found.max_m = hn::GetLane(hn::MaxOfLanes(doubles, largest));
    return found;
}

#endif  // HWY_TARGET != HWY_SCALAR
}  // namespace HWY_NAMESPACE
}  // namespace wayout
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
