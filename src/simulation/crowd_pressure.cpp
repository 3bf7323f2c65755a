#include "simulation/crowd_pressure.hpp"

#include "core/math.hpp"
#include "simulation/place_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace wayout {
namespace {

constexpr int reach = CrowdPressure::reach_blocks;
constexpr double block_m = CrowdPressure::block_cells * DensityMap::cell_m;
/// Windows with less walkable area count as having that much: half of what the kernel sees in the open (ours,
/// as in the density map).
constexpr double smallest_kernel_m2 = 1.5;

/// exp(-d^2 / R^2) by the distance in blocks along one axis; the weight of a block is a product of two.
std::array<double, reach + 1> axis_weights() {
    std::array<double, reach + 1> weights{};
    for (int k = 0; k <= reach; ++k) {
        const double d = k * block_m / CrowdPressure::kernel_radius_m;
        weights[static_cast<std::size_t>(k)] = portable_exp(-d * d);
    }
    return weights;
}

std::int32_t whole_mm(float metres) {
    return static_cast<std::int32_t>(std::floor(static_cast<double>(metres) * 1000.0 + 0.5));
}

std::size_t block_of(const DensityMap::Layer& cells, int block_nx, std::size_t cell) {
    const std::size_t x = cell % static_cast<std::size_t>(cells.nx);
    const std::size_t y = cell / static_cast<std::size_t>(cells.nx);
    return y / CrowdPressure::block_cells * static_cast<std::size_t>(block_nx) +
           x / CrowdPressure::block_cells;
}

Vec2 centre_of(const DensityMap::Layer& cells, int block_nx, std::int32_t block) {
    return cells.corner_m + block_m * Vec2{block % block_nx + 0.5, block / block_nx + 0.5};
}

}  // namespace

CrowdPressure::CrowdPressure(const Venue& venue, const DensityMap& density) {
    for (const Surface& surface : venue.surfaces) layer_of_surface_.push_back(surface.storey.value);
    for (const DensityMap::Layer& cells : density.layers()) {
        Layer& layer = layers_.emplace_back();
        layer.nx = (cells.nx + block_cells - 1) / block_cells;
        layer.ny = (cells.ny + block_cells - 1) / block_cells;
        const std::size_t blocks = static_cast<std::size_t>(layer.nx) * static_cast<std::size_t>(layer.ny);
        layer.walkable_m2.resize(blocks);
        layer.moment.resize(blocks);
        layer.window.resize(blocks);
        for (std::size_t cell = 0; cell < cells.own_walkable_m2.size(); ++cell)
            layer.walkable_m2[block_of(cells, layer.nx, cell)] += cells.own_walkable_m2[cell];
    }
}

void CrowdPressure::close_second(const DensityMap& density) {
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const DensityMap::Layer& cells = density.layers()[l];
        Layer& layer = layers_[l];
        layer.crowded.clear();
        for (std::size_t cell = 0; cell < cells.density_per_m2.size(); ++cell)
            if (cells.density_per_m2[cell] > static_cast<float>(DensityMap::crowded_per_m2))
                layer.crowded.push_back(static_cast<std::int32_t>(block_of(cells, layer.nx, cell)));
        std::sort(layer.crowded.begin(), layer.crowded.end());
        layer.crowded.erase(std::unique(layer.crowded.begin(), layer.crowded.end()), layer.crowded.end());
    }
}

void CrowdPressure::look_at(Layer& layer, std::int32_t block) const {
    static const std::array<double, reach + 1> weights = axis_weights();
    const int bx = block % layer.nx;
    const int by = block / layer.nx;
    double people = 0.0;
    double area_m2 = 0.0;
    double vx = 0.0;
    double vy = 0.0;
    for (int y = std::max(0, by - reach); y <= std::min(layer.ny - 1, by + reach); ++y)
        for (int x = std::max(0, bx - reach); x <= std::min(layer.nx - 1, bx + reach); ++x) {
            const double w = weights[static_cast<std::size_t>(std::abs(x - bx))] *
                             weights[static_cast<std::size_t>(std::abs(y - by))];
            const auto other = static_cast<std::size_t>(y * layer.nx + x);
            const Moment& seen = layer.moment[other];
            people += w * seen.count;
            vx += w * seen.vx_mm_per_s;
            vy += w * seen.vy_mm_per_s;
            area_m2 += w * static_cast<double>(layer.walkable_m2[other]);
        }
    if (!(people > 0.0))
        return;
    vx *= 0.001 / people;
    vy *= 0.001 / people;
    WindowSums& sums = layer.window[static_cast<std::size_t>(block)];
    if (sums.moments == 0)
        layer.seen.push_back(block);
    ++sums.moments;
    sums.density_per_m2 += people / std::max(area_m2, smallest_kernel_m2);
    sums.vx_mps += vx;
    sums.vy_mps += vy;
    sums.speed2_m2_per_s2 += vx * vx + vy * vy;
}

void CrowdPressure::add_sample(const DensityMap& density, const Agents& agents) {
    ++moments_;
    if (std::all_of(layers_.begin(), layers_.end(), [](const Layer& layer) { return layer.crowded.empty(); }))
        return;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (agents.activity[row] == Activity::out)
            continue;
        const auto l =
            static_cast<std::size_t>(layer_of_surface_[static_cast<std::size_t>(agents.surface[row])]);
        Layer& layer = layers_[l];
        if (layer.crowded.empty())
            continue;
        const DensityMap::Layer& cells = density.layers()[l];
        Moment& moment =
            layer.moment[block_of(cells, layer.nx, cells.cell_of({agents.x_m[row], agents.y_m[row]}))];
        ++moment.count;
        moment.vx_mm_per_s += whole_mm(agents.vx_mps[row]);
        moment.vy_mm_per_s += whole_mm(agents.vy_mps[row]);
    }
    for (Layer& layer : layers_) {
        if (layer.crowded.empty())
            continue;
        for (const std::int32_t block : layer.crowded) look_at(layer, block);
        std::fill(layer.moment.begin(), layer.moment.end(), Moment{});
    }
}

std::size_t CrowdPressure::spot_at(const std::string& place, int storey) {
    for (std::size_t i = 0; i < spots_.size(); ++i)
        if (spots_[i].storey == storey && spots_[i].place == place)
            return i;
    CrowdPressureSpot& spot = spots_.emplace_back();
    spot.place = place;
    spot.storey = storey;
    return spots_.size() - 1;
}

std::vector<std::size_t> CrowdPressure::close_window(const Venue& venue, const DensityMap& density,
                                                     double now_s) {
    std::vector<std::size_t> first_above;
    std::vector<std::size_t> above;  // spots with a block above the level in this window
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        Layer& layer = layers_[l];
        const DensityMap::Layer& cells = density.layers()[l];
        std::sort(layer.seen.begin(), layer.seen.end());
        for (const std::int32_t block : layer.seen) {
            WindowSums& sums = layer.window[static_cast<std::size_t>(block)];
            const WindowSums of_window = sums;
            sums = {};
            if (2 * of_window.moments < moments_)
                continue;
            const double n = of_window.moments;
            const double mean_x = of_window.vx_mps / n;
            const double mean_y = of_window.vy_mps / n;
            const double variance =
                std::max(0.0, of_window.speed2_m2_per_s2 / n - mean_x * mean_x - mean_y * mean_y);
            const double pressure = of_window.density_per_m2 / n * variance;
            layer.peak_per_s2.resize(layer.moment.size());
            float& peak = layer.peak_per_s2[static_cast<std::size_t>(block)];
            peak = std::max(peak, static_cast<float>(pressure));
            const Vec2 at = centre_of(cells, layer.nx, block);
            const std::size_t row = spot_at(place_name(venue, cells.storey, at), cells.storey.value);
            CrowdPressureSpot& spot = spots_[row];
            if (pressure > spot.peak_per_s2) {
                spot.peak_per_s2 = pressure;
                spot.peak_at_s = now_s;
                spot.at_m = at;
            }
            if (!(pressure > warning_per_s2))
                continue;
            if (std::find(above.begin(), above.end(), row) == above.end())
                above.push_back(row);
            if (std::isnan(spot.first_above_s)) {
                spot.first_above_s = now_s;
                first_above.push_back(row);
            }
        }
        layer.seen.clear();
    }
    for (const std::size_t row : above) spots_[row].above_s += window_s;
    moments_ = 0;
    return first_above;
}

std::vector<float> CrowdPressure::peaks(std::size_t layer, const DensityMap& density) const {
    const std::vector<float>& blocks = layers_[layer].peak_per_s2;
    if (blocks.empty())
        return {};
    const DensityMap::Layer& cells = density.layers()[layer];
    std::vector<float> peaks(cells.count.size());
    for (std::size_t cell = 0; cell < peaks.size(); ++cell)
        peaks[cell] = blocks[block_of(cells, layers_[layer].nx, cell)];
    return peaks;
}

std::string crowd_pressure_rule() {
    return fmt::format(
        "Density times the variance of the crowd's velocity, both smoothed over {:.0f} m around a place, "
        "over "
        "{:.0f} s in at least half of which there were more than {:.0f} people per m2 (Helbing et al. 2007). "
        "Above {:.2f} 1/s2 crowd turbulence began in the one disaster that was measured, by two digests of "
        "the "
        "paper: a warning about motion that is not smooth, not a measure of force.",
        CrowdPressure::kernel_radius_m, CrowdPressure::window_s, DensityMap::crowded_per_m2,
        CrowdPressure::warning_per_s2);
}

}  // namespace wayout
