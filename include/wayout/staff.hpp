/// Stewards and other staff with posts and tasks.
#pragma once

#include <wayout/named.hpp>
#include <wayout/rescue.hpp>
#include <wayout/vec2.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// One thing after another that a steward does, from his post.
struct StewardTask {
    enum class Kind {
        open,    ///< walks to doors and exits and opens them: locks, second leaves
        direct,  ///< shows an exit to those around him, and tells those to go who have not begun
        sweep,   ///< walks through zones and tells those to go who have not begun
        hold,    ///< keeps a door or a stair shut, or for one direction only
        report   ///< reports the incident
    } kind{Kind::open};
    std::string where;
    std::vector<std::string> targets;  ///< open: doors and exits; sweep: zones
    std::string exit;                  ///< direct: the exit that he shows
    std::string message;               ///< direct, report: in words, for the log
    std::string held;                  ///< hold: door, exit or stair
    /// hold: which way stays free. up, down: of stairs; towards: of doors, the side of `towards`.
    enum class Way { none, up, down, towards } way{Way::none};
    Vec2 towards;
    std::optional<double> from_s;   ///< not before this time of the incident
    std::optional<double> until_s;  ///< direct, hold: then the next task; without: until he is dismissed
    double takes_s{2.0};            ///< open (each), report: so long. Our choice
};

struct StewardSpec : Named {
    std::string population;  ///< one of these people; empty: a person of `profile`, placed at the post
    std::string profile;
    std::string post_storey;
    Vec2 post;
    double arrives_s{0.0};  ///< heads for the post, and begins when he is there
    /// So far people hear and follow him, with nothing between. 5 m: our choice.
    double reach_m{5.0};
    std::vector<StewardTask> tasks;
    // When he leaves himself: what comes first. Without any: when nobody but stewards is able and inside.
    std::optional<double> leaves_at_s;
    std::string leaves_when_empty;      ///< id of a zone
    double leaves_in_smoke_per_m{1.0};  ///< extinction where he stands. Our choice
};

/// Who responds to the incident.
struct ResponseSpec {
    std::vector<StewardSpec> stewards;
    std::vector<RescueTeamSpec> rescue_teams;
    std::vector<AccessEmbargoSpec> embargoes;
    /// Response plan for those who are hurt, as its text (medical_plan_of() in casualties.hpp);
    /// empty: none.
    std::string medical_plan;
};

}  // namespace wayout
