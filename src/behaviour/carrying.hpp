/// How people are moved by helpers: devices, teams, speeds.
#pragma once

#include <wayout/assistance.hpp>

#include <string>

namespace wayout {

/// A population's way of being moved, with the numbers of the device where it gives none of its own.
struct Carrying {
    int team_size{1};
    double level_mps{0.0};
    double stair_down_mps{0.0};  ///< along the incline; 0: not over stairs
    double stair_up_mps{0.0};
    double radius_m{0.0};  ///< 0: stays as it was
    std::string text;      ///< in a sentence, with how the numbers are known

    bool takes_stairs() const { return stair_down_mps > 0.0; }
};

/// Fewest and most helpers that a device works with.
struct TeamLimits {
    int fewest{1};
    int most{8};
};
TeamLimits team_limits(CarryDevice device);

const char* words_for(CarryDevice device);

/// Speeds of the devices: locomotion specification 9.8 (Hunt et al. 2015 and others, all from memory; within
/// the 0.60 to 0.84 m/s down stairs that the abstract of Hunt et al. 2020 gives). Up stairs: half of the
/// speed down (people-and-response specification 6.2, our choice). Pushed wheelchair 1.30 m/s and ambulant
/// people with support 0.78 m/s on the level: Boyce, Shields & Silcock 1999, from memory; with support over
/// stairs: 0.36 down and 0.43 up, of people with a locomotion disability and no aid, from memory.
Carrying carrying_of(const AssistanceSpec& assistance);

}  // namespace wayout
