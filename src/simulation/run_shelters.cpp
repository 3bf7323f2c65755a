/// Shelters: who has come, when the doors are shut and locked, when smoke drives people out.
#include "simulation/danger_state.hpp"
#include "simulation/gates.hpp"
#include "simulation/hazard_state.hpp"
#include "simulation/whereabouts.hpp"
#include "simulation/world.hpp"

#include "geometry/segment.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

/// Whoever is so near to a door that is being shut is let in. Our choice: two steps.
constexpr double let_in_m = 1.5;
/// A door is shut when nobody's body is within this of its line.
constexpr double clear_of_door_m = 0.05;

bool is_in(const World& world, std::size_t row, const Shelter& shelter) {
    return world.venue->surfaces[static_cast<std::size_t>(world.agents.surface[row])].storey ==
               shelter.storey &&
           shelter.area.covers(place_of(world.agents, row));
}

double distance_to_doors_m(const World& world, std::size_t row, const Shelter& shelter) {
    double least_m = std::numeric_limits<double>::infinity();
    for (const GateId door : shelter.doors)
        least_m =
            std::min(least_m, distance(world.venue->gates[door.row()].line, place_of(world.agents, row)));
    return least_m;
}

void count_people(World& world) {
    DangerState& dangers = *world.dangers;
    for (Shelter& shelter : dangers.shelters) shelter.taken = shelter.arrived = 0;
    const Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (agents.activity[row] == Activity::out || is_unable(agents.activity[row]))
            continue;
        const DangerPerson& person = dangers.of(agents.id[row]);
        if (person.conduct != DangerConduct::shelters)
            continue;
        Shelter& shelter = dangers.shelters[static_cast<std::size_t>(person.shelter)];
        ++shelter.taken;
        if (world.errands.has_arrived(agents.id[row]))
            ++shelter.arrived;
    }
    for (Shelter& shelter : dangers.shelters)
        shelter.result.most = std::max(shelter.result.most, shelter.arrived);
}

/// Whoever is there, or on his way there, leaves.
void give_up_shelter(World& world, std::size_t index) {
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        DangerPerson& person = world.dangers->of(world.agents.id[row]);
        if (person.conduct != DangerConduct::shelters || person.shelter != static_cast<std::int16_t>(index))
            continue;
        give_up_conduct(world, row);
        person.told = Instruction::evacuate;
    }
}

/// Of the patches of the room, by area.
double mean_extinction_per_m(const World& world, const Shelter& shelter) {
    const Patches& patches = world.hazards->routes.patches();
    double sum = 0.0, area_m2 = 0.0;
    for (const std::int32_t patch : world.hazards->zone_patches[shelter.zone.row()]) {
        const auto p = static_cast<std::size_t>(patch);
        const auto k = static_cast<double>(world.hazards->routes.conditions()[p].extinction_per_m);
        sum += patches.area_m2(p) * k;
        area_m2 += patches.area_m2(p);
    }
    return area_m2 > 0.0 ? sum / area_m2 : 0.0;
}

/// Those who are in the room and have no place of their own wait there with the others; those on their way
/// who are not at a door yet turn to something else.
void begin_to_close(World& world, std::size_t index) {
    Shelter& shelter = world.dangers->shelters[index];
    shelter.state = Shelter::State::closing;
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        DangerPerson& person = world.dangers->of(world.agents.id[row]);
        const bool is_bound =
            person.conduct == DangerConduct::shelters && person.shelter == static_cast<std::int16_t>(index);
        if (is_bound && !is_in(world, row, shelter) && distance_to_doors_m(world, row, shelter) > let_in_m)
            give_up_conduct(world, row);
        else if (!is_bound && is_free_to_respond(world, row) && is_in(world, row, shelter)) {
            person.told = Instruction::shelter;
            person.decided_at = 0;
        }
    }
    ++world.dangers->revision;
}

/// Shuts the doors in which nobody stands. Whoever is in the room then stays with the others.
void shut_doors(World& world, std::size_t index) {
    Shelter& shelter = world.dangers->shelters[index];
    std::vector<GateId> free;
    bool is_any_left = false;
    for (const GateId door : shelter.doors) {
        if (world.fields.state().gate_open[door.row()] == 0)
            continue;
        const Gate& gate = world.venue->gates[door.row()];
        bool is_blocked = false;
        for (std::size_t row = 0; row < world.agents.size() && !is_blocked; ++row) {
            const double body_m = static_cast<double>(world.agents.radius_m[row]) + clear_of_door_m;
            const bool is_bound =
                world.dangers->of(world.agents.id[row]).conduct == DangerConduct::shelters &&
                world.dangers->of(world.agents.id[row]).shelter == static_cast<std::int16_t>(index) &&
                !is_in(world, row, shelter);
            const double near_m = is_bound ? let_in_m : body_m;
            is_blocked = world.agents.activity[row] != Activity::out &&
                         (world.agents.surface[row] == gate.left.value ||
                          world.agents.surface[row] == gate.right.value) &&
                         distance(gate.line, place_of(world.agents, row)) <= near_m;
        }
        if (is_blocked)
            is_any_left = true;
        else
            free.push_back(door);
    }
    operate_gates(world, free, false);
    shelter.shut.insert(shelter.shut.end(), free.begin(), free.end());
    if (is_any_left)
        return;
    shelter.state = Shelter::State::locked;
    shelter.result.locked_s = world.time_s();
    ++world.dangers->revision;
    note_danger_event(world, "shelter_locked", shelter.spec.id,
                      fmt::format("The doors of shelter '{}' are locked, {} people are in it",
                                  shelter.spec.label(), shelter.arrived),
                      shelter.storey, {});
}

bool is_to_be_locked(const World& world, Shelter& shelter) {
    if (!shelter.spec.lockable)
        return false;
    if (shelter.lock_at_s && *shelter.lock_at_s <= world.time_s() + 0.5 * world.time_step_s) {
        shelter.lock_at_s.reset();  // once
        return true;
    }
    return shelter.spec.locks_when_full && shelter.arrived >= shelter.capacity;
}

}  // namespace

void open_shelter(World& world, Shelter& shelter) {
    operate_gates(world, shelter.shut, true);
    shelter.shut.clear();
    shelter.is_to_open = false;
    if (shelter.state == Shelter::State::closing || shelter.state == Shelter::State::locked)
        shelter.state = Shelter::State::open;
    ++world.dangers->revision;
}

void run_shelters(World& world) {
    DangerState& dangers = *world.dangers;
    if (dangers.shelters.empty())
        return;
    count_people(world);
    for (std::size_t i = 0; i < dangers.shelters.size(); ++i) {
        Shelter& shelter = dangers.shelters[i];
        if (world.hazards != nullptr && shelter.state != Shelter::State::left &&
            mean_extinction_per_m(world, shelter) > shelter.spec.leave_extinction_per_m) {
            shelter.result.untenable_s = world.time_s();
            note_danger_event(world, "shelter_untenable", shelter.spec.id,
                              fmt::format("Smoke drives people out of shelter '{}'", shelter.spec.label()),
                              shelter.storey, {});
            open_shelter(world, shelter);
            shelter.state = Shelter::State::left;
            give_up_shelter(world, i);
        }
        if (shelter.is_to_open) {
            if (!shelter.shut.empty())
                note_danger_event(world, "shelter_opened", shelter.spec.id,
                                  fmt::format("The doors of shelter '{}' are opened", shelter.spec.label()),
                                  shelter.storey, {});
            open_shelter(world, shelter);
        }
        if (shelter.state == Shelter::State::open && is_to_be_locked(world, shelter))
            begin_to_close(world, i);
        if (shelter.state == Shelter::State::closing)
            shut_doors(world, i);
    }
}

}  // namespace wayout
