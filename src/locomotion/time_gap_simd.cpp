// The vectorised version of time_gap_scalar.cpp, compiled once per instruction set; the best one is chosen
// when the program runs.
//
// Lanes are neighbours where a person looks around, and the sampled directions where these are compared. Only
// the order in which minima are taken differs from the plain version, and what cannot change the result is
// skipped: minima and comparisons are exact, sums keep their order, and nothing is contracted, so that all
// versions agree bit for bit.
#include "locomotion/time_gap_kernel.hpp"
#include "locomotion/time_gap_person.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <span>

// Machines without SSE4 (before 2008) run the plain version.
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "locomotion/time_gap_simd.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include "locomotion/projection_simd-inl.hpp"
#include "locomotion/simd_lanes-inl.hpp"

#include <hwy/highway.h>

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

void look_at_walls(const TimeGapConstants& k, const Person& me, const NearWalls& walls, SeenWalls& seen) {
    seen.ahead_count = 0;
    seen.hiding_count = 0;
    if (walls.count == 0)
        return;
    const WallReach reach(k, me);
    seen.reserve(walls.count);
    const VF zero = hn::Zero(floats);
    const VF my_x = hn::Set(floats, me.cell_x_m);
    const VF my_y = hn::Set(floats, me.cell_y_m);
    const VF farthest = hn::Set(floats, reach.farthest_m);
    for (std::size_t i = 0; i < walls.count && walls.distance_m[i] <= reach.farthest_m; i += lanes) {
        const VF ax = hn::Sub(hn::LoadU(floats, walls.start_x_m + i), my_x);
        const VF ay = hn::Sub(hn::LoadU(floats, walls.start_y_m + i), my_y);
        const VF tx = hn::LoadU(floats, walls.along_x + i);
        const VF ty = hn::LoadU(floats, walls.along_y + i);
        const VF length = hn::LoadU(floats, walls.length_m + i);
        const VF left = hn::Sub(hn::Mul(ax, ty), hn::Mul(ay, tx));
        hn::StoreU(ax, floats, &seen.start_x_m[i]);
        hn::StoreU(ay, floats, &seen.start_y_m[i]);
        hn::StoreU(hn::Add(ax, hn::Mul(length, tx)), floats, &seen.end_x_m[i]);
        hn::StoreU(hn::Add(ay, hn::Mul(length, ty)), floats, &seen.end_y_m[i]);
        hn::StoreU(left, floats, &seen.left_m[i]);

        const MF near = hn::And(hn::FirstN(floats, walls.count - i),
                                hn::Le(hn::LoadU(floats, walls.distance_m + i), farthest));
        const MF one_sided = hn::RebindMask(
            floats, hn::TestBit(hn::LoadU(ints, walls.kind + i), hn::Set(ints, NearWalls::one_sided)));
        const auto rows = hn::Iota(ints, static_cast<std::int32_t>(i));
        const MF hiding =
            hn::And(hn::AndNot(one_sided, near),
                    hn::Lt(distances2_m2(zero, zero, ax, ay, tx, ty, length), hn::Set(floats, k.range2_m2)));
        store_some(rows, hiding, &seen.hiding[seen.hiding_count]);
        seen.hiding_count += hn::CountTrue(floats, hiding);
        const MF acts = hn::Or(hn::Not(one_sided), hn::Gt(left, zero));
        const VF distance2 = distances2_m2(hn::Set(floats, reach.centre_x_m),
                                           hn::Set(floats, reach.centre_y_m), ax, ay, tx, ty, length);
        const MF ahead = hn::And(hn::And(near, acts), hn::Le(distance2, hn::Set(floats, reach.circle2_m2)));
        store_some(rows, ahead, &seen.ahead[seen.ahead_count]);
        seen.ahead_count += hn::CountTrue(floats, ahead);
    }
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

/// Way to those among `some` whom a person who walks in direction e would run into; infinity for the others.
VF gaps_m(const TimeGapConstants& k, MF some, VF qx, VF qy, VF contact, VF ex, VF ey) {
    const VF never = hn::Set(floats, infinity);
    const VF ahead = hn::Add(hn::Mul(qx, ex), hn::Mul(qy, ey));
    const VF aside = hn::Sub(hn::Mul(ex, qy), hn::Mul(ey, qx));
    const VF half_width = hn::Mul(hn::Set(floats, k.blocking_width_factor), contact);
    const MF blocks =
        hn::And(some, hn::And(hn::Gt(ahead, hn::Zero(floats)), hn::Lt(hn::Abs(aside), half_width)));
    const VF gap =
        positive_part(hn::Sub(ahead, hn::Sqrt(hn::Sub(hn::Mul(contact, contact), hn::Mul(aside, aside)))));
    return hn::IfThenElse(blocks, gap, never);
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

float gap_m(const TimeGapConstants& k, const Front& front, Vec2f e) {
    const VF ex = hn::Set(floats, e.x);
    const VF ey = hn::Set(floats, e.y);
    const MF all = hn::Eq(ex, ex);
    VF gap = hn::Set(floats, infinity);
    for (std::size_t j = 0; j < front.count; j += lanes)
        gap = hn::Min(gap,
                      gaps_m(k, all, hn::LoadU(floats, front.q_x_m + j), hn::LoadU(floats, front.q_y_m + j),
                             hn::LoadU(floats, front.contact_m + j), ex, ey));
    return hn::GetLane(hn::MinOfLanes(floats, gap));
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
    return (inertia - miss) + k.bias[0] > k.sufficient_utility;
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
    // leads_into_wall, for those who have nobody in the way
    const VF into_wall_m = hn::Set(floats, planned.front.count == 0 ? sliding_m : -1.0F);
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
        const VF preference = hn::Add(hn::Sub(inertia, miss), hn::Load(floats, &k.bias[v]));
        const MF into_wall = hn::Le(way, into_wall_m);
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

void keep_findings(BlockJob& job, std::uint32_t place, const Around& around) {
    job.pairs->entries.push_back(around.entry);
    job.walkers->near_count[place] = around.near_count;
    job.standoffs += around.ignores_somebody ? 1 : 0;
}

/// Looks around for a person who is about to choose a direction.
void look(BlockJob& job, const CellJob& cell, std::size_t first_front, Planned& planned) {
    const TimeGapConstants& k = *job.constants;
    KernelScratch& s = *job.scratch;
    const Person& me = planned.me;
    planned.front = s.fronts.from(first_front);
    FrontCollector collector(s, planned.front);
    const Around around = look_around(job, cell, planned.place, me, collector);
    keep_findings(job, planned.place, around);
    planned.front.count = collector.count();
    planned.front.ignores_somebody = around.ignores_somebody;
    if (s.walls.hiding_count > 0)
        strike_out_hidden(cell.walls, s.walls, planned.front);
    mark_end(planned.front);
    planned.has_walls = s.walls.ahead_count > 0;
    if (planned.has_walls) {
        HWY_ALIGN float cxs[lane_count];
        HWY_ALIGN float cys[lane_count];
        sample_directions(k, me, cxs, cys);
        free_ways_m(cell.walls, s.walls, me, cxs, cys, planned.ways_m);
    }
}

/// Chooses and sets out, each stage for all of the batch: roots and quotients of one person are waited for
/// while others are worked on.
void finish_batch(BlockJob& job, std::span<Planned> batch) {
    const TimeGapConstants& k = *job.constants;
    for (Planned& planned : batch)
        planned.straight_urgency_per_s = straight_urgency_per_s(planned.front, planned.me);
    for (Planned& planned : batch)
        planned.turn = goes_straight(k, planned) ? std::uint8_t{0} : choose_turn(k, planned);
    for (Planned& planned : batch)
        planned.heading = turned_heading(k, planned.me, turned_direction(k, planned.me, planned.turn));
    for (Planned& planned : batch) planned.gap_m = gap_m(k, planned.front, planned.heading);
    for (const Planned& planned : batch) {
        set_out(k, *job.walkers, planned.place, planned.me, planned.heading, planned.gap_m,
                planned.front.ignores_somebody);
        job.walkers->turn[planned.place] = planned.turn;
    }
}

/// For a person who keeps to the turn last chosen, or stays: only the gap ahead has to be known.
void keep_turn(BlockJob& job, const CellJob& cell, std::uint32_t place, const Person& me) {
    const TimeGapConstants& k = *job.constants;
    WalkerColumns& w = *job.walkers;
    const Vec2f heading = turned_heading(k, me, turned_direction(k, me, w.turn[place]));
    GapFinder finder(k, cell.walls, job.scratch->walls, heading);
    const Around around = look_around(job, cell, place, me, finder);
    keep_findings(job, place, around);
    if (me.stays)
        stay(w, place);
    else
        set_out(k, w, place, me, heading, finder.gap_m(), around.ignores_somebody);
}

void plan_block(BlockJob& job) {
    const std::size_t candidate_count = gather(job);
    HWY_ALIGN std::array<Planned, batch_people> batch;
    std::size_t batch_size = 0;
    std::size_t first_front = 0;
    for (const CellJob& cell : job.cells)
        for (std::uint32_t p = cell.first; p < cell.first + cell.count; ++p) {
            Planned& planned = batch[batch_size];
            planned.me = Person(job, cell, p);
            planned.place = p;
            look_at_walls(*job.constants, planned.me, cell.walls, job.scratch->walls);
            job.pairs->reserve_partners(candidate_count);
            if (planned.me.stays || !job.choose_directions) {
                keep_turn(job, cell, p, planned.me);
                continue;
            }
            look(job, cell, first_front, planned);
            first_front += planned.front.count + lane_count;
            if (++batch_size == batch.size()) {
                finish_batch(job, batch);
                batch_size = 0;
                first_front = 0;
            }
        }
    finish_batch(job, std::span(batch).first(batch_size));
}

#endif  // HWY_TARGET != HWY_SCALAR
}  // namespace HWY_NAMESPACE
}  // namespace wayout
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wayout {
namespace {

std::vector<Kernel> find_kernels() {
    const std::int64_t supported = hwy::SupportedTargets();
    std::vector<Kernel> found;
    const auto add = [&](std::int64_t target, const Kernel& kernel) {
        if ((supported & target) != 0)
            found.push_back(kernel);
    };
#if HWY_TARGETS & HWY_AVX3
    add(HWY_AVX3, {"avx512", &N_AVX3::plan_block, &N_AVX3::push_apart, &N_AVX3::measure_overlaps});
#endif
#if HWY_TARGETS & HWY_AVX2
    add(HWY_AVX2, {"avx2", &N_AVX2::plan_block, &N_AVX2::push_apart, &N_AVX2::measure_overlaps});
#endif
#if HWY_TARGETS & HWY_SSE4
    add(HWY_SSE4, {"sse4", &N_SSE4::plan_block, &N_SSE4::push_apart, &N_SSE4::measure_overlaps});
#endif
#if HWY_TARGETS & HWY_NEON
    add(HWY_NEON, {"neon", &N_NEON::plan_block, &N_NEON::push_apart, &N_NEON::measure_overlaps});
#endif
    found.push_back({"scalar", &plan_block_scalar, &push_apart_scalar, &measure_overlaps_scalar});
    return found;
}

}  // namespace

std::span<const Kernel> supported_kernels() {
    static const std::vector<Kernel> kernels = find_kernels();
    return kernels;
}

}  // namespace wayout
#endif  // HWY_ONCE
