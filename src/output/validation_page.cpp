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
    constexpr std::array data_colours{"#1b2430", "#7a7f87", "#9a6a1f"};
    constexpr std::array model_colours{"#0072b2", "#d55e00"};
    std::size_t data_count = 0;
    std::size_t model_count = 0;
    const Range x = range_of(figure, &Vec2::x);
    const Range y = range_of(figure, &Vec2::y);
    Chart chart(900.0, 420.0, figure.title,
                {figure.x_label, x.low, nice_top(x.high, 8), Axis::Kind::number, 8},
                {figure.y_label, y.low, nice_top(y.high, 6), Axis::Kind::number, 6});
    std::vector<std::pair<std::string, LineStyle>> legend;
    for (const ValidationSeries& series : figure.series) {
        const char* colour = series.is_data ? data_colours[data_count++ % data_colours.size()]
                                            : model_colours[model_count++ % model_colours.size()];
        const LineStyle line{colour, 2.0, series.is_data ? "5 4" : nullptr};
        const LineStyle bar{line.colour, 1.0, nullptr};
        if (series.is_joined)
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

/// Where the runs lie in the accepted band: the band as a grey bar in the middle third, beyond it one width
/// of the band to each side; the mean as a dot, 5 to 95 % as a line, the measured value as a stroke. Nothing
/// for bands with one end.
std::string band_picture(const ValidationQuantity& quantity) {
    const double width = quantity.high - quantity.low;
    if (!std::isfinite(width) || !(width > 0.0) || std::isnan(quantity.mean))
        return {};
    constexpr double picture_px = 150.0;
    const auto x = [&](double value) {
        return fixed(std::clamp((value - quantity.low) / width + 1.0, 0.03, 2.97) * picture_px / 3.0, 1);
    };
    const char* colour = quantity.is_inside() || quantity.origin == Origin::memory ? "#0072b2" : "#b34700";
    std::string picture = fmt::format(
        "<svg width=\"{0}\" height=\"14\" style=\"margin:0\"><rect x=\"{1}\" y=\"2\" width=\"{1}\" "
        "height=\"10\" fill=\"#dfe5ec\"/><line x1=\"{2}\" x2=\"{3}\" y1=\"7\" y2=\"7\" stroke=\"{4}\" "
        "stroke-width=\"1.5\"/><circle cx=\"{5}\" cy=\"7\" r=\"3.2\" fill=\"{4}\"/>",
        picture_px, picture_px / 3.0, x(quantity.p05), x(quantity.p95), colour, x(quantity.mean));
    if (!std::isnan(quantity.measured))
        picture += fmt::format(
            "<line x1=\"{0}\" x2=\"{0}\" y1=\"1\" y2=\"13\" stroke=\"#1b2430\" stroke-width=\"1.5\"/>",
            x(quantity.measured));
    return picture + "</svg>";
}

void add_experiment(Html& page, const ValidationResult& result) {
    page.element("h2", result.experiment.id + " " + result.experiment.title);
    const char* style_of_verdict = !result.experiment.decides ? "" : result.is_reproduced ? "yes" : "no";
    page.open("p")
        .element("span", verdict_of(result), style_of_verdict)
        .text(fmt::format(", {}: {}.", conditions_of(result), result.finding))
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
                     {"in the band", false, true},
                     {"inside"}});
    for (const ValidationQuantity& quantity : result.quantities)
        table.row({quantity.name, quantity.unit, number_or_dash(quantity.measured),
                   number_or_dash(quantity.mean),
                   number_or_dash(quantity.p05) + " to " + number_or_dash(quantity.p95), band_of(quantity),
                   band_picture(quantity),
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
                         "the data, 5th to 95th percentile of the runs. In the tables: grey the accepted "
                         "band, dot and line mean and 5 to 95 % of the runs, stroke the measured value. "
                         "Numbers from memory [M] decide nothing.",
                         version));
    for (const std::string& line : words_of_summary(results)) page.element("p", line);
    HtmlTable overview({{"experiment"}, {"calibration"}, {"verdict"}, {"finding"}});
    for (const ValidationResult& result : results)
        overview.row({result.experiment.id + " " + result.experiment.title, calibration_of(result),
                      verdict_of(result), result.finding});
    page.raw(overview.str());
    for (const ValidationResult& result : results) add_experiment(page, result);
    page.close("body").close("html");
    return page.str() + "\n";
}

}  // namespace wayout
