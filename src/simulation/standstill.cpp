#include "simulation/standstill.hpp"

#include <algorithm>
#include <cstddef>

namespace wayout {

void Standstill::look(const Agents& agents, double now_s) {
    if (now_s + 1e-9 < next_look_s_)
        return;
    next_look_s_ += interval_s;
    AgentId largest = static_cast<AgentId>(places_.size());
    for (const AgentId id : agents.id) largest = std::max(largest, id);
    bool has_changed = places_.size() != largest;
    places_.resize(largest);
    std::vector<std::uint8_t> inside(largest, 0);
    is_inside_.resize(largest, 0);
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (agents.activity[row] == Activity::out)
            continue;
        const std::size_t person = agents.id[row] - 1;
        const Vec2 here{agents.x_m[row], agents.y_m[row]};
        inside[person] = 1;
        // Whoever has not begun yet may still move.
        has_changed = has_changed || has_not_begun(agents.activity[row]) ||
                      length_squared(here - places_[person]) > least_way_m * least_way_m;
        places_[person] = here;
    }
    has_changed = has_changed || inside != is_inside_;
    is_inside_ = std::move(inside);
    still_intervals_ = has_changed ? 0 : still_intervals_ + 1;
}

double Standstill::since_s() const {
    return has_set_in() ? next_look_s_ - (still_intervals_ + 1) * interval_s
                        : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace wayout
