/// Line, step and bar charts as SVG, made to be read on screen and in print: few lines, direct labels, no
/// box.
#pragma once

#include "output/svg.hpp"

#include <wayout/vec2.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayout {

/// Of charts that take a whole page.
inline constexpr double chart_page_width = 960.0;

/// Round values at equal distances for an axis.
struct Ticks {
    std::vector<double> at;
    int decimals{0};  ///< that tell neighbours apart
};

/// Steps of 1, 2 or 5 times a power of ten, about `about` of them; all ticks in [low, high].
Ticks nice_ticks(double low, double high, int about);
/// Steps of 1, 2, 5, 10, 15, 30 s, 1, 2, 5, 10, 15, 30 min or 1, 2, 4 h, ...: for axes of time in seconds.
Ticks time_ticks(double low_s, double high_s, int about);
/// The smallest end of an axis that starts at 0, holds `value` and ends with a tick.
double nice_top(double value, int about);

struct Axis {
    std::string label;
    double low{0.0};
    double high{1.0};
    enum class Kind { number, time } kind{Kind::number};
    int about_ticks{6};
};

struct LineStyle {
    const char* colour{"#0072b2"};
    double width{2.0};
    const char* dash{nullptr};  ///< as stroke-dasharray; series are told apart by dash as well as by colour
};

/// A chart with two axes. Draw the parts from back to front, then take str().
class Chart {
public:
    Chart(double width, double height, std::string_view title, Axis x, Axis y);

    void line(const std::vector<Vec2>& points, const LineStyle& style);
    /// The value of a point holds until the next point.
    void steps(const std::vector<Vec2>& points, const LineStyle& style);
    void area(const std::vector<Vec2>& points, const char* colour, double opacity);
    /// A bar from the bottom of the chart to y, between two values of x.
    void bar(double x_from, double x_to, double y, const char* colour, std::string_view tip);
    /// A dashed line with words beside its upper end, clear of the words of earlier marks.
    void vertical_mark(double x, std::string_view text);
    void horizontal_mark(double y, std::string_view text, const char* colour);
    /// A ring with a label: to the right of it, or above and to the left.
    /// lower_right: the upper left where it would not fit in.
    enum class LabelSide { right, upper_left, lower_right };
    void point(Vec2 at, const char* colour, std::string_view label, LabelSide side);
    /// A band that only catches the pointer and shows the text.
    void hover_band(double x_from, double x_to, std::string_view tip);
    /// Names of series in a row above the plot.
    void legend(const std::vector<std::pair<std::string, LineStyle>>& entries);

    std::string str() const { return svg_.str(); }

private:
    double left() const { return 64.0; }
    double right() const { return svg_.width() - 20.0; }
    double top() const { return 50.0; }
    double bottom() const { return svg_.height() - 48.0; }
    double px(double x) const;
    double py(double y) const;
    void draw_axes();

    /// Where the words of a vertical mark lie.
    struct MarkLabel {
        std::size_t row{0};
        double from{0.0};
        double to{0.0};
    };

    Svg svg_;
    Axis x_;
    Axis y_;
    std::vector<MarkLabel> mark_labels_;
};

/// One row of a bar chart with words on the left.
struct BarRow {
    std::string label;
    double value{0.0};
    std::string value_text;
    std::string tip;
    const char* colour{"#0072b2"};
};

/// Horizontal bars, one below the other, as tall as it needs.
std::string bar_chart(std::string_view title, double width, const std::vector<BarRow>& rows,
                      std::string_view value_label);

}  // namespace wayout
