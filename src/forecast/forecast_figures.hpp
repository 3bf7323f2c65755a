/// From weighted members to what a forecast says.
#pragma once

#include "forecast/forecast_setup.hpp"
#include "forecast/member_pool.hpp"
#include "reporting/conditioning.hpp"

#include <wayout/forecast.hpp>

#include <cstddef>
#include <vector>

namespace wayout {

/// The courses of a member by name; refers to the member.
CourseLookup courses_of(const MemberResult& member);

/// @param numbers  of the pool's members that were weighed, in the order of the weights
void describe_forecast(const ForecastOptions& options, const ForecastSetup& setup, const MemberPool& pool,
                       const std::vector<std::size_t>& numbers, const EnsemblePoints& ensemble,
                       const Conditioned& conditioned, ForecastResults& results);

}  // namespace wayout
