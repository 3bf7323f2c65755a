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

namespace wayout {

/// All bodies in one numbering: bystanders by place, then the sentinel, who is far from everybody, then
/// walkers by place.
struct BodyPositions {
    std::span<const Vec2> now;  ///< Jacobi: an iteration reads `now` of everybody ...
    std::span<Vec2> next;       ///< ... and writes `next` of its own bodies, where their last positions stand
    std::int32_t sentinel;

    std::int32_t body_of_walker(std::int32_t place) const { return sentinel + 1 + place; }
    std::int32_t walker_of_body(std::int32_t body) const { return body - sentinel - 1; }
    bool walks(std::int32_t body) const { return body > sentinel; }
};

struct ProjectionState {
    const LocomotionSettings* settings;
    const WallIndex* walls;
    const WalkerColumns* walkers;
    const PeopleColumns* bystanders;
    BodyPositions bodies;
    std::span<const std::uint8_t> is_fixed;  ///< by place: 1 for walkers who stay where they are; empty: none

    bool moves(std::int32_t place) const {
        return is_fixed.empty() || is_fixed[static_cast<std::size_t>(place)] == 0;
    }
    std::int32_t id_of(std::int32_t body) const {
        return bodies.walks(body) ? walkers->id[static_cast<std::size_t>(bodies.walker_of_body(body))]
                                  : bystanders->id[static_cast<std::size_t>(body)];
    }
};

/// The settings as the kernels use them. Places are in double precision, differences of places in single:
/// roots and quotients cost a third, and a metre is still known to a tenth of a micrometre.
struct ProjectionFactors {
    explicit ProjectionFactors(const LocomotionSettings& settings)
        : relaxation(static_cast<float>(settings.projection_relaxation)),
          momentum(static_cast<float>(settings.projection_momentum)),
          momentum2(momentum * momentum) {}

    float relaxation;
    float momentum;
    float momentum2;
};

/// Forms groups of the bodies that have walls near by, or others no farther away than projection_margin_m
/// from contact.
/// @return number of pairs whose centres coincide
std::uint64_t select_pairs(const ProjectionState& state, PairList& pairs);

/// One iteration for the bodies of a list. Body i that overlaps m others moves by p + min(beta, |p| / |l|) l;
/// l is its move in the iteration before, and
///
///     p = omega / sqrt(m) x sum over the others of  share x (L - d) n,
///
/// n away from the other one; share is 1/2, and 1 against somebody who does not walk: bystanders stay where
/// they are. The limit of the second term keeps two who are alone from jumping apart. Source: Maury & Venel
/// 2011 (arXiv 0901.0984) for the projection; the damped Jacobi form with momentum is ours.
/// @return whether anybody moved
using PushApart = bool (*)(const ProjectionState& state, PairList& pairs);
/// The plain version; others are in Kernel.
bool push_apart_scalar(const ProjectionState& state, PairList& pairs);

/// Second half of an iteration: each wall in turn that is nearer than the wall radius moves the body out
/// along the normal.
/// @return whether anybody moved
bool push_out_of_walls(const ProjectionState& state, PairList& pairs);

/// Direction in which body i leaves body j when both are in the same place: any, but the same whenever it is
/// asked for, and opposite for j.
Vec2 direction_of_leaving(std::int32_t id_i, std::int32_t id_j);
/// Centres nearer than this have no direction of their own.
inline constexpr float coincident_m = 1e-9F;

/// What remains after the last iteration. Each pair counts once.
struct Overlaps {
    std::uint64_t pair_count{0};
    std::uint64_t over_20_mm{0};
    std::uint64_t over_100_mm{0};
    double max_m{0.0};

    void add(const Overlaps& o);
};
using MeasureOverlaps = Overlaps (*)(const ProjectionState& state, const PairList& pairs);
Overlaps measure_overlaps_scalar(const ProjectionState& state, const PairList& pairs);

}  // namespace wayout
