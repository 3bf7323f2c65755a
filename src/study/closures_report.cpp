/// Page, plan, table and words of `wayout closures`.
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "output/plan.hpp"
#include "study/difference_json.hpp"
#include "study/study_page.hpp"
#include "study/study_words.hpp"
#include "study/whole_file.hpp"

#include <wayout/input.hpp>
#include <wayout/questions.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

std::string finding_of(const Closure& c) {
    if (!c.cut_off.empty())
        return "cuts people off: " + c.cut_off;
    if (c.stranded_mean > 0.0)
        return fmt::format("{} people stay inside on average", trimmed(c.stranded_mean, 1));
    if (c.harmed.is_real)
        return "harm " + difference_text(c.harmed);
    if (c.delay.is_real)
        return "delay " + difference_text(c.delay);
    return c.delay.is_too_few ? "too few runs to tell; so far a delay of " + difference_text(c.delay)
                              : "no effect that can be told from zero";
}

std::string closures_table(const std::vector<Closure>& closures) {
    HtmlTable table({{"Rank", true},
                     {"Closed"},
                     {"People left inside", true},
                     {"More people harmed"},
                     {"Last person later by"},
                     {"Runs", true},
                     {"Finding"}});
    for (const Closure& c : closures)
        table.row({fmt::format("{}", c.rank), c.name, c.cut_off.empty() ? trimmed(c.stranded_mean, 1) : "-",
                   c.cut_off.empty() ? difference_text(c.harmed) : "-",
                   c.cut_off.empty() ? difference_text(c.delay) : "-", fmt::format("{}", c.runs),
                   finding_of(c)});
    return table.str();
}

/// The worst are the darkest; what has no effect is grey.
const char* colour_of(const Closure& c) {
    if (!c.cut_off.empty() || c.stranded_mean > 0.0)
        return "#7f0000";
    if (c.harmed.is_real && c.harmed.mean > 0.0)
        return "#d7301f";
    if (c.delay.is_real && c.delay.mean > 60.0)
        return "#fc8d59";
    return c.delay.is_real && c.delay.mean > 0.0 ? "#fdcc8a" : "#8a93a0";
}

struct Mark {
    int storey{-1};
    std::vector<Vec2> line;
};

int storey_row(const PlanModel& plan, const std::string& id) {
    for (std::size_t i = 0; i < plan.storeys.size(); ++i)
        if (plan.storeys[i].id == id)
            return static_cast<int>(i);
    return -1;
}

/// Where the ways are: lines of doors and exits, outlines of stairs on both storeys that they join.
std::map<std::string, std::vector<Mark>> marks_of(const VenueSpec& venue, const PlanModel& plan) {
    std::map<std::string, std::vector<Mark>> marks;
    const auto add_line = [&](const std::string& id, const std::string& storey, const Segment& line) {
        marks[id].push_back({storey_row(plan, storey), {line.a - plan.origin_m, line.b - plan.origin_m}});
    };
    for (const ExitSpec& exit : venue.exits) add_line("exit." + exit.id, exit.storey, exit.line);
    for (const DoorSpec& door : venue.doors) add_line("door." + door.id, door.storey, door.line);
    for (const StairSpec& stair : venue.stairs)
        for (const std::string& storey : {stair.from_storey, stair.to_storey})
            for (const FlightSpec& flight : stair.flights) {
                Mark mark{storey_row(plan, storey), {}};
                for (const Vec2 p : {flight.foot.a, flight.foot.b, flight.top.b, flight.top.a, flight.foot.a})
                    mark.line.push_back(p - plan.origin_m);
                marks[std::string(stair.kind == StairSpec::Kind::escalator ? "escalator."
                                  : stair.kind == StairSpec::Kind::ramp    ? "ramp."
                                                                           : "stair.") +
                      stair.id]
                    .push_back(std::move(mark));
            }
    return marks;
}

std::string closures_plan(const ClosureResults& results, const VenueSpec& venue) {
    const PlanModel plan = plan_of(venue);
    const std::map<std::string, std::vector<Mark>> marks = marks_of(venue, plan);
    PlanStyle style;
    style.max_height = 560.0;
    style.gate_names = false;
    double height = 16.0;
    std::vector<PlanView> views;
    for (std::size_t i = 0; i < plan.storeys.size(); ++i) {
        views.push_back(view_of(plan, static_cast<int>(i), style, height));
        height += height_of(views.back());
    }
    Svg svg(style.width, height, "Closures by rank");
    for (std::size_t i = 0; i < plan.storeys.size(); ++i) {
        draw_floor(svg, plan, static_cast<int>(i), views[i]);
        draw_structure(svg, plan, static_cast<int>(i), views[i], style);
        // The worst last, on top of the others.
        for (std::size_t k = results.singles.size(); k-- > 0;) {
            const Closure& c = results.singles[k];
            const auto found = marks.find(c.kind + "." + c.ids.front());
            if (found == marks.end())
                continue;
            for (const Mark& mark : found->second) {
                if (mark.storey != static_cast<int>(i))
                    continue;
                std::vector<Vec2> points;
                for (const Vec2 p : mark.line) points.push_back(views[i].at(p));
                PathData path;
                path.polyline(points);
                svg.path(
                    path,
                    Attributes().set("fill", "none").set("stroke", colour_of(c)).set("stroke-width", 5.0));
                const Vec2 middle = 0.5 * (points.front() + points[points.size() > 2 ? 2 : 1]);
                svg.circle(middle, 10.0, Attributes().set("fill", colour_of(c)).set("stroke", "#ffffff"));
                svg.text({middle.x, middle.y + 4.0}, fmt::format("{}", c.rank),
                         {11.0, "#ffffff", Anchor::middle, true});
            }
        }
    }
    return svg.str();
}

Json closure_json(const Closure& c) {
    return {{"rank", c.rank},
            {"ids", c.ids},
            {"kind", c.kind},
            {"name", c.name},
            {"runs", c.runs},
            {"cut_off", c.cut_off},
            {"stranded_mean", c.stranded_mean},
            {"harmed", difference_json(c.harmed)},
            {"delay_s", difference_json(c.delay)},
            {"finding", finding_of(c)}};
}

}  // namespace

std::string closures_json(const ClosureResults& results) {
    Json json;
    json["scenario"] = results.scenario_name;
    json["singles"] = Json::array();
    for (const Closure& c : results.singles) json["singles"].push_back(closure_json(c));
    json["pairs"] = Json::array();
    for (const Closure& c : results.pairs) json["pairs"].push_back(closure_json(c));
    return json.dump(2);
}

std::vector<std::string> closure_lines(const ClosureResults& results) {
    std::vector<std::string> lines;
    if (results.last_out.count > 0)
        lines.push_back(fmt::format("With nothing closed the last person is out after {}.",
                                    range_text(results.last_out)));
    constexpr std::size_t most = 8;
    for (std::size_t i = 0; i < std::min(most, results.singles.size()); ++i)
        lines.push_back(fmt::format("{}. {} closed: {}", results.singles[i].rank, results.singles[i].name,
                                    finding_of(results.singles[i])));
    if (results.singles.size() > most)
        lines.push_back(fmt::format("and {} more, see the report", results.singles.size() - most));
    for (std::size_t i = 0; i < std::min<std::size_t>(3, results.pairs.size()); ++i)
        lines.push_back(fmt::format("Both {}: {}", results.pairs[i].name, finding_of(results.pairs[i])));
    return lines;
}

Errors write_closures(const ClosureResults& results, const std::filesystem::path& scenario,
                      const std::filesystem::path& folder) {
    const Result<Scenario> read = read_scenario(scenario);
    if (!read)
        return read.error();
    const std::string plan = closures_plan(results, read->venue);
    Html html;
    html.element("h1", "Which way matters most: " + results.scenario_name);
    html.open("div", "answer");
    for (const std::string& line : closure_lines(results)) html.element("p", line);
    html.close("div");
    html.element("h2", "On the plan");
    html.element(
        "p",
        "The number is the rank. Dark red: people stay inside or are cut off; red: more people harmed; "
        "orange: the last person is more than a minute later; yellow: later; grey: no effect that can "
        "be told from zero.");
    html.raw(plan);
    html.element("h2", "One closed");
    html.element(
        "p",
        fmt::format("Each closed from the first second on. {} Equal ranks: the runs cannot tell them apart.",
                    paired_differences_note));
    html.raw(closures_table(results.singles));
    if (!results.pairs.empty()) {
        html.element("h2", "The worst, two at once");
        html.raw(closures_table(results.pairs));
    }
    if (Errors errors = write_whole_file(folder / "report.html",
                                         page_of("wayout closures: " + results.scenario_name, html.str()));
        !errors.empty())
        return errors;
    if (Errors errors = write_whole_file(folder / "plan.svg", plan); !errors.empty())
        return errors;
    std::string csv =
        "rank,kind,ids,runs,stranded_mean,harmed_mean,harmed_low,harmed_high,delay_mean_s,delay_low_s,"
        "delay_high_s,finding\n";
    for (const std::vector<Closure>* list : {&results.singles, &results.pairs})
        for (const Closure& c : *list) {
            std::string ids;
            for (const std::string& id : c.ids) ids += (ids.empty() ? "" : "+") + id;
            csv +=
                fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", c.rank, c.kind, csv_field(ids), c.runs,
                            exact(c.stranded_mean), exact(c.harmed.mean), exact(c.harmed.interval.low),
                            exact(c.harmed.interval.high), exact(c.delay.mean), exact(c.delay.interval.low),
                            exact(c.delay.interval.high), csv_field(finding_of(c)));
        }
    return write_whole_file(folder / "closures.csv", csv);
}

}  // namespace wayout
