#include "simulation/danger_results.hpp"

#include "simulation/danger_state.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

/// How it ended for those who are still inside and able.
std::string finding_of(const DangerOutcome& outcome, const RunResults& results) {
    const auto inside = std::count_if(results.people.begin(), results.people.end(),
                                      [](const PersonResult& p) { return p.outcome == Outcome::inside; });
    if (inside == 0)
        return {};
    const auto others = inside - outcome.sheltered - outcome.kept_away - outcome.held;
    return fmt::format(
        "{} {} still inside at the end: {} in shelters, {} at a distance, {} where they were, "
        "{} otherwise",
        inside, inside == 1 ? "person was" : "people were", outcome.sheltered, outcome.kept_away,
        outcome.held, others);
}

}  // namespace

void describe_dangers(const World& world, RunResults& results) {
    if (world.dangers == nullptr)
        return;
    const DangerState& dangers = *world.dangers;
    DangerOutcome& outcome = results.danger;
    outcome.is_modelled = true;
    outcome.fields_solved_again = dangers.ways.solved_again();
    for (const DangerArea& area : dangers.areas) outcome.areas.push_back(area.result);
    for (const Shelter& shelter : dangers.shelters) outcome.shelters.push_back(shelter.result);
    for (PersonResult& person : results.people) {
        const DangerPerson& own = dangers.of(person.id);
        person.danger_s = own.exposure_s;
        person.aware_s = own.aware_s;
        person.learned = own.learned;
        ++outcome.learned[static_cast<std::size_t>(own.learned)];
        outcome.exposed += own.was_in != 0 ? 1 : 0;
        outcome.person_s += own.exposure_s;
        for (std::size_t i = 0; i < dangers.areas.size(); ++i) {
            outcome.areas[i].exposed += static_cast<int>(own.was_in >> i & 1U);
            outcome.areas[i].entered_knowing += static_cast<int>(own.entered_knowing >> i & 1U);
        }
        if (person.outcome != Outcome::inside)
            continue;
        const bool stays = world.errands.has_arrived(person.id);
        person.is_sheltered = own.conduct == DangerConduct::shelters && stays;
        if (person.is_sheltered) {
            ++outcome.sheltered;
            ++outcome.shelters[static_cast<std::size_t>(own.shelter)].sheltered;
        }
        outcome.kept_away += own.conduct == DangerConduct::keeps_away && stays ? 1 : 0;
        outcome.held += own.conduct == DangerConduct::holds || own.conduct == DangerConduct::freezes ? 1 : 0;
    }
    outcome.finding = finding_of(outcome, results);
}

}  // namespace wayout
