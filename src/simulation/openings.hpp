/// Doors, exits and escalators as they are now: what is open, locked, half open, held for one direction; who
/// has been turned away where; belts that brake or gather speed.
#pragma once

#include "navigation/walking_speed.hpp"
#include "venue/venue.hpp"

#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

struct World;
struct Event;

struct GateState {
    bool is_open{true};
    bool is_locked{false};
    bool has_one_leaf{false};
    GateWay way{GateWay::both};
    std::optional<double> service_s;  ///< set by an event: of everybody; 0: passes freely

    GateCode code() const { return gate_code(is_open && !is_locked, way, has_one_leaf); }
};

/// An escalator that changes its speed. Speeds are positive upwards, along the incline.
struct Belt {
    SurfaceId surface;
    double speed_mps{0.0};
    double carry_mps{0.0};  ///< mean speed in this step
    double target_mps{0.0};
    double rate_mps2{default_belt_deceleration_mps2};
    StairSpec::Motion motion{StairSpec::Motion::stopped};  ///< from the moment of rest on
    bool is_resting_first{false};                          ///< has to come to rest before
};

class Openings {
public:
    Openings(const Venue& venue, const PeopleSpec& people, std::size_t person_count);

    /// Kept by BuildingChange.
    const GateState& of(GateId gate) const { return gates_[gate.row()]; }
    /// Whether the population is turned away, and knows it.
    bool is_known_refusal(GateId gate, std::int32_t population) const;
    /// Which doors a population is turned away from: 0 for none; row of refused_doors().
    std::uint8_t access_of(std::int32_t population) const {
        return access_[static_cast<std::size_t>(population)];
    }
    const std::vector<std::vector<GateId>>& refused_doors() const { return refused_doors_; }

    /// Whether somebody has been turned away at the exit lately.
    bool is_turned_away(AgentId person, GateId exit, double now_s) const;
    /// Velocity in plan of a belt that changes its speed; nothing: its speed is that of its motion.
    std::optional<Vec2> belt_velocity_mps(const Surface& surface, SurfaceId id) const;
    bool has_changing_belts() const { return !belts_.empty(); }

    /// Before the first step: the rules that the mover keeps.
    void set_up(World& world) const;
    /// Once a step.
    void run(World& world);

private:
    friend class BuildingChange;

    void run_belts(World& world);
    void watch_load(World& world);
    void watch_leaves(World& world);
    void turn_away(World& world);

    std::vector<GateState> gates_;
    std::vector<std::vector<std::uint8_t>> refuses_;  ///< [GateId][population]; empty: nobody
    std::vector<std::uint8_t> access_;                ///< [population]
    std::vector<std::vector<GateId>> refused_doors_;  ///< [access]

    std::vector<GateId> surprising_exits_;  ///< turn people away who do not know it
    std::vector<float> turned_away_until_;  ///< [person - 1][row of surprising_exits_]

    struct LeafWatch {
        GateId gate;
        double queue_s{0.0};
        std::uint32_t tries{0};
    };
    std::vector<LeafWatch> leaves_;
    std::vector<Belt> belts_;  ///< those that change their speed
    struct LoadWatch {
        int stair_index;
        int max_persons;
        std::vector<SurfaceId> flights;
    };
    std::vector<LoadWatch> loads_;
};

/// Changes of doors, exits and escalators, made together: fields, mover and people follow once. What is gone
/// with the structure stays gone.
class BuildingChange {
public:
    explicit BuildingChange(World& world);

    /// Opens or shuts it. A locked one stays shut. @return whether it is as wanted
    bool set_open(GateId gate, bool open);
    void lock(GateId gate);
    /// Unlocks it and opens it.
    void unlock(GateId gate);
    void open_second_leaf(GateId gate);
    /// Lets people pass one way only, both ways or not at all; also joints.
    void set_way(GateId gate, GateWay way);
    /// Service time of everybody from now on; 0: passes freely.
    void set_service(GateId gate, double service_s);
    /// Brakes it and sets it running another way, or both.
    void set_escalator(SurfaceId flight, StairSpec::Motion motion, double rate_mps2);
    /// From now on the escalator counts as standing or running; of belts at rest.
    void set_motion(SurfaceId flight, StairSpec::Motion motion);
    /// Whether anything has changed that ways depend on.
    bool is_any() const { return is_any_; }
    void apply();

private:
    bool is_lost(GateId gate) const;
    void follow(GateId gate);
    void tell_capacity(GateId gate);

    World& world_;
    RouteState state_;
    bool is_any_{false};
};

/// What people expect an exit to let out now: one person per mean service time, its flow limit, or the open
/// width at the expected specific flow.
double expected_capacity_pps(const Gate& gate, const GateState& state);
/// An event with the place of a gate.
Event event_at_gate(const World& world, GateId gate, const char* kind, std::string text);

}  // namespace wayout
