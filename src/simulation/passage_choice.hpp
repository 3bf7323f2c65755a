/// By which door or stair people leave the room that they are in, on the way to the exit that they head for.
///
/// The shortest way to an exit knows no crowd: without more, all take the nearest of two stairs. Here people
/// who see a long queue before the passage ahead weigh it against the other passages of the same room:
///     T(p) = tau(p) + lambda(p) / beta(p) + tau'(p)
/// tau: walk to the passage and through it, a stair included; lambda: people ahead who want through it; beta:
/// what it lets through as they see it; tau': from there on to the exit by the shortest way. The rule for
/// exits (exit_choice.hpp; Ehtamo et al. 2010) for the passages of a room, in the manner of "locally
/// quickest" of other tools (Pathfinder technical reference; from memory) and of quickest paths in Kemloh
/// Wagoum, Seyfried & Holl 2012 (from memory). People weigh what they see: no passage that is out of sight,
/// and no queue beyond the room. A queue that they have left behind counts as what is left of it when nobody
/// joins it.
#pragma once

#include "behaviour/exit_choice.hpp"
#include "simulation/passage_queues.hpp"
#include "simulation/world.hpp"

#include <wayout/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace wayout {

/// Our choices, all of them.
struct PassageChoiceSettings {
    /// From so far people see a passage and its queue; as RouteHazardSettings::sight_m.
    double sight_m{30.0};
    /// A shorter wait makes nobody look for another way.
    double least_wait_s{10.0};
};

/// Who goes by which passage that is not on the shortest way.
class PassageChoice {
public:
    /// @param world  with its fields, before their first refresh
    explicit PassageChoice(World& world);

    /// Once a step, not parallel: whoever is through goes on by the shortest way; and a picture of the
    /// queues is taken when one is due.
    void begin_step(World& world, const ExitChoiceSettings& settings);
    /// In the parallel part of the decisions, for somebody who keeps to his exit. Own row only.
    void choose(World& world, std::size_t row, std::size_t worker, const ExitChoiceSettings& settings);
    /// After the parallel part.
    void end_step(World& world);
    /// Somebody who is led goes by the passage of the leader, or by the shortest way again. Not parallel.
    void go_along(World& world, std::size_t leader_row, std::size_t row);

    bool is_on_detour(const World& world, std::size_t row) const;
    bool is_anybody_on_detour() const { return count_ > 0; }
    /// Seconds of the field that somebody on a detour has to go beyond its passage; 0 for all others.
    float beyond_s(const World& world, std::size_t row) const;

private:
    struct Detour {
        std::int32_t passage{-1};  ///< row of FieldStore::room_passages(); -1: none
        float beyond_s{0.0F};
        GateId left;  ///< whose queue was too long, and what it was when last seen
        float left_wait_s{0.0F};
        float seen_at_s{0.0F};
        bool is_astray{false};  ///< takes it for the way out
    };
    /// What the worker has to say after the parallel part.
    struct Tally {
        std::vector<std::int32_t> wanted_goals;
        int begun{0};  ///< detours, less those given up
    };
    /// A way out of the room, as somebody sees it.
    struct Way {
        const RoomPassage* passage{nullptr};  ///< null: the shortest way
        GateId gate;                          ///< by which it leaves the room, or the next one on it
        double total_s{std::numeric_limits<double>::infinity()};
        double wait_s{0.0};
        float beyond_s{0.0F};
        std::size_t ahead{0};
    };
    class Weighing;

    /// go_astray.cpp: whether somebody in dense smoke has taken another passage for the way out, now or
    /// before.
    bool goes_astray(World& world, std::size_t row, std::size_t worker);
    /// Behind that passage: straight on into the room.
    static void look_for_the_way(World& world, std::size_t row, const RoomPassage& behind);
    std::int32_t goal_of(const World& world, std::size_t row, std::int32_t passage) const;
    void end_of_those_who_are_through(World& world);
    void look_after_detours(World& world);
    std::int32_t room_of(const World& world, std::size_t row) const;
    void go_on_by_shortest_way(World& world, std::size_t row);
    bool may_choose(const World& world, std::size_t row, const ExitChoiceSettings& settings) const;
    void remember(const World& world, std::size_t row, const Way& way);
    void note(World& world, std::size_t row, std::size_t worker, const Way& before, const Way& now) const;
    /// What is to be done when the goal has been changed.
    void restart(World& world, std::size_t row) const;

    PassageChoiceSettings settings_;
    std::vector<std::uint8_t> weighs_;           ///< [population]
    std::vector<std::uint8_t> separates_rooms_;  ///< [GateId]
    std::int32_t first_area_{0};
    PassageQueues queues_;
    std::vector<Detour> detours_;  ///< [person - 1]
    /// [person - 1] rooms in which he has asked himself in dense smoke where the way out is. Empty: no fire.
    std::vector<std::vector<std::int32_t>> asked_in_;
    int count_{0};                          ///< of them at the beginning of the parallel part
    std::size_t next_passage_{0};           ///< of the run, not looked at yet
    std::vector<std::uint8_t> is_through_;  ///< scratch, [person - 1]
    std::vector<Tally> tallies_;            ///< [worker]
};

/// Gives the world its PassageChoice if anybody chooses passages by their queues, or can go astray in smoke.
void set_up_passage_choice(World& world);

/// How long somebody still has to go to his exit, in seconds of the field, by the passage that he takes.
float time_to_exit_s(const World& world, std::size_t row);

}  // namespace wayout
