#include "simulation/near_count.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wayout {

NearCount::NearCount(const Venue& venue)
    : venue_(venue),
      nx_(static_cast<std::int64_t>(std::floor(venue.extent_m.x / reach_m)) + 1),
      ny_(static_cast<std::int64_t>(std::floor(venue.extent_m.y / reach_m)) + 1),
      first_(static_cast<std::size_t>(nx_ * ny_) * venue.storeys.size() + 1, 0) {}

std::int64_t NearCount::column_of(double x_m) const {
    return std::clamp(static_cast<std::int64_t>(std::floor(x_m / reach_m)), std::int64_t{0}, nx_ - 1);
}

std::int64_t NearCount::line_of(double y_m) const {
    return std::clamp(static_cast<std::int64_t>(std::floor(y_m / reach_m)), std::int64_t{0}, ny_ - 1);
}

std::size_t NearCount::cell_of(std::int32_t surface, std::int64_t column, std::int64_t line) const {
    const StoreyId storey = venue_.surfaces[static_cast<std::size_t>(surface)].storey;
    const auto level = storey.is_valid() ? static_cast<std::int64_t>(storey.row()) : 0;
    return static_cast<std::size_t>((level * ny_ + line) * nx_ + column);
}

void NearCount::take(const Agents& agents) {
    std::fill(first_.begin(), first_.end(), 0U);
    rows_.resize(agents.size());
    const auto cell = [&](std::size_t row) {
        return cell_of(agents.surface[row], column_of(agents.x_m[row]), line_of(agents.y_m[row]));
    };
    for (std::size_t row = 0; row < agents.size(); ++row)
        if (agents.activity[row] != Activity::out)
            ++first_[cell(row)];
    std::uint32_t sum = 0;
    for (std::uint32_t& count : first_) {
        sum += count;
        count = sum;
    }
    for (std::size_t row = 0; row < agents.size(); ++row)
        if (agents.activity[row] != Activity::out)
            rows_[--first_[cell(row)]] = static_cast<std::uint32_t>(row);
}

double NearCount::density_per_m2(const Agents& agents, std::size_t row) const {
    const double x_m = agents.x_m[row];
    const double y_m = agents.y_m[row];
    const std::int64_t column = column_of(x_m);
    const std::int64_t line = line_of(y_m);
    int count = 0;
    for (std::int64_t l = std::max(line - 1, std::int64_t{0}); l <= std::min(line + 1, ny_ - 1); ++l)
        for (std::int64_t c = std::max(column - 1, std::int64_t{0}); c <= std::min(column + 1, nx_ - 1);
             ++c) {
            const std::size_t cell = cell_of(agents.surface[row], c, l);
            for (std::uint32_t k = first_[cell]; k < first_[cell + 1]; ++k) {
                const double dx_m = agents.x_m[rows_[k]] - x_m;
                const double dy_m = agents.y_m[rows_[k]] - y_m;
                count += dx_m * dx_m + dy_m * dy_m <= reach_m * reach_m ? 1 : 0;
            }
        }
    return static_cast<double>(count) / (std::numbers::pi * reach_m * reach_m);
}

}  // namespace wayout
