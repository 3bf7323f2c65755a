/// Phase of a step: alarms sound and fall silent, people look around, and their clocks run accordingly.
#include "simulation/noticing_state.hpp"

#include "behaviour/compliance.hpp"
#include "core/random.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/seated_state.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr std::size_t chunk_rows = 128;
/// Draws of Draw::noticing, by index.
constexpr std::uint32_t told_draw = 0;
/// Draws of Draw::message: by instruction from here, by alarm from the others on.
constexpr std::uint32_t compliance_draw = 0;
constexpr std::uint32_t hearing_draw = 1000;
constexpr std::uint32_t repeat_draw = 100'000;

double& level(CueRates& rates, Cue cue) {
    return rates[static_cast<std::size_t>(cue)];
}

Decision decision_of(const World& world, std::size_t row, const char* kind) {
    const Agents& agents = world.agents;
    Decision decision;
    decision.time_s = world.time_s();
    decision.person = agents.id[row];
    decision.kind = kind;
    decision.storey = world.venue->surfaces[static_cast<std::size_t>(agents.surface[row])].storey.value;
    decision.position_m = {agents.x_m[row], agents.y_m[row]};
    return decision;
}

bool is_waiting(const World& world, std::size_t row) {
    return has_not_begun(world.agents.activity[row]) &&
           static_cast<double>(world.agents.start_time_s[row]) > world.time_s();
}

/// Takes over how the clock runs from that time on, and when the person will begin if nothing changes.
void wind(World& world, std::size_t row, double from_s) {
    NoticingState::Person& person = world.noticing->people[world.agents.id[row] - 1];
    CueRates rates = person.levels;
    if (person.is_told) {
        double sum = 0.0;
        for (const double rate : rates) sum += rate;
        level(rates, Cue::told) = std::max(0.0, 1.0 - sum);
    } else if (from_s < person.listens_until_s) {
        rates = {};
    }
    person.clock.run_at(rates, from_s);
    const double start_s = std::min(person.clock.reaches_s() + person.action_s, person.at_latest_s);
    const auto rounded_s = static_cast<float>(start_s);
    if (rounded_s == world.agents.start_time_s[row])
        return;
    world.agents.start_time_s[row] = rounded_s;
    world.recorder.starts_at(world.agents.id[row], static_cast<double>(rounded_s));
}

/// Whoever has decided gets ready and does not change his mind.
bool is_open_to_cues(const World& world, std::size_t row, double at_s) {
    return is_waiting(world, row) &&
           world.noticing->people[world.agents.id[row] - 1].clock.reaches_s() > at_s;
}

// ---------------------------------------------------------------- alarms

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

double others_rate(const NoticingSpec& spec, const Heard& heard) {
    return heard.has_message ? spec.others_rate_message : spec.others_rate_bell;
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
    if (person.instruction == Instruction::all_clear && before != Instruction::all_clear)
        person.clock.reset(at_s);
    level(person.levels, Cue::alarm) = alarm_rate(state.spec, heard, person.is_in_show, at_s);
    level(person.levels, Cue::others) = others_rate(state.spec, heard) * person.others_frac;
    wind(world, row, at_s);
}

/// Who hears an alarm that begins to sound, and how long they listen.
void reach(World& world, std::size_t row, const AlarmChange& change) {
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

template <typename F>
void for_each_inside(World& world, F&& f) {
    parallel_for(
        world.pool, world.agents.size(), chunk_rows,
        [&](std::size_t begin, std::size_t end, std::size_t, std::size_t worker) {
            for (std::size_t row = begin; row < end; ++row)
                if (world.agents.activity[row] != Activity::out && !is_unable(world.agents.activity[row]))
                    f(row, worker);
        });
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

void apply_alarm_changes(World& world) {
    NoticingState& state = *world.noticing;
    while (const std::optional<AlarmChange> change = state.book.take(world.time_s())) {
        using Kind = AlarmChange::Kind;
        if (change->kind == Kind::begins || change->kind == Kind::falls_silent) {
            AlarmBook::Alarm& alarm = state.book.alarms()[change->alarm];
            alarm.sounds = change->kind == Kind::begins;
            alarm.since_s = change->at_s;
        }
        if (change->kind == Kind::begins)
            for_each_inside(world, [&](std::size_t row, std::size_t) { reach(world, row, *change); });
        log_change(world, *change);
        if (change->kind != Kind::fails)
            for_each_inside(world, [&](std::size_t row, std::size_t worker) {
                listen(world, row, worker, change->at_s);
            });
    }
}

// ---------------------------------------------------------------- cues

/// Makes for an exit, or has decided to.
bool is_seen_leaving(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    return has_decided(world, row) && !world.errands.has_one(agents.id[row]);
}

void take_picture(World& world) {
    NoticingState& state = *world.noticing;
    const Agents& agents = world.agents;
    list_rows_by_id(agents, state.rows);
    std::erase_if(state.rows, [&](std::int32_t listed) {
        const Activity activity = agents.activity[static_cast<std::size_t>(listed)];
        return activity == Activity::out || is_unable(activity);
    });
    state.viewpoints.resize(agents.size());
    state.leaves.resize(agents.size());
    parallel_for(world.pool, agents.size(), chunk_rows, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t row = begin; row < end; ++row) {
            state.viewpoints[row] = viewpoint_of(world.fields.grid(), state.rooms, agents, row);
            state.leaves[row] = is_seen_leaving(world, row) ? 1 : 0;
        }
    });
    state.others.take(agents, state.rows, state.viewpoints, state.leaves);
    if (state.fire && world.hazards != nullptr && world.hazards->has_begun(world.time_s()))
        state.fire->look(*world.hazards, world.pool, world.time_s());
}

/// Extinction of the air on the patch of floor where somebody is.
double extinction_at(const World& world, std::size_t row) {
    if (world.hazards == nullptr)
        return 0.0;
    const CellIndex cell = world.fields.grid().locate(SurfaceId(world.agents.surface[row]),
                                                      {world.agents.x_m[row], world.agents.y_m[row]});
    if (cell == no_cell)
        return 0.0;
    const auto patch = static_cast<std::size_t>(world.hazards->routes.patches().of(cell));
    return static_cast<double>(world.hazards->routes.conditions()[patch].extinction_per_m);
}

void note_investigating(World& world, std::size_t row, std::size_t worker) {
    NoticingState::Person& person = world.noticing->people[world.agents.id[row] - 1];
    if (person.is_investigating ||
        person.clock.reaches_s(world.noticing->spec.investigating_frac) > world.time_s())
        return;
    person.is_investigating = true;
    if (!world.decisions.is_kept())
        return;
    Decision decision = decision_of(world, row, "investigates");
    decision.reason = cue_words[static_cast<std::size_t>(person.clock.leading(world.time_s()))];
    world.decisions.note(worker, std::move(decision));
}

/// Once a second: own smoke, fire in view, others who leave.
void look_around(World& world, std::size_t row, std::size_t worker) {
    const double now_s = world.time_s();
    if (!is_open_to_cues(world, row, now_s))
        return;
    NoticingState& state = *world.noticing;
    const NoticingSpec& spec = state.spec;
    NoticingState::Person& person = state.people[world.agents.id[row] - 1];
    note_investigating(world, row, worker);
    const Viewpoint& viewpoint = state.viewpoints[row];
    person.others_frac = state.others.leaving_frac(world.agents.id[row], viewpoint);
    level(person.levels, Cue::others) =
        others_rate(spec, heard_by(world, world.agents.id[row])) * person.others_frac;
    level(person.levels, Cue::smoke) =
        extinction_at(world, row) > spec.smoke_extinction_per_m ? spec.smoke_rate : 0.0;
    level(person.levels, Cue::fire_in_view) =
        state.fire && state.fire->is_in_view(viewpoint) ? spec.fire_in_view_rate : 0.0;
    wind(world, row, now_s);
}

void look_around(World& world) {
    const Agents& agents = world.agents;
    bool anybody_waits = false;
    for (std::size_t row = 0; row < agents.size() && !anybody_waits; ++row)
        anybody_waits = is_waiting(world, row);
    if (!anybody_waits)
        return;
    take_picture(world);
    for_each_inside(world, [&](std::size_t row, std::size_t worker) { look_around(world, row, worker); });
}

}  // namespace

void notice(World& world) {
    if (world.seated != nullptr)
        world.seated->watch(world);
    if (world.noticing == nullptr)
        return;
    ask_detectors(world);
    apply_alarm_changes(world);
    if (world.step_index % steps_per_second(world.time_step_s) == 0)
        look_around(world);
}

// ---------------------------------------------------------------- what others ask for

void instruct(World& world, std::size_t row, double now_s) {
    if (!is_waiting(world, row) || has_decided(world, row))
        return;
    const NoticingSpec spec = world.noticing != nullptr ? world.noticing->spec : NoticingSpec{};
    const AgentId id = world.agents.id[row];
    const double within_s = spec.told_least_s + (spec.told_most_s - spec.told_least_s) *
                                                    uniform01(world.seed, id, Draw::noticing, 0, told_draw);
    if (world.noticing == nullptr) {
        begin_at(world, row, now_s + within_s, cue_words[static_cast<std::size_t>(Cue::told)]);
        return;
    }
    NoticingState::Person& person = world.noticing->people[id - 1];
    const double before_s = person.clock.demand_s();
    person.is_told = true;
    person.clock.need_at_most(within_s, now_s);
    person.is_hurried = person.is_hurried || person.clock.demand_s() < before_s;
    wind(world, row, now_s);
}

void begin_at(World& world, std::size_t row, double at_s, std::string_view reason) {
    const AgentId id = world.agents.id[row];
    if (!has_not_begun(world.agents.activity[row]) ||
        static_cast<double>(world.agents.start_time_s[row]) <= at_s)
        return;
    world.start_reasons[id - 1] = reason;
    world.agents.start_time_s[row] = static_cast<float>(at_s);
    world.recorder.starts_at(id, static_cast<double>(world.agents.start_time_s[row]));
    if (world.noticing != nullptr)
        world.noticing->people[id - 1].at_latest_s = at_s;
}

bool has_decided(const World& world, std::size_t row) {
    const Activity activity = world.agents.activity[row];
    if (!has_not_begun(activity))
        return activity == Activity::walking;
    const double start_s = static_cast<double>(world.agents.start_time_s[row]);
    if (world.noticing == nullptr)
        return start_s <= world.time_s();
    return std::min(start_s, world.noticing->people[world.agents.id[row] - 1].clock.reaches_s()) <=
           world.time_s();
}

std::optional<Instruction> instruction_for(const World& world, AgentId person) {
    return world.noticing == nullptr ? std::nullopt : world.noticing->people[person - 1].instruction;
}

std::span<const GateId> exits_told(const World& world, AgentId person) {
    if (world.noticing == nullptr || world.noticing->people[person - 1].exits_by < 0)
        return {};
    const auto alarm = static_cast<std::size_t>(world.noticing->people[person - 1].exits_by);
    return world.noticing->book.alarms()[alarm].exits;
}

void note_beginning(World& world, std::size_t row) {
    std::string_view& reason = world.start_reasons[world.agents.id[row] - 1];
    const double start_s = static_cast<double>(world.agents.start_time_s[row]);
    if (world.noticing != nullptr) {
        const NoticingState::Person& person = world.noticing->people[world.agents.id[row] - 1];
        const double decides_s = person.clock.reaches_s();
        if (reason.empty() || static_cast<float>(decides_s + person.action_s) <= static_cast<float>(start_s))
            reason = cue_words[static_cast<std::size_t>(person.is_hurried ? Cue::told
                                                                          : person.clock.leading(decides_s))];
    } else if (reason.empty()) {
        reason = "drawn time";
    }
    if (!world.decisions.is_kept())
        return;
    Decision decision = decision_of(world, row, "begins");
    decision.reason = reason;
    world.decisions.note(std::move(decision));
}

std::vector<StartCount> count_starts(const World& world, const std::vector<PersonResult>& people) {
    std::vector<StartCount> counts;
    if (world.noticing == nullptr)
        return counts;
    for (const PersonResult& person : people) {
        const std::string_view reason = world.start_reasons[person.id - 1];
        if (reason.empty() || !(person.start_time_s <= world.time_s()))
            continue;
        auto place = std::find_if(counts.begin(), counts.end(),
                                  [&](const StartCount& count) { return count.reason == reason; });
        if (place == counts.end())
            place = counts.insert(place, {std::string(reason), 0, person.start_time_s, person.start_time_s});
        ++place->count;
        place->first_s = std::min(place->first_s, person.start_time_s);
        place->last_s = std::max(place->last_s, person.start_time_s);
    }
    std::sort(counts.begin(), counts.end(), [](const StartCount& a, const StartCount& b) {
        return a.count != b.count ? a.count > b.count : a.reason < b.reason;
    });
    return counts;
}

}  // namespace wayout
