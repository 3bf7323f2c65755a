/// Page, tables and words of `wayout reports`.
#include "forecast/ledger_parts.hpp"
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "study/study_page.hpp"
#include "study/whole_file.hpp"

#include <wayout/reports.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <system_error>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

std::string title_of(const Ledger& ledger) {
    return ledger.name.empty() ? ledger.file : ledger.name;
}

struct Counts {
    int standing{0};
    int superseded{0};
    int contradicted{0};
    int unsupported{0};
};

Counts count(const std::vector<Standing>& standings) {
    Counts counts;
    for (const Standing& s : standings) {
        counts.superseded += s.stands() ? 0 : 1;
        counts.standing += s.stands() ? 1 : 0;
        counts.contradicted += s.stands() && s.contradiction_count > 0 ? 1 : 0;
        counts.unsupported += s.stands() && !s.is_supported ? 1 : 0;
    }
    return counts;
}

std::string page(const Ledger& ledger, const std::vector<Standing>& standings) {
    Html html;
    html.element("h1", "Reports: " + title_of(ledger));
    if (!ledger.description.empty())
        html.element("p", ledger.description);
    html.open("div", "answer");
    for (const std::string& line : reports_lines(ledger)) html.element("p", line);
    html.close("div");
    html.element("h2", "What is known now");
    html.element(
        "p",
        "Confirmed: the latest word of an official source or a hospital that no other of them "
        "contradicts. Under verification: from the least to the most that all others say. Neither is "
        "the truth; that is what a forecast estimates.");
    html.raw(known_table(ledger, standings));
    html.element("h2", "What was said when");
    html.element("p",
                 "Rings: figures, by kind of source; grey: superseded. A dashed line upwards: an open end. "
                 "Dotted: confirmed so far.");
    html.raw(ledger_charts(ledger, standings));
    if (const std::string table = contradictions_table(ledger, standings); !table.empty())
        html.element("h2", "What cannot both be right").raw(table);
    html.element("h2", "All statements").raw(statements_table(ledger, standings));
    html.element("h2", "How figures come about");
    html.element(
        "p",
        "What a forecast assumes between the truth and what is told. [D]: our choice, not data; given: "
        "by the file. docs/models/forecast.md.");
    html.raw(parameters_table(ledger.model));
    return page_of("wayout reports: " + title_of(ledger), html.str());
}

Json range_json(const std::optional<ClaimedRange>& range) {
    if (!range)
        return nullptr;
    return {{"low", range->low}, {"high", std::isfinite(range->high) ? Json(range->high) : Json(nullptr)}};
}

Json statement_json(const Ledger& ledger, const Statement& s, const Standing& standing) {
    Json json{{"id", s.id},
              {"time_s", s.time_s},
              {"source", s.source},
              {"kind", source_kind_names[static_cast<std::size_t>(s.kind)]},
              {"subject", key_of(s.subject)},
              {"says", number_words(s)},
              {"range", range_json(claimed_range(s))},
              {"text", s.text},
              {"confidence", standing.confidence},
              {"exponent", standing.exponent},
              {"superseded_by", standing.superseded_by},
              {"supported", standing.is_supported},
              {"contradictions", standing.contradiction_count}};
    json["contradicted_by"] = Json::array();
    for (const Contradiction& c : standing.contradictions)
        json["contradicted_by"].push_back({{"id", ledger.statements[c.with].id}, {"why", c.why}});
    json["supported_by"] = Json::array();
    for (const std::size_t row : standing.supported_by)
        json["supported_by"].push_back(ledger.statements[row].id);
    return json;
}

std::string end_of(double value) {
    return std::isfinite(value) ? exact(value) : std::string();
}

std::string table_of(const Ledger& ledger, const std::vector<Standing>& standings) {
    std::string text =
        "id,time_s,source,kind,subject,low,high,percent,confidence,superseded_by,contradictions,supported,"
        "text\n";
    for (std::size_t i = 0; i < ledger.statements.size(); ++i) {
        const Statement& s = ledger.statements[i];
        const ClaimedRange range = claimed_range(s);
        text += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{},{}\n", s.id, exact(s.time_s), csv_field(s.source),
            source_kind_names[static_cast<std::size_t>(s.kind)], key_of(s.subject), end_of(range.low),
            end_of(range.high), s.percent ? 1 : 0, exact(standings[i].confidence), standings[i].superseded_by,
            standings[i].contradiction_count, standings[i].is_supported ? 1 : 0, csv_field(s.text));
    }
    return text;
}

}  // namespace

std::vector<std::string> reports_lines(const Ledger& ledger) {
    const std::vector<Standing> standings = standings_of(ledger);
    const Counts counts = count(standings);
    std::vector<std::string> lines;
    lines.push_back(
        fmt::format("{} up to {} of the incident: {} stand, {} are superseded.",
                    counted(static_cast<std::int64_t>(ledger.statements.size()), "statement", "statements"),
                    clock_text(ledger.now_s), counts.standing, counts.superseded));
    lines.push_back(
        fmt::format("Of those that stand, {} contradict another, and {} are supported by no other "
                    "kind of source.",
                    counts.contradicted, counts.unsupported));
    for (const KnownFigure& figure : known_figures(ledger, standings)) {
        std::string line =
            fmt::format("{}: confirmed {}", words_of(figure.subject), words_of(figure.confirmed));
        if (figure.claimed)
            line += fmt::format("; under verification {}", words_of(figure.claimed));
        lines.push_back(line + ".");
    }
    return lines;
}

std::string reports_json(const Ledger& ledger) {
    const std::vector<Standing> standings = standings_of(ledger);
    Json json;
    json["program"] = fmt::format("wayout {}", version);
    json["name"] = ledger.name;
    json["now_s"] = ledger.now_s;
    json["known"] = Json::array();
    for (const KnownFigure& figure : known_figures(ledger, standings))
        json["known"].push_back({{"subject", key_of(figure.subject)},
                                 {"confirmed", range_json(figure.confirmed)},
                                 {"confirmed_by", figure.confirmed_by},
                                 {"under_verification", range_json(figure.claimed)},
                                 {"claimed_by", figure.claimed_by}});
    json["statements"] = Json::array();
    for (std::size_t i = 0; i < ledger.statements.size(); ++i)
        json["statements"].push_back(statement_json(ledger, ledger.statements[i], standings[i]));
    json["reporting"] = Json::array();
    for (const ReportingParameter& p : parameters_of(ledger.model))
        json["reporting"].push_back(
            {{"what", p.name}, {"value", p.value}, {"tag", p.tag}, {"source", p.source}});
    // Texts are the user's and need not be UTF-8.
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Errors write_reports(const Ledger& ledger, const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return {{ErrorCode::io, folder.string(), "cannot be made: " + failed.message()}};
    const std::vector<Standing> standings = standings_of(ledger);
    if (Errors errors = write_whole_file(folder / "ledger.csv", table_of(ledger, standings)); !errors.empty())
        return errors;
    if (Errors errors = write_whole_file(folder / "ledger.json", reports_json(ledger) + "\n");
        !errors.empty())
        return errors;
    return write_whole_file(folder / "report.html", page(ledger, standings));
}

}  // namespace wayout
