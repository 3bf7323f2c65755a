/// Which statements replace, contradict and support each other.
#include <wayout/reports.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace wayout {
namespace {

Statement said(const std::string& id, double time_s, SourceKind kind, ReportedQuantity quantity,
               double value) {
    Statement s;
    s.id = id;
    s.time_s = time_s;
    s.source = id;
    s.kind = kind;
    s.subject.quantity = quantity;
    s.value = value;
    return s;
}

Ledger ledger_of(std::vector<Statement> statements) {
    Ledger ledger;
    ledger.statements = std::move(statements);
    ledger.now_s = ledger.statements.back().time_s;
    return ledger;
}

using Q = ReportedQuantity;
using K = SourceKind;

TEST(Standing, TheDeadRiseAndTheMissingMayFall) {
    const auto rising = standings_of(
        ledger_of({said("a", 0, K::official, Q::dead, 40), said("b", 9e3, K::official, Q::dead, 115)}));
    EXPECT_EQ(rising[0].contradiction_count, 0);
    const auto falling = standings_of(
        ledger_of({said("a", 0, K::official, Q::dead, 115), said("b", 9e3, K::official, Q::dead, 40)}));
    ASSERT_EQ(falling[0].contradiction_count, 1);
    EXPECT_EQ(falling[1].contradictions[0].with, 0u);
    EXPECT_NE(falling[0].contradictions[0].why.find("cannot fall from 115"), std::string::npos);
    const auto missing = standings_of(ledger_of(
        {said("a", 0, K::official, Q::missing, 6789), said("b", 9e6, K::official, Q::missing, 2753)}));
    EXPECT_EQ(missing[0].contradiction_count, 0);
    const auto inside = standings_of(ledger_of(
        {said("a", 0, K::official, Q::still_inside, 10), said("b", 600, K::official, Q::still_inside, 90)}));
    EXPECT_EQ(inside[0].contradiction_count, 1);
}

TEST(Standing, ErrorsOfFiguresAreNoContradiction) {
    // 100 and 96 by officials whose figures have 5 %: two standard deviations reach from one to the other.
    EXPECT_EQ(standings_of(ledger_of(
                  {said("a", 0, K::official, Q::dead, 100), said("b", 60, K::official, Q::dead, 96)}))[0]
                  .contradiction_count,
              0);
    EXPECT_EQ(standings_of(ledger_of(
                  {said("a", 0, K::official, Q::dead, 100), said("b", 60, K::official, Q::dead, 60)}))[0]
                  .contradiction_count,
              1);
}

TEST(Standing, ACrowdMayPourOutWithinAMinute) {
    const auto count = [](double gap_s, Q quantity, double before, double after) {
        return standings_of(ledger_of({said("a", 100, K::official, quantity, before),
                                       said("b", 100 + gap_s, K::official, quantity, after)}))[0]
            .contradiction_count;
    };
    EXPECT_EQ(count(70, Q::evacuated, 1000, 2500), 0);
    EXPECT_EQ(count(70, Q::still_inside, 5000, 3500), 0);
    EXPECT_EQ(count(50, Q::evacuated, 1000, 2500), 1);
    EXPECT_EQ(count(70, Q::evacuated, 2500, 1000), 1);
    EXPECT_EQ(count(70, Q::dead, 10, 25), 1);  // the number of the dead is not counted anew in a minute
}

TEST(Standing, APartIsNotMoreThanItsWhole) {
    Statement children = said("c", 100, K::hospital, Q::in_hospital, 60);
    children.subject.age = "child";
    const auto standings =
        standings_of(ledger_of({said("all", 90, K::hospital, Q::in_hospital, 20), children}));
    ASSERT_EQ(standings[1].contradiction_count, 1);
    EXPECT_NE(standings[1].contradictions[0].why.find("more than its whole"), std::string::npos);
    const auto out = standings_of(ledger_of(
        {said("p", 0, K::official, Q::present, 100), said("o", 9e4, K::official, Q::evacuated, 300)}));
    EXPECT_EQ(out[0].contradiction_count, 1);
}

TEST(Standing, SupersededStatementsTakeNoPart) {
    Statement newer = said("b", 100, K::official, Q::dead, 40);
    newer.supersedes = {"a"};
    const auto standings = standings_of(ledger_of({said("a", 0, K::official, Q::dead, 115), newer}));
    EXPECT_EQ(standings[0].superseded_by, "b");
    EXPECT_EQ(standings[1].contradiction_count, 0);
    EXPECT_EQ(standings[1].exponent, 1.0);
}

TEST(Standing, OneKindRepeatsItselfAndAnotherSupports) {
    const auto standings = standings_of(
        ledger_of({said("a", 0, K::press, Q::dead, 40), said("b", 0, K::press, Q::dead, 41),
                   said("c", 0, K::press, Q::dead, 40), said("d", 60, K::official, Q::dead, 42)}));
    // Three at one time with correlation 0.7: 1 / (1 + 2 * 0.7).
    EXPECT_NEAR(standings[0].exponent, 1.0 / 2.4, 1e-12);
    EXPECT_EQ(standings[3].exponent, 1.0);
    EXPECT_EQ(standings[0].supported_by, std::vector<std::size_t>{3});
    EXPECT_EQ(standings[3].supported_by.size(), 3u);
    const auto alone =
        standings_of(ledger_of({said("a", 0, K::press, Q::dead, 40), said("b", 0, K::press, Q::dead, 40)}));
    EXPECT_FALSE(alone[0].is_supported);
}

TEST(Standing, ThreeFiguresAreKeptApart) {
    Statement open = said("o", 50, K::official, Q::dead, 40);
    open.trend = Trend::may_rise;
    const Ledger ledger =
        ledger_of({said("x", 10, K::social, Q::dead, 90), open, said("p", 60, K::press, Q::dead, 60)});
    const auto known = known_figures(ledger, standings_of(ledger));
    ASSERT_EQ(known.size(), 1u);
    EXPECT_EQ(known[0].confirmed->low, 40.0);
    EXPECT_TRUE(std::isinf(known[0].confirmed->high));
    EXPECT_EQ(known[0].claimed->low, 60.0);
    EXPECT_EQ(known[0].claimed->high, 90.0);
}

TEST(Standing, DisputedOfficialFiguresAreNotConfirmed) {
    const Ledger ledger =
        ledger_of({said("a", 0, K::official, Q::dead, 115), said("b", 100, K::hospital, Q::dead, 40)});
    const auto known = known_figures(ledger, standings_of(ledger));
    EXPECT_FALSE(known[0].confirmed);
    EXPECT_EQ(known[0].claimed->low, 40.0);
    EXPECT_EQ(known[0].claimed->high, 115.0);
}

}  // namespace
}  // namespace wayout
