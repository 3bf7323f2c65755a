/// From the people of a run to casualties at collection points.
#include "core/random.hpp"
#include "core/text.hpp"
#include "response/injury.hpp"
#include "response/medical_draws.hpp"
#include "response/service_times.hpp"
#include "response/suggestion.hpp"
#include "response/survival.hpp"

#include <wayout/casualties.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace wayout {
namespace {

constexpr double never_s = std::numeric_limits<double>::infinity();

double end_of_run_s(const RunResults& results) {
    return results.timeline.empty() ? results.performance.simulated_s : results.timeline.back().time_s;
}

/// Who is found when, of those left inside: in random order, at even intervals, those under structure apart.
std::map<AgentId, double> found_times_s(const RunResults& results, const LeftInsideRules& rules,
                                        const std::map<AgentId, Injury>& left, std::uint64_t seed) {
    const double begin_s = std::max(rules.after_s, end_of_run_s(results));
    std::map<AgentId, double> found;
    for (const bool is_trapped : {false, true}) {
        const double per_hour = is_trapped ? rules.trapped_per_hour : rules.per_hour;
        std::vector<std::pair<double, AgentId>> turns;
        for (const auto& [person, injury] : left)
            if (injury.is_beneath_structure == is_trapped)
                turns.emplace_back(uniform01(seed, person, Draw::medical, 0, medical_draw::search_turn),
                                   person);
        std::sort(turns.begin(), turns.end());
        for (std::size_t k = 0; k < turns.size(); ++k)
            found[turns[k].second] = rules.are_found && per_hour > 0.0
                                         ? begin_s + static_cast<double>(k + 1) * hour_s / per_hour
                                         : never_s;
    }
    return found;
}

/// Where a way out of the building leads.
class Arrivals {
public:
    Arrivals(const RunResults& results, const MedicalPlan& plan) : results_(results), plan_(plan) {
        for (const CollectionPointSpec& point : plan.points)
            for (const std::string& exit : point.exits) of_exit_.emplace(exit, point.id);
        for (const RescuedPerson& rescued : results.rescue.rescued)
            if (std::isfinite(rescued.out_s))
                rescued_.insert_or_assign(rescued.person, &rescued);
    }

    const RescuedPerson* rescue_of(AgentId person) const {
        const auto found = rescued_.find(person);
        return found == rescued_.end() ? nullptr : found->second;
    }

    /// The collection point to which the team itself brings people; empty: to the exit only.
    std::string point_of_team(const RescuedPerson& rescued) const {
        return rescued.team < 0
                   ? std::string()
                   : results_.rescue.teams[static_cast<std::size_t>(rescued.team)].collection_point;
    }

    const std::string& point_of_exit(int passage) const {
        if (passage >= 0)
            if (const auto found = of_exit_.find(results_.passages[static_cast<std::size_t>(passage)].id);
                found != of_exit_.end())
                return found->second;
        return plan_.points.front().id;
    }

    const std::string& point_of_search() const {
        return plan_.left_inside.place.empty() ? plan_.points.front().id : plan_.left_inside.place;
    }

private:
    const RunResults& results_;
    const MedicalPlan& plan_;
    std::map<std::string, std::string> of_exit_;
    std::map<AgentId, const RescuedPerson*> rescued_;
};

void bring_to_point(Casualty& casualty, const PersonResult& person, const Arrivals& arrivals) {
    const RescuedPerson* rescued = arrivals.rescue_of(person.id);
    casualty.place = arrivals.point_of_exit(person.exit_passage);
    if (rescued == nullptr) {
        casualty.found_s = person.exit_time_s;
        // He came out on his own feet; whoever is red has collapsed since.
        if (class_when_found(casualty) == TriageClass::yellow)
            casualty.walks = true;
        return;
    }
    casualty.found_s = rescued->out_s;
    if (std::string point = arrivals.point_of_team(*rescued); !point.empty()) {
        casualty.place = std::move(point);
        casualty.is_brought = true;
    }
}

Casualty casualty_of(const PersonResult& person, const Injury& injury) {
    Casualty casualty;
    casualty.id = fmt::format("{}", person.id);
    casualty.age_years = person.age_years;
    casualty.cause = injury.cause;
    casualty.needs = injury.needs;
    if (injury.rpm > 0.0)
        casualty.rpm = injury.rpm;
    else
        casualty.given_class = TriageClass::black;
    return casualty;
}

/// Until they are found nobody helps: the score falls from the end of the run on.
void let_score_fall(Casualty& casualty, double seconds) {
    if (!casualty.rpm)
        return;
    casualty.rpm = rpm_after(*casualty.rpm, seconds, 1.0);
    if (*casualty.rpm > 0.0)
        return;
    casualty.rpm.reset();
    casualty.given_class = TriageClass::black;
}

struct RunCasualties {
    std::vector<Casualty> found;
    int never_found{0};
};

RunCasualties all_casualties(const RunResults& results, const MedicalPlan& plan, std::uint64_t seed) {
    const Arrivals arrivals(results, plan);
    std::map<AgentId, Injury> injuries;
    std::map<AgentId, Injury> left;
    for (const PersonResult& person : results.people)
        if (const auto injury = injury_of(person, plan.injuries, seed)) {
            injuries.emplace(person.id, *injury);
            if (person.outcome != Outcome::out && arrivals.rescue_of(person.id) == nullptr)
                left.emplace(person.id, *injury);
        }
    const std::map<AgentId, double> found_s = found_times_s(results, plan.left_inside, left, seed);
    RunCasualties casualties;
    for (const PersonResult& person : results.people) {
        const auto injury = injuries.find(person.id);
        if (injury == injuries.end())
            continue;
        Casualty casualty = casualty_of(person, injury->second);
        if (const auto search = found_s.find(person.id); search == found_s.end()) {
            bring_to_point(casualty, person, arrivals);
        } else {
            casualty.place = arrivals.point_of_search();
            casualty.found_s = search->second;
            if (!(casualty.found_s <= plan.horizon_s)) {
                ++casualties.never_found;
                continue;
            }
            let_score_fall(casualty, casualty.found_s - end_of_run_s(results));
        }
        casualties.found.push_back(std::move(casualty));
    }
    return casualties;
}

}  // namespace

std::vector<Casualty> casualties_of_run(const RunResults& results, const MedicalPlan& plan,
                                        std::uint64_t seed) {
    return all_casualties(results, plan, seed).found;
}

int count_never_found(const RunResults& results, const MedicalPlan& plan, std::uint64_t seed) {
    return all_casualties(results, plan, seed).never_found;
}

Errors problems_of_exits(const MedicalPlan& plan, std::span<const std::string> exits,
                         std::span<const std::string> teams) {
    Errors errors;
    std::vector<std::string> points;
    for (const CollectionPointSpec& point : plan.points) {
        points.push_back(point.id);
        for (const std::string& exit : point.exits)
            if (std::find(exits.begin(), exits.end(), exit) == exits.end())
                errors.push_back(
                    {ErrorCode::schema, fmt::format("{}.exits ('{}')", point.where, point.label()),
                     fmt::format("'{}' is no exit of the building{}", exit, suggestion(exit, exits))});
    }
    std::set<std::string> reported;
    for (const std::string& team : teams)
        if (!team.empty() && std::find(points.begin(), points.end(), team) == points.end() &&
            reported.insert(team).second)
            errors.push_back({ErrorCode::schema, plan.file + ": collection_points",
                              fmt::format("rescue teams bring people to '{}', which is no collection point "
                                          "of the plan{}",
                                          team, suggestion(team, points))});
    return errors;
}

}  // namespace wayout
