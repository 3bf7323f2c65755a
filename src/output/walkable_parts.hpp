/// The walkable area as other programs want it: for each storey, with the stairs that are shown with it,
/// simple polygons in user coordinates.
#pragma once

#include "geometry/polygon_locator.hpp"
#include "venue/venue.hpp"

#include <wayout/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// One connected part of a storey: floors, landings, flights, tiers that touch. Most storeys have one part.
struct WalkablePart {
    StoreyId storey;
    Polygon polygon;      ///< local coordinates; oriented
    std::string wkt;      ///< user coordinates, a POLYGON
    Vec2 low, high;       ///< bounds, user coordinates
    std::int64_t key{0};  ///< first eight bytes of the SHA-256 of `wkt`: the same in every run of the venue
    std::string suffix;   ///< for file names: the storey's id, with "_2", "_3" for further parts
};

class WalkableParts {
public:
    static Result<WalkableParts> of(const Venue& venue);

    const std::vector<WalkablePart>& parts() const { return parts_; }
    /// The part in which somebody at p (local) on the surface is.
    std::size_t part_of(std::int32_t surface, Vec2 p) const;
    /// All storeys projected on one plan, user coordinates: a POLYGON where they touch or overlap, as they do
    /// in most venues.
    const std::string& wkt_of_all() const { return wkt_of_all_; }
    Vec2 low() const { return low_; }
    Vec2 high() const { return high_; }

private:
    std::vector<WalkablePart> parts_;
    std::vector<PolygonLocator> locators_;  // of parts_
    struct Place {
        std::size_t part{0};
        /// Of surfaces that lie in several parts; elsewhere empty.
        std::vector<std::size_t> candidates;
    };
    std::vector<Place> place_of_surface_;
    std::string wkt_of_all_;
    Vec2 low_, high_;
};

/// An id as part of a file name: letters, digits, '-', '_' and '.' stay, everything else becomes '_'. Never
/// empty, at most 60 bytes, never beginning with '.'.
std::string file_name_part(std::string_view id);

}  // namespace wayout
