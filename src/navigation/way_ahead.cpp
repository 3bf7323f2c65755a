#include "navigation/way_ahead.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

std::size_t patch_row(std::int32_t patch) {
    return static_cast<std::size_t>(patch);
}

}  // namespace

WayChain chain_of_ways(const NavigationGrid& grid, const Patches& patches, const TravelTimeField& field,
                       std::span<const float> cost_factor) {
    WayChain chain;
    chain.cost_factor.assign(cost_factor.begin(), cost_factor.end());
    chain.next.assign(patches.size(), -1);
    chain.walk_s.assign(patches.size(), 0.0F);
    chain.distance_m.assign(patches.size(), 0.0F);
    const auto time_of_patch = [&](std::int32_t patch) {
        return field.time_s[cell_row(patches.representative(patch_row(patch)))];
    };
    for (std::size_t p = 0; p < patches.size(); ++p) {
        const float start_s = time_of_patch(static_cast<std::int32_t>(p));
        if (!(start_s < TravelTimeField::unknown))
            continue;
        CellIndex c = patches.representative(p);
        std::int32_t next = -1;
        while (next < 0) {
            CellIndex best = no_cell;
            float best_s = field.time_s[cell_row(c)];
            for (const LatticeDirection d : lattice_directions) {
                const CellIndex n = grid.neighbour(c, d);
                if (n != no_cell && field.time_s[cell_row(n)] < best_s && link_is_open(grid, field, c, d)) {
                    best = n;
                    best_s = field.time_s[cell_row(n)];
                }
            }
            if (best == no_cell)
                break;  // at the exit
            c = best;
            const std::int32_t there = patches.of(c);
            if (there != static_cast<std::int32_t>(p) && time_of_patch(there) < start_s)
                next = there;
        }
        chain.next[p] = next;
        chain.walk_s[p] = (next < 0 ? start_s : start_s - time_of_patch(next)) / cost_factor[p];
        const CellIndex end = next < 0 ? c : patches.representative(patch_row(next));
        chain.distance_m[p] =
            static_cast<float>(length(grid.centre(end) - grid.centre(patches.representative(p))));
    }
    return chain;
}

WayAhead look_ahead(const WayChain& chain, std::span<const PatchCondition> conditions, std::int32_t patch,
                    double own_pace, double sight_m) {
    WayAhead ahead;
    double seen_m = 0.0;
    for (std::int32_t p = patch; p >= 0 && seen_m <= sight_m; p = chain.next[patch_row(p)]) {
        const PatchCondition& here = conditions[patch_row(p)];
        const double clear_s = own_pace * static_cast<double>(chain.walk_s[patch_row(p)]);
        ahead.extra_s += clear_s * static_cast<double>(here.cost_factor - chain.cost_factor[patch_row(p)]);
        ahead.dose += clear_s / static_cast<double>(here.speed_frac) * static_cast<double>(here.dose_per_s);
        ahead.worst_extinction_per_m =
            std::max(ahead.worst_extinction_per_m, static_cast<double>(here.extinction_per_m));
        ahead.hottest_k = std::max(ahead.hottest_k, static_cast<double>(here.temperature_k));
        seen_m += static_cast<double>(chain.distance_m[patch_row(p)]);
    }
    return ahead;
}

bool is_smoke_ahead(const WayChain& chain, std::span<const PatchCondition> conditions, std::int32_t patch,
                    double sight_m) {
    double seen_m = 0.0;
    for (std::int32_t p = patch; p >= 0 && seen_m <= sight_m; p = chain.next[patch_row(p)]) {
        if (!conditions[patch_row(p)].is_clear() || chain.cost_factor[patch_row(p)] > 1.0F)
            return true;
        seen_m += static_cast<double>(chain.distance_m[patch_row(p)]);
    }
    return false;
}

}  // namespace wayout
