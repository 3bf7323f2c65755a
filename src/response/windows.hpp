/// Times in which something can begin.
#pragma once

#include <wayout/medical_plan.hpp>

#include <span>
#include <vector>

namespace wayout {

/// Ascending: the shifts (none: always) without the embargo.
std::vector<TimeWindow> open_windows(std::span<const TimeWindow> shifts, std::span<const TimeWindow> embargo);

bool is_within(std::span<const TimeWindow> windows, double time_s);
/// Whether some window is open at the time or opens later.
bool is_open_from(std::span<const TimeWindow> windows, double time_s);
/// Length of all windows between the times.
double open_time_s(std::span<const TimeWindow> windows, double from_s, double until_s);

}  // namespace wayout
