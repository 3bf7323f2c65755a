/// Messages about danger areas and orders: who hears them, and what those do who follow an order.
#include "simulation/danger_state.hpp"
#include "simulation/noticing_state.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace wayout {
namespace {

bool is_heard(const World& world, std::size_t row, const Announcement& announcement) {
    if (announcement.zones.empty())
        return true;
    const Agents& agents = world.agents;
    const StoreyId storey = world.venue->surfaces[static_cast<std::size_t>(agents.surface[row])].storey;
    const Vec2 here{agents.x_m[row], agents.y_m[row]};
    return std::any_of(announcement.zones.begin(), announcement.zones.end(), [&](ZoneId zone) {
        return world.venue->zones[zone.row()].storey == storey &&
               world.dangers->zones[zone.row()].covers(here);
    });
}

std::string zones_in_words(const World& world, const Announcement& announcement) {
    std::string words;
    for (const ZoneId zone : announcement.zones)
        words += (words.empty() ? " in " : ", ") + world.venue->zones[zone.row()].name;
    return words;
}

void make(World& world, std::uint32_t index) {
    DangerState& dangers = *world.dangers;
    Announcement& announcement = dangers.announcements[index];
    announcement.is_made = true;
    const bool is_order = announcement.kind == Announcement::Kind::order;
    const Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const AgentId person = agents.id[row];
        if (agents.activity[row] == Activity::out || is_unable(agents.activity[row]) ||
            is_responder(world, person) || !is_heard(world, row, announcement) ||
            uniform01(world.seed, person, Draw::danger, 0, announcement.draw) >= announcement.share_frac)
            continue;
        const double at_s =
            is_order ? obeys_at_s(dangers.orders[announcement.row], world.seed, person, announcement.row)
                     : announcement.at_s + announcement.delay_s;
        dangers.told.push_back({at_s, person, index});
    }
    std::sort(dangers.told.begin() + static_cast<std::ptrdiff_t>(dangers.next_told), dangers.told.end(),
              [](const Told& a, const Told& b) {
                  return std::tie(a.at_s, a.person, a.announcement) <
                         std::tie(b.at_s, b.person, b.announcement);
              });
    if (!is_order)
        return;
    const OrderSpec& order = dangers.orders[announcement.row];
    const std::string_view name = instruction_names[static_cast<std::size_t>(order.instruction)];
    note_danger_event(world, "order", std::string(name),
                      fmt::format("People{} are told: {}", zones_in_words(world, announcement), name), {},
                      {});
    if (order.lock_after_s)
        for (Shelter& shelter : dangers.shelters) shelter.lock_at_s = world.time_s() + *order.lock_after_s;
}

}  // namespace

void follow_order(World& world, std::size_t row, Instruction instruction) {
    DangerState& dangers = *world.dangers;
    DangerPerson& person = dangers.of(world.agents.id[row]);
    note_danger_decision(world, row, "is told",
                         std::string(instruction_names[static_cast<std::size_t>(instruction)]), "order");
    person.told = instruction;
    person.decided_at = 0;
    switch (instruction) {
        case Instruction::all_clear:
            person.aware_of = 0;
            set_wary(world, row, false);
            [[fallthrough]];
        case Instruction::evacuate:
            if (person.shelter >= 0)
                dangers.shelters[static_cast<std::size_t>(person.shelter)].is_to_open = true;
            if (person.conduct != DangerConduct::leaves)
                give_up_conduct(world, row);
            if (instruction == Instruction::evacuate)
                begin_now(world, row);
            break;
        case Instruction::shelter:
        case Instruction::stay:
            break;
    }
}

namespace {

/// What alarms ask for concerns shelters too. Whoever is to leave does so in his own time, by his clock; only
/// those who have taken shelter come out.
void obey_alarms(World& world) {
    if (world.noticing == nullptr || world.step_index % steps_per_second(world.time_step_s) != 0)
        return;
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        if (world.agents.activity[row] == Activity::out || is_unable(world.agents.activity[row]) ||
            is_responder(world, world.agents.id[row]) || is_in_hands_of_rescue(world, world.agents.id[row]))
            continue;
        DangerPerson& person = world.dangers->of(world.agents.id[row]);
        const std::optional<Instruction> now = instruction_for(world, world.agents.id[row]);
        if (now == person.told_by_alarm)
            continue;
        person.told_by_alarm = now;
        const bool has_sheltered = person.conduct == DangerConduct::shelters ||
                                   person.conduct == DangerConduct::keeps_away ||
                                   person.conduct == DangerConduct::holds;
        if (now && (now != Instruction::evacuate || has_sheltered))
            follow_order(world, row, *now);
    }
}

}  // namespace

void obey_orders(World& world) {
    obey_alarms(world);
    DangerState& dangers = *world.dangers;
    const double now_s = world.time_s() + 0.5 * world.time_step_s;
    for (std::uint32_t i = 0; i < dangers.announcements.size(); ++i)
        if (!dangers.announcements[i].is_made && dangers.announcements[i].at_s <= now_s)
            make(world, i);
    if (dangers.next_told == dangers.told.size() || dangers.told[dangers.next_told].at_s > now_s)
        return;
    std::fill(dangers.row_of.begin(), dangers.row_of.end(), -1);
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        if (world.agents.activity[row] != Activity::out && !is_unable(world.agents.activity[row]))
            dangers.row_of[world.agents.id[row] - 1] = static_cast<std::int32_t>(row);
    for (; dangers.next_told < dangers.told.size() && dangers.told[dangers.next_told].at_s <= now_s;
         ++dangers.next_told) {
        const Told& told = dangers.told[dangers.next_told];
        const std::int32_t row = dangers.row_of[told.person - 1];
        if (row < 0 || is_in_hands_of_rescue(world, told.person))
            continue;
        const Announcement& announcement = dangers.announcements[told.announcement];
        if (announcement.kind == Announcement::Kind::message)
            learn_of_danger(world, static_cast<std::size_t>(row), announcement.row, Learned::by_message);
        else
            follow_order(world, static_cast<std::size_t>(row), dangers.orders[announcement.row].instruction);
    }
}

}  // namespace wayout
