/// Part of the phase of noticing: who hears which alarm, and what it does to his clock.
#include "simulation/noticing_steps.hpp"

#include "behaviour/compliance.hpp"
#include "core/random.hpp"
#include "simulation/decision_place.hpp"
#include "simulation/hazard_state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

/// Draws of Draw::message: by instruction from here, by alarm from the others on.
constexpr std::uint32_t compliance_draw = 0;
constexpr std::uint32_t hearing_draw = 1000;
constexpr std::uint32_t repeat_draw = 100'000;

bool complies(const World& world, AgentId person, std::size_t alarm) {
    const NoticingState& state = *world.noticing;
    const auto& alarms = state.book.alarms();
    const AlarmSpec& spec = alarms[alarm].spec;
    if (spec.kind == AlarmKind::bell)
        return true;
    bool has_second_channel = false;
    for (std::size_t a = 0; a < alarms.size(); ++a)
        has_second_channel = has_second_channel || (alarms[a].sounds && state.hears[a][person - 1] != 0 &&
                                                    alarms[a].spec.kind != spec.kind &&
                                                    alarms[a].spec.instruction == spec.instruction);
    const double threshold = uniform01(world.seed, person, Draw::message, 0,
                                       compliance_draw + static_cast<std::uint32_t>(spec.instruction));
    return threshold < compliance_frac(state.spec.compliance, spec, has_second_channel);
}

/// What somebody makes of all that he hears: which alarm he follows, and how it moves his clock.
struct Heard {
    const AlarmBook::Alarm* followed{nullptr};
    std::size_t followed_row{0};
    bool is_urged{false};     ///< hears something other than an all-clear
    bool has_message{false};  ///< hears words
};

Heard heard_by(const World& world, AgentId person) {
    const auto& alarms = world.noticing->book.alarms();
    Heard heard;
    for (std::size_t a = 0; a < alarms.size(); ++a) {
        const AlarmBook::Alarm& alarm = alarms[a];
        if (!alarm.sounds || world.noticing->hears[a][person - 1] == 0)
            continue;
        heard.is_urged = heard.is_urged || alarm.spec.instruction != Instruction::all_clear;
        heard.has_message = heard.has_message || alarm.spec.kind != AlarmKind::bell;
        // The latest counts.
        if ((heard.followed == nullptr || alarm.since_s >= heard.followed->since_s) &&
            complies(world, person, a)) {
            heard.followed = &alarm;
            heard.followed_row = a;
        }
    }
    return heard;
}

double alarm_rate(const NoticingSpec& spec, const Heard& heard, bool is_in_show, double at_s) {
    double rate = heard.is_urged ? spec.alarm_rate : 0.0;
    if (heard.followed != nullptr) {
        rate = heard.followed->spec.instruction == Instruction::evacuate ? spec.alarm_rate : 0.0;
        rate *= heard.followed->spec.kind == AlarmKind::bell ? 1.0 : spec.message_rate;
    }
    return is_in_show && at_s < spec.show_stops_at_s.value_or(0.0) ? spec.show_factor * rate : rate;
}

void note_instruction(World& world, std::size_t row, std::size_t worker, const AlarmSpec& alarm) {
    Decision decision = decision_of(world, row, "follows");
    decision.choice = alarm.label();
    decision.reason = fmt::format("asks for: {}", words_for(alarm));
    world.decisions.note(worker, std::move(decision));
}

/// Takes in the alarms as they are now.
void listen(World& world, std::size_t row, std::size_t worker, double at_s) {
    NoticingState& state = *world.noticing;
    NoticingState::Person& person = state.people[world.agents.id[row] - 1];
    const Heard heard = heard_by(world, world.agents.id[row]);
    const std::optional<Instruction> before = person.instruction;
    person.instruction.reset();
    person.exits_by = -1;
    if (heard.followed != nullptr) {
        person.instruction = heard.followed->spec.instruction;
        if (!heard.followed->exits.empty())
            person.exits_by = static_cast<std::int32_t>(heard.followed_row);
        if (person.instruction != before && heard.followed->spec.kind != AlarmKind::bell &&
            world.decisions.is_kept())
            note_instruction(world, row, worker, heard.followed->spec);
    }
    if (!is_open_to_cues(world, row, at_s))
        return;
    person.hears_message = heard.has_message;
    if (person.instruction == Instruction::all_clear && before != Instruction::all_clear)
        person.clock.reset(at_s);
    level(person.levels, Cue::alarm) = alarm_rate(state.spec, heard, person.is_in_show, at_s);
    level(person.levels, Cue::others) = others_rate(state.spec, person) * person.others_frac;
    wind(world, row, at_s);
}

/// Who hears an alarm that begins to sound, and how long they listen.
void reach_person(World& world, std::size_t row, const AlarmChange& change) {
    NoticingState& state = *world.noticing;
    const AlarmBook::Alarm& alarm = state.book.alarms()[change.alarm];
    const AgentId id = world.agents.id[row];
    const auto index = static_cast<std::uint32_t>(change.alarm);
    const bool hears =
        alarm.area.holds(*world.venue, SurfaceId(world.agents.surface[row]),
                         {world.agents.x_m[row], world.agents.y_m[row]}) &&
        uniform01(world.seed, id, Draw::message, 0, hearing_draw + index) < alarm.spec.heard_frac;
    state.hears[change.alarm][id - 1] = hears ? 1 : 0;
    if (!hears || alarm.spec.message.length_s <= 0.0)
        return;
    const bool waits_for_repeat =
        uniform01(world.seed, id, Draw::message, 0, repeat_draw + index) < state.spec.repeat_frac;
    const double ends_s = change.at_s + (waits_for_repeat ? 2.0 : 1.0) * alarm.spec.message.length_s;
    NoticingState::Person& person = state.people[id - 1];
    person.listens_until_s = std::max(person.listens_until_s, std::min(ends_s, change.silent_at_s));
}

void log_change(World& world, const AlarmChange& change) {
    Event event;
    event.time_s = change.at_s;
    event.mark = true;
    const auto describe = [&](const char* kind, std::string text) {
        event.kind = kind;
        event.text = std::move(text);
    };
    if (change.kind == AlarmChange::Kind::show_stops) {
        describe("show_stops", "The show stops");
        world.recorder.add_event(std::move(event));
        return;
    }
    const AlarmSpec& spec = world.noticing->book.alarms()[change.alarm].spec;
    event.subject = spec.id;
    switch (change.kind) {
        case AlarmChange::Kind::begins: {
            const auto& hears = world.noticing->hears[change.alarm];
            describe("alarm_sounds", fmt::format("Alarm '{}' sounds ({}); {} people hear it", spec.label(),
                                                 words_for(spec), std::count(hears.begin(), hears.end(), 1)));
            break;
        }
        case AlarmChange::Kind::message_ends:
            describe("message_ends",
                     fmt::format("The message of alarm '{}' has been said once", spec.label()));
            event.mark = false;
            break;
        case AlarmChange::Kind::fails:
            describe("alarm_fails", fmt::format("Alarm '{}' fails: it does not sound", spec.label()));
            break;
        case AlarmChange::Kind::falls_silent:
            describe("alarm_stops", fmt::format("Alarm '{}' falls silent", spec.label()));
            break;
        case AlarmChange::Kind::repeat_ends:
        case AlarmChange::Kind::show_stops:
            return;
    }
    world.recorder.add_event(std::move(event));
}

void ask_detectors(World& world) {
    AlarmBook& book = world.noticing->book;
    for (std::size_t a = 0; a < book.alarms().size(); ++a) {
        const AlarmBook::Alarm& alarm = book.alarms()[a];
        if (!alarm.waits_for_detector || world.hazards == nullptr)
            continue;
        if (const std::optional<double> signal_s = world.hazards->source->signal_s(alarm.spec.on_detector)) {
            const double due_s = world.hazards->starts_at_s + *signal_s + alarm.spec.delay_s;
            book.trigger(a, std::max(due_s, world.time_s()));
        }
    }
}

}  // namespace

void follow_alarms(World& world) {
    ask_detectors(world);
    NoticingState& state = *world.noticing;
    while (const std::optional<AlarmChange> change = state.book.take(world.time_s())) {
        using Kind = AlarmChange::Kind;
        if (change->kind == Kind::begins || change->kind == Kind::falls_silent) {
            AlarmBook::Alarm& alarm = state.book.alarms()[change->alarm];
            alarm.sounds = change->kind == Kind::begins;
            alarm.since_s = change->at_s;
        }
        if (change->kind == Kind::begins)
            for_each_inside(world, [&](std::size_t row, std::size_t) { reach_person(world, row, *change); });
        log_change(world, *change);
        if (change->kind != Kind::fails)
            for_each_inside(world, [&](std::size_t row, std::size_t worker) {
                listen(world, row, worker, change->at_s);
            });
    }
}

}  // namespace wayout
