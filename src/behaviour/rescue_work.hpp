/// How fast rescue teams walk, search and use up their air. docs/models/rescue.md.
#pragma once

#include "behaviour/carrying.hpp"

#include <wayout/rescue.hpp>

namespace wayout {

/// Nothing can be seen with less visibility than this, and all of a room with more than that: our choices
/// around the 5 m of the people-and-response specification 6.1.
inline constexpr double blind_visibility_m = 1.0;
inline constexpr double clear_visibility_m = 5.0;
/// A room with more visibility than this is searched by looking round. [D]
inline constexpr double look_round_visibility_m = 15.0;
inline constexpr double look_round_s = 5.0;

/// Time that a team takes to search so much floor once it is there, people-and-response specification 6.1: a
/// crew of two takes 4 min for 12 m2 without visibility [A]; 240 s (A / 12 m2)^0.8 [D exponent], x 0.35 with
/// more than 5 m of visibility, x 0.6 with a thermal camera [D]; between 1 and 5 m of visibility linear, our
/// choice; other crews in inverse proportion to their number [D].
double search_time_s(const RescueTeamSpec& team, double area_m2, double visibility_m);

/// Part of the speed in clear air: 1 with `clear_visibility_m` and more, that of no visibility with
/// `blind_visibility_m` and less, linear between (our choice).
double rescuer_speed_frac(const RescueTeamSpec& team, bool is_way_out, double visibility_m);

/// Whether the air suffices for the way out and nothing more.
bool must_turn_back(const RescueTeamSpec& team, double air_l, double way_out_s);

/// How the team moves somebody who cannot walk. Without a device, or with too few members for it, by hand:
/// 0.4 m/s on the level, 0.2 m/s down stairs, half of that up [D]. Preparation and transfer: 45 s each [D].
Carrying rescue_carrying(const RescueTeamSpec& team);
inline constexpr double package_s = 45.0;
inline constexpr double hand_over_s = 45.0;

}  // namespace wayout
