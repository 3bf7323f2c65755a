#include "response/travel_table.hpp"

#include <algorithm>
#include <limits>

namespace wayout {

TravelTable::TravelTable(const MedicalPlan& plan) : point_count_(plan.points.size()) {
    for (const CollectionPointSpec& point : plan.points) names_.push_back(point.id);
    for (const HospitalSpec& hospital : plan.hospitals) names_.push_back(hospital.id);
    for (const FleetSpec& fleet : plan.fleets)
        if (row_of(fleet.base) < 0)
            names_.push_back(fleet.base);
    const std::size_t n = names_.size();
    times_s_.assign(n * n, std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < n; ++i) times_s_[i * n + i] = 0.0;
    // Entries of one direction first, so that a way back of its own is not overwritten by the way there.
    for (const bool reversed : {true, false})
        for (const TravelSpec& entry : plan.travel) {
            const std::ptrdiff_t from = row_of(reversed ? entry.to : entry.from);
            const std::ptrdiff_t to = row_of(reversed ? entry.from : entry.to);
            if (from < 0 || to < 0 || from == to)
                continue;
            times_s_[static_cast<std::size_t>(from) * n + static_cast<std::size_t>(to)] =
                entry.time_s ? *entry.time_s : entry.distance_m.value_or(0.0) / plan.drive_speed_mps;
        }
}

std::ptrdiff_t TravelTable::row_of(std::string_view id) const {
    const auto found = std::find(names_.begin(), names_.end(), id);
    return found == names_.end() ? -1 : found - names_.begin();
}

}  // namespace wayout
