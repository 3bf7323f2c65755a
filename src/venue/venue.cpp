#include "venue/venue.hpp"

#include "geometry/polygon_locator.hpp"

#include <algorithm>

namespace wayout {

struct VenueLookup {
    std::vector<PolygonLocator> surfaces;
    /// [storey] its floor, then the pieces shown with it, then those joined to it
    std::vector<std::vector<SurfaceId>> surfaces_of;
};

namespace {

std::vector<SurfaceId> surfaces_with(const Venue& venue, StoreyId storey) {
    std::vector<SurfaceId> found{venue.storeys[storey.row()].floor};
    const auto add = [&](SurfaceId id) {
        if (id.is_valid() && std::find(found.begin(), found.end(), id) == found.end())
            found.push_back(id);
    };
    for (std::size_t i = 0; i < venue.surfaces.size(); ++i)
        if (venue.surfaces[i].storey == storey)
            add(SurfaceId::from(i));
    for (const Gate& g : venue.gates) {
        if (g.kind != GateKind::joint)
            continue;
        if (g.left == found.front())
            add(g.right);
        if (g.right == found.front())
            add(g.left);
    }
    return found;
}

}  // namespace

void Venue::prepare_lookup() {
    auto lookup = std::make_shared<VenueLookup>();
    for (const Surface& s : surfaces) lookup->surfaces.emplace_back(s.walkable);
    for (std::size_t i = 0; i < storeys.size(); ++i)
        lookup->surfaces_of.push_back(surfaces_with(*this, StoreyId::from(i)));
    lookup_ = std::move(lookup);
}

SurfaceId Venue::surface_at(StoreyId storey, Vec2 p) const {
    if (!storey.is_valid() || storey.row() >= storeys.size())
        return {};
    if (lookup_) {
        for (const SurfaceId id : lookup_->surfaces_of[storey.row()])
            if (is_walkable(id, p))
                return id;
        return {};
    }
    for (const SurfaceId id : surfaces_with(*this, storey))
        if (is_walkable(id, p))
            return id;
    return {};
}

bool Venue::is_walkable(SurfaceId surface, Vec2 p) const {
    if (!surface.is_valid() || surface.row() >= surfaces.size())
        return false;
    if (lookup_)
        return lookup_->surfaces[surface.row()].covers(p);
    const Region& area = surfaces[surface.row()].walkable;
    return std::any_of(area.begin(), area.end(),
                       [&](const Polygon& polygon) { return locate(polygon, p, 1e-6) != Side::outside; });
}

StoreyId Venue::storey_by_id(const std::string& id) const {
    for (std::size_t i = 0; i < storeys.size(); ++i)
        if (storeys[i].id == id)
            return StoreyId::from(i);
    return {};
}

ZoneId Venue::zone_by_id(const std::string& id) const {
    for (std::size_t i = 0; i < zones.size(); ++i)
        if (zones[i].id == id)
            return ZoneId::from(i);
    return {};
}

GateId Venue::gate_by_id(const std::string& id) const {
    for (std::size_t i = 0; i < gates.size(); ++i)
        if (gates[i].id == id)
            return GateId::from(i);
    return {};
}

}  // namespace wayout
