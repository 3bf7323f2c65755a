/// The table of casualties: comma-separated values (RFC 4180). docs/howto/run-a-medical-chain.md.
#pragma once

#include <wayout/medical_plan.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

inline constexpr std::size_t most_casualties = 100'000;

/// @param file  its name, for messages
Result<std::vector<Casualty>> read_casualty_table(std::string_view text, const std::string& file);

}  // namespace wayout
