/// The page of a forecast.
#pragma once

#include <wayout/forecast.hpp>

#include <string>

namespace wayout {

std::string forecast_page(const ForecastResults& results);

}  // namespace wayout
