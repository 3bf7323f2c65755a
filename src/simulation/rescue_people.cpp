/// Responders as people of the run: their columns, and how they come in.
#include "agents/placement.hpp"
#include "behaviour/rescue_work.hpp"
#include "geometry/segment.hpp"
#include "navigation/guidance.hpp"
#include "simulation/rescue_state.hpp"
#include "simulation/world.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace wayout {
namespace {

/// Time gap of a responder: our choice, as of an average person.
constexpr float responder_time_gap_s = 1.0F;
/// Where responders come in: so far inside the exit at least and at most, and so far apart are the places
/// that are tried. Our choices.
constexpr double least_inside_m = 0.45;
constexpr double most_inside_m = 3.0;
constexpr double place_step_m = 0.25;
constexpr double gap_m = 0.02;

void add_row(Agents& agents, const RescueTeamSpec& team, AgentId id, std::int32_t population,
             std::int32_t group) {
    for_each_column(agents, [](auto& column) { column.emplace_back(); });
    const std::size_t row = agents.size() - 1;
    agents.id[row] = id;
    agents.heading_x[row] = 1.0F;
    agents.travel_time_s[row] = std::numeric_limits<float>::infinity();
    agents.radius_m[row] = agents.wall_radius_m[row] = static_cast<float>(team.radius_m);
    agents.speed_limit_mps[row] = agents.free_speed_mps[row] = static_cast<float>(team.level_mps);
    agents.stair_down_mps[row] = static_cast<float>(team.stair_down_mps);
    agents.stair_up_mps[row] = static_cast<float>(team.stair_up_mps);
    agents.time_gap_s[row] = responder_time_gap_s;
    agents.surface[row] = 0;
    agents.goal[row] = agents.exit_gate[row] = agents.next_gate[row] = agents.aim_surface[row] = -1;
    agents.last_switch_s[row] = -1e9F;
    agents.activity[row] = Activity::walking;
    agents.population[row] = population;
    agents.profile_group[row] = group;
    agents.mobility[row] = MobilityClass::ambulant;
}

/// Whether a body fits there beside all others.
bool is_free(const Agents& agents, SurfaceId surface, Vec2 at, double radius_m) {
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const double apart_m = radius_m + double{agents.radius_m[row]} + gap_m;
        if (agents.surface[row] == surface.value && agents.activity[row] != Activity::lying &&
            length_squared(Vec2{agents.x_m[row], agents.y_m[row]} - at) < apart_m * apart_m)
            return false;
    }
    return true;
}

/// A free place inside an exit, the nearest to its line; nothing: all are taken.
std::optional<Vec2> place_inside(const World& world, const Gate& gate, double radius_m) {
    const NavigationGrid& grid = world.fields.grid();
    const Vec2 along = (gate.line.b - gate.line.a) / length(gate.line);
    const Vec2 inwards{-along.y, along.x};  // the inside is to the left of a -> b
    const double half_m = std::max(0.0, 0.5 * length(gate.line) - radius_m);
    const Vec2 middle = midpoint(gate.line);
    for (double in_m = least_inside_m; in_m <= most_inside_m; in_m += place_step_m)
        for (double off_m = 0.0; off_m <= half_m; off_m += place_step_m)
            for (const double side : {1.0, -1.0}) {
                const Vec2 at = middle + in_m * inwards + side * off_m * along;
                const CellIndex cell = grid.locate(gate.left, at);
                if (cell != no_cell && world.venue->is_walkable(gate.left, at) &&
                    grid.wall_distance_m(cell) >= radius_m &&
                    !grid.wall_between(gate.left, middle + least_inside_m * inwards, at) &&
                    is_free(world.agents, gate.left, at, radius_m))
                    return at;
            }
    return std::nullopt;
}

}  // namespace

int responder_count(const Scenario& scenario) {
    int count = 0;
    for (const RescueTeamSpec& team : scenario.response.rescue_teams) count += team.members;
    return count;
}

void add_responders(Scenario& scenario, PlacedPeople& people) {
    if (scenario.response.rescue_teams.empty())
        return;
    const auto population = static_cast<std::int32_t>(scenario.people.populations.size());
    PopulationSpec& responders = scenario.people.populations.emplace_back();
    responders.id = "rescue teams";
    responders.where = "response.rescue_teams";
    responders.count = 0;
    responders.role = "responder";
    const auto group = static_cast<std::int32_t>(people.groups.size());
    people.groups.push_back({"rescue teams", "responder", MobilityClass::ambulant});
    for (const RescueTeamSpec& team : scenario.response.rescue_teams)
        for (int member = 0; member < team.members; ++member) {
            add_row(people.agents, team, static_cast<AgentId>(people.agents.size() + 1), population, group);
            people.persons.emplace_back();
            if (!people.companies.of.empty())
                people.companies.of.push_back(-1);
            if (!people.companies.is_child.empty())
                people.companies.is_child.push_back(0);
            if (!people.companies.is_away.empty())
                people.companies.is_away.push_back(0);
        }
}

std::size_t RescueState::team_of_responder(AgentId responder) const {
    return team_of_responder_[responder - first_responder_];
}

int RescueState::responders_inside() const {
    int count = 0;
    for (const RescueTeam& team : teams_)
        count += static_cast<int>(std::count(team.is_inside.begin(), team.is_inside.end(), 1));
    return count;
}

double RescueState::speed_frac(AgentId responder, double visibility_m) const {
    const RescueTeam& team = teams_[team_of_responder(responder)];
    const bool is_way_out = team.stage == TeamStage::bringing_out || team.stage == TeamStage::coming_out;
    return rescuer_speed_frac(team.spec, is_way_out, visibility_m);
}

void RescueState::enter(World& world, RescueTeam& team) {
    const Gate& gate = world.venue->gates[team.entry.row()];
    for (std::size_t m = 0; m < team.members.size(); ++m) {
        if (team.is_inside[m] != 0)
            continue;
        const std::optional<Vec2> at = place_inside(world, gate, team.spec.radius_m);
        if (!at)
            return;
        Agents& agents = world.agents;
        add_row(agents, team.spec, team.members[m], population_, group_);
        const std::size_t row = agents.size() - 1;
        agents.x_m[row] = at->x;
        agents.y_m[row] = at->y;
        agents.surface[row] = gate.left.value;
        world.views[team.members[m] - 1] = View::geared;
        team.is_inside[m] = 1;
        row_of_[team.members[m] - 1] = static_cast<std::int32_t>(row);
        if (std::isnan(team.result.entered_s))
            team.result.entered_s = world.time_s();
        Errand stays;
        stays.purpose = ErrandPurpose::rescue;
        world.errands.give(world, row, stays);
        agents.activity[row] = Activity::staying;
    }
    set_off(world, team);
}

}  // namespace wayout
