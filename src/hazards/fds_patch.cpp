#include "hazards/fds_patch.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace wayout {
namespace {

/// People whose place is solid in FDS take the air of the nearest gas cell up to here: bodies lean on walls
/// that FDS has snapped to its grid. Our choice.
constexpr double most_search_m = 1.0;
constexpr int most_search_cells = 20;

/// How many of the ascending values are not above `at`.
std::size_t count_up_to(std::span<const double> values, double at) {
    return static_cast<std::size_t>(std::upper_bound(values.begin(), values.end(), at) - values.begin());
}

}  // namespace

bool FdsPatch::is_usable(const FdsPatchShape& shape) {
    const NodeRange& n = shape.nodes;
    if (n[0] == n[1] || n[2] == n[3])
        return false;
    // A plane of cells lies in the layer below its node; below the lowest node there is none.
    return !(shape.is_cell_centred && n[4] == n[5] && n[4] == 0);
}

FdsPatch::FdsPatch(const FdsMesh& mesh, const FdsPatchShape& shape, FdsLaw law, SliceFile file)
    : mesh_(&mesh), shape_(shape), law_(law), file_(std::move(file)) {
    WAYOUT_ASSERT(is_usable(shape) && file_.header().nodes == shape.nodes, "a slice that cannot be used");
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto first = static_cast<std::size_t>(shape.nodes[2 * axis]);
        const auto last = static_cast<std::size_t>(shape.nodes[2 * axis + 1]);
        const std::vector<double>& node_m = mesh.node_m[axis];
        raw_count_[axis] = last - first + 1;
        if (!shape.is_cell_centred) {
            for (std::size_t node = first; node <= last; ++node) at_m_[axis].push_back(node_m[node]);
            continue;
        }
        // Along an axis with extent the first value is a ghost; without, the value is that of the cell below.
        first_raw_[axis] = first < last ? 1 : 0;
        for (std::size_t cell = first + first_raw_[axis]; cell <= last; ++cell)
            at_m_[axis].push_back(0.5 * (node_m[cell - 1] + node_m[cell]));
    }
}

double FdsPatch::height_gap_m(double z_m) const {
    return std::max({0.0, at_m_[2].front() - z_m, z_m - at_m_[2].back()});
}

bool FdsPatch::holds(Vec2 p_m) const {
    const auto node = [&](std::size_t axis, std::size_t end) {
        return mesh_->node_m[axis][static_cast<std::size_t>(shape_.nodes[2 * axis + end])];
    };
    return p_m.x >= node(0, 0) && p_m.x <= node(0, 1) && p_m.y >= node(1, 0) && p_m.y <= node(1, 1);
}

/// The cell (from 1) that holds a coordinate, among those of the patch.
int FdsPatch::cell_of(std::size_t axis, double at_m) const {
    const std::vector<double>& node_m = mesh_->node_m[axis];
    return std::clamp(static_cast<int>(count_up_to(node_m, at_m)), shape_.nodes[2 * axis] + 1,
                      shape_.nodes[2 * axis + 1]);
}

double FdsPatch::cell_area_m2(Vec2 p_m) const {
    const auto i = static_cast<std::size_t>(cell_of(0, p_m.x));
    const auto j = static_cast<std::size_t>(cell_of(1, p_m.y));
    return (mesh_->node_m[0][i] - mesh_->node_m[0][i - 1]) * (mesh_->node_m[1][j] - mesh_->node_m[1][j - 1]);
}

void FdsPatch::add_layers(FdsSolids& solids) const {
    const int cells = mesh_->cell_count[2];
    const int first = shape_.nodes[4];
    const int last = shape_.nodes[5];
    if (first < last)
        for (int k = first + 1; k <= last; ++k) solids.add_layer(k);
    else {
        solids.add_layer(std::max(first, 1));
        if (!shape_.is_cell_centred)
            solids.add_layer(std::min(first + 1, cells));
    }
}

bool FdsPatch::is_solid(int i, int j, int k_low, int k_high, const FdsSolids& solids) const {
    return solids.is_solid(i, j, k_low) && (k_high == k_low || solids.is_solid(i, j, k_high));
}

std::optional<GasPlace> FdsPatch::gas_place(Vec2 p_m, double z_m, const FdsSolids& solids) const {
    GasPlace place;
    place.i = cell_of(0, p_m.x);
    place.j = cell_of(1, p_m.y);
    place.p_m = p_m;
    if (shape_.nodes[4] < shape_.nodes[5])
        place.k_low = place.k_high = cell_of(2, z_m);
    else {
        // Values on a plane of nodes are means over the gas cells above and below it.
        place.k_low = std::max(shape_.nodes[4], 1);
        place.k_high =
            shape_.is_cell_centred ? place.k_low : std::min(shape_.nodes[4] + 1, mesh_->cell_count[2]);
    }
    if (!is_solid(place.i, place.j, place.k_low, place.k_high, solids))
        return place;
    const auto ends = [&](std::size_t axis, int cell) {
        return std::pair{mesh_->node_m[axis][static_cast<std::size_t>(cell - 1)],
                         mesh_->node_m[axis][static_cast<std::size_t>(cell)]};
    };
    std::optional<GasPlace> nearest;
    double nearest_m2 = most_search_m * most_search_m;
    const int first_i = std::max(shape_.nodes[0] + 1, place.i - most_search_cells);
    const int last_i = std::min(shape_.nodes[1], place.i + most_search_cells);
    const int first_j = std::max(shape_.nodes[2] + 1, place.j - most_search_cells);
    const int last_j = std::min(shape_.nodes[3], place.j + most_search_cells);
    for (int j = first_j; j <= last_j; ++j)
        for (int i = first_i; i <= last_i; ++i) {
            const auto [x_low, x_high] = ends(0, i);
            const auto [y_low, y_high] = ends(1, j);
            const Vec2 inside{std::clamp(p_m.x, x_low, x_high), std::clamp(p_m.y, y_low, y_high)};
            const double m2 = length_squared(inside - p_m);
            if (m2 > nearest_m2 || (nearest && m2 == nearest_m2) ||
                is_solid(i, j, place.k_low, place.k_high, solids))
                continue;
            nearest_m2 = m2;
            nearest = GasPlace{i, j, place.k_low, place.k_high, inside, false};
        }
    return nearest;
}

Result<bool> FdsPatch::advance_to(double time_s) {
    const std::span<const double> times = file_.times_s();
    has_data_ = time_s >= times.front() && time_s <= times.back();
    if (!has_data_)
        return true;
    const std::size_t later = std::min(count_up_to(times, time_s), times.size() - 1);
    const std::size_t earlier = later == 0 || times[later] <= time_s ? later : later - 1;
    later_weight_ = later == earlier ? 0.0 : (time_s - times[earlier]) / (times[later] - times[earlier]);
    if (earlier_.empty() || earlier != earlier_row_) {
        if (!later_.empty() && earlier == later_row_)
            std::swap(earlier_, later_);
        else {
            earlier_.resize(file_.value_count());
            if (Result<bool> read = file_.read_frame(earlier, earlier_); !read) {
                earlier_.clear();
                return read;
            }
        }
        earlier_row_ = earlier;
        later_.clear();
    }
    if (later != earlier && (later_.empty() || later != later_row_)) {
        later_.resize(file_.value_count());
        if (Result<bool> read = file_.read_frame(later, later_); !read) {
            later_.clear();
            return read;
        }
        later_row_ = later;
    }
    return true;
}

FdsPatch::Pick FdsPatch::pick(std::size_t axis, double at_m) const {
    const std::vector<double>& samples = at_m_[axis];
    const std::size_t above = count_up_to(samples, at_m);
    if (above == 0)
        return {0, 0, 0.0};
    if (above == samples.size())
        return {above - 1, above - 1, 0.0};
    return {above - 1, above, (at_m - samples[above - 1]) / (samples[above] - samples[above - 1])};
}

/// The cell (from 1) of a sample of a cell-centred slice.
int FdsPatch::sample_cell(std::size_t axis, std::size_t sample) const {
    const int first = shape_.nodes[2 * axis];
    return first == shape_.nodes[2 * axis + 1] ? first : first + 1 + static_cast<int>(sample);
}

double FdsPatch::converted(const std::vector<float>& frame, std::size_t raw) const {
    return in_air_units(law_, static_cast<double>(frame[raw]));
}

FdsStencil FdsPatch::stencil(const GasPlace& place, double z_m, const FdsSolids& solids) const {
    FdsStencil stencil;
    const std::array<Pick, 3> picks{pick(0, place.p_m.x), pick(1, place.p_m.y), pick(2, z_m)};
    double sum = 0.0;
    for (unsigned corner = 0; corner < 8; ++corner) {
        double weight = 1.0;
        std::array<std::size_t, 3> sample{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const bool is_high = ((corner >> axis) & 1u) != 0;
            sample[axis] = is_high ? picks[axis].high : picks[axis].low;
            weight *= is_high ? picks[axis].high_weight : 1.0 - picks[axis].high_weight;
        }
        if (weight == 0.0)
            continue;
        // Cells inside obstacles drop out; the nodes of a gas cell all have gas beside them.
        if (shape_.is_cell_centred &&
            solids.is_solid(sample_cell(0, sample[0]), sample_cell(1, sample[1]), sample_cell(2, sample[2])))
            continue;
        stencil.value[stencil.count] =
            ((first_raw_[2] + sample[2]) * raw_count_[1] + first_raw_[1] + sample[1]) * raw_count_[0] +
            first_raw_[0] + sample[0];
        stencil.weight[stencil.count] = weight;
        ++stencil.count;
        sum += weight;
    }
    for (std::size_t i = 0; i < stencil.count; ++i) stencil.weight[i] /= sum;
    return stencil;
}

std::optional<double> FdsPatch::value(const FdsStencil& stencil) const {
    if (!has_data_ || stencil.count == 0)
        return std::nullopt;
    double sum = 0.0;
    for (std::size_t i = 0; i < stencil.count; ++i) {
        const double earlier = converted(earlier_, stencil.value[i]);
        sum += stencil.weight[i] *
               (later_weight_ == 0.0
                    ? earlier
                    : earlier + later_weight_ * (converted(later_, stencil.value[i]) - earlier));
    }
    // Not a number at a corner makes the sum so: no data.
    if (!std::isfinite(sum))
        return std::nullopt;
    return sum;
}

}  // namespace wayout
