/// Who is still inside and where, of one member.
#pragma once

#include "venue/venue.hpp"

#include <wayout/results.hpp>
#include <wayout/study.hpp>

#include <limits>
#include <span>
#include <vector>

namespace wayout {

/// In place of a time: when the run ended.
inline constexpr double at_end = std::numeric_limits<double>::infinity();

/// At these times and at the end of the run. Places are the venue's zones, or its storeys when it has no
/// zones; zones may overlap, and then people count in each. After the end of the run everybody stays where he
/// is.
std::vector<PeopleLeft> people_left(const RunResults& results, const Venue& venue,
                                    std::span<const double> at_s);

}  // namespace wayout
