#include "output/report.hpp"

#include "core/assert.hpp"

#include "output/danger_map.hpp"
#include "output/figures.hpp"
#include "output/findings.hpp"
#include "output/hazard_figures.hpp"
#include "output/hazard_maps.hpp"
#include "output/hazard_statistics.hpp"
#include "output/html.hpp"
#include "output/maps.hpp"
#include "output/number_text.hpp"
#include "output/plan.hpp"
#include "output/report_parts.hpp"
#include "output/statistics.hpp"
#include "output/walkable_parts.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {

namespace {

std::string meta_line(const RunResults& r) {
    Html html;
    html.element("span", fmt::format("seed {}", r.seed));
    html.element("span", fmt::format("model {}, {} calibration", r.model, text_of(r.calibration)));
    html.element("span", fmt::format("time step {} s", trimmed(r.time_step_s, 4)));
    html.element("span", "wayout " + r.version);
    return html.str();
}

void add_kpi(Html& html, std::string_view label, std::string_view value, std::string_view unit,
             std::string_view note) {
    html.open("div", "kpi");
    html.element("span", label, "kpi-label");
    html.open("span", "kpi-value").text(value);
    if (!unit.empty())
        html.text(" ").element("small", unit);
    html.close("span");
    if (!note.empty())
        html.element("span", note, "kpi-note");
    html.close("div");
}

std::string verdict_html(const RunResults& r) {
    const Verdict verdict = verdict_of(r);
    const char* grade = verdict.grade == Verdict::Grade::pass   ? "verdict pass"
                        : verdict.grade == Verdict::Grade::warn ? "verdict warn"
                                                                : "verdict fail";
    Html html;
    html.open("div", grade);
    html.element("p", verdict.headline, "verdict-word");
    html.element("p", verdict.text, "verdict-text");
    html.open("ul", "verdict-reasons");
    for (const std::string& reason : verdict.reasons) html.element("li", reason);
    html.close("ul").close("div");

    const PeopleCounts people = count_people(r);
    const EgressTimes times = egress_times(r);
    html.open("div", "kpis");
    const bool has_hours = times.last >= 3600.0;
    const char* unit = has_hours ? "h:min:s" : "min:s";
    const bool everybody = people.inside + people.incapacitated == 0;
    add_kpi(html, everybody ? "Last person out" : "Last of those out", clock_text(times.last),
            std::isfinite(times.last) ? unit : "",
            std::isfinite(times.p95) ? "95 % of those out after " + clock_text(times.p95) : "nobody is out");
    add_kpi(html, "People out", grouped(people.out), "of " + grouped(people.placed),
            everybody ? std::string("nobody left inside")
                      : fmt::format("{} inside, {} incapacitated", grouped(people.inside),
                                    grouped(people.incapacitated)));
    add_kpi(html, "Peak density", fixed(r.peak_density_per_m2, 1), "per m\u00b2",
            r.congestion.empty() ? std::string("no lasting congestion")
                                 : counted(static_cast<std::int64_t>(r.congestion.size()), "place congested",
                                           "places congested"));
    const std::vector<std::size_t> exits = passages_by_use(r, PassageKind::exit);
    if (!exits.empty() && people.out > 0) {
        const PassageResult& busiest = r.passages[exits.front()];
        add_kpi(html, "Busiest exit",
                fixed(100.0 * static_cast<double>(busiest.crossings.size()) / people.out, 0), "%",
                shortened(busiest.name.empty() ? busiest.id : busiest.name, 30));
    }
    if (const HazardOutcome& h = r.hazards; h.is_modelled) {
        add_kpi(html, "Overcome by hazards", grouped(count_overcome(r)), "of " + grouped(people.placed),
                has_air(h) ? grouped(h.impaired) + " impaired, " + grouped(h.turned_back) + " turned back"
                           : grouped(count_injured(r)) + " injured");
    }
    double waiting_s = 0.0;
    for (const PersonResult& p : r.people) waiting_s += p.waiting_s;
    if (!r.people.empty())
        add_kpi(html, "Standing in queues", clock_text(waiting_s / static_cast<double>(r.people.size())),
                "min:s", "per person, on average");
    html.close("div");
    return html.str();
}

/// JSON inside a script element: '<' must not appear (web/README.md, section 1).
std::string safe_in_script(std::string_view json) {
    std::string out;
    out.reserve(json.size() + 64);
    for (const char c : json) c == '<' ? out += "\\u003c" : out += c;
    return out;
}

}  // namespace

std::string compose_report(const ReportInput& input, std::string_view page_template) {
    const std::pair<std::string_view, std::string> parts[] = {
        {"<!--WAYOUT:TITLE-->", escape_markup(input.results.scenario_name)},
        {"<!--WAYOUT:META-->", meta_line(input.results)},
        {"<!--WAYOUT:VERDICT-->", verdict_html(input.results)},
        {"<!--WAYOUT:SECTIONS-->", hazard_sections(input) + danger_section(input) + rescue_section(input) +
                                       result_sections(input) + decision_section(input) +
                                       norm_sections(input) + background_sections(input)},
        {"<!--WAYOUT:REPLAY-->", safe_in_script(input.replay_document)},
    };
    // One pass from left to right: what is put in is never searched again, so a name like a placeholder stays
    // a name.
    std::string page;
    page.reserve(page_template.size() + parts[3].second.size() + parts[4].second.size() + 65536);
    while (!page_template.empty()) {
        const std::size_t at = page_template.find("<!--WAYOUT:");
        page += page_template.substr(0, at);
        if (at == std::string_view::npos)
            break;
        page_template.remove_prefix(at);
        bool known = false;
        for (const auto& [placeholder, content] : parts)
            if (!known && page_template.starts_with(placeholder)) {
                page += content;
                page_template.remove_prefix(placeholder.size());
                known = true;
            }
        WAYOUT_ASSERT(known, "the page template has a placeholder that nobody fills");
    }
    return page;
}

std::vector<std::pair<std::string, std::string>> report_pictures(const ReportInput& input) {
    const RunResults& r = input.results;
    std::vector<std::pair<std::string, std::string>> pictures;
    const auto add = [&](std::string name, std::string svg) {
        if (!svg.empty())
            pictures.emplace_back(std::move(name), std::move(svg));
    };
    for (std::size_t s = 0; s < input.plan.storeys.size(); ++s)
        add("plan-" + file_name_part(input.plan.storeys[s].id),
            plan_picture(input.plan, static_cast<int>(s), {}));
    add("evacuation-curve", evacuation_curve(r));
    add("exit-use", exit_use_chart(r));
    add("exit-flow", flow_panels(r, passages_by_use(r, PassageKind::exit), "Flow through exits"));
    add("door-flow", flow_panels(r, passages_by_use(r, PassageKind::door), "Flow through doors"));
    add("overcome-by-cause", harm_by_cause_chart(r));
    add("doses", dose_chart(r));
    add("zone-margins", zone_margin_chart(r));
    add("person-margins", person_margin_chart(r));
    for (std::size_t s = 0; s < input.plan.storeys.size(); ++s) {
        const int storey = static_cast<int>(s);
        const std::string id = file_name_part(input.plan.storeys[s].id);
        add("peak-density-" + id, peak_density_map(r, input.plan, storey, "p"));
        add("time-above-4-" + id, crowded_time_map(r, input.plan, storey, "t"));
        add("crowd-pressure-" + id, pressure_map(r, input.plan, storey, "c"));
        add("squeeze-" + id, squeeze_map(r, input.plan, storey, "s"));
        add("exit-time-" + id, exit_time_map(r, input.plan, storey, "e"));
        add("available-time-" + id, aset_map(r, input.plan, storey, "a"));
        add("first-limit-" + id, first_limit_map(r, input.plan, storey, "l"));
        add("thickest-smoke-" + id, peak_smoke_map(r, input.plan, storey, "k"));
        add("peak-temperature-" + id, peak_temperature_map(r, input.plan, storey, "h"));
        add("standing-dose-" + id, standing_dose_map(r, input.plan, storey, "d"));
        add("danger-" + id, danger_map(r, input.plan, storey, "g"));
        add("overcome-" + id, harm_places_map(r, input.plan, storey, "o"));
    }
    return pictures;
}

}  // namespace wayout
