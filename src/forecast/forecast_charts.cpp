#include "forecast/forecast_charts.hpp"

#include "output/chart.hpp"
#include "output/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr double chart_height = 330.0;
constexpr const char* after_colour = "#0072b2";
constexpr const char* before_colour = "#8a94a3";
constexpr const char* report_colour = "#d55e00";

std::vector<Vec2> line_of(const ForecastCourse& course, const std::vector<Band>& bands,
                          double Band::*member) {
    std::vector<Vec2> points;
    for (std::size_t i = 0; i < bands.size(); ++i) points.push_back({course.times_s[i], bands[i].*member});
    return points;
}

/// Statements that say something of the course, as far as they have a place on it.
void draw_reports(Chart& chart, const ForecastResults& results, const ForecastCourse& course) {
    for (std::size_t i = 0; i < results.ledger.statements.size(); ++i) {
        const Statement& s = results.ledger.statements[i];
        const bool is_inside =
            s.subject.quantity == ReportedQuantity::missing && course.key == "still_inside";
        if (s.percent || !results.standings[i].stands() || (key_of(s.subject) != course.key && !is_inside) ||
            s.time_s > course.times_s.back())
            continue;
        const ClaimedRange range = claimed_range(s);
        chart.point({s.time_s, range.low > 0.0 || !std::isfinite(range.high) ? range.low : range.high},
                    report_colour, s.id, Chart::LabelSide::right);
    }
}

double highest_of(const ForecastResults& results, const ForecastCourse& course, bool has_reports) {
    double most = 1.0;
    for (const Band& band : course.bands) most = std::max(most, band.p90);
    for (const Band& band : course.bands_before) most = std::max(most, band.p90);
    if (has_reports)
        for (const Statement& s : results.ledger.statements)
            if (key_of(s.subject) == course.key && !s.percent && claimed_range(s).low < 5.0 * most)
                most = std::max(most, claimed_range(s).low);
    return most;
}

}  // namespace

std::string course_chart(const ForecastResults& results, const ForecastCourse& course, bool has_reports) {
    const double top = nice_top(highest_of(results, course, has_reports), 6);
    Chart chart(forecast_chart_width, chart_height, course.words,
                {"time since the start", course.times_s.front(), course.times_s.back(), Axis::Kind::time, 8},
                {course.words, 0.0, top, Axis::Kind::number, 6});
    const LineStyle before{before_colour, 1.2, "4 3"};
    chart.line(line_of(course, course.bands_before, &Band::p10), before);
    chart.line(line_of(course, course.bands_before, &Band::p90), before);
    std::vector<Vec2> ring = line_of(course, course.bands, &Band::p90);
    std::vector<Vec2> low = line_of(course, course.bands, &Band::p10);
    chart.area(ring, after_colour, 0.18);
    chart.area(low, "#ffffff", 1.0);
    chart.line(ring, {after_colour, 1.0});
    chart.line(low, {after_colour, 1.0});
    chart.line(line_of(course, course.bands_before, &Band::p10), before);
    chart.line(line_of(course, course.bands, &Band::p50), {after_colour, 2.4});
    if (results.ledger.now_s > course.times_s.front())
        chart.vertical_mark(results.ledger.now_s, "now");
    if (has_reports)
        draw_reports(chart, results, course);
    chart.legend({{"with reports, 80 %", {after_colour, 2.4}}, {"without, 80 %", before}});
    return chart.str();
}

}  // namespace wayout
