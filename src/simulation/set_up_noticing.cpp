/// Before the first step: who needs how long to begin, which alarms there are, and what is wrong with them.
#include "agents/distribution.hpp"
#include "core/random.hpp"
#include "simulation/noticing_state.hpp"
#include "simulation/seated_state.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace wayout {
namespace {

/// Draws of Draw::noticing, by index.
constexpr std::uint32_t alcohol_draw = 1;

void refuse(Errors& errors, std::string where, std::string message) {
    Error error;
    error.code = ErrorCode::schema;
    error.where = std::move(where);
    error.message = std::move(message);
    errors.push_back(std::move(error));
}

std::string words_for_place(const Named& thing, const char* kind) {
    return fmt::format("{} ({} '{}')", thing.where, kind, thing.label());
}

void check_trigger(const Scenario& scenario, const AlarmSpec& alarm, Errors& errors) {
    const int triggers =
        (alarm.at_s ? 1 : 0) + (alarm.on_detector.empty() ? 0 : 1) + (alarm.on_report ? 1 : 0);
    if (triggers != 1) {
        refuse(errors, words_for_place(alarm, "alarm"),
               "give one of a time, at_s, the detector that sets it off, on_detector, and on_report");
        return;
    }
    if (alarm.on_report) {
        const auto& stewards = scenario.response.stewards;
        const auto reports = [](const StewardSpec& steward) {
            return std::any_of(steward.tasks.begin(), steward.tasks.end(), [](const StewardTask& task) {
                return task.kind == StewardTask::Kind::report;
            });
        };
        if (std::none_of(stewards.begin(), stewards.end(), reports))
            refuse(
                errors, words_for_place(alarm, "alarm"),
                "on_report: no steward of the response has the task report; give one this task, or a time, "
                "at_s");
        return;
    }
    if (alarm.at_s)
        return;
    const auto& fire = scenario.incident.fire;
    if (!fire || !fire->zone_model) {
        refuse(errors, words_for_place(alarm, "alarm"),
               "on_detector: only the built-in fire (zone_model) has detectors; give a time, at_s, instead");
        return;
    }
    const auto& detectors = fire->zone_model->detectors;
    if (std::none_of(detectors.begin(), detectors.end(),
                     [&](const FireDetectorSpec& d) { return d.id == alarm.on_detector; }))
        refuse(errors, words_for_place(alarm, "alarm"),
               fmt::format("on_detector: the fire has no detector or sprinkler '{}'", alarm.on_detector));
}

void check_alarms(const Scenario& scenario, const AlarmBook& book, Errors& errors) {
    for (const AlarmBook::Alarm& alarm : book.alarms()) {
        check_trigger(scenario, alarm.spec, errors);
        if (!alarm.unknown.empty())
            refuse(errors, words_for_place(alarm.spec, "alarm"),
                   fmt::format("there is no such zone, storey or exit: {}", alarm.unknown));
    }
    if (!scenario.incident.alarms.empty() && !scenario.people.noticing)
        refuse(errors, scenario.incident.alarms.front().where,
               "alarms act on people who notice them: add \"noticing\": {} to the section 'people', or leave "
               "the alarms out");
    const auto& power = scenario.incident.power;
    if (power && power->silent_alarm_delay_s > 0.0 && !scenario.incident.alarms.empty())
        refuse(
            errors, power->where,
            "silent_alarm_delay_s stands in for alarms that fall silent; with alarms in the scenario leave "
            "it out and say with needs_power which of them need the supply");
}

void check_distribution(const std::optional<Distribution>& distribution, const char* key,
                        const PopulationSpec& population, Errors& errors) {
    if (!distribution)
        return;
    for (const std::string& problem : distribution_problems(*distribution, pre_movement_range_s))
        refuse(errors, words_for_place(population, "population"), fmt::format("seated.{}: {}", key, problem));
}

void check_seated(const Scenario& scenario, Errors& errors) {
    for (const PopulationSpec& population : scenario.people.populations) {
        if (!population.seated)
            continue;
        check_distribution(population.seated->stand_up_s, "stand_up_s", population, errors);
        check_distribution(population.seated->bag_s, "bag_s", population, errors);
        if (population.seating.empty() && !population.seats_filled_frac)
            refuse(errors, words_for_place(population, "population"),
                   "seated: these people do not start on seats; place them with seats_filled_frac or "
                   "in.seating, or leave the key out");
    }
}

double alcohol_factor(const AlcoholSpec& alcohol, std::uint64_t seed, AgentId person) {
    const double u = uniform01(seed, person, Draw::noticing, 0, alcohol_draw);
    if (u < alcohol.high_frac)
        return alcohol.high_factor;
    return u < alcohol.high_frac + alcohol.moderate_frac ? alcohol.moderate_factor : 1.0;
}

/// The drawn times of those who have drunk or sit far from the aisle.
void lengthen_times(World& world) {
    Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const AgentId id = agents.id[row];
        const PopulationSpec& population =
            world.scenario.people.populations[static_cast<std::size_t>(agents.population[row])];
        auto time_s = static_cast<double>(agents.start_time_s[row]);
        if (population.alcohol)
            time_s *= alcohol_factor(*population.alcohol, world.seed, id);
        if (population.seated)
            time_s += population.seated->per_seat_s * world.seated->seats_to_aisle(id);
        if (!world.scenario.people.noticing && world.seated != nullptr)
            time_s += world.seated->action_s(id);
        agents.start_time_s[row] = static_cast<float>(time_s);
        world.recorder.starts_at(id, static_cast<double>(agents.start_time_s[row]));
    }
}

/// From now on the drawn time is what the clock has to show.
void start_clocks(World& world) {
    Agents& agents = world.agents;
    NoticingState& state = *world.noticing;
    std::vector<std::string> unknown;
    const NamedArea show(*world.venue, state.spec.show_in, unknown);
    for (std::size_t row = 0; row < agents.size(); ++row) {
        NoticingState::Person& person = state.people[agents.id[row] - 1];
        person.clock = InternalClock(static_cast<double>(agents.start_time_s[row]));
        person.action_s = world.seated != nullptr ? world.seated->action_s(agents.id[row]) : 0.0;
        person.is_in_show =
            state.spec.show_stops_at_s.has_value() &&
            show.holds(*world.venue, SurfaceId(agents.surface[row]), {agents.x_m[row], agents.y_m[row]});
        agents.start_time_s[row] = std::numeric_limits<float>::infinity();
        world.recorder.starts_at(agents.id[row], std::numeric_limits<double>::infinity());
    }
}

}  // namespace

NoticingState::NoticingState(const World& world, const NoticingSpec& spec_in)
    : spec(spec_in),
      book(world.scenario, *world.venue),
      rooms(world.fields.room_passages()->rooms()),
      others(*world.venue, spec.others_decay_m, spec.others_reach_m),
      people(world.agents.size()),
      hears(world.scenario.incident.alarms.size(), std::vector<std::uint8_t>(world.agents.size(), 0)) {
    if (const auto& burning = world.scenario.incident.fire)
        fire.emplace(*world.venue, world.fields.grid(), rooms, *burning, spec,
                     world.scenario.incident.exposure.head_height_m);
}

Errors set_up_noticing(World& world) {
    const PeopleSpec& spec = world.scenario.people;
    Errors errors;
    check_alarms(world.scenario, AlarmBook(world.scenario, *world.venue), errors);
    check_seated(world.scenario, errors);
    if (spec.noticing) {
        std::vector<std::string> unknown;
        const NamedArea show(*world.venue, spec.noticing->show_in, unknown);
        if (!unknown.empty())
            refuse(errors, spec.noticing->where + ".show_in",
                   fmt::format("there is no zone or storey of the id {}", fmt::join(unknown, ", ")));
    }
    if (!errors.empty())
        return errors;
    const auto has = [&spec](auto part) {
        return std::any_of(
            spec.populations.begin(), spec.populations.end(),
            [part](const PopulationSpec& population) { return (population.*part).has_value(); });
    };
    if (has(&PopulationSpec::seated))
        world.seated = std::make_unique<SeatedState>(world);
    if (has(&PopulationSpec::seated) || has(&PopulationSpec::alcohol))
        lengthen_times(world);
    if (spec.noticing) {
        world.noticing = std::make_unique<NoticingState>(world, *spec.noticing);
        start_clocks(world);
        if (world.scenario.incident.alarms.empty())
            world.notes.push_back(
                {ErrorCode::out_of_range, spec.noticing->where,
                 "there is no alarm: people begin only when they see smoke, flames or others who leave, or "
                 "are told"});
    }
    return errors;
}

}  // namespace wayout
