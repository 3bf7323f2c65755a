#include "output/figures.hpp"

#include "output/chart.hpp"
#include "output/colour.hpp"
#include "output/number_text.hpp"
#include "output/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

/// A chart needs no more points than it has pixels: at most one a unit of width, always with the last.
std::vector<std::size_t> thinned(std::size_t count, std::size_t most) {
    const std::size_t stride = std::max<std::size_t>(1, (count + most - 1) / most);
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < count; i += stride) out.push_back(i);
    if (count > 0 && out.back() != count - 1)
        out.push_back(count - 1);
    return out;
}

/// People out over time by hydraulic relations; the last moment is when the last was out.
std::vector<Vec2> hydraulic_curve(const HydraulicCheck& check) {
    std::vector<Vec2> points;
    for (std::size_t k = 0; k < check.out_by_time.size(); ++k)
        points.push_back(
            {check.curve_interval_s * static_cast<double>(k), static_cast<double>(check.out_by_time[k])});
    if (!points.empty() && std::isfinite(check.time_all_s))
        points.back().x = std::min(points.back().x, check.time_all_s);
    return points;
}

/// So many events are named in the chart; with more, their names would hide the curves.
constexpr std::size_t most_named_events = 5;

std::vector<const Event*> marked_events(const RunResults& results) {
    std::vector<const Event*> events;
    for (const Event& e : results.events)
        if (e.mark)
            events.push_back(&e);
    return events;
}

}  // namespace

std::string event_key(const RunResults& results) {
    const std::vector<const Event*> events = marked_events(results);
    if (events.size() <= most_named_events)
        return {};
    std::string key;
    for (std::size_t i = 0; i < events.size(); ++i)
        key += fmt::format("{}{}: {} ({})", i == 0 ? "" : "; ", i + 1, events[i]->text,
                           clock_text(events[i]->time_s));
    return key + ".";
}

std::string evacuation_curve(const RunResults& results) {
    if (results.timeline.size() < 2 || results.people.empty())
        return {};
    const double end_s = results.timeline.back().time_s;
    const auto placed = static_cast<double>(results.people.size());
    const std::vector<Vec2> hydraulic = hydraulic_curve(results.hydraulic);
    const double last_s = hydraulic.empty() ? end_s : std::max(end_s, hydraulic.back().x);
    Axis x{"time since the start, min:s", 0.0, last_s, Axis::Kind::time, 10};
    Axis y{"people", 0.0, nice_top(placed, 6), Axis::Kind::number, 6};
    Chart chart(chart_page_width, 396.0, "Evacuation curve: people inside and out over time", x, y);

    std::vector<Vec2> inside, out, incapacitated;
    bool anybody_down = false;
    for (const std::size_t i : thinned(results.timeline.size(), 900)) {
        const TimelineRow& row = results.timeline[i];
        inside.push_back({row.time_s, static_cast<double>(row.inside)});
        out.push_back({row.time_s, static_cast<double>(row.out)});
        incapacitated.push_back({row.time_s, static_cast<double>(row.incapacitated)});
        anybody_down = anybody_down || row.incapacitated > 0;
    }
    const LineStyle out_style{series_colours[0], 2.6, nullptr}, inside_style{series_colours[3], 2.2, "7 4"},
        down_style{ink::text, 2.2, "2 3"}, hydraulic_style{series_colours[2], 1.8, "1 3"};
    chart.area(out, series_colours[0], 0.08);
    const std::vector<const Event*> events = marked_events(results);
    for (std::size_t i = 0; i < events.size(); ++i)
        chart.vertical_mark(events[i]->time_s, events.size() > most_named_events
                                                   ? std::to_string(i + 1)
                                                   : shortened(events[i]->text, 44));
    chart.line(inside, inside_style);
    std::vector<std::pair<std::string, LineStyle>> legend = {{"out", out_style}, {"inside", inside_style}};
    if (!hydraulic.empty()) {
        chart.line(hydraulic, hydraulic_style);
        legend.emplace_back("out, hydraulic", hydraulic_style);
    }
    chart.line(out, out_style);
    if (anybody_down) {
        chart.line(incapacitated, down_style);
        legend.emplace_back("incapacitated", down_style);
    }
    // Shares of all who were placed, so that the marks lie on the curve also when some stay inside.
    const std::vector<double> times = sorted_exit_times(results);
    for (const double share : {0.5, 0.95}) {
        const double rank = std::ceil(share * placed - 1e-9);
        if (rank >= 1.0 && rank <= static_cast<double>(times.size())) {
            const double t = times[static_cast<std::size_t>(rank) - 1];
            chart.point({t, rank}, series_colours[0],
                        fmt::format("{} % out at {}", trimmed(share * 100.0, 0), clock_text(t)),
                        share > 0.5 ? Chart::LabelSide::lower_right : Chart::LabelSide::right);
        }
    }
    chart.legend(legend);
    const std::vector<std::size_t> bands = thinned(results.timeline.size(), 60);
    for (std::size_t k = 0; k + 1 < bands.size(); ++k) {
        const TimelineRow& row = results.timeline[bands[k]];
        std::string tip = fmt::format("{}\nout: {}\ninside: {}", clock_text(row.time_s), grouped(row.out),
                                      grouped(row.inside));
        if (anybody_down)
            tip += "\nincapacitated: " + grouped(row.incapacitated);
        chart.hover_band(row.time_s, results.timeline[bands[k + 1]].time_s, tip);
    }
    return chart.str();
}

std::vector<std::size_t> passages_by_use(const RunResults& results, PassageKind kind) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < results.passages.size(); ++i)
        if (results.passages[i].kind == kind)
            rows.push_back(i);
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return results.passages[a].crossings.size() > results.passages[b].crossings.size();
    });
    return rows;
}

std::string exit_use_chart(const RunResults& results) {
    const double out = std::max(1, count_people(results).out);
    std::vector<BarRow> rows;
    for (const std::size_t i : passages_by_use(results, PassageKind::exit)) {
        const PassageResult& p = results.passages[i];
        const PassageFlow flow = flow_of(p, results.interval_s, end_time_s(results));
        BarRow row;
        row.label = p.name.empty() ? p.id : p.name;
        row.value = flow.count;
        row.value_text =
            fmt::format("{} \u00b7 {} %", grouped(flow.count), fixed(100.0 * flow.count / out, 0));
        row.tip = fmt::format("{}\n{}\nclear width {} m", row.label, counted(flow.count, "person", "people"),
                              fixed(p.clear_width_m, 2));
        if (flow.count > 0)
            row.tip += fmt::format("\nfrom {} to {}", clock_text(flow.first_s), clock_text(flow.last_s));
        rows.push_back(std::move(row));
    }
    return rows.empty() ? std::string()
                        : bar_chart("People by exit", chart_page_width, rows,
                                    "people who left by it, and share of all who are out");
}

std::string flow_panels(const RunResults& results, const std::vector<std::size_t>& passages,
                        std::string_view title) {
    if (passages.empty() || !(end_time_s(results) > 0.0))  // whoever never begins takes no time
        return {};
    constexpr int columns = 3;
    constexpr double gap = 24.0, panel_height = 138.0, title_height = 22.0, axis_height = 20.0,
                     left_axis = 26.0, head_height = 24.0;
    const double panel_width = (chart_page_width - (columns - 1) * gap) / columns;
    const double end_s = end_time_s(results);
    const std::vector<double> ends = interval_ends(results.interval_s, end_s);

    double peak_pps = 0.0;
    for (const std::size_t row : passages)
        peak_pps =
            std::max(peak_pps, flow_of(results.passages[row], results.interval_s, end_s).peak_flow_pps);
    const double top_pps = nice_top(peak_pps, 3);

    const auto lines = static_cast<double>((passages.size() + columns - 1) / columns);
    Svg svg(chart_page_width, head_height + lines * (panel_height + 16.0), title);
    svg.text({0.0, 13.0}, fmt::format("persons per second, mean of {} s", trimmed(results.interval_s, 1)),
             {13.0, ink::text});
    for (std::size_t k = 0; k < passages.size(); ++k) {
        const PassageResult& p = results.passages[passages[k]];
        const Vec2 corner{static_cast<double>(k % columns) * (panel_width + gap),
                          head_height + static_cast<double>(k / columns) * (panel_height + 16.0)};
        const double x0 = corner.x + left_axis, x1 = corner.x + panel_width,
                     y0 = corner.y + title_height + 6.0, y1 = corner.y + panel_height - axis_height;
        const auto px = [&](double t) { return x0 + t / end_s * (x1 - x0); };
        const auto py = [&](double pps) { return y1 - pps / top_pps * (y1 - y0); };

        const std::string name = shortened(p.name.empty() ? p.id : p.name, 24);
        svg.text({corner.x, corner.y + 14.0}, name, {13.0, ink::text, Anchor::start, true});
        svg.text({x1, corner.y + 14.0},
                 counted(static_cast<std::int64_t>(p.crossings.size()), "person", "people"),
                 {12.0, ink::secondary, Anchor::end});
        for (const double pps : nice_ticks(0.0, top_pps, 3).at) {
            svg.line({x0, py(pps)}, {x1, py(pps)},
                     Attributes().set("stroke", pps == 0.0 ? ink::axis : ink::grid));
            svg.text({x0 - 5.0, py(pps) + 4.0}, trimmed(pps, 2), {11.0, ink::secondary, Anchor::end});
        }
        for (const double t : time_ticks(0.0, end_s, 4).at) {
            const std::string label = clock_text(t);
            // The last one may stand at the very edge of the picture.
            const double x = std::min(px(t), chart_page_width - 0.5 * text_width(label, 11.0));
            svg.text({x, y1 + 14.0}, label, {11.0, ink::secondary, Anchor::middle});
        }

        const std::vector<IntervalCount> counts = count_intervals(p, results.interval_s, end_s);
        double begin_s = 0.0;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            const int n = counts[i].forward + counts[i].back;
            // A last interval of a fraction of a second would stand out as a tower.
            const double pps = std::min(top_pps, n / std::max(ends[i] - begin_s, 0.5 * results.interval_s));
            std::string tip = fmt::format("{}\n{}\u2013{}: {}", name, clock_text(begin_s),
                                          clock_text(ends[i]), counted(n, "person", "people"));
            if (i < p.queue_max.size())
                tip += fmt::format("\nup to {} waiting", p.queue_max[i]);
            if (n > 0)
                svg.rect({px(begin_s) + 0.3, py(pps)}, std::max(0.6, px(ends[i]) - px(begin_s) - 0.6),
                         y1 - py(pps), Attributes().set("fill", series_colours[0]));
            svg.rect({px(begin_s), y0}, px(ends[i]) - px(begin_s), y1 - y0,
                     Attributes().set("class", "hit").set("fill", "none").set("data-tip", tip));
            begin_s = ends[i];
        }
        for (const PassageResult::StateChange& change : p.state_changes) {
            svg.line({px(change.time_s), y0}, {px(change.time_s), y1},
                     Attributes().set("stroke", ink::problem).set("stroke-dasharray", "3 2"));
            svg.text({px(change.time_s) + 3.0, y0 + 10.0}, change.open ? "opens" : "closes",
                     {11.0, ink::problem, Anchor::start, false, true});
        }
    }
    return svg.str();
}

}  // namespace wayout
