/// The desired velocity of the time-gap model, for the people of a block of cells. Equations: see
/// time_gap_scalar.cpp, the plain version; the vectorised one computes the same bits.
#pragma once

#include "locomotion/aligned_vector.hpp"
#include "locomotion/pair_list.hpp"
#include "locomotion/people_columns.hpp"
#include "locomotion/projection.hpp"
#include "locomotion/settings.hpp"
#include "locomotion/wall_index.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace wayout {

inline constexpr int direction_count = 13;

/// So many people are planned for side by side: what one has to wait for, others fill.
inline constexpr std::size_t batch_people = 16;

/// The settings as the kernels use them.
struct TimeGapConstants {
    explicit TimeGapConstants(const LocomotionSettings& settings);

    /// Directions in the order of preference among equals: straight on, then alternately to the right and
    /// left (mirrored when people keep left), by 15 degrees up to 90. Lanes beyond the last are never chosen.
    alignas(64) std::array<float, lane_count> cosine{};
    alignas(64) std::array<float, lane_count> sine{};
    alignas(64) std::array<float, lane_count> reach{};  ///< longest useful free run over the horizon: cosine,
                                                        ///< 0 at 90 degrees
    alignas(64) std::array<float, lane_count> bias{};   ///< - right_bias x sine, for who passes somebody
    alignas(64) std::array<float, lane_count> bias_alone{};  ///< for all others
    /// Whoever has this utility straight on need not look at the other directions: none can have more.
    float sufficient_utility{};

    double time_step_s{};
    float horizon_s{};
    float per_horizon_per_s{};
    float range2_m2{};
    float range_m{};
    float blocking_width_factor{};
    float passing_factor{};
    float heading_inertia{};
    float turn_frac{};  ///< of the way to the chosen direction in one step
    float pressing_frac{};
    bool ranks_other_goals{};
    float following_frac{};
    float aside_relief_per_m2{};
    float brisk_mps{};
    float brisk_gap_frac{};
    float pair_margin_m{};
    float standoff_time_s{};

    /// Whether it matters how fast those ahead walk.
    bool sees_velocities() const { return following_frac > 0.0F; }
};

/// People of one surface, of one row of cells, side by side in their columns.
struct Run {
    const PeopleColumns* people;
    std::uint32_t first;
    std::uint32_t count;
    bool walking;  ///< place p is known to others as p, or ~p if they do not walk
};

/// The walkers of one cell.
struct CellJob {
    std::uint32_t first;
    std::uint32_t count;
    float corner_x_m;  ///< of the cell, relative to the origin of the block
    float corner_y_m;
    NearWalls walls;
};

/// The walls of the cell as the person sees them, in the same rows; and which of them matter.
struct SeenWalls {
    std::vector<float> start_x_m, start_y_m, end_x_m, end_y_m;  ///< relative to the person
    std::vector<float> left_m;         ///< how far to the left of the wall's line the person is
    std::vector<std::int32_t> ahead;   ///< rows of walls that can shorten a free run
    std::vector<std::int32_t> hiding;  ///< rows of walls that can stand between the person and others
    std::size_t ahead_count{0};
    std::size_t hiding_count{0};
    float nearest_hiding2_m2{
        0.0F};  ///< square of the distance of the nearest of these; only if there are any

    void reserve(std::size_t count);
};

/// Those who can be in the way of one person; a part of the columns below.
struct Front {
    float* q_x_m;  ///< from the person to them
    float* q_y_m;
    float* contact_m;
    float* their_x_mps;  ///< velocity that is expected of them
    float* their_y_mps;
    float* velocity_x_mps;  ///< that they have
    float* velocity_y_mps;
    float* scaled_x_per_m;  ///< q / (q^2 - contact^2)
    float* scaled_y_per_m;
    float* per_excess_per_m2;  ///< 1 / (q^2 - contact^2)
    std::size_t count;
    bool passes_somebody;   ///< of another goal and direction
    bool ignores_somebody;  ///< because of a stand-off
};

/// The same of several people, one behind the other.
struct FrontColumns {
    AlignedVector<float> q_x_m, q_y_m, contact_m, their_x_mps, their_y_mps, velocity_x_mps, velocity_y_mps;
    AlignedVector<float> scaled_x_per_m, scaled_y_per_m, per_excess_per_m2;

    void resize(std::size_t count);
    /// Empty, with all rows from `first` on to grow into.
    Front from(std::size_t first);
};

/// Candidates are worked on in groups of lane_count. Of each group: the box around it and who is nearest to
/// the goal, so that a person can pass over groups in which nobody matters.
struct CandidateGroups {
    std::size_t count{0};
    AlignedVector<float> min_x_m, max_x_m, min_y_m, max_y_m;
    AlignedVector<float> earliest_s;  ///< least travel time
    float largest_radius_m{0.0F};     ///< of all of the groups
    bool have_one_goal{false};        ///< all candidates have the same one
};

/// Work space of one thread: everybody who may matter to the people of a block, positions relative to its
/// origin, and those who matter to one person.
struct KernelScratch {
    std::size_t capacity{0};
    AlignedVector<float> x_m, y_m, intended_x_mps, intended_y_mps, velocity_x_mps, velocity_y_mps, desired_x,
        desired_y, radius_m, travel_time_s;
    AlignedVector<std::int32_t> goal, id, place;
    CandidateGroups groups;
    FrontColumns fronts;
    // of one person: partners, where walls may hide them
    AlignedVector<float> partner_x_m, partner_y_m;
    SeenWalls walls;

    void reserve(std::size_t count);
};

struct BlockJob {
    const TimeGapConstants* constants;
    WalkerColumns* walkers;
    double origin_x_m;
    double origin_y_m;
    std::span<const Run> runs;
    std::span<const CellJob> cells;
    float fastest_mps;  ///< greatest free speed of anybody
    bool measure_density;
    bool choose_directions;      ///< if not, everybody keeps to the turn last chosen
    KernelScratch* scratch;      ///< has room for all of the runs
    PairList* pairs;             ///< gets an entry for every walker of the cells
    std::uint64_t standoffs{0};  ///< result: people who ignored somebody because of a stand-off
};

using PlanBlock = void (*)(BlockJob&);

struct Kernel {
    std::string_view name;
    PlanBlock plan_block;
    PushApart push_apart;
    MeasureOverlaps measure_overlaps;
};
/// Those that this processor can run, fastest first; the last is "scalar".
std::span<const Kernel> supported_kernels();

/// The plain version.
void plan_block_scalar(BlockJob& job);

}  // namespace wayout
