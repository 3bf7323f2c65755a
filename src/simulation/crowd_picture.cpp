#include "simulation/crowd_picture.hpp"

namespace wayout {

CrowdPicture::CrowdPicture(Vec2 extent_m)
    : columns_(static_cast<std::int32_t>(extent_m.x / cell_m) + 1),
      rows_(static_cast<std::int32_t>(extent_m.y / cell_m) + 1),
      order_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

void CrowdPicture::take(const Agents& agents) {
    cell_of_row_.assign(agents.size(), -1);
    for (std::size_t row = 0; row < agents.size(); ++row)
        if (agents.activity[row] == Activity::walking)
            cell_of_row_[row] = row_of(agents.y_m[row]) * columns_ + column_of(agents.x_m[row]);
    order_.sort(cell_of_row_, agents.id);
    walkers_.clear();
    for (const std::int32_t r : order_.rows()) {
        const auto row = static_cast<std::size_t>(r);
        walkers_.push_back(
            {agents.id[row],
             {agents.x_m[row], agents.y_m[row]},
             {static_cast<double>(agents.heading_x[row]), static_cast<double>(agents.heading_y[row])},
             SurfaceId(agents.surface[row]),
             GateId(agents.exit_gate[row])});
    }
}

}  // namespace wayout
