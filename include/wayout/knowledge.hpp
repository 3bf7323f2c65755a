/// What people know of the building, and how they learn more.
#pragma once

#include <wayout/named.hpp>
#include <wayout/vec2.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// An exit sign.
struct SignSpec : Named {
    std::string storey;
    Vec2 at;
    double facing_rad{0.0};  ///< where those stand who can read it, from +x counter-clockwise (degrees in
                             ///< files)
    double height_m{0.15};   ///< of the pictogram
    enum class Lighting { internal, external } lighting{Lighting::internal};
    std::optional<double> max_distance_m;  ///< instead of the distance by height and lighting
    std::string leads_to;                  ///< id of the exit that it tells of

    /// From how far it can be read straight on: 200 times its height lit from inside, 100 times lit from
    /// outside (BS 5266-7 / EN 1838, read in a secondary text).
    double reach_m() const {
        return max_distance_m.value_or((lighting == Lighting::internal ? 200.0 : 100.0) * height_m);
    }
};

/// How somebody chooses among the exits that he knows. Classes of FDS+Evac (guide 3.6, read).
enum class ChoiceType { conservative, herding, follower, active };

/// Of a population: which exits its people know at first, how they learn of others and how they choose.
struct KnowledgeSpec {
    /// Everybody came in by one of these and knows it.
    struct Entrance {
        std::string exit;
        double weight{1.0};
    };
    std::vector<Entrance> entrance;
    std::vector<std::string> known_exits;  ///< known to all of them besides
    /// Chance of each person to know each other exit that the population may use. Our choice: 0.10 of those
    /// who are there for the first time, 0.40 of regular visitors.
    double p_other_exit{0.10};
    /// Shares of the types; add up to 1. Our choice.
    struct Types {
        double conservative{0.55};
        double herding{0.25};
        double follower{0.15};
        double active{0.05};
        double sum() const { return conservative + herding + follower + active; }
    } types;
    /// Herding: the own exit counts as so many people next to oneself, once more after each change made to
    /// follow others. 0: they swing with whoever is ahead. Our choice.
    double own_vote{1.0};
    /// Chance to take in a sign that can be read, drawn once for each person and sign. 0.38: Xie et al. 2012,
    /// one experiment, from memory - verify.
    double p_notice_sign{0.38};
    /// Chance in each second that one person tells another what he does not know yet. Our choice, as all that
    /// follow.
    double p_talk_per_s{0.1};
    double talk_distance_m{2.0};
    double exit_sight_m{30.0};     ///< so far an exit is made out: a sign of 0.15 m over it, lit from inside
    double closure_sight_m{10.0};  ///< so far one makes out that a door or exit is shut, or open again
    /// Chance, in each room, that somebody in dense smoke who sees no exit takes any of its doors and stairs.
    /// 0.1: people-and-response specification 3.1, its own choice.
    double p_wrong_door{0.1};
    double closure_memory_s{300.0};  ///< so long people do not count on an exit that they found shut
};

}  // namespace wayout
