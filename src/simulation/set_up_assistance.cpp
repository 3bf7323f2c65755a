/// Before the first step: refuges, who needs help and who gives it, and what is wrong with them.
#include "simulation/assistance_state.hpp"
#include "simulation/lift_state.hpp"

#include "agents/start_area.hpp"
#include "geometry/polygon.hpp"
#include "simulation/assistance_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace wayout {
namespace {

/// Helpers look for somebody within this distance of his start; before a full refuge people stand within this
/// distance of it. Our choices.
constexpr double home_radius_m = 2.5;
constexpr double forecourt_depth_m = 2.0;

Error problem(const Named& thing, const std::string& key, const char* kind, std::string message) {
    Error error;
    error.code = ErrorCode::schema;
    error.where = fmt::format("{}{} ({} '{}')", thing.where, key, kind, thing.label());
    error.message = std::move(message);
    return error;
}

bool may_stand_on(const NavigationGrid& grid, CellIndex c) {
    constexpr auto no_way =
        NavigationGrid::absent | NavigationGrid::soft | NavigationGrid::seat | NavigationGrid::seat_row;
    return (grid.flags(c) & no_way) == 0;
}

bool is_any_car(const World& world, SurfaceId surface, Vec2 p) {
    for (const LiftSpec& lift : world.scenario.venue.lifts)
        for (const LiftStop& stop : lift.stops)
            if (world.venue->surfaces[surface.row()].storey == world.venue->storey_by_id(stop.storey) &&
                locate(to_local(*world.venue, lift.car), p) != Side::outside)
                return true;
    return false;
}

/// Cells of the same floor around an area and not in it.
std::vector<CellIndex> cells_around(const World& world, std::span<const CellIndex> area) {
    const NavigationGrid& grid = world.fields.grid();
    const auto reach = static_cast<std::int32_t>(std::ceil(forecourt_depth_m / grid.cell_m()));
    std::vector<std::uint8_t> state(grid.cell_count(), 0);  // 1: in the area, 2: around it
    for (const CellIndex c : area) state[static_cast<std::size_t>(c)] = 1;
    std::vector<CellIndex> front(area.begin(), area.end());
    std::vector<CellIndex> around;
    for (std::int32_t round = 0; round < reach; ++round) {
        std::vector<CellIndex> next;
        for (const CellIndex c : front)
            for (const CellIndex n : grid.neighbours(c)) {
                if (n == no_cell || state[static_cast<std::size_t>(n)] != 0 || !may_stand_on(grid, n) ||
                    grid.surface(n) != grid.surface(c) || is_any_car(world, grid.surface(n), grid.centre(n)))
                    continue;
                state[static_cast<std::size_t>(n)] = 2;
                next.push_back(n);
                around.push_back(n);
            }
        front = std::move(next);
    }
    std::sort(around.begin(), around.end());
    return around;
}

std::vector<CellIndex> cells_near(const World& world, SurfaceId surface, Vec2 p) {
    const NavigationGrid& grid = world.fields.grid();
    const LatticePoint middle = grid.lattice_point(p);
    const auto reach = static_cast<std::int32_t>(std::ceil(home_radius_m / grid.cell_m()));
    std::vector<CellIndex> cells;
    for (std::int32_t y = -reach; y <= reach; ++y)
        for (std::int32_t x = -reach; x <= reach; ++x) {
            const CellIndex c = grid.cell_at(surface, {middle.column + x, middle.row + y});
            if (c != no_cell && grid.surface(c) == surface && may_stand_on(grid, c) &&
                length(grid.centre(c) - p) <= home_radius_m && !grid.wall_between(surface, p, grid.centre(c)))
                cells.push_back(c);
        }
    std::sort(cells.begin(), cells.end());
    return cells;
}

class AssistanceSetUp {
public:
    explicit AssistanceSetUp(World& world) : world_(world), state_(std::make_unique<AssistanceState>()) {}

    Errors run() {
        add_refuges();
        const auto& populations = world_.scenario.people.populations;
        const bool is_any = std::any_of(populations.begin(), populations.end(),
                                        [](const PopulationSpec& p) { return p.assistance.has_value(); });
        if (is_any) {
            for (std::size_t p = 0; p < populations.size(); ++p) add_population(p);
            add_people();
            if (errors_.empty())
                world_.assistance = std::move(state_);
        }
        return std::move(errors_);
    }

private:
    void add_refuges() {
        for (const RefugeSpec& spec : world_.scenario.venue.refuges) {
            Refuge& refuge = state_->refuges.emplace_back();
            refuge.spec = spec;
            Polygon polygon;
            if (spec.polygon) {
                polygon = to_local(*world_.venue, *spec.polygon);
                refuge.storey = spec.storey.empty() ? StoreyId(0) : world_.venue->storey_by_id(spec.storey);
            } else if (const ZoneId zone = world_.venue->zone_by_id(spec.zone); zone.is_valid()) {
                polygon = world_.venue->zones[zone.row()].polygon;
                refuge.storey = world_.venue->zones[zone.row()].storey;
            }
            if (!refuge.storey.is_valid()) {
                errors_.push_back(
                    problem(spec, "", "refuge", "it stands nowhere: name a zone, or a storey and a polygon"));
                continue;
            }
            std::vector<CellIndex> cells = cells_in(world_, refuge.storey, polygon, false);
            std::erase_if(cells, [&](CellIndex c) {
                const NavigationGrid& grid = world_.fields.grid();
                return is_any_car(world_, grid.surface(c), grid.centre(c));
            });
            if (cells.empty()) {
                errors_.push_back(problem(spec, "", "refuge",
                                          "there is no room in it to stand in: no walkable floor that is "
                                          "clear of walls; move or enlarge it"));
                continue;
            }
            std::vector<CellIndex> around = cells_around(world_, cells);
            refuge.area = world_.fields.add_area(std::move(cells));
            if (!around.empty())
                refuge.forecourt = world_.fields.add_area(std::move(around));
        }
    }

    void add_population(std::size_t p) {
        const PopulationSpec& population = world_.scenario.people.populations[p];
        state_->carrying.resize(world_.scenario.people.populations.size());
        if (!population.assistance)
            return;
        const AssistanceSpec& spec = *population.assistance;
        const Carrying& carrying = state_->carrying[p] = carrying_of(spec);
        const auto refuse = [&](const char* key, std::string message) {
            errors_.push_back(
                problem(population, std::string(".assistance") + key, "population", std::move(message)));
        };
        if (spec.need == HelpNeed::stairs)
            for (const ProfileSpec& profile : world_.scenario.people.profiles)
                if (profile.id == population.profile)
                    for (const ProfileGroup& group : profile.groups)
                        if (group.mobility != MobilityClass::wheelchair)
                            refuse(".need",
                                   fmt::format("the group '{}' of profile '{}' takes stairs alone; choose a "
                                               "profile of mobility 'wheelchair', or need 'support'",
                                               group.name, profile.id));
        if (spec.helpers.empty())
            return;
        if (const TeamLimits limits = team_limits(spec.device);
            carrying.team_size < limits.fewest || carrying.team_size > limits.most)
            refuse(".team_size", fmt::format("the {} takes {} to {} helpers, not {}", words_for(spec.device),
                                             limits.fewest, limits.most, carrying.team_size));
        const std::size_t h = population_row(spec.helpers);
        const auto& populations = world_.scenario.people.populations;
        if (h == populations.size())
            return;  // reported by the reader
        if (populations[h].assistance && populations[h].assistance->need != HelpNeed::none) {
            refuse(".helpers",
                   fmt::format("the people of '{}' need help themselves; name others", spec.helpers));
            return;
        }
        const auto count = std::count(world_.agents.population.begin(), world_.agents.population.end(),
                                      static_cast<std::int32_t>(h));
        if (count < carrying.team_size)
            refuse(".helpers", fmt::format("a team is {} helpers, but '{}' has only {} people; add some, or "
                                           "choose another device",
                                           carrying.team_size, spec.helpers, count));
    }

    std::size_t population_row(const std::string& id) const {
        const auto& populations = world_.scenario.people.populations;
        return static_cast<std::size_t>(std::find_if(populations.begin(), populations.end(),
                                                     [&](const PopulationSpec& p) { return p.id == id; }) -
                                        populations.begin());
    }

    void add_people() {
        const Agents& agents = world_.agents;
        const auto& populations = world_.scenario.people.populations;
        state_->need_of.assign(agents.size(), -1);
        state_->helper_of.assign(agents.size(), -1);
        state_->row_of.assign(agents.size(), -1);
        std::vector<std::uint8_t> helps(populations.size(), 0);
        for (const PopulationSpec& population : populations)
            if (population.assistance && !population.assistance->helpers.empty())
                if (const std::size_t h = population_row(population.assistance->helpers);
                    h < populations.size())
                    helps[h] = 1;
        std::vector<std::int32_t> rows;
        list_rows_by_id(agents, rows);
        for (const std::int32_t listed : rows) {
            const auto row = static_cast<std::size_t>(listed);
            const AgentId person = agents.id[row];
            const auto population = static_cast<std::size_t>(agents.population[row]);
            if (helps[population] != 0) {
                state_->helper_of[person - 1] = static_cast<std::int32_t>(state_->helpers.size());
                state_->helpers.push_back(
                    {.person = person, .population = population, .own_time_gap_s = agents.time_gap_s[row]});
            }
            if (!populations[population].assistance)
                continue;
            InNeed need;
            need.person = person;
            need.population = population;
            if (populations[population].assistance->need != HelpNeed::none)
                need.home = home_of(row);
            state_->need_of[person - 1] = static_cast<std::int32_t>(state_->in_need.size());
            state_->in_need.push_back(std::move(need));
        }
    }

    std::int32_t home_of(std::size_t row) {
        const Agents& agents = world_.agents;
        const SurfaceId surface(agents.surface[row]);
        const Vec2 p{agents.x_m[row], agents.y_m[row]};
        // Those who start close to each other share an area: each costs a field.
        home_of_cell_.resize(world_.fields.grid().cell_count(), -1);
        if (const CellIndex own = world_.fields.grid().locate(surface, p); own != no_cell)
            if (const std::int32_t known = home_of_cell_[static_cast<std::size_t>(own)]; known >= 0)
                return known;
        std::vector<CellIndex> cells = cells_near(world_, surface, p);
        if (!cells.empty()) {
            const auto home = static_cast<std::int32_t>(world_.fields.area_count());
            for (const CellIndex c : cells) home_of_cell_[static_cast<std::size_t>(c)] = home;
            return world_.fields.add_area(std::move(cells));
        }
        const PopulationSpec& population =
            world_.scenario.people.populations[static_cast<std::size_t>(agents.population[row])];
        Error error = problem(population, ".in", "population",
                              "helpers cannot come to where one of these people starts: there is no room "
                              "beside the start; place them beside an aisle or on open floor");
        error.storey = world_.venue->storeys[world_.venue->surfaces[surface.row()].storey.row()].id;
        error.x_m = p.x + world_.venue->origin_m.x;
        error.y_m = p.y + world_.venue->origin_m.y;
        errors_.push_back(std::move(error));
        return -1;
    }

    World& world_;
    std::unique_ptr<AssistanceState> state_;
    std::vector<std::int32_t> home_of_cell_;  ///< [CellIndex] area of FieldStore; -1: none
    Errors errors_;
};

}  // namespace

Errors set_up_assistance(World& world) {
    return AssistanceSetUp(world).run();
}

}  // namespace wayout
