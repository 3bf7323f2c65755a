/// People in winter clothing: a profile with wider bodies, as a scenario would write it.
#pragma once

#include <wayout/scenario.hpp>

#include <string>

namespace wayout {

/// JSON of the profile with all body radii of those who are not in a wheelchair multiplied by the factor,
/// under a new id.
std::string widened_profile_json(const ProfileSpec& profile, const std::string& id, double width_factor);

}  // namespace wayout
