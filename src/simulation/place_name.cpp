#include "simulation/place_name.hpp"

#include "geometry/polygon.hpp"
#include "geometry/segment.hpp"

#include <fmt/format.h>

namespace wayout {

std::string place_name(const Venue& venue, StoreyId storey, Vec2 p) {
    constexpr double near_m = 6.0;
    const Gate* nearest = nullptr;
    double best = near_m;
    for (const Gate& gate : venue.gates) {
        const bool here = gate.storey == storey || venue.surfaces[gate.left.row()].storey == storey ||
                          (gate.right.is_valid() && venue.surfaces[gate.right.row()].storey == storey);
        const double d = distance(gate.line, p);
        if (here && d < best) {
            best = d;
            nearest = &gate;
        }
    }
    const std::string& storey_name = venue.storeys[storey.row()].name;
    if (nearest == nullptr) {
        for (const Zone& zone : venue.zones)
            if (zone.storey == storey && locate(zone.polygon, p) != Side::outside)
                return fmt::format("in {} ({})", zone.name, storey_name);
        return fmt::format("on {}", storey_name);
    }
    const char* what = nearest->kind == GateKind::exit   ? "exit"
                       : nearest->kind == GateKind::door ? "door"
                                                         : "end of";
    return fmt::format("at {} '{}' ({})", what, nearest->name, storey_name);
}

}  // namespace wayout
