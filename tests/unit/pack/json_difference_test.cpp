#include "study/json_difference.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <vector>

namespace wayout {
namespace {

using Found = std::vector<InputDifference>;

Found compare(const char* a, const char* b) {
    return json_differences(nlohmann::ordered_json::parse(a), nlohmann::ordered_json::parse(b));
}

TEST(JsonDifference, EqualTreesHaveNone) {
    const char* tree = R"({"a": [1, 2, {"b": null}], "c": {"d": "x"}})";
    EXPECT_EQ(compare(tree, tree), Found{});
    EXPECT_EQ(compare(R"({"a": 1, "b": 2})", R"({"b": 2.0, "a": 1})"), Found{});
}

TEST(JsonDifference, ValuesByTheirPath) {
    EXPECT_EQ(compare(R"({"s": {"seed": 1, "x": true}})", R"({"s": {"seed": 2, "y": "z"}})"),
              (Found{{"s.seed", "1", "2"}, {"s.x", "true", ""}, {"s.y", "", "\"z\""}}));
}

TEST(JsonDifference, ItemsOfListsByTheirId) {
    const char* a = R"({"doors": [{"id": "a", "w": 1}, {"id": "b", "w": 2}]})";
    const char* b = R"({"doors": [{"id": "c", "w": 3}, {"id": "b", "w": 4}]})";
    EXPECT_EQ(compare(a, b), (Found{{"doors[a]", R"({"id":"a","w":1})", ""},
                                    {"doors[b].w", "2", "4"},
                                    {"doors[c]", "", R"({"id":"c","w":3})"}}));
    // In another order they are the same.
    EXPECT_EQ(compare(a, R"({"doors": [{"id": "b", "w": 2}, {"id": "a", "w": 1}]})"), Found{});
}

TEST(JsonDifference, ItemsWithoutIdByNameThenByRow) {
    EXPECT_EQ(compare(R"([{"name": "x", "v": 1}])", R"([{"name": "x", "v": 2}])"),
              (Found{{"[x].v", "1", "2"}}));
    EXPECT_EQ(compare(R"({"e": [{"at": 1}, {"at": 2}]})", R"({"e": [{"at": 1}, {"at": 3}, {"at": 4}]})"),
              (Found{{"e[1].at", "2", "3"}, {"e[2]", "", R"({"at":4})"}}));
    // An id that appears twice tells nothing apart.
    EXPECT_EQ(compare(R"([{"id": "a", "v": 1}, {"id": "a", "v": 2}])",
                      R"([{"id": "a", "v": 1}, {"id": "a", "v": 3}])"),
              (Found{{"[1].v", "2", "3"}}));
}

TEST(JsonDifference, PointsAndLinesAsWholes) {
    EXPECT_EQ(compare(R"({"line": [[0, 1], [2, 3]]})", R"({"line": [[0, 1], [2, 4]]})"),
              (Found{{"line", "[[0,1],[2,3]]", "[[0,1],[2,4]]"}}));
    EXPECT_EQ(compare(R"({"x": 1})", R"({"x": {"y": 1}})"), (Found{{"x", "1", R"({"y":1})"}}));
}

}  // namespace
}  // namespace wayout
