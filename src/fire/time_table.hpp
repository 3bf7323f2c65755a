/// Values over time as users give them.
#pragma once

#include <wayout/zone_fire.hpp>

namespace wayout::fire {

/// Linear between the points, constant outside; `when_empty` of an empty table. At a time that occurs twice
/// the later value holds.
double value_at(const TimeTable& table, double time_s, double when_empty);

}  // namespace wayout::fire
