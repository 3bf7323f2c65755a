#include "study/compare_figures.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace wayout {
namespace {

/// Runs with seeds from `first_seed` on, whose time is 100 + scatter of the seed + effect.
ComparedStudy study(int runs, std::uint64_t first_seed, double effect) {
    ComparedStudy made;
    made.variants = {"as-is"};
    for (int i = 0; i < runs; ++i) {
        MemberResult member;
        member.replicate = i;
        member.seed = first_seed + static_cast<std::uint64_t>(i);
        // Golden ratio steps: spread evenly over 0 ... 10, the same for the same seed.
        const double scatter = 10.0 * std::fmod(0.61803398875 * static_cast<double>(member.seed), 1.0);
        member.figures = {{"people.placed", 150.0}, {"time", 100.0 + scatter + effect}};
        made.members.push_back(member);
    }
    return made;
}

Comparison compared(const ComparedStudy& a, const ComparedStudy& b) {
    Comparison comparison;
    compare_figures(a, b, comparison);
    return comparison;
}

const FigureDifference& figure(const Comparison& comparison, const std::string& name) {
    for (const FigureDifference& d : comparison.figures)
        if (d.figure == name)
            return d;
    ADD_FAILURE() << "no figure " << name;
    return comparison.figures.front();
}

TEST(CompareFigures, SameSeedsMakePairsThatSeeASmallShift) {
    const Comparison c = compared(study(10, 1, 0.0), study(10, 1, 0.5));
    EXPECT_EQ(c.by, ComparedBy::pairs);
    EXPECT_EQ(c.pair_count, 10);
    const FigureDifference& time = figure(c, "time");
    EXPECT_NEAR(time.mean, 0.5, 1e-9);
    // Only all signs up or down are as extreme: 2 of 2^10; one figure varies, so nothing is raised.
    EXPECT_DOUBLE_EQ(time.p_value, 2.0 / 1024.0);
    EXPECT_DOUBLE_EQ(time.p_adjusted, 2.0 / 1024.0);
    EXPECT_TRUE(time.is_real);
    EXPECT_FALSE(figure(c, "people.placed").is_real);
    EXPECT_DOUBLE_EQ(figure(c, "people.placed").mean, 0.0);
}

TEST(CompareFigures, OtherSeedsAreTwoSamplesThatSeeOnlyALargeOne) {
    const Comparison small = compared(study(10, 1, 0.0), study(10, 101, 0.5));
    EXPECT_EQ(small.by, ComparedBy::samples);
    EXPECT_FALSE(figure(small, "time").is_real);
    const Comparison large = compared(study(10, 1, 0.0), study(10, 101, 20.0));
    EXPECT_TRUE(figure(large, "time").is_real);
    EXPECT_LE(figure(large, "time").interval.low, 20.0);
}

TEST(CompareFigures, AStudyAgainstItselfShowsNothing) {
    const Comparison c = compared(study(10, 1, 0.0), study(10, 1, 0.0));
    for (const FigureDifference& d : c.figures) {
        EXPECT_EQ(d.mean, 0.0) << d.figure;
        EXPECT_FALSE(d.is_real) << d.figure;
    }
}

TEST(CompareFigures, OtherDrawsWithTheSameSeedsAreNoPairs) {
    ComparedStudy a = study(6, 1, 0.0), b = study(6, 1, 0.5);
    a.inputs = b.inputs = {"attendance"};
    for (int i = 0; i < 6; ++i) {
        a.draws.push_back({0.1 * i});
        b.draws.push_back({0.1 * i});
    }
    EXPECT_EQ(compared(a, b).by, ComparedBy::pairs);
    b.draws[3][0] = 0.9;
    EXPECT_EQ(compared(a, b).by, ComparedBy::samples);
}

TEST(CompareFigures, AShorterStudyIsPairedWithItsPartOfTheLonger) {
    const Comparison c = compared(study(10, 1, 0.0), study(6, 1, 0.5));
    EXPECT_EQ(c.by, ComparedBy::pairs);
    EXPECT_EQ(c.pair_count, 6);
}

TEST(CompareFigures, RunsWithoutEndAreAShareOfTheirOwn) {
    ComparedStudy a = study(8, 1, 0.0), b = study(8, 1, 0.0);
    for (int i = 0; i < 8; ++i)
        b.members[static_cast<std::size_t>(i)].figures[1].value = std::numeric_limits<double>::infinity();
    const Comparison c = compared(a, b);
    const FigureDifference& share = figure(c, "time, without end");
    EXPECT_DOUBLE_EQ(share.mean_a, 0.0);
    EXPECT_DOUBLE_EQ(share.mean_b, 1.0);
    EXPECT_DOUBLE_EQ(share.p_value, 2.0 / 256.0);
    EXPECT_TRUE(share.is_real);
}

TEST(CompareFigures, ManyFiguresRaiseThePValues) {
    ComparedStudy a = study(8, 1, 0.0), b = study(8, 1, 0.5);
    std::uint64_t factor = 7;
    for (ComparedStudy* s : {&a, &b}) {
        for (MemberResult& member : s->members)
            for (std::uint64_t k = 0; k < 9; ++k)
                member.figures.push_back(
                    {"other" + std::to_string(k), static_cast<double>((member.seed * factor + 3 * k) % 5)});
        factor = 11;
    }
    // Ten figures vary; 2 / 2^8 for the one that moved, times ten.
    const FigureDifference& time = figure(compared(a, b), "time");
    EXPECT_DOUBLE_EQ(time.p_adjusted, 10.0 * 2.0 / 256.0);
    EXPECT_FALSE(time.is_real);
    EXPECT_GT(time.smallest_p, 0.05);
}

TEST(CompareFigures, FiguresThatNeverMoveCostNothing) {
    ComparedStudy a = study(8, 1, 0.0), b = study(8, 1, 0.5);
    for (ComparedStudy* s : {&a, &b})
        for (MemberResult& member : s->members)
            for (int k = 0; k < 9; ++k)
                member.figures.push_back({"other" + std::to_string(k), static_cast<double>(member.seed)});
    EXPECT_DOUBLE_EQ(figure(compared(a, b), "time").p_adjusted, 2.0 / 256.0);
}

TEST(CompareFigures, VariantsAreMatchedByTheirId) {
    ComparedStudy a = study(6, 1, 0.0), b = study(6, 1, 1.0);
    a.variants = {"as-is", "wide"};
    b.variants = {"wide"};
    for (int i = 0; i < 6; ++i) {
        MemberResult wide = a.members[static_cast<std::size_t>(i)];
        wide.variant = 1;
        wide.figures[1].value += 3.0;
        a.members.push_back(wide);
    }
    EXPECT_NEAR(figure(compared(a, b), "time").mean, -2.0, 1e-9);
    EXPECT_EQ(figure(compared(a, b), "time").variant, "wide");
}

TEST(CompareFigures, SingleRunsAreListedWithoutAVerdict) {
    const ComparedStudy a = study(1, 1, 0.0), b = study(1, 2, 4.0);
    Comparison comparison;
    list_figures(a.members.front(), b.members.front(), comparison);
    ASSERT_EQ(comparison.figures.size(), 2U);
    EXPECT_FALSE(comparison.figures[1].is_real);
    EXPECT_DOUBLE_EQ(comparison.figures[1].mean,
                     b.members[0].figures[1].value - a.members[0].figures[1].value);
}

}  // namespace
}  // namespace wayout
