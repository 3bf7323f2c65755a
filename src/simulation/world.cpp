#include "simulation/world.hpp"

#include "simulation/assistance_state.hpp"
#include "simulation/company_state.hpp"
#include "simulation/danger_state.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/knowledge_state.hpp"
#include "simulation/lift_state.hpp"
#include "simulation/noticing_state.hpp"
#include "simulation/passage_choice.hpp"
#include "simulation/rescue_state.hpp"
#include "simulation/seated_state.hpp"
#include "simulation/staff_state.hpp"

#include "agents/calibration.hpp"
#include "locomotion/calibrate.hpp"
#include "navigation/guidance.hpp"

#include <algorithm>
#include <set>

namespace wayout {
namespace {

const std::vector<std::string> phase_names{"events",     "hazards", "people", "fields", "decide", "guide",
                                           "neighbours", "plan",    "move",   "books",  "record"};

/// Those of the people, and that of people who are moved by helpers over stairs.
std::vector<MobilityClass> classes_needed(const Agents& agents, const PeopleSpec& people) {
    std::set<MobilityClass> classes(agents.mobility.begin(), agents.mobility.end());
    for (const PopulationSpec& population : people.populations)
        if (population.assistance && population.assistance->need != HelpNeed::none)
            classes.insert(MobilityClass::reduced);
    return {classes.begin(), classes.end()};
}

LocomotionSettings locomotion_settings(const Scenario& scenario, const std::string& model, std::uint64_t seed,
                                       double time_step_s) {
    LocomotionSettings settings = model == plain_model
                                      ? published_settings()
                                      : calibrated_settings(fitted_calibration(scenario.simulation));
    settings.planning = reference_model(model).value_or(PlanningModel::time_gap);
    settings.seed = seed;
    const double pushing = scenario.simulation.pushing.value_or(default_pushing);
    settings.crush = crush_settings(model, pushing);
    if (settings.crush.where != CrushSettings::Where::nowhere)
        settings.pressing_frac = pushing;
    settings.is_hydraulic = model == hydraulic_model;
    settings.time_step_s = time_step_s;
    settings.keep_left = scenario.simulation.keep_left;
    const FlowLimits limits = flow_limits(scenario.simulation);
    settings.opening_flow_pps_per_m = limits.opening_pps_per_m;
    settings.stair_flow_pps_per_m = limits.stair_pps_per_m;
    return settings;
}

std::vector<double> expected_capacities_pps(const Venue& venue, const Openings& openings) {
    std::vector<double> capacities;
    for (int g = 0; g < venue.exit_count; ++g)
        capacities.push_back(
            expected_capacity_pps(venue.gates[static_cast<std::size_t>(g)], openings.of(GateId(g))));
    return capacities;
}

std::vector<ChoiceRule> choice_rules(const Scenario& scenario, const Venue& venue, const Openings& openings) {
    std::vector<ChoiceRule> rules;
    for (const PopulationSpec& population : scenario.people.populations) {
        const auto row = static_cast<std::int32_t>(rules.size());
        ChoiceRule& rule = rules.emplace_back();
        rule.choice = population.exit_choice;
        for (int g = 0; g < venue.exit_count; ++g) {
            const std::string& id = venue.gates[static_cast<std::size_t>(g)].id;
            const bool allowed =
                population.exits.empty() ||
                std::find(population.exits.begin(), population.exits.end(), id) != population.exits.end();
            if (allowed && !openings.is_known_refusal(GateId(g), row))
                rule.exits.emplace_back(g);
        }
    }
    return rules;
}

std::vector<DueEvent> due_events(const Scenario& scenario, const Venue& venue) {
    std::vector<DueEvent> events;
    for (const IncidentEvent& event : scenario.incident.events) {
        DueEvent& due = events.emplace_back();
        due.at_s = event.at_s;
        due.kind = event.kind;
        due.motion = event.motion;
        due.target = event.target;
        due.service_s = event.service_s;
        due.deceleration_mps2 = event.deceleration_mps2;
        if (event.kind == IncidentEvent::Kind::set_escalator) {
            for (std::size_t s = 0; s < venue.surfaces.size(); ++s)
                if (venue.surfaces[s].kind == SurfaceKind::escalator && venue.surfaces[s].id == event.target)
                    due.escalators.push_back(SurfaceId::from(s));
        } else {
            due.gate = venue.gate_by_id(event.target);
        }
    }
    if (const std::optional<PowerFailureSpec>& power = scenario.incident.power) {
        DueEvent& fails = events.emplace_back();
        fails.power = DueEvent::Power::fails;
        fails.at_s = power->fails_at_s;
        if (power->returns_at_s) {
            DueEvent& returns = events.emplace_back();
            returns.power = DueEvent::Power::returns;
            returns.at_s = *power->returns_at_s;
        }
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const DueEvent& a, const DueEvent& b) { return a.at_s < b.at_s; });
    return events;
}

Mover new_mover(SharedFields& shared, const std::shared_ptr<const Venue>& venue,
                const LocomotionSettings& settings, std::string_view instruction_set) {
    return {shared.mover_tables(venue, settings.neighbour_range_m), settings, instruction_set};
}

}  // namespace

World::World(World&&) noexcept = default;
World::~World() = default;

World::World(std::shared_ptr<const Venue> venue_in, std::shared_ptr<const NavigationGrid> grid,
             const std::shared_ptr<SharedFields>& shared_fields, const Scenario& scenario_in,
             PlacedPeople people, const RunOptions& options, std::uint64_t seed_in, double time_step_s_in)
    : scenario(scenario_in),
      venue(std::move(venue_in)),
      seed(seed_in),
      time_step_s(time_step_s_in),
      duration_s(options.duration_s.value_or(scenario_in.simulation.duration_s)),
      pool(options.threads),
      timer(phase_names),
      groups(people.groups),
      notes(people.notes),
      placed_count(static_cast<int>(people.agents.size()) - responder_count(scenario_in)),
      openings(*venue, scenario_in.people, people.agents.size()),
      fields(std::move(grid), classes_needed(people.agents, scenario_in.people), shared_fields),
      mover(new_mover(*shared_fields, venue,
                      locomotion_settings(scenario, options.model.value_or(scenario_in.simulation.model),
                                          seed, time_step_s),
                      options.isa)),
      views(people.agents.size(), View::present),
      start_reasons(people.agents.size()),
      errands(people.agents.size()),
      decisions(options.record == Record::everything && scenario_in.outputs.decisions,
                static_cast<std::size_t>(pool.thread_count())),
      queues(expected_capacities_pps(*venue, openings)),
      rules(choice_rules(scenario, *venue, openings)),
      events(due_events(scenario, *venue)),
      progress(*venue, scenario.simulation.stuck_after_s, static_cast<AgentId>(placed_count)),
      recorder(venue, shared_fields->blank_maps(*venue), scenario, people, time_step_s, options.record) {
    scenario.simulation.model = options.model.value_or(scenario.simulation.model);
    if (mover.settings().crush.where != CrushSettings::Where::nowhere)
        crush.emplace(people);
    agents = std::move(people.agents);
    openings.set_up(*this);
    std::set<std::pair<MobilityClass, std::uint8_t>> classes;
    for (std::size_t row = 0; row < agents.size(); ++row)
        classes.emplace(agents.mobility[row], openings.access_of(agents.population[row]));
    for (const auto& [mobility, access] : classes)
        if (access > 0)
            fields.add_access(mobility, access, openings.refused_doors()[access]);
    companies = std::move(people.companies);
    if (const PlanningModel planning = mover.settings().planning; planning != PlanningModel::time_gap)
        std::fill(agents.time_gap_s.begin(), agents.time_gap_s.end(),
                  static_cast<float>(time_gap_s(planning)));
    for (const SeatRow& row : venue->seat_rows)
        narrowest_row_m =
            narrowest_row_m > 0.0 ? std::min(narrowest_row_m, row.clear_width_m) : row.clear_width_m;
    const std::uint64_t decision_period = decision_period_steps(*this);
    for (const AgentId id : agents.id) decision_turns.push_back(decision_turn(id, decision_period));
    option_scratch.resize(static_cast<std::size_t>(pool.thread_count()));
    const auto exits = static_cast<std::size_t>(venue->exit_count);
    for (std::vector<ExitOption>& options_of_worker : option_scratch) options_of_worker.reserve(exits);
    passages.reserve(4 * agents.size());
}

std::uint64_t decision_period_steps(const World& world) {
    return (world.time_step_s > 0.1 ? 2 : 1) * steps_per_second(world.time_step_s);
}

std::int32_t goal_for(const World& world, std::size_t row, GateId exit) {
    return world.fields.goal(exit, world.agents.mobility[row], world.views[world.agents.id[row] - 1],
                             world.openings.access_of(world.agents.population[row]));
}

std::int32_t goal_to_area_for(const World& world, std::size_t row, std::int32_t area) {
    return world.fields.goal_to_area(area, world.agents.mobility[row], world.views[world.agents.id[row] - 1],
                                     world.openings.access_of(world.agents.population[row]));
}

namespace {

void change_view(World& world, std::size_t row, View view) {
    Agents& agents = world.agents;
    View& now = world.views[agents.id[row] - 1];
    if (now == view)
        return;
    now = view;
    if (agents.goal[row] >= 0) {
        agents.goal[row] = world.fields.in_view(agents.goal[row], view);
        world.fields.demand(agents.goal[row]);
    }
    request_guidance(agents, row);
    world.progress.restart(agents, row, world.time_s());
}

}  // namespace

void set_view(World& world, std::size_t row, View view) {
    const View now = world.views[world.agents.id[row] - 1];
    change_view(world, row, view_of(is_former(view), is_wary(now)));
}

void set_wary(World& world, std::size_t row, bool keeps_out) {
    const View now = world.views[world.agents.id[row] - 1];
    change_view(world, row, view_of(is_former(now), keeps_out));
}

void keep_old_views(World& world) {
    if (world.knowledge == nullptr)
        return;
    world.fields.keep_former();
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        if (world.knowledge->is_limited(world.agents.population[row]))
            set_view(world, row, View::former);
}

Errors set_up_people(World& world) {
    Errors errors;
    const auto add = [&errors](Errors found) { errors.insert(errors.end(), found.begin(), found.end()); };
    add(set_up_noticing(world));
    add(set_up_knowledge(world));
    add(set_up_company(world));
    add(set_up_assistance(world));
    add(set_up_lifts(world));
    add(set_up_dangers(world));
    add(set_up_staff(world));
    add(set_up_rescue(world));
    set_up_passage_choice(world);
    return errors;
}

bool is_anything_due(const World& world) {
    if (world.next_event < world.events.size() || world.openings.has_changing_belts() ||
        has_staff_on_duty(world) || world.scenario.incident.fire)  // a fire can still overcome those who stay
        return true;
    if (world.errands.has_time_limits() || is_danger_due(world))
        return true;
    if (world.noticing != nullptr && world.noticing->book.is_anything_due())
        return true;
    if (world.rescue != nullptr && world.rescue->is_at_work())
        return true;
    if (world.lifts != nullptr && is_any_lift_due(*world.lifts))
        return true;
    if (world.assistance != nullptr && is_any_help_due(*world.assistance))
        return true;
    return world.hazards != nullptr &&
           std::any_of(world.hazards->losses.begin(), world.hazards->losses.end(),
                       [](const LossArea& loss) { return loss.state != LossArea::State::lost; });
}

}  // namespace wayout
