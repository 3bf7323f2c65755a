/// Files of a forecast: tables, JSON and the page.
#include "forecast/forecast_report.hpp"
#include "forecast/forecast_words.hpp"
#include "output/number_text.hpp"
#include "study/whole_file.hpp"

#include <wayout/forecast.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <system_error>
#include <utility>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

/// Columns of a band, in the order in which they are written everywhere.
constexpr std::array<std::pair<const char*, double Band::*>, 6> band_columns{{{"mean", &Band::mean},
                                                                              {"p5", &Band::p5},
                                                                              {"p10", &Band::p10},
                                                                              {"p50", &Band::p50},
                                                                              {"p90", &Band::p90},
                                                                              {"p95", &Band::p95}}};

std::string cell(double value) {
    return std::isfinite(value) ? exact(std::round(value * 1e4) / 1e4) : std::string();
}

std::string cells(const Band& band) {
    std::string text;
    for (const auto& [name, member] : band_columns) text += "," + cell(band.*member);
    return text;
}

std::string band_header() {
    std::string text;
    for (const auto& [name, member] : band_columns) text += fmt::format(",{}", name);
    return text + "\n";
}

Json json_of(const std::optional<Band>& band) {
    if (!band)
        return nullptr;
    Json json;
    for (const auto& [name, member] : band_columns) json[name] = (*band).*member;
    return json;
}

Json json_of(const std::optional<ClaimedRange>& range) {
    if (!range)
        return nullptr;
    return {{"low", range->low}, {"high", std::isfinite(range->high) ? Json(range->high) : Json(nullptr)}};
}

/// One figure a row, tidy: what, when, with or without reports.
std::string figures_table(const ForecastResults& results) {
    std::string text = "what,when,given" + band_header();
    const auto row = [&text](const std::string& what, const char* when, const char* given, const Band& band) {
        text += fmt::format("{},{},{}{}", csv_field(what), when, given, cells(band) + "\n");
    };
    for (const auto* list : {&results.figures, &results.places})
        for (const ForecastFigure& f : *list) {
            if (!f.now)
                continue;
            row(key_of(f.subject), "now", "reports", *f.now);
            row(key_of(f.subject), "end", "reports", *f.final);
            row(key_of(f.subject), "end", "nothing", *f.final_before);
        }
    for (const ForecastHarm& h : results.harm)
        row(fmt::format("{}:{}", h.severity, h.cause.empty() ? "all" : h.cause), "end", "reports", h.count);
    return text;
}

std::string courses_table(const ForecastResults& results) {
    std::string text = "what,time_s,given" + band_header();
    for (const auto* list : {&results.courses, &results.demand})
        for (const ForecastCourse& course : *list)
            for (std::size_t i = 0; i < course.times_s.size(); ++i) {
                text += fmt::format("{},{},reports{}\n", course.key, cell(course.times_s[i]),
                                    cells(course.bands[i]));
                text += fmt::format("{},{},nothing{}\n", course.key, cell(course.times_s[i]),
                                    cells(course.bands_before[i]));
            }
    return text;
}

std::string members_table(const ForecastResults& results) {
    std::string text = "member,round,seed,prior_weight,weight,log_likelihood";
    for (const ForecastInput& input : results.inputs) text += "," + csv_field(input.name);
    text += "\n";
    for (const ForecastMember& m : results.members) {
        text += fmt::format("{},{},{},{},{},{}", m.number, m.round + 1, m.seed, exact(m.prior_weight),
                            exact(m.weight), exact(m.log_likelihood));
        for (const std::string& value : m.inputs) text += "," + csv_field(value);
        text += "\n";
    }
    return text;
}

std::string statements_table(const ForecastResults& results) {
    std::string text = "id,subject,counted,why_not,confidence,exponent,unlike_all\n";
    for (std::size_t i = 0; i < results.ledger.statements.size(); ++i) {
        const ForecastUse& use = results.uses[i];
        text += fmt::format("{},{},{},{},{},{},{}\n", results.ledger.statements[i].id,
                            key_of(results.ledger.statements[i].subject), use.is_counted ? 1 : 0,
                            csv_field(use.why_not), exact(use.confidence), exact(use.exponent),
                            use.is_unlike_all ? 1 : 0);
    }
    return text;
}

Json figures_json(const std::vector<ForecastFigure>& figures) {
    Json list = Json::array();
    for (const ForecastFigure& f : figures)
        list.push_back({{"what", key_of(f.subject)},
                        {"confirmed", json_of(f.confirmed)},
                        {"under_verification", json_of(f.claimed)},
                        {"expected_now", json_of(f.now)},
                        {"expected_in_the_end", json_of(f.final)},
                        {"expected_without_reports", json_of(f.final_before)}});
    return list;
}

Json inputs_json(const ForecastResults& results) {
    Json list = Json::array();
    for (const ForecastInput& input : results.inputs) {
        Json json{{"name", input.name}};
        if (input.is_choice) {
            json["options"] = input.options;
            json["before"] = input.share_before;
            json["after"] = input.share_after;
        } else {
            json["before"] = json_of(std::optional(input.before));
            json["after"] = json_of(std::optional(input.after));
        }
        list.push_back(std::move(json));
    }
    return list;
}

}  // namespace

std::string forecast_json(const ForecastResults& results) {
    Json json;
    json["program"] = results.program;
    json["scenario"] = results.scenario_name;
    json["incident"] = results.ledger.name;
    json["now_s"] = results.ledger.now_s;
    json["members_model"] = members_model_names[static_cast<std::size_t>(results.model)];
    json["members"] = results.members.size();
    json["members_failed"] = results.failed;
    json["effective_members"] = results.effective;
    json["effective_members_with_full_belief"] = results.full_effective;
    json["belief"] = results.belief;
    json["is_cut_short"] = results.is_cut_short;
    json["notes"] = results.notes;
    json["figures"] = figures_json(results.figures);
    json["places"] = figures_json(results.places);
    json["harm"] = Json::array();
    for (const ForecastHarm& h : results.harm)
        json["harm"].push_back(
            {{"severity", h.severity}, {"cause", h.cause}, {"in_the_end", json_of(std::optional(h.count))}});
    json["demand"] = Json::array();
    for (const ForecastCourse& course : results.demand)
        for (std::size_t i = 0; i < course.times_s.size(); ++i)
            json["demand"].push_back({{"what", course.key},
                                      {"time_s", course.times_s[i]},
                                      {"people", json_of(std::optional(course.bands[i]))}});
    json["inputs"] = inputs_json(results);
    // Names are the user's and need not be UTF-8.
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Errors write_forecast(const ForecastResults& results, const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return {{ErrorCode::io, folder.string(), "cannot be made: " + failed.message(), {}, 0.0, 0.0}};
    const std::pair<const char*, std::string> files[] = {
        {"figures.csv", figures_table(results)},          {"courses.csv", courses_table(results)},
        {"members.csv", members_table(results)},          {"statements.csv", statements_table(results)},
        {"forecast.json", forecast_json(results) + "\n"}, {"report.html", forecast_page(results)}};
    for (const auto& [name, content] : files)
        if (Errors errors = write_whole_file(folder / name, content); !errors.empty())
            return errors;
    return {};
}

}  // namespace wayout
