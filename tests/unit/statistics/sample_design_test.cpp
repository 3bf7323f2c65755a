#include "statistics/sample_design.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace wayout {
namespace {

double correlation(const SampleDesign& design, std::size_t a, std::size_t b) {
    double aa = 0.0;
    double ab = 0.0;
    double bb = 0.0;
    for (std::size_t row = 0; row < design.row_count; ++row) {
        const double x = design.at(row, a) - 0.5;
        const double y = design.at(row, b) - 0.5;
        aa += x * x;
        ab += x * y;
        bb += y * y;
    }
    return ab / std::sqrt(aa * bb);
}

std::size_t strata_hit(const SampleDesign& design, std::size_t column) {
    std::set<int> hit;
    for (std::size_t row = 0; row < design.row_count; ++row)
        hit.insert(static_cast<int>(design.at(row, column) * static_cast<double>(design.row_count)));
    return hit.size();
}

TEST(LatinHypercube, HasOneValueInEachStratumOfEachColumn) {
    const SampleDesign design = latin_hypercube(200, 6, 42);
    ASSERT_EQ(design.values.size(), 1200U);
    for (const double value : design.values) {
        EXPECT_GT(value, 0.0);
        EXPECT_LT(value, 1.0);
    }
    for (std::size_t column = 0; column < 6; ++column) EXPECT_EQ(strata_hit(design, column), 200U);
    // Plain draws leave about 1 / e of the strata empty.
    EXPECT_LT(strata_hit(random_design(200, 6, 42), 0), 150U);
}

TEST(LatinHypercube, ColumnsAreIndependent) {
    // A correlation of random permutations has a standard deviation of 1 / sqrt(n - 1) = 0.0316; fifteen
    // pairs stay below 3.5 of them.
    const SampleDesign design = latin_hypercube(1000, 6, 7);
    for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = 0; b < a; ++b) EXPECT_LT(std::abs(correlation(design, a, b)), 0.11) << a << b;
}

TEST(LatinHypercube, DependsOnItsSeedOnly) {
    EXPECT_EQ(latin_hypercube(50, 3, 1).values, latin_hypercube(50, 3, 1).values);
    EXPECT_NE(latin_hypercube(50, 3, 1).values, latin_hypercube(50, 3, 2).values);
    EXPECT_EQ(latin_hypercube(1, 2, 1).values.size(), 2U);
    EXPECT_TRUE(latin_hypercube(0, 3, 1).values.empty());
}

TEST(RandomDesign, MayBeLengthenedAndWidened) {
    const SampleDesign small = random_design(20, 3, 5);
    const SampleDesign large = random_design(90, 7, 5);
    for (std::size_t row = 0; row < 20; ++row)
        for (std::size_t column = 0; column < 3; ++column)
            EXPECT_EQ(small.at(row, column), large.at(row, column));
    EXPECT_LT(std::abs(correlation(random_design(1000, 2, 5), 0, 1)), 0.11);
}

TEST(SampleDesign, RowIsARun) {
    const SampleDesign design = random_design(4, 3, 5);
    ASSERT_EQ(design.row(2).size(), 3U);
    EXPECT_EQ(design.row(2)[1], design.at(2, 1));
}

}  // namespace
}  // namespace wayout
