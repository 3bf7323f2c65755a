#include "behaviour/rescue_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr double reference_search_s = 240.0;
constexpr double reference_area_m2 = 12.0;
constexpr double area_exponent = 0.8;
constexpr double reference_crew = 2.0;
constexpr double clear_factor = 0.35;
constexpr double camera_factor = 0.6;

constexpr double by_hand_level_mps = 0.4;
constexpr double by_hand_stair_down_mps = 0.2;
constexpr double by_hand_stair_up_mps = 0.1;

/// 0 without visibility, 1 in clear air.
double clearness(double visibility_m) {
    return std::clamp((visibility_m - blind_visibility_m) / (clear_visibility_m - blind_visibility_m), 0.0,
                      1.0);
}

}  // namespace

double search_time_s(const RescueTeamSpec& team, double area_m2, double visibility_m) {
    if (visibility_m > look_round_visibility_m)
        return look_round_s * team.search_factor;
    const double blind_s = reference_search_s * std::pow(area_m2 / reference_area_m2, area_exponent) *
                           reference_crew / team.members * (team.thermal_camera ? camera_factor : 1.0);
    const double clear_s = clear_factor * reference_search_s *
                           std::pow(area_m2 / reference_area_m2, area_exponent) * reference_crew /
                           team.members;
    const double clear = clearness(visibility_m);
    return team.search_factor * (clear * std::min(clear_s, blind_s) + (1.0 - clear) * blind_s);
}

double rescuer_speed_frac(const RescueTeamSpec& team, bool is_way_out, double visibility_m) {
    const double blind_frac =
        std::min(1.0, (is_way_out ? team.smoke_out_mps : team.smoke_mps) / team.level_mps);
    const double clear = clearness(visibility_m);
    return clear + (1.0 - clear) * blind_frac;
}

bool must_turn_back(const RescueTeamSpec& team, double air_l, double way_out_s) {
    return team.breathing_apparatus && air_l <= way_out_s / 60.0 * team.air_moving_l_per_min;
}

Carrying rescue_carrying(const RescueTeamSpec& team) {
    const bool has_device =
        team.device != CarryDevice::none && team.members >= team_limits(team.device).fewest;
    if (!has_device) {
        Carrying by_hand;
        by_hand.team_size = team.members;
        by_hand.level_mps = by_hand_level_mps;
        by_hand.stair_down_mps = by_hand_stair_down_mps;
        by_hand.stair_up_mps = by_hand_stair_up_mps;
        by_hand.text = fmt::format(
            "by hand: {:.2f} m/s on the level, {:.2f} m/s down and {:.2f} m/s up stairs "
            "[D]",
            by_hand_level_mps, by_hand_stair_down_mps, by_hand_stair_up_mps);
        return by_hand;
    }
    AssistanceSpec moved;
    moved.need = HelpNeed::pushed;
    moved.device = team.device;
    moved.team_size = team.members;
    Carrying carrying = carrying_of(moved);
    carrying.text = fmt::format("{}: {:.2f} m/s on the level, {:.2f} m/s down and {:.2f} m/s up stairs [M]",
                                words_for(team.device), carrying.level_mps, carrying.stair_down_mps,
                                carrying.stair_up_mps);
    return carrying;
}

}  // namespace wayout
