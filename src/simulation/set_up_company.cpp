/// Before the first step: groups, when they set out, and the places that their members may go back to.
#include "simulation/company_state.hpp"
#include "simulation/world.hpp"

#include "core/random.hpp"
#include "geometry/polygon_locator.hpp"

#include <algorithm>

namespace wayout {

CompanyState::CompanyState(World& world)
    : companies_(world.companies),
      members_(world.agents.size()),
      groups_(world.companies.count()),
      row_of_(world.agents.size(), -1),
      standing_room_(*world.venue),
      near_(*world.venue) {
    Agents& agents = world.agents;
    find_rows(world);
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const AgentId id = agents.id[row];
        Member& member = of(id);
        member.group = companies_.of[id - 1];
        member.is_child = companies_.is_child[id - 1] != 0;
        member.is_away = companies_.is_away[id - 1] != 0;
        member.own_start_s = member.group_start_s = agents.start_time_s[row];
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const AgentId leader = companies_.of_group(g).front();
        groups_[g].population =
            static_cast<std::size_t>(agents.population[static_cast<std::size_t>(row_of_[leader - 1])]);
        const CompanySpec& spec = spec_of(world, groups_[g]);
        groups_[g].start_delay_s =
            static_cast<float>(spec.leader_spread_s * uniform01(world.seed, leader, Draw::group_start));
        if (spec.starts_together)
            not_begun_.push_back(g);
    }
    add_areas(world);
    for (const std::size_t g : not_begun_) set_out_together(world, g);
}

/// Zones where children are kept, and zones that somebody may turn back to.
void CompanyState::add_areas(World& world) {
    const Agents& agents = world.agents;
    const std::vector<Zone>& zones = world.venue->zones;
    std::vector<std::int32_t> area_of_zone(zones.size(), -1);
    const auto area_of = [&](std::size_t zone) {
        if (area_of_zone[zone] < 0) {
            std::vector<CellIndex> cells = cells_in(world, zones[zone].storey, zones[zone].polygon, false);
            if (!cells.empty())
                area_of_zone[zone] = world.fields.add_area(std::move(cells));
        }
        return area_of_zone[zone];
    };
    std::vector<PolygonLocator> locators;
    for (const Zone& zone : zones) locators.emplace_back(Region{zone.polygon});
    for (Group& group : groups_)
        if (const CompanySpec& spec = spec_of(world, group); !spec.children_in.empty()) {
            const auto zone = std::find_if(zones.begin(), zones.end(),
                                           [&](const Zone& z) { return z.id == spec.children_in; });
            if (zone != zones.end())
                group.child_area = area_of(static_cast<std::size_t>(zone - zones.begin()));
        }
    for (const AgentId id : companies_.members) {
        Member& member = of(id);
        if (member.is_child ||
            !(spec_of(world, groups_[static_cast<std::size_t>(member.group)]).return_frac > 0.0))
            continue;
        const auto row = static_cast<std::size_t>(row_of_[id - 1]);
        const StoreyId storey = world.venue->surfaces[static_cast<std::size_t>(agents.surface[row])].storey;
        for (std::size_t z = 0; z < zones.size() && member.start_area < 0; ++z)
            if (zones[z].storey == storey && locators[z].covers({agents.x_m[row], agents.y_m[row]}))
                member.start_area = area_of(z);
    }
}

Errors set_up_company(World& world) {
    if (world.companies.count() > 0)
        world.company = std::make_unique<CompanyState>(world);
    return {};
}

}  // namespace wayout
