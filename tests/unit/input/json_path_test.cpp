#include "input/json_path.hpp"
#include "snippets.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

constexpr const char* house = R"({
    "name": "House",
    "doors": [{"id": "a", "width": 1}, {"id": "7", "width": 2}, {"id": "c", "width": 3, "note": "x"}],
    "events": [{"at": 5}, {"at": 10}],
    "inner": {"list": [1, 2, 3], "deep": {"x": 4}}
})";

/// The tree after a value was set, in one line, or what was wrong.
std::string set(std::string_view path, std::string_view value) {
    JsonValue tree = tree_of(house);
    const Errors errors = set_at(tree, path, tree_of(value));
    return errors.empty() ? to_text(tree, -1) : as_lines(errors);
}

std::string at(std::string_view pointer_key, const std::string& text) {
    return to_text(*tree_of(text).find(pointer_key), -1);
}

/// Doubles numbers, as a change does; "changed" or what was wrong.
std::string doubled(std::string_view path, JsonValue& tree) {
    const Errors errors = change_at(tree, path, [](std::string_view, JsonValue& value) -> std::string {
        if (!value.is_number())
            return "is no number";
        value.data = 2.0 * value.number();
        return {};
    });
    return errors.empty() ? "changed" : as_lines(errors);
}

TEST(JsonPath, IsParsedIntoSteps) {
    const Result<std::vector<PathStep>> steps = parse_path("people.populations[visitors][*][+]");
    ASSERT_TRUE(steps.has_value());
    using Kind = PathStep::Kind;
    const std::pair<Kind, const char*> expected[] = {{Kind::key, "people"},
                                                     {Kind::key, "populations"},
                                                     {Kind::item, "visitors"},
                                                     {Kind::all, "*"},
                                                     {Kind::append, "+"}};
    ASSERT_EQ(steps->size(), std::size(expected));
    for (std::size_t i = 0; i < steps->size(); ++i) {
        EXPECT_EQ((*steps)[i].kind, expected[i].first) << i;
        EXPECT_EQ((*steps)[i].text, expected[i].second) << i;
    }
}

TEST(JsonPath, SaysWhatIsWrongWithAPath) {
    const std::pair<std::string, const char*> cases[] = {
        {"", "is empty; write it like people.populations[visitors].count"},
        {"[0].x", "begins with a bracket"},
        {"a[", "the bracket at character 2 holds nothing or is not closed"},
        {"a[]", "the bracket at character 2 holds nothing or is not closed"},
        {"a[x", "the bracket at character 2 holds nothing or is not closed"},
        {"a..b", "a key is missing at character 3"},
        {".a", "a key is missing at character 1"},
        {"a.", "a key is missing at character 3"},
        {"a[+].b", "goes on after [+]; give the new item as a whole"},
        {"a[0]b", "after the bracket at character 4 a dot is missing"},
        {std::string(1001, 'a'), "is longer than 1000 characters"},
    };
    for (const auto& [path, message] : cases) {
        const Result<std::vector<PathStep>> steps = parse_path(path);
        ASSERT_FALSE(steps.has_value()) << path;
        EXPECT_NE(as_lines(steps.error()).find(message), std::string::npos) << as_lines(steps.error());
        EXPECT_TRUE(steps.error().front().where.starts_with("path '")) << path;
    }
}

TEST(JsonPath, SetsKeysItemsByIdAndItemsByRow) {
    EXPECT_EQ(at("name", set("name", R"("Hut")")), R"("Hut")");
    EXPECT_EQ(at("inner", set("inner.deep.x", "5")), R"({"list":[1,2,3],"deep":{"x":5}})");
    EXPECT_EQ(at("events", set("events[1].at", "6")), R"([{"at":5},{"at":6}])");
    EXPECT_EQ(at("inner", set("inner.list[0]", "9")), R"({"list":[9,2,3],"deep":{"x":4}})");
    // A key that is not there yet is added.
    EXPECT_EQ(at("inner", set("inner.deep.y", "5")), R"({"list":[1,2,3],"deep":{"x":4,"y":5}})");
}

TEST(JsonPath, AnIdGoesBeforeARow) {
    EXPECT_EQ(at("doors", set("doors[7].width", "9")),
              R"([{"id":"a","width":1},{"id":"7","width":9},{"id":"c","width":3,"note":"x"}])");
    EXPECT_EQ(at("doors", set("doors[2].width", "9")),
              R"([{"id":"a","width":1},{"id":"7","width":2},{"id":"c","width":9,"note":"x"}])");
}

TEST(JsonPath, StarMeansAllItems) {
    EXPECT_EQ(at("events", set("events[*].at", "1")), R"([{"at":1},{"at":1}])");
    EXPECT_EQ(at("inner", set("inner.list[*]", "0")), R"({"list":[0,0,0],"deep":{"x":4}})");
    JsonValue tree = tree_of(house);
    EXPECT_EQ(doubled("doors[*].width", tree), "changed");
    EXPECT_EQ(to_text(*tree.find("doors"), -1),
              R"([{"id":"a","width":2},{"id":"7","width":4},{"id":"c","width":6,"note":"x"}])");
}

TEST(JsonPath, OfAllItemsOnlyThoseWithTheKeyAreChanged) {
    JsonValue tree = tree_of(R"({"doors": [{"a": 1}, {"b": 2}, {"a": 3}]})");
    EXPECT_EQ(doubled("doors[*].a", tree), "changed");
    EXPECT_EQ(to_text(tree, -1), R"({"doors":[{"a":2},{"b":2},{"a":6}]})");
    EXPECT_EQ(doubled("doors[*].c", tree), "path 'doors[*].c' | leads to no value at all\n");
}

TEST(JsonPath, PlusAppendsAndNullTakesAway) {
    EXPECT_EQ(at("events", set("events[+]", R"({"at": 7})")), R"([{"at":5},{"at":10},{"at":7}])");
    EXPECT_EQ(at("doors", set("doors[7]", "null")),
              R"([{"id":"a","width":1},{"id":"c","width":3,"note":"x"}])");
    EXPECT_EQ(at("events", set("events[*]", "null")), "[]");
    EXPECT_EQ(at("inner", set("inner.deep", "null")), R"({"list":[1,2,3]})");
    // What is not there is taken away already.
    EXPECT_EQ(at("inner", set("inner.nothing", "null")), at("inner", house));
    JsonValue tree = tree_of(house);
    EXPECT_NE(doubled("events[+]", tree).find("[+] makes a new item"), std::string::npos);
}

TEST(JsonPath, ErrorsNameWhatThereIs) {
    const std::pair<const char*, const char*> cases[] = {
        {"hause.x",
         "path 'hause.x' | there is no 'hause' in the scenario; there are: name, doors, events, inner\n"},
        {"inner.dep.x", "path 'inner.dep.x' | there is no 'dep' in 'inner'; there are: list, deep\n"},
        {"doors[b].width",
         "path 'doors[b].width' | 'doors' has no item with the id 'b'; there are: a, 7, c\n"},
        {"doors[3].width",
         "path 'doors[3].width' | 'doors' has no item with the id '3'; there are: a, 7, c\n"},
        {"events[2].at",
         "path 'events[2].at' | 'events' has no item with the id '2'; it has 2 without ids, counted from "
         "0\n"},
        {"events[-1].at",
         "path 'events[-1].at' | 'events' has no item with the id '-1'; it has 2 without ids, counted from "
         "0\n"},
        {"name.first", "path 'name.first' | 'name' is a text, which has no keys like 'first'\n"},
        {"inner[0]", "path 'inner[0]' | 'inner' is an object, no list\n"},
        {"doors.width", "path 'doors.width' | 'doors' is a list, which has no keys like 'width'\n"},
    };
    for (const auto& [path, message] : cases) EXPECT_EQ(set(path, "1"), message);
}

TEST(JsonPath, AFailedChangeSaysWhy) {
    JsonValue tree = tree_of(house);
    EXPECT_EQ(doubled("name", tree), "path 'name' | is no number\n");
    EXPECT_EQ(doubled("inner.list[5]", tree),
              "path 'inner.list[5]' | 'inner.list' has no item with the id '5'; it has 3 without ids, "
              "counted from 0\n");
    EXPECT_EQ(doubled("inner.list[1]", tree), "changed");
    EXPECT_EQ(to_text(*tree.find("inner"), -1), R"({"list":[1,4,3],"deep":{"x":4}})");
}

// The test cases of RFC 7396, appendix A: original, patch, result.
TEST(MergePatch, DoesWhatTheExamplesOfRfc7396Say) {
    constexpr const char* cases[][3] = {
        {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
        {R"({"a":"b"})", R"({"a":null})", R"({})"},
        {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
        {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
        {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
        {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
        {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
        {R"({"a":"b"})", R"(["c"])", R"(["c"])"},
        {R"({"a":"foo"})", R"(null)", R"(null)"},
        {R"({"a":"foo"})", R"("bar")", R"("bar")"},
        {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
        {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
        {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
    };
    for (const auto& [original, patch, result] : cases) {
        JsonValue tree = tree_of(original);
        merge_patch(tree, tree_of(patch));
        EXPECT_EQ(to_text(tree, -1), result) << original << " with " << patch;
    }
}

}  // namespace
}  // namespace wayout
