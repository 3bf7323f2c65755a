#include "simulation/danger_ways.hpp"

#include "geometry/segment.hpp"
#include "simulation/danger_state.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/world.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

/// A way counts as changed when its cost differs by so much.
constexpr float noticed_change = 1.2F;
/// Where an area will be is looked at so far apart. It moves at most a few metres in this time.
constexpr double horizon_step_s = 1.0;

/// [SurfaceId] the storeys that a piece of floor belongs to or leads to: a flight is no way round an area on
/// either of its storeys.
std::vector<std::vector<StoreyId>> storeys_reached(const Venue& venue) {
    std::vector<std::vector<StoreyId>> reached(venue.surfaces.size());
    const auto add = [&reached](std::size_t surface, StoreyId storey) {
        std::vector<StoreyId>& known = reached[surface];
        if (std::find(known.begin(), known.end(), storey) == known.end())
            known.push_back(storey);
    };
    for (std::size_t s = 0; s < venue.surfaces.size(); ++s) add(s, venue.surfaces[s].storey);
    const auto lead_to = [&](SurfaceId from, SurfaceId to) {
        const Surface& piece = venue.surfaces[from.row()];
        if (piece.kind == SurfaceKind::floor || venue.surfaces[to.row()].kind != SurfaceKind::floor)
            return;
        for (std::size_t s = 0; s < venue.surfaces.size(); ++s)
            if (s == from.row() ||
                (piece.stair_index >= 0 && venue.surfaces[s].stair_index == piece.stair_index))
                add(s, venue.surfaces[to.row()].storey);
    };
    for (const Gate& gate : venue.gates)
        if (gate.kind == GateKind::joint) {
            lead_to(gate.left, gate.right);
            lead_to(gate.right, gate.left);
        }
    return reached;
}

}  // namespace

DangerWays::DangerWays(const NavigationGrid& grid, const Venue& venue)
    : patches_(grid),
      storeys_(storeys_reached(venue)),
      wanted_factor_(patches_.size(), 1.0F),
      wanted_closed_(patches_.size(), 0),
      own_factor_(patches_.size(), 1.0F),
      own_closed_(patches_.size(), 0),
      factor_(patches_.size(), 1.0F),
      closed_(patches_.size(), 0) {
    for (std::size_t p = 0; p < patches_.size(); ++p) {
        middle_.push_back(grid.centre(patches_.representative(p)));
        storey_.push_back(venue.surfaces[patches_.surface(p).row()].storey);
    }
}

void DangerWays::judge(std::span<const DangerArea> areas, double now_s, double horizon_s) {
    std::fill(wanted_factor_.begin(), wanted_factor_.end(), 1.0F);
    std::fill(wanted_closed_.begin(), wanted_closed_.end(), std::uint8_t{0});
    for (const DangerArea& area : areas) {
        if (!area.shape.is_there)
            continue;
        const bool is_still = now_s >= last_change_s(area.spec);
        std::vector<DangerShape> shapes{area.shape};
        for (double ahead_s = horizon_step_s; !is_still && ahead_s <= horizon_s; ahead_s += horizon_step_s)
            shapes.push_back(shape_at(area.spec, now_s + ahead_s));
        for (std::size_t p = 0; p < patches_.size(); ++p) {
            const std::vector<StoreyId>& storeys = storeys_[patches_.surface(p).row()];
            if (std::find(storeys.begin(), storeys.end(), area.storey) == storeys.end())
                continue;
            double away_m = std::numeric_limits<double>::infinity();
            for (const DangerShape& shape : shapes) away_m = std::min(away_m, distance_m(shape, middle_[p]));
            if (away_m < area.spec.avoid_m)
                wanted_closed_[p] = 1;
            wanted_factor_[p] =
                std::max(wanted_factor_[p], static_cast<float>(danger_cost_factor(area.spec, away_m)));
        }
    }
}

bool DangerWays::differs() const {
    if (wanted_closed_ != own_closed_)
        return true;
    for (std::size_t p = 0; p < own_factor_.size(); ++p)
        if (wanted_factor_[p] > noticed_change * own_factor_[p] ||
            own_factor_[p] > noticed_change * wanted_factor_[p])
            return true;
    return false;
}

void DangerWays::combine_with_air(World& world) {
    factor_ = own_factor_;
    closed_ = own_closed_;
    if (world.hazards != nullptr) {
        const RouteCosts air = world.hazards->routes.costs();
        for (std::size_t p = 0; p < factor_.size(); ++p) {
            factor_[p] *= air.factor[p];
            closed_[p] = static_cast<std::uint8_t>(closed_[p] | air.is_closed[p]);
        }
    }
    const RouteCosts costs{patches_.of_cells(), factor_, closed_};
    world.fields.set_costs(View::present_wary, costs);
    world.fields.set_costs(View::former_wary, costs);
}

std::vector<GateId> DangerWays::avoided_exits(const World& world, std::span<const DangerArea> areas) const {
    std::vector<GateId> exits;
    for (const DangerArea& area : areas) {
        if (!area.shape.is_there)
            continue;
        exits.insert(exits.end(), area.exits.begin(), area.exits.end());
        for (int g = 0; g < world.venue->exit_count; ++g) {
            const Gate& gate = world.venue->gates[static_cast<std::size_t>(g)];
            if (gate.storey == area.storey && distance_m(area.shape, midpoint(gate.line)) < area.spec.avoid_m)
                exits.emplace_back(g);
        }
    }
    std::sort(exits.begin(), exits.end(), [](GateId a, GateId b) { return a.value < b.value; });
    exits.erase(std::unique(exits.begin(), exits.end()), exits.end());
    return exits;
}

void DangerWays::take_over() {
    own_factor_ = wanted_factor_;
    own_closed_ = wanted_closed_;
}

void DangerWays::solve_all(World& world) {
    if (!is_in_use_) {
        is_in_use_ = true;
        world.fields.demand_exits(View::present_wary);
        if (world.knowledge != nullptr)
            world.fields.demand_exits(View::former_wary);
    }
    solved_again_ += static_cast<std::int64_t>(world.fields.make_wary_stale());
    waiting_.clear();
}

DangerWays::Change DangerWays::solve_some(World& world) {
    const auto field_cells = static_cast<double>(world.fields.grid().cell_count());
    if (waiting_.empty() || credit_cells_ < field_cells)
        return Change::none;
    std::vector<std::uint8_t> is_used(world.fields.goal_count(), 0);
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        if (world.agents.goal[row] >= 0)
            is_used[static_cast<std::size_t>(world.agents.goal[row])] = 1;
    std::stable_partition(waiting_.begin(), waiting_.end(),
                          [&](std::int32_t goal) { return is_used[static_cast<std::size_t>(goal)] != 0; });
    std::size_t done = 0;
    for (; done < waiting_.size() && credit_cells_ >= field_cells; ++done) {
        credit_cells_ -= field_cells;
        world.fields.make_stale(waiting_[done]);
        ++solved_again_;
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(done));
    return Change::some;
}

DangerWays::Change DangerWays::update(World& world, std::span<const DangerArea> areas) {
    if (is_in_use_ && world.hazards != nullptr)
        combine_with_air(world);
    const double now_s = world.time_s();
    const double second_s = static_cast<double>(steps_per_second(world.time_step_s)) * world.time_step_s;
    const auto field_cells = static_cast<double>(world.fields.grid().cell_count());
    const std::vector<std::int32_t> solved = world.fields.solved_wary_goals();
    const double all_cells = field_cells * static_cast<double>(solved.size());
    credit_cells_ = std::min(credit_cells_ + cells_per_s * second_s, all_cells);

    std::vector<std::uint8_t> is_there;
    bool may_change = false;
    for (const DangerArea& area : areas) {
        is_there.push_back(area.shape.is_there ? 1 : 0);
        may_change = may_change || (area.shape.is_there && last_change_s(area.spec) > area.spec.from_s &&
                                    now_s <= last_change_s(area.spec) + refresh_s);
    }
    const bool is_any = std::find(is_there.begin(), is_there.end(), 1) != is_there.end();
    const bool was_any = std::find(was_there_.begin(), was_there_.end(), 1) != was_there_.end();
    const bool is_other_set = is_there != was_there_ && (is_any || was_any);
    was_there_ = std::move(is_there);
    if (is_other_set && !is_any) {  // nobody keeps out of anything: no fields until there is an area again
        waiting_.clear();
        return Change::none;
    }
    if (!is_other_set && (!may_change || now_s < judged_at_s_ + refresh_s - 1e-9))
        return solve_some(world);

    judged_at_s_ = now_s;
    judge(areas, now_s, std::min(longest_horizon_s, refresh_s + all_cells / cells_per_s));
    std::vector<GateId> exits = avoided_exits(world, areas);
    const bool has_other_exits = !std::equal(exits.begin(), exits.end(), world.fields.avoided_exits().begin(),
                                             world.fields.avoided_exits().end());
    if (!is_other_set && !differs() && !has_other_exits)
        return solve_some(world);
    take_over();
    combine_with_air(world);
    world.fields.set_avoided_exits(std::move(exits));
    if (is_other_set) {
        solve_all(world);
        return Change::all;
    }
    for (const std::int32_t goal : solved)
        if (std::find(waiting_.begin(), waiting_.end(), goal) == waiting_.end())
            waiting_.push_back(goal);
    solve_some(world);
    return Change::some;
}

bool leads_off_dangers(const World& world, std::size_t row, std::int32_t goal) {
    const DangerState& dangers = *world.dangers;
    const NavigationGrid& grid = world.fields.grid();
    const Patches& patches = dangers.ways.patches();
    const TravelTimeField& field = world.fields.field(goal);
    const auto is_in_one = [&](CellIndex cell) {
        const StoreyId storey = world.venue->surfaces[grid.surface(cell).row()].storey;
        return std::any_of(dangers.areas.begin(), dangers.areas.end(), [&](const DangerArea& area) {
            return area.storey == storey && distance_m(area.shape, grid.centre(cell)) <= 0.0;
        });
    };
    CellIndex cell =
        grid.locate(SurfaceId(world.agents.surface[row]), {world.agents.x_m[row], world.agents.y_m[row]});
    bool was_outside = false;
    // Only over closed pieces of floor: the way beyond keeps off. Times fall from cell to cell, so it ends.
    while (cell != no_cell && dangers.ways.is_closed(patches.of(cell))) {
        const bool is_in = is_in_one(cell);
        if (is_in && was_outside)
            return false;
        was_outside = was_outside || !is_in;
        CellIndex next = no_cell;
        float least_s = field.time_s[static_cast<std::size_t>(cell)];
        for (const LatticeDirection d : lattice_directions) {
            const CellIndex n = grid.neighbour(cell, d);
            if (n != no_cell && field.time_s[static_cast<std::size_t>(n)] < least_s &&
                link_is_open(grid, field, cell, d)) {
                next = n;
                least_s = field.time_s[static_cast<std::size_t>(n)];
            }
        }
        cell = next;
    }
    return true;
}

}  // namespace wayout
