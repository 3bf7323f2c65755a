#include "geometry/wkt.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

std::string problems_of(const std::string& text) {
    const auto r = read_wkt(text, "plan.wkt");
    std::string all;
    if (!r)
        for (const Error& e : r.error()) all += e.where + ": " + e.message + "\n";
    return all;
}

TEST(Wkt, ReadsAPolygonWithAHole) {
    const auto r = read_wkt("POLYGON ((0 0, 4 0, 4 3, 0 3, 0 0), (1 1, 1 2, 2 2, 1 1))");
    ASSERT_TRUE(r);
    ASSERT_EQ(r->polygons.size(), 1u);
    EXPECT_EQ(r->polygons[0].outer.size(), 4u);
    ASSERT_EQ(r->polygons[0].holes.size(), 1u);
    EXPECT_EQ(r->polygons[0].holes[0].size(), 3u);
    EXPECT_EQ(r->polygons[0].outer[2], (Vec2{4, 3}));
}

TEST(Wkt, FlattensCollections) {
    const auto r = read_wkt(
        "GeometryCollection(POLYGON((0 0,1 0,1 1,0 0)), MULTIPOLYGON(((2 2,3 2,3 3,2 2)),((5 5,6 5,6 6,5 "
        "5))),\n"
        "LINESTRING(0 0, 1e1 -2.5E-1), MULTILINESTRING((1 1, 2 2), (3 3, 4 4)))");
    ASSERT_TRUE(r);
    EXPECT_EQ(r->polygons.size(), 3u);
    ASSERT_EQ(r->lines.size(), 3u);
    EXPECT_EQ(r->lines[0][1], (Vec2{10, -0.25}));
}

TEST(Wkt, IgnoresHeightsAndTakesEmptyParts) {
    const auto r = read_wkt("POLYGON Z ((0 0 5, 4 0 5, 4 3 5, 0 0 5)); LINESTRING EMPTY; POLYGON Z EMPTY");
    ASSERT_TRUE(r);
    ASSERT_EQ(r->polygons.size(), 1u);
    EXPECT_EQ(r->polygons[0].outer[1], (Vec2{4, 0}));
    EXPECT_TRUE(r->lines.empty());
}

TEST(Wkt, WritingAndReadingIsTheIdentity) {
    const std::vector<Polygon> region{
        {{{0.1, 1.0 / 3.0}, {123456.7891, 0}, {2e-7, 9}}, {{{1, 1}, {2, 1}, {2, 2}}}},
        {{{-5, -5}, {-4, -5}, {-4, -4}}, {}}};
    const auto r = read_wkt(write_wkt(region));
    ASSERT_TRUE(r);
    ASSERT_EQ(r->polygons.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(r->polygons[i].outer, region[i].outer);
        EXPECT_EQ(r->polygons[i].holes, region[i].holes);
    }
    const std::vector<Vec2> line{{0.1, 0.2}, {3, 4}};
    EXPECT_EQ(write_wkt_line(line), "LINESTRING (0.1 0.2, 3 4)");
    EXPECT_EQ(write_wkt(Polygon{}), "POLYGON EMPTY");
}

TEST(Wkt, OpenRingsAreAllReportedWithTheirPlace) {
    const std::string p = problems_of("POLYGON ((0 0, 4 0, 4 3, 0 3),\n (1 1, 1 2, 2 2))");
    EXPECT_NE(p.find("plan.wkt, line 1, column 10: the ring is open"), std::string::npos) << p;
    EXPECT_NE(p.find("plan.wkt, line 2, column 2: the ring is open"), std::string::npos) << p;
}

TEST(Wkt, SaysWhatIsWrongAndWhere) {
    const auto expect = [](const std::string& text, const std::string& part) {
        EXPECT_NE(problems_of(text).find(part), std::string::npos) << problems_of(text);
    };
    expect("", "the text is empty");
    expect("POINT (1 2)", "line 1, column 1: 'POINT' is not used in plans; known are POLYGON");
    expect("POLYGON ((0 0, 4 0, x 3, 0 0))", "line 1, column 21: expected a number; found 'x'");
    expect("POLYGON ((0 0, 4 0, 4 3, 0 0)", "column 30: expected ')'; the text ends here");
    expect("POLYGON ((0 0 7, 4 0 7, 4 3 7, 0 0 7))", "a point has two coordinates");
    expect("POLYGON ((0 0, 1e999 0, 4 3, 0 0))", "outside the range of finite numbers");
    expect("POLYGON ((0 0, nan 0, 4 3, 0 0))", "outside the range of finite numbers");
    expect("POLYGON ((0 0, 4 0, 0 0))", "at least three different points");
    expect("LINESTRING (0 0)", "at least two points");
    expect("POLYGON M ((0 0 1, 4 0 1, 0 0 1))", "'M' is not understood");
    expect("POLYGON ((0 0, 4 0, 4 3, 0 0)) rubbish", "column 32: 'RUBBISH' is not used");
}

TEST(Wkt, DeepNestingEndsWithAMessage) {
    std::string text;
    for (int i = 0; i < 100000; ++i) text += "GEOMETRYCOLLECTION(";
    EXPECT_NE(problems_of(text).find("nested deeper than 16"), std::string::npos);
}

TEST(Wkt, ManyOpenRingsEndSoon) {
    std::string text = "MULTIPOLYGON (((0 0, 1 1))";
    for (int i = 0; i < 300000; ++i) text += ", ((0 0, 1 1))";
    const Result<WktGeometry> read = read_wkt(text + ")");  // took minutes when each was looked up
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().size(), 50u);
}

TEST(Wkt, EveryTruncationIsAnsweredWithoutACrash) {
    const std::string text =
        "GEOMETRYCOLLECTION (POLYGON ((0 0, 4.5 0, 4 3e0, 0 3, 0 0), (1 1, 1 2, 2 2, 1 1)), LINESTRING Z (0 "
        "0 1, 1 1 2))";
    ASSERT_TRUE(read_wkt(text));
    for (std::size_t n = 0; n < text.size(); ++n) EXPECT_FALSE(read_wkt(text.substr(0, n))) << n;
}

}  // namespace
}  // namespace wayout
