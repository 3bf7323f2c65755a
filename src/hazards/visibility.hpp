/// How far one sees through smoke.
#pragma once

namespace wayout {

/// K = C / V, extinction coefficient by visibility, with C = 3 for light-reflecting signs, the default of FDS
/// (FDS User's Guide 22.10.5, secondary).
inline constexpr double visibility_constant = 3.0;

}  // namespace wayout
