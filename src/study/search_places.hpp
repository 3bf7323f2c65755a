/// Places that a team may have to search, and how long that takes.
#pragma once

#include "navigation/navigation_grid.hpp"

#include <wayout/study_results.hpp>

#include <memory>
#include <string>
#include <vector>

namespace wayout {

/// Zones of the venue, or its storeys when it has none.
std::vector<SearchPlace> search_places(std::shared_ptr<const NavigationGrid> grid);

/// Time to search so much floor without seeing, 240 s (A / 12)^0.8: four minutes for a room of 12 m2 [A], the
/// exponent is our choice [D].
double search_time_s(double area_m2);

/// As a study's file keeps them.
std::string places_as_json(const std::vector<SearchPlace>& places);
/// A text that is none gives no places.
std::vector<SearchPlace> places_of_json(const std::string& text);

}  // namespace wayout
