/// What everybody knows of the building: exits, and whether what has changed is known.
#pragma once

#include "behaviour/bit_table.hpp"
#include "simulation/crowd_picture.hpp"
#include "simulation/sight_map.hpp"

#include <wayout/error.hpp>
#include <wayout/exposure.hpp>
#include <wayout/knowledge.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace wayout {

struct World;
struct RouteState;

/// How somebody came to know something; the order is that of preference when there are several.
enum class LearnedBy : std::uint8_t { told, sight, sight_of_outside, sign, neighbour, touch };

class KnowledgeState {
public:
    KnowledgeState(const World& world, std::vector<HungSign> signs);

    /// Populations with a KnowledgeSpec, but for those who are informed of everything.
    bool is_limited(std::int32_t population) const {
        return is_limited_[static_cast<std::size_t>(population)] != 0;
    }
    const KnowledgeSpec& spec(std::int32_t population) const {
        return specs_[static_cast<std::size_t>(population)];
    }
    bool is_familiar(AgentId person, GateId exit) const { return familiar_.has(person - 1, exit.row()); }
    bool is_known_of(AgentId person, GateId exit) const { return known_of_.has(person - 1, exit.row()); }
    bool knows(AgentId person, GateId exit) const {
        return is_familiar(person, exit) || is_known_of(person, exit);
    }
    /// Has found it shut lately and does not count on it.
    bool holds_shut(AgentId person, GateId exit, double now_s) const {
        return now_s < static_cast<double>(shut_until_s_[slot(person, exit)]);
    }
    /// Has ever found it shut, and not open again since.
    bool has_found_shut(AgentId person, GateId exit) const {
        return std::isfinite(shut_until_s_[slot(person, exit)]);
    }
    /// "2 of 6 exits".
    std::string in_words(AgentId person) const;
    /// Whether somebody knows of an exit that another does not.
    bool knows_more(AgentId person, AgentId than) const;

    // Own rows only: several people may be changed at once.
    void make_familiar(AgentId person, GateId exit) { familiar_.add(person - 1, exit.row()); }
    void make_known_of(AgentId person, GateId exit) { known_of_.add(person - 1, exit.row()); }
    void hold_shut_until(AgentId person, GateId exit, float until_s) {
        shut_until_s_[slot(person, exit)] = until_s;
    }
    void forget_shut(AgentId person, GateId exit) {
        hold_shut_until(person, exit, -std::numeric_limits<float>::infinity());
    }

    /// A door inside that has opened or shut, or an escalator that runs otherwise, since the last change.
    struct Change {
        GateId gate;
        SurfaceId escalator;
        bool opens{false};
    };
    std::vector<Change> changes;
    std::vector<std::uint64_t> unseen;        ///< [person - 1] which of the changes somebody does not know of
    std::vector<std::uint8_t> decides_now;    ///< [person - 1] has learned something: chooses again at once
    std::vector<std::uint8_t> leads_outside;  ///< [exit] one sees that it does: as known as soon as seen
    std::vector<std::uint8_t> opens_by_use;   ///< [exit] unused until somebody opens it
    SightMap sight;
    CrowdPicture crowd;

    /// What somebody learns in a step.
    struct News {
        enum class What : std::uint8_t { exit, shut_exit, open_exit, change, everything };
        AgentId person{0};
        What what{What::exit};
        std::int32_t subject{-1};  ///< exit or row of `changes`
        LearnedBy by{LearnedBy::sight};
        bool makes_familiar{false};
        std::string how;  ///< of those who are told: "told by a steward"
    };
    std::vector<News> told;                ///< from outside, since the last time
    std::vector<std::vector<News>> found;  ///< scratch, by worker
    std::vector<News> news;                ///< scratch
    std::vector<std::size_t> lookers;      ///< scratch: rows
    std::vector<std::int32_t> row_of;      ///< scratch: by person
    std::size_t next_passage{0};           ///< of World::passages, not yet looked at

    std::vector<ChoiceType> types;          ///< [person - 1]
    std::vector<int> changes_by_following;  ///< [person - 1] away from an exit that was still a way out
    /// [person - 1] best rank that the present exit has had since it was chosen: it is not given up for
    /// having gone out of sight on the way.
    std::vector<std::int8_t> kept_rank;

private:
    std::size_t slot(AgentId person, GateId exit) const {
        return static_cast<std::size_t>(person - 1) * exit_count_ + exit.row();
    }

    std::size_t exit_count_;
    std::vector<std::uint8_t> is_limited_;  ///< [population]
    std::vector<KnowledgeSpec> specs_;      ///< [population]
    BitTable familiar_;                     ///< [person - 1][exit]
    BitTable known_of_;                     ///< [person - 1][exit]
    std::vector<float> shut_until_s_;       ///< [person - 1][exit]
};

/// Somebody is told of an exit and sent there: it counts as known to him from the next step on, and he
/// chooses again. Without effect for those who know everything. Not from several threads at once.
/// @param how  for the log of decisions: "told by a steward"
void teach(World& world, AgentId person, GateId exit, const char* how = "told by a steward");
/// Somebody is told how the building is now: which doors and exits are open. Likewise.
void inform(World& world, AgentId person, const char* how = "told by a steward");
/// All know the building as it is from now on: what has happened cannot be missed.
void inform_all(World& world);

/// Somebody knows the building as it is from now on. Own row only.
void find_out(World& world, std::size_t row);

/// After FieldStore::set_state(): what people have to learn now.
void note_changes(World& world, const RouteState& before);

/// Whether somebody has reason to think that the exit can be used. Whoever has found it shut does not count
/// on it for a while; after that he does as soon as it is open: trying in vain once more is left out.
bool believes_open(const World& world, AgentId person, GateId exit);

/// Somebody takes in what he has learned. Own row only.
void take_in(World& world, std::size_t row, const KnowledgeState::News& news);

/// Whether this population follows its own knowledge; false where there is nothing of the kind.
bool has_limited_knowledge(const World& world, std::int32_t population);

/// Whether somebody sees an exit: in sight, near enough for his population, not hidden by smoke.
bool sees_exit(const World& world, std::size_t row, std::int32_t patch, GateId exit);
/// Smoke between two points hides a sign: L > C / K_mean, K_mean the mean along the line (Boerger et al.
/// 2024, read in a summary).
bool is_hidden_by_smoke(const World& world, SurfaceId surface, Vec2 p, Vec2 q, SignKind kind);

/// Signs that lead nowhere: nobody who reads them can reach their exit even with all doors open. Only while
/// the fields are those of the most open state.
Errors check_signs_lead_out(const World& world);

}  // namespace wayout
