/// The page, the JSON and the words of `wayout briefing`. The page is made to be printed on one side of A4:
/// every list on it is cut to a length, and says how much is missing; briefing.json has all.
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "study/study_words.hpp"
#include "study/whole_file.hpp"

#include <wayout/briefing.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

/// A page with more markup than this is set in smaller letters; the one of scenarios/briefing has 4,300 and
/// fits.
constexpr std::size_t most_in_large_letters = 4000;
constexpr std::size_t most_changes = 6;
constexpr std::size_t most_assumptions = 3;
constexpr std::size_t most_conditions = 6;
constexpr std::size_t most_norms = 3;
constexpr std::size_t longest_cell = 90;
constexpr std::size_t longest_sentence = 170;  ///< two lines
constexpr std::size_t longest_in_column = 88;  ///< two lines of half the width

constexpr const char* sheet_style = R"css(
@sheet_page { size: A4 portrait; margin: 12mm; }
* { box-sizing: border-box; }
body { font: 9.6pt/1.32 "DejaVu Sans", system-ui, sans-serif; color: #1b2430; background: #fff; margin: 0 auto; width: 186mm; }
header { display: flex; justify-content: space-between; align-items: flex-start; gap: 8mm; border-bottom: 2px solid #1b2430; padding-bottom: 2.5mm; }
h1 { font-size: 15pt; line-height: 1.15; margin: 0; } header p { margin: .6mm 0 0; color: #475365; }
.verdict { flex: none; font-size: 15pt; font-weight: 700; padding: 2mm 5mm; border: 2.5px solid; text-transform: uppercase; text-align: center; max-width: 70mm; }
.go { color: #006b4a; } .conditions { color: #8a5a00; } .no-go { color: #b01e00; }
h2 { font-size: 10.5pt; margin: 3.4mm 0 .8mm; } p { margin: .7mm 0; } ul { margin: .5mm 0; padding-left: 5mm; } li { margin: .2mm 0; }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 7mm; }
table { border-collapse: collapse; width: 100%; font-size: 8.8pt; } th { text-align: left; color: #475365; border-bottom: 1.3px solid #1b2430; padding: .5mm 2mm .5mm 0; }
td { border-bottom: 1px solid #dbe1e9; padding: .5mm 2mm .5mm 0; vertical-align: top; overflow-wrap: anywhere; } .num { text-align: right; }
.yes { font-weight: 700; } .small { font-size: 8pt; color: #475365; } .sign { margin-top: 13mm; display: flex; gap: 8mm; }
.sign span { flex: 1; border-top: 1px solid #1b2430; padding-top: .8mm; font-size: 8pt; color: #475365; }
.compact { font-size: 7.6pt; } .compact table { font-size: 7.2pt; } .compact h1, .compact .verdict { font-size: 12pt; }
.compact h2 { font-size: 8.6pt; margin-top: 2mm; } .compact .small { font-size: 6.8pt; } .compact .sign { margin-top: 9mm; }
@media screen { body { padding: 8mm 0; } }
)css";

/// With a capital, as a sentence begins.
std::string sentence(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string goal_words(const TonightSpec& tonight) {
    return tonight.time_limit_s > 0.0
               ? fmt::format("everybody is out within {}", duration_words(tonight.time_limit_s))
               : std::string("everybody is out unharmed before conditions become untenable");
}

std::string css_class(BriefingVerdict verdict) {
    return verdict == BriefingVerdict::go ? "go" : verdict == BriefingVerdict::no_go ? "no-go" : "conditions";
}

bool is_any_enough(const BriefingResults& r) {
    return std::any_of(r.conditions.begin(), r.conditions.end(),
                       [](const BriefingCondition& c) { return c.is_enough; });
}

/// Attendances: only the largest that is enough is a condition.
std::vector<const BriefingCondition*> enough_conditions(const BriefingResults& r) {
    std::vector<const BriefingCondition*> enough;
    bool has_attendance = false;
    for (const BriefingCondition& c : r.conditions)
        if (c.is_enough && !(c.is_attendance && has_attendance)) {
            enough.push_back(&c);
            has_attendance = has_attendance || c.is_attendance;
        }
    return enough;
}

std::string rule_text(const TonightSpec& tonight) {
    return fmt::format(
        "Rule: how often {} is counted over the runs. Go: the lower end of the exact 95 % interval of that "
        "probability is at least {}. No-go: its upper end is below {}. In between: only with conditions.",
        goal_words(tonight), percent_text(tonight.probability), percent_text(tonight.probability));
}

/// What the verdict needs beyond its name; empty: nothing.
std::string verdict_addition(const BriefingResults& r) {
    const int fewest = fewest_runs_for_go(r.tonight.probability);
    if (r.verdict == BriefingVerdict::go)
        return {};
    const std::string few =
        r.well.of < fewest
            ? fmt::format(" With {} runs no result could give a go: make at least {}.", r.well.of, fewest)
            : std::string();
    if (is_any_enough(r))
        return (r.verdict == BriefingVerdict::no_go
                    ? "As it is: no-go. It would be a go with any one of the conditions "
                      "marked below."
                    : "Only with one of the conditions marked below.") +
               few;
    return (r.conditions.empty() ? "No measure was tried."
                                 : "None of the measures tried was shown to be enough.") +
           few;
}

void list(Html& html, const std::vector<std::string>& sentences, std::size_t most,
          std::size_t longest = longest_sentence) {
    html.open("ul");
    for (std::size_t i = 0; i < std::min(most, sentences.size()); ++i)
        html.element("li", shortened(sentences[i], longest));
    if (sentences.size() > most)
        html.element("li", fmt::format("and {} more, in briefing.json", sentences.size() - most));
    html.close("ul");
}

/// The interval on a line from 0 to 100 %, with the mark of what is asked for.
std::string interval_picture(const BriefingResults& r) {
    constexpr double left = 10.0, width = 680.0;
    const auto x = [&](double share) { return fixed(left + width * share, 1); };
    std::string svg =
        "<svg viewBox=\"0 0 700 52\" width=\"100%\" role=\"img\" aria-label=\"interval of the probability\">";
    svg +=
        fmt::format("<line x1=\"{}\" x2=\"{}\" y1=\"22\" y2=\"22\" stroke=\"#b9c3d0\" stroke-width=\"2\"/>",
                    x(0.0), x(1.0));
    svg +=
        fmt::format("<line x1=\"{}\" x2=\"{}\" y1=\"22\" y2=\"22\" stroke=\"#0072b2\" stroke-width=\"9\"/>",
                    x(r.well.bounds.low), x(r.well.bounds.high));
    svg += fmt::format(
        "<circle cx=\"{}\" cy=\"22\" r=\"7\" fill=\"#fff\" stroke=\"#0072b2\" stroke-width=\"3\"/>",
        x(r.well.value));
    const double asked = r.tonight.probability;
    svg += fmt::format(
        "<line x1=\"{0}\" x2=\"{0}\" y1=\"6\" y2=\"38\" stroke=\"#b01e00\" stroke-width=\"2.5\"/><text "
        "x=\"{0}\" "
        "y=\"50\" font-size=\"12\" text-anchor=\"{1}\" fill=\"#b01e00\">asked for: {2}</text>",
        x(asked), asked > 0.85 ? "end" : "middle", percent_text(asked));
    svg += fmt::format("<text x=\"{}\" y=\"50\" font-size=\"12\" fill=\"#475365\">0 %</text></svg>", x(0.0));
    return svg;
}

void add_header(Html& html, const BriefingResults& r) {
    html.open("header").open("div");
    html.element("h1", shortened(r.tonight.event.empty() ? r.scenario_name : r.tonight.event, 70));
    html.element("p", shortened(fmt::format("{}{}{}", r.scenario_name, r.tonight.date.empty() ? "" : " · ",
                                            r.tonight.date),
                                longest_cell));
    html.element("p", fmt::format("{} people in the runs, {} of them visitors", grouped(r.people),
                                  grouped(r.visitors)));
    html.close("div");
    html.element("div", words_of(r.verdict), "verdict " + css_class(r.verdict));
    html.close("header");
}

void add_result(Html& html, const BriefingResults& r) {
    html.element("h2", "Result");
    html.element("p", fmt::format("{}: {}.{}", sentence(goal_words(r.tonight)), probability_text(r.well),
                                  r.failed > 0 ? fmt::format(" {} that did not end count as not well.",
                                                             counted(r.failed, "run", "runs"))
                                               : ""));
    html.raw(interval_picture(r));
    if (const std::string addition = verdict_addition(r); !addition.empty())
        html.element("p", addition, css_class(r.verdict));
    html.element("p", rule_text(r.tonight), "small");
}

void add_evening(Html& html, const BriefingResults& r) {
    html.open("div", "columns").open("div");
    html.element("h2", "Tonight");
    if (r.changes.empty())
        html.element("p", "As the scenario has it.");
    else
        list(html, r.changes, most_changes, longest_in_column);
    html.close("div").open("div");
    html.element("h2", "Times and places");
    std::vector<std::string> times{"Last of those who get out: " + range_text(r.last_out)};
    if (r.smallest_margin)
        times.push_back("Smallest margin before untenable: " + range_text(*r.smallest_margin));
    for (const JamRange& jam : r.jams)
        times.push_back(fmt::format("{}: jammed in {} of {} runs, {} on average",
                                    sentence(shortened(jam.place, 44)), jam.any.yes, jam.any.of,
                                    figure_text("_s", jam.mean_s)));
    list(html, times, times.size(), longest_in_column);
    html.element("p", "Ranges: 90 % of the runs.", "small");
    html.close("div").close("div");
}

void add_conditions(Html& html, const BriefingResults& r) {
    if (r.conditions.empty())
        return;
    html.element("h2", "What would help: each by itself, same people and seeds");
    HtmlTable table({{"Measure"}, {"All goes well"}, {"Enough?"}});
    for (std::size_t i = 0; i < std::min(most_conditions, r.conditions.size()); ++i) {
        const BriefingCondition& c = r.conditions[i];
        table.row({shortened(c.name, 56),
                   c.problem.empty() ? probability_text(c.well) : shortened(c.problem, longest_cell),
                   c.is_enough         ? "yes: a condition"
                   : c.problem.empty() ? "not shown"
                                       : "cannot be run"});
    }
    html.raw(table.str());
    if (r.conditions.size() > most_conditions)
        html.element("p", fmt::format("and {} more, in briefing.json", r.conditions.size() - most_conditions),
                     "small");
}

void add_norms(Html& html, const BriefingResults& r) {
    std::vector<const NormRow*> missed;
    int judged = 0;
    for (const NormRow& row : r.norms) {
        judged += row.verdict == NormVerdict::met || row.verdict == NormVerdict::not_met ? 1 : 0;
        if (row.verdict == NormVerdict::not_met)
            missed.push_back(&row);
    }
    html.element("h2", "Figures of codes: hints, no part of the verdict");
    html.element("p", judged == 0 ? std::string("None could be computed.")
                                  : fmt::format("{} of {} figures are not met{}", missed.size(), judged,
                                                missed.empty() ? "." : ":"));
    std::vector<std::string> lines;
    for (const NormRow* row : missed)
        lines.push_back(fmt::format("{} {}: {}: {} instead of {} {} ({})", title_of(row->jurisdiction),
                                    row->clause, row->subject, norm_number(*row, row->value),
                                    norm_number(*row, row->limit), row->unit,
                                    figure_source_names[static_cast<std::size_t>(row->source)]));
    if (!lines.empty())
        list(html, lines, most_norms);
}

std::vector<std::string> limits_of(const BriefingResults& r) {
    std::vector<std::string> limits = r.assumptions;
    limits.resize(std::min(limits.size(), most_assumptions));
    limits.push_back(
        "A model, no promise: it holds for the scenario's building, people and incident only, and for "
        "nothing "
        "that it leaves out (docs/limits.md).");
    limits.push_back(
        "It is no judgement of law and replaces nobody who is answerable. If something changes tonight, the "
        "sheet no longer holds.");
    limits.push_back(fmt::format("{}, seeds {} to {}. {}", counted(r.well.of, "run", "runs"), r.first_seed,
                                 r.last_seed, r.program));
    return limits;
}

std::string sheet_page(const BriefingResults& r) {
    Html html;
    add_header(html, r);
    add_result(html, r);
    add_evening(html, r);
    add_conditions(html, r);
    add_norms(html, r);
    html.element("h2", "Assumptions and limits");
    list(html, limits_of(r), most_assumptions + 3);
    html.open("div", "sign")
        .element("span", "Decided by")
        .element("span", "Signature")
        .element("span", "Time")
        .close("div");
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title><meta "
        "name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\"><style>{}</style></head><body{}>{}</body></html>\n",
        escape_markup("Briefing: " + r.scenario_name), sheet_style,
        html.str().size() > most_in_large_letters ? " class=\"compact\"" : "", html.str());
}

Json sheet_probability_json(const Probability& p) {
    return {{"yes", p.yes}, {"of", p.of}, {"value", p.value}, {"low", p.bounds.low}, {"high", p.bounds.high}};
}

Json sheet_number_json(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json range_json(const FigureRange& range) {
    return {{"runs", range.count},
            {"without_end", range.infinite},
            {"low", sheet_number_json(range.low)},
            {"middle", sheet_number_json(range.middle)},
            {"high", sheet_number_json(range.high)}};
}

}  // namespace

std::vector<std::string> briefing_lines(const BriefingResults& r) {
    std::vector<std::string> lines;
    std::string verdict(words_of(r.verdict));
    std::transform(verdict.begin(), verdict.end(), verdict.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    lines.push_back(fmt::format("{}: {}: {}", verdict, goal_words(r.tonight), probability_text(r.well)));
    if (const std::string addition = verdict_addition(r); !addition.empty())
        lines.push_back(addition);
    for (const BriefingCondition* c : enough_conditions(r))
        lines.push_back(fmt::format("  Condition: {} ({})", c->name, probability_text(c->well)));
    return lines;
}

std::string briefing_json(const BriefingResults& r) {
    Json json{{"event", r.tonight.event},
              {"date", r.tonight.date},
              {"scenario", r.scenario_name},
              {"program", r.program},
              {"verdict", words_of(r.verdict)},
              {"rule", rule_text(r.tonight)},
              {"probability_asked_for", r.tonight.probability},
              {"time_limit_s", r.tonight.time_limit_s},
              {"well", sheet_probability_json(r.well)},
              {"failed_runs", r.failed},
              {"fewest_runs_for_go", fewest_runs_for_go(r.tonight.probability)},
              {"people", r.people},
              {"visitors", r.visitors},
              {"first_seed", r.first_seed},
              {"last_seed", r.last_seed},
              {"tonight", r.changes},
              {"assumptions", r.assumptions},
              {"last_out_s", range_json(r.last_out)}};
    if (r.smallest_margin)
        json["smallest_margin_s"] = range_json(*r.smallest_margin);
    json["conditions"] = Json::array();
    for (const BriefingCondition& c : r.conditions)
        json["conditions"].push_back({{"id", c.id},
                                      {"name", c.name},
                                      {"well", sheet_probability_json(c.well)},
                                      {"is_enough", c.is_enough},
                                      {"problem", c.problem}});
    json["codes_not_met"] = Json::array();
    for (const NormRow& row : r.norms)
        if (row.verdict == NormVerdict::not_met)
            json["codes_not_met"].push_back(
                {{"code", title_of(row.jurisdiction)},
                 {"clause", row.clause},
                 {"rule", row.rule},
                 {"subject", row.subject},
                 {"value", sheet_number_json(row.value)},
                 {"limit", sheet_number_json(row.limit)},
                 {"unit", row.unit},
                 {"source", figure_source_names[static_cast<std::size_t>(row.source)]}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Errors write_briefing(const BriefingResults& results, const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return {{ErrorCode::io, folder.string(), "cannot be made: " + failed.message()}};
    if (Errors errors = write_whole_file(folder / "briefing.json", briefing_json(results) + "\n");
        !errors.empty())
        return errors;
    return write_whole_file(folder / "briefing.html", sheet_page(results));
}

}  // namespace wayout
