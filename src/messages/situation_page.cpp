/// Page and JSON of situation reports.
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "study/study_page.hpp"
#include "study/whole_file.hpp"

#include <wayout/situation.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <system_error>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

void add_sections(Html& html, const std::vector<SituationSection>& sections) {
    HtmlTable table({{"Heading"}, {"Figure"}, {"Value"}, {"From, and how far to trust it"}});
    for (const SituationSection& section : sections) {
        bool is_first = true;
        for (const SituationFigure& f : section.figures) {
            table.row(
                {is_first ? section.heading : "", f.name, f.value.empty() ? "not given" : f.value,
                 f.provenance.empty() ? f.confidence : fmt::format("{}: {}", f.provenance, f.confidence)});
            is_first = false;
        }
    }
    html.raw(table.str());
}

void add_report(Html& html, const SituationReport& report) {
    html.element(
        "h2", fmt::format("Report {} at {} of the incident", report.version, duration_words(report.time_s)));
    html.element("p", fmt::format("{}{}", report.id,
                                  report.supersedes.empty() ? "" : ", supersedes " + report.supersedes));
    html.element("h3", "METHANE");
    add_sections(html, report.methane);
    html.element("h3", "Counts");
    add_sections(html, report.counts);
}

std::string page(const SituationReports& reports) {
    Html html;
    html.element("h1", "Situation reports: " + reports.scenario_name);
    html.open("div", "answer");
    html.element("p", "Exercise. Every figure is of a simulation; nothing here was observed.");
    html.element("p",
                 fmt::format("{}, the newest first.{} {}.",
                             counted(static_cast<std::int64_t>(reports.reports.size()), "report", "reports"),
                             reports.prepared_by.empty() ? "" : " Prepared by " + reports.prepared_by + ".",
                             reports.program));
    html.close("div");
    for (auto report = reports.reports.rbegin(); report != reports.reports.rend(); ++report)
        add_report(html, *report);
    html.element("h2", "What such reports have and these do not").open("ul");
    for (const std::string& reason : reports.not_given) html.element("li", reason);
    html.close("ul");
    return page_of("Situation reports: " + reports.scenario_name, html.str());
}

Json sections_json(const std::vector<SituationSection>& sections) {
    Json out = Json::array();
    for (const SituationSection& section : sections) {
        Json figures = Json::array();
        for (const SituationFigure& f : section.figures) {
            Json item{{"id", f.id}, {"name", f.name}};
            item["value"] = f.value.empty() ? Json(nullptr) : Json(f.value);
            const auto put = [&](const char* key, const std::optional<double>& number) {
                if (number)
                    item[key] = *number;
            };
            put("number", f.number);
            put("p5", f.low);
            put("p95", f.high);
            item["confidence"] = f.confidence;
            item["provenance"] = f.provenance;
            figures.push_back(std::move(item));
        }
        out.push_back({{"heading", section.heading}, {"figures", std::move(figures)}});
    }
    return out;
}

}  // namespace

std::string situation_json(const SituationReports& reports) {
    Json json{{"scenario", reports.scenario_name}, {"program", reports.program}, {"status", "Exercise"}};
    json["reports"] = Json::array();
    for (const SituationReport& report : reports.reports)
        json["reports"].push_back(
            {{"MessageID", report.id},
             {"PreparedBy", reports.prepared_by},
             {"version", report.version},
             {"supersedes", report.supersedes.empty() ? Json(nullptr) : Json(report.supersedes)},
             {"time_s", report.time_s},
             {"methane", sections_json(report.methane)},
             {"counts", sections_json(report.counts)}});
    json["not_given"] = reports.not_given;
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Errors write_situation(const SituationReports& reports, const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return {{ErrorCode::io, folder.string(), "cannot be made: " + failed.message()}};
    if (Errors errors = write_whole_file(folder / "sitrep.json", situation_json(reports) + "\n");
        !errors.empty())
        return errors;
    return write_whole_file(folder / "sitrep.html", page(reports));
}

}  // namespace wayout
