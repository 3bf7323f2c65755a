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
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace wayout {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, lane_count>;
using Ints = hn::RebindToSigned<Floats>;
using VF = hn::Vec<Floats>;
using MF = hn::Mask<Floats>;

constexpr Floats floats;
constexpr Ints ints;
constexpr std::size_t lanes = hn::MaxLanes(Floats());
static_assert(lane_count % lanes == 0);

constexpr float infinity = std::numeric_limits<float>::infinity();
/// So far from everybody that it is nobody.
constexpr float nowhere_m = 1e9F;

VF positive_part(VF v) {
    return hn::IfThenElseZero(hn::Gt(v, hn::Zero(floats)), v);
}

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

#if HWY_TARGET == HWY_AVX3
void store_some(VF v, MF which, float* to) {
    hn::StoreU(hn::Compress(v, which), floats, to);
}
void store_some(hn::Vec<Ints> v, MF which, std::int32_t* to) {
    hn::StoreU(hn::Compress(v, hn::RebindMask(ints, which)), ints, to);
}
#else
/// [bits of a mask] its lanes, those that are set first. Without a compress instruction; the library's own
/// version copies its table in every call when it is not inlined (Highway 1.0.3), which took half of a step.
constexpr std::array<std::array<std::uint8_t, 8>, 256> list_set_lanes() {
    std::array<std::array<std::uint8_t, 8>, 256> lists{};
    for (std::size_t bits = 0; bits < lists.size(); ++bits) {
        std::size_t count = 0;
        for (std::size_t lane = 0; lane < lanes; ++lane)
            if (((bits >> lane) & 1) != 0)
                lists[bits][count++] = static_cast<std::uint8_t>(lane);
    }
    return lists;
}
static_assert(lanes <= 8);
alignas(64) constexpr std::array<std::array<std::uint8_t, 8>, 256> set_lanes = list_set_lanes();

template <typename V, typename Tag, typename T>
void store_lanes(Tag tag, V v, MF which, T* to) {
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(floats, which, bits);
    const hn::Rebind<std::uint8_t, Ints> bytes;
    const auto order = hn::PromoteTo(ints, hn::LoadU(bytes, set_lanes[bits[0]].data()));
    hn::StoreU(hn::TableLookupLanes(v, hn::IndicesFromVec(tag, order)), tag, to);
}
void store_some(VF v, MF which, float* to) {
    store_lanes(floats, v, which, to);
}
void store_some(hn::Vec<Ints> v, MF which, std::int32_t* to) {
    store_lanes(ints, v, which, to);
}
#endif

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
           MF to_pass, VF qx, VF qy, Front& front) {
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
            front.ignores_somebody = true;
        }
    return hn::RebindMask(floats, hn::Gt(hn::Load(ints, found), hn::Zero(ints)));
}

/// Fills `front`, and the entry of those who may be touched.
void look_around(const BlockJob& job, const NearWalls& walls, const Person& me, std::size_t candidate_count,
                 PairList::Entry& entry, std::uint16_t& near_count, Front& front) {
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
    const float* const intended_x = s.intended_x_mps.data();
    const float* const intended_y = s.intended_y_mps.data();
    float* const front_x = front.q_x_m;
    float* const front_y = front.q_y_m;
    float* const front_contact = front.contact_m;
    float* const their_x = front.their_x_mps;
    float* const their_y = front.their_y_mps;
    std::int32_t* const partners = pairs.partner.data();
    float* const partner_contact = pairs.contact_m.data();
    float* const partner_x = s.partner_x_m.data();
    float* const partner_y = s.partner_y_m.data();
    const std::size_t first_partner = pairs.partner_count;
    std::size_t partner_count = first_partner;
    const bool stays = me.stays;
    const bool in_standoff = me.in_standoff;
    const bool measure_density = job.measure_density;
    const bool choose_directions = job.choose_directions;
    std::size_t front_count = 0;
    for (std::size_t i = 0; i < candidate_count; i += lanes) {
        const VF qx = hn::Sub(hn::LoadU(floats, x + i), my_x);
        const VF qy = hn::Sub(hn::LoadU(floats, y + i), my_y);
        const VF d2 = hn::Add(hn::Mul(qx, qx), hn::Mul(qy, qy));
        const auto id = hn::LoadU(ints, ids + i);
        MF near = hn::And(hn::Le(d2, range2), hn::RebindMask(floats, hn::Ne(id, my_id)));
        if (hn::AllFalse(floats, near))
            continue;
        if (measure_density) {
            if (has_hiding_walls)
                near = hn::AndNot(hidden(walls, s.walls, qx, qy), near);
            near_count = static_cast<std::uint16_t>(
                near_count + hn::CountTrue(floats, hn::And(near, hn::Lt(d2, hn::Set(floats, 1.0F)))));
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
        if (!hn::AllFalse(floats, touchable)) {
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
            in_front =
                hn::AndNot(ignored(job, walls, me, i, hn::And(passing, near), qx, qy, front), in_front);
        if (hn::AllFalse(floats, in_front))
            continue;
        store_some(qx, in_front, front_x + front_count);
        store_some(qy, in_front, front_y + front_count);
        store_some(contact, in_front, front_contact + front_count);
        if (choose_directions) {  // the gap ahead needs no velocities
            store_some(hn::LoadU(floats, intended_x + i), in_front, their_x + front_count);
            store_some(hn::LoadU(floats, intended_y + i), in_front, their_y + front_count);
        }
        front_count += hn::CountTrue(floats, in_front);
    }
    entry.partner_count = static_cast<std::uint32_t>(partner_count - first_partner);
    pairs.partner_count = partner_count;
    front.count = front_count;
    // Hidden ones go last: the lists are much shorter than what they are taken from.
    if (has_hiding_walls) {
        strike_out_hidden_partners(walls, s, pairs, entry);
        strike_out_hidden(walls, s.walls, front);
    }
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
    const VF zero = hn::Zero(floats);
    const VF never = hn::Set(floats, infinity);
    VF gap = never;
    for (std::size_t j = 0; j < front.count; j += lanes) {
        const VF qx = hn::LoadU(floats, front.q_x_m + j);
        const VF qy = hn::LoadU(floats, front.q_y_m + j);
        const VF contact = hn::LoadU(floats, front.contact_m + j);
        const VF ahead = hn::Add(hn::Mul(qx, ex), hn::Mul(qy, ey));
        const VF aside = hn::Sub(hn::Mul(ex, qy), hn::Mul(ey, qx));
        const MF blocks =
            hn::And(hn::Gt(ahead, zero),
                    hn::Lt(hn::Abs(aside), hn::Mul(hn::Set(floats, k.blocking_width_factor), contact)));
        if (hn::AllFalse(floats, blocks))
            continue;
        const VF g = positive_part(
            hn::Sub(ahead, hn::Sqrt(hn::Sub(hn::Mul(contact, contact), hn::Mul(aside, aside)))));
        gap = hn::Min(gap, hn::IfThenElse(blocks, g, never));
    }
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
    VF best = hn::Set(floats, -infinity);
    for (std::size_t v = 0; v < lane_count; v += lanes) {
        const VF cx = hn::Load(floats, cxs + v);
        const VF cy = hn::Load(floats, cys + v);
        const VF reach = hn::Load(floats, &k.reach[v]);
        VF run = hn::Div(per_s, urgencies_per_s(planned.front, me, cx, cy));
        if (planned.has_walls)
            run = hn::Min(run, hn::Mul(hn::Load(floats, planned.ways_m + v), per_m));
        const VF f = hn::Min(run, reach);
        const VF cosine = hn::Load(floats, &k.cosine[v]);
        const VF miss2 =
            hn::Add(hn::Set(floats, 1.0F), hn::Mul(f, hn::Sub(f, hn::Mul(hn::Set(floats, 2.0F), cosine))));
        const VF miss = hn::Sqrt(positive_part(miss2));
        const VF inertia = hn::Mul(
            hn::Set(floats, k.heading_inertia),
            hn::Add(hn::Mul(cx, hn::Set(floats, me.heading_x)), hn::Mul(cy, hn::Set(floats, me.heading_y))));
        const VF utility = hn::Add(hn::Sub(inertia, miss), hn::Load(floats, &k.bias[v]));
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

/// Looks around for one person.
void look(BlockJob& job, const CellJob& cell, std::uint32_t place, std::size_t candidate_count,
          std::size_t first_front, Planned& planned) {
    const TimeGapConstants& k = *job.constants;
    KernelScratch& s = *job.scratch;
    const Person& me = planned.me;
    look_at_walls(k, me, cell.walls, s.walls);
    job.pairs->reserve_partners(candidate_count);
    PairList::Entry entry{static_cast<std::int32_t>(place),
                          static_cast<std::uint32_t>(job.pairs->partner_count), 0, 0, 0};
    std::uint16_t near_count = 0;
    planned.place = place;
    planned.front = s.fronts.from(first_front);
    look_around(job, cell.walls, me, candidate_count, entry, near_count, planned.front);
    job.pairs->entries.push_back(entry);
    job.walkers->near_count[place] = near_count;
    if (me.stays)
        return;
    job.standoffs += planned.front.ignores_somebody ? 1 : 0;
    mark_end(planned.front);
    if (!job.choose_directions) {
        planned.turn = job.walkers->turn[place];
        return;
    }
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
    if (job.choose_directions) {
        for (Planned& planned : batch)
            planned.straight_urgency_per_s = straight_urgency_per_s(planned.front, planned.me);
        for (Planned& planned : batch)
            planned.turn = goes_straight(k, planned) ? std::uint8_t{0} : choose_turn(k, planned);
    }
    for (Planned& planned : batch)
        planned.heading = turned_heading(k, planned.me, turned_direction(k, planned.me, planned.turn));
    for (Planned& planned : batch) planned.gap_m = gap_m(k, planned.front, planned.heading);
    for (const Planned& planned : batch) {
        set_out(k, *job.walkers, planned.place, planned.me, planned.heading, planned.gap_m,
                planned.front.ignores_somebody);
        job.walkers->turn[planned.place] = planned.turn;
    }
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
            look(job, cell, p, candidate_count, first_front, planned);
            if (planned.me.stays) {
                stay(*job.walkers, p);
                continue;
            }
            first_front += planned.front.count + lane_count;
            if (++batch_size == batch.size()) {
                finish_batch(job, batch);
                batch_size = 0;
                first_front = 0;
            }
        }
    finish_batch(job, std::span(batch).first(batch_size));
}

// ---------------------------------------------------------------- projection

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
        if (hn::AllFalse(singles, overlaps))
            continue;
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
