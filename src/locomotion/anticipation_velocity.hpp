/// The anticipation velocity model: people step aside, to the left or right of where they want to go, from
/// where the others will be after the anticipation time t_a; their speed follows from the spacing ahead.
///
///     E = unit(e0 + sum_j k (1 + (1 - e0.e_j) / 2) exp(-R / D) x side),  R = max(0, d - l - (v - v_j).n t_a)
///
/// over those with e0.n >= 0 or e.n >= 0; side is perp(e0) or its opposite, away from q + v_j t_a. The
/// heading relaxes towards E within t_r; walls then turn it aside. v = s / T, between a step back of 0.01 m/s
/// and v0; who is all but at rest sways by as much.
///
/// Source: Xu, Chraibi & Seyfried, "Anticipation in a velocity-based model for pedestrian dynamics", Transp.
/// Res. C 133 (2021) 103464, arXiv 2107.00624 (abstract read); equations, order and defaults as read in
/// JuPedSim (locomotion specification 2). The paper has k = 3 (from memory, verify).
#pragma once

#include "locomotion/reference_person.hpp"

#include <cstdint>
#include <span>

namespace wayout::anticipation_velocity {

/// Source of the values, unless another is named: read in JuPedSim.
struct Constants {
    double strength{8.0};
    double range_m{0.1};
    double anticipation_time_s{1.0};
    double turning_time_s{0.3};
    double spacing_buffer_m{0.02};
    double wall_buffer_m{0.1};
    double push_out{0.3};
    double creeping_mps{0.01};
    double no_side_m{0.001};  ///< nearer to the line ahead, left or right is a matter of chance (from memory)
};

/// Whose random draws, and in which step.
struct Luck {
    std::uint64_t seed{0};
    AgentId id{0};
    std::uint64_t step{0};
};

/// How the walker is turned aside by somebody; zero by those outside the field of view.
Vec2 influence_of(const Constants& constants, const ReferenceWalker& walker, const SeenPerson& other,
                  const Luck& luck);

/// @param direction  E
Vec2 turned_heading(const Constants& constants, const ReferenceWalker& walker, Vec2 direction,
                    double time_step_s);

/// What is left of a direction that leads into walls near by, with a part away from them; a unit vector
/// again, so that people keep their speed along a wall.
Vec2 turned_from_walls(const Constants& constants, double radius_m, Vec2 direction,
                       std::span<const Vec2> to_walls_m);

ReferenceMotion motion(const Constants& constants, const ReferenceWalker& walker,
                       std::span<const SeenPerson> seen, std::span<const Vec2> to_walls_m, double time_step_s,
                       const Luck& luck);

}  // namespace wayout::anticipation_velocity
