#include "simulation/errands.hpp"

#include "core/random.hpp"
#include "geometry/polygon_locator.hpp"
#include "geometry/segment.hpp"
#include "navigation/guidance.hpp"
#include "simulation/line_of_sight.hpp"
#include "simulation/noticing_state.hpp"
#include "simulation/whereabouts.hpp"
#include "simulation/world.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// So often arrivals and sight are looked at, in steps.
constexpr std::uint64_t look_period_steps = 5;
/// So far people make out somebody they look for, and walk straight to a spot. Our choice.
constexpr double companion_sight_m = 10.0;
constexpr double spot_sight_m = 15.0;
/// Whoever makes no way for so long close to the spot has arrived: others stand there.
constexpr float crowded_out_s = 2.0F;
constexpr double crowded_out_m = 3.0;
/// And whoever makes no way for so long in the area that he means to be in: it is full on the way to the
/// spot.
constexpr float jammed_s = 8.0F;
/// So many places are looked at for an own one.
constexpr std::uint32_t spots_looked_at = 8;

}  // namespace

const char* words_for(ErrandPurpose purpose) {
    switch (purpose) {
        case ErrandPurpose::none:
            return "none";
        case ErrandPurpose::refuge:
            return "refuge";
        case ErrandPurpose::shelter:
            return "shelter";
        case ErrandPurpose::post:
            return "post";
        case ErrandPurpose::meeting:
            return "meeting";
        case ErrandPurpose::search:
            return "search";
        case ErrandPurpose::fetch:
            return "fetch";
        case ErrandPurpose::lift:
            return "lift";
        case ErrandPurpose::keep_away:
            return "keep away";
        case ErrandPurpose::hold:
            return "hold";
        case ErrandPurpose::wait_for_air:
            return "wait for clear air";
        case ErrandPurpose::find_way:
            return "find a way";
        case ErrandPurpose::assist:
            return "assist";
        case ErrandPurpose::assisted:
            return "assisted";
        case ErrandPurpose::rescue:
            return "rescue";
        case ErrandPurpose::rescued:
            return "with a rescue team";
    }
    return "";
}

bool is_in_sight(const World& world, SurfaceId from, Vec2 p, SurfaceId to, Vec2 q, double reach_m) {
    if (length_squared(q - p) > reach_m * reach_m)
        return false;
    const NavigationGrid& grid = world.fields.grid();
    if (grid.wall_between(from, p, q) || (to != from && grid.wall_between(to, p, q)))
        return false;
    // Of the doors of lifts only the mover knows.
    const auto is_open = [&world](GateId gate) { return world.mover.is_gate_open(gate); };
    return gates_let_see(*world.venue, is_open, from, p, to, q);
}

std::vector<std::int32_t> cells_in(const World& world, StoreyId storey, const Polygon& polygon,
                                   bool level_only) {
    const NavigationGrid& grid = world.fields.grid();
    const PolygonLocator area(Region{polygon});
    std::vector<CellIndex> cells;
    for (std::size_t i = 0; i < grid.cell_count(); ++i) {
        const auto c = static_cast<CellIndex>(i);
        constexpr auto no_way =
            NavigationGrid::absent | NavigationGrid::soft | NavigationGrid::seat | NavigationGrid::seat_row;
        if ((grid.flags(c) & no_way) != 0)
            continue;
        const Surface& surface = world.venue->surfaces[grid.surface(c).row()];
        if (surface.storey == storey && (!level_only || surface.kind == SurfaceKind::floor) &&
            area.covers(grid.centre(c)))
            cells.push_back(c);
    }
    return cells;
}

Errands::Errands(std::size_t people) : errands_(people), has_arrived_(people, 0), straight_(people, 0) {}

void Errands::set(AgentId person, const Errand& errand) {
    limited_count_ -= std::isfinite(of(person).until_s) ? 1U : 0U;
    limited_count_ += std::isfinite(errand.until_s) ? 1U : 0U;
    errands_[person - 1] = errand;
}

void Errands::forget(AgentId person) {
    if (!has_one(person))
        return;
    --count_;
    set(person, {});
    straight_[person - 1] = 0;
}

void Errands::give(World& world, std::size_t row, const Errand& errand) {
    Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    if (is_unable(agents.activity[row]) || agents.activity[row] == Activity::out)
        return;
    if (has_not_begun(agents.activity[row])) {
        begin_at(world, row, world.time_s(), "an errand");
        note_beginning(world, row);
    }
    if (!has_one(person))
        ++count_;
    set(person, errand);
    has_arrived_[person - 1] = 0;
    straight_[person - 1] = 0;
    agents.activity[row] = Activity::walking;
    agents.exit_gate[row] = -1;
    agents.next_gate[row] = -1;
    agents.goal[row] = -1;
    if (errand.area >= 0) {
        agents.goal[row] = goal_to_area_for(world, row, errand.area);
        world.fields.demand(agents.goal[row]);
    }
    if (errand.has_spot && is_in_sight(world, SurfaceId(agents.surface[row]), place_of(agents, row),
                                       SurfaceId(errand.spot_surface), errand.spot, spot_sight_m))
        straight_[person - 1] = 1;
    request_guidance(agents, row);
    world.progress.restart(agents, row, world.time_s());
    if (errand.purpose == ErrandPurpose::hold)
        arrive(world, row);
}

void Errands::end(World& world, std::size_t row) {
    Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    if (!has_one(person))
        return;
    --count_;
    set(person, {});
    has_arrived_[person - 1] = 0;
    straight_[person - 1] = 0;
    if (agents.activity[row] == Activity::staying)
        agents.activity[row] = Activity::walking;
    agents.exit_gate[row] = -1;
    agents.goal[row] = -1;
    agents.next_gate[row] = -1;
    // Chooses an exit in this step, and once a period from then on.
    const std::uint64_t turn = world.step_index % decision_period_steps(world);
    world.decision_turns[person - 1] = static_cast<std::uint32_t>(turn);
    request_guidance(agents, row);
    world.progress.restart(agents, row, world.time_s());
}

void Errands::arrive(World& world, std::size_t row) {
    Agents& agents = world.agents;
    has_arrived_[agents.id[row] - 1] = 1;
    if (!of(agents.id[row]).stays) {
        end(world, row);
        has_arrived_[agents.id[row] - 1] = 1;
        return;
    }
    agents.activity[row] = Activity::staying;
    agents.vx_mps[row] = 0.0F;
    agents.vy_mps[row] = 0.0F;
    agents.desired_x[row] = 0.0F;
    agents.desired_y[row] = 0.0F;
    agents.goal[row] = -1;
    agents.next_gate[row] = -1;
    world.progress.left(agents.id[row], world.time_s());
}

namespace {

/// Of the first two places in sight, drawn by chance, the farther: so rooms fill from the back, though not in
/// their corners first, and nobody stops in the door. Without any in sight the first.
void choose_spot(const World& world, std::size_t row, std::span<const CellIndex> cells, Errand& errand) {
    const NavigationGrid& grid = world.fields.grid();
    const SurfaceId surface(world.agents.surface[row]);
    const Vec2 here = place_of(world.agents, row);
    double farthest_m = -1.0;
    int seen = 0;
    for (std::uint32_t i = 0; i < spots_looked_at && seen < 2; ++i) {
        const CellIndex cell =
            cells[uniform_below(static_cast<std::uint32_t>(cells.size()), world.seed, world.agents.id[row],
                                Draw::own_place, world.step_index, i)];
        const Vec2 spot = grid.centre(cell);
        const double away_m = length(spot - here);
        const bool is_seen = is_in_sight(world, surface, here, grid.surface(cell), spot, spot_sight_m);
        seen += is_seen ? 1 : 0;
        if ((i > 0 && !is_seen) || away_m <= farthest_m)
            continue;
        farthest_m = is_seen ? away_m : -1.0;
        errand.spot = spot;
        errand.spot_surface = grid.surface(cell).value;
    }
    errand.has_spot = true;
}

}  // namespace

/// What somebody who walks on an errand sees of its end.
void Errands::look_around(World& world, std::size_t row) {
    Agents& agents = world.agents;
    const AgentId person = agents.id[row];
    Errand& errand = errands_[person - 1];
    const SurfaceId surface(agents.surface[row]);
    const Vec2 here = place_of(agents, row);

    if (errand.companion != 0) {
        const std::int32_t other = row_of_[errand.companion - 1];
        if (other < 0) {  // has left
            end(world, row);
            return;
        }
        const auto there = static_cast<std::size_t>(other);
        const SurfaceId its_surface(agents.surface[there]);
        const bool sees =
            is_in_sight(world, surface, here, its_surface, place_of(agents, there), companion_sight_m);
        straight_[person - 1] = sees ? 1 : 0;
        if (sees) {
            errand.spot = place_of(agents, there);
            errand.spot_surface = its_surface.value;
            if (length(errand.spot - here) <= static_cast<double>(errand.near_m)) {
                arrive(world, row);
                return;
            }
        } else if (errand.area < 0) {  // goes the way that the other goes
            agents.goal[row] = agents.goal[there] < 0 ? agents.goal[row] : agents.goal[there];
        }
    } else {
        if (errand.area >= 0 && !errand.has_spot) {
            const CellIndex cell = world.fields.grid().locate(surface, here);
            const std::span<const CellIndex> cells = world.fields.area_cells(errand.area);
            if (cell != no_cell && std::binary_search(cells.begin(), cells.end(), cell))
                choose_spot(world, row, cells, errand);
        }
        if (errand.has_spot)
            straight_[person - 1] =
                is_in_sight(world, surface, here, SurfaceId(errand.spot_surface), errand.spot, spot_sight_m)
                    ? 1
                    : 0;
        if (errand.has_spot) {
            const double away_m = length(errand.spot - here);
            // To wait anywhere is as good.
            const bool is_near = away_m < crowded_out_m || errand.purpose == ErrandPurpose::wait_for_air;
            const bool is_crowded_out = (is_near && agents.blocked_s[row] > crowded_out_s) ||
                                        (errand.area >= 0 && agents.blocked_s[row] > jammed_s);
            const bool is_lost = straight_[person - 1] == 0;
            if (away_m <= static_cast<double>(errand.near_m) || is_crowded_out || is_lost) {
                arrive(world, row);
                return;
            }
        }
    }
    if (straight_[person - 1] != 0)
        agents.goal[row] = -1;
    else if (errand.area >= 0)
        agents.goal[row] = goal_to_area_for(world, row, errand.area);
}

void Errands::run(World& world) {
    if (is_empty() || world.step_index % look_period_steps != 0)
        return;
    Agents& agents = world.agents;
    row_of_.assign(errands_.size(), -1);
    for (std::size_t row = 0; row < agents.size(); ++row)
        if (agents.activity[row] != Activity::out)
            row_of_[agents.id[row] - 1] = static_cast<std::int32_t>(row);
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const AgentId person = agents.id[row];
        if (!has_one(person) || is_unable(agents.activity[row]) || agents.activity[row] == Activity::out)
            continue;
        if (world.time_s() >= static_cast<double>(of(person).until_s))
            end(world, row);
        else if (agents.activity[row] == Activity::walking)
            look_around(world, row);
    }
}

void Errands::steer(World& world, std::size_t begin, std::size_t end) const {
    Agents& agents = world.agents;
    for (std::size_t row = begin; row < end; ++row) {
        const AgentId person = agents.id[row];
        if (agents.activity[row] != Activity::walking || !has_one(person) || !walks_straight(person))
            continue;
        const Vec2 way = of(person).spot - place_of(agents, row);
        const double away_m = length(way);
        if (away_m < 1e-6)
            continue;
        agents.desired_x[row] = static_cast<float>(way.x / away_m);
        agents.desired_y[row] = static_cast<float>(way.y / away_m);
        agents.travel_time_s[row] = static_cast<float>(away_m) / agents.free_speed_mps[row];
    }
}

}  // namespace wayout
