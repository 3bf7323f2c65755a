#include "input/shapes.hpp"
#include "snippets.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace wayout {
namespace {

template <typename T>
struct ReadShape {
    bool good{false};
    T value{};
    std::string problems;
};

template <typename T>
ReadShape<T> read_shape(const Form<T>& form, std::string_view json) {
    Reading reading;
    reading.file_names = {"f.json"};
    reading.load_text = [](std::uint32_t, const std::string& name) -> Result<std::string> {
        if (name == "hall.wkt")
            return std::string(
                "GEOMETRYCOLLECTION (POLYGON ((0 0, 4 0, 4 3, 0 0)), MULTIPOLYGON (((5 5, 6 5, 6 6, 5 5), "
                "(5.5 5.2, 5.8 5.2, 5.8 5.4, 5.5 5.2))))");
        return Error{ErrorCode::io, "", "no such file"};
    };
    const JsonValue tree = tree_of(json);
    ReadShape<T> result;
    result.good = form.read(Place(reading, tree), result.value);
    result.problems = as_lines(std::move(reading.problems).take());
    EXPECT_EQ(result.good, result.problems.empty()) << json << "\n" << result.problems;
    return result;
}

TEST(Shapes, ReadsARingOpenOrClosed) {
    const Ring corners{{0, 0}, {4, 0}, {4, 3}};
    EXPECT_EQ(read_shape(polygon(), "[[0, 0], [4, 0], [4, 3]]").value.outer, corners);
    EXPECT_EQ(read_shape(polygon(), "[[0, 0], [4, 0], [4, 3], [0, 0]]").value.outer, corners);
    EXPECT_NE(read_shape(polygon(), "[[0, 0], [4, 0], [0, 0]]").problems.find("three different corners"),
              std::string::npos);
    EXPECT_FALSE(read_shape(polygon(), "[[0, 0], [4, 0]]").good);
}

TEST(Shapes, ReadsHolesAndRectangles) {
    const Polygon holed =
        read_shape(polygon(), R"j({"outer": [[0, 0], [9, 0], [9, 9]], "holes": [[[5, 1], [6, 1], [6, 2]]]})j")
            .value;
    EXPECT_EQ(holed.outer.size(), 3u);
    ASSERT_EQ(holed.holes.size(), 1u);
    EXPECT_EQ(holed.holes[0][2], (Vec2{6, 2}));
    EXPECT_EQ(read_shape(polygon(), R"j({"rect": [1, 2, 5, 4]})j").value.outer,
              (Ring{{1, 2}, {5, 2}, {5, 4}, {1, 4}}));
    EXPECT_NE(read_shape(polygon(), R"j({"rect": [5, 2, 1, 4]})j").problems.find("turned over"),
              std::string::npos);
    EXPECT_NE(read_shape(polygon(), R"j({"rect": [1, 2, 5]})j").problems.find("3 entries; exactly 4"),
              std::string::npos);
}

TEST(Shapes, ReadsWktInlineAndFromAFile) {
    EXPECT_EQ(read_shape(polygon(), R"j("POLYGON ((0 0, 4 0, 4 3, 0 0))")j").value.outer.size(), 3u);
    const auto from_file = read_shape(area(), R"j("hall.wkt")j").value;
    ASSERT_EQ(from_file.size(), 2u);
    EXPECT_EQ(from_file[1].holes.size(), 1u);
    EXPECT_NE(read_shape(polygon(), R"j("hall.wkt")j").problems.find("holds 2 polygons; one is needed"),
              std::string::npos);
    EXPECT_NE(read_shape(area(), R"j("other.wkt")j").problems.find("no such file"), std::string::npos);
    EXPECT_NE(read_shape(area(), R"j("POLYGON ((0 0, 4 0, 4 3))")j")
                  .problems.find("line 1, column 10: the ring is open"),
              std::string::npos);
    EXPECT_NE(read_shape(area(), R"j("LINESTRING (0 0, 4 0)")j").problems.find("polygons are needed"),
              std::string::npos);
    EXPECT_NE(read_shape(area(), R"j("POLYGON EMPTY")j").problems.find("polygons are needed"),
              std::string::npos);
    EXPECT_NE(read_shape(area(), R"j("POLYGON ((0 0, 4e9 0, 4 3, 0 0))")j").problems.find("beyond"),
              std::string::npos);
    EXPECT_FALSE(read_shape(area(), R"j("POLYGON ((0 0, nan 0, 4 3, 0 0))")j").good);
    EXPECT_FALSE(read_shape(area(), R"j("ground")j").good);
}

TEST(Shapes, TellsOnePolygonFromSeveral) {
    EXPECT_EQ(read_shape(area(), "[[0, 0], [4, 0], [4, 3]]").value.size(), 1u);
    EXPECT_EQ(read_shape(area(), "[[[0, 0], [4, 0], [4, 3]]]").value.size(), 1u);
    EXPECT_EQ(read_shape(
                  area(),
                  R"j([{"rect": [0, 0, 1, 1]}, [[0, 0], [4, 0], [4, 3]], "POLYGON ((0 0, 4 0, 4 3, 0 0))"])j")
                  .value.size(),
              3u);
    EXPECT_FALSE(read_shape(area(), "[]").good);
    EXPECT_FALSE(read_shape(area(), "{}").good);
    EXPECT_FALSE(read_shape(area(), "null").good);
}

TEST(Shapes, RefusesLinesWithoutLength) {
    EXPECT_EQ(read_shape(line(), "[[0, 0], [1, 2]]").value, (Segment{{0, 0}, {1, 2}}));
    EXPECT_NE(read_shape(line(), "[[1, 2], [1, 2]]").problems.find("no length"), std::string::npos);
    EXPECT_NE(read_shape(line(), "[[0, 0], [1, 2], [3, 4]]").problems.find("3 entries; exactly 2"),
              std::string::npos);
    EXPECT_NE(read_shape(point(), "[1, 1e9]").problems.find("out of range"), std::string::npos);
}

}  // namespace
}  // namespace wayout
