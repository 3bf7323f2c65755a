#include "simulation/density_map.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr int half_window = DensityMap::window_cells / 2;

struct CellBox {
    Vec2 low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    Vec2 high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

    void add(Vec2 p) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
};

/// Share of the cell that is walkable on the surface, from a regular 4 x 4 sample.
double walkable_share(const Venue& venue, SurfaceId surface, Vec2 corner) {
    constexpr int n = 4;
    int inside = 0;
    for (int iy = 0; iy < n; ++iy)
        for (int ix = 0; ix < n; ++ix) {
            const Vec2 p =
                corner + Vec2{(ix + 0.5) * DensityMap::cell_m / n, (iy + 0.5) * DensityMap::cell_m / n};
            inside += venue.is_walkable(surface, p) ? 1 : 0;
        }
    return static_cast<double>(inside) / (n * n);
}

/// out[cell] = sum of in over the window around the cell; separable, so the cost does not depend on the
/// window. Beyond the borders there is nothing.
template <typename T>
void window_sums(const DensityMap::Layer& layer, const std::vector<T>& in, std::vector<float>& scratch,
                 std::vector<float>& out) {
    const auto nx = static_cast<std::size_t>(layer.nx);
    const auto ny = static_cast<std::size_t>(layer.ny);
    constexpr auto border = static_cast<std::size_t>(half_window);
    constexpr auto window = static_cast<std::size_t>(DensityMap::window_cells);
    scratch.assign(nx * (ny + 2 * border) + nx + 2 * border, 0.0F);
    float* const rows = scratch.data();  // sums over columns, between empty rows
    float* const padded = scratch.data() + nx * (ny + 2 * border) + border;
    for (std::size_t y = 0; y < ny; ++y) {
        const T* const values = in.data() + y * nx;
        if (std::all_of(values, values + nx, [](T value) { return value == T{}; }))
            continue;
        for (std::size_t x = 0; x < nx; ++x) padded[x] = static_cast<float>(values[x]);
        float* const sums = rows + (y + border) * nx;
        for (std::size_t k = 0; k < window; ++k)
            for (std::size_t x = 0; x < nx; ++x) sums[x] += (padded - border)[x + k];
    }
    std::fill(out.begin(), out.end(), 0.0F);
    for (std::size_t y = 0; y < ny; ++y)
        for (std::size_t k = 0; k < window; ++k)
            for (std::size_t x = 0; x < nx; ++x) out[y * nx + x] += rows[(y + k) * nx + x];
}

/// Sums over windows in the closed second, in `density_per_m2`, become densities.
void divide_by_areas(DensityMap::Layer& layer, float samples) {
    const std::size_t cells = layer.count.size();
    const float* const own = layer.own_walkable_m2.data();
    const float* const walkable = layer.walkable_m2.data();
    float* const density = layer.density_per_m2.data();
    constexpr auto least = static_cast<float>(DensityMap::smallest_window_m2);
    for (std::size_t c = 0; c < cells; ++c) {
        const float area = walkable[c] > least ? walkable[c] : least;
        const float mean = density[c] / (area * samples);
        density[c] = own[c] > 0.0F ? mean : 0.0F;
    }
}

/// The closed second, which ended at `now_s`, in what is kept of all seconds. Without branches and in loops
/// over few columns: for the compiler to take several cells at once.
void add_up(DensityMap::Layer& layer, double now_s, double length_s) {
    const std::size_t cells = layer.count.size();
    const float* const density = layer.density_per_m2.data();
    double* const sum = layer.sum_per_m2_s.data();
    for (std::size_t c = 0; c < cells; ++c) sum[c] += static_cast<double>(density[c]) * length_s;
    const auto now = static_cast<float>(now_s);
    const auto length = static_cast<float>(length_s);
    float* const peak = layer.peak_per_m2.data();
    float* const peak_at = layer.peak_at_s.data();
    for (std::size_t c = 0; c < cells; ++c) {
        const bool is_higher = density[c] > peak[c];
        peak_at[c] = is_higher ? now : peak_at[c];
        peak[c] = is_higher ? density[c] : peak[c];
    }
    constexpr auto crowded = static_cast<float>(DensityMap::crowded_per_m2);
    constexpr auto congested = static_cast<float>(DensityMap::congested_per_m2);
    float* const above_crowded = layer.above_crowded_s.data();
    float* const above_congested = layer.above_congested_s.data();
    for (std::size_t c = 0; c < cells; ++c) {
        above_crowded[c] += density[c] > crowded ? length : 0.0F;
        above_congested[c] += density[c] >= congested ? length : 0.0F;
    }
    const float began = now - length;
    float* const first = layer.first_congested_s.data();
    float* const last = layer.last_congested_s.data();
    for (std::size_t c = 0; c < cells; ++c) {
        const bool is_congested = density[c] >= congested;
        const float earlier = first[c] < began ? first[c] : began;
        first[c] = is_congested ? earlier : first[c];
        last[c] = is_congested ? now : last[c];
    }
}

}  // namespace

std::size_t DensityMap::Layer::cell_of(Vec2 p) const {
    const int x = std::clamp(static_cast<int>(std::floor((p.x - corner_m.x) / cell_m)), 0, nx - 1);
    const int y = std::clamp(static_cast<int>(std::floor((p.y - corner_m.y) / cell_m)), 0, ny - 1);
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(nx) + static_cast<std::size_t>(x);
}

Vec2 DensityMap::Layer::centre_m(std::size_t cell) const {
    const auto columns = static_cast<std::size_t>(nx);
    return corner_m + cell_m * Vec2{static_cast<double>(cell % columns) + 0.5,
                                    static_cast<double>(cell / columns) + 0.5};
}

DensityMap::DensityMap(const Venue& venue) {
    std::vector<CellBox> boxes(venue.storeys.size());
    layer_of_surface_.resize(venue.surfaces.size());
    for (std::size_t s = 0; s < venue.surfaces.size(); ++s) {
        const Surface& surface = venue.surfaces[s];
        layer_of_surface_[s] = surface.storey.value;
        for (const Polygon& polygon : surface.walkable)
            for (const Vec2 p : polygon.outer) boxes[surface.storey.row()].add(p);
    }
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        Layer layer;
        layer.storey = StoreyId::from(i);
        if (boxes[i].low.x <= boxes[i].high.x) {
            layer.corner_m = boxes[i].low;
            layer.nx = std::max(1, static_cast<int>(std::ceil((boxes[i].high.x - boxes[i].low.x) / cell_m)));
            layer.ny = std::max(1, static_cast<int>(std::ceil((boxes[i].high.y - boxes[i].low.y) / cell_m)));
        } else {
            layer.nx = layer.ny = 1;
        }
        const std::size_t cells = static_cast<std::size_t>(layer.nx) * static_cast<std::size_t>(layer.ny);
        layer.walkable_m2.resize(cells);
        layer.own_walkable_m2.resize(cells);
        layer.count.resize(cells);
        layer.density_per_m2.resize(cells);
        layer.peak_per_m2.resize(cells);
        layer.peak_at_s.resize(cells);
        layer.sum_per_m2_s.resize(cells);
        layer.above_crowded_s.resize(cells);
        layer.above_congested_s.resize(cells);
        layer.first_congested_s.resize(cells, std::numeric_limits<float>::infinity());
        layer.last_congested_s.resize(cells, -std::numeric_limits<float>::infinity());
        layers_.push_back(std::move(layer));
    }
    for (std::size_t s = 0; s < venue.surfaces.size(); ++s) {
        Layer& layer = layers_[static_cast<std::size_t>(layer_of_surface_[s])];
        CellBox box;
        for (const Polygon& polygon : venue.surfaces[s].walkable)
            for (const Vec2 p : polygon.outer) box.add(p);
        if (box.low.x > box.high.x)
            continue;
        const std::size_t first = layer.cell_of(box.low);
        const std::size_t last = layer.cell_of(box.high);
        const auto nx = static_cast<std::size_t>(layer.nx);
        for (std::size_t y = first / nx; y <= last / nx; ++y)
            for (std::size_t x = first % nx; x <= last % nx; ++x) {
                const std::size_t cell = y * nx + x;
                const Vec2 corner = layer.centre_m(cell) - Vec2{cell_m / 2, cell_m / 2};
                layer.own_walkable_m2[cell] +=
                    static_cast<float>(walkable_share(venue, SurfaceId::from(s), corner) * cell_m * cell_m);
            }
    }
    for (Layer& layer : layers_) window_sums(layer, layer.own_walkable_m2, row_sum_, layer.walkable_m2);
}

void DensityMap::add_sample(std::span<const double> x_m, std::span<const double> y_m,
                            std::span<const std::int32_t> surface) {
    ++samples_;
    for (std::size_t i = 0; i < x_m.size(); ++i) {
        Layer& layer =
            layers_[static_cast<std::size_t>(layer_of_surface_[static_cast<std::size_t>(surface[i])])];
        ++layer.count[layer.cell_of({x_m[i], y_m[i]})];
    }
}

void DensityMap::close_second(double now_s, double length_s) {
    if (samples_ == 0)
        return;
    observed_s_ += length_s;
    for (Layer& layer : layers_) {
        window_sums(layer, layer.count, row_sum_, layer.density_per_m2);
        std::fill(layer.count.begin(), layer.count.end(), std::uint16_t{0});
        divide_by_areas(layer, static_cast<float>(samples_));
        add_up(layer, now_s, length_s);
    }
    samples_ = 0;
}

double DensityMap::peak_per_m2() const {
    float peak = 0.0F;
    for (const Layer& layer : layers_)
        if (!layer.peak_per_m2.empty())
            peak = std::max(peak, *std::max_element(layer.peak_per_m2.begin(), layer.peak_per_m2.end()));
    return static_cast<double>(peak);
}

void DensityMap::note_squeeze(std::int32_t surface, Vec2 p, float squeeze_n) {
    if (!(squeeze_n > 0.0F))
        return;
    Layer& layer = layers_[static_cast<std::size_t>(layer_of_surface_[static_cast<std::size_t>(surface)])];
    layer.peak_squeeze_n.resize(layer.peak_per_m2.size(), 0.0F);
    float& peak_n = layer.peak_squeeze_n[layer.cell_of(p)];
    peak_n = std::max(peak_n, squeeze_n);
}

double DensityMap::density_per_m2(std::int32_t surface, Vec2 p) const {
    const Layer& layer =
        layers_[static_cast<std::size_t>(layer_of_surface_[static_cast<std::size_t>(surface)])];
    return static_cast<double>(layer.density_per_m2[layer.cell_of(p)]);
}

}  // namespace wayout
