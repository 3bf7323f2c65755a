/// Exits to choose from.
#pragma once

#include <wayout/ids.hpp>

namespace wayout {

inline constexpr GateId none{};
inline constexpr GateId a{0};
inline constexpr GateId b{1};

}  // namespace wayout
