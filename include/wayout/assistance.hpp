/// People who cannot leave by stairs on their own: refuges, helpers, lifts for evacuation.
#pragma once

#include <wayout/named.hpp>
#include <wayout/polygon.hpp>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// Where people who cannot go on by themselves wait for help. Either a zone or a polygon on a storey.
struct RefugeSpec : Named {
    std::string zone;
    std::string storey;
    std::optional<Polygon> polygon;
    int places{1};  ///< for people with their wheelchairs
};

/// A storey that a lift serves, and the door between car and landing there.
struct LiftStop {
    std::string storey;
    std::string door;  ///< id; the lift moves it
    std::string where;
};

/// A lift. The car is part of the floor of every storey that it serves, walled in but for the door.
struct LiftSpec : Named {
    Polygon car;  ///< in plan, the same on all storeys
    std::vector<LiftStop> stops;
    int capacity_persons{0};
    double speed_mps{0.0};          ///< rated
    double acceleration_mps2{0.0};  ///< and deceleration
    double door_open_s{0.0};        ///< how long the door takes to open
    double door_close_s{0.0};
    double dwell_s{0.0};    ///< the door stays open at least so long
    std::string starts_at;  ///< storey; empty: the first stop
    /// Who may ride in an evacuation: nobody (out of service in fire mode), those who cannot take stairs,
    /// or everybody whose population takes lifts.
    enum class Riders { nobody, no_stairs, everybody } riders{Riders::nobody};
    double fails_at_s{std::numeric_limits<double>::infinity()};
};

/// What somebody cannot do alone.
enum class HelpNeed {
    none,
    stairs,  ///< moves alone on the level, is carried on stairs
    pushed,  ///< does not move alone at all
    support  ///< walks only with somebody who supports
};

/// On what somebody is moved by helpers.
enum class CarryDevice { none, evac_chair, carry_chair, stretcher, rescue_sheet };

enum class LiftUse {
    never,
    no_other_way,  ///< where no exit can be reached without
    preferred      ///< wherever a lift in service brings one nearer to an exit
};

/// Of a population: what help its members need. Numbers that are absent are those of the device.
struct AssistanceSpec {
    HelpNeed need{HelpNeed::none};
    CarryDevice device{CarryDevice::none};
    std::string helpers;  ///< id of the population that helps; empty: nobody comes
    std::optional<int> team_size;
    std::optional<int> trips;        ///< most people whom one helper fetches; absent: no limit
    double preparation_min_s{30.0};  ///< uniform between the two: from the arrival of the team until they go
    double preparation_max_s{80.0};
    std::optional<double> level_mps;  ///< of team and device
    std::optional<double> stair_down_mps;
    std::optional<double> stair_up_mps;
    std::optional<double> radius_m;    ///< of the body with its device
    std::vector<std::string> refuges;  ///< ids of those to wait in; empty: any
    LiftUse lift{LiftUse::never};
};

}  // namespace wayout
