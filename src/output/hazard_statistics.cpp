#include "output/hazard_statistics.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

bool has_air(const HazardOutcome& hazards) {
    return hazards.is_modelled && !hazards.source.empty();
}

int count_dead(const RunResults& results) {
    return static_cast<int>(std::count_if(results.people.begin(), results.people.end(),
                                          [](const PersonResult& p) { return p.is_dead; }));
}

int count_injured(const RunResults& results) {
    return static_cast<int>(std::count_if(results.people.begin(), results.people.end(),
                                          [](const PersonResult& p) { return p.is_injured; }));
}

double overcome_time_s(const PersonResult& person) {
    return person.exposure && person.exposure->incapacitated.has_happened()
               ? person.exposure->incapacitated.time_s
               : not_a_time;
}

std::string overcome_cause(const PersonResult& person) {
    if (person.exposure && person.exposure->incapacitated.has_happened())
        return std::string(harm_cause_names[static_cast<std::size_t>(person.exposure->incapacitated.cause)]);
    return person.cause;
}

std::vector<const PersonResult*> overcome_people(const RunResults& results) {
    std::vector<const PersonResult*> people;
    for (const PersonResult& p : results.people)
        if (p.outcome == Outcome::incapacitated || p.is_dead || std::isfinite(overcome_time_s(p)))
            people.push_back(&p);
    const auto order_s = [](const PersonResult* p) {
        const double at_s = overcome_time_s(*p);
        return std::isfinite(at_s) ? at_s : std::numeric_limits<double>::infinity();
    };
    std::sort(people.begin(), people.end(), [&](const PersonResult* a, const PersonResult* b) {
        return order_s(a) != order_s(b) ? order_s(a) < order_s(b) : a->id < b->id;
    });
    return people;
}

int count_overcome(const RunResults& results) {
    return std::max(results.hazards.incapacitated, static_cast<int>(overcome_people(results).size()));
}

ZoneVerdict verdict_of_zone(const ZoneResult& zone) {
    if (zone.people_at_start + zone.entered == 0)
        return ZoneVerdict::unused;
    if (std::isnan(zone.aset_s))
        return ZoneVerdict::no_data;
    if (std::isnan(zone.last_left_s))
        return std::isfinite(zone.aset_s) ? ZoneVerdict::too_late : ZoneVerdict::waiting;
    return zone.margin_s() < 0.0 ? ZoneVerdict::too_late : ZoneVerdict::in_time;
}

std::string_view name_of(TenabilityLimit limit) {
    return tenability_limit_names[static_cast<std::size_t>(limit)];
}

}  // namespace wayout
