#include "output/chart.hpp"
#include "output/colour.hpp"
#include "output/maps.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>

namespace wayout {
namespace {

TEST(NiceTicks, AreRoundAndInsideTheRange) {
    EXPECT_EQ(nice_ticks(0.0, 10.0, 5).at, (std::vector<double>{0, 2, 4, 6, 8, 10}));
    EXPECT_EQ(nice_ticks(0.0, 6200.0, 6).at, (std::vector<double>{0, 1000, 2000, 3000, 4000, 5000, 6000}));
    const Ticks small = nice_ticks(0.0, 0.35, 4);  // 0.0875 -> 0.1
    ASSERT_EQ(small.at.size(), 4u);
    EXPECT_DOUBLE_EQ(small.at[3], 0.3);
    EXPECT_EQ(small.decimals, 1);
    EXPECT_EQ(nice_ticks(-5.0, 5.0, 5).at, (std::vector<double>{-4, -2, 0, 2, 4}));
    EXPECT_EQ(nice_ticks(0.0, 10.0, 5).decimals, 0);
}

TEST(TimeTicks, StepByHumanUnits) {
    EXPECT_EQ(time_ticks(0.0, 60.0, 6).at, (std::vector<double>{0, 10, 20, 30, 40, 50, 60}));
    EXPECT_EQ(time_ticks(0.0, 500.0, 8).at,
              (std::vector<double>{0, 60, 120, 180, 240, 300, 360, 420, 480}));  // 62.5 s -> 1 min
    EXPECT_EQ(time_ticks(0.0, 3600.0, 6).at, (std::vector<double>{0, 600, 1200, 1800, 2400, 3000, 3600}));
}

TEST(NiceTop, IsTheNextTick) {
    EXPECT_EQ(nice_top(428.0, 6), 500.0);  // steps of 100
    EXPECT_EQ(nice_top(500.0, 6), 500.0);
    EXPECT_EQ(nice_top(0.0, 6), 1.0);
}

TEST(TroubleRamp, GetsDarkerAllTheWay) {
    double before = 1e9;
    for (int i = 0; i <= 100; ++i) {
        const Colour c = trouble_ramp(i / 100.0);
        const double luminance = 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;  // ITU-R BT.709 weights
        EXPECT_LT(luminance, before) << i;
        before = luminance;
    }
    EXPECT_EQ(trouble_ramp(0.0).hex(), "#fde725");
    EXPECT_EQ(trouble_ramp(7.0).hex(), "#440154");
    EXPECT_EQ(trouble_ramp(std::nan("")).hex(), "#fde725");
}

TEST(ColourClasses, HoldTheirLowerEnd) {
    const ColourClasses c = density_classes();
    EXPECT_EQ(c.class_of(0.99), -1);
    EXPECT_EQ(c.class_of(1.0), 0);
    EXPECT_EQ(c.class_of(3.999), 2);
    EXPECT_EQ(c.class_of(4.0), 3);
    EXPECT_EQ(c.class_of(40.0), 5);
    EXPECT_EQ(c.class_of(std::nan("")), -1);
    EXPECT_EQ(c.labels.size(), c.edges.size());
    EXPECT_EQ(c.colours.size(), c.edges.size());
}

TEST(DurationClasses, ReachTheLongest) {
    const ColourClasses c = duration_classes(158.0, "t");
    EXPECT_EQ(c.edges, (std::vector<double>{0, 30, 60, 90, 120, 150}));  // 158 / 7 = 22.6 s -> 30 s
    EXPECT_EQ(c.labels.front(), "0:00\u20130:30");
    EXPECT_EQ(c.labels.back(), "from 2:30");
}

TEST(DurationClasses, AreNoMoreThanALegendHasRoomFor) {
    for (double longest = 1.0; longest < 100000.0; longest *= 1.07) {
        const ColourClasses c = duration_classes(longest, "time above 4 per m\u00b2, min:s");
        double width = text_width(c.title, 12.0);
        for (const std::string& label : c.labels) width += 32.0 + text_width(label, 12.0);
        EXPECT_LE(c.edges.size(), 8U) << longest;
        EXPECT_LT(width, 960.0) << longest;
    }
}

TEST(Chart, EscapesWhatUsersWrote) {
    Chart chart(960.0, 300.0, "<t>", {"x", 0.0, 10.0}, {"y", 0.0, 1.0});
    chart.vertical_mark(5.0, "</svg><script>");
    chart.legend({{"<b>", LineStyle{}}});
    const std::string svg = chart.str();
    EXPECT_EQ(svg.find("<script"), std::string::npos);
    EXPECT_EQ(svg.find("<b>"), std::string::npos);
    EXPECT_NE(svg.find("&lt;script"), std::string::npos);
}

TEST(Chart, KeepsTheWordsOfMarksApart) {
    Chart chart(960.0, 300.0, "t", {"x", 0.0, 100.0}, {"y", 0.0, 1.0});
    for (const auto& [x, text] : {std::pair{50.0, "first of two"}, {51.0, "second of two"}, {90.0, "apart"}})
        chart.vertical_mark(x, text);
    const std::string svg = chart.str();
    const auto baseline = [&](const std::string& text) {
        const std::size_t end = svg.find(">" + text + "<");
        const std::size_t y = svg.rfind(" y=\"", end);
        return std::stod(svg.substr(y + 4));
    };
    // 1 of 100 units is 9 pixels, less than the words are wide: the second goes one line of 16 pixels lower.
    EXPECT_EQ(baseline("second of two") - baseline("first of two"), 16.0);
    EXPECT_EQ(baseline("apart"), baseline("first of two"));
}

}  // namespace
}  // namespace wayout
