#include "simulation/field_store.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <array>

namespace wayout {

FieldStore::FieldStore(std::shared_ptr<const NavigationGrid> grid, std::vector<MobilityClass> classes)
    : grid_(std::move(grid)),
      classes_(std::move(classes)),
      rows_(solve_seat_rows(*grid_)),
      state_(initial_route_state(grid_->venue())) {
    for (const MobilityClass mobility : classes_) {
        MobilityFieldSettings settings = default_field_settings(mobility);
        settings.uses_seat_rows = false;  // rows are left by their own field and are no way for others
        settings_.push_back(settings);
    }
    const std::size_t count = static_cast<std::size_t>(grid_->venue().exit_count) * classes_.size();
    fields_.resize(count);
    stale_.assign(count, 1);
    solve_count_.assign(count, 0);
    for (const TravelTimeField& field : fields_) pointers_.push_back(&field);
}

std::int32_t FieldStore::goal(GateId exit, MobilityClass mobility) const {
    const auto found = std::find(classes_.begin(), classes_.end(), mobility);
    WAYOUT_ASSERT(found != classes_.end(), "no field for this mobility class");
    WAYOUT_ASSERT(exit.is_valid() && exit.value < grid_->venue().exit_count, "not an exit");
    return exit.value * static_cast<std::int32_t>(classes_.size()) +
           static_cast<std::int32_t>(found - classes_.begin());
}

GateId FieldStore::exit_of_goal(std::int32_t goal) const {
    return GateId(goal / static_cast<std::int32_t>(classes_.size()));
}

bool FieldStore::is_stale() const {
    return std::find(stale_.begin(), stale_.end(), 1) != stale_.end();
}

void FieldStore::refresh(ThreadPool& pool) {
    std::vector<std::size_t> todo;
    for (std::size_t i = 0; i < stale_.size(); ++i)
        if (stale_[i] != 0)
            todo.push_back(i);
    parallel_for(pool, todo.size(), 1, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t k = begin; k < end; ++k) {
            const std::size_t i = todo[k];
            const std::array<GateId, 1> exits{exit_of_goal(static_cast<std::int32_t>(i))};
            fields_[i] = solve_travel_time(*grid_, settings_[i % classes_.size()], state_, exits, costs_);
            stale_[i] = 0;
            ++solve_count_[i];
        }
    });
}

void FieldStore::set_state(const RouteState& state) {
    const auto exits = static_cast<std::size_t>(grid_->venue().exit_count);
    bool inside_changed = state.motion != state_.motion;
    for (std::size_t g = 0; g < state.gate_open.size(); ++g) {
        if (state.gate_open[g] == state_.gate_open[g])
            continue;
        if (g >= exits)
            inside_changed = true;
        else  // an exit is only ever the goal of its own fields
            std::fill_n(stale_.begin() + static_cast<std::ptrdiff_t>(g * classes_.size()), classes_.size(),
                        1);
    }
    if (inside_changed)
        std::fill(stale_.begin(), stale_.end(), 1);
    state_ = state;
}

double FieldStore::reference_speed_mps(MobilityClass mobility) const {
    const auto found = std::find(classes_.begin(), classes_.end(), mobility);
    WAYOUT_ASSERT(found != classes_.end(), "no field for this mobility class");
    return settings_[static_cast<std::size_t>(found - classes_.begin())].speeds.level_mps;
}

}  // namespace wayout
