/// The charts of a forecast.
#pragma once

#include <wayout/forecast.hpp>

#include <string>

namespace wayout {

/// Of all charts of a forecast.
inline constexpr double forecast_chart_width = 900.0;

/// A course: the band of 80 % and the middle, grey what it was without reports, and what was said of it.
std::string course_chart(const ForecastResults& results, const ForecastCourse& course, bool has_reports);

}  // namespace wayout
