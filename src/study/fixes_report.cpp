/// Page, table and words of `wayout fixes`.
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "study/difference_json.hpp"
#include "study/study_page.hpp"
#include "study/study_words.hpp"
#include "study/whole_file.hpp"

#include <wayout/questions.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace wayout {

using Json = nlohmann::ordered_json;

namespace {

std::string finding_of(const Fix& fix) {
    if (!fix.effect.is_real)
        return fix.effect.is_too_few ? "too few runs to tell" : "not distinguishable from zero";
    return fix.is_better ? "helps" : "makes it worse";
}

}  // namespace

std::vector<std::string> fix_lines(const FixResults& results) {
    std::vector<std::string> lines{
        fmt::format("Effect of each measure on “{}”:", figure_words(results.figure))};
    for (const Fix& fix : results.fixes)
        lines.push_back(
            fmt::format("  {}: {}, {}{}", fix.name, difference_text(fix.effect), finding_of(fix),
                        std::isnan(fix.effect_per_cost)
                            ? ""
                            : fmt::format(", {:.3g} for each unit of cost", fix.effect_per_cost)));
    return lines;
}

std::string fixes_json(const FixResults& results) {
    Json json;
    json["figure"] = results.figure;
    json["fixes"] = Json::array();
    for (const Fix& fix : results.fixes) {
        Json item = difference_json(fix.effect);
        item["id"] = fix.id;
        item["name"] = fix.name;
        item["cost"] = fix.cost;
        item["finding"] = finding_of(fix);
        if (!std::isnan(fix.effect_per_cost))
            item["effect_per_cost"] = fix.effect_per_cost;
        json["fixes"].push_back(std::move(item));
    }
    return json.dump(2);
}

Errors write_fixes(const FixResults& fixes, const StudyResults& study, const std::filesystem::path& folder) {
    Html html;
    html.element("h1", "What helps: " + study.scenario_name);
    html.open("div", "answer");
    for (const std::string& line : fix_lines(fixes)) html.element("p", line);
    html.close("div");
    HtmlTable table({{"Measure"},
                     {"Effect on " + figure_words(fixes.figure)},
                     {"p, corrected", true},
                     {"Pairs of runs", true},
                     {"Cost", true},
                     {"Effect for each unit of cost", true},
                     {"Finding"}});
    for (const Fix& fix : fixes.fixes)
        table.row({fix.name, difference_text(fix.effect), trimmed(fix.effect.p_adjusted, 4),
                   fmt::format("{}", fix.effect.pairs), fix.cost > 0.0 ? trimmed(fix.cost, 2) : "",
                   std::isnan(fix.effect_per_cost) ? "" : fmt::format("{:.3g}", fix.effect_per_cost),
                   finding_of(fix)});
    html.raw(table.str());
    html.element(
        "p", std::string(paired_differences_note) +
                 " A measure that cannot be told from zero may still do something: more runs would tell. The "
                 "whole study is in report.html.");
    if (Errors errors = write_whole_file(folder / "fixes.html",
                                         page_of("wayout fixes: " + study.scenario_name, html.str()));
        !errors.empty())
        return errors;
    std::string csv = "id,name,cost,mean,low,high,p_adjusted,is_real,effect_per_cost,finding\n";
    for (const Fix& fix : fixes.fixes)
        csv += fmt::format(
            "{},{},{},{},{},{},{},{},{},{}\n", csv_field(fix.id), csv_field(fix.name), exact(fix.cost),
            exact(fix.effect.mean), exact(fix.effect.interval.low), exact(fix.effect.interval.high),
            exact(fix.effect.p_adjusted), fix.effect.is_real ? 1 : 0,
            std::isnan(fix.effect_per_cost) ? "" : exact(fix.effect_per_cost), finding_of(fix));
    return write_whole_file(folder / "fixes.csv", csv);
}

}  // namespace wayout
