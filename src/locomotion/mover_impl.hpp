/// What a Mover keeps: tables of the venue, people in the order of cells, scratch memory.
#pragma once

#include "locomotion/bystanders.hpp"
#include "locomotion/cell_order.hpp"
#include "locomotion/crush.hpp"
#include "locomotion/gate_rules.hpp"
#include "locomotion/leavers.hpp"
#include "locomotion/mover.hpp"
#include "locomotion/mover_tables.hpp"
#include "locomotion/projection.hpp"
#include "locomotion/reference_state.hpp"
#include "locomotion/time_gap_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

struct Mover::Impl {
    Impl(std::shared_ptr<const MoverTables> tables, const LocomotionSettings& settings, const Kernel& kernel);

    /// Chunk sizes are part of the result's determinism only in so far as they do not depend on the machine.
    static constexpr std::size_t rows_per_chunk = 4096;
    static constexpr std::size_t places_per_chunk = 1024;
    static constexpr std::size_t blocks_per_chunk = 16;
    static constexpr std::size_t lists_per_chunk = 4;
    static constexpr std::uint64_t density_period = 20;

    /// Contact forces answer to every change of direction: with them the choice is not put off.
    std::uint64_t choice_period_steps() const {
        if (settings.crush.where != CrushSettings::Where::nowhere)
            return 1;
        return static_cast<std::uint64_t>(
            std::max(1.0, std::round(settings.choice_period_s / settings.time_step_s)));
    }

    // the venue
    std::shared_ptr<const MoverTables> tables;
    std::shared_ptr<const Venue> venue;
    LocomotionSettings settings;
    TimeGapConstants constants;
    Kernel kernel;
    const SurfaceGrid& grid;
    const JoinedSurfaces& joined;
    const GateIndex& gates;
    const SeenSurfaces& seen;
    const std::vector<std::int32_t>& block_of_cell;
    WallIndex walls;  ///< with the gates as they are now
    GateTimers timers;
    GateRules rules;

    // the people of this step
    std::vector<std::int32_t> cell_of_row;  ///< of walkers; -1 otherwise
    CellOrder order;
    WalkerColumns walkers;
    std::vector<std::uint64_t> has_walkers;  ///< bit by block
    Bystanders bystanders;
    float fastest_mps{0.0F};
    float largest_wall_radius_m{0.0F};
    bool is_carried{false};
    std::vector<Bystanders::Findings> findings;  ///< by chunk of rows
    struct Extremes {
        float fastest_mps{0.0F};
        float largest_wall_radius_m{0.0F};
    };
    std::vector<Extremes> extremes_of_chunk;

    // the plan
    std::uint64_t plan_count{0};
    std::vector<KernelScratch> scratch;  ///< by worker
    struct BlockNeighbourhood {
        std::vector<Run> runs;
    };
    std::vector<BlockNeighbourhood> neighbourhoods;  ///< by worker
    std::vector<PairList> pair_lists;                ///< by chunk of blocks
    std::vector<std::uint64_t> standoffs;            ///< by chunk of blocks

    ReferenceState reference;

    // the motion; by place
    std::vector<std::uint32_t> used_lists;     ///< pair lists that have entries
    std::vector<Vec2> positions[2];            ///< of bodies, see BodyPositions
    std::uint64_t bystanders_in_positions{0};  ///< version; 0: none yet
    std::vector<float> pushed_m;
    std::vector<Vec2> walked_to_m;  ///< after the projection, or set back; without carry
    std::vector<Vec2> arrived_m;    ///< with carry
    std::vector<std::int32_t> arrived_surface;
    struct MotionFindings {
        Overlaps overlaps;
        std::uint64_t wall_reverts{0};
        std::uint64_t coincident_centres{0};
        bool has_moved{false};
        struct Crossed {
            GateCrossing crossing;
            std::int32_t place;
        };
        std::vector<Crossed> crossed;
    };
    std::vector<MotionFindings> motion;  ///< by used list
    struct Candidate {
        std::uint64_t turn;  ///< at a gate with a service; 0 elsewhere
        float travel_time_s;
        std::int32_t id;
        std::size_t crossed;  ///< row of all_crossed
    };
    std::vector<MotionFindings::Crossed> all_crossed;
    std::vector<Candidate> candidates;
    std::vector<std::uint8_t> is_held;  ///< by place

    CrushState crush;

    std::vector<std::vector<Leaver>>
        leavers;  ///< by gate, in the order of leaving; empty before the first step

    // what others may ask for
    std::vector<GateCrossing> crossings;
    MoveStatistics statistics;
    std::vector<float> contact_n;  ///< by row
};

/// Room for the work of a step with a reference model.
void prepare_reference_model(Mover::Impl& m, std::size_t worker_count);
/// The plan of the walkers of a block by a reference model, in place of the kernel of the time-gap model.
void plan_by_reference_model(Mover::Impl& m, std::size_t surface, std::size_t worker, BlockJob& job);
/// A PushApart for models that let bodies overlap: everybody stays where he is.
bool leave_overlaps(const ProjectionState& state, PairList& pairs);

/// First part of a move: those in the crush go where forces drive them; nothing without a crush model. Their
/// plan then is where they have come to.
void press_together(Mover::Impl& m, const Agents& agents, ThreadPool& pool);
/// Last part: where it was dense, or contact hard, there is a crush from the next step on.
void heat_crush_zone(Mover::Impl& m, const Agents& agents);

}  // namespace wayout
