/// What the run itself shows: congestion, times, exit use, tenability. People-and-response specification 7.2
/// and 7.4, verification specification 3.2.
#include "norms/egress_capacity.hpp"
#include "norms/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout::norms {
namespace {

constexpr const char* one_run = "One run with one seed.";

void add_congestion(std::vector<NormRow>& rows, const RunFacts& run) {
    const Rule dense{Jurisdiction::imo, "MSC.1/Circ.1533, annex 2", "no place with 3.5 people per m2 or more",
                     FigureSource::source};
    const Rule growing{Jurisdiction::imo, "MSC.1/Circ.1533, annex 2",
                       "inlet less outlet flow of a passage at most 1.5 persons per second",
                       FigureSource::source};
    const Rule lasting{Jurisdiction::wayout, "", "more than 4 people per m2 at one place for 30 s at most",
                       FigureSource::own_choice};
    constexpr double share_of_time = 0.1;
    std::vector<Rule> shares;
    for (const auto& [jurisdiction, clause] : {std::pair{Jurisdiction::imo, "MSC.1/Circ.1533, congestion"},
                                               std::pair{Jurisdiction::rimea, "significant congestion"}})
        shares.push_back({jurisdiction, clause,
                          "more than 4 people per m2 for at most 10 % of the whole time",
                          FigureSource::memory});
    if (!run.has_density) {
        shares.insert(shares.end(), {dense, growing, lasting});
        for (const Rule& rule : shares)
            rows.push_back(without_verdict(rule, NormVerdict::not_known, "The run kept no map of density."));
        return;
    }
    rows.push_back(
        at_most(dense, "congested places", run.congested_places, 0, "places",
                "The circular looks at the density at the start; here at any place where it lasted "
                "for 10 s in sum, in a window of 2 m x 2 m."));
    rows.push_back(at_most(growing, run.growing_at, run.largest_queue_growth_pps, 1.5, "persons/s",
                           "Growth of the longest queue from one interval to the next."));
    for (const Rule& rule : shares)
        rows.push_back(
            at_most(rule, "worst place", run.longest_above_4_s, share_of_time * run.ended_s, "s", one_run));
    rows.push_back(at_most(lasting, "worst place", run.longest_above_4_s, 30.0, "s", one_run));
}

void add_times(std::vector<NormRow>& rows, const RunFacts& run) {
    const bool all_out = run.people > 0 && run.out == run.people;
    const double last_s = all_out ? run.last_out_s : not_known;
    const std::string why = all_out ? one_run : "Not everybody was out at the end of the run.";
    for (const auto& [limit_s, words, source] :
         {std::tuple{480.0, "egress within 8 min", FigureSource::source},
          std::tuple{150.0, "emergency evacuation within 2.5 min, for the highest fire risk",
                     FigureSource::memory}}) {
        NormRow row = at_most({Jurisdiction::green_guide, "egress time", words, source}, "last person out",
                              last_s, limit_s, "s", why + " With the time to begin.");
        if (!all_out && run.ended_s > limit_s)
            row.verdict = NormVerdict::not_met;
        rows.push_back(std::move(row));
    }
}

void add_exit_use(std::vector<NormRow>& rows, const BuildingFacts& building, const RunFacts& run) {
    const Rule balance{Jurisdiction::wayout, "",
                       "no exit takes more than 60 % while another takes less than 10 %",
                       FigureSource::own_choice};
    if (run.exits.size() < 2 || run.out == 0) {
        rows.push_back(
            without_verdict(balance, NormVerdict::not_applicable, "Fewer than two exits, or nobody out."));
    } else {
        const auto fewer = [](const ExitUse& a, const ExitUse& b) { return a.people < b.people; };
        const auto [least, most] = std::minmax_element(run.exits.begin(), run.exits.end(), fewer);
        const double most_percent = 100.0 * most->people / run.out;
        const double least_percent = 100.0 * least->people / run.out;
        NormRow row = at_most(balance, most->name, most_percent, 60.0, "%",
                              fmt::format("The least used, {}: {:.1f} %. Exits that were open at some time.",
                                          least->name, least_percent));
        if (least_percent >= 10.0)
            row.verdict = NormVerdict::met;
        rows.push_back(std::move(row));
    }

    const Rule entrance{Jurisdiction::nfpa, "chapter 12, main entrance",
                        "main entrance wide enough for those who used it, 5.1 mm each", FigureSource::memory};
    if (!building.is_main_entrance_named) {
        rows.push_back(without_verdict(entrance, NormVerdict::not_known,
                                       "Which exits are the main entrance is not said: name them in "
                                       "people.populations[].knowledge.entrance."));
    } else {
        double served = 0.0;
        for (const ExitFacts& exit : building.exits)
            if (exit.is_main)
                served += people_by_inches(exit.clear_width_m, false);
        int users = 0;
        for (const ExitUse& exit : run.exits) users += exit.is_main ? exit.people : 0;
        rows.push_back(at_least(entrance, "main entrance", served, users, "people",
                                run.out == 0 ? std::string(one_run)
                                             : fmt::format("{:.0f} % of those who are out left by it.",
                                                           100.0 * users / run.out)));
    }

    const Rule escalators{Jurisdiction::wayout, "", "escalators are not counted as ways out",
                          FigureSource::memory};
    rows.push_back(building.escalators == 0
                       ? without_verdict(escalators, NormVerdict::not_applicable, "No escalators.")
                       : at_most(escalators, "crossings of escalator ends", run.over_escalators, 0,
                                 "crossings", "Most codes do not count them: close them and run again."));
}

void add_forces(std::vector<NormRow>& rows, const RunFacts& run) {
    const Rule dose{Jurisdiction::wayout, "", "crush dose of at most 0.1", FigureSource::own_choice};
    const Rule load{Jurisdiction::wayout, "", "line load on walls and barriers of at most 3000 N/m",
                    FigureSource::memory};
    if (!run.has_forces) {
        for (const Rule& rule : {dose, load})
            rows.push_back(without_verdict(rule, NormVerdict::not_known,
                                           "Run with the model time-gap+crush or crush to know."));
        return;
    }
    rows.push_back(at_most(dose, "largest of anybody", run.largest_crush_dose, 0.1, "", one_run));
    rows.push_back(
        at_most(load, "greatest of a second", run.largest_wall_load_n_per_m, 3000.0, "N/m", one_run));
}

void add_tenability(std::vector<NormRow>& rows, const RunFacts& run) {
    const Rule statement{Jurisdiction::wayout, "", "no zone untenable before it is empty",
                         FigureSource::own_choice};
    const Rule ratio{Jurisdiction::wayout, "", "available time at least 1.5 times the required",
                     FigureSource::own_choice};
    std::vector<NormRow> ratios;
    int too_late = 0;
    for (const ZoneTimes& zone : run.zones) {
        if (std::isnan(zone.available_s))
            continue;
        const double required_s = std::isnan(zone.required_s) ? run.ended_s : zone.required_s;
        too_late += zone.available_s < required_s ? 1 : 0;
        if (std::isfinite(zone.available_s))
            ratios.push_back(at_least(ratio, zone.name, zone.available_s / std::max(required_s, 1.0), 1.5, "",
                                      std::isnan(zone.required_s) ? "Not empty at the end of the run." : ""));
    }
    if (!run.has_air || run.zones.empty()) {
        for (const Rule& rule : {statement, ratio})
            rows.push_back(without_verdict(rule, NormVerdict::not_known,
                                           run.has_air
                                               ? "The venue has no zones with people."
                                               : "No fire is modelled: nothing is known of tenability."));
        return;
    }
    const auto unknown = std::count_if(run.zones.begin(), run.zones.end(),
                                       [](const ZoneTimes& zone) { return std::isnan(zone.available_s); });
    NormRow row =
        at_most(statement, "zones with people", too_late, 0, "zones",
                fmt::format("{} zones in use, {} of them without data.", run.zones.size(), unknown));
    if (unknown > 0 && row.verdict == NormVerdict::met)
        row.verdict = NormVerdict::not_known;
    rows.push_back(std::move(row));
    if (!ratios.empty())
        rows.push_back(worst_of(ratios, "zones that became untenable"));
    else
        rows.push_back(without_verdict(ratio, unknown > 0 ? NormVerdict::not_known : NormVerdict::met,
                                       "No zone with data became untenable in the run."));
}

}  // namespace

std::vector<NormRow> run_rules(const BuildingFacts& building, const RunFacts& run) {
    std::vector<NormRow> rows;
    add_congestion(rows, run);
    add_times(rows, run);
    add_exit_use(rows, building, run);
    add_forces(rows, run);
    add_tenability(rows, run);
    return rows;
}

}  // namespace wayout::norms
