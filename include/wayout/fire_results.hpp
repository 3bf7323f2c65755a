/// What a user writes to have the air taken from results of other programs: FDS, CFAST, or curves of one's
/// own. Plain data; the readers are in src/hazards/. docs/formats/fire-results.md explains each key.
#pragma once

#include <wayout/vec2.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// Slices of a finished FDS run. A point of the plan is that of FDS turned by `rotation_rad` about FDS's own
/// origin, counter-clockwise, and then moved by the offsets. Nothing is ever scaled: both are in metres.
struct FdsResultSpec {
    std::string smv;           ///< the .smv index, relative to the scenario; slice files stand beside it
    Vec2 offset_m;             ///< where FDS's origin lies in the plan
    double offset_z_m{0.0};    ///< elevation of FDS's z = 0 above the datum of the plan
    double rotation_rad{0.0};  ///< from the plan's x axis to FDS's x axis (degrees in files)
    std::string where;         ///< place in the input, for messages
};

/// One compartment of CFAST and the zones of the plan that have its air.
struct CfastRoomSpec {
    int number{0};     ///< from 1, in the order of the CFAST input; 0: given by name
    std::string name;  ///< its ID in the CFAST input; empty: given by number
    std::vector<std::string> zones;
    std::string where;
};

struct CfastResultSpec {
    std::string file;  ///< <project>_compartments.csv, relative to the scenario
    std::vector<CfastRoomSpec> rooms;
    std::string where;
};

/// One table over time and the zones that have its air from floor to ceiling.
struct CurveSpec {
    std::string file;  ///< CSV with the column time_s, relative to the scenario
    std::vector<std::string> zones;
    std::string where;
    /// The content itself, in place of a file: for programs that embed the library.
    std::optional<std::string> text;
};

struct CurvesSpec {
    std::vector<CurveSpec> curves;
    std::string where;
};

}  // namespace wayout
