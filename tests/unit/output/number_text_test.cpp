#include "output/number_text.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace wayout {
namespace {

TEST(Fixed, RoundsAndNeverWritesMinusZero) {
    EXPECT_EQ(fixed(1.005, 2), "1.00");  // 1.005 is 1.00499999999999989... in binary
    EXPECT_EQ(fixed(2.675, 1), "2.7");
    EXPECT_EQ(fixed(-0.001, 2), "0.00");
    EXPECT_EQ(fixed(-1.5, 0), "-2");
    EXPECT_EQ(fixed(std::numeric_limits<double>::quiet_NaN(), 2), "");
    EXPECT_EQ(fixed(std::numeric_limits<double>::infinity(), 2), "");
}

TEST(Trimmed, LeavesOutZerosAtTheEndOnly) {
    EXPECT_EQ(trimmed(1.50, 2), "1.5");
    EXPECT_EQ(trimmed(2.0, 3), "2");
    EXPECT_EQ(trimmed(100.0, 0), "100");
    EXPECT_EQ(trimmed(-0.0001, 2), "0");
}

TEST(Exact, ReadsBackTheSameBits) {
    for (const double v : {0.1, 1.0 / 3.0, 5612345.1234, -1e-17}) EXPECT_EQ(std::stod(exact(v)), v);
}

TEST(Durations, AreRoundedToSeconds) {
    EXPECT_EQ(duration_words(46.6), "47 s");
    EXPECT_EQ(duration_words(59.7), "1 min");
    EXPECT_EQ(duration_words(392.0), "6 min 32 s");
    EXPECT_EQ(duration_words(3845.0), "1 h 04 min 05 s");
    EXPECT_EQ(clock_text(392.4), "6:32");
    EXPECT_EQ(clock_text(59.6), "1:00");
    EXPECT_EQ(clock_text(3845.0), "1:04:05");
    EXPECT_EQ(clock_text(std::numeric_limits<double>::quiet_NaN()), "-");
}

TEST(EscapeMarkup, MakesAnyTextHarmless) {
    EXPECT_EQ(escape_markup("<script>alert(\"x\" & 'y')</script>"),
              "&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;");
    EXPECT_EQ(escape_markup("T\xC3\xBCr \xF0\x9F\x9A\xAA"),
              "T\xC3\xBCr \xF0\x9F\x9A\xAA");               // well-formed UTF-8 stays
    EXPECT_EQ(escape_markup("a\x01z"), "a\xEF\xBF\xBDz");   // XML forbids control characters
    EXPECT_EQ(escape_markup("\xC3<"), "\xEF\xBF\xBD&lt;");  // a cut sequence does not swallow the next letter
    EXPECT_EQ(escape_markup("\xC0\xBC"), "\xEF\xBF\xBD\xEF\xBF\xBD");                  // overlong form of '<'
    EXPECT_EQ(escape_markup("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // surrogate
}

TEST(CsvField, IsQuotedWhenItMustBe) {
    EXPECT_EQ(csv_field("Hall 1"), "Hall 1");
    EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_field("say \"no\""), "\"say \"\"no\"\"\"");
    EXPECT_EQ(csv_field("two\nlines"), "\"two lines\"");
    EXPECT_EQ(csv_field(" x"), "\" x\"");
    EXPECT_EQ(csv_field("#1"), "\"#1\"");  // would be a comment for some readers
    EXPECT_EQ(csv_field(""), "");
}

TEST(Shortened, CutsBetweenLettersNotBytes) {
    EXPECT_EQ(shortened("door", 4), "door");
    EXPECT_EQ(shortened("doors", 4), "doo\xE2\x80\xA6");
    EXPECT_EQ(shortened("\xC3\xA4\xC3\xB6\xC3\xBC", 2), "\xC3\xA4\xE2\x80\xA6");
}

}  // namespace
}  // namespace wayout
