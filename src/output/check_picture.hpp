/// The picture of `wayout check`: the plan with its problems marked.
#pragma once

#include "output/plan_model.hpp"

#include <wayout/error.hpp>

#include <string>

namespace wayout {

/// All storeys with a numbered mark for each problem that has a place, and the list of problems below (at
/// most `max_listed`). Problems carry user coordinates and a storey id, as everywhere.
std::string check_picture(const PlanModel& plan, const Errors& errors, const Errors& warnings,
                          std::size_t max_listed = 40);

}  // namespace wayout
