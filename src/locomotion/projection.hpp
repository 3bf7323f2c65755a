/// Pushes bodies apart that would overlap, and out of walls: parts B and C of the step.
#pragma once

#include "locomotion/pair_list.hpp"
#include "locomotion/people_columns.hpp"
#include "locomotion/settings.hpp"
#include "locomotion/wall_index.hpp"

#include <wayout/vec2.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// The bodies during the projection. Jacobi: an iteration reads `now` of everybody and writes `next` of its
/// own.
struct ProjectionState {
    const LocomotionSettings* settings;
    const WallIndex* walls;
    const WalkerColumns* walkers;
    const PeopleColumns* bystanders;
    std::span<const Vec2> now;
    std::span<Vec2> next;
    std::span<float> pushed_m;  ///< sum of the corrections by contacts, by place
};

/// Strikes out of a list the pairs that are too far apart to matter (projection_margin_m), and notes which
/// bodies remain.
/// @return number of pairs whose centres coincide
std::uint64_t select_pairs(const ProjectionState& state, PairList& pairs);

/// One iteration for the bodies of a list. Body i moves by
///
///     omega / sqrt(m) x sum over the m others that overlap it of  share x (L - d) n,
///
/// n away from the other one; share is 1/2, and 1 against somebody who does not walk: bystanders stay where
/// they are. Then each wall in turn that is nearer than the wall radius moves it out along the normal.
/// Source: Maury & Venel 2011 (arXiv 0901.0984) for the projection; the damped Jacobi form is ours.
/// @return whether anybody moved
bool separate(const ProjectionState& state, PairList& pairs);

/// What remains after the last iteration. Each pair counts once.
struct Overlaps {
    std::uint64_t pair_count{0};
    std::uint64_t over_20_mm{0};
    std::uint64_t over_100_mm{0};
    double max_m{0.0};

    void add(const Overlaps& o);
};
Overlaps measure_overlaps(const ProjectionState& state, const PairList& pairs);

}  // namespace wayout
