/// Everything that a run owns and changes.
#pragma once

#include "agents/agents.hpp"
#include "agents/placement.hpp"
#include "behaviour/exit_choice.hpp"
#include "core/phase_timer.hpp"
#include "core/thread_pool.hpp"
#include "locomotion/mover.hpp"
#include "simulation/crush_book.hpp"
#include "simulation/decision_log.hpp"
#include "simulation/errands.hpp"
#include "simulation/field_store.hpp"
#include "simulation/openings.hpp"
#include "simulation/progress_watch.hpp"
#include "simulation/recorder.hpp"
#include "simulation/standstill.hpp"
#include "venue/venue.hpp"

#include <wayout/scenario.hpp>
#include <wayout/simulation.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// The phases of a step, in order; the names stand in every summary. docs/architecture.md has the table.
enum class Phase : std::size_t {
    events,
    hazards,
    people,
    fields,
    decide,
    guide,
    neighbours,
    plan,
    move,
    bookkeeping,
    record,
};

/// An event of the incident with its target resolved.
struct DueEvent {
    /// Events of the power supply come from another part of the scenario.
    enum class Power { none, fails, returns } power{Power::none};
    double at_s{0.0};
    IncidentEvent::Kind kind{};
    GateId gate;                        ///< of doors and exits
    std::vector<SurfaceId> escalators;  ///< the flights of the escalator
    StairSpec::Motion motion{StairSpec::Motion::stopped};
    std::string target;  ///< id, for the log of events
    double service_s{0.0};
    double deceleration_mps2{default_belt_deceleration_mps2};
};

/// What a population may choose, resolved to gates.
struct ChoiceRule {
    ExitChoice choice{ExitChoice::quickest};
    std::vector<GateId> exits;  ///< allowed, ascending
};

class HazardState;
class NoticingState;
class SeatedState;
class KnowledgeState;
class CompanyState;
class AssistanceState;
class LiftState;
class DangerState;
class StaffState;
class RescueState;
class PassageChoice;

struct World {
    World(std::shared_ptr<const Venue> venue_in, std::shared_ptr<const NavigationGrid> grid,
          const std::shared_ptr<SharedFields>& shared_fields, const Scenario& scenario_in,
          PlacedPeople people, const RunOptions& options, std::uint64_t seed_in, double time_step_s_in);
    World(World&&) noexcept;
    ~World();

    Scenario scenario;
    std::shared_ptr<const Venue> venue;
    std::uint64_t seed;
    double time_step_s;
    double duration_s;
    mutable ThreadPool pool;
    PhaseTimer timer;

    Agents agents;
    AgentColumnScratch column_scratch;
    std::vector<GroupInUse> groups;
    Companies companies;  ///< who belongs together
    Errors notes;         ///< no errors, but worth telling
    int placed_count;     ///< without responders, who are counted apart
    int out_count{0};
    int incapacitated_count{0};

    Openings openings;
    FieldStore fields;
    Mover mover;
    std::optional<CrushBook> crush;               ///< with a crush model
    std::unique_ptr<HazardState> hazards;         ///< with a fire
    double lighting_loss_frac{0.0};               ///< of everybody's speed, by emergency lighting
    std::vector<View> views;                      ///< [person - 1] which building somebody has in mind
    std::vector<std::string_view> start_reasons;  ///< [person - 1] why he began, or begins sooner than drawn
    Errands errands;
    DecisionLog decisions;
    // Each only where the scenario has something of the kind.
    std::unique_ptr<NoticingState> noticing;
    std::unique_ptr<SeatedState> seated;
    std::unique_ptr<KnowledgeState> knowledge;
    std::unique_ptr<CompanyState> company;
    std::unique_ptr<AssistanceState> assistance;
    std::unique_ptr<LiftState> lifts;
    std::unique_ptr<DangerState> dangers;
    std::unique_ptr<StaffState> staff;
    std::unique_ptr<RescueState> rescue;
    std::unique_ptr<PassageChoice> passage_choice;
    ExitQueues queues;
    std::vector<ChoiceRule> rules;  ///< by population
    std::vector<DueEvent> events;   ///< ascending in time; ties in input order
    std::size_t next_event{0};
    double narrowest_row_m{0.0};                ///< clear width of the narrowest seat row; 0: no seats
    std::vector<std::uint32_t> decision_turns;  ///< by person (id - 1): decision_turn()
    std::vector<std::size_t> deciders;          ///< scratch of decide(): rows
    std::vector<float> times_to_exit_s;         ///< scratch of decide(), by row
    std::vector<std::vector<ExitOption>> option_scratch;  ///< scratch of decide(), by worker
    std::vector<int> on_flight;      ///< scratch of guide_people(), hydraulic model: people by surface
    std::vector<float> carry_x_mps;  ///< by row; empty without a running escalator
    std::vector<float> carry_y_mps;

    std::vector<Passage> passages;
    ProgressWatch progress;
    Standstill standstill;
    Recorder recorder;

    std::uint64_t step_index{0};
    std::uint64_t chained_hash{0};  ///< of the states at every retirement
    std::int64_t agent_steps{0};

    double time_s() const { return static_cast<double>(step_index) * time_step_s; }
    bool is_finished() const;
};

/// Steps in one second: the period of everything that happens once a second.
std::uint64_t steps_per_second(double time_step_s);
/// Everybody reconsiders his exit once in so many steps: a second of them, and two where steps are longer
/// than 0.1 s, in runs that are first answers.
std::uint64_t decision_period_steps(const World& world);

/// One time step: the list of phases.
void step(World& world);

/// Fingerprint of the run so far: of everybody's columns at every retirement and now.
std::uint64_t final_state_hash(const World& world);

// The phases that are the simulation's own, each in a file of its name.
void apply_due_events(World& world);
void notice(World& world);
void learn(World& world);
void keep_company(World& world);
void assist(World& world);
void run_lifts(World& world);
void watch_dangers(World& world);
void direct_staff(World& world);
void rescue(World& world);
void watch_structure(World& world);
void breathe(World& world);
void decide(World& world);
void guide_people(World& world);
void keep_books(World& world);

/// Somebody stays where he is from now on, as an obstacle to others.
void incapacitate(World& world, std::size_t row);

/// The field that somebody follows to an exit, in the building that he has in mind, by doors that let him
/// through.
std::int32_t goal_for(const World& world, std::size_t row, GateId exit);
/// Likewise to an area of FieldStore.
std::int32_t goal_to_area_for(const World& world, std::size_t row, std::int32_t area);
/// Somebody knows of other openings from now on: his way leads by those. What he knows of danger areas stays.
/// Own row only.
void set_view(World& world, std::size_t row, View view);
/// Somebody keeps out of danger areas from now on, or no more. Own row only.
void set_wary(World& world, std::size_t row, bool keeps_out);
/// A change of the building that people have to learn of is about to be made: those of populations with a
/// KnowledgeSpec go on as before until they learn; all others know at once. Only of use before
/// FieldStore::set_state() or a change of the costs of ways.
void keep_old_views(World& world);

// Before the first step: what the scenario has of each kind, and what is wrong with it.
Errors set_up_noticing(World& world);
Errors set_up_knowledge(World& world);
Errors set_up_company(World& world);
Errors set_up_assistance(World& world);
Errors set_up_lifts(World& world);
Errors set_up_dangers(World& world);
/// Shelters that nobody can reach, when all doors and exits that ever open are open and fields are solved.
Errors check_shelters(const World& world);
Errors set_up_staff(World& world);
/// Last, since it takes the responders off the columns.
Errors set_up_rescue(World& world);
/// Zones that a team is to search and cannot reach, when all that ever opens is open and fields are solved.
Errors check_rescue(World& world);
/// All of them, in their order.
Errors set_up_people(World& world);

/// Nobody who is able and inside will move again: all stay for good where they meant to go, or have come to a
/// standstill, and nothing more is due.
bool is_settled(const World& world);
/// Stewards who are at their posts or on the way there.
bool has_staff_on_duty(const World& world);
/// Doors and exits that stewards are to open.
std::vector<GateId> gates_opened_by_staff(const World& world);
/// Exits that rescue teams open to come in.
std::vector<GateId> gates_opened_by_rescue(const World& world);
/// Whether something is still to come that can make those move who stay: events, alarms, staff on the way.
bool is_anything_due(const World& world);
/// Of danger areas, messages and orders.
bool is_danger_due(const World& world);

/// One of a rescue team.
bool is_responder(const World& world, AgentId person);
/// Led or carried out by a rescue team: decides nothing himself.
bool is_in_hands_of_rescue(const World& world, AgentId person);
/// Not able, and carried.
bool is_carried(const World& world, AgentId person);
/// In the venue and not able, carried or not.
inline bool counts_as_unable(const World& world, std::size_t row) {
    return is_unable(world.agents.activity[row]) || is_carried(world, world.agents.id[row]);
}

}  // namespace wayout
