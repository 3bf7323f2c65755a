#include "output/figures.hpp"
#include "output/hazard_statistics.hpp"
#include "output/maps.hpp"
#include "output/number_text.hpp"
#include "output/plan.hpp"
#include "output/report_parts.hpp"
#include "output/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>

namespace wayout {

namespace {

class ResultSections : public SectionWriter {
public:
    using SectionWriter::SectionWriter;

    std::string make() {
        curve();
        exits();
        doors();
        congestion();
        crowd_pressure();
        crush();
        reasons();
        starts();
        plans();
        zones();
        return html_.str();
    }

private:
    void curve() {
        const std::string svg = evacuation_curve(r_);
        if (svg.empty())
            return;
        begin("curve", "How the venue emptied", "Curve");
        const EgressTimes t = egress_times(r_);
        if (std::isfinite(t.last))
            html_.element(
                "p",
                fmt::format(
                    "The first person was out after {}, half of all who got out after {}, the last after {}.",
                    duration_words(t.first), duration_words(t.p50), duration_words(t.last)),
                "lede");
        figure(svg, std::string("People out (full line) and inside (dashed) over time. Marks show when the "
                                "given share of all "
                                "people was out. Hover to read a moment. ") +
                        event_key(r_));
        curve_table(t);
        end();
    }

    void curve_table(const EgressTimes& t) {
        const HydraulicCheck& check = r_.hydraulic;
        std::vector<HtmlTable::Column> columns = {
            {"Share of those out", false}, {"Time, min:s", true}, {"Time, s", true}};
        if (check.is_known)
            columns.push_back({"Hydraulic, min:s", true});
        HtmlTable table(columns);
        const double none = not_a_time;
        const std::tuple<const char*, double, double> rows[] = {
            {"first person", t.first, none}, {"50 %", t.p50, check.time_50_s},
            {"90 %", t.p90, none},           {"95 %", t.p95, check.time_95_s},
            {"98 %", t.p98, none},           {"last person", t.last, check.time_all_s}};
        for (const auto& [name, seconds, by_hand_s] : rows) {
            std::vector<std::string> cells = {name, clock_or_dash(seconds), or_dash(fixed(seconds, 1))};
            if (check.is_known)
                cells.push_back(clock_or_dash(by_hand_s));
            table.row(cells);
        }
        html_.raw(table.str());
        if (check.is_known)
            html_.element(
                "p",
                "Hydraulic: the same people, ways and times before starting, with nothing but the "
                "capacities of doors, exits, stairs and escalators by the SFPE relations to hold "
                "them up. It has no crowding, so it is an independent check of the times, not of the "
                "jams; shares are of all people.",
                "small muted");
    }

    HtmlTable passage_table(bool exits) const {
        return HtmlTable({{exits ? "Exit" : "Passage", false},
                          {"Storey", false},
                          {"Clear width, m", true},
                          {"People", true},
                          {"First", true},
                          {"Last", true},
                          {"Mean flow, /s", true},
                          {"Peak flow, /s", true},
                          {"Specific flow, /(s m)", true},
                          {"Longest queue", true}});
    }

    /// Both directions together; how many went against the stream, if anybody did.
    static std::string people_through(const PassageResult& p, const PassageFlow& f) {
        const int against = std::min(f.count_back, f.count - f.count_back);
        return p.kind == PassageKind::exit || against == 0
                   ? grouped(f.count)
                   : fmt::format("{} ({} against)", grouped(f.count), grouped(against));
    }

    void add_passage(HtmlTable& table, std::size_t row, const std::string& name) const {
        const PassageResult& p = r_.passages[row];
        const PassageFlow f = flow_of(p, r_.interval_s, end_time_s(r_));
        table.row({name + (p.open_at_start ? "" : " (closed at the start)"), storey_name(p.storey),
                   fixed(p.clear_width_m, 2), people_through(p, f), clock_or_dash(f.first_s),
                   clock_or_dash(f.last_s), or_dash(fixed(f.mean_flow_pps, 2)),
                   f.count > 0 ? fixed(f.peak_flow_pps, 2) : "\u2013",
                   p.clear_width_m > 0.0 ? or_dash(fixed(f.mean_flow_pps / p.clear_width_m, 2)) : "\u2013",
                   p.queue_max.empty() ? "\u2013" : grouped(f.queue_max)});
    }

    void exits() {
        const std::vector<std::size_t> rows = passages_by_use(r_, PassageKind::exit);
        if (rows.empty())
            return;
        begin("exits", "How the exits were used", "Exits");
        std::size_t unused = 0;
        for (const std::size_t row : rows) unused += r_.passages[row].crossings.empty() ? 1u : 0u;
        std::string lede =
            fmt::format("{} led out", counted(static_cast<std::int64_t>(rows.size()), "exit", "exits"));
        if (unused > 0)
            lede += fmt::format("; {} used by nobody",
                                unused == 1 ? "1 of them was" : fmt::format("{} of them were", unused));
        html_.element("p", lede + ".", "lede");
        figure(exit_use_chart(r_), "");
        html_.element("h3", "Flow over time");
        figure(flow_panels(r_, rows, "Flow through each exit over time"),
               fmt::format("People per second through each exit, in intervals of {} s, all on the same "
                           "scales. A level top is a queue that the exit lets out at its "
                           "capacity; a gap is an idle exit.",
                           trimmed(r_.interval_s, 1)));
        HtmlTable table = passage_table(true);
        for (const std::size_t row : rows) add_passage(table, row, label_of(row));
        html_.raw(table.str());
        html_.element("p",
                      "Mean flow is (N \u2212 1) divided by the time between the first and the last person. "
                      "Longest queue: people on their way to the exit at less than half of their "
                      "free speed.",
                      "small muted");
        end();
    }

    std::string label_of(std::size_t row) const {
        const PassageResult& p = r_.passages[row];
        return p.name.empty() ? p.id : p.name;
    }

    void doors() {
        std::vector<std::size_t> doors = passages_by_use(r_, PassageKind::door),
                                 joints = passages_by_use(r_, PassageKind::joint);
        std::erase_if(joints, [&](std::size_t row) { return r_.passages[row].crossings.empty(); });
        if (doors.empty() && joints.empty())
            return;
        begin("doors", "Doors and stairs", "Doors");
        if (!doors.empty()) {
            std::vector<std::size_t> busiest(
                doors.begin(),
                doors.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(doors.size(), 9)));
            std::erase_if(busiest, [&](std::size_t row) { return r_.passages[row].crossings.empty(); });
            figure(flow_panels(r_, busiest, "Flow through the busiest doors over time"),
                   "People per second through the busiest doors, both directions together.");
            HtmlTable table = passage_table(false);
            for (const std::size_t row : doors) add_passage(table, row, label_of(row));
            html_.raw(table.str());
        }
        if (!joints.empty()) {
            html_.element("h3", "Ends of stairs, ramps, escalators and tiers");
            const std::vector<std::string> keys = passage_keys(r_);
            constexpr std::size_t most = 20;
            HtmlTable table = passage_table(false);
            for (const std::size_t row : std::span(joints).first(std::min(most, joints.size())))
                add_passage(
                    table, row,
                    fmt::format("{} ({})", label_of(row), keys[row].substr(keys[row].rfind('/') + 1)));
            html_.raw(table.str());
            if (joints.size() > most)
                html_.element(
                    "p",
                    fmt::format("The {} most used of {}; all of them are in doors.csv.", most, joints.size()),
                    "small muted");
        }
        end();
    }

    void congestion() {
        if (r_.density.empty() && r_.congestion.empty())
            return;
        begin("congestion", "Where it was crowded", "Crowding");
        html_.element(
            "p",
            r_.congestion.empty()
                ? fmt::format(
                      "No place was congested for long. The highest density was {} people per m\u00b2.",
                      fixed(r_.peak_density_per_m2, 1))
                : fmt::format("{}; the highest density was {} people per m\u00b2.",
                              counted(static_cast<std::int64_t>(r_.congestion.size()), "place was congested",
                                      "places were congested"),
                              fixed(r_.peak_density_per_m2, 1)),
            "lede");
        if (!r_.congestion.empty()) {
            HtmlTable table({{"No.", true},
                             {"Place", false},
                             {"Storey", false},
                             {"At (x, y), m", false},
                             {"From", true},
                             {"To", true},
                             {"Congested for", true},
                             {"Area, m\u00b2", true},
                             {"Peak, per m\u00b2", true},
                             {"People in it", true}});
            for (std::size_t i = 0; i < std::min(r_.congestion.size(), listed_congestion); ++i) {
                const CongestionSpot& c = r_.congestion[i];
                const Vec2 at = c.centre_m + r_.origin_m;
                table.row({std::to_string(i + 1), c.place, storey_name(c.storey),
                           fmt::format("{}, {}", fixed(at.x, 1), fixed(at.y, 1)), clock_text(c.from_s),
                           clock_text(c.to_s), clock_text(c.congested_s), fixed(c.area_m2, 1),
                           fixed(c.peak_density_per_m2, 1), grouped(c.queue_size)});
            }
            html_.raw(table.str());
        }
        if (r_.congestion.size() > listed_congestion)
            html_.element("p",
                          fmt::format("The {} longest of {}; all of them are in summary.json.",
                                      listed_congestion, r_.congestion.size()),
                          "small muted");
        if (!r_.congestion_rule.empty())
            html_.element("p", "Congested: " + r_.congestion_rule, "small muted");
        map_row("Peak density",
                "Highest density at each place in the whole run; numbers are those of the table. " +
                    r_.density_rule,
                maps_of(peak_density_map, "peak"));
        map_row("Time above 4 per m\u00b2",
                "How long each place had more than 4 people per m\u00b2. Storeys where this did not happen "
                "for at least half a second are left out.",
                maps_of(crowded_time_map, "above4"));
        end();
    }

    void crowd_pressure() {
        if (r_.crowd_pressure_rule.empty() || r_.density.empty())
            return;
        begin("surge", "Where the crowd surged", "Surging");
        const double warning_per_s2 = r_.crowd_pressure_warning_per_s2;
        const auto above = std::count_if(r_.crowd_pressure.begin(), r_.crowd_pressure.end(),
                                         [](const CrowdPressureSpot& c) { return c.above_s > 0.0; });
        html_.element(
            "p",
            r_.crowd_pressure.empty()
                ? std::string("No place was crowded for long enough to measure crowd pressure.")
                : fmt::format("The highest crowd pressure was {} 1/s\u00b2, {}; {} above the warning "
                              "level of {} 1/s\u00b2.",
                              fixed(r_.crowd_pressure[0].peak_per_s2, 3), r_.crowd_pressure[0].place,
                              above == 0 ? "no place was" : counted(above, "place was", "places were"),
                              trimmed(warning_per_s2, 3)),
            "lede");
        if (!r_.crowd_pressure.empty()) {
            HtmlTable table({{"Place", false},
                             {"Storey", false},
                             {"At (x, y), m", false},
                             {"Peak, 1/s\u00b2", true},
                             {"At", true},
                             {"First above", true},
                             {"Above for", true}});
            for (std::size_t i = 0; i < std::min(r_.crowd_pressure.size(), listed_congestion); ++i) {
                const CrowdPressureSpot& c = r_.crowd_pressure[i];
                const Vec2 at = c.at_m + r_.origin_m;
                table.row({c.place, storey_name(c.storey),
                           fmt::format("{}, {}", fixed(at.x, 1), fixed(at.y, 1)), fixed(c.peak_per_s2, 3),
                           clock_text(c.peak_at_s), clock_or_dash(c.first_above_s), clock_text(c.above_s)});
            }
            html_.raw(table.str());
        }
        if (r_.crowd_pressure.size() > listed_congestion)
            html_.element("p",
                          fmt::format("The {} highest of {}; all of them are in summary.json.",
                                      listed_congestion, r_.crowd_pressure.size()),
                          "small muted");
        html_.element("p", r_.crowd_pressure_rule, "small muted");
        map_row("Peak crowd pressure",
                "Highest value at each place in the whole run. The people of this model have no inertia "
                "unless contact forces are on: compare places and designs with each other rather than "
                "with a disaster.",
                maps_of(pressure_map, "pressure"));
        end();
    }

    /// Only with a crush model.
    void crush() {
        if (!r_.crush.is_modelled)
            return;
        const CrushFigures f = crush_figures(r_);
        begin("crush", "How hard people were pressed", "Crush");
        html_.element(
            "p",
            fmt::format(
                "{} of {} people bore more than 623 N, which men found just tolerable, for a second or "
                "longer, and {} for a minute or longer; the largest load was {} N.",
                grouped(f.above_tolerable), grouped(static_cast<std::int64_t>(r_.people.size())),
                grouped(f.above_tolerable_for_60_s), grouped(std::lround(f.largest_n))),
            "lede");
        html_.element(
            "p",
            fmt::format(
                "Expected numbers by the dose of the load on the chest: {} people in distress, {} "
                "unconscious, {} with a fatal dose. These are sums of probabilities in one run, and the "
                "law behind them rests on two estimates: a warning, not a forecast. Loads are those of a "
                "model with round bodies that press with level {} (0 calm, 0.3 pressing, 1 full effort).",
                fixed(r_.crush.expected_distress, 1), fixed(r_.crush.expected_unconscious, 1),
                fixed(r_.crush.expected_fatal, 1), trimmed(r_.crush.pushing, 2)));
        html_.element(
            "p", r_.wall_loads.empty()
                     ? std::string("No wall or railing bore more than 100 N per metre.")
                     : fmt::format(
                           "The largest load on a wall was {} N per metre; {} half metres of wall bore more "
                           "than 3,000, for which railings are made (from memory, verify). All are in "
                           "wall_loads.csv.",
                           grouped(std::lround(r_.wall_loads.front().peak_n_per_m)),
                           grouped(f.wall_bins_above_railing)));
        map_row(
            "Peak squeeze",
            "Greatest mean of a second of what presses on somebody from both sides. 623 N: tolerable for men "
            "in tests; 1112 N: fatal in 4 to 6 minutes, 6227 N in 15 seconds (estimates of Hopkins et al. "
            "1993, both read in Lee & Hughes 2006).",
            maps_of(squeeze_map, "squeeze"));
        end();
    }

    void reasons() {
        if (r_.starts.empty())
            return;
        begin("reasons", "Why people began to walk", "Beginning");
        HtmlTable table({{"Reason", false}, {"People", true}, {"First", true}, {"Last", true}});
        for (const StartCount& s : r_.starts)
            table.row({s.reason, grouped(s.count), clock_text(s.first_s), clock_text(s.last_s)});
        html_.raw(table.str());
        html_.element("p",
                      "What moved each person's clock most; of those who have begun. Who is told by staff "
                      "counts there when it made the person begin sooner.",
                      "small muted");
        end();
    }

    void starts() {
        if (r_.people.empty())
            return;
        begin("starts", "Who needs longest, by start place", "Start places");
        map_row("Exit time by start place",
                "Every person is a spot at the place where the run began; the darker, the later out. Red: "
                "not out.",
                maps_of(exit_time_map, "start"));
        end();
    }

    void plans() {
        begin("plan", "Plan of the venue", "Plan");
        html_.element("p",
                      "Exits in green with their names, doors in blue, stairs with an arrow in the direction "
                      "in which they leave the storey.",
                      "lede");
        for (std::size_t s = 0; s < input_.plan.storeys.size(); ++s)
            figure(plan_picture(input_.plan, static_cast<int>(s), {}), "");
        end();
    }

    void zones() {
        if (r_.zone_results.empty())
            return;
        begin("zones", "Zones", "Zones");
        html_.element("p",
                      "How long until the last person had left each zone (its required safe egress time), "
                      "and how crowded it got.",
                      "lede");
        HtmlTable table({{"Zone", false},
                         {"Storey", false},
                         {"People at start", true},
                         {"Came in later", true},
                         {"Last left (RSET), min:s", true},
                         {"Still in it at the end", true},
                         {"Peak, per m\u00b2", true},
                         {"Time above 4 per m\u00b2, s", true}});
        for (std::size_t i = 0; i < r_.zone_results.size(); ++i) {
            const ZoneResult& z = r_.zone_results[i];
            const ZoneLabel& label = r_.zones[i];
            table.row({label.name.empty() ? label.id : label.name, storey_name(label.storey),
                       grouped(z.people_at_start), grouped(z.entered), clock_or_dash(z.last_left_s),
                       grouped(z.people_at_end), fixed(z.peak_density_per_m2, 1), fixed(z.above_4_s, 0)});
        }
        html_.raw(table.str());
        if (!has_air(r_.hazards))
            html_.element(
                "p", "No fire is modelled, so there is no available safe egress time (ASET) and no margin.",
                "note limit");
        end();
    }
};

}  // namespace

std::string result_sections(const ReportInput& input) {
    return ResultSections(input).make();
}

}  // namespace wayout
