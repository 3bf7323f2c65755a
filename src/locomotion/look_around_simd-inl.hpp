// Who is around: candidates of a block, partners of a person, and those in the way. Compiled once per
// instruction set, within time_gap_simd.cpp.
#if defined(WAYOUT_LOOK_AROUND_SIMD) == defined(HWY_TARGET_TOGGLE)
#ifdef WAYOUT_LOOK_AROUND_SIMD
#undef WAYOUT_LOOK_AROUND_SIMD
#else
#define WAYOUT_LOOK_AROUND_SIMD
#endif

#include "locomotion/gap_simd-inl.hpp"
#include "locomotion/simd_lanes-inl.hpp"
#include "locomotion/time_gap_kernel.hpp"
#include "locomotion/time_gap_person.hpp"
#include "locomotion/walls_simd-inl.hpp"

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace wayout {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

/// So far from everybody that it is nobody.
constexpr float nowhere_m = 1e9F;

void copy_lanes(const float* HWY_RESTRICT from, float* HWY_RESTRICT to) {
    for (std::size_t v = 0; v < lane_count; v += lanes)
        hn::StoreU(hn::LoadU(floats, from + v), floats, to + v);
}
void copy_lanes(const std::int32_t* HWY_RESTRICT from, std::int32_t* HWY_RESTRICT to) {
    for (std::size_t v = 0; v < lane_count; v += lanes) hn::StoreU(hn::LoadU(ints, from + v), ints, to + v);
}
void shift_lanes(const double* HWY_RESTRICT from, double origin, float* HWY_RESTRICT to) {
    using Doubles = hn::CappedTag<double, lane_count>;
    constexpr Doubles doubles;
    constexpr hn::Rebind<float, Doubles> fewer_floats;
    const auto shift = hn::Set(doubles, origin);
    for (std::size_t v = 0; v < lane_count; v += hn::Lanes(doubles))
        hn::StoreU(hn::DemoteTo(fewer_floats, hn::Sub(hn::LoadU(doubles, from + v), shift)), fewer_floats,
                   to + v);
}

/// Copies whole groups of lanes: what is copied too much is overwritten by the next run or by the end mark.
std::size_t gather(const BlockJob& job) {
    KernelScratch& s = *job.scratch;
    const auto counting = hn::Iota(ints, 0);
    std::size_t count = 0;
    for (const Run& run : job.runs) {
        const PeopleColumns& from = *run.people;
        for (std::size_t k = 0; k < run.count; k += lane_count) {
            const std::size_t p = run.first + k;
            const std::size_t c = count + k;
            shift_lanes(&from.x_m[p], job.origin_x_m, &s.x_m[c]);
            shift_lanes(&from.y_m[p], job.origin_y_m, &s.y_m[c]);
            copy_lanes(&from.intended_x_mps[p], &s.intended_x_mps[c]);
            copy_lanes(&from.intended_y_mps[p], &s.intended_y_mps[c]);
            copy_lanes(&from.desired_x[p], &s.desired_x[c]);
            copy_lanes(&from.desired_y[p], &s.desired_y[c]);
            copy_lanes(&from.radius_m[p], &s.radius_m[c]);
            copy_lanes(&from.travel_time_s[p], &s.travel_time_s[c]);
            copy_lanes(&from.goal[p], &s.goal[c]);
            copy_lanes(&from.id[p], &s.id[c]);
            for (std::size_t v = 0; v < lane_count; v += lanes) {
                const auto place = hn::Add(counting, hn::Set(ints, static_cast<std::int32_t>(p + v)));
                hn::StoreU(run.walking ? place : hn::Not(place), ints, &s.place[c + v]);
            }
        }
        count += run.count;
    }
    for (std::size_t v = 0; v < lane_count; v += lanes)
        hn::StoreU(hn::Set(floats, nowhere_m), floats, &s.x_m[count + v]);
    return count;
}

void strike_out_hidden_partners(const NearWalls& walls, const KernelScratch& s, PairList& pairs,
                                PairList::Entry& entry) {
    std::int32_t* const partner = &pairs.partner[entry.first_partner];
    float* const contact = &pairs.contact_m[entry.first_partner];
    std::size_t kept = 0;
    for (std::size_t j = 0; j < entry.partner_count; j += lanes) {
        const MF in_list = hn::FirstN(floats, entry.partner_count - j);
        const MF seen = hn::AndNot(hidden(walls, s.walls, hn::LoadU(floats, &s.partner_x_m[j]),
                                          hn::LoadU(floats, &s.partner_y_m[j])),
                                   in_list);
        store_some(hn::LoadU(ints, partner + j), seen, partner + kept);
        store_some(hn::LoadU(floats, contact + j), seen, contact + kept);
        kept += hn::CountTrue(floats, seen);
    }
    pairs.partner_count -= entry.partner_count - kept;
    entry.partner_count = static_cast<std::uint32_t>(kept);
}

void strike_out_hidden(const NearWalls& walls, const SeenWalls& seen_walls, Front& front) {
    std::size_t kept = 0;
    for (std::size_t j = 0; j < front.count; j += lanes) {
        const VF qx = hn::LoadU(floats, front.q_x_m + j);
        const VF qy = hn::LoadU(floats, front.q_y_m + j);
        const MF seen = hn::AndNot(hidden(walls, seen_walls, qx, qy), hn::FirstN(floats, front.count - j));
        const VF contact = hn::LoadU(floats, front.contact_m + j);
        const VF their_x = hn::LoadU(floats, front.their_x_mps + j);
        const VF their_y = hn::LoadU(floats, front.their_y_mps + j);
        store_some(qx, seen, front.q_x_m + kept);
        store_some(qy, seen, front.q_y_m + kept);
        store_some(contact, seen, front.contact_m + kept);
        store_some(their_x, seen, front.their_x_mps + kept);
        store_some(their_y, seen, front.their_y_mps + kept);
        kept += hn::CountTrue(floats, seen);
    }
    front.count = kept;
}

/// For a person in a stand-off: which of those to pass, in a group of lanes, are not seen any more.
MF ignored(const BlockJob& job, const NearWalls& walls, const Person& me, std::size_t first_candidate,
           MF to_pass, VF qx, VF qy, bool& ignores_somebody) {
    const KernelScratch& s = *job.scratch;
    const auto higher = hn::Gt(hn::LoadU(ints, &s.id[first_candidate]), hn::Set(ints, me.id));
    MF asked = hn::And(to_pass, hn::RebindMask(floats, higher));
    if (hn::AllFalse(floats, asked))
        return asked;
    asked = hn::AndNot(hidden(walls, s.walls, qx, qy), asked);
    HWY_ALIGN std::int32_t found[lane_count] = {};
    HWY_ALIGN std::int32_t is_asked[lane_count];
    hn::Store(hn::IfThenElseZero(hn::RebindMask(ints, asked), hn::Set(ints, 1)), ints, is_asked);
    for (std::size_t lane = 0; lane < lanes; ++lane)
        if (is_asked[lane] != 0 &&
            ignores(job, me, s.place[first_candidate + lane], s.id[first_candidate + lane])) {
            found[lane] = 1;
            ignores_somebody = true;
        }
    return hn::RebindMask(floats, hn::Gt(hn::Load(ints, found), hn::Zero(ints)));
}

/// Collects those who can be in the way of a person who has yet to choose a direction.
class FrontCollector {
public:
    FrontCollector(const KernelScratch& s, const Front& front)
        : intended_x_(s.intended_x_mps.data()), intended_y_(s.intended_y_mps.data()), front_(front) {}

    HWY_INLINE void add(MF in_front, VF qx, VF qy, VF contact, std::size_t first_candidate) {
        store_some(qx, in_front, front_.q_x_m + count_);
        store_some(qy, in_front, front_.q_y_m + count_);
        store_some(contact, in_front, front_.contact_m + count_);
        store_some(hn::LoadU(floats, intended_x_ + first_candidate), in_front, front_.their_x_mps + count_);
        store_some(hn::LoadU(floats, intended_y_ + first_candidate), in_front, front_.their_y_mps + count_);
        count_ += hn::CountTrue(floats, in_front);
    }
    std::size_t count() const { return count_; }

private:
    // Own pointers: the compiler must fear that the stores move the columns.
    const float* intended_x_;
    const float* intended_y_;
    Front front_;
    std::size_t count_{0};
};

/// Measures the gap ahead of a person whose heading is known.
class GapFinder {
public:
    GapFinder(const TimeGapConstants& k, const NearWalls& walls, const SeenWalls& seen, Vec2f heading)
        : k_(k),
          walls_(walls),
          seen_(seen),
          has_hiding_walls_(seen.hiding_count > 0),
          ex_(hn::Set(floats, heading.x)),
          ey_(hn::Set(floats, heading.y)) {}

    HWY_INLINE void add(MF in_front, VF qx, VF qy, VF contact, std::size_t) {
        if (has_hiding_walls_)
            in_front = hn::AndNot(hidden(walls_, seen_, qx, qy), in_front);
        gap_ = hn::Min(gap_, gaps_m(k_, in_front, qx, qy, contact, ex_, ey_));
    }
    float gap_m() const { return hn::GetLane(hn::MinOfLanes(floats, gap_)); }

private:
    const TimeGapConstants& k_;
    const NearWalls& walls_;
    const SeenWalls& seen_;
    bool has_hiding_walls_;
    VF ex_;
    VF ey_;
    VF gap_ = hn::Set(floats, infinity);
};

/// What is found out about the people around, besides those in the way.
struct Around {
    PairList::Entry entry;
    std::uint16_t near_count;
    bool ignores_somebody;
};

/// Shows those who can be in the way to `in_the_way`, and fills the entry of those who may be touched.
///
/// Groups without anybody who matters are not left out: they cannot be foretold, and a wrong guess costs more
/// than the work.
template <typename InTheWay>
Around look_around(const BlockJob& job, const CellJob& cell, std::uint32_t place, const Person& me,
                   InTheWay& in_the_way) {
    const NearWalls& walls = cell.walls;
    const TimeGapConstants& k = *job.constants;
    KernelScratch& s = *job.scratch;
    PairList& pairs = *job.pairs;
    const VF my_x = hn::Set(floats, me.x_m);
    const VF my_y = hn::Set(floats, me.y_m);
    const VF range2 = hn::Set(floats, k.range2_m2);
    const auto my_id = hn::Set(ints, me.id);
    const auto my_goal = hn::Set(ints, me.goal);
    const VF my_time = hn::Set(floats, me.travel_time_s);
    const VF my_radius = hn::Set(floats, me.radius_m);
    const VF my_margin = hn::Set(floats, me.pair_margin_m);
    const VF my_desired_x = hn::Set(floats, me.desired_x);
    const VF my_desired_y = hn::Set(floats, me.desired_y);
    const bool has_hiding_walls = s.walls.hiding_count > 0;

    // Own pointers: the compiler must fear that the stores below move the columns.
    const float* const x = s.x_m.data();
    const float* const y = s.y_m.data();
    const std::int32_t* const ids = s.id.data();
    const std::int32_t* const goals = s.goal.data();
    const float* const times = s.travel_time_s.data();
    const float* const radii = s.radius_m.data();
    const float* const desired_x = s.desired_x.data();
    const float* const desired_y = s.desired_y.data();
    const std::int32_t* const places = s.place.data();
    std::int32_t* const partners = pairs.partner.data();
    float* const partner_contact = pairs.contact_m.data();
    float* const partner_x = s.partner_x_m.data();
    float* const partner_y = s.partner_y_m.data();
    const std::size_t first_partner = pairs.partner_count;
    std::size_t partner_count = first_partner;
    std::size_t near_count = 0;
    bool ignores_somebody = false;
    const bool stays = me.stays;
    const bool in_standoff = me.in_standoff;
    const bool measure_density = job.measure_density;
    const std::size_t end = cell.end_candidate;
    for (std::size_t i = cell.first_candidate; i < end; i += lanes) {
        const VF qx = hn::Sub(hn::LoadU(floats, x + i), my_x);
        const VF qy = hn::Sub(hn::LoadU(floats, y + i), my_y);
        const VF d2 = hn::Add(hn::Mul(qx, qx), hn::Mul(qy, qy));
        const auto id = hn::LoadU(ints, ids + i);
        MF near = hn::And(hn::And(hn::Le(d2, range2), hn::RebindMask(floats, hn::Ne(id, my_id))),
                          hn::FirstN(floats, end - i));
        if (measure_density) {
            if (has_hiding_walls)
                near = hn::AndNot(hidden(walls, s.walls, qx, qy), near);
            near_count += hn::CountTrue(floats, hn::And(near, hn::Lt(d2, hn::Set(floats, 1.0F))));
        }

        const MF same_goal = hn::RebindMask(floats, hn::Eq(hn::LoadU(ints, goals + i), my_goal));
        const VF time = hn::LoadU(floats, times + i);
        const MF later = hn::Or(hn::Gt(time, my_time),
                                hn::And(hn::Eq(time, my_time), hn::RebindMask(floats, hn::Gt(id, my_id))));
        const VF bodies = hn::Add(hn::LoadU(floats, radii + i), my_radius);
        const VF agreement = hn::Add(hn::Mul(hn::LoadU(floats, desired_x + i), my_desired_x),
                                     hn::Mul(hn::LoadU(floats, desired_y + i), my_desired_y));
        const MF passing = hn::AndNot(same_goal, hn::Lt(agreement, hn::Set(floats, 0.5F)));
        const VF contact =
            hn::IfThenElse(passing, hn::Mul(hn::Set(floats, k.passing_factor), bodies), bodies);

        const VF close = hn::Add(bodies, my_margin);
        const MF touchable = hn::And(near, hn::Lt(d2, hn::Mul(close, close)));
        {
            store_some(hn::LoadU(ints, places + i), touchable, partners + partner_count);
            store_some(contact, touchable, partner_contact + partner_count);
            if (has_hiding_walls) {
                store_some(qx, touchable, partner_x + (partner_count - first_partner));
                store_some(qy, touchable, partner_y + (partner_count - first_partner));
            }
            const std::size_t found = hn::CountTrue(floats, touchable);
            partner_count += found;
        }
        if (stays)
            continue;
        MF in_front = hn::AndNot(hn::And(same_goal, later), near);
        if (in_standoff) [[unlikely]]
            in_front = hn::AndNot(
                ignored(job, walls, me, i, hn::And(passing, near), qx, qy, ignores_somebody), in_front);
        in_the_way.add(in_front, qx, qy, contact, i);
    }
    pairs.partner_count = partner_count;
    PairList::Entry entry{static_cast<std::int32_t>(place), static_cast<std::uint32_t>(first_partner),
                          static_cast<std::uint32_t>(partner_count - first_partner), 0, 0};
    // Hidden ones go last: the list is much shorter than what it is taken from.
    if (has_hiding_walls)
        strike_out_hidden_partners(walls, s, pairs, entry);
    return {entry, static_cast<std::uint16_t>(near_count), ignores_somebody};
}

/// Puts nobody behind the last of those in the way, so that whole groups of lanes can be read.
void mark_end(const Front& front) {
    const VF zero = hn::Zero(floats);
    hn::StoreU(hn::Set(floats, -nowhere_m), floats, front.q_x_m + front.count);
    hn::StoreU(zero, floats, front.q_y_m + front.count);
    hn::StoreU(zero, floats, front.contact_m + front.count);
    hn::StoreU(zero, floats, front.their_x_mps + front.count);
    hn::StoreU(zero, floats, front.their_y_mps + front.count);
}

#endif  // HWY_TARGET != HWY_SCALAR
}  // namespace HWY_NAMESPACE
}  // namespace wayout
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
