// Who is around: candidates of a block, partners of a person, and those in the way. Compiled once per
// instruction set, within time_gap_simd.cpp.
#if defined(WAYOUT_LOOK_AROUND_SIMD) == defined(HWY_TARGET_TOGGLE)
#ifdef WAYOUT_LOOK_AROUND_SIMD
#undef WAYOUT_LOOK_AROUND_SIMD
#else
#define WAYOUT_LOOK_AROUND_SIMD
#endif

#include "locomotion/candidates_simd-inl.hpp"
#include "locomotion/gap_simd-inl.hpp"
#include "locomotion/simd_lanes-inl.hpp"
#include "locomotion/time_gap_kernel.hpp"
#include "locomotion/time_gap_person.hpp"
#include "locomotion/walls_simd-inl.hpp"

#include <hwy/highway.h>

#include <bit>
#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace wayout {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

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
        const VF vel_x = hn::LoadU(floats, front.velocity_x_mps + j);
        const VF vel_y = hn::LoadU(floats, front.velocity_y_mps + j);
        const VF their_x = hn::LoadU(floats, front.their_x_mps + j);
        const VF their_y = hn::LoadU(floats, front.their_y_mps + j);
        store_some(qx, seen, front.q_x_m + kept);
        store_some(qy, seen, front.q_y_m + kept);
        store_some(contact, seen, front.contact_m + kept);
        store_some(vel_x, seen, front.velocity_x_mps + kept);
        store_some(vel_y, seen, front.velocity_y_mps + kept);
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
    FrontCollector(const BlockJob& job, const NearWalls& walls, const Front& front)
        : walls_(walls),
          seen_(job.scratch->walls),
          sees_velocities_(job.constants->sees_velocities()),
          intended_x_(job.scratch->intended_x_mps.data()),
          intended_y_(job.scratch->intended_y_mps.data()),
          velocity_x_(job.scratch->velocity_x_mps.data()),
          velocity_y_(job.scratch->velocity_y_mps.data()),
          front_(front) {}

    HWY_INLINE void add(MF in_front, VF qx, VF qy, VF contact, std::size_t first_candidate) {
        store_some(qx, in_front, front_.q_x_m + count_);
        store_some(qy, in_front, front_.q_y_m + count_);
        store_some(contact, in_front, front_.contact_m + count_);
        store_some(hn::LoadU(floats, intended_x_ + first_candidate), in_front, front_.their_x_mps + count_);
        store_some(hn::LoadU(floats, intended_y_ + first_candidate), in_front, front_.their_y_mps + count_);
        if (sees_velocities_) {
            store_some(hn::LoadU(floats, velocity_x_ + first_candidate), in_front,
                       front_.velocity_x_mps + count_);
            store_some(hn::LoadU(floats, velocity_y_ + first_candidate), in_front,
                       front_.velocity_y_mps + count_);
        }
        count_ += hn::CountTrue(floats, in_front);
    }
    /// Takes note of people to pass.
    HWY_INLINE void add_passing(MF to_pass, VF qx, VF qy) {
        if (hn::AllFalse(floats, to_pass))
            return;
        if (seen_.hiding_count > 0)
            to_pass = hn::AndNot(hidden(walls_, seen_, qx, qy), to_pass);
        passes_somebody_ |= !hn::AllFalse(floats, to_pass);
    }
    /// Everybody ahead can be in the way of some direction.
    HWY_INLINE MF may_block(const GroupBoxes& box, float) const { return hn::Eq(box.min_x, box.min_x); }
    std::size_t count() const { return count_; }
    bool passes_somebody() const { return passes_somebody_; }

private:
    const NearWalls& walls_;
    const SeenWalls& seen_;
    bool sees_velocities_;
    // Own pointers: the compiler must fear that the stores move the columns.
    const float* intended_x_;
    const float* intended_y_;
    const float* velocity_x_;
    const float* velocity_y_;
    Front front_;
    std::size_t count_{0};
    bool passes_somebody_{false};
};

/// Measures the gap ahead of a person whose heading is known.
class GapFinder {
public:
    GapFinder(const BlockJob& job, const Person& me, const NearWalls& walls, Vec2f heading)
        : k_(*job.constants),
          me_(me),
          velocity_x_(job.scratch->velocity_x_mps.data()),
          velocity_y_(job.scratch->velocity_y_mps.data()),
          walls_(walls),
          seen_(job.scratch->walls),
          has_hiding_walls_(seen_.hiding_count > 0),
          ex_(hn::Set(floats, heading.x)),
          ey_(hn::Set(floats, heading.y)) {}

    HWY_INLINE void add_passing(MF, VF, VF) {}
    HWY_INLINE void add(MF in_front, VF qx, VF qy, VF contact, std::size_t first_candidate) {
        if (has_hiding_walls_) {
            // Few are in the lane, and asking all walls costs more than a wrong guess.
            in_front = hn::And(in_front, is_in_lane(k_, qx, qy, contact, ex_, ey_));
            if (hn::AllFalse(floats, in_front))
                return;
            in_front = hn::AndNot(hidden(walls_, seen_, qx, qy), in_front);
        }
        gap_ = hn::Min(
            gap_, gaps_m(k_, me_, in_front, qx, qy, contact, hn::LoadU(floats, velocity_x_ + first_candidate),
                         hn::LoadU(floats, velocity_y_ + first_candidate), ex_, ey_));
    }
    HWY_INLINE MF may_block(const GroupBoxes& boxes, float largest_contact_m) const {
        return wayout::HWY_NAMESPACE::may_block(k_, boxes, ex_, ey_, largest_contact_m);
    }
    float gap_m() const { return hn::GetLane(hn::MinOfLanes(floats, gap_)); }

private:
    const TimeGapConstants& k_;
    const Person& me_;
    const float* velocity_x_;
    const float* velocity_y_;
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
template <bool one_goal, typename InTheWay>
Around look_around_among(const BlockJob& job, const CellJob& cell, std::uint32_t place, const Person& me,
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
    // What is farther away than a partner can be does not stand between.
    constexpr float rounding_m = 1e-3F;
    const float touch_m = s.groups.largest_radius_m + me.radius_m + me.pair_margin_m + rounding_m;
    const bool partners_may_hide = has_hiding_walls && s.walls.nearest_hiding2_m2 <= touch_m * touch_m;

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
    const auto look_at = [&](std::size_t i) {
        const VF qx = hn::Sub(hn::Load(floats, x + i), my_x);
        const VF qy = hn::Sub(hn::Load(floats, y + i), my_y);
        const VF d2 = hn::Add(hn::Mul(qx, qx), hn::Mul(qy, qy));
        const auto id = hn::Load(ints, ids + i);
        MF near = hn::And(hn::Le(d2, range2), hn::RebindMask(floats, hn::Ne(id, my_id)));
        if (measure_density) {
            if (has_hiding_walls)
                near = hn::AndNot(hidden(walls, s.walls, qx, qy), near);
            near_count += hn::CountTrue(floats, hn::And(near, hn::Lt(d2, hn::Set(floats, 1.0F))));
        }

        const VF time = hn::Load(floats, times + i);
        const MF later = hn::Or(hn::Gt(time, my_time),
                                hn::And(hn::Eq(time, my_time), hn::RebindMask(floats, hn::Gt(id, my_id))));
        const VF bodies = hn::Add(hn::Load(floats, radii + i), my_radius);
        VF contact = bodies;
        MF behind = later;
        MF passing = hn::Lt(qx, qx);  // nobody
        if constexpr (!one_goal) {
            const MF same_goal = hn::RebindMask(floats, hn::Eq(hn::Load(ints, goals + i), my_goal));
            const VF agreement = hn::Add(hn::Mul(hn::Load(floats, desired_x + i), my_desired_x),
                                         hn::Mul(hn::Load(floats, desired_y + i), my_desired_y));
            passing = hn::AndNot(same_goal, hn::Lt(agreement, hn::Set(floats, 0.5F)));
            const VF forward = hn::Add(hn::Mul(qx, hn::Add(hn::Load(floats, desired_x + i), my_desired_x)),
                                       hn::Mul(qy, hn::Add(hn::Load(floats, desired_y + i), my_desired_y)));
            behind = hn::And(same_goal, later);
            if (k.ranks_other_goals)
                behind =
                    hn::Or(behind, hn::AndNot(hn::Or(same_goal, passing), hn::Lt(forward, hn::Zero(floats))));
            contact = hn::IfThenElse(passing, hn::Mul(hn::Set(floats, k.passing_factor), bodies), bodies);
        }

        const VF close = hn::Add(bodies, my_margin);
        const MF touchable = hn::And(near, hn::Lt(d2, hn::Mul(close, close)));
        store_some(hn::Load(ints, places + i), touchable, partners + partner_count);
        store_some(contact, touchable, partner_contact + partner_count);
        if (partners_may_hide) {
            store_some(qx, touchable, partner_x + (partner_count - first_partner));
            store_some(qy, touchable, partner_y + (partner_count - first_partner));
        }
        partner_count += hn::CountTrue(floats, touchable);
        if (stays)
            return;
        MF in_front = hn::AndNot(behind, near);
        if constexpr (!one_goal)
            if (in_standoff) [[unlikely]]
                in_front = hn::AndNot(
                    ignored(job, walls, me, i, hn::And(passing, near), qx, qy, ignores_somebody), in_front);
        if constexpr (!one_goal)
            in_the_way.add_passing(hn::And(passing, in_front), qx, qy);
        in_the_way.add(in_front, qx, qy, contact, i);
    };
    const std::size_t group_count = s.groups.count;
    if (group_count <= few_groups)
        for (std::size_t i = 0; i < group_count * lane_count; i += lanes) look_at(i);
    else
        for (std::size_t first = 0; first < group_count; first += lane_count)
            for (std::uint32_t bits = groups_that_matter(job, me, first, in_the_way); bits != 0;
                 bits &= bits - 1)
                for (std::size_t v = 0; v < lane_count; v += lanes)
                    look_at((first + static_cast<std::size_t>(std::countr_zero(bits))) * lane_count + v);
    pairs.partner_count = partner_count;
    PairList::Entry entry{static_cast<std::int32_t>(place), static_cast<std::uint32_t>(first_partner),
                          static_cast<std::uint32_t>(partner_count - first_partner), 0, 0};
    // Hidden ones go last: the list is much shorter than what it is taken from.
    if (partners_may_hide)
        strike_out_hidden_partners(walls, s, pairs, entry);
    return {entry, static_cast<std::uint16_t>(near_count), ignores_somebody};
}

/// Puts nobody behind the last of those in the way, so that whole groups of lanes can be read.
void mark_end(const Front& front) {
    const VF zero = hn::Zero(floats);
    hn::StoreU(hn::Set(floats, -nowhere_m), floats, front.q_x_m + front.count);
    hn::StoreU(zero, floats, front.q_y_m + front.count);
    hn::StoreU(zero, floats, front.contact_m + front.count);
    hn::StoreU(zero, floats, front.velocity_x_mps + front.count);
    hn::StoreU(zero, floats, front.velocity_y_mps + front.count);
    hn::StoreU(zero, floats, front.their_x_mps + front.count);
    hn::StoreU(zero, floats, front.their_y_mps + front.count);
}

template <typename InTheWay>
Around look_around(const BlockJob& job, const CellJob& cell, std::uint32_t place, const Person& me,
                   InTheWay& in_the_way) {
    return job.scratch->groups.have_one_goal && me.goal >= 0
               ? look_around_among<true>(job, cell, place, me, in_the_way)
               : look_around_among<false>(job, cell, place, me, in_the_way);
}

#endif  // HWY_TARGET != HWY_SCALAR
}  // namespace HWY_NAMESPACE
}  // namespace wayout
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
