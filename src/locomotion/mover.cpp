#include "locomotion/mover.hpp"

#include "core/assert.hpp"
#include "locomotion/mover_impl.hpp"

#include <algorithm>

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

Mover::Impl::Impl(std::shared_ptr<const MoverTables> tables_, const LocomotionSettings& settings_,
                  const Kernel& kernel_)
    : tables(std::move(tables_)),
      venue(tables->venue),
      settings(settings_),
      constants(settings_),
      kernel(kernel_),
      grid(tables->grid),
      joined(tables->joined),
      gates(tables->gates),
      seen(tables->seen),
      block_of_cell(tables->block_of_cell),
      walls(tables->walls),
      timers(*venue, settings_),
      rules(*venue, settings_.seed),
      order(grid.cell_count()),
      bystanders(grid),
      pair_lists(chunk_count(grid.block_count(), blocks_per_chunk)),
      standoffs(pair_lists.size()),
      crush(grid) {
    // Reference models reckon with the velocity that others have.
    if (settings.planning != PlanningModel::time_gap)
        settings.intention_factor = 0.0;
}

Mover::Mover(std::shared_ptr<const Venue> venue, const LocomotionSettings& settings,
             std::string_view instruction_set)
    : Mover(std::make_shared<const MoverTables>(std::move(venue), settings.neighbour_range_m), settings,
            instruction_set) {}

Mover::Mover(std::shared_ptr<const MoverTables> tables, const LocomotionSettings& settings,
             std::string_view instruction_set) {
    WAYOUT_ASSERT(settings.time_step_s > 0.0 && settings.turning_time_s > 0.0 && settings.horizon_s > 0.0,
                  "times of the movement model must be positive");
    WAYOUT_ASSERT(settings.neighbour_range_m > 0.0 &&
                      settings.neighbour_range_m <= SurfaceGrid::border * SurfaceGrid::cell_m,
                  "the neighbour range does not fit the cells");
    WAYOUT_ASSERT(settings.neighbour_range_m == tables->neighbour_range_m, "tables for another range");
    impl_ = std::make_unique<Impl>(std::move(tables), settings, kernel_by_name(instruction_set));
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
