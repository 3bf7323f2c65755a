#include "core/assert.hpp"
#include "core/log.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayout {
namespace {

TEST(Assert, ThrowsWithPlaceConditionAndMessage) {
    const int doors = 3;
    try {
        WAYOUT_ASSERT(doors == 4, "four doors were built");
        FAIL() << "did not throw";
    } catch (const InternalError& error) {
        const std::string text = error.what();
        EXPECT_EQ(text.find("tests/unit/core/assert_test.cpp:"), 0U) << text;
        EXPECT_NE(text.find("four doors were built"), std::string::npos) << text;
        EXPECT_NE(text.find("doors == 4"), std::string::npos) << text;
    }
}

TEST(Assert, EvaluatesTheConditionOnceAndTheMessageOnlyOnFailure) {
    int conditions = 0;
    int messages = 0;
    const auto message = [&] {
        ++messages;
        return std::string("text");
    };
    WAYOUT_ASSERT(++conditions > 0, message());
    EXPECT_EQ(conditions, 1);
    EXPECT_EQ(messages, 0);
    EXPECT_THROW(WAYOUT_ASSERT(++conditions < 0, message()), InternalError);
    EXPECT_EQ(messages, 1);
}

TEST(Validate, RunsOnlyInBuildsThatAskForIt) {
    int conditions = 0;
#ifdef WAYOUT_VALIDATE_ENABLED
    EXPECT_THROW(WAYOUT_VALIDATE(++conditions < 0, "state"), InternalError);
    EXPECT_EQ(conditions, 1);
#else
    EXPECT_NO_THROW(WAYOUT_VALIDATE(++conditions < 0, "state"));
    EXPECT_EQ(conditions, 0);
#endif
}

TEST(Log, ReachesTheSinkAndToleratesNone) {
    std::string heard;
    log_to(
        [&](LogLevel level, std::string_view text) {
            heard = (level == LogLevel::warning ? "W " : "I ") + std::string(text);
        },
        LogLevel::warning, "door 3 is jammed");
    EXPECT_EQ(heard, "W door 3 is jammed");
    EXPECT_NO_THROW(log_to(LogSink{}, LogLevel::info, "nobody listens"));
}

}  // namespace
}  // namespace wayout
