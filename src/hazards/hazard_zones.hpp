/// Parts of storeys that have their own air, and the way from a place to them.
#pragma once

#include "geometry/polygon_locator.hpp"
#include "hazards/hazard_source.hpp"

#include <wayout/error.hpp>
#include <wayout/scenario.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wayout {

/// A zone of the plan as sources of hazards see it, in the user's plan coordinates.
struct HazardZone {
    std::string id;
    StoreyId storey;
    Polygon polygon;
    double floor_elevation_m{0.0};
};

/// One course of air (a compartment, a file) and the zones that the user gives it to.
struct ZoneAssignment {
    std::span<const std::string> zone_ids;
    std::string where;  ///< place in the input, for messages
};

/// Which course holds at a place. Where zones overlap, that of the assignment named first.
class ZoneIndex {
public:
    struct Hit {
        std::size_t course{0};  ///< row of the assignment
        double height_above_floor_m{0.0};
    };

    /// Adds to `errors` zones that do not exist, are given to two courses, or to none at all.
    ZoneIndex(std::span<const ZoneAssignment> assignments, std::span<const HazardZone> zones, Errors& errors);

    /// Nothing outside all zones.
    std::optional<Hit> at(const AirPoint& point) const;

private:
    struct Entry {
        StoreyId storey;
        PolygonLocator locator;
        double floor_elevation_m{0.0};
        std::size_t course{0};
    };
    std::vector<Entry> entries_;
};

}  // namespace wayout
