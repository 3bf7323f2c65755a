/// What the runs of the HERMES laboratory (2009) have in common here.
#pragma once

namespace wayout {

/// Of the corridors.
inline constexpr double half_length_m = 4.0;
/// Thickness of the boards between which people walk.
inline constexpr double board_m = 0.1;
/// Between corridor and entrance, open to both sides, or behind the corridor: our choice.
inline constexpr double free_depth_m = 4.0;
/// Of the waiting area and of the free area behind: our choice.
inline constexpr double hall_width_m = 10.0;
/// A person; our choice, the start was not published.
inline constexpr double waiting_m2 = 0.4;

}  // namespace wayout
