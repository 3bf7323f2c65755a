// Everybody who may matter to the people of a block, side by side and in groups. Compiled once per
// instruction set, within time_gap_simd.cpp.
#if defined(WAYOUT_CANDIDATES_SIMD) == defined(HWY_TARGET_TOGGLE)
#ifdef WAYOUT_CANDIDATES_SIMD
#undef WAYOUT_CANDIDATES_SIMD
#else
#define WAYOUT_CANDIDATES_SIMD
#endif

#include "locomotion/gap_simd-inl.hpp"
#include "locomotion/simd_lanes-inl.hpp"
#include "locomotion/time_gap_kernel.hpp"
#include "locomotion/time_gap_person.hpp"

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

/// Few groups are all looked at.
constexpr std::size_t few_groups = 2;

void describe_groups(KernelScratch& s, std::size_t candidate_count) {
    CandidateGroups& groups = s.groups;
    groups.count = (candidate_count + lane_count - 1) / lane_count;
    VF largest_radius = hn::Zero(floats);
    MF another_goal = hn::Lt(largest_radius, largest_radius);  // nobody yet
    const auto first_goal = hn::Set(ints, s.goal[0]);
    for (std::size_t g = 0; g < groups.count; ++g) {
        const std::size_t first = g * lane_count;
        VF min_x = hn::Load(floats, &s.x_m[first]);
        VF max_x = min_x;
        VF min_y = hn::Load(floats, &s.y_m[first]);
        VF max_y = min_y;
        VF earliest = hn::Load(floats, &s.travel_time_s[first]);
        for (std::size_t v = 0; v < lane_count; v += lanes) {
            const std::size_t i = first + v;
            const VF x = hn::Load(floats, &s.x_m[i]);
            const VF y = hn::Load(floats, &s.y_m[i]);
            min_x = hn::Min(min_x, x);
            max_x = hn::Max(max_x, x);
            min_y = hn::Min(min_y, y);
            max_y = hn::Max(max_y, y);
            earliest = hn::Min(earliest, hn::Load(floats, &s.travel_time_s[i]));
            largest_radius = hn::Max(largest_radius, hn::Load(floats, &s.radius_m[i]));
            const MF exists = hn::FirstN(floats, candidate_count > i ? candidate_count - i : 0);
            const auto other = hn::Ne(hn::Load(ints, &s.goal[i]), first_goal);
            another_goal = hn::Or(another_goal, hn::And(exists, hn::RebindMask(floats, other)));
        }
        if (groups.count <= few_groups)
            continue;
        groups.min_x_m[g] = hn::GetLane(hn::MinOfLanes(floats, min_x));
        groups.max_x_m[g] = hn::GetLane(hn::MaxOfLanes(floats, max_x));
        groups.min_y_m[g] = hn::GetLane(hn::MinOfLanes(floats, min_y));
        groups.max_y_m[g] = hn::GetLane(hn::MaxOfLanes(floats, max_y));
        groups.earliest_s[g] = hn::GetLane(hn::MinOfLanes(floats, earliest));
    }
    groups.largest_radius_m = hn::GetLane(hn::MaxOfLanes(floats, largest_radius));
    groups.have_one_goal = hn::AllFalse(floats, another_goal);
}

/// Copies whole groups of lanes: what is copied too much is overwritten by the next run or by the end mark.
std::size_t gather(const BlockJob& job) {
    KernelScratch& s = *job.scratch;
    const bool sees_velocities = job.constants->sees_velocities();
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
            if (sees_velocities) {
                copy_lanes(&from.velocity_x_mps[p], &s.velocity_x_mps[c]);
                copy_lanes(&from.velocity_y_mps[p], &s.velocity_y_mps[c]);
            }
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
    for (std::size_t v = 0; v < lane_count; v += lanes) {
        hn::StoreU(hn::Set(floats, nowhere_m), floats, &s.x_m[count + v]);
        hn::StoreU(hn::Set(floats, infinity), floats, &s.travel_time_s[count + v]);
    }
    describe_groups(s, count);
    return count;
}

/// Those of a person's groups, from `first` on, in which somebody may matter; one bit for each of lane_count
/// groups. Bounds hold exactly: rounding is monotonic, so no member of a group is computed to be nearer than
/// its box.
template <typename InTheWay>
HWY_INLINE std::uint32_t groups_that_matter(const BlockJob& job, const Person& me, std::size_t first,
                                            const InTheWay& in_the_way) {
    const CandidateGroups& groups = job.scratch->groups;
    const TimeGapConstants& k = *job.constants;
    const VF zero = hn::Zero(floats);
    const VF my_x = hn::Set(floats, me.x_m);
    const VF my_y = hn::Set(floats, me.y_m);
    const VF range2 = hn::Set(floats, k.range2_m2);
    const VF my_time = hn::Set(floats, me.travel_time_s);
    const float bodies_m = groups.largest_radius_m + me.radius_m;
    const float close_m = bodies_m + me.pair_margin_m;
    const VF close2 = hn::Set(floats, close_m * close_m);
    // For a density, and where somebody in a stand-off looks for whom to ignore.
    const bool everybody_counts = job.measure_density || (me.in_standoff && !groups.have_one_goal);
    std::uint32_t bits = 0;
    for (std::size_t v = 0; v < lane_count; v += lanes) {
        const std::size_t g = first + v;
        const GroupBoxes box{hn::Sub(hn::Load(floats, &groups.min_x_m[g]), my_x),
                             hn::Sub(hn::Load(floats, &groups.max_x_m[g]), my_x),
                             hn::Sub(hn::Load(floats, &groups.min_y_m[g]), my_y),
                             hn::Sub(hn::Load(floats, &groups.max_y_m[g]), my_y)};
        const VF off_x = hn::Max(hn::Max(box.min_x, hn::Sub(zero, box.max_x)), zero);
        const VF off_y = hn::Max(hn::Max(box.min_y, hn::Sub(zero, box.max_y)), zero);
        const VF d2 = hn::Add(hn::Mul(off_x, off_x), hn::Mul(off_y, off_y));
        MF ahead = in_the_way.may_block(box, bodies_m);
        if (groups.have_one_goal)
            ahead = hn::AndNot(hn::Gt(hn::Load(floats, &groups.earliest_s[g]), my_time), ahead);
        if (everybody_counts)
            ahead = hn::Eq(zero, zero);
        const MF matters = hn::And(hn::Le(d2, range2), hn::Or(ahead, hn::Lt(d2, close2)));
        bits |= mask_bits(matters) << v;
    }
    const std::size_t rest = groups.count - first;
    return rest < lane_count ? bits & ((1U << rest) - 1U) : bits;
}

#endif  // HWY_TARGET != HWY_SCALAR
}  // namespace HWY_NAMESPACE
}  // namespace wayout
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
