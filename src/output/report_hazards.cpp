#include "output/hazard_figures.hpp"
#include "output/hazard_findings.hpp"
#include "output/hazard_maps.hpp"
#include "output/hazard_statistics.hpp"
#include "output/number_text.hpp"
#include "output/report_parts.hpp"
#include "output/statistics.hpp"

#include "geometry/polygon.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

/// So many of those who were overcome are listed.
constexpr std::size_t listed_people = 50;

class HazardSections : public SectionWriter {
public:
    using SectionWriter::SectionWriter;

    std::string make() {
        if (!r_.hazards.is_modelled)
            return {};
        harm();
        if (has_air(r_.hazards)) {
            zones();
            maps();
        }
        detectors();
        losses();
        return html_.str();
    }

private:
    /// What stands below every figure of doses: law, threshold and coverage (fire specification 6.8).
    std::string basis() const {
        const std::string& laws = r_.hazards.exposure_laws;
        const std::size_t end = laws.find(". ");
        return fmt::format("{} All laws and thresholds: section \u201cModel\u201d; {}.",
                           end == std::string::npos ? laws : laws.substr(0, end + 1),
                           coverage_words(r_.hazards));
    }

    // ------------------------------------------------------------ who was hurt

    void harm() {
        const HazardOutcome& h = r_.hazards;
        begin("harm", "What the hazards did to people", "Harm");
        const std::vector<const PersonResult*> people = overcome_people(r_);
        const int count = count_overcome(r_);
        std::string lede =
            count == 0
                ? std::string("Nobody was overcome")
                : fmt::format("{} overcome", count == 1 ? "1 person was" : grouped(count) + " people were");
        if (has_air(h))
            lede += fmt::format(
                "; {} took a dose beyond the threshold of impairment, {} turned back from "
                "smoke or heat",
                grouped(h.impaired), grouped(h.turned_back));
        html_.element("p", lede + ".", "lede");
        if (h.dead > 0)
            html_.element(
                "p",
                fmt::format("{} counted as dead. {}",
                            h.dead == 1 ? "1 person is" : grouped(h.dead) + " people are", lethal_note),
                "note limit");
        figure(harm_by_cause_chart(r_),
               has_air(h) ? "The largest part of the dose that reached the threshold. " + basis()
                          : std::string());
        if (!people.empty())
            people_table(people);
        map_row_if_any("Where people were overcome",
                       "A cross is somebody who was overcome and lies there; an outline is a part of the "
                       "structure.",
                       harm_places_map, "harm");
        if (has_air(h)) {
            figure(dose_chart(r_),
                   "Doses of all people at the end of the run, each kind sorted by itself and cut at 3. " +
                       basis());
            if (h.uncovered_frac >= 0.0005)
                html_.element(
                    "p",
                    fmt::format("For {} % of the time that people spent inside since the fire began "
                                "there are no data where they were. No dose is counted then, which "
                                "does not mean clean air: the doses are too low.",
                                trimmed(100.0 * h.uncovered_frac, 1)),
                    "note warn");
        }
        end();
    }

    std::string zone_name(int storey, Vec2 p) const {
        if (storey < 0 || static_cast<std::size_t>(storey) >= input_.plan.storeys.size())
            return {};
        for (const PlanModel::Zone& zone : input_.plan.storeys[static_cast<std::size_t>(storey)].zones)
            if (locate(zone.polygon, p) != Side::outside)
                for (const ZoneLabel& label : r_.zones)
                    if (label.id == zone.id)
                        return label.name.empty() ? label.id : label.name;
        return {};
    }

    std::string place_of(const PersonResult& p) const {
        if (p.outcome == Outcome::out)
            return "out";
        const Vec2 at = p.end_m + r_.origin_m;
        const std::string zone = zone_name(p.end_storey, p.end_m);
        return fmt::format("{}{}{}, ({}, {})", zone, zone.empty() ? "" : ", ", storey_name(p.end_storey),
                           fixed(at.x, 1), fixed(at.y, 1));
    }

    void people_table(const std::vector<const PersonResult*>& people) {
        HtmlTable table({{"Person", true},
                         {"Group", false},
                         {"After", true},
                         {"By", false},
                         {"Where: zone, storey, (x, y) in m", false},
                         {"Dose, gases", true},
                         {"Dose, hot gas", true},
                         {"Dose, radiation", true},
                         {"Least visibility, m", true}});
        for (std::size_t i = 0; i < std::min(people.size(), listed_people); ++i) {
            const PersonResult& p = *people[i];
            std::string group;
            if (p.population >= 0) {
                const PopulationLabel& label = r_.populations[static_cast<std::size_t>(p.population)];
                group = label.name.empty() ? label.id : label.name;
            }
            const auto number = [&](double (*get)(const Exposure&), int decimals) {
                return p.exposure ? fixed(get(*p.exposure), decimals) : std::string("\u2013");
            };
            table.row({std::to_string(p.id), or_dash(group), clock_or_dash(overcome_time_s(p)),
                       overcome_cause(p) + (p.is_dead ? " (dead)" : ""), place_of(p),
                       number([](const Exposure& e) { return e.fed_asphyxiant(); }, 2),
                       number([](const Exposure& e) { return e.of(DoseTerm::convective); }, 2),
                       number([](const Exposure& e) { return e.of(DoseTerm::radiant); }, 2),
                       number([](const Exposure& e) { return e.lowest_visibility_m; }, 1)});
        }
        html_.raw(table.str());
        if (people.size() > listed_people)
            html_.element("p",
                          fmt::format("The first {} of {}; all of them are in people.csv.", listed_people,
                                      people.size()),
                          "small muted");
    }

    // ------------------------------------------------------------ time available and time required

    void zones() {
        begin("tenability", "Was there time enough?", "ASET and RSET");
        html_.element(
            "p",
            fmt::format("Available safe egress time (ASET): until more than {} % of a zone exceeds one "
                        "of the limits. Required (RSET): until its last person has left.",
                        trimmed(100.0 * r_.hazards.limits.zone_area_frac, 1)),
            "lede");
        if (!r_.zone_results.empty()) {
            HtmlTable table({{"Zone", false},
                             {"Storey", false},
                             {"People", true},
                             {"ASET, min:s", true},
                             {"Limit exceeded first", false},
                             {"RSET, min:s", true},
                             {"Margin", true},
                             {"In time", false, true}});
            for (std::size_t i = 0; i < r_.zone_results.size(); ++i) add_zone(table, i);
            html_.raw(table.str());
        }
        html_.element(
            "p",
            fmt::format("Limits at head height: {}. The time counts from the start of the incident; "
                        "the fire begins at {}. \u201cNever\u201d holds for this run only, which ends at "
                        "{}.",
                        limits_words(r_.hazards.limits), clock_text(r_.hazards.starts_at_s),
                        clock_text(end_time_s(r_))),
            "small muted");
        figure(zone_margin_chart(r_),
               "Zones in which somebody was, the tightest first. A bar that passes its red "
               "line: people were in an untenable zone.");
        figure(person_margin_chart(r_),
               "For every person the tightest place of the way: how long before it became untenable the "
               "person had left it. Only people for whom that is known.");
        end();
    }

    void add_zone(HtmlTable& table, std::size_t row) const {
        const ZoneResult& z = r_.zone_results[row];
        const ZoneLabel& label = r_.zones[row];
        const double margin_s = z.margin_s();
        const std::string aset = std::isnan(z.aset_s)   ? "no data"
                                 : std::isinf(z.aset_s) ? "never"
                                                        : clock_text(z.aset_s);
        const std::string margin = std::isnan(margin_s) ? "\u2013"
                                   : std::isinf(margin_s)
                                       ? "no limit"
                                       : (margin_s < 0.0 ? "\u2212" : "+") + clock_text(std::abs(margin_s));
        table.row({label.name.empty() ? label.id : label.name, storey_name(label.storey),
                   grouped(z.people_at_start + z.entered), aset,
                   z.aset_limit == TenabilityLimit::none ? "\u2013" : std::string(name_of(z.aset_limit)),
                   std::isnan(z.last_left_s) && z.people_at_end > 0
                       ? fmt::format("{} still in it", grouped(z.people_at_end))
                       : clock_or_dash(z.last_left_s),
                   margin, chip_of(verdict_of_zone(z))});
    }

    static std::string chip_of(ZoneVerdict verdict) {
        Html html;
        switch (verdict) {
            case ZoneVerdict::unused:
                html.element("span", "not used", "chip");
                break;
            case ZoneVerdict::no_data:
                html.element("span", "no data", "chip warn");
                break;
            case ZoneVerdict::in_time:
                html.element("span", "in time", "chip pass");
                break;
            case ZoneVerdict::waiting:
                html.element("span", "not left, tenable", "chip warn");
                break;
            case ZoneVerdict::too_late:
                html.element("span", "too late", "chip fail");
                break;
        }
        return html.str();
    }

    // ------------------------------------------------------------ maps

    void map_row_if_any(std::string_view heading, const std::string& caption, MapFunction map,
                        std::string_view prefix) {
        const std::vector<std::string> pictures = maps_of(map, prefix);
        if (!pictures.empty())
            map_row(heading, caption, pictures);
    }

    void maps() {
        if (r_.hazards.tenability.empty())
            return;
        begin("air", "Smoke and heat over the plan", "Smoke and heat");
        html_.element("p",
                      "What became of the air at head height. Striped: nobody knows, the source has no data "
                      "there. Storeys on which nothing came about are left out.",
                      "lede");
        map_row(
            "When places became untenable",
            "The darker, the earlier; lines join places that became untenable at the same time. Limits: " +
                limits_words(r_.hazards.limits) + ".",
            maps_of(aset_map, "aset"));
        map_row_if_any("Which limit was exceeded first", "By place.", first_limit_map, "limit");
        map_row("Thickest smoke",
                "Least visibility of reflecting signs in the whole run, three divided by the extinction "
                "coefficient; signs with their own light are seen 2.7 times as far.",
                maps_of(peak_smoke_map, "smoke"));
        map_row("Highest temperature", "Of the air at head height in the whole run.",
                maps_of(peak_temperature_map, "heat"));
        map_row("Dose of standing there",
                "Of somebody who stands at the place from the beginning of the fire to the end of the run. " +
                    basis(),
                maps_of(standing_dose_map, "dose"));
        end();
    }

    // ------------------------------------------------------------ detectors, structure

    void detectors() {
        if (r_.hazards.detectors.empty())
            return;
        begin("detectors", "Detectors and sprinklers", "Detectors");
        HtmlTable table({{"Name", false}, {"Kind", false}, {"Acts at, min:s", true}});
        for (const DetectorResult& d : r_.hazards.detectors)
            table.row({d.name.empty() ? d.id : d.name, d.kind,
                       std::isfinite(d.at_s) ? clock_text(d.at_s) : std::string("not in this run")});
        html_.raw(table.str());
        end();
    }

    void losses() {
        if (r_.hazards.losses.empty())
            return;
        begin("losses", "Parts of the structure", "Structure");
        HtmlTable table({{"Part", false},
                         {"Storey", false},
                         {"People warned at", true},
                         {"Lost at", true},
                         {"In it then", true},
                         {"Injured", true},
                         {"Trapped", true},
                         {"Dead", true},
                         {"Finding", false}});
        int fatal = 0;
        for (const LossResult& l : r_.hazards.losses) {
            fatal += l.fatal;
            table.row({l.id, or_dash(storey_name(l.storey)), clock_or_dash(l.warned_s),
                       std::isfinite(l.at_s) ? clock_text(l.at_s) : std::string("held"), grouped(l.inside),
                       grouped(l.injured), grouped(l.trapped), grouped(l.fatal), l.finding});
        }
        html_.raw(table.str());
        if (fatal > 0)
            html_.element("p", lethal_note, "note limit");
        end();
    }
};

}  // namespace

std::string hazard_sections(const ReportInput& input) {
    return HazardSections(input).make();
}

}  // namespace wayout
