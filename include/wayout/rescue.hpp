/// Teams that go into the building, search it and bring people out, and areas that they are kept from.
/// docs/models/rescue.md.
#pragma once

#include <wayout/assistance.hpp>
#include <wayout/distribution.hpp>
#include <wayout/named.hpp>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// A team of responders. Tags of numbers as in docs/models/rescue.md.
struct RescueTeamSpec : Named {
    int members{2};
    double arrives_s{0.0};           ///< at `entry`, ready to go in
    std::string entry;               ///< exit by which the team comes in
    std::string brings_to;           ///< exit by which it brings people out; empty: `entry`
    std::string collection_point;    ///< of the medical plan, where it hands them over; may be empty
    std::vector<std::string> zones;  ///< searched in this order; empty: all zones, in the suggested order
    double leaves_at_s{std::numeric_limits<double>::infinity()};  ///< begins nothing new from then on

    // How they move.
    double level_mps{1.15};      ///< in clear air, in turnout gear [D]
    double stair_down_mps{0.7};  ///< [D]
    double stair_up_mps{0.45};   ///< [D]
    double smoke_mps{0.39};      ///< where nothing can be seen [A]
    double smoke_out_mps{0.50};  ///< the same on the way out [A]
    double radius_m{0.30};       ///< of a member with his gear [D]

    // What they carry.
    bool breathing_apparatus{true};        ///< without: keeps out of smoke
    double air_l{1700.0};                  ///< usable, of a cylinder of 6.8 L from 300 to 50 bar
    double air_moving_l_per_min{49.9};     ///< [A]
    double air_searching_l_per_min{69.0};  ///< [A] 68 to 70
    int max_entries{2};                    ///< [D]
    double rest_s{1200.0};                 ///< between two entries [D]
    bool thermal_camera{false};
    CarryDevice device{CarryDevice::none};  ///< none: by hand

    // What they do.
    int leads_at_once{20};  ///< able people who follow the team out at once [D]
    /// Time to free one who is trapped under structure; absent: the team cannot.
    std::optional<Distribution> extrication_s;
    double search_factor{1.0};  ///< on the time to search a room
};

/// Nobody of these teams goes into the area before it is released.
struct AccessEmbargoSpec : Named {
    std::vector<std::string> zones;
    std::vector<std::string> storeys;
    double from_s{0.0};
    double until_s{std::numeric_limits<double>::infinity()};  ///< released
    std::vector<std::string> teams;                           ///< empty: all
};

}  // namespace wayout
