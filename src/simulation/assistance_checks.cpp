#include "simulation/assistance_checks.hpp"

#include "simulation/assistance_state.hpp"
#include "simulation/lift_state.hpp"
#include "simulation/whereabouts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace wayout {
namespace {

/// The narrowest gate on the way down the field.
struct Narrowest {
    double width_m{1e9};
    std::int32_t gate{-1};
};
Narrowest narrowest_on_way(const World& world, std::size_t row, GateId exit, MobilityClass mobility) {
    const NavigationGrid& grid = world.fields.grid();
    const TravelTimeField& field = world.fields.field(world.fields.goal(exit, mobility));
    CellIndex cell = grid.locate(SurfaceId(world.agents.surface[row]), place_of(world.agents, row));
    Narrowest narrowest;
    const auto meet = [&](std::int32_t gate) {
        if (gate < 0)
            return;
        const double width_m = world.venue->gates[static_cast<std::size_t>(gate)].clear_width_m;
        if (width_m < narrowest.width_m)
            narrowest = {width_m, gate};
    };
    for (std::size_t steps = 0; cell != no_cell && steps < grid.cell_count(); ++steps) {
        const auto at = static_cast<std::size_t>(cell);
        meet(field.next_gate[at]);
        CellIndex next = no_cell;
        for (const LatticeDirection d : lattice_directions) {
            const CellIndex n = grid.neighbour(cell, d);
            if (n != no_cell && link_is_open(grid, field, cell, d) &&
                field.time_s[static_cast<std::size_t>(n)] < field.time_s[at] &&
                (next == no_cell ||
                 field.time_s[static_cast<std::size_t>(n)] < field.time_s[static_cast<std::size_t>(next)]))
                next = n;
        }
        cell = next;
    }
    return narrowest;
}

Error problem_of(const World& world, const PopulationSpec& spec, const char* key, std::size_t row,
                 std::string message) {
    const Surface& surface = world.venue->surfaces[static_cast<std::size_t>(world.agents.surface[row])];
    Error error;
    error.code = ErrorCode::unreachable;
    error.where = fmt::format("{}.assistance{} (population '{}')", spec.where, key, spec.label());
    error.message = std::move(message);
    error.storey = world.venue->storeys[surface.storey.row()].id;
    error.x_m = world.agents.x_m[row] + world.venue->origin_m.x;
    error.y_m = world.agents.y_m[row] + world.venue->origin_m.y;
    return error;
}

/// Each set of refuges must hold those who may wait in no other.
void check_places(const World& world, const std::map<std::size_t, int>& waiting_of, Errors& errors) {
    std::map<std::set<std::size_t>, int> people_of;
    const AssistanceState& state = *world.assistance;
    const auto& populations = world.scenario.people.populations;
    for (const auto& [p, count] : waiting_of) {
        std::set<std::size_t> allowed;
        const std::vector<std::string>& named = populations[p].assistance->refuges;
        for (std::size_t r = 0; r < state.refuges.size(); ++r)
            if (named.empty() ||
                std::find(named.begin(), named.end(), state.refuges[r].spec.id) != named.end())
                allowed.insert(r);
        if (!allowed.empty())
            people_of[allowed] += count;
    }
    for (const auto& [refuges, own] : people_of) {
        int people = 0;
        for (const auto& [others, count] : people_of)
            if (std::includes(refuges.begin(), refuges.end(), others.begin(), others.end()))
                people += count;
        int places = 0;
        std::string names;
        for (const std::size_t r : refuges) {
            places += state.refuges[r].spec.places;
            names += fmt::format("{}'{}'", names.empty() ? "" : ", ", state.refuges[r].spec.label());
        }
        if (people <= places)
            continue;
        const RefugeSpec& first = state.refuges[*refuges.begin()].spec;
        Error error;
        error.code = ErrorCode::out_of_range;
        error.where = fmt::format("{}.places (refuge '{}')", first.where, first.label());
        error.message = fmt::format(
            "{} people who cannot take the stairs are to wait in {}, which {} {} place{}; add places or "
            "another "
            "refuge, or place fewer people there",
            people, names, refuges.size() == 1 ? "has" : "have together", places, places == 1 ? "" : "s");
        errors.push_back(std::move(error));
    }
}

}  // namespace

bool has_no_own_way(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    const View view = world.views[agents.id[row] - 1];
    const auto& exits = world.rules[static_cast<std::size_t>(agents.population[row])].exits;
    return std::none_of(exits.begin(), exits.end(), [&](GateId exit) {
        return world.fields.state(view).gate_open[exit.row()] != 0 &&
               world.fields.has_way(goal_for(world, row, exit), SurfaceId(agents.surface[row]),
                                    place_of(agents, row));
    });
}

GateId nearest_exit(World& world, std::size_t row, MobilityClass mobility) {
    const Agents& agents = world.agents;
    const auto& exits = world.rules[static_cast<std::size_t>(agents.population[row])].exits;
    const auto is_open = [&world](GateId exit) { return world.fields.state().gate_open[exit.row()] != 0; };
    std::vector<std::int32_t> goals;
    for (const GateId exit : exits)
        if (is_open(exit))
            goals.push_back(world.fields.goal(exit, mobility));
    world.fields.solve(std::move(goals), world.pool);
    GateId best;
    float best_s = TravelTimeField::unknown;
    for (const GateId exit : exits) {
        if (!is_open(exit))
            continue;
        const float time_s = world.fields.time_s(world.fields.goal(exit, mobility),
                                                 SurfaceId(agents.surface[row]), place_of(agents, row));
        if (time_s < best_s) {
            best_s = time_s;
            best = exit;
        }
    }
    return best;
}

void demand_ways_to_help(World& world) {
    const std::set<MobilityClass> classes(world.agents.mobility.begin(), world.agents.mobility.end());
    for (const MobilityClass mobility : classes) {
        if (world.assistance != nullptr)
            for (const Refuge& refuge : world.assistance->refuges)
                for (const std::int32_t area : {refuge.area, refuge.forecourt})
                    if (area >= 0)
                        world.fields.demand(world.fields.goal_to_area(area, mobility));
        if (world.lifts != nullptr)
            for (const Lift& lift : world.lifts->lifts)
                for (const LiftStopInUse& stop : lift.stops)
                    for (const std::int32_t area : {stop.landing, stop.car})
                        world.fields.demand(world.fields.goal_to_area(area, mobility));
    }
}

bool counts_on_help(const World& world, std::size_t row) {
    if (world.assistance == nullptr)
        return false;
    const auto population = static_cast<std::size_t>(world.agents.population[row]);
    const auto& spec = world.scenario.people.populations[population].assistance;
    return spec && (spec->need != HelpNeed::none || lift_to_take(world, row).has_value());
}

Errors check_help(World& world) {
    Errors errors;
    if (world.assistance == nullptr)
        return errors;
    std::map<std::size_t, int> waiting_of;  // population -> people who must wait in a refuge
    std::set<std::size_t> reported;
    std::vector<std::int32_t> rows;
    list_rows_by_id(world.agents, rows);
    for (const std::int32_t listed : rows) {
        const auto row = static_cast<std::size_t>(listed);
        const auto p = static_cast<std::size_t>(world.agents.population[row]);
        const PopulationSpec& population = world.scenario.people.populations[p];
        if (!population.assistance || population.assistance->need == HelpNeed::none)
            continue;
        const AssistanceSpec& spec = *population.assistance;
        if (spec.need == HelpNeed::stairs) {
            if (!has_no_own_way(world, row) || lift_to_take(world, row))
                continue;
            ++waiting_of[p];
        }
        if (spec.helpers.empty() || reported.count(p) > 0)
            continue;
        const Carrying& carrying = world.assistance->carrying[p];
        const MobilityClass moved_as =
            carrying.takes_stairs() ? MobilityClass::reduced : world.agents.mobility[row];
        const GateId exit = nearest_exit(world, row, moved_as);
        if (!exit.is_valid()) {
            reported.insert(p);
            errors.push_back(problem_of(
                world, population, carrying.takes_stairs() ? "" : ".device", row,
                fmt::format("a team cannot bring these people to any exit they may use{}",
                            carrying.takes_stairs()
                                ? "; open a way for them, or allow another exit"
                                : ": there are stairs on the way, and no device is named to carry them on")));
            continue;
        }
        const double radius_m =
            carrying.radius_m > 0.0 ? carrying.radius_m : static_cast<double>(world.agents.radius_m[row]);
        const Narrowest narrowest = narrowest_on_way(world, row, exit, moved_as);
        if (narrowest.gate >= 0 && narrowest.width_m < 2.0 * radius_m - 1e-6) {
            reported.insert(p);
            const Gate& gate = world.venue->gates[static_cast<std::size_t>(narrowest.gate)];
            errors.push_back(problem_of(
                world, population, ".radius_m", row,
                fmt::format(
                    "'{}' on their way is {:.2f} m wide, too narrow for the body of {:.2f} m with its "
                    "device; widen it, or give a smaller radius_m",
                    gate.name, narrowest.width_m, 2.0 * radius_m)));
        }
    }
    check_places(world, waiting_of, errors);
    return errors;
}

}  // namespace wayout
