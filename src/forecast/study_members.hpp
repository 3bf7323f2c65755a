/// Members of a study that was run before, for a forecast with the same inputs.
#pragma once

#include "forecast/forecast_setup.hpp"
#include "forecast/member_pool.hpp"

#include <wayout/error.hpp>

#include <filesystem>

namespace wayout {

/// Takes the finished members of the study's first variant into the pool, as a round drawn from the inputs'
/// distributions. Once: members that are there already are not taken again. Errors: another scenario, other
/// inputs, or a design whose runs are no draws from the distributions.
Errors take_study_members(const std::filesystem::path& study, const ForecastSetup& setup, MemberPool& pool);

}  // namespace wayout
