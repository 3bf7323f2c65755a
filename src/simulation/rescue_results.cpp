#include "behaviour/rescue_work.hpp"
#include "simulation/rescue_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

std::string parameters_of(const RescueTeam& team) {
    const RescueTeamSpec& spec = team.spec;
    std::string text = fmt::format(
        "{}: {:.2f} m/s on the level, {:.2f} m/s down and {:.2f} m/s up stairs [D unless given]; without "
        "visibility {:.2f} m/s in and {:.2f} m/s out [A]; moves people {}",
        spec.label(), spec.level_mps, spec.stair_down_mps, spec.stair_up_mps, spec.smoke_mps,
        spec.smoke_out_mps, team.carrying.text);
    if (spec.breathing_apparatus)
        text += fmt::format(
            "; {:.0f} L of air, {:.1f} L/min moving and {:.1f} L/min at work [A], {} cylinders, "
            "{:.0f} s of rest between [D]",
            spec.air_l, spec.air_moving_l_per_min, spec.air_searching_l_per_min, spec.max_entries,
            spec.rest_s);
    return text;
}

}  // namespace

void RescueState::describe(RunResults& results) const {
    RescueOutcome& outcome = results.rescue;
    outcome.is_modelled = true;
    outcome.rescued = rescued_;
    std::stable_sort(outcome.rescued.begin(), outcome.rescued.end(),
                     [](const RescuedPerson& a, const RescuedPerson& b) { return a.found_s < b.found_s; });
    outcome.searches = searches_;
    outcome.timeline = timeline_;
    for (const RescueTeam& team : teams_) {
        RescueTeamResult& result = outcome.teams.emplace_back(team.result);
        const bool is_inside = std::count(team.is_inside.begin(), team.is_inside.end(), 1) > 0;
        if (is_inside || team.stage != TeamStage::gone)
            result.left_s = not_a_time;
        outcome.parameters.push_back(parameters_of(team));
    }
    for (const SearchZone& zone : zones_)
        if (std::isfinite(zone.from_outside_s))
            outcome.suggested_order.push_back(zone.zone);
    for (PersonResult& person : results.people) {
        const std::size_t i = person.id - 1;
        person.found_s = double{found_s_[i]};
        person.freed_s = double{freed_s_[i]};
        person.rescue_team =
            rescue_of_[i] < 0 ? found_by_[i] : rescued_[static_cast<std::size_t>(rescue_of_[i])].team;
        if (person.outcome != Outcome::out && std::isnan(person.found_s))
            ++outcome.not_found;
        if (person.outcome != Outcome::out && team_of_[i] >= 0)
            person.cause = fmt::format("on the way out with rescue team '{}' when the run ended",
                                       teams_[static_cast<std::size_t>(team_of_[i])].spec.label());
    }
}

}  // namespace wayout
