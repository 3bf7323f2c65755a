#include "norms/rows.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wayout::norms {
namespace {

const Rule read_rule{Jurisdiction::adb, "clause", "rule", FigureSource::source};
const Rule remembered{Jurisdiction::adb, "clause", "rule", FigureSource::memory};

TEST(NormRows, JudgesFromBothSides) {
    EXPECT_EQ(at_least(read_rule, "x", 2.4, 2.4, "m").verdict, NormVerdict::met);
    EXPECT_EQ(at_least(read_rule, "x", 2.39, 2.4, "m").verdict, NormVerdict::not_met);
    EXPECT_EQ(at_most(read_rule, "x", 2.4, 2.4, "m").verdict, NormVerdict::met);
    EXPECT_EQ(at_most(read_rule, "x", 2.41, 2.4, "m").verdict, NormVerdict::not_met);
    EXPECT_NEAR(at_least(read_rule, "x", 2.39, 2.4, "m").margin(), -0.01, 1e-12);
    EXPECT_NEAR(at_most(read_rule, "x", 2.41, 2.4, "m").margin(), -0.01, 1e-12);
    // 1.2 + 1.2 + 1.2 is not the double nearest to 3.6.
    EXPECT_EQ(at_least(read_rule, "x", 1.2 + 1.2 + 1.2, 3.6, "m").verdict, NormVerdict::met);
    EXPECT_EQ(at_least(read_rule, "x", std::numeric_limits<double>::quiet_NaN(), 3.6, "m").verdict,
              NormVerdict::not_known);
}

TEST(NormRows, AFigureFromMemoryMakesNoHardVerdict) {
    EXPECT_EQ(verdict_words(at_least(read_rule, "x", 1, 2, "m")), "not met");
    EXPECT_EQ(verdict_words(at_least(remembered, "x", 1, 2, "m")),
              "not met (figure from memory, check the code)");
    EXPECT_EQ(verdict_words(at_least(remembered, "x", 3, 2, "m")),
              "met (figure from memory, check the code)");
    EXPECT_EQ(verdict_words(without_verdict(remembered, NormVerdict::not_known, "")), "not known");
}

TEST(NormRows, TheWorstIsThatWithTheLeastRelativeMargin) {
    // Margins of -10 of 1000 and -1 of 10: the second misses a tenth, the first a hundredth.
    const NormRow worst = worst_of(
        {at_least(read_rule, "large", 990, 1000, "people"), at_least(read_rule, "small", 9, 10, "people"),
         at_least(read_rule, "fine", 20, 10, "people")},
        "rooms");
    EXPECT_EQ(worst.subject, "small");
    EXPECT_EQ(worst.assumptions, "Worst of 3 rooms, of which 2 do not meet it.");
}

TEST(NormRows, TextSaysEverythingAndHidesNoGap) {
    const NormRow row = at_least(remembered, "all exits", 2.3999, 2.4, "m", "Indoors.");
    EXPECT_EQ(
        norm_text(row),
        "Approved Document B, clause: rule. Of all exits: 2.39990 m, at least 2.40 m: not met (figure from "
        "memory, check the code) [from memory, check the code]\n      Indoors.");
    EXPECT_EQ(norm_number(row, 0.126), "0.13");
    EXPECT_EQ(norm_number(row, std::numeric_limits<double>::quiet_NaN()), "");
}

TEST(NormRows, JurisdictionsAreFoundByTheirIds) {
    EXPECT_EQ(jurisdiction_named("green-guide"), Jurisdiction::green_guide);
    EXPECT_EQ(jurisdiction_named("wayout"), Jurisdiction::wayout);
    EXPECT_FALSE(jurisdiction_named("Green Guide").has_value());
}

}  // namespace
}  // namespace wayout::norms
