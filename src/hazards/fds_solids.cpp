#include "hazards/fds_solids.hpp"

#include <algorithm>

namespace wayout {

FdsSolids::FdsSolids(const FdsMesh& mesh)
    : mesh_(&mesh),
      width_(static_cast<std::size_t>(mesh.cell_count[0])),
      is_hidden_(mesh.obstacles.size(), false) {}

void FdsSolids::add_layer(int k) {
    const auto [layer, is_new] = layers_.try_emplace(k);
    if (is_new)
        paint(k, layer->second);
}

std::size_t FdsSolids::applied_changes(double time_s) const {
    const auto later =
        std::upper_bound(mesh_->changes.begin(), mesh_->changes.end(), time_s,
                         [](double time, const ObstacleChange& change) { return time < change.time_s; });
    return static_cast<std::size_t>(later - mesh_->changes.begin());
}

void FdsSolids::advance_to(double time_s) {
    const std::size_t count = applied_changes(time_s);
    if (count == change_count_)
        return;
    if (count < change_count_) {
        is_hidden_.assign(is_hidden_.size(), false);
        change_count_ = 0;
    }
    for (; change_count_ < count; ++change_count_) {
        const ObstacleChange& change = mesh_->changes[change_count_];
        is_hidden_[change.obstacle] = !change.is_shown;
    }
    for (auto& [k, cells] : layers_) paint(k, cells);
}

/// Marks the corners of each obstacle and sums up, so that the cost does not grow with obstacles x cells.
void FdsSolids::paint(int k, std::vector<std::uint8_t>& cells) const {
    const auto height = static_cast<std::size_t>(mesh_->cell_count[1]);
    const std::size_t stride = width_ + 1;
    std::vector<std::int32_t> corners(stride * (height + 1), 0);
    for (std::size_t row = 0; row < mesh_->obstacles.size(); ++row) {
        const FdsObstacle& o = mesh_->obstacles[row];
        if (is_hidden_[row] || k <= o[4] || k > o[5])
            continue;
        const auto at = [&](int i, int j) -> std::int32_t& {
            return corners[static_cast<std::size_t>(j) * stride + static_cast<std::size_t>(i)];
        };
        ++at(o[0], o[2]);
        --at(o[1], o[2]);
        --at(o[0], o[3]);
        ++at(o[1], o[3]);
    }
    cells.assign(width_ * height, 0);
    std::vector<std::int32_t> above(width_, 0);  // obstacles over the cell, summed over the rows so far
    for (std::size_t j = 0; j < height; ++j) {
        std::int32_t along = 0;
        for (std::size_t i = 0; i < width_; ++i) {
            along += corners[j * stride + i];
            above[i] += along;
            cells[j * width_ + i] = above[i] > 0 ? 1 : 0;
        }
    }
}

}  // namespace wayout
