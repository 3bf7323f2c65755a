#include "input/problems.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

TEST(Problems, ListsSoManyAndCountsTheRest) {
    Problems problems;
    for (int i = 0; i < 250; ++i) problems.add({ErrorCode::schema, "place", "message"});
    EXPECT_EQ(problems.count(), 250u);
    const Errors errors = std::move(problems).take();
    ASSERT_EQ(errors.size(), 201u);
    EXPECT_EQ(errors.back().message, "and 50 more problems, not listed");
}

TEST(Problems, MakesQuotedTextFitForATerminalAndForJson) {
    Problems problems;
    // An escape sequence, a lone continuation byte, a cut UTF-8 character; the whole one stays.
    problems.add({ErrorCode::schema, "a\x1b[2J", "b\x80 \xC3\xA4 \xE2\x82"});
    const Errors errors = std::move(problems).take();
    EXPECT_EQ(errors[0].where, "a?[2J");
    EXPECT_EQ(errors[0].message, "b? \xC3\xA4 ??");
}

}  // namespace
}  // namespace wayout
