#include "simulation/building.hpp"

#include <utility>

namespace wayout {

Building::Building(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Building::~Building() = default;

Result<std::shared_ptr<const Building>> Building::create(const Scenario& scenario) {
    Result<std::shared_ptr<const Venue>> venue = build_venue(scenario.venue);
    if (!venue)
        return venue.error();
    Result<std::shared_ptr<const NavigationGrid>> grid =
        build_navigation_grid(*venue, NavigationGridOptions{.cell_m = scenario.simulation.navigation_cell_m});
    if (!grid)
        return grid.error();
    auto parts =
        std::make_unique<Parts>(Parts{*std::move(venue), *std::move(grid), std::make_shared<SharedFields>()});
    return std::shared_ptr<const Building>(new Building(std::move(parts)));
}

}  // namespace wayout
