/// What `wayout validate` found as one page with plots, without anything from outside.
#include "output/chart.hpp"
#include "output/colour.hpp"
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "output/validation_words.hpp"

#include <wayout/validation.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace wayout {
namespace {

constexpr const char* style = R"css(
body { font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #1b2430; background: #fff;
       margin: 0 auto; max-width: 1060px; padding: 2.5rem 2rem 4rem; }
h1 { font-size: 1.9rem; margin: 0 0 .3rem; } h2 { font-size: 1.25rem; margin: 2.6rem 0 .4rem; } h3 { font-size: 1rem; margin: 1.4rem 0 0; }
p { max-width: 80ch; margin: .4rem 0; } svg { max-width: 100%; height: auto; margin: .8rem 0; }
table { border-collapse: collapse; font-size: .85rem; width: 100%; } .num { text-align: right; font-variant-numeric: tabular-nums; }
th { text-align: left; color: #475365; border-bottom: 2px solid #1b2430; padding: .3rem .6rem .3rem 0; }
td { border-bottom: 1px solid #e2e7ee; padding: .3rem .6rem .3rem 0; }
.yes { color: #00507f; font-weight: 650; } .no { color: #b34700; font-weight: 650; }
)css";

/// Points closer than this are drawn as a line.
constexpr std::size_t most_rings = 30;

struct Range {
    double low;
    double high;
};
Range range_of(const ValidationFigure& figure, double Vec2::*coordinate) {
    Range range{0.0, 0.0};
    for (const ValidationSeries& series : figure.series) {
        for (const Vec2 point : series.points) range.high = std::max(range.high, point.*coordinate);
        if (coordinate == &Vec2::y)
            for (const Vec2 ends : series.scatter) range.high = std::max(range.high, ends.y);
    }
    return range;
}

std::string drawn(const ValidationFigure& figure) {
    constexpr std::array colours{"#1b2430", "#0072b2", "#7a7f87", "#d55e00"};
    const Range x = range_of(figure, &Vec2::x);
    const Range y = range_of(figure, &Vec2::y);
    Chart chart(900.0, 420.0, figure.title,
                {figure.x_label, x.low, nice_top(x.high, 8), Axis::Kind::number, 8},
                {figure.y_label, y.low, nice_top(y.high, 6), Axis::Kind::number, 6});
    std::vector<std::pair<std::string, LineStyle>> legend;
    for (std::size_t k = 0; k < figure.series.size(); ++k) {
        const ValidationSeries& series = figure.series[k];
        const LineStyle line{colours[k % colours.size()], 2.0, series.is_data ? "5 4" : nullptr};
        const LineStyle bar{line.colour, 1.0, nullptr};
        chart.line(series.points, line);
        if (series.points.size() <= most_rings) {
            for (const Vec2 point : series.points)
                chart.point(point, line.colour, "", Chart::LabelSide::right);
            for (std::size_t i = 0; i < series.scatter.size(); ++i)
                chart.line(
                    {{series.points[i].x, series.scatter[i].x}, {series.points[i].x, series.scatter[i].y}},
                    bar);
        } else if (!series.scatter.empty()) {
            std::vector<Vec2> low;
            std::vector<Vec2> high;
            for (std::size_t i = 0; i < series.scatter.size(); ++i) {
                low.push_back({series.points[i].x, series.scatter[i].x});
                high.push_back({series.points[i].x, series.scatter[i].y});
            }
            chart.line(low, bar);
            chart.line(high, bar);
        }
        legend.emplace_back(series.name, line);
    }
    chart.legend(legend);
    return chart.str();
}

void add_experiment(Html& page, const ValidationResult& result) {
    page.element("h2", result.experiment.id + " " + result.experiment.title);
    const char* style_of_verdict = !result.experiment.decides ? "" : result.is_reproduced ? "yes" : "no";
    page.open("p")
        .element("span", verdict_of(result), style_of_verdict)
        .text(fmt::format(", calibration {}, {} seeds: {}.", name_of(result.calibration), result.seeds.size(),
                          result.finding))
        .close("p");
    if (const std::string why = words_of_miss(result); !why.empty())
        page.element("p", why);
    page.element("p", "Data: " + result.experiment.source + ".");
    page.element("p", "Accepted: " + result.experiment.criterion + ".");
    for (const ValidationFigure& figure : result.figures) page.element("h3", figure.title).raw(drawn(figure));
    HtmlTable table({{"quantity"},
                     {"unit"},
                     {"measured", true},
                     {"wayout, mean", true},
                     {"5 to 95 %", true},
                     {"accepted", true},
                     {"inside"}});
    for (const ValidationQuantity& quantity : result.quantities)
        table.row({quantity.name, quantity.unit, number_or_dash(quantity.measured),
                   number_or_dash(quantity.mean),
                   number_or_dash(quantity.p05) + " to " + number_or_dash(quantity.p95), band_of(quantity),
                   quantity.is_inside()                ? "yes"
                   : quantity.origin == Origin::memory ? "no [M]"
                                                       : "NO"});
    page.raw(table.str());
}

}  // namespace

std::string validation_as_html(const std::vector<ValidationResult>& results) {
    Html page;
    page.raw("<!doctype html>").open("html", {}, "lang=\"en\"").open("head");
    page.raw("<meta charset=\"utf-8\">")
        .element("title", "wayout: validation")
        .raw("<style>")
        .raw(style)
        .raw("</style>");
    page.close("head").open("body");
    page.element("h1", "Validation");
    page.element(
        "p", fmt::format("wayout {}. Dashed: measured; solid: mean of the runs. Bars: standard deviation of "
                         "the data, 5th to 95th percentile of the runs. Numbers from memory [M] decide "
                         "nothing.",
                         version));
    for (const std::string& line : words_of_summary(results)) page.element("p", line);
    HtmlTable overview({{"experiment"}, {"calibration"}, {"verdict"}, {"finding"}});
    for (const ValidationResult& result : results)
        overview.row({result.experiment.id + " " + result.experiment.title, name_of(result.calibration),
                      verdict_of(result), result.finding});
    page.raw(overview.str());
    for (const ValidationResult& result : results) add_experiment(page, result);
    page.close("body").close("html");
    return page.str() + "\n";
}

}  // namespace wayout
