#include "simulation/zone_raster.hpp"

#include "geometry/polygon.hpp"

namespace wayout {

ZoneRaster::ZoneRaster(const Venue& venue, const DensityMap& map)
    : zone_count_(venue.zones.size()), words_((venue.zones.size() + 63) / 64) {
    for (const DensityMap::Layer& layer : map.layers()) {
        std::vector<std::uint64_t>& sets = sets_.emplace_back(layer.count.size() * words_, 0);
        for (std::size_t z = 0; z < zone_count_; ++z) {
            if (venue.zones[z].storey != layer.storey)
                continue;
            for (std::size_t cell = 0; cell < layer.count.size(); ++cell)
                if (locate(venue.zones[z].polygon, layer.centre_m(cell)) != Side::outside)
                    sets[cell * words_ + z / 64] |= std::uint64_t{1} << (z % 64);
        }
    }
}

std::span<const std::uint64_t> ZoneRaster::zones_at(const DensityMap& map, std::int32_t storey,
                                                    Vec2 p) const {
    const auto row = static_cast<std::size_t>(storey);
    const std::size_t cell = map.layers()[row].cell_of(p);
    return {sets_[row].data() + cell * words_, words_};
}

}  // namespace wayout
