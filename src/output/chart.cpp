#include "output/chart.hpp"

#include "core/assert.hpp"
#include "output/colour.hpp"
#include "output/number_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wayout {

namespace {

Ticks ticks_with_step(double low, double high, double step, int decimals) {
    Ticks out;
    out.decimals = decimals;
    // Counted in whole steps, so that 0.3 is not drawn as 0.30000000000000004. The allowance is for ends that
    // are ticks themselves.
    const auto first = static_cast<long>(std::ceil(low / step - 1e-9));
    const auto last = static_cast<long>(std::floor(high / step + 1e-9));
    for (long i = first; i <= last; ++i) out.at.push_back(static_cast<double>(i) * step);
    return out;
}

double nice_step(double span, int about) {
    const double raw = span / std::max(1, about);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    // Geometric means between 1, 2, 5 and 10 part the ranges.
    const double lead = raw / power;
    return power * (lead < std::sqrt(2.0)    ? 1.0
                    : lead < std::sqrt(10.0) ? 2.0
                    : lead < std::sqrt(50.0) ? 5.0
                                             : 10.0);
}

}  // namespace

Ticks nice_ticks(double low, double high, int about) {
    WAYOUT_ASSERT(std::isfinite(low) && std::isfinite(high) && high > low, "an axis needs a range");
    const double step = nice_step(high - low, about);
    return ticks_with_step(low, high, step,
                           std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9))));
}

Ticks time_ticks(double low_s, double high_s, int about) {
    WAYOUT_ASSERT(std::isfinite(low_s) && std::isfinite(high_s) && high_s > low_s, "an axis needs a range");
    static constexpr std::array<double, 16> steps_s = {1,   2,   5,   10,   15,   30,   60,    120,
                                                       300, 600, 900, 1800, 3600, 7200, 14400, 28800};
    const double raw = (high_s - low_s) / std::max(1, about);
    double step = steps_s.back();
    double best = std::numeric_limits<double>::infinity();
    for (const double candidate : steps_s) {
        const double misfit = std::abs(std::log(candidate / raw));
        if (misfit < best) {
            best = misfit;
            step = candidate;
        }
    }
    return ticks_with_step(low_s, high_s, step, 0);
}

double nice_top(double value, int about) {
    if (!(value > 0.0))
        return 1.0;
    const double step = nice_step(value, about);
    return std::ceil(value / step - 1e-9) * step;
}

Chart::Chart(double width, double height, std::string_view title, Axis x, Axis y)
    : svg_(width, height, title), x_(std::move(x)), y_(std::move(y)) {
    draw_axes();
}

double Chart::px(double x) const {
    return left() + (x - x_.low) / (x_.high - x_.low) * (right() - left());
}

double Chart::py(double y) const {
    return bottom() - (y - y_.low) / (y_.high - y_.low) * (bottom() - top());
}

void Chart::draw_axes() {
    const auto ticks_of = [](const Axis& axis) {
        return axis.kind == Axis::Kind::time ? time_ticks(axis.low, axis.high, axis.about_ticks)
                                             : nice_ticks(axis.low, axis.high, axis.about_ticks);
    };
    const auto text_of = [](const Axis& axis, double value, int decimals) {
        if (axis.kind == Axis::Kind::time)
            return clock_text(value);
        return decimals == 0 ? grouped(std::llround(value)) : fixed(value, decimals);
    };
    const Ticks ys = ticks_of(y_);
    for (const double y : ys.at) {
        svg_.line({left(), py(y)}, {right(), py(y)},
                  Attributes().set("stroke", y == 0.0 ? ink::axis : ink::grid));
        svg_.text({left() - 8.0, py(y) + 4.0}, text_of(y_, y, ys.decimals),
                  {13.0, ink::secondary, Anchor::end});
    }
    const Ticks xs = ticks_of(x_);
    svg_.line({left(), bottom()}, {right(), bottom()}, Attributes().set("stroke", ink::axis));
    for (const double x : xs.at) {
        svg_.line({px(x), bottom()}, {px(x), bottom() + 5.0}, Attributes().set("stroke", ink::axis));
        const std::string text = text_of(x_, x, xs.decimals);
        const bool is_cut = px(x) + 0.5 * text_width(text, 13.0) > svg_.width();
        svg_.text({is_cut ? svg_.width() : px(x), bottom() + 19.0}, text,
                  {13.0, ink::secondary, is_cut ? Anchor::end : Anchor::middle});
    }
    svg_.text({(left() + right()) / 2.0, svg_.height() - 8.0}, x_.label, {13.0, ink::text, Anchor::middle});
    // The label of the upright axis lies flat above it: nobody needs to turn the head.
    svg_.text({8.0, 16.0}, y_.label, {13.0, ink::text, Anchor::start});
}

namespace {

Attributes stroke_of(const LineStyle& style) {
    Attributes a;
    a.set("fill", "none").set("stroke", style.colour).set("stroke-width", style.width);
    a.set("stroke-linejoin", "round").set("stroke-linecap", "round");
    if (style.dash != nullptr)
        a.set("stroke-dasharray", style.dash);
    return a;
}

}  // namespace

void Chart::line(const std::vector<Vec2>& points, const LineStyle& style) {
    std::vector<Vec2> drawn;
    drawn.reserve(points.size());
    for (const Vec2 p : points) drawn.push_back({px(p.x), py(p.y)});
    svg_.path(PathData().polyline(drawn), stroke_of(style));
}

void Chart::steps(const std::vector<Vec2>& points, const LineStyle& style) {
    std::vector<Vec2> corners;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i > 0)
            corners.push_back({points[i].x, points[i - 1].y});
        corners.push_back(points[i]);
    }
    line(corners, style);
}

void Chart::area(const std::vector<Vec2>& points, const char* colour, double opacity) {
    if (points.empty())
        return;
    std::vector<Vec2> ring{{px(points.front().x), py(y_.low)}};
    for (const Vec2 p : points) ring.push_back({px(p.x), py(p.y)});
    ring.push_back({px(points.back().x), py(y_.low)});
    svg_.path(PathData().ring(ring), Attributes().set("fill", colour).set("fill-opacity", opacity));
}

void Chart::bar(double x_from, double x_to, double y, const char* colour, std::string_view tip) {
    const double from = px(x_from) + 0.5, to = px(x_to) - 0.5;
    Attributes a;
    a.set("fill", colour);
    if (!tip.empty())
        a.set("data-tip", tip);
    svg_.rect({from, py(y)}, std::max(0.5, to - from), bottom() - py(y), a);
}

void Chart::vertical_mark(double x, std::string_view text) {
    if (x < x_.low || x > x_.high)
        return;
    const double width = text_width(text, 12.0);
    const bool near_right = px(x) + 6.0 + width > right();
    const double from = near_right ? px(x) - 5.0 - width : px(x) + 5.0;
    // The first line of words lies above the plot, where no curve runs; what has no room there goes below.
    std::size_t row = 0;
    const auto is_taken = [&](const MarkLabel& other) {
        return other.row == row && other.from < from + width + 6.0 && from < other.to + 6.0;
    };
    while (std::any_of(mark_labels_.begin(), mark_labels_.end(), is_taken)) ++row;
    mark_labels_.push_back({row, from, from + width});
    const double baseline = top() - 7.0 + 16.0 * static_cast<double>(row);
    svg_.line(
        {px(x), std::min(top(), baseline - 9.0)}, {px(x), bottom()},
        Attributes().set("stroke", ink::secondary).set("stroke-dasharray", "3 3").set("stroke-width", 1.0));
    svg_.text({near_right ? px(x) - 5.0 : px(x) + 5.0, baseline}, text,
              {12.0, ink::secondary, near_right ? Anchor::end : Anchor::start, false, true});
}

void Chart::horizontal_mark(double y, std::string_view text, const char* colour) {
    if (y < y_.low || y > y_.high)
        return;
    svg_.line({left(), py(y)}, {right(), py(y)},
              Attributes().set("stroke", colour).set("stroke-dasharray", "6 4").set("stroke-width", 1.2));
    svg_.text({right(), py(y) - 5.0}, text, {11.5, colour, Anchor::end, false, true});
}

void Chart::point(Vec2 at, const char* colour, std::string_view label, LabelSide side) {
    const Vec2 p{px(at.x), py(at.y)};
    svg_.circle(p, 4.0, Attributes().set("fill", ink::paper).set("stroke", colour).set("stroke-width", 2.0));
    constexpr double size = 13.0;
    const bool fits = p.x + 10.0 + text_width(label, size) < right();
    if (side == LabelSide::right || (side == LabelSide::lower_right && fits))
        svg_.text({p.x + 10.0, p.y + (side == LabelSide::right ? 4.5 : 22.0)}, label,
                  {size, ink::text, Anchor::start, true, true});
    else
        svg_.text({p.x - 4.0, p.y - 10.0}, label, {size, ink::text, Anchor::end, true, true});
}

void Chart::hover_band(double x_from, double x_to, std::string_view tip) {
    const double from = std::max(left(), px(x_from)), to = std::min(right(), px(x_to));
    svg_.rect({from, top()}, to - from, bottom() - top(),
              Attributes().set("class", "hit").set("fill", "none").set("data-tip", tip));
}

void Chart::legend(const std::vector<std::pair<std::string, LineStyle>>& entries) {
    // From the right, on the line of the y label.
    double x = right();
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        const std::string name = shortened(entry->first, 28);
        x -= text_width(name, 13.0);
        svg_.text({x, 16.0}, name, {13.0, ink::text});
        svg_.line({x - 26.0, 12.0}, {x - 6.0, 12.0}, stroke_of(entry->second));
        x -= 42.0;
    }
}

std::string bar_chart(std::string_view title, double width, const std::vector<BarRow>& rows,
                      std::string_view value_label) {
    constexpr double row_height = 30.0, top = 30.0;
    double label_width = 60.0, value_width = 40.0, largest = 0.0;
    for (const BarRow& row : rows) {
        label_width = std::max(label_width, text_width(shortened(row.label, 34), 13.0));
        value_width = std::max(value_width, text_width(row.value_text, 13.0));
        largest = std::max(largest, row.value);
    }
    const double left = std::min(label_width, width * 0.35) + 20.0, right = width - value_width - 20.0;
    Svg svg(width, top + row_height * static_cast<double>(rows.size()) + 10.0, title);
    svg.text({left, 16.0}, value_label, {13.0, ink::text});
    double y = top;
    for (const BarRow& row : rows) {
        const double length = largest > 0.0 ? row.value / largest * (right - left) : 0.0;
        svg.text({left - 10.0, y + 18.5}, shortened(row.label, 34), {13.0, ink::text, Anchor::end});
        svg.rect({left, y + 4.0}, std::max(1.0, length), row_height - 9.0,
                 Attributes().set("fill", row.colour).set("rx", 2.0).set("data-tip", row.tip));
        svg.text({left + length + 8.0, y + 18.5}, row.value_text, {13.0, ink::text});
        y += row_height;
    }
    svg.line({left, top}, {left, y}, Attributes().set("stroke", ink::axis));
    return svg.str();
}

}  // namespace wayout
