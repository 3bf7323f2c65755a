#include "simulation/congestion.hpp"

#include "simulation/place_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace wayout {
namespace {

constexpr std::int32_t no_spot = -1;

/// A spot while it is being put together, with its cells.
struct Component {
    CongestionSpot spot;
    std::size_t densest_cell{};
};

/// Grows a component over the 8 neighbours from its first cell.
Component grow(const DensityMap::Layer& layer, std::size_t first, float at_least_s, std::int32_t label,
               std::vector<std::int32_t>& labels) {
    Component component;
    CongestionSpot& spot = component.spot;
    spot.from_s = std::numeric_limits<double>::infinity();
    spot.to_s = 0.0;
    component.densest_cell = first;
    Vec2 weighted{};
    double weight = 0.0;
    std::vector<std::size_t> open{first};
    labels[first] = label;
    while (!open.empty()) {
        const std::size_t cell = open.back();
        open.pop_back();
        const double seconds = static_cast<double>(layer.above_congested_s[cell]);
        weighted += seconds * layer.centre_m(cell);
        weight += seconds;
        spot.area_m2 += static_cast<double>(layer.own_walkable_m2[cell]);
        spot.congested_s = std::max(spot.congested_s, seconds);
        spot.from_s = std::min(spot.from_s, static_cast<double>(layer.first_congested_s[cell]));
        spot.to_s = std::max(spot.to_s, static_cast<double>(layer.last_congested_s[cell]));
        if (layer.peak_per_m2[cell] > layer.peak_per_m2[component.densest_cell])
            component.densest_cell = cell;
        const int x = static_cast<int>(cell % static_cast<std::size_t>(layer.nx));
        const int y = static_cast<int>(cell / static_cast<std::size_t>(layer.nx));
        for (int ny = std::max(0, y - 1); ny <= std::min(layer.ny - 1, y + 1); ++ny)
            for (int nx = std::max(0, x - 1); nx <= std::min(layer.nx - 1, x + 1); ++nx) {
                const std::size_t next = static_cast<std::size_t>(ny * layer.nx + nx);
                if (labels[next] == no_spot && layer.above_congested_s[next] >= at_least_s) {
                    labels[next] = label;
                    open.push_back(next);
                }
            }
    }
    spot.peak_density_per_m2 = static_cast<double>(layer.peak_per_m2[component.densest_cell]);
    spot.storey = layer.storey.value;
    spot.centre_m = weighted / weight;
    return component;
}

/// Which spots somebody in a cell counts for: those with a cell whose window, over which density is measured,
/// reaches here.
class SpotsAround {
public:
    /// `labels`: by cell, the spot or no_spot.
    SpotsAround(const DensityMap::Layer& layer, const std::vector<std::int32_t>& labels)
        : any_(labels.size(), 0) {
        constexpr int reach = DensityMap::window_cells / 2;
        for (int y = 0; y < layer.ny; ++y)
            for (int x = 0; x < layer.nx; ++x) {
                const std::int32_t label = labels[static_cast<std::size_t>(y * layer.nx + x)];
                if (label == no_spot)
                    continue;
                for (int ny = std::max(0, y - reach); ny <= std::min(layer.ny - 1, y + reach); ++ny)
                    for (int nx = std::max(0, x - reach); nx <= std::min(layer.nx - 1, x + reach); ++nx)
                        near_.emplace_back(static_cast<std::size_t>(ny * layer.nx + nx), label);
            }
        std::sort(near_.begin(), near_.end());
        near_.erase(std::unique(near_.begin(), near_.end()), near_.end());
        for (const auto& [cell, label] : near_) any_[cell] = 1;
    }

    template <typename F>
    void for_each(std::size_t cell, F&& f) const {
        if (any_[cell] == 0)
            return;
        for (auto it = std::lower_bound(near_.begin(), near_.end(), std::pair{cell, no_spot});
             it != near_.end() && it->first == cell; ++it)
            f(static_cast<std::size_t>(it->second));
    }

private:
    std::vector<std::pair<std::size_t, std::int32_t>> near_;  ///< cell, spot; ascending
    std::vector<std::uint8_t> any_;                           ///< by cell
};

}  // namespace

std::string congestion_rule() {
    return fmt::format(
        "At least {:.1f} people per m2 in a 2 m x 2 m window (threshold of IMO MSC.1/Circ.1533, Annex 2), "
        "for 10 s or longer "
        "in sum.",
        DensityMap::congested_per_m2);
}

std::vector<CongestionSpot> find_congestion(const DensityMap& map, const Venue& venue,
                                            const ReplayFrames& replay, double at_least_s) {
    std::vector<CongestionSpot> spots;
    std::vector<std::vector<std::int32_t>> labels;  // per layer: row in `spots`, or no_spot
    for (const DensityMap::Layer& layer : map.layers()) {
        std::vector<std::int32_t>& own = labels.emplace_back(layer.peak_per_m2.size(), no_spot);
        for (std::size_t cell = 0; cell < own.size(); ++cell) {
            if (own[cell] != no_spot || layer.above_congested_s[cell] < static_cast<float>(at_least_s))
                continue;
            Component component = grow(layer, cell, static_cast<float>(at_least_s),
                                       static_cast<std::int32_t>(spots.size()), own);
            component.spot.place = place_name(venue, layer.storey, layer.centre_m(component.densest_cell));
            spots.push_back(std::move(component.spot));
        }
    }
    std::vector<SpotsAround> around;
    for (std::size_t i = 0; i < labels.size(); ++i) around.emplace_back(map.layers()[i], labels[i]);
    std::vector<int> present(spots.size());
    for (const ReplayFrame& frame : replay.frames) {
        std::fill(present.begin(), present.end(), 0);
        for (std::size_t i = 0; i < frame.row.size(); ++i) {
            const std::size_t storey = frame.storey[i];
            const Vec2 p =
                replay.step_m * Vec2{static_cast<double>(frame.x[i]), static_cast<double>(frame.y[i])};
            around[storey].for_each(map.layers()[storey].cell_of(p),
                                    [&](std::size_t spot) { ++present[spot]; });
        }
        for (std::size_t s = 0; s < spots.size(); ++s)
            spots[s].queue_size = std::max(spots[s].queue_size, present[s]);
    }
    std::stable_sort(spots.begin(), spots.end(), [](const CongestionSpot& a, const CongestionSpot& b) {
        return a.congested_s > b.congested_s;
    });
    return spots;
}

}  // namespace wayout
