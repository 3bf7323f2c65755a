/// Everybody of a scenario in place.
#pragma once

#include "agents/placement.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

namespace wayout {

inline PlacedPeople placed(const Scenario& scenario, const Venue& venue, std::uint64_t seed = 1) {
    Result<PlacedPeople> people = place_people(scenario, venue, seed);
    if (!people) {
        for (const Error& e : people.error()) ADD_FAILURE() << e.where << ": " << e.message;
        return {};
    }
    return *std::move(people);
}

}  // namespace wayout
