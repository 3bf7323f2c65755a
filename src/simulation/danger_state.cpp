#include "simulation/danger_state.hpp"

#include "simulation/decision_place.hpp"
#include "simulation/world.hpp"

#include <utility>

namespace wayout {

DangerState::DangerState(const NavigationGrid& grid, const Venue& venue, std::size_t people_count)
    : people(people_count), ways(grid, venue), row_of(people_count, -1) {
    for (const Zone& zone : venue.zones) zones.emplace_back(Region{zone.polygon});
}

std::uint32_t DangerState::there() const {
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < areas.size(); ++i)
        if (areas[i].shape.is_there)
            bits |= std::uint32_t{1} << i;
    return bits;
}

bool is_free_to_respond(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    if (agents.activity[row] == Activity::out || is_unable(agents.activity[row]) ||
        is_responder(world, agents.id[row]) || is_in_hands_of_rescue(world, agents.id[row]))
        return false;
    const ErrandPurpose purpose = world.errands.of(agents.id[row]).purpose;
    if (purpose == ErrandPurpose::none || purpose == ErrandPurpose::wait_for_air ||
        purpose == ErrandPurpose::find_way)
        return true;
    switch (world.dangers->of(agents.id[row]).conduct) {
        case DangerConduct::none:
        case DangerConduct::leaves:
            return false;
        case DangerConduct::shelters:
            return purpose == ErrandPurpose::shelter;
        case DangerConduct::keeps_away:
            return purpose == ErrandPurpose::keep_away;
        case DangerConduct::freezes:
        case DangerConduct::holds:
            return purpose == ErrandPurpose::hold;
    }
    return false;
}

void begin_now(World& world, std::size_t row) {
    Agents& agents = world.agents;
    if (!has_not_begun(agents.activity[row]) ||
        static_cast<double>(agents.start_time_s[row]) <= world.time_s())
        return;
    agents.start_time_s[row] = static_cast<float>(world.time_s());
    world.recorder.starts_at(agents.id[row], world.time_s());
}

void give_up_conduct(World& world, std::size_t row) {
    DangerPerson& person = world.dangers->of(world.agents.id[row]);
    if (is_free_to_respond(world, row))
        world.errands.end(world, row);
    person.conduct = DangerConduct::none;
    person.shelter = -1;
    person.decided_at = 0;
}

void note_danger_event(World& world, const char* kind, const std::string& subject, std::string text,
                       StoreyId storey, Vec2 at) {
    Event event;
    event.time_s = world.time_s();
    event.kind = kind;
    event.subject = subject;
    event.text = std::move(text);
    event.storey = storey.value;
    event.position_m = at;
    event.mark = true;
    world.recorder.add_event(std::move(event));
}

void note_danger_decision(World& world, std::size_t row, const char* kind, std::string choice,
                          std::string reason, std::vector<DecisionOption> options) {
    if (!world.decisions.is_kept())
        return;
    const Agents& agents = world.agents;
    const DangerPerson& person = world.dangers->of(agents.id[row]);
    Decision decision = decision_of(world, row, kind);
    decision.choice = std::move(choice);
    decision.reason = std::move(reason);
    for (std::size_t i = 0; i < world.dangers->areas.size(); ++i)
        if ((person.aware_of >> i & 1U) != 0)
            decision.knows +=
                (decision.knows.empty() ? "danger areas: " : ", ") + world.dangers->areas[i].spec.label();
    decision.options = std::move(options);
    world.decisions.note(std::move(decision));
}

}  // namespace wayout
