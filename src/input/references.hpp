/// Checks between the parts of a scenario that need no geometry: ids are unique, references lead somewhere.
#pragma once

#include "input/problems.hpp"

#include <wayout/scenario.hpp>

namespace wayout {

/// `all_read`: the venue was read without a problem. Otherwise nothing is said about references to kinds of
/// things of which none was read, since they may well be there.
void check_venue_references(const VenueSpec& venue, bool all_read, Problems& problems);
void check_people_references(const Scenario& scenario, bool all_read, Problems& problems);
void check_incident_references(const Scenario& scenario, bool all_read, Problems& problems);
void check_response_references(const Scenario& scenario, bool all_read, Problems& problems);

}  // namespace wayout
