/// Version of the program, of the scenario format and of the result format.
#pragma once

namespace wayout {

inline constexpr const char* version = "0.1.0";
inline constexpr int scenario_format_version = 1;
inline constexpr int result_format_version = 1;

}  // namespace wayout
