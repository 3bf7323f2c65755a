/// What a population asks for, checked against the scenario and the venue: how many, of which profile, on
/// which places.
#pragma once

#include "agents/start_area.hpp"
#include "venue/venue.hpp"

#include <wayout/error.hpp>
#include <wayout/scenario.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wayout {

struct PopulationPlan {
    std::size_t population{0};                 ///< row of PeopleSpec::populations
    std::size_t profile{0};                    ///< row of PeopleSpec::profiles
    std::optional<std::size_t> child_profile;  ///< likewise, of the children of families and classes
    std::optional<StartArea> child_area;       ///< where they start, if not with their adults
    std::size_t count{0};
    enum class Kind { standing, seated, at_positions } kind{Kind::standing};
    std::optional<StartArea> area;     ///< standing
    std::vector<std::uint32_t> seats;  ///< seated: rows of Venue::seats to choose from, ascending
};

/// Plans of all populations in their order, those in which something is wrong left out; what is wrong is
/// appended to `errors`, the problems of the profiles they use included.
std::vector<PopulationPlan> plan_populations(const Scenario& scenario, const Venue& venue, Errors& errors);

}  // namespace wayout
