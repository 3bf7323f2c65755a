/// Page, summary and words of `wayout medical`.
#include "output/chart.hpp"
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "study/medical_tables.hpp"
#include "study/study_charts.hpp"
#include "study/study_page.hpp"
#include "study/whole_file.hpp"

#include <wayout/medical.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;

/// "41.2 (39.0 to 44.1)".
std::string range_words(const MedicalRange& range, int decimals = 1) {
    return fmt::format("{} ({} to {})", trimmed(range.middle, decimals), trimmed(range.low, decimals),
                       trimmed(range.high, decimals));
}

std::string time_words(const MedicalRange& range) {
    return fmt::format("{} ({} to {})", duration_words(range.middle), duration_words(range.low),
                       duration_words(range.high));
}

/// A figure in words; "-" where no run has it.
std::string words_of(const MedicalResults& results, const std::string& name) {
    const MedicalRange* range = results.figure(name);
    if (!range)
        return "-";
    return name.ends_with("_s") ? time_words(*range) : range_words(*range);
}

/// Of a run injuries are drawn, and then their number differs too.
std::string count_words(const MedicalResults& results) {
    const MedicalRange* range = results.figure("casualties");
    return range && range->low < range->high ? range_words(*range)
                                             : fmt::format("{}", results.casualties.size());
}

std::string bottleneck_line(const MedicalResults& results) {
    std::vector<std::string> spells;
    for (std::size_t m = 0; m < results.timeline.size();) {
        std::size_t end = m;
        while (end < results.timeline.size() &&
               results.timeline[end].bottleneck == results.timeline[m].bottleneck)
            ++end;
        if (!results.timeline[m].bottleneck.empty())
            spells.push_back(fmt::format(
                "{} from {} to {}", results.timeline[m].bottleneck, clock_text(results.timeline[m].time_s),
                clock_text(static_cast<double>(end) * results.plan.timeline_step_s)));
        m = end;
    }
    if (spells.empty())
        return {};
    constexpr std::size_t most = 6;
    std::string line;
    for (std::size_t i = 0; i < std::min(most, spells.size()); ++i) line += (i > 0 ? "; " : "") + spells[i];
    return line + (spells.size() > most ? "; ..." : "");
}

/// Groups of states for the curves, so that a page has five lines and not eighteen.
struct Curve {
    const char* name;
    const char* colour;
    const char* dash;
    std::vector<CareState> states;
};

const std::vector<Curve>& curves() {
    using S = CareState;
    static const std::vector<Curve> list{
        {"not found or carried", "#8a94a3", "2 3", {S::not_found, S::waiting_carry, S::carried}},
        {"triage", "#cc79a7", "7 4", {S::waiting_triage, S::in_triage}},
        {"treatment", "#e69f00", "9 3 2 3", {S::waiting_treatment, S::in_treatment}},
        {"for transport", "#d55e00", nullptr, {S::waiting_transport, S::loading}},
        {"on the road", "#56b4e9", "4 4", {S::driving, S::driving_self}},
        {"in hospital",
         "#009e73",
         "12 4",
         {S::waiting_ed, S::in_ed, S::waiting_transfer, S::transferring, S::waiting_operation,
          S::in_operation, S::admitted, S::discharged}},
    };
    return list;
}

Axis time_axis(const MedicalResults& results) {
    return {"time, min:s", 0.0, std::max(1.0, results.timeline.back().time_s), Axis::Kind::time, 8};
}

std::string where_chart(const MedicalResults& results) {
    const auto people = static_cast<double>(results.casualties.size());
    Chart chart(study_chart_width, study_chart_height, "Where the casualties are (middle of the runs)",
                time_axis(results), {"casualties", 0.0, nice_top(people, 6), Axis::Kind::number, 6});
    std::vector<std::pair<std::string, LineStyle>> legend;
    for (const Curve& curve : curves()) {
        std::vector<Vec2> points;
        for (const MedicalMoment& moment : results.timeline) {
            double sum = 0.0;
            for (const CareState state : curve.states)
                sum += moment.people[static_cast<std::size_t>(state)][1];
            points.push_back({moment.time_s, sum});
        }
        chart.steps(points, {curve.colour, 2.0, curve.dash});
        legend.push_back({curve.name, {curve.colour, 2.0, curve.dash}});
    }
    chart.legend(legend);
    return chart.str();
}

std::string hospital_chart(const MedicalResults& results) {
    static constexpr std::array<const char*, 6> colours{"#0072b2", "#d55e00", "#009e73",
                                                        "#cc79a7", "#e69f00", "#56b4e9"};
    static constexpr std::array<const char*, 6> dashes{nullptr, "7 4", "2 3", "9 3 2 3", "4 4", "12 4"};
    double most = 1.0;
    for (const MedicalMoment& moment : results.timeline)
        for (const auto& range : moment.in_hospital) most = std::max(most, range[1]);
    Chart chart(study_chart_width, study_chart_height, "Patients in each hospital (middle of the runs)",
                time_axis(results), {"patients", 0.0, nice_top(most, 6), Axis::Kind::number, 6});
    std::vector<std::pair<std::string, LineStyle>> legend;
    for (std::size_t h = 0; h < std::min(results.plan.hospitals.size(), colours.size()); ++h) {
        std::vector<Vec2> points;
        for (const MedicalMoment& moment : results.timeline)
            points.push_back({moment.time_s, moment.in_hospital[h][1]});
        chart.steps(points, {colours[h], 2.0, dashes[h]});
        legend.push_back({shortened(results.plan.hospitals[h].label(), 20), {colours[h], 2.0, dashes[h]}});
    }
    chart.legend(legend);
    return chart.str();
}

std::string waits_table(const MedicalResults& results) {
    HtmlTable table({{"Waiting for"}, {"Class when found"}, {"Mean", true}, {"95 % of them at most", true}});
    constexpr std::pair<const char*, const char*> waits[] = {
        {"wait_triage", "triage"},       {"wait_treatment", "treatment on the scene"},
        {"wait_transport", "transport"}, {"wait_hospital", "emergency department"},
        {"wait_transfer", "transfer"},   {"found_to_care", "all, from found to care"}};
    for (const auto& [name, words] : waits)
        for (std::size_t k = 0; k < 3; ++k) {
            const std::string key = fmt::format("{}.{}", name, triage_class_names[k]);
            if (results.figure(key + ".mean_s"))
                table.row({words, std::string(triage_class_names[k]), words_of(results, key + ".mean_s"),
                           words_of(results, key + ".p95_s")});
        }
    return table.str();
}

std::string strained_table(const MedicalResults& results) {
    constexpr std::size_t most = 100;
    HtmlTable table({{"Time", true}, {"Casualty"}, {"Hospital"}, {"Why"}});
    for (std::size_t i = 0; i < std::min(most, results.first.strained.size()); ++i) {
        const StrainedSend& send = results.first.strained[i];
        table.row({clock_text(send.time_s), results.casualties[send.casualty].id,
                   results.plan.hospitals[static_cast<std::size_t>(send.hospital)].label(), send.why});
    }
    return table.str();
}

std::string resources_table(const MedicalResults& results) {
    HtmlTable table(
        {{"What"}, {"Name"}, {"Number", true}, {"Served", true}, {"Most in use", true}, {"Busy, %", true}});
    for (const ResourceUse& use : results.first.resources)
        table.row({use.kind, use.id, fmt::format("{}", use.count), fmt::format("{}", use.served),
                   fmt::format("{}", use.peak),
                   use.available_s > 0.0 ? trimmed(100.0 * use.busy_s / use.available_s, 0) : "-"});
    return table.str();
}

std::string assumptions_table(const MedicalResults& results) {
    HtmlTable table({{"Number"}, {"Value"}, {"Known"}, {"From"}});
    for (const Assumption& a : results.assumptions)
        table.row({a.what, a.value, a.tag == "given" ? a.tag : fmt::format("[{}]", a.tag), a.source});
    return table.str();
}

std::string title_of(const MedicalResults& results) {
    return results.plan.name.empty() ? results.plan.file : results.plan.name;
}

std::string medical_page(const MedicalResults& results) {
    Html html;
    html.element("h1", "The medical chain: " + title_of(results));
    if (!results.plan.description.empty())
        html.element("p", results.plan.description);
    html.open("div", "answer");
    for (const std::string& line : medical_lines(results)) html.element("p", line);
    html.close("div");
    html.element(
        "p", fmt::format("Ranges are the middle and, in brackets, 5 % and 95 % of {} runs with seeds {} to "
                         "{}. Deaths are expected values: sums of probabilities over the casualties, "
                         "never a count of a single run. The numbers behind them and how far each can be "
                         "trusted stand at the end.",
                         results.seeds.size(), results.seeds.front(), results.seeds.back()));
    html.element("h2", "Where they are").raw(where_chart(results));
    html.element("h2", "How long they wait").raw(waits_table(results));
    html.element("h2", "Hospitals").raw(hospital_chart(results));
    if (!results.first.strained.empty()) {
        html.element("h3", fmt::format("Sends to hospitals without room (first run, {})",
                                       results.first.strained.size()));
        html.raw(strained_table(results));
    }
    html.element("h2", "How much was used (first run)").raw(resources_table(results));
    if (!results.unserved.empty()) {
        html.element("h2", "Who was not served");
        HtmlTable table({{"People, on average", true}, {"Why"}});
        for (const auto& [why, count] : results.unserved) table.row({trimmed(count, 2), why});
        html.raw(table.str());
    }
    html.element("h2", "Assumptions");
    html.element(
        "p",
        "[S] read in the source, [A] in its abstract, [2] in a secondary text, [M] from memory and to "
        "be verified, [D] a choice of the model's makers; given: by the plan.");
    html.raw(assumptions_table(results));
    return page_of("wayout medical: " + title_of(results), html.str());
}

}  // namespace

std::vector<std::string> medical_lines(const MedicalResults& results) {
    std::vector<std::string> lines;
    const auto words = [&](const char* name) { return words_of(results, name); };
    if (!results.casualties_from.empty())
        lines.push_back(fmt::format("Casualties from {}.", results.casualties_from));
    lines.push_back(
        fmt::format("{} casualties, {} found dead; {} are taken away by vehicle, {} go by themselves.",
                    count_words(results), words("found_dead"), words("by_vehicle"), words("by_self")));
    if (results.figure("last_departure_s"))
        lines.push_back(
            fmt::format("The last vehicle leaves the scene after {}.", words("last_departure_s")));
    lines.push_back(
        fmt::format("Expected deaths: {}; of these by delay after being found: {} (survival curve [M]).",
                    words("expected_deaths"), words("expected_deaths_by_delay")));
    lines.push_back(
        fmt::format("Score of 4 or more when found, and more than 60 min of waiting: {} people, among "
                    "whom {} expected deaths.",
                    words("preventable_delay"), words("preventable_delay_expected_deaths")));
    if (results.figure("transferred"))
        lines.push_back(
            fmt::format("Brought on to another hospital: {}; needed it, but nothing was free: {}.",
                        words("transferred"), words("not_transferred")));
    if (const MedicalRange* never = results.figure("never_found"))
        lines.push_back(
            fmt::format("Never found, and counted as without survival: {}.", range_words(*never)));
    lines.push_back(
        fmt::format("Late deaths in hospital, a share of the model beside all this: {} within 30 days.",
                    words("late_deaths.within_30_days")));
    if (const std::string line = bottleneck_line(results); !line.empty())
        lines.push_back("What red and yellow wait for most: " + line + ".");
    lines.push_back(fmt::format("Sent to a hospital without room: {}.", words("strained_sends")));
    for (const auto& [why, count] : results.unserved)
        lines.push_back(fmt::format("Not served, {} on average: {}.", trimmed(count, 2), why));
    return lines;
}

std::string medical_json(const MedicalResults& results) {
    Json json;
    json["program"] = fmt::format("wayout {}", version);
    json["name"] = title_of(results);
    json["casualties"] = results.casualties.size();
    json["casualties_from"] = results.casualties_from;
    json["runs"] = results.seeds.size();
    json["first_seed"] = results.seeds.front();
    json["figures"] = Json::object();
    for (const MedicalRange& f : results.figures)
        json["figures"][f.name] = {
            {"mean", f.mean}, {"p5", f.low}, {"p50", f.middle}, {"p95", f.high}, {"runs", f.count}};
    json["bottlenecks"] = Json::array();
    for (const MedicalMoment& moment : results.timeline)
        json["bottlenecks"].push_back({{"time_s", moment.time_s}, {"waiting_for", moment.bottleneck}});
    json["unserved"] = Json::array();
    for (const auto& [why, count] : results.unserved)
        json["unserved"].push_back({{"why", why}, {"mean_count", count}});
    json["strained_sends_of_first_run"] = Json::array();
    for (const StrainedSend& send : results.first.strained)
        json["strained_sends_of_first_run"].push_back(
            {{"time_s", send.time_s},
             {"casualty", results.casualties[send.casualty].id},
             {"hospital", results.plan.hospitals[static_cast<std::size_t>(send.hospital)].id},
             {"why", send.why}});
    json["events_at_which_everybody_was_counted"] = results.first.event_count;
    json["assumptions"] = Json::array();
    for (const Assumption& a : results.assumptions)
        json["assumptions"].push_back(
            {{"what", a.what}, {"value", a.value}, {"tag", a.tag}, {"source", a.source}});
    // Ids come from the user's table and need not be UTF-8.
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Errors write_medical(const MedicalResults& results, const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return {{ErrorCode::io, folder.string(), "cannot be made: " + failed.message()}};
    for (const auto& [name, content] : medical_tables(results))
        if (Errors errors = write_whole_file(folder / name, content); !errors.empty())
            return errors;
    if (Errors errors = write_whole_file(folder / "summary.json", medical_json(results) + "\n");
        !errors.empty())
        return errors;
    return write_whole_file(folder / "report.html", medical_page(results));
}

}  // namespace wayout
