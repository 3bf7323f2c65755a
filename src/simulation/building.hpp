/// What is inside a Building.
#pragma once

#include "navigation/navigation_grid.hpp"
#include "simulation/shared_fields.hpp"
#include "venue/venue.hpp"

#include <wayout/simulation.hpp>

#include <memory>

namespace wayout {

struct Building::Parts {
    std::shared_ptr<const Venue> venue;
    std::shared_ptr<const NavigationGrid> grid;
    std::shared_ptr<SharedFields> fields;
};

}  // namespace wayout
