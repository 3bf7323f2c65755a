/// What a place of the venue is called in results.
#pragma once

#include "venue/venue.hpp"

#include <string>

namespace wayout {

/// After the nearest door, exit or end of a stair within 6 m, else after the zone, else after the storey:
/// "at exit 'North' (Hall)".
std::string place_name(const Venue& venue, StoreyId storey, Vec2 p);

}  // namespace wayout
