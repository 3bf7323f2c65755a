#include "input/json.hpp"
#include "snippets.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <utility>

namespace wayout {
namespace {

struct Parsed {
    std::optional<JsonValue> tree;
    Errors errors;
};

Parsed parse(std::string_view text, const JsonLimits& limits = {}) {
    Problems problems;
    std::size_t value_count = 0;
    Parsed parsed;
    parsed.tree = parse_json(text, "f.json", 0, limits, value_count, problems);
    parsed.errors = std::move(problems).take();
    return parsed;
}

TEST(Json, ReadsCommentsAndKeepsTheLineOfEachValue) {
    const Parsed parsed =
        parse("// first\n{ /* two\nlines */ \"a\": 1,\n \"b\": [2,\n  true]\n, \"c\": -7\n}");
    ASSERT_TRUE(parsed.tree) << as_lines(parsed.errors);
    EXPECT_EQ(parsed.tree->line, 2u);
    EXPECT_EQ(parsed.tree->find("a")->line, 3u);
    EXPECT_EQ(parsed.tree->find("b")->line, 4u);
    EXPECT_EQ(parsed.tree->find("b")->array()->at(0).line, 4u);
    EXPECT_EQ(parsed.tree->find("b")->array()->at(1).line, 5u);
    EXPECT_EQ(parsed.tree->find("c")->line, 6u);  // the parser has read the line break behind it by then
}

TEST(Json, TellsWhereASyntaxErrorLies) {
    const Parsed parsed = parse("{\n  \"a\": 1,\n  \"b\" 2\n}");
    EXPECT_FALSE(parsed.tree);
    ASSERT_EQ(parsed.errors.size(), 1u);
    EXPECT_EQ(parsed.errors[0].code, ErrorCode::syntax);
    EXPECT_EQ(parsed.errors[0].where, "f.json: line 3, column 7");  // the 2, of `  "b" 2`
}

struct Slip {
    const char* text;
    const char* cure;
};

TEST(Json, NamesTheCureOfCommonSlips) {
    const Slip slips[] = {
        {"{\"a\": 1,}", "take away the comma"},
        {"[1, 2,\n]", "take away the comma"},
        {"[NaN]", "NaN and Infinity are no numbers"},
        {"[-Infinity]", ""},
        {"[1e999]", "the number is too large"},
        {"{\"a\": 1 \"b\": 2}", "a comma or a closing bracket is probably missing"},
        {"{\"a\": [1, 2", "ends before all brackets"},
        {"{'a': 1}", "double quotes"},
        {"  \n", "the file is empty"},
        {"", "the file is empty"},
        {"{\"a\": yes}", "double quotes"},
        {"{} {}", ""},
        {"\"\xff\"", ""},
    };
    for (const Slip& slip : slips) {
        const Parsed parsed = parse(slip.text);
        EXPECT_FALSE(parsed.tree) << slip.text;
        ASSERT_EQ(parsed.errors.size(), 1u) << slip.text;
        EXPECT_NE(parsed.errors[0].message.find(slip.cure), std::string::npos)
            << slip.text << ": " << parsed.errors[0].message;
    }
}

TEST(Json, ReportsAKeyThatAppearsTwice) {
    const Parsed parsed = parse("{\"a\": 1,\n\"b\": {\"a\": 1},\n\"a\": 2}");
    ASSERT_EQ(parsed.errors.size(), 1u);
    EXPECT_EQ(parsed.errors[0].where, "f.json: line 3");
    EXPECT_NE(parsed.errors[0].message.find("\"a\" appears twice"), std::string::npos);
    EXPECT_TRUE(parsed.tree);  // so that the other problems of the file can be listed too
}

TEST(Json, RefusesDeepNesting) {
    EXPECT_TRUE(parse(std::string(64, '[') + std::string(64, ']')).tree);
    const Parsed parsed = parse(std::string(65, '[') + std::string(65, ']'));
    EXPECT_FALSE(parsed.tree);
    ASSERT_EQ(parsed.errors.size(), 1u);
    EXPECT_NE(parsed.errors[0].message.find("more than 64 deep"), std::string::npos);
    EXPECT_FALSE(parse(std::string(2000000, '[')).tree);
}

TEST(Json, RefusesTooManyValues) {
    JsonLimits limits;
    limits.value_count = 4;
    EXPECT_TRUE(parse("[1, 2, 3]", limits).tree);  // the list is a value too
    EXPECT_FALSE(parse("[1, 2, 3, 4]", limits).tree);
}

TEST(Json, KeepsWholeNumbersExact) {
    const Parsed parsed = parse("[18446744073709551615, -9223372036854775808, 0.1]");
    ASSERT_TRUE(parsed.tree);
    EXPECT_EQ(std::get<std::uint64_t>(parsed.tree->array()->at(0).data),
              std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(std::get<std::int64_t>(parsed.tree->array()->at(1).data),
              std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(to_text(*parsed.tree, -1), "[18446744073709551615,-9223372036854775808,0.1]");
}

TEST(Json, WritesWhatReadsBackTheSame) {
    const std::string text =
        "{\"a\\\"\\\\\\n\\u0001\": [1, [2.5, -3e-300, -0.0, 1e16, 123456789012], {\"\": null, \"ü\": [true, "
        "false]}], \"c\": \"\\t\"}";
    const Parsed once = parse(text);
    ASSERT_TRUE(once.tree);
    for (const int indent : {-1, 2}) {
        const std::string written = to_text(*once.tree, indent);
        const Parsed again = parse(written);
        ASSERT_TRUE(again.tree) << written;
        EXPECT_EQ(to_text(*again.tree, indent), written);
        EXPECT_EQ(to_text(*again.tree, -1), to_text(*once.tree, -1));
    }
}

}  // namespace
}  // namespace wayout
