/// Danger areas over the plan.
#pragma once

#include "output/map_picture.hpp"
#include "output/plan_model.hpp"

#include <wayout/results.hpp>

#include <string>

namespace wayout {

/// Outlines of the areas of one storey, when they were first there and at their largest, and where those were
/// at the end who were in one and are still inside. Empty text when there is nothing to show on it.
std::string danger_map(const RunResults& results, const PlanModel& plan, int storey,
                       const std::string& prefix);

}  // namespace wayout
