/// The default movement model: desired velocity, then motion without overlap. One step is
///
///     find_neighbours(mover, agents, pool, carry);   // bins everybody who is in the venue into cells
///     plan_velocities(mover, agents, pool);          // reads everybody as they are, finds the desired
///     velocity of each move(mover, agents, time_s, pool);             // integrates, separates bodies, keeps
///     walls, crosses gates
///
/// Model: time-gap speed law + sampled directions + rank rule + non-overlap projection;
/// docs/models/movement.md has the equations. Descends from Moussaid, Helbing & Theraulaz, PNAS 108 (2011)
/// 6884 (directions by free run), Tordeux, Chraibi & Seyfried 2016, arXiv 1512.05597 (speed by time gap) and
/// Maury & Venel 2011, arXiv 0901.0984 (projection).
///
/// All reads come from the state at the start of the phase and all writes go to own rows, so that the result
/// does not depend on the number of threads; arithmetic is the same for every instruction set. After the
/// first steps nothing allocates memory.
#pragma once

#include "agents/agents.hpp"
#include "core/thread_pool.hpp"
#include "locomotion/crush.hpp"
#include "locomotion/gate_rules.hpp"
#include "locomotion/settings.hpp"
#include "locomotion/wall_index.hpp"
#include "venue/venue.hpp"

#include <wayout/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace wayout {

/// Somebody's centre crossed the line of a gate. Rows are those of the step in which it happened.
struct GateCrossing {
    std::int32_t row{0};
    GateId gate;
    bool left_to_right{
        false};             ///< as seen along the gate's line from a to b; out of the venue through an exit
    float step_frac{0.0F};  ///< when in the step: 0 at its start, 1 at its end
};

/// How well a step went. Numbers of events in this step.
struct MoveStatistics {
    std::uint64_t walker_count{0};
    std::uint64_t pair_count{0};           ///< pairs that took part in the projection
    std::uint64_t overlap_over_20_mm{0};   ///< pairs that overlap by more than 0.02 m after it ...
    std::uint64_t overlap_over_100_mm{0};  ///< ... and by more than 0.10 m
    double max_overlap_m{0.0};             ///< passing pairs against passing_factor x sum of the radii
    std::uint64_t wall_reverts{0};         ///< bodies set back because their path would have crossed a wall
    std::uint64_t coincident_centres{0};  ///< pairs with equal positions, separated in an arbitrary direction
    std::uint64_t standoffs{0};           ///< people who ignore somebody by the rule of standoff_time_s
    std::uint64_t held_at_gates{0};       ///< people set back because of a flow limit or a rule of a gate
};

/// Velocity of what people stand on (escalator belts), in plan, by row; empty: everything is at rest.
struct CarryVelocity {
    std::span<const float> x_mps;
    std::span<const float> y_mps;
    bool is_empty() const { return x_mps.empty(); }
};

/// Names of the instruction sets that this processor has, best first: some of "avx512", "avx2", "sse4",
/// "ssse3", and always "scalar". All compute the same bits.
std::vector<std::string_view> supported_instruction_sets();

struct MoverTables;

/// Scratch memory and gates of a run. Created once per run.
class Mover {
public:
    /// @param instruction_set  one of supported_instruction_sets(), or empty for the best; anything else is a
    /// bug
    Mover(std::shared_ptr<const Venue> venue, const LocomotionSettings& settings,
          std::string_view instruction_set = {});
    /// The same with the tables that other runs in the building use too, made for the range of `settings`.
    Mover(std::shared_ptr<const MoverTables> tables, const LocomotionSettings& settings,
          std::string_view instruction_set = {});
    ~Mover();
    Mover(Mover&&) noexcept;
    Mover& operator=(Mover&&) noexcept;

    const LocomotionSettings& settings() const;
    std::string_view instruction_set() const;

    /// Doors and exits; joints are always open. A closed gate is a wall. Cheap: rebuilds the cells near the
    /// gate.
    void set_gate_open(GateId gate, bool open);
    bool is_gate_open(GateId gate) const;
    /// Of gates with two leaves. While the gate is open, a second leaf that is shut is a wall.
    void set_second_leaf_open(GateId gate, bool open);
    /// An escalator that comes to rest lets on as many as a stair, one that runs as many as step on.
    void set_escalator_at_rest(SurfaceId flight, bool is_at_rest);
    /// Who may cross which gate, and when.
    GateRules& gate_rules();
    const WallIndex& walls() const;

    /// Of the last move(): in the order of ids, and of time within one.
    std::span<const GateCrossing> crossings() const;
    const MoveStatistics& statistics() const;
    /// Of the last move(), by row: how hard bodies were pushed apart, as a force in N. An indicator of
    /// contact in the sense of 10.2, not a measured force. 0 for those who do not walk.
    std::span<const float> contact_n() const;
    /// Of the last move(), by row, and of those who pressed against walls; empty without a crush model.
    std::span<const CrushLoad> crush_loads() const;
    std::span<const WallPush> wall_pushes() const;

    struct Impl;
    Impl& impl() { return *impl_; }

private:
    std::unique_ptr<Impl> impl_;
};

/// Everybody's rows in the order of cells, by id within a cell. For sorting the columns between two steps, so
/// that what lies side by side in space does so in memory; no result depends on it. Valid until
/// find_neighbours().
std::span<const std::int32_t> rows_by_cell(Mover& mover, const Agents& agents, ThreadPool& pool);

/// Bins people: those who walk anew in every step, those who sit, stand or lie only when that changed. Rows
/// that are `out` do not take part. Rows may have been added, removed or sorted since the last step.
void find_neighbours(Mover& mover, const Agents& agents, ThreadPool& pool, CarryVelocity carry = {});

/// Finds heading and speed of everybody who walks. Every 20th call, the greatest density that a
/// person met (people within 1 m, the person included, per circle area) is brought up to date in
/// agents.max_density_per_m2.
void plan_velocities(Mover& mover, Agents& agents, ThreadPool& pool);

/// Moves everybody who walks. Writes x_m, y_m, vx_mps, vy_mps (without the carry velocity), heading_x,
/// heading_y, surface and blocked_s. Those who crossed an exit are in crossings(); setting their activity to
/// `out` before the next step is the caller's part.
///
/// Guarantee: no path of a step crosses a wall, a one-sided wall from its left, or a closed gate.
/// @param time_s  at the start of the step, for the timers of gates with a flow limit
void move(Mover& mover, Agents& agents, double time_s, ThreadPool& pool);

}  // namespace wayout
