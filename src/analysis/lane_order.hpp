/// Lanes in opposed streams.
#pragma once

#include <wayout/vec2.hpp>

#include <cstdint>
#include <span>

namespace wayout {

/// Somebody in a corridor that runs along y.
struct StreamMember {
    Vec2 position_m;
    bool towards_plus_y{};
};

/// Mean over the people of ((n_same - n_opposed) / (n_same + n_opposed))^2, counted among the others within
/// `half_strip_m` in x (Rex and Loewen 2007, as used for the HERMES corridor in the validation specification
/// 2). 1: every strip belongs to one direction. People alone in their strip do not count; NaN when all are.
/// The value of a random crowd is not 0: compare with lane_order_shuffled.
double lane_order(std::span<const StreamMember> people, double half_strip_m = 0.3);

/// The same after a random permutation of the directions, mean of `draws`: the baseline of a crowd without
/// order. Draws are keyed by (seed, frame).
double lane_order_shuffled(std::span<const StreamMember> people, std::uint64_t seed, std::uint32_t frame,
                           int draws = 5, double half_strip_m = 0.3);

}  // namespace wayout
