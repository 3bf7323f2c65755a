/// What lies on the way to an exit: the way as a chain of patches, and the conditions along it.
#pragma once

#include "navigation/patches.hpp"
#include "navigation/travel_time_field.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// What somebody thinks of the air at a place when choosing a way.
struct PatchCondition {
    float extinction_per_m{0.0F};
    float temperature_k{293.15F};
    float speed_frac{1.0F};   ///< walking speed there against clear air
    float dose_per_s{0.0F};   ///< what harms, as a share of what incapacitates, in a second
    float cost_factor{1.0F};  ///< by how much a way there counts as longer than in clear air, at least 1
    /// Nothing that anybody would mind: no cost, signs seen farther than 60 m, and no warmer than a hot day.
    bool is_clear() const {
        return cost_factor <= 1.0F && extinction_per_m < 0.05F && temperature_k < 313.0F;
    }
};

/// For one field: from each patch the next one on the way down the field.
struct WayChain {
    std::vector<std::int32_t> next;  ///< [patch]; -1: the exit is reached, or no way is known
    std::vector<float> walk_s;       ///< [patch] time in clear air until the next patch, or until the exit
    std::vector<float> distance_m;   ///< [patch] straight way in plan until there
    std::vector<float> cost_factor;  ///< [patch] that the time of the field holds already
};

/// Follows the field from the cell that stands for each patch, always to the neighbour with the least time,
/// until a cell of another patch is reached whose patch is nearer to the exit. Chains end: the time falls
/// from link to link.
/// @param cost_factor  [patch] with which the field was solved
WayChain chain_of_ways(const NavigationGrid& grid, const Patches& patches, const TravelTimeField& field,
                       std::span<const float> cost_factor);

/// The conditions on a way as somebody sees them from where he is.
struct WayAhead {
    double extra_s{0.0};  ///< by how much the way counts as longer than the field says
    double dose{0.0};     ///< taken up on the way
    double worst_extinction_per_m{0.0};
    double hottest_k{293.15};
};

/// Looks along the way from a patch over `sight_m` of it. Of what lies beyond only the field is known.
/// @param own_pace  time of the person over time of the field
WayAhead look_ahead(const WayChain& chain, std::span<const PatchCondition> conditions, std::int32_t patch,
                    double own_pace, double sight_m);

/// Whether the way within `sight_m` is anything but what the field says and clear air: those whose way is
/// clear need not look.
bool is_smoke_ahead(const WayChain& chain, std::span<const PatchCondition> conditions, std::int32_t patch,
                    double sight_m);

}  // namespace wayout
