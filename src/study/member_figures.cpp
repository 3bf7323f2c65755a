#include "study/member_figures.hpp"

#include "output/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace wayout {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr std::size_t most_jams = 5;
/// Limits of the classes of age, as emergency medicine uses them for figures of casualties; our choice.
constexpr double adult_from_years = 18.0;
constexpr double older_from_years = 65.0;

/// Worst that happened to somebody; empty: nothing.
const char* severity_of(const PersonResult& person) {
    if (person.is_dead)
        return "dead";
    if (person.outcome == Outcome::incapacitated)
        return "incapacitated";
    if (person.is_injured)
        return "injured";
    if (person.exposure && person.exposure->impaired.has_happened())
        return "impaired";
    return "";
}

std::string cause_of(const PersonResult& person) {
    if (!person.cause.empty())
        return person.cause;
    return person.is_injured ? "structure" : "smoke, gases or heat";
}

/// Where it happened, as far as it is known: the end of the way of those who are inside, else the start.
std::string place_of(const RunResults& results, const PersonResult& person) {
    if (person.outcome != Outcome::out && person.end_storey >= 0)
        return results.storeys[static_cast<std::size_t>(person.end_storey)].name;
    if (person.start_zone >= 0)
        return results.zones[static_cast<std::size_t>(person.start_zone)].name;
    return person.start_storey >= 0 ? results.storeys[static_cast<std::size_t>(person.start_storey)].name
                                    : std::string();
}

std::vector<Casualties> count_casualties(const RunResults& results) {
    std::map<std::tuple<std::string, std::string, std::string, std::string>, int> counts;
    for (const PersonResult& person : results.people)
        if (const std::string severity = severity_of(person); !severity.empty())
            ++counts[{cause_of(person), severity, age_class(person.age_years), place_of(results, person)}];
    std::vector<Casualties> casualties;
    for (const auto& [key, count] : counts)
        casualties.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), std::get<3>(key), count});
    return casualties;
}

/// People who were at the tightest place of their way after it had become untenable.
int count_too_late(const RunResults& results) {
    return static_cast<int>(
        std::count_if(results.people.begin(), results.people.end(),
                      [](const PersonResult& person) { return person.tenability_margin_s < 0.0; }));
}

class Figures {
public:
    explicit Figures(MemberResult& member) : member_(member) {}
    void add(std::string name, double value) { member_.figures.push_back({std::move(name), value}); }

private:
    MemberResult& member_;
};

void add_egress(const RunResults& results, Figures& figures) {
    const EgressTimes times = egress_times(results);
    figures.add("egress_time_s.first", times.first);
    figures.add("egress_time_s.p50", times.p50);
    figures.add("egress_time_s.p90", times.p90);
    figures.add("egress_time_s.p95", times.p95);
    figures.add("egress_time_s.p98", times.p98);
    figures.add("egress_time_s.last", times.last);
    // Percentiles are of those who are out: this one is infinite when somebody stays inside.
    const PeopleCounts counts = count_people(results);
    figures.add("egress_time_s.all", counts.out == counts.placed ? times.last : never);
}

void add_people(const RunResults& results, Figures& figures) {
    const PeopleCounts counts = count_people(results);
    const auto count_if = [&](auto&& predicate) {
        return static_cast<double>(std::count_if(results.people.begin(), results.people.end(), predicate));
    };
    const double dead = count_if([](const PersonResult& p) { return p.is_dead; });
    const double injured = count_if([](const PersonResult& p) { return p.is_injured; });
    const double harmed = count_if([](const PersonResult& p) { return *severity_of(p) != '\0'; });
    const int too_late = count_too_late(results);
    figures.add("people.placed", counts.placed);
    figures.add("people.out", counts.out);
    figures.add("people.inside", counts.inside);
    figures.add("people.incapacitated", counts.incapacitated);
    figures.add("people.dead", dead);
    figures.add("people.injured", injured);
    figures.add("people.harmed", harmed);
    figures.add("people.too_late", too_late);
    figures.add("people.stuck", static_cast<double>(results.health.stuck.size()));
    const bool is_safe = counts.out == counts.placed && too_late == 0 && harmed == 0.0;
    figures.add("everybody_out_unharmed", is_safe ? 1.0 : 0.0);
    if (results.danger.is_modelled)
        figures.add("danger.person_s", results.danger.person_s);
    if (results.crush.is_modelled) {
        figures.add("crush.expected_distress", results.crush.expected_distress);
        figures.add("crush.expected_unconscious", results.crush.expected_unconscious);
        figures.add("crush.expected_fatal", results.crush.expected_fatal);
    }
}

void add_exits(const RunResults& results, Figures& figures) {
    for (const PassageResult& passage : results.passages) {
        if (passage.kind != PassageKind::exit)
            continue;
        const PassageFlow flow = flow_of(passage, results.interval_s, end_time_s(results));
        figures.add(fmt::format("exit.{}.count", passage.id), flow.count);
        figures.add(fmt::format("exit.{}.last_s", passage.id), flow.last_s);
    }
}

void add_zones(const RunResults& results, Figures& figures) {
    double smallest_margin_s = never;
    for (std::size_t row = 0; row < results.zone_results.size(); ++row) {
        const ZoneResult& zone = results.zone_results[row];
        const std::string& id = results.zones[row].id;
        figures.add(fmt::format("zone.{}.rset_s", id), zone.last_left_s);
        figures.add(fmt::format("zone.{}.peak_density_per_m2", id), zone.peak_density_per_m2);
        if (std::isnan(zone.aset_s))
            continue;
        figures.add(fmt::format("zone.{}.aset_s", id), zone.aset_s);
        figures.add(fmt::format("zone.{}.margin_s", id), zone.margin_s());
        if (!std::isnan(zone.margin_s()))
            smallest_margin_s = std::min(smallest_margin_s, zone.margin_s());
        else if (zone.people_at_end > 0 && std::isfinite(zone.aset_s))
            smallest_margin_s = -never;
    }
    if (results.hazards.is_modelled)
        figures.add("smallest_margin_s", smallest_margin_s);
}

void add_crowding(const RunResults& results, Figures& figures) {
    figures.add("peak_density_per_m2", results.peak_density_per_m2);
    figures.add("longest_jam_s", results.congestion.empty() ? 0.0 : results.congestion.front().congested_s);
    figures.add("simulated_s", end_time_s(results));
}

}  // namespace

const char* age_class(double years) {
    if (std::isnan(years))
        return "unknown";
    if (years < adult_from_years)
        return "child";
    return years < older_from_years ? "adult" : "older";
}

void sort_figures(MemberResult& member) {
    std::sort(member.figures.begin(), member.figures.end(),
              [](const Figure& a, const Figure& b) { return a.name < b.name; });
}

void describe_member(const RunResults& results, MemberResult& member) {
    member.state_hash = results.state_hash;
    for (const double time_s : sorted_exit_times(results))
        member.exit_times_s.push_back(static_cast<float>(time_s));
    Figures figures(member);
    add_egress(results, figures);
    add_people(results, figures);
    add_crowding(results, figures);
    add_exits(results, figures);
    add_zones(results, figures);
    sort_figures(member);
    member.casualties = count_casualties(results);
    for (const CongestionSpot& spot : results.congestion) {
        if (member.jams.size() == most_jams)
            break;
        member.jams.push_back(
            {spot.place, spot.from_s, spot.to_s, spot.peak_density_per_m2, spot.queue_size});
    }
}

bool went_well(const MemberResult& member, double time_limit_s) {
    if (member.status != MemberStatus::done)
        return false;
    return time_limit_s > 0.0 ? figure_of(member, "egress_time_s.all") <= time_limit_s
                              : figure_of(member, "everybody_out_unharmed") == 1.0;
}

bool has_hazard(const Scenario& scenario) {
    return scenario.incident.fire.has_value() || !scenario.incident.losses.empty();
}

}  // namespace wayout
