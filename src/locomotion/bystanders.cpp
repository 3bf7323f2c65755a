#include "locomotion/bystanders.hpp"

#include <algorithm>

namespace wayout {
namespace {

/// Out of everybody's sight, and still exact enough to subtract an origin from.
constexpr double nowhere_m = 1e9;

}  // namespace

Bystanders::Bystanders(const SurfaceGrid& grid)
    : grid_(&grid), order_(grid.cell_count()), count_on_surface_(grid.surface_count()) {
    people_.resize(0);
}

void Bystanders::strike_out(std::size_t place) {
    people_.x_m[place] = nowhere_m;
}

void Bystanders::take_stock(const Agents& agents, const Findings& sum) {
    live_count_ -= sum.struck_out_count;
    // Counts differ when a bystander's row has gone.
    const bool is_outdated = sum.is_outdated || sum.bystander_count != live_count_;
    const bool is_mostly_gaps = 2 * live_count_ < order_.size();
    if (is_outdated || is_mostly_gaps)
        rebuild(agents);
}

void Bystanders::rebuild(const Agents& agents) {
    ++version_;
    AgentId largest_id = 0;
    for (const AgentId id : agents.id) largest_id = std::max(largest_id, id);
    place_of_id_.assign(std::max(place_of_id_.size(), static_cast<std::size_t>(largest_id) + 1), -1);
    std::fill(count_on_surface_.begin(), count_on_surface_.end(), 0U);

    cell_of_row_.assign(agents.size(), -1);
    for (std::size_t row = 0; row < agents.size(); ++row)
        if (is_bystander(agents.activity[row])) {
            const auto surface = static_cast<std::size_t>(agents.surface[row]);
            cell_of_row_[row] = grid_->cell_at(surface, agents.x_m[row], agents.y_m[row]);
            ++count_on_surface_[surface];
        }
    order_.sort(cell_of_row_, agents.id);

    live_count_ = order_.size();
    people_.resize(live_count_);
    surface_.resize(live_count_);
    for (std::size_t place = 0; place < live_count_; ++place) {
        const auto row = static_cast<std::size_t>(order_.rows()[place]);
        people_.x_m[place] = agents.x_m[row];
        people_.y_m[place] = agents.y_m[row];
        people_.intended_x_mps[place] = 0.0F;
        people_.intended_y_mps[place] = 0.0F;
        people_.desired_x[place] = 0.0F;
        people_.desired_y[place] = 0.0F;
        people_.radius_m[place] = agents.radius_m[row];
        people_.travel_time_s[place] = 0.0F;
        people_.goal[place] = -1;
        people_.id[place] = static_cast<std::int32_t>(agents.id[row]);
        surface_[place] = agents.surface[row];
        place_of_id_[agents.id[row]] = static_cast<std::int32_t>(place);
    }
}

}  // namespace wayout
