/// Page, table and words of `wayout capacity`.
#include "output/chart.hpp"
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "study/study_page.hpp"
#include "study/study_words.hpp"
#include "study/whole_file.hpp"

#include <wayout/questions.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace wayout {

using Json = nlohmann::ordered_json;

std::vector<std::string> capacity_lines(const CapacityResults& results) {
    std::vector<std::string> lines;
    const CapacityOptions& o = results.options;
    const std::string what = o.time_limit_s > 0.0
                                 ? fmt::format("everybody is out within {}", duration_words(o.time_limit_s))
                                 : "everybody is out unharmed before conditions become untenable";
    const std::string chance = trimmed(100.0 * o.probability, 2);
    if (results.people == 0)
        lines.push_back(
            fmt::format("At no attendance that was tried {} with a probability of {} %.", what, chance));
    else
        lines.push_back(
            fmt::format("With up to {} people (staff included) {} with a probability of at least {} %.",
                        grouped(results.people), what, chance));
    if (results.is_upper_end)
        lines.push_back("That is the largest attendance that was to be tried: the limit lies above it.");
    for (const CapacityPoint& p : results.points)
        lines.push_back(fmt::format("  {} people: {}{}", grouped(p.people), probability_text(p.well),
                                    p.is_cut_short ? ", undecided after the most runs" : ""));
    for (std::size_t i = 0; i < std::min<std::size_t>(3, results.binding.size()); ++i)
        lines.push_back((i == 0 ? "What holds it down: " : "  and ") + results.binding[i]);
    return lines;
}

std::string capacity_json(const CapacityResults& results) {
    Json json;
    json["scenario"] = results.scenario_name;
    json["probability"] = results.options.probability;
    json["time_limit_s"] = results.options.time_limit_s;
    json["people"] = results.people;
    json["is_upper_end"] = results.is_upper_end;
    json["points"] = Json::array();
    for (const CapacityPoint& p : results.points)
        json["points"].push_back({{"people", p.people},
                                  {"attendance_frac", p.attendance_frac},
                                  {"runs", p.well.of},
                                  {"well", p.well.yes},
                                  {"is_enough", p.is_enough},
                                  {"is_cut_short", p.is_cut_short}});
    json["binding"] = results.binding;
    return json.dump(2);
}

Errors write_capacity(const CapacityResults& results, const std::filesystem::path& folder) {
    Html html;
    html.element("h1", "How many may come in: " + results.scenario_name);
    html.open("div", "answer");
    for (const std::string& line : capacity_lines(results))
        if (!line.starts_with(' '))  // the attendances tried stand in the table
            html.element("p", line);
    html.close("div");
    if (!results.points.empty()) {
        const double most = results.points.back().people;
        Chart chart(900.0, 380.0, "Probability that all goes well, by attendance",
                    {"people in the building", 0.0, nice_top(most, 8), Axis::Kind::number, 8},
                    {"runs in which all goes well, %", 0.0, 100.0, Axis::Kind::number, 5});
        std::vector<Vec2> line;
        for (const CapacityPoint& p : results.points) {
            const auto x = static_cast<double>(p.people);
            line.push_back({x, 100.0 * p.well.value});
            chart.line({{x, 100.0 * p.well.bounds.low}, {x, 100.0 * p.well.bounds.high}},
                       {"#0072b2", 1.0, nullptr});
            chart.point(line.back(), p.is_enough ? "#009e73" : "#d55e00", "", Chart::LabelSide::right);
        }
        chart.line(line, {"#0072b2", 1.5, "4 4"});
        chart.horizontal_mark(100.0 * results.options.probability, "asked for", "#475365");
        html.raw(chart.str());
    }
    HtmlTable table({{"People", true}, {"Share of the attendance", true}, {"All goes well"}, {"Answer"}});
    for (const CapacityPoint& p : results.points)
        table.row(
            {grouped(p.people), trimmed(p.attendance_frac, 3), probability_text(p.well),
             std::string(p.is_enough ? "enough" : "too many") + (p.is_cut_short ? " (cut short)" : "")});
    html.raw(table.str());
    html.element(
        "p",
        "At each attendance runs are made until Wald's sequential test (5 % error on either side) has an "
        "answer; intervals are exact ones of the runs made. An attendance is a share of all visitors: "
        "staff stay as they are.");
    if (Errors errors = write_whole_file(folder / "report.html",
                                         page_of("wayout capacity: " + results.scenario_name, html.str()));
        !errors.empty())
        return errors;
    std::string csv = "people,attendance_frac,runs,well,probability,low,high,is_enough,is_cut_short\n";
    for (const CapacityPoint& p : results.points)
        csv += fmt::format("{},{},{},{},{},{},{},{},{}\n", p.people, exact(p.attendance_frac), p.well.of,
                           p.well.yes, exact(p.well.value), exact(p.well.bounds.low),
                           exact(p.well.bounds.high), p.is_enough ? 1 : 0, p.is_cut_short ? 1 : 0);
    return write_whole_file(folder / "capacity.csv", csv);
}

}  // namespace wayout
