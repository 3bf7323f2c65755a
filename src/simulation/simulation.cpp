#include <wayout/builtin_profiles.hpp>
#include <wayout/simulation.hpp>

#include "core/hash.hpp"
#include "hazards/clear_air.hpp"
#include "navigation/guidance.hpp"
#include "simulation/assistance_checks.hpp"
#include "simulation/building.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/open_hazards.hpp"
#include "simulation/rescue_state.hpp"
#include "simulation/run_results.hpp"
#include "simulation/staff_people.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace wayout {
namespace {

/// The range in which a movement model was tested. Where nobody takes room, people may go farther in a step.
double longest_time_step_s(std::string_view model) {
    return model == hydraulic_model ? 0.25 : 0.1;
}

/// Options can come from a command line: they are checked like a scenario.
Errors option_errors(const RunOptions& options, const Scenario& scenario) {
    Errors errors;
    const auto refuse = [&errors](const char* where, std::string message) {
        Error error;
        error.code = ErrorCode::out_of_range;
        error.where = where;
        error.message = std::move(message);
        errors.push_back(std::move(error));
    };
    const double time_step_s = options.time_step_s.value_or(scenario.simulation.time_step_s);
    const std::string model = options.model.value_or(scenario.simulation.model);
    const double longest_s = longest_time_step_s(model);
    if (!(time_step_s >= 0.005 && time_step_s <= longest_s))
        refuse("time step",
               fmt::format("{} s is outside 0.005 to {} s, the range in which the movement model was tested",
                           time_step_s, longest_s));
    const double duration_s = options.duration_s.value_or(scenario.simulation.duration_s);
    if (!(duration_s > 0.0 && duration_s <= 86400.0 * 7))
        refuse("duration", fmt::format("{} s is outside 0 to 7 days", duration_s));
    if (options.threads < 0 || options.threads > 1024)
        refuse("threads", fmt::format("{} is outside 0 (all cores) to 1024", options.threads));
    if (!crush_where(model))
        refuse("model", fmt::format("'{}' is unknown; this version has: time-gap, time-gap-plain, "
                                    "time-gap+crush, crush, hydraulic, {}, "
                                    "{}, {}",
                                    model, collision_free_speed_model, collision_free_speed_v3_model,
                                    anticipation_velocity_model));
    if (is_reference_model(model) && scenario.simulation.keep_left)
        refuse(
            "keep_left",
            fmt::format("'{}' has no side on which people pass; leave the key out, or use time-gap", model));
    if (crush_where(model) == CrushSettings::Where::nowhere && scenario.simulation.pushing)
        refuse("pushing",
               fmt::format("'{}' has no contact forces; leave the key out, or use time-gap+crush or "
                           "crush",
                           model));
    const auto sets = supported_instruction_sets();
    if (!options.isa.empty() && std::find(sets.begin(), sets.end(), options.isa) == sets.end()) {
        std::string known;
        for (const std::string_view set : sets) known += (known.empty() ? "" : ", ") + std::string(set);
        refuse("instruction set",
               fmt::format("'{}' is not available; this machine has: {}", options.isa, known));
    }
    return errors;
}

/// Populations with people who can reach none of the exits that they may use, when all doors and exits that
/// ever open are open.
Errors unreachable_errors(const World& world) {
    std::map<std::int32_t, std::pair<int, std::size_t>> cut_off;  // population -> count, first row
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        const std::int32_t population = world.agents.population[row];
        const Vec2 p{world.agents.x_m[row], world.agents.y_m[row]};
        const auto& exits = world.rules[static_cast<std::size_t>(population)].exits;
        const PlaceOnWay place = world.fields.place(SurfaceId(world.agents.surface[row]), p);
        const bool reaches =
            counts_on_help(world, row) || std::any_of(exits.begin(), exits.end(), [&](GateId exit) {
                const std::int32_t goal = goal_for(world, row, exit);
                return world.fields.time_s(goal, place) != TravelTimeField::unknown;
            });
        if (!reaches)
            ++cut_off.try_emplace(population, 0, row).first->second.first;
    }
    Errors errors;
    for (const auto& [population, found] : cut_off) {
        const auto& [count, row] = found;
        const PopulationSpec& spec = world.scenario.people.populations[static_cast<std::size_t>(population)];
        const Surface& surface = world.venue->surfaces[static_cast<std::size_t>(world.agents.surface[row])];
        Error error;
        error.code = ErrorCode::unreachable;
        error.where = fmt::format("{} (population '{}')", spec.where, spec.label());
        error.storey = world.venue->storeys[surface.storey.row()].id;
        error.x_m = world.agents.x_m[row] + world.venue->origin_m.x;
        error.y_m = world.agents.y_m[row] + world.venue->origin_m.y;
        error.message = fmt::format(
            "{} of these people cannot reach any exit they may use; the first stands at ({:.2f}, {:.2f}) on "
            "'{}'. Open a way wide "
            "enough for them, allow another exit, or place them elsewhere",
            count, error.x_m, error.y_m, surface.name);
        errors.push_back(std::move(error));
    }
    return errors;
}

/// Everything that is open now or will be opened by an event or by staff: what people can hope for.
RouteState most_open_state(const World& world) {
    RouteState state = initial_route_state(*world.venue);
    const auto open = [&](GateId gate) {
        const GateState& now = world.openings.of(gate);
        state.gate_open[gate.row()] = gate_code(true, now.way, now.has_one_leaf);
    };
    for (const DueEvent& event : world.events) {
        using Kind = IncidentEvent::Kind;
        const bool opens = event.kind == Kind::open_door || event.kind == Kind::open_exit;
        if (event.gate.is_valid() && (event.kind == Kind::unlock_door || event.kind == Kind::remove_barrier ||
                                      (opens && !world.openings.of(event.gate).is_locked)))
            open(event.gate);
        for (const SurfaceId escalator : event.escalators) state.motion[escalator.row()] = event.motion;
    }
    for (const GateId gate : gates_opened_by_staff(world)) open(gate);
    for (const GateId gate : gates_opened_by_rescue(world)) open(gate);
    return state;
}

/// Populations may name built-in profiles; placement finds all profiles in one list.
void add_builtin_profiles(PeopleSpec& people) {
    const auto add = [&people](const std::string& id) {
        const bool known = std::any_of(people.profiles.begin(), people.profiles.end(),
                                       [&](const ProfileSpec& profile) { return profile.id == id; });
        if (const BuiltinProfile* builtin = find_builtin_profile(id); !known && builtin != nullptr)
            people.profiles.push_back(builtin->profile);
    };
    for (const PopulationSpec& population : people.populations) {
        add(population.profile);
        if (population.company)
            add(population.company->child_profile);
    }
}

}  // namespace

struct Simulation::Impl {
    World world;
    std::shared_ptr<const Building> building;
    Stopwatch wall;
    double setup_s{0.0};
    /// Columns of crowd(): rows of the run are in another order.
    struct Crowd {
        std::vector<std::int32_t> rows;
        std::vector<AgentId> id;
        std::vector<double> x_m, y_m;
        std::vector<float> vx_mps, vy_mps, free_speed_mps, start_time_s;
        std::vector<std::int32_t> surface, exit_gate, population;
    } crowd;
};

Simulation::Simulation(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;
Simulation::~Simulation() = default;

Result<Simulation> Simulation::create(const Scenario& scenario, const RunOptions& options) {
    if (Errors errors = option_errors(options, scenario); !errors.empty())
        return errors;
    Result<std::shared_ptr<const Building>> building = Building::create(scenario);
    if (!building)
        return building.error();
    return create(scenario, options, *std::move(building));
}

Result<Simulation> Simulation::create(const Scenario& scenario, const RunOptions& options,
                                      std::shared_ptr<const Building> building) {
    const Stopwatch wall;
    Errors errors = option_errors(options, scenario);
    if (!errors.empty())
        return errors;
    const std::shared_ptr<const Venue>& venue = building->parts().venue;
    const std::shared_ptr<const NavigationGrid>& grid = building->parts().grid;
    const std::uint64_t seed = options.seed.value_or(scenario.simulation.seed);
    Scenario adjusted = scenario;
    adjusted.simulation.calibration = options.calibration.value_or(scenario.simulation.calibration);
    adjusted.simulation.model = options.model.value_or(scenario.simulation.model);
    add_stewards(adjusted);
    add_builtin_profiles(adjusted.people);
    Result<PlacedPeople> people = place_people(adjusted, *venue, seed);
    if (!people)
        return people.error();
    add_responders(adjusted, *people);
    const double time_step_s = options.time_step_s.value_or(scenario.simulation.time_step_s);
    std::optional<OpenedSource> air;
    errors = check_losses(scenario.incident, *venue);
    if (!errors.empty())
        return errors;
    if (!scenario.incident.losses.empty())
        air.emplace().source = std::make_unique<ClearAir>();
    if (scenario.incident.fire) {
        Result<OpenedSource> opened =
            open_hazards(adjusted, *venue, options.duration_s.value_or(scenario.simulation.duration_s));
        if (!opened)
            return opened.error();
        air = std::move(*opened);
    }
    auto impl = std::make_unique<Impl>(Impl{World(venue, grid, building->parts().fields, adjusted,
                                                  std::move(*people), options, seed, time_step_s),
                                            building, wall, 0.0});
    World& world = impl->world;
    errors = set_up_people(world);
    if (!errors.empty())
        return errors;
    if (air) {
        world.hazards =
            std::make_unique<HazardState>(std::move(air->source), scenario.incident, *venue, *grid,
                                          world.fields.goal_count(), world.views.size(), seed);
        world.hazards->notes = std::move(air->notes);
        if (const Result<bool> begun = world.hazards->source->advance_to(0.0); !begun)
            return begun.error();
        errors = check_areas(world.hazards->losses, *world.hazards->source, *venue);
        if (!errors.empty())
            return errors;
    }
    demand_ways_to_help(world);
    const RouteState at_start = world.fields.state();
    world.fields.set_state(most_open_state(world));
    world.fields.refresh();
    errors = unreachable_errors(world);
    if (const Errors more = check_help(world); !more.empty())
        errors.insert(errors.end(), more.begin(), more.end());
    for (Error& error : check_shelters(world)) errors.push_back(std::move(error));
    for (Error& error : check_rescue(world)) errors.push_back(std::move(error));
    const Errors sign_errors = check_signs_lead_out(world);
    errors.insert(errors.end(), sign_errors.begin(), sign_errors.end());
    if (!errors.empty())
        return errors;
    world.fields.set_state(at_start);
    world.fields.refresh();
    if (world.hazards != nullptr)
        world.hazards->routes.follow(world.fields);
    world.recorder.first_frame(world);
    impl->setup_s = wall.elapsed_s();
    return Simulation(std::move(impl));
}

bool Simulation::is_finished() const {
    return impl_->world.is_finished();
}

void Simulation::step() {
    wayout::step(impl_->world);
}

double Simulation::time_s() const {
    return impl_->world.time_s();
}

std::uint64_t Simulation::step_count() const {
    return impl_->world.step_index;
}

CrowdView Simulation::crowd() const {
    const Agents& agents = impl_->world.agents;
    Impl::Crowd& crowd = impl_->crowd;
    list_rows_by_id(agents, crowd.rows);
    std::erase_if(crowd.rows, [&](std::int32_t listed) {
        const auto row = static_cast<std::size_t>(listed);
        return agents.activity[row] == Activity::out || is_responder(impl_->world, agents.id[row]);
    });
    const auto in_order = [&](const auto& column, auto& copy) {
        copy.clear();
        for (const std::int32_t row : crowd.rows) copy.push_back(column[static_cast<std::size_t>(row)]);
        return std::span(std::as_const(copy));
    };
    CrowdView view;
    view.time_s = impl_->world.time_s();
    view.step = impl_->world.step_index;
    view.id = in_order(agents.id, crowd.id);
    view.x_m = in_order(agents.x_m, crowd.x_m);
    view.y_m = in_order(agents.y_m, crowd.y_m);
    view.vx_mps = in_order(agents.vx_mps, crowd.vx_mps);
    view.vy_mps = in_order(agents.vy_mps, crowd.vy_mps);
    view.surface = in_order(agents.surface, crowd.surface);
    view.exit_gate = in_order(agents.exit_gate, crowd.exit_gate);
    view.population = in_order(agents.population, crowd.population);
    view.free_speed_mps = in_order(agents.free_speed_mps, crowd.free_speed_mps);
    view.start_time_s = in_order(agents.start_time_s, crowd.start_time_s);
    return view;
}

const std::vector<Passage>& Simulation::passages() const {
    return impl_->world.passages;
}

int Simulation::placed_count() const {
    return impl_->world.placed_count;
}

int Simulation::out_count() const {
    return impl_->world.out_count;
}

int Simulation::inside_count() const {
    return placed_count() - out_count();
}

const Errors& Simulation::failure() const {
    static const Errors none;
    return impl_->world.hazards != nullptr ? impl_->world.hazards->failure : none;
}

const Venue& Simulation::venue() const {
    return *impl_->world.venue;
}

std::shared_ptr<const Venue> Simulation::shared_venue() const {
    return impl_->world.venue;
}

std::shared_ptr<const Building> Simulation::building() const {
    return impl_->building;
}

std::uint64_t Simulation::state_hash() const {
    return final_state_hash(impl_->world);
}

std::string Simulation::instruction_set() const {
    return std::string(impl_->world.mover.instruction_set());
}

void Simulation::record_frames_to(FrameSink& sink) {
    impl_->world.recorder.send_frames_to(sink, impl_->world);
}

RunResults Simulation::results() const {
    RunResults results = impl_->world.recorder.results(impl_->world);
    Performance& performance = results.performance;
    performance.wall_s = impl_->wall.elapsed_s();
    performance.setup_s = impl_->setup_s;
    const double stepping_s = performance.wall_s - performance.setup_s;
    performance.agent_steps_per_s =
        stepping_s > 0.0 ? static_cast<double>(performance.agent_steps) / stepping_s : 0.0;
    return results;
}

}  // namespace wayout
