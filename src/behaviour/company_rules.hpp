/// What people who belong together do for each other: when they set out, how long they wait, what parts them.
#pragma once

#include <cstddef>
#include <span>

namespace wayout {

/// How much slower somebody walks who has others of the group behind: 1 up to `from_m`, falling in a straight
/// line to `slowest_frac` at `full_m` and beyond. With 2 m, 5 m and 0.2: clamp(1 - (d - 2 m) / 3 m, 0.2, 1).
/// Our choice.
/// @param behind_m  distance to the farthest of those behind
double waiting_frac(double behind_m, double from_m, double full_m, double slowest_frac);

/// When a group sets out whose members decide at these times (s; +inf: never): as soon as the share of them
/// has decided, or so long after the leader has. Our choice.
/// @param own_s    one at least
/// @param leader   row of own_s
/// @param share    in (0, 1]; one member at least
double group_start_s(std::span<const double> own_s, std::size_t leader, double share, double after_leader_s);

/// Speed on the level of groups of that size at low density, 1.26 - 0.04 n m/s, as measured for one to four:
/// Moussaid, Perozo, Garnier, Helbing & Theraulaz, PLoS ONE 5(4), e10047 (2010), fig. 2 (read). Larger groups
/// count as four: nothing was measured beyond.
double speed_by_size_mps(int people);

}  // namespace wayout
