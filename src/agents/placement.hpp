/// Puts the populations of a scenario into a venue: who they are and where they start.
#pragma once

#include "agents/agents.hpp"
#include "agents/companies.hpp"
#include "venue/venue.hpp"

#include <wayout/error.hpp>
#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>
#include <wayout/vec2.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace wayout {

/// What the results tell of a person besides the columns of Agents.
struct PersonInfo {
    double age_years{0.0};
    Sex sex{Sex::unspecified};
    StoreyId start_storey;
    ZoneId start_zone;  ///< first zone of the storey, in the order of the venue, that holds the start;
                        ///< invalid if none
    Vec2 start;
};

/// A group of a profile that some population uses.
struct GroupInUse {
    std::string profile;  ///< id of the profile
    std::string group;    ///< name of the group
    MobilityClass mobility{MobilityClass::ambulant};
};

struct PlacedPeople {
    Agents agents;                    ///< row = id - 1, in the order of the populations
    std::vector<PersonInfo> persons;  ///< [id - 1]
    std::vector<GroupInUse> groups;   ///< what Agents::profile_group refers to
    Errors notes;                     ///< no errors, but worth telling the user
    Companies companies;              ///< empty where nobody is in company
};

/// Draws and places everybody. A pure function of its arguments: every attribute is a draw of (seed, person,
/// purpose), so a population appended to the list changes nobody before it.
///
/// Standing people keep their distance (sum of the radii) from each other and from walls (radius), stay off
/// seats and out of seat rows, and are spread uniformly over their places (standing_places.hpp). People of a
/// population with `seating` or `seats_filled_frac` sit on randomly chosen seats; on seats narrower than
/// their bodies they touch, which is noted. Positions given one by one are taken as they are, to the venue's
/// 0.1 mm, when they are clear of walls and bodies. Groups sit and stand side by side (company_places.hpp);
/// where it is too dense for that, near each other.
///
/// Errors, all at once: unknown ids (profile, zone, storey, seating, exit), contradictory or absurd numbers,
/// bad distributions, places without walkable area, people that do not fit, with how many would, groups
/// larger than their population and children without any adult. Whether an exit can be reached is not asked.
Result<PlacedPeople> place_people(const Scenario& scenario, const Venue& venue, std::uint64_t seed);

}  // namespace wayout
