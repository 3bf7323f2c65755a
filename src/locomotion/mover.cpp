#include "locomotion/mover.hpp"

#include "core/assert.hpp"
#include "locomotion/mover_impl.hpp"

#include <algorithm>
#include <array>

namespace wayout {
namespace {

const Kernel& kernel_by_name(std::string_view name) {
    const std::span<const Kernel> kernels = supported_kernels();
    if (name.empty())
        return kernels.front();
    const auto found =
        std::find_if(kernels.begin(), kernels.end(), [&](const Kernel& k) { return k.name == name; });
    WAYOUT_ASSERT(found != kernels.end(), "unknown instruction set");
    return *found;
}

}  // namespace

std::vector<std::string_view> supported_instruction_sets() {
    std::vector<std::string_view> names;
    for (const Kernel& kernel : supported_kernels()) names.push_back(kernel.name);
    return names;
}

namespace {

/// Cells from the corner `column`, `row` on that lie at least in part beyond a joint to the other surface.
std::uint64_t cells_beyond_joints(const JoinedSurfaces& joined, std::size_t surface, std::size_t other,
                                  std::int32_t column, std::int32_t row) {
    std::uint64_t cells = 0;
    for (std::int32_t r = 0; r < SeenSurfaces::side_cells; ++r)
        for (std::int32_t c = 0; c < SeenSurfaces::side_cells; ++c) {
            const Box cell = SurfaceGrid::box_of_cell(column + c, row + r);
            if (joined.is_any_beyond_joint(surface, other,
                                           std::array{cell.min, Vec2{cell.max.x, cell.min.y}, cell.max,
                                                      Vec2{cell.min.x, cell.max.y}}))
                cells |= std::uint64_t{1} << SeenSurfaces::bit_of_cell(c, r);
        }
    return cells;
}

}  // namespace

SeenSurfaces::SeenSurfaces(const SurfaceGrid& grid, const JoinedSurfaces& joined, double range_m)
    : first_(grid.block_count() + 1) {
    std::vector<std::int32_t> surfaces;
    for (std::size_t s = 0; s < grid.surface_count(); ++s) {
        const SurfaceGrid::Part& part = grid.part(s);
        for (std::int32_t b = 0; b < part.block_count(); ++b) {
            const std::int32_t column = part.column0 + SurfaceGrid::block_cells * (b % part.block_columns());
            const std::int32_t row = part.row0 + SurfaceGrid::block_cells * (b / part.block_columns());
            Box box = SurfaceGrid::box_of_cell(column, row);
            box.add(SurfaceGrid::box_of_cell(column + SurfaceGrid::block_cells - 1,
                                             row + SurfaceGrid::block_cells - 1));
            surfaces.clear();
            joined.append_seen_from(s, box, range_m, surfaces);
            for (const std::int32_t other : surfaces)
                seen_.push_back(
                    {other, cells_beyond_joints(joined, s, static_cast<std::size_t>(other),
                                                column - SurfaceGrid::border, row - SurfaceGrid::border)});
            first_[static_cast<std::size_t>(part.first_block + b) + 1] =
                static_cast<std::uint32_t>(seen_.size());
        }
    }
}

namespace {

std::vector<std::int32_t> blocks_of_cells(const SurfaceGrid& grid) {
    constexpr std::int32_t edge = SurfaceGrid::block_cells;
    std::vector<std::int32_t> blocks(grid.cell_count());
    for (std::size_t s = 0; s < grid.surface_count(); ++s) {
        const SurfaceGrid::Part& part = grid.part(s);
        for (std::int32_t row = 0; row < part.rows; ++row)
            for (std::int32_t column = 0; column < part.columns; ++column)
                blocks[static_cast<std::size_t>(part.cell(part.column0 + column, part.row0 + row))] =
                    part.first_block + row / edge * part.block_columns() + column / edge;
    }
    return blocks;
}

}  // namespace

Mover::Impl::Impl(std::shared_ptr<const Venue> venue_, const LocomotionSettings& settings_,
                  const Kernel& kernel_)
    : venue(std::move(venue_)),
      settings(settings_),
      constants(settings_),
      kernel(kernel_),
      grid(*venue),
      joined(*venue),
      walls(venue, grid, joined),
      gates(*venue, grid, joined),
      seen(grid, joined, settings_.neighbour_range_m),
      timers(*venue, settings_),
      rules(*venue, settings_.seed),
      order(grid.cell_count()),
      block_of_cell(blocks_of_cells(grid)),
      bystanders(grid),
      pair_lists(chunk_count(grid.block_count(), blocks_per_chunk)),
      standoffs(pair_lists.size()),
      crush(grid) {
    // Reference models reckon with the velocity that others have.
    if (settings.planning != PlanningModel::time_gap)
        settings.intention_factor = 0.0;
}

Mover::Mover(std::shared_ptr<const Venue> venue, const LocomotionSettings& settings,
             std::string_view instruction_set) {
    WAYOUT_ASSERT(settings.time_step_s > 0.0 && settings.turning_time_s > 0.0 && settings.horizon_s > 0.0,
                  "times of the movement model must be positive");
    WAYOUT_ASSERT(settings.neighbour_range_m > 0.0 &&
                      settings.neighbour_range_m <= SurfaceGrid::border * SurfaceGrid::cell_m,
                  "the neighbour range does not fit the cells");
    impl_ = std::make_unique<Impl>(std::move(venue), settings, kernel_by_name(instruction_set));
}

Mover::~Mover() = default;
Mover::Mover(Mover&&) noexcept = default;
Mover& Mover::operator=(Mover&&) noexcept = default;

const LocomotionSettings& Mover::settings() const {
    return impl_->settings;
}
std::string_view Mover::instruction_set() const {
    return impl_->kernel.name;
}
void Mover::set_gate_open(GateId gate, bool open) {
    impl_->walls.set_gate_open(gate, open);
}
bool Mover::is_gate_open(GateId gate) const {
    return impl_->walls.is_gate_open(gate);
}
void Mover::set_second_leaf_open(GateId gate, bool open) {
    impl_->walls.set_second_leaf_open(gate, open);
    impl_->timers.set_leaves(*impl_->venue, impl_->settings, gate, open);
}
void Mover::set_escalator_at_rest(SurfaceId flight, bool is_at_rest) {
    for (std::size_t g = 0; g < impl_->venue->gates.size(); ++g) {
        const Gate& gate = impl_->venue->gates[g];
        if (gate.kind == GateKind::joint && (gate.left == flight || gate.right == flight))
            impl_->timers.set_stair(*impl_->venue, impl_->settings, GateId::from(g), is_at_rest);
    }
}
GateRules& Mover::gate_rules() {
    return impl_->rules;
}
const WallIndex& Mover::walls() const {
    return impl_->walls;
}
std::span<const GateCrossing> Mover::crossings() const {
    return impl_->crossings;
}
const MoveStatistics& Mover::statistics() const {
    return impl_->statistics;
}
std::span<const float> Mover::contact_n() const {
    return impl_->contact_n;
}

std::span<const CrushLoad> Mover::crush_loads() const {
    return impl_->crush.loads;
}

std::span<const WallPush> Mover::wall_pushes() const {
    return impl_->crush.wall_pushes;
}

}  // namespace wayout
