#include "output/hazard_findings.hpp"

#include "output/hazard_statistics.hpp"
#include "output/number_text.hpp"
#include "output/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

/// "5 by CO, 2 by hot gas"
std::string causes_text(const std::vector<HarmCount>& causes) {
    std::string text;
    for (const HarmCount& c : causes)
        if (c.count > 0)
            text += fmt::format("{}{} by {}", text.empty() ? "" : ", ", grouped(c.count), c.cause);
    return text;
}

/// "Hall 5, Gallery 2": storeys of those who are still in the building.
std::string places_text(const RunResults& r, const std::vector<const PersonResult*>& people) {
    std::string text;
    for (std::size_t s = 0; s < r.storeys.size(); ++s) {
        const auto here = std::count_if(people.begin(), people.end(), [&](const PersonResult* p) {
            return p->outcome != Outcome::out && p->end_storey == static_cast<int>(s);
        });
        if (here > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", r.storeys[s].name, grouped(here));
    }
    return text;
}

std::string who_was_overcome(const RunResults& r) {
    const std::vector<const PersonResult*> people = overcome_people(r);
    const int count = count_overcome(r);
    if (count == 0)
        return {};
    std::string text = fmt::format("{} overcome", count == 1 ? "1 person was" : people_text(count) + " were");
    if (const std::string causes = causes_text(r.hazards.by_cause); !causes.empty())
        text += " (" + causes + ")";
    if (!people.empty() && std::isfinite(overcome_time_s(*people.front())))
        text += fmt::format(", the first after {} by {}", clock_text(overcome_time_s(*people.front())),
                            overcome_cause(*people.front()));
    text += ".";
    if (const std::string places = places_text(r, people); !places.empty())
        text += " They are on: " + places + ".";
    if (r.hazards.dead > 0)
        text += fmt::format(" {} counted as dead. {}",
                            r.hazards.dead == 1 ? "1 person is" : people_text(r.hazards.dead) + " are",
                            lethal_note);
    return text;
}

std::string impaired_text(const HazardOutcome& h) {
    return h.impaired > h.incapacitated
               ? fmt::format("{} a dose beyond the threshold of impairment.",
                             h.impaired == 1 ? "1 person took" : people_text(h.impaired) + " took")
               : std::string();
}

std::string losses_text(const RunResults& r) {
    int lost = 0, injured = 0, trapped = 0, fatal = 0;
    for (const LossResult& loss : r.hazards.losses)
        if (std::isfinite(loss.at_s)) {
            ++lost;
            injured += loss.injured;
            trapped += loss.trapped;
            fatal += loss.fatal;
        }
    if (lost == 0)
        return {};
    std::string text = fmt::format("{} lost", lost == 1 ? "1 part of the structure was"
                                                        : grouped(lost) + " parts of the structure were");
    if (injured + trapped + fatal == 0)
        return text + "; nobody was hurt by it.";
    text += fmt::format(": {} injured, {} trapped", grouped(injured), grouped(trapped));
    if (fatal > 0)
        text += fmt::format(", {} dead", grouped(fatal));
    return text + ".";
}

std::string turned_back_text(const HazardOutcome& h) {
    return h.turned_back > 0
               ? fmt::format("{} back from smoke or heat and took another way.",
                             h.turned_back == 1 ? "1 person turned" : people_text(h.turned_back) + " turned")
               : std::string();
}

struct ZoneCounts {
    int too_late{0};
    int in_time{0};
    int waiting{0};
    int no_data{0};
    const ZoneResult* tightest{nullptr};  ///< of those with a margin that is a number
    std::string tightest_name;
    std::string late_names;
};

ZoneCounts count_zones(const RunResults& r) {
    constexpr int most_names = 5;
    ZoneCounts n;
    for (std::size_t i = 0; i < r.zone_results.size(); ++i) {
        const ZoneResult& z = r.zone_results[i];
        const std::string& name = r.zones[i].name.empty() ? r.zones[i].id : r.zones[i].name;
        switch (verdict_of_zone(z)) {
            case ZoneVerdict::unused:
                break;
            case ZoneVerdict::no_data:
                ++n.no_data;
                break;
            case ZoneVerdict::in_time:
                ++n.in_time;
                break;
            case ZoneVerdict::waiting:
                ++n.waiting;
                break;
            case ZoneVerdict::too_late:
                if (++n.too_late <= most_names)
                    n.late_names += (n.late_names.empty() ? "" : ", ") + name;
                break;
        }
        if (std::isfinite(z.margin_s()) && (n.tightest == nullptr || z.margin_s() < n.tightest->margin_s())) {
            n.tightest = &z;
            n.tightest_name = name;
        }
    }
    return n;
}

std::string zones_text(const ZoneCounts& n) {
    const int judged = n.too_late + n.in_time + n.waiting;
    if (judged == 0)
        return {};
    std::string text =
        n.too_late > 0
            ? fmt::format("{} untenable with people in {}: {}{}.",
                          n.too_late == 1 ? "1 zone was" : fmt::format("{} zones were", n.too_late),
                          n.too_late == 1 ? "it" : "them", n.late_names, n.too_late > 5 ? " and others" : "")
            : fmt::format(
                  "{} left before {} untenable, or never became so.",
                  judged == 1 ? "The one zone in use was" : fmt::format("All {} zones in use were", judged),
                  judged == 1 ? "it was" : "they were");
    if (n.waiting > 0)
        text += fmt::format(" {} of them still held people at the end of the run.", grouped(n.waiting));
    if (n.tightest != nullptr)
        text += fmt::format(" {}: {}, available {} ({}), required {}, margin {}{}.",
                            n.too_late > 0 ? "Tightest of the zones that were left" : "Tightest",
                            n.tightest_name, clock_text(n.tightest->aset_s), name_of(n.tightest->aset_limit),
                            clock_text(n.tightest->last_left_s), n.tightest->margin_s() < 0.0 ? "\u2212" : "",
                            duration_words(std::abs(n.tightest->margin_s())));
    return text;
}

}  // namespace

std::string coverage_words(const HazardOutcome& h) {
    return fmt::format("the data of the fire cover {} % of the time that people spent inside since it began",
                       trimmed(100.0 * (1.0 - h.uncovered_frac), 1));
}

std::string limits_words(const TenabilitySpec& limits) {
    constexpr double zero_celsius_k = 273.15;
    return fmt::format(
        "visibility {} m, {} \u00b0C, radiation {} kW/m\u00b2, dose {}, in {} % of a zone's area",
        trimmed(limits.visibility_m, 2), trimmed(limits.temperature_k - zero_celsius_k, 1),
        trimmed(limits.radiant_flux_kw_per_m2, 2), trimmed(limits.dose, 3),
        trimmed(100.0 * limits.zone_area_frac, 1));
}

void judge_hazards(Verdict& v, const RunResults& r) {
    const HazardOutcome& h = r.hazards;
    if (!h.is_modelled)
        return;
    const int overcome = count_overcome(r);
    const int injured = count_injured(r);
    int struck = 0;
    for (const LossResult& loss : h.losses) struck += loss.injured + loss.trapped + loss.fatal;
    const ZoneCounts zones = has_air(h) ? count_zones(r) : ZoneCounts();

    if (v.grade == Verdict::Grade::pass && (overcome > 0 || zones.too_late > 0 || injured + struck > 0)) {
        v.headline += overcome > 0           ? ", but not everyone unhurt"
                      : injured + struck > 0 ? ", but people were injured"
                                             : ", but not before it was untenable";
        v.grade = Verdict::Grade::fail;
    } else if (overcome > 0 || zones.too_late > 0 || injured + struck > 0) {
        v.grade = Verdict::Grade::fail;
    }
    const auto add = [&](std::string text) {
        if (!text.empty())
            v.reasons.push_back(std::move(text));
    };
    add(who_was_overcome(r));
    add(impaired_text(h));
    add(losses_text(r));
    add(zones_text(zones));
    add(turned_back_text(h));
    if (!has_air(h))
        return;
    // 0.05 % is the first share that does not round to 100.0 % covered.
    const bool lacks_data = h.uncovered_frac >= 0.0005 || zones.no_data > 0;
    if (lacks_data && v.grade == Verdict::Grade::pass)
        v.grade = Verdict::Grade::warn;
    if (lacks_data) {
        std::string text = fmt::format(
            "Data lack: {}. Where there are none no dose is counted, which does not mean clean air.",
            coverage_words(h));
        if (zones.no_data > 0)
            text += fmt::format(
                " {} not judged for want of data.",
                zones.no_data == 1 ? "1 zone in use is" : fmt::format("{} zones in use are", zones.no_data));
        add(std::move(text));
    }
}

std::string scope_of_hazards(const HazardOutcome& h) {
    if (!h.is_modelled)
        return "No fire, smoke or other hazard is modelled here, so the result judges movement only; it does "
               "not say that there was time enough.";
    if (!has_air(h))
        return "No fire or smoke is modelled here, so the result does not say that there was time enough.";
    return fmt::format("It judges this one fire by these limits: {}; another fire gives other times.",
                       limits_words(h.limits));
}

}  // namespace wayout
