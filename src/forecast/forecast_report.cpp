/// The page of `wayout forecast`: what matters first, then how it came about, then every input and weight.
#include "forecast/forecast_report.hpp"

#include "forecast/forecast_charts.hpp"
#include "forecast/forecast_words.hpp"
#include "forecast/ledger_parts.hpp"
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "study/study_page.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

constexpr std::size_t most_members_listed = 40;

std::string three_figures(const ForecastResults& results) {
    HtmlTable table({{"What"},
                     {"Confirmed"},
                     {"Under verification"},
                     {"Model expectation now"},
                     {"Model expectation in the end"},
                     {"... without any report"}});
    for (const ForecastFigure& f : results.figures)
        table.row({words_of(f.subject), words_of(f.confirmed), words_of(f.claimed), expectation_words(f.now),
                   expectation_words(f.final), expectation_words(f.final_before)});
    return table.str();
}

std::string places_table(const ForecastResults& results) {
    HtmlTable table({{"Place"},
                     {"Now: mean (80 %)", true},
                     {"Now: 50 % (5 to 95 %)", true},
                     {"In the end: 50 % (5 to 95 %)", true}});
    for (const ForecastFigure& f : results.places)
        if (f.now->p95 >= 0.5 || f.final->p95 >= 0.5)
            table.row({f.subject.zone.empty() ? f.subject.storey : f.subject.zone, expectation_words(f.now),
                       range_words(*f.now), range_words(*f.final)});
    return table.str();
}

std::string harm_table(const ForecastResults& results) {
    HtmlTable table({{"Severity"}, {"Cause"}, {"Mean", true}, {"5 %", true}, {"50 %", true}, {"95 %", true}});
    for (const ForecastHarm& h : results.harm)
        table.row({h.severity, h.cause.empty() ? "all" : h.cause, trimmed(h.count.mean, 1),
                   whole_words(h.count.p5), whole_words(h.count.p50), whole_words(h.count.p95)});
    return table.str();
}

std::string demand_table(const ForecastResults& results) {
    std::vector<HtmlTable::Column> columns{{"Time", true}};
    for (const ForecastCourse& course : results.demand) columns.push_back({course.words, true});
    HtmlTable table(columns);
    const std::size_t points = results.demand.front().times_s.size();
    for (std::size_t i = 0; i < points; i += 2) {
        std::vector<std::string> cells{clock_text(results.demand.front().times_s[i])};
        for (const ForecastCourse& course : results.demand) cells.push_back(range_words(course.bands[i]));
        table.row(cells);
    }
    return table.str();
}

std::string inputs_table(const ForecastResults& results) {
    HtmlTable table({{"Input"}, {"Before the reports"}, {"After"}});
    const auto words = [](const Band& band) {
        return fmt::format("{} ({} to {})", trimmed(band.p50, 3), trimmed(band.p5, 3), trimmed(band.p95, 3));
    };
    for (const ForecastInput& input : results.inputs) {
        if (!input.is_choice) {
            table.row({input.name, words(input.before), words(input.after)});
            continue;
        }
        for (std::size_t i = 0; i < input.options.size(); ++i)
            table.row({fmt::format("{}: {}", input.name, input.options[i]),
                       fmt::format("{:.0f} %", 100.0 * input.share_before[i]),
                       fmt::format("{:.0f} %", 100.0 * input.share_after[i])});
    }
    return table.str();
}

std::string uses_table(const ForecastResults& results) {
    HtmlTable table({{"Time"},
                     {"Id"},
                     {"Source"},
                     {"Says"},
                     {"Standing"},
                     {"Confidence", true},
                     {"Weight", true},
                     {"Remark"}});
    for (std::size_t i = 0; i < results.ledger.statements.size(); ++i) {
        const Statement& s = results.ledger.statements[i];
        const ForecastUse& use = results.uses[i];
        table.row({time_words(results.ledger, s), s.id,
                   fmt::format("{} ({})", s.source, source_kind_names[static_cast<std::size_t>(s.kind)]),
                   fmt::format("{} {}", number_words(s), words_of(s.subject)),
                   standing_words(results.ledger, results.standings[i]), trimmed(use.confidence, 2),
                   use.is_counted ? trimmed(use.exponent * results.belief, 2) : "0",
                   !use.is_counted     ? use.why_not
                   : use.is_unlike_all ? "unlike every member"
                                       : ""});
    }
    return table.str();
}

std::string rounds_table(const ForecastResults& results) {
    HtmlTable table({{"Round", true}, {"Members", true}, {"Drawn from"}});
    for (std::size_t r = 0; r < results.rounds.size(); ++r)
        table.row(
            {fmt::format("{}", r + 1), fmt::format("{}", results.rounds[r].count), results.rounds[r].from});
    return table.str();
}

std::string heaviest_members_table(const ForecastResults& results) {
    std::vector<HtmlTable::Column> columns{{"Member", true},
                                           {"Round", true},
                                           {"Seed", true},
                                           {"Weight, %", true},
                                           {"Without reports, %", true},
                                           {"Log-likelihood", true}};
    for (const ForecastInput& input : results.inputs) columns.push_back({input.name, true});
    HtmlTable table(columns);
    std::vector<const ForecastMember*> heaviest;
    for (const ForecastMember& member : results.members) heaviest.push_back(&member);
    std::stable_sort(heaviest.begin(), heaviest.end(),
                     [](const ForecastMember* a, const ForecastMember* b) { return a->weight > b->weight; });
    heaviest.resize(std::min(heaviest.size(), most_members_listed));
    for (const ForecastMember* m : heaviest) {
        std::vector<std::string> cells{fmt::format("{}", m->number),        fmt::format("{}", m->round + 1),
                                       fmt::format("{}", m->seed),          trimmed(100.0 * m->weight, 2),
                                       trimmed(100.0 * m->prior_weight, 2), trimmed(m->log_likelihood, 2)};
        cells.insert(cells.end(), m->inputs.begin(), m->inputs.end());
        table.row(cells);
    }
    return table.str();
}

void write_first_page(Html& html, const ForecastResults& results) {
    html.element("h1", "Forecast: " + title_of(results));
    html.element(
        "p", fmt::format(
                 "Now is {} of the incident{}. {} of {} statements count.", clock_text(results.ledger.now_s),
                 results.ledger.start_text.empty() ? "" : " (0:00 is " + results.ledger.start_text + ")",
                 std::count_if(results.uses.begin(), results.uses.end(),
                               [](const ForecastUse& use) { return use.is_counted; }),
                 results.uses.size()));
    html.open("div", "answer");
    for (const std::string& line : forecast_lines(results)) html.element("p", line);
    html.close("div");
    html.element("h2", "Three figures, never one").raw(three_figures(results));
    html.element(
        "p",
        "Confirmed: official sources and hospitals, undisputed. Under verification: all other statements "
        "that stand. Model expectation: mean of the members with the band of 80 %, of the true number and "
        "not of what will be told. Numbers of dead and injured are those of many runs, weighed.");
    if (!results.places.empty())
        html.element("h2", "Still inside, by place").raw(places_table(results));
}

void write_demand(Html& html, const ForecastResults& results) {
    html.element("h2", "Ambulances and beds in the next hours");
    if (results.demand.empty()) {
        html.element(
            "p",
            "The scenario has no response plan (response.medical_plan): demand of ambulances and beds is not "
            "forecast. The casualties below are those who will need them.");
        return;
    }
    html.element("p", "People: 50 % (5 to 95 %) of the weighed members.");
    html.raw(demand_table(results));
    for (const ForecastCourse& course : results.demand)
        if (course.key == "waiting_for_transport" || course.key == "in_hospital")
            html.raw(course_chart(results, course, course.key == "in_hospital"));
}

void write_annex(Html& html, const ForecastResults& results) {
    html.element("h2", "What the reports say of the inputs").raw(inputs_table(results));
    html.element("h2", "Statements and how they were used").raw(uses_table(results));
    html.element(
        "p",
        "Weight: power of the statement's likelihood; below 1 where sources of one kind repeat each other or "
        "the reports as a whole are believed less.");
    html.raw(ledger_charts(results.ledger, results.standings));
    if (const std::string table = contradictions_table(results.ledger, results.standings); !table.empty())
        html.element("h3", "What cannot both be right").raw(table);
    html.element("h2", "Annex: members and weights");
    html.element("p",
                 fmt::format("Members are run with '{}' ({}). The heaviest of {}; all are in members.csv.",
                             members_model_names[static_cast<std::size_t>(results.model)], results.program,
                             results.members.size()));
    html.raw(rounds_table(results)).raw(heaviest_members_table(results));
    html.element("h3", "How figures come about");
    html.element(
        "p", "[D]: our choice, not data; given: by the reports file. Equations: docs/models/forecast.md.");
    html.raw(parameters_table(results.ledger.model));
}

}  // namespace

std::string forecast_page(const ForecastResults& results) {
    Html html;
    write_first_page(html, results);
    html.element("h2", "In the building over time");
    for (const ForecastCourse& course : results.courses) html.raw(course_chart(results, course, true));
    write_demand(html, results);
    if (!results.harm.empty()) {
        html.element("h2", "Casualties by class and cause, in the end");
        html.element("p", "Of the weighed members; each person once, by the worst that happened.");
        html.raw(harm_table(results));
    }
    write_annex(html, results);
    return page_of("wayout forecast: " + title_of(results), html.str());
}

}  // namespace wayout
