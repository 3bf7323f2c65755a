/// Areas where people must not be, and rooms where they take shelter. An area says only where not to be: it
/// does nothing to anybody; what counts is how long people are in it.
///
/// [D] marks a default of our own choice. Sources: people-and-response specification, section 5.
#pragma once

#include <wayout/alarm.hpp>
#include <wayout/named.hpp>
#include <wayout/polygon.hpp>
#include <wayout/vec2.hpp>

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// So many areas at most: everybody's knowledge of them is a word of bits.
inline constexpr std::size_t most_danger_areas = 32;

/// An announcement that tells people of an area.
struct DangerMessageSpec {
    double at_s{0.0};
    double delay_s{0.0};             ///< until those who hear it have understood it
    double share_frac{1.0};          ///< of those there who hear and believe it
    std::vector<std::string> zones;  ///< where it is heard; empty: everywhere
};

struct DangerAreaSpec : Named {
    std::string storey;
    /// Either an outline, which may grow ...
    std::optional<Polygon> polygon;
    double grows_mps{0.0};
    /// ... or a circle: its centre at times, linear between them, and its radius at times. Radius 0: not
    /// there.
    struct PathPoint {
        double time_s{0.0};
        Vec2 centre;
    };
    std::vector<PathPoint> path;
    struct RadiusPoint {
        double time_s{0.0};
        double radius_m{0.0};
    };
    std::vector<RadiusPoint> radius_m;
    double from_s{0.0};
    double until_s{std::numeric_limits<double>::infinity()};

    // Who learns of it. Whoever is in it knows, unless by_message_only.
    double sight_m{30.0};         ///< seen so far where no wall and no shut door hides it [D]
    double heard_m{50.0};         ///< noticed so far from its edge on the same storey [D]
    bool by_message_only{false};  ///< neither seen nor heard
    double spread_per_s{0.2};     ///< rate at which somebody learns while one who knows is near [D]
    double spread_m{5.0};         ///< what near means [D]
    std::vector<DangerMessageSpec> messages;

    // What those do who know of it.
    std::vector<std::string> closes_exits;  ///< besides those within its reach
    double avoid_m{5.0};                    ///< they keep so far from its edge [D]
    double fear_m{10.0};                    ///< over this the cost of ways near it falls to 1/e [D]
    double fear_factor{10.0};               ///< A of the cost 1 + A exp(-(d - avoid_m) / fear_m) [D]
};

/// What those who know of an area do, where the rule does not decide.
struct DangerResponseSpec {
    double hold_frac{0.05};  ///< who stand still first [D] ...
    double hold_min_s{5.0};  ///< ... for a time uniform between these [D]
    double hold_max_s{30.0};
    double shelter_first_frac{0.0};  ///< who go to a shelter although they could leave [D]
};

/// A room where people can wait behind doors.
struct ShelterSpec : Named {
    std::string zone;
    std::vector<std::string> doors;  ///< that are shut when it is locked
    std::optional<int> capacity;     ///< else by m2_per_person
    double m2_per_person{0.5};       ///< [D]
    bool lockable{true};
    bool locks_when_full{true};
    double leave_extinction_per_m{0.3};  ///< mean over the room at which people leave it [D]
};

struct OrderSpec {
    double at_s{0.0};
    Instruction instruction{Instruction::evacuate};
    std::vector<std::string> zones;      ///< where it is heard; empty: everywhere
    double share_frac{1.0};              ///< of those there who follow it
    double delay_s{0.0};                 ///< until they do, or the mean ...
    double delay_spread_s{0.0};          ///< ... of a uniform delay that differs by so much at most
    std::optional<double> lock_after_s;  ///< of orders to shelter: so long after it shelters are locked
    std::string where;
};

}  // namespace wayout
