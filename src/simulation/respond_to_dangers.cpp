/// What those do who know of a danger area, or were told to shelter or to stay: leave, else shelter, else
/// keep away, else hold.
#include "simulation/danger_state.hpp"
#include "simulation/whereabouts.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// Places of the far kind are at least this share of the greatest distance from every area. Our choice.
constexpr double far_frac = 0.9;

float time_to_s(const World& world, std::size_t row, std::int32_t goal) {
    return world.fields.time_s(goal, SurfaceId(world.agents.surface[row]), place_of(world.agents, row));
}

bool has_way_out(const World& world, std::size_t row) {
    const View view = world.views[world.agents.id[row] - 1];
    const ChoiceRule& rule = world.rules[static_cast<std::size_t>(world.agents.population[row])];
    return std::any_of(rule.exits.begin(), rule.exits.end(), [&](GateId exit) {
        return world.fields.state(view).gate_open[exit.row()] != 0 &&
               time_to_s(world, row, goal_for(world, row, exit)) != TravelTimeField::unknown &&
               (!is_wary(view) || leads_off_dangers(world, row, goal_for(world, row, exit)));
    });
}

/// What there is to choose from; nothing while a field that is needed has yet to be solved.
struct Choice {
    bool is_known{true};
    DangerOptions options;
    std::int16_t shelter{-1};
    std::int32_t place{-1};  ///< area of FieldStore
    std::vector<DecisionOption> listed;
};

/// The travel time to an area of the field store; asks for the field where it has not been solved.
float time_to_area_s(World& world, std::size_t row, std::int32_t area, Choice& choice) {
    const std::int32_t goal = goal_to_area_for(world, row, area);
    if (!world.fields.is_solved(goal)) {
        world.fields.demand(goal);
        choice.is_known = false;
        return TravelTimeField::unknown;
    }
    const bool is_barred = world.dangers->is_threatened(world.dangers->of(world.agents.id[row])) &&
                           !leads_off_dangers(world, row, goal);
    return is_barred ? TravelTimeField::unknown : time_to_s(world, row, goal);
}

/// The nearest shelter with a free place; the one that somebody has a place in counts as free for him.
void find_shelter(World& world, std::size_t row, Choice& choice) {
    DangerState& dangers = *world.dangers;
    const DangerPerson& person = dangers.of(world.agents.id[row]);
    float best_s = TravelTimeField::unknown;
    for (std::size_t i = 0; i < dangers.shelters.size(); ++i) {
        const Shelter& shelter = dangers.shelters[i];
        const bool has_place =
            person.conduct == DangerConduct::shelters && person.shelter == static_cast<std::int16_t>(i);
        const bool is_there =
            world.venue->surfaces[static_cast<std::size_t>(world.agents.surface[row])].storey ==
                shelter.storey &&
            shelter.area.covers(place_of(world.agents, row));
        // Once the doors are being shut, whoever is in the room stays in it, and nobody else comes.
        const bool is_with_others =
            is_there && (shelter.state == Shelter::State::closing || shelter.state == Shelter::State::locked);
        if (shelter.state == Shelter::State::left ||
            !(has_place || is_with_others || (shelter.takes_people() && shelter.taken < shelter.capacity)))
            continue;
        const float time_s = is_there ? 0.0F : time_to_area_s(world, row, shelter.destination, choice);
        choice.listed.push_back({-1, shelter.spec.label(), static_cast<double>(time_s), 0.0, 1,
                                 fmt::format("{} of {} places taken", shelter.taken, shelter.capacity)});
        if (time_s >= best_s)
            continue;
        best_s = time_s;
        choice.shelter = static_cast<std::int16_t>(i);
        choice.options.can_shelter = true;
    }
}

bool is_in_shelter(const DangerState& dangers, StoreyId storey, Vec2 p) {
    return std::any_of(dangers.shelters.begin(), dangers.shelters.end(), [&](const Shelter& shelter) {
        return shelter.storey == storey && shelter.area.covers(p);
    });
}

/// Places out of view, and as far away as one can be: found anew when there is something else to choose from.
void find_places(World& world) {
    DangerState& dangers = *world.dangers;
    if (dangers.places_found_at == dangers.revision)
        return;
    dangers.places_found_at = dangers.revision;
    dangers.ways_changed_s = world.time_s();
    const Patches& patches = dangers.ways.patches();
    std::vector<double> away_m(patches.size(), std::numeric_limits<double>::infinity());
    std::vector<std::uint8_t> is_hidden(patches.size(), 1);
    double farthest_m = 0.0;
    for (std::size_t p = 0; p < patches.size(); ++p) {
        const Vec2 middle = dangers.ways.middle(p);
        if (is_in_shelter(dangers, dangers.ways.storey(p),
                          middle)) {  // whoever found no place there goes elsewhere
            is_hidden[p] = 0;
            away_m[p] = 0.0;
            continue;
        }
        for (const DangerArea& area : dangers.areas) {
            if (!area.shape.is_there || area.storey != dangers.ways.storey(p))
                continue;
            const double d = distance_m(area.shape, middle);
            away_m[p] = std::min(away_m[p], d);
            if (d <= area.spec.avoid_m ||
                is_in_sight(world, patches.surface(p), middle, patches.surface(p), area.shape.centre, 1e6))
                is_hidden[p] = 0;
        }
        if (std::isfinite(away_m[p]))
            farthest_m = std::max(farthest_m, away_m[p]);
    }
    std::vector<CellIndex> hidden, far;
    const NavigationGrid& grid = world.fields.grid();
    for (std::size_t i = 0; i < grid.cell_count(); ++i) {
        const auto cell = static_cast<CellIndex>(i);
        constexpr auto no_way = NavigationGrid::absent | NavigationGrid::soft | NavigationGrid::seat |
                                NavigationGrid::seat_row | NavigationGrid::inclined;
        if ((grid.flags(cell) & no_way) != 0)
            continue;
        const auto p = static_cast<std::size_t>(patches.of(cell));
        if (is_hidden[p] != 0)
            hidden.push_back(cell);
        if (farthest_m > 0.0 && away_m[p] >= far_frac * farthest_m)
            far.push_back(cell);
    }
    world.fields.set_area_cells(dangers.hidden_places, std::move(hidden));
    world.fields.set_area_cells(dangers.far_places, std::move(far));
}

void find_place(World& world, std::size_t row, Choice& choice) {
    find_places(world);
    choice.is_known = choice.is_known && world.dangers->ways_changed_s < world.time_s();
    for (const std::int32_t area : {world.dangers->hidden_places, world.dangers->far_places}) {
        if (time_to_area_s(world, row, area, choice) == TravelTimeField::unknown)
            continue;
        choice.options.can_keep_away = true;
        choice.place = area;
        return;
    }
}

Choice choice_of(World& world, std::size_t row, bool is_threatened) {
    DangerState& dangers = *world.dangers;
    const AgentId id = world.agents.id[row];
    const bool is_told_to_shelter = dangers.of(id).told == Instruction::shelter;
    Choice choice;
    choice.options.can_leave = has_way_out(world, row);
    choice.options.wants_shelter =
        is_told_to_shelter ||
        (is_threatened && prefers_shelter(world.scenario.incident.danger_response, world.seed, id));
    if (choice.options.wants_shelter || !choice.options.can_leave)
        find_shelter(world, row, choice);
    // Told to shelter and without a place: whoever is not threatened stays where he is.
    if (is_told_to_shelter && !is_threatened)
        choice.options.can_leave = false;
    else if (choice.is_known && !choice.options.can_leave && !choice.options.can_shelter)
        find_place(world, row, choice);
    return choice;
}

void begin_conduct(World& world, std::size_t row, DangerConduct conduct, Errand errand) {
    begin_now(world, row);
    world.errands.give(world, row, errand);
    world.dangers->of(world.agents.id[row]).conduct = conduct;
}

void hold(World& world, std::size_t row, const char* why) {
    if (world.dangers->of(world.agents.id[row]).conduct == DangerConduct::holds)
        return;
    begin_conduct(world, row, DangerConduct::holds, {.purpose = ErrandPurpose::hold});
    note_danger_decision(world, row, "holds", "", why);
}

void act_on(World& world, std::size_t row, Choice& choice) {
    DangerState& dangers = *world.dangers;
    DangerPerson& person = dangers.of(world.agents.id[row]);
    switch (choose_in_danger(choice.options)) {
        case DangerChoice::leave:
            if (person.conduct == DangerConduct::leaves)
                return;
            give_up_conduct(world, row);
            begin_now(world, row);
            person.conduct = DangerConduct::leaves;
            note_danger_decision(world, row, "leaves", "", "there is a way out that keeps off");
            break;
        case DangerChoice::shelter: {
            Shelter& shelter = dangers.shelters[static_cast<std::size_t>(choice.shelter)];
            if (person.conduct == DangerConduct::shelters && person.shelter == choice.shelter)
                return;
            if (person.conduct == DangerConduct::shelters)
                --dangers.shelters[static_cast<std::size_t>(person.shelter)].taken;
            ++shelter.taken;
            begin_conduct(world, row, DangerConduct::shelters,
                          {.purpose = ErrandPurpose::shelter, .area = shelter.destination});
            person.shelter = choice.shelter;
            note_danger_decision(world, row, "shelters", shelter.spec.label(),
                                 person.told == Instruction::shelter ? "told to shelter"
                                 : choice.options.can_leave          ? "would rather shelter than leave"
                                                                     : "no way out keeps off",
                                 std::move(choice.listed));
            break;
        }
        case DangerChoice::keep_away:
            if (person.conduct == DangerConduct::keeps_away &&
                world.errands.of(world.agents.id[row]).area == choice.place)
                return;
            begin_conduct(world, row, DangerConduct::keeps_away,
                          {.purpose = ErrandPurpose::keep_away, .area = choice.place});
            note_danger_decision(world, row, "keeps away", "", "no way out and no free place in a shelter",
                                 std::move(choice.listed));
            break;
        case DangerChoice::hold:
            hold(
                world, row,
                person.told == Instruction::shelter ? "no free place in a shelter" : "no way leads anywhere");
            break;
    }
}

/// Of those who have just learned, some stand still first.
bool freezes(World& world, std::size_t row) {
    DangerPerson& person = world.dangers->of(world.agents.id[row]);
    if (person.conduct == DangerConduct::freezes)
        return world.time_s() < person.hold_until_s;
    if (person.has_held)
        return false;
    person.has_held = true;
    if (person.conduct != DangerConduct::none)
        return false;
    const std::optional<double> hold_s =
        first_hold_s(world.scenario.incident.danger_response, world.seed, world.agents.id[row]);
    if (!hold_s)
        return false;
    person.hold_until_s = world.time_s() + *hold_s;
    begin_conduct(world, row, DangerConduct::freezes,
                  {.purpose = ErrandPurpose::hold, .until_s = static_cast<float>(world.time_s() + *hold_s)});
    note_danger_decision(world, row, "holds", "", fmt::format("stands still for {:.0f} s", *hold_s));
    return true;
}

/// Within the distance that those who know of an area keep from it.
bool is_too_near(const World& world, std::size_t row) {
    const StoreyId storey = world.venue->surfaces[static_cast<std::size_t>(world.agents.surface[row])].storey;
    return std::any_of(world.dangers->areas.begin(), world.dangers->areas.end(), [&](const DangerArea& area) {
        return area.storey == storey &&
               distance_m(area.shape, place_of(world.agents, row)) < area.spec.avoid_m;
    });
}

/// @return whether there is nothing left to decide for now
bool respond(World& world, std::size_t row) {
    DangerState& dangers = *world.dangers;
    DangerPerson& person = dangers.of(world.agents.id[row]);
    const bool is_threatened = dangers.is_threatened(person);
    set_wary(world, row, is_threatened);
    if (is_threatened && freezes(world, row))
        return true;
    if (!is_threatened &&
        (person.conduct == DangerConduct::keeps_away || person.conduct == DangerConduct::freezes ||
         (person.conduct == DangerConduct::holds && person.told != Instruction::stay &&
          person.told != Instruction::shelter)))
        give_up_conduct(world, row);
    if (person.conduct == DangerConduct::shelters && world.errands.has_arrived(world.agents.id[row]))
        return true;  // until smoke or an order makes him leave
    if (person.told == Instruction::stay && is_threatened && is_too_near(world, row))
        person.told.reset();
    if (person.told == Instruction::stay) {
        hold(world, row, "told to stay");
        return true;
    }
    if (!is_threatened && person.told != Instruction::shelter)
        return true;
    Choice choice = choice_of(world, row, is_threatened);
    if (!choice.is_known)
        return false;
    act_on(world, row, choice);
    return true;
}

bool has_to_decide(const World& world, std::size_t row) {
    const DangerState& dangers = *world.dangers;
    const DangerPerson& person = dangers.of(world.agents.id[row]);
    const bool is_concerned = person.aware_of != 0 || person.told.has_value();
    return is_concerned &&
           (person.decided_at != dangers.revision || person.conduct == DangerConduct::freezes) &&
           is_free_to_respond(world, row);
}

/// Whether anything is still to come that makes those move who stay.
bool may_go_on(const World& world, bool is_undecided) {
    const DangerState& dangers = *world.dangers;
    if (is_undecided || dangers.next_told < dangers.told.size())
        return true;
    const auto waits = [](const Announcement& announcement) { return !announcement.is_made; };
    if (std::any_of(dangers.announcements.begin(), dangers.announcements.end(), waits))
        return true;
    const auto will_be_locked = [](const Shelter& shelter) {
        const bool is_full = shelter.spec.locks_when_full && shelter.taken >= shelter.capacity;
        return shelter.spec.lockable && (shelter.state == Shelter::State::closing ||
                                         (shelter.takes_people() && (is_full || shelter.lock_at_s)));
    };
    if (std::any_of(dangers.shelters.begin(), dangers.shelters.end(), will_be_locked))
        return true;
    return std::any_of(dangers.areas.begin(), dangers.areas.end(), [&](const DangerArea& area) {
        return is_ever_there(area.spec) &&
               (area.spec.from_s > world.time_s() || last_change_s(area.spec) > world.time_s());
    });
}

}  // namespace

void respond_to_dangers(World& world) {
    DangerState& dangers = *world.dangers;
    if (dangers.doors_known.gate_open.empty())
        dangers.doors_known = world.fields.state();
    const DangerWays::Change change = dangers.ways.update(world, dangers.areas);
    const bool has_other_doors = dangers.doors_known != world.fields.state();
    const bool has_other_areas = dangers.there_known != dangers.there();
    if (change != DangerWays::Change::none || has_other_doors || has_other_areas)
        ++dangers.revision;
    if (change == DangerWays::Change::all || has_other_doors || has_other_areas) {
        dangers.doors_known = world.fields.state();
        dangers.there_known = dangers.there();
        dangers.ways_changed_s = world.time_s();
    }
    bool is_undecided = false;
    std::vector<std::pair<AgentId, std::size_t>> deciding;
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        if (has_to_decide(world, row))
            deciding.emplace_back(world.agents.id[row], row);
    // Places in shelters go to people in the order of their ids, whatever the order of rows.
    std::sort(deciding.begin(), deciding.end());
    const bool are_fields_old = dangers.ways_changed_s >= world.time_s();
    for (const auto& [id, row] : deciding) {
        DangerPerson& person = dangers.of(id);
        if (are_fields_old) {  // the new ones hold from the next second on
            set_wary(world, row, dangers.is_threatened(person));
            is_undecided = true;
            continue;
        }
        const std::uint32_t revision = dangers.revision;
        const bool is_done = respond(world, row);
        person.decided_at = is_done ? revision : 0;
        is_undecided = is_undecided || !is_done || person.conduct == DangerConduct::freezes;
    }
    dangers.is_anything_due = may_go_on(world, is_undecided);
}

bool is_danger_due(const World& world) {
    return world.dangers != nullptr && world.dangers->is_anything_due;
}

}  // namespace wayout
