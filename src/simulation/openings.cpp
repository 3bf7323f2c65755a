#include "simulation/openings.hpp"

#include "agents/distribution.hpp"
#include "behaviour/exit_choice.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

bool is_named(const PopulationSpec& population, const std::vector<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return name == population.id || name == population.role;
    });
}

}  // namespace

double expected_capacity_pps(const Gate& gate, const GateState& state) {
    const double width_m = state.has_one_leaf ? length(gate.first_leaf) : gate.clear_width_m;
    if (state.service_s && *state.service_s > 0.0)
        return 1.0 / *state.service_s;
    if (gate.service_s && !state.service_s)
        return 1.0 / std::max(1e-3, moments(*gate.service_s).mean);
    switch (gate.flow_limit.kind) {
        case FlowLimit::Kind::none:
            break;
        case FlowLimit::Kind::persons_per_s:
            return gate.flow_limit.value;
        case FlowLimit::Kind::specific_flow:
            return gate.flow_limit.value * width_m;
    }
    return ExitChoiceSettings{}.expected_flow_pps_per_m * width_m;
}

Event event_at_gate(const World& world, GateId gate, const char* kind, std::string text) {
    const Gate& at = world.venue->gates[gate.row()];
    Event event;
    event.time_s = world.time_s();
    event.kind = kind;
    event.subject = at.id;
    event.text = std::move(text);
    event.storey = at.storey.value;
    event.position_m = 0.5 * (at.line.a + at.line.b);
    event.mark = true;
    return event;
}

Openings::Openings(const Venue& venue, const PeopleSpec& people, std::size_t person_count)
    : refuses_(venue.gates.size()), access_(people.populations.size(), 0), refused_doors_(1) {
    std::vector<std::vector<GateId>> doors(people.populations.size());
    for (std::size_t g = 0; g < venue.gates.size(); ++g) {
        const Gate& gate = venue.gates[g];
        const GateId id = GateId::from(g);
        const bool one_leaf = gate.leaves && gate.leaves->open_leaves < 2;
        gates_.push_back({gate.open_at_start, gate.is_locked, one_leaf, gate.way});
        if (one_leaf)
            leaves_.push_back({id});
        if (gate.refuses.empty())
            continue;
        refuses_[g].resize(people.populations.size());
        for (std::size_t p = 0; p < people.populations.size(); ++p) {
            if (!is_named(people.populations[p], gate.refuses))
                continue;
            refuses_[g][p] = 1;
            if (gate.kind == GateKind::door)
                doors[p].push_back(id);
        }
        if (!gate.is_refusal_known)
            surprising_exits_.push_back(id);
    }
    for (std::size_t p = 0; p < doors.size(); ++p) {
        const auto known = std::find(refused_doors_.begin(), refused_doors_.end(), doors[p]);
        access_[p] = static_cast<std::uint8_t>(known - refused_doors_.begin());
        if (known == refused_doors_.end())
            refused_doors_.push_back(doors[p]);
    }
    if (!surprising_exits_.empty())
        turned_away_until_.assign(person_count * surprising_exits_.size(), -1.0F);
    for (std::size_t s = 0; s < venue.surfaces.size(); ++s) {
        const Surface& surface = venue.surfaces[s];
        if (surface.kind != SurfaceKind::escalator || surface.max_persons == 0)
            continue;
        auto watch = std::find_if(loads_.begin(), loads_.end(), [&](const LoadWatch& load) {
            return load.stair_index == surface.stair_index;
        });
        if (watch == loads_.end())
            watch = loads_.insert(loads_.end(), {surface.stair_index, surface.max_persons, {}});
        watch->flights.push_back(SurfaceId::from(s));
    }
}

bool Openings::is_known_refusal(GateId gate, std::int32_t population) const {
    const std::vector<std::uint8_t>& refuses = refuses_[gate.row()];
    return !refuses.empty() && refuses[static_cast<std::size_t>(population)] != 0 &&
           std::find(surprising_exits_.begin(), surprising_exits_.end(), gate) == surprising_exits_.end();
}

bool Openings::is_turned_away(AgentId person, GateId exit, double now_s) const {
    if (turned_away_until_.empty())
        return false;
    const auto found = std::find(surprising_exits_.begin(), surprising_exits_.end(), exit);
    return found != surprising_exits_.end() &&
           static_cast<double>(
               turned_away_until_[(person - 1) * surprising_exits_.size() +
                                  static_cast<std::size_t>(found - surprising_exits_.begin())]) > now_s;
}

std::optional<Vec2> Openings::belt_velocity_mps(const Surface& surface, SurfaceId id) const {
    for (const Belt& belt : belts_)
        if (belt.surface == id)
            return belt.carry_mps * surface.cos_incline * surface.up;
    return std::nullopt;
}

void Openings::set_up(World& world) const {
    for (std::size_t g = 0; g < refuses_.size(); ++g)
        if (!refuses_[g].empty())
            world.mover.gate_rules().set_refusals(GateId::from(g), refuses_[g]);
}

void Openings::run(World& world) {
    if (!belts_.empty())
        run_belts(world);
    if (!surprising_exits_.empty())
        turn_away(world);
    if (world.step_index % steps_per_second(world.time_step_s) != 0)
        return;
    if (!leaves_.empty())
        watch_leaves(world);
    if (!loads_.empty())
        watch_load(world);
}

void Openings::run_belts(World& world) {
    BuildingChange change(world);
    const double dt = world.time_step_s;
    for (Belt& belt : belts_) {
        const double goal_mps = belt.is_resting_first ? 0.0 : belt.target_mps;
        const double way_mps = goal_mps - belt.speed_mps;
        const double most_mps = belt.rate_mps2 * dt;
        if (std::abs(way_mps) > most_mps) {
            const double next_mps = belt.speed_mps + std::copysign(most_mps, way_mps);
            belt.carry_mps = 0.5 * (belt.speed_mps + next_mps);
            belt.speed_mps = next_mps;
            continue;
        }
        // Reaches it within the step, after way / rate seconds.
        const double share = most_mps > 0.0 ? std::abs(way_mps) / most_mps : 0.0;
        belt.carry_mps = share * 0.5 * (belt.speed_mps + goal_mps) + (1.0 - share) * goal_mps;
        belt.speed_mps = goal_mps;
    }
    for (Belt& belt : belts_)
        if (belt.is_resting_first && belt.speed_mps == 0.0) {
            belt.is_resting_first = false;
            change.set_motion(belt.surface, belt.motion);
        }
    change.apply();
    std::erase_if(belts_, [](const Belt& belt) {
        return !belt.is_resting_first && belt.speed_mps == belt.target_mps &&
               belt.carry_mps == belt.target_mps;
    });
}

void Openings::watch_load(World& world) {
    BuildingChange change(world);
    for (const LoadWatch& load : loads_) {
        const auto is_running = [&](SurfaceId flight) {
            return world.fields.state().motion[flight.row()] != StairSpec::Motion::stopped &&
                   std::none_of(belts_.begin(), belts_.end(), [flight](const Belt& belt) {
                       return belt.surface == flight && belt.is_resting_first;
                   });
        };
        if (std::none_of(load.flights.begin(), load.flights.end(), is_running))
            continue;
        int persons = 0;
        for (std::size_t row = 0; row < world.agents.size(); ++row)
            if (world.agents.activity[row] != Activity::out &&
                std::find(load.flights.begin(), load.flights.end(), SurfaceId(world.agents.surface[row])) !=
                    load.flights.end())
                ++persons;
        if (persons <= load.max_persons)
            continue;
        for (const SurfaceId flight : load.flights)
            change.set_escalator(flight, StairSpec::Motion::stopped, default_belt_deceleration_mps2);
        const Surface& first = world.venue->surfaces[load.flights.front().row()];
        Event event;
        event.time_s = world.time_s();
        event.kind = "escalator_overload";
        event.subject = first.id;
        event.text = fmt::format("Escalator '{}' stops: {} people on it, at most {} are allowed", first.name,
                                 persons, load.max_persons);
        event.storey = first.storey.value;
        event.mark = true;
        world.recorder.add_event(std::move(event));
    }
    change.apply();
}

}  // namespace wayout
