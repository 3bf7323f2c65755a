/// Which zones a place belongs to, looked up on the cells of the density map.
#pragma once

#include "simulation/density_map.hpp"
#include "venue/venue.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// A cell belongs to the zones that hold its centre, so zone borders are resolved to DensityMap::cell_m.
/// Zones may overlap.
class ZoneRaster {
public:
    ZoneRaster(const Venue& venue, const DensityMap& map);

    std::size_t zone_count() const { return zone_count_; }
    /// 64-bit words of the set of zones at a place.
    std::size_t words() const { return words_; }
    std::span<const std::uint64_t> zones_at(const DensityMap& map, std::int32_t storey, Vec2 p) const;

private:
    std::size_t zone_count_;
    std::size_t words_;
    std::vector<std::vector<std::uint64_t>> sets_;  ///< [storey][cell * words + word]
};

/// Calls f(zone row) for each zone of a set, ascending.
template <typename F>
void for_each_zone(std::span<const std::uint64_t> set, F&& f) {
    for (std::size_t w = 0; w < set.size(); ++w)
        for (std::uint64_t bits = set[w]; bits != 0; bits &= bits - 1)
            f(w * 64 + static_cast<std::size_t>(__builtin_ctzll(bits)));
}

}  // namespace wayout
