#include "hazards/hazard_zones.hpp"

#include "hazards/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace wayout {

ZoneIndex::ZoneIndex(std::span<const ZoneAssignment> assignments, std::span<const HazardZone> zones,
                     Errors& errors) {
    std::vector<std::string> known;
    for (const HazardZone& zone : zones) known.push_back(zone.id);
    std::map<std::string, std::string> taken;  // zone id to where it was given away
    const auto report = [&](ErrorCode code, const std::string& where, std::string message) {
        errors.push_back({code, where, std::move(message), {}, 0.0, 0.0});
    };
    for (std::size_t course = 0; course < assignments.size(); ++course) {
        const ZoneAssignment& assignment = assignments[course];
        if (assignment.zone_ids.empty())
            report(ErrorCode::schema, assignment.where, "no zones: nobody would ever be in this air");
        for (const std::string& id : assignment.zone_ids) {
            const auto zone = std::find_if(zones.begin(), zones.end(),
                                           [&](const HazardZone& candidate) { return candidate.id == id; });
            if (zone == zones.end()) {
                report(ErrorCode::schema, assignment.where,
                       fmt::format("there is no zone '{}'{}", shown(id), did_you_mean(id, known)));
                continue;
            }
            const auto [earlier, is_new] = taken.emplace(id, assignment.where);
            if (!is_new) {
                report(ErrorCode::schema, assignment.where,
                       fmt::format("zone '{}' has its air from {} already", shown(id), earlier->second));
                continue;
            }
            entries_.push_back(
                {zone->storey, PolygonLocator({zone->polygon}), zone->floor_elevation_m, course});
        }
    }
}

std::optional<ZoneIndex::Hit> ZoneIndex::at(const AirPoint& point) const {
    for (const Entry& entry : entries_)
        if (entry.storey == point.storey && entry.locator.covers({point.x_m, point.y_m}))
            return Hit{entry.course, point.z_m - entry.floor_elevation_m};
    return std::nullopt;
}

}  // namespace wayout
