#include "simulation/hazard_state.hpp"

#include "geometry/polygon_locator.hpp"
#include "harm/smoke_sight.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace wayout {
namespace {

RouteHazardSettings route_settings(const FireSpec& fire) {
    RouteHazardSettings settings;
    settings.sight_m = fire.aversion.sight_m;
    settings.dose_worth_s = fire.aversion.dose_worth_s;
    settings.turn_back_extinction_per_m =
        sign_constant(SignKind::reflecting) / fire.aversion.turn_back_visibility_m;
    settings.turn_back_temperature_k = fire.aversion.turn_back_temperature_k;
    settings.turn_back_dose = fire.aversion.turn_back_dose;
    return settings;
}

/// Without a fire the air is clear, and nothing stands in for what a fire lacks.
ExposureSpec exposure_of(const IncidentSpec& incident) {
    ExposureSpec exposure = incident.exposure;
    if (!incident.fire)
        exposure.substitutions.clear();
    return exposure;
}

}  // namespace

HazardState::HazardState(std::unique_ptr<HazardSource> source_in, const IncidentSpec& incident,
                         const Venue& venue, const NavigationGrid& grid, std::size_t goal_count,
                         std::size_t people_count, std::uint64_t seed)
    : source(std::move(source_in)),
      starts_at_s(incident.fire ? incident.fire->starts_at_s : 0.0),
      exposure(exposure_of(incident)),
      doses(exposure, source->provides(), people_count, seed),
      routes(grid, goal_count, route_settings(incident.fire.value_or(FireSpec{}))),
      tenability(incident.fire.value_or(FireSpec{}).tenability, routes.patches().size()),
      film(venue, grid, routes.patches()),
      is_covered(routes.patches().size(), 1),
      barred(people_count, routes.patches().size()),
      zone_patches(venue.zones.size()),
      aversion(incident.fire.value_or(FireSpec{}).aversion),
      is_roused(people_count, 0),
      waits_now(people_count, 0),
      standing_room(venue),
      turned_back_s(people_count, std::numeric_limits<float>::quiet_NaN()),
      losses(loss_areas(incident.losses, venue, grid, routes.patches())),
      caught(people_count),
      debris_speed_frac(routes.patches().size(), 1.0F),
      is_gate_lost(venue.gates.size(), 0),
      breathes_often(people_count, 1),
      lying_in_patch(routes.patches().size(), 0) {
    const Patches& patches = routes.patches();
    patch_points.reserve(patches.size());
    for (std::size_t p = 0; p < patches.size(); ++p)
        patch_points.push_back(head(venue, patches.surface(p).value, grid.centre(patches.representative(p))));
    for (std::size_t z = 0; z < venue.zones.size(); ++z) {
        const Zone& zone = venue.zones[z];
        const PolygonLocator area(Region{zone.polygon});
        for (std::size_t p = 0; p < patches.size(); ++p)
            if (patch_points[p].storey == zone.storey && area.covers(grid.centre(patches.representative(p))))
                zone_patches[z].push_back(static_cast<std::int32_t>(p));
    }
}

bool HazardState::is_dead(AgentId person, double now_s) const {
    const ThresholdCrossing& fatal = doses.of(person).fatal;
    return caught[person - 1].fate == LossFate::fatal || (fatal.has_happened() && fatal.time_s <= now_s);
}

void HazardState::note_turning_back(AgentId person, double now_s) {
    float& first_s = turned_back_s[person - 1];
    if (std::isnan(first_s))
        first_s = static_cast<float>(now_s);
}

AirPoint HazardState::head(const Venue& venue, std::int32_t surface, Vec2 local) const {
    const Surface& ground = venue.surfaces[static_cast<std::size_t>(surface)];
    return {ground.storey, local.x + venue.origin_m.x, local.y + venue.origin_m.y,
            ground.z_m(local) + exposure.head_height_m};
}

}  // namespace wayout
