/// What other parts of the simulation ask of and tell those who have not begun to walk.
#include "simulation/noticing_steps.hpp"

#include "core/random.hpp"
#include "simulation/decision_place.hpp"

#include <algorithm>

namespace wayout {
namespace {

/// Draws of Draw::noticing, by index.
constexpr std::uint32_t told_draw = 0;

}  // namespace

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
