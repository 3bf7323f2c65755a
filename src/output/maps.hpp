/// Quantities over the plan: peak density, time above 4 per m2, crowd pressure, squeeze, exit time by start
/// place. Colours in classes, dark is trouble.
#pragma once

#include "output/map_picture.hpp"
#include "output/plan_model.hpp"

#include <wayout/results.hpp>

#include <string>

namespace wayout {

ColourClasses density_classes();
/// Classes at the anchors of people-and-response specification 4.1: 250, 623, 1112, 2000, 4500 N.
ColourClasses squeeze_classes();
/// Two classes below the warning level, and doublings above it.
ColourClasses pressure_classes(double warning_per_s2);

/// So many places of RunResults::congestion are listed in the report and numbered on the map.
inline constexpr std::size_t listed_congestion = 15;

/// A map of one storey as a picture; empty text when there is nothing to show on it.
/// `prefix`: unique in the page, for the ids inside the picture.
/// The listed places of congestion are numbered on it.
std::string peak_density_map(const RunResults& results, const PlanModel& plan, int storey,
                             const std::string& prefix);
std::string crowded_time_map(const RunResults& results, const PlanModel& plan, int storey,
                             const std::string& prefix);
/// Greatest load that anybody bore at each place; only with a crush model.
std::string squeeze_map(const RunResults& results, const PlanModel& plan, int storey,
                        const std::string& prefix);
/// Highest crowd pressure at each place, on storeys where it came near the warning level.
std::string pressure_map(const RunResults& results, const PlanModel& plan, int storey,
                         const std::string& prefix);
/// Every person as a spot at the start place, coloured by exit time; those who did not get out are marked.
std::string exit_time_map(const RunResults& results, const PlanModel& plan, int storey,
                          const std::string& prefix);

}  // namespace wayout
