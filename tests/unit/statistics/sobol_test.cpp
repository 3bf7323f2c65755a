#include "statistics/binomial.hpp"
#include "statistics/sobol_indices.hpp"
#include "statistics/sobol_sequence.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <set>
#include <vector>

namespace wayout {
namespace {

std::vector<double> outputs_of(const SaltelliDesign& design,
                               const std::function<double(std::span<const double>)>& function) {
    std::vector<double> outputs;
    for (std::size_t row = 0; row < design.points.row_count; ++row)
        outputs.push_back(function(design.points.row(row)));
    return outputs;
}

std::vector<SobolIndex> indices_of(const SaltelliDesign& design,
                                   const std::function<double(std::span<const double>)>& function,
                                   const BootstrapSettings& settings = {1, 1000, 0.95}) {
    return sobol_indices(outputs_of(design, function), design.base_count, design.input_count, settings);
}

/// Ishigami & Homma 1990, a = 7, b = 0.1, on (-pi, pi)^3. More inputs do nothing.
double ishigami(std::span<const double> u) {
    const auto angle = [&](std::size_t i) { return std::numbers::pi * (2.0 * u[i] - 1.0); };
    const double sine = std::sin(angle(1));
    return std::sin(angle(0)) + 7.0 * sine * sine + 0.1 * std::pow(angle(2), 4.0) * std::sin(angle(0));
}

// D = a^2 / 8 + b pi^4 / 5 + b^2 pi^8 / 18 + 1 / 2; D_1 = (1 + b pi^4 / 5)^2 / 2, D_2 = a^2 / 8,
// D_13 = b^2 pi^8 (1 / 18 - 1 / 50).
constexpr double ishigami_first[] = {0.3139, 0.4424, 0.0};
constexpr double ishigami_total[] = {0.5576, 0.4424, 0.2437};

TEST(SobolSequence, BeginsAsItShould) {
    const auto unit = [](std::uint32_t index, std::size_t dimension) {
        return sobol_coordinate(index, dimension) * 0x1p-32;
    };
    // The first dimension is van der Corput's sequence: the bits of the index behind the point, in reverse.
    const double corput[] = {0.0, 0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875};
    for (std::uint32_t i = 0; i < 8; ++i) EXPECT_EQ(unit(i, 0), corput[i]);
    // The second: v = 1/2, 3/4, 5/8 (m = 1, 3, 5 from m_k = 2 m_(k-1) ^ m_(k-1)).
    const double second[] = {0.0, 0.5, 0.75, 0.25, 0.625, 0.125, 0.375, 0.875};
    for (std::uint32_t i = 0; i < 8; ++i) EXPECT_EQ(unit(i, 1), second[i]);
    // The third: m = 1, 3, then m_3 = 2 a_1 m_2 ^ 4 m_1 ^ m_1 = 6 ^ 4 ^ 1 = 3.
    EXPECT_EQ(unit(2, 2), 0.75);
    EXPECT_EQ(unit(4, 2), 0.375);
    // Further ones show their m_k / 2^k at the points 2^(k-1): lines 11, 20, 31 and 40 of Joe & Kuo's table.
    EXPECT_EQ(unit(4, 10), 5.0 / 8.0);
    EXPECT_EQ(unit(64, 19), 103.0 / 128.0);
    EXPECT_EQ(unit(64, 30), 55.0 / 128.0);
    EXPECT_EQ(unit(128, 39), 249.0 / 256.0);
    EXPECT_THROW((void)sobol_coordinate(1, max_sobol_dimensions), InternalError);
}

TEST(SobolSequence, EveryDimensionFillsItsStrata) {
    const SampleDesign design = sobol_design(1024, max_sobol_dimensions, 3);
    for (std::size_t column = 0; column < max_sobol_dimensions; ++column) {
        std::set<int> hit;
        for (std::size_t row = 0; row < 1024; ++row)
            hit.insert(static_cast<int>(design.at(row, column) * 1024.0));
        EXPECT_EQ(hit.size(), 1024U) << column;
    }
    EXPECT_NE(design.values, sobol_design(1024, max_sobol_dimensions, 4).values);
}

TEST(SobolSequence, HasPropertyA) {
    // Sobol' 1976: of 2^d points in d dimensions each half-by-half-by-... box holds one, exactly if the first
    // bits of the first d direction numbers form a regular matrix over GF(2). Joe & Kuo's numbers have it for
    // every d up to 1,111; a slip in the table would most likely break it.
    for (std::size_t d = 1; d <= 32; ++d) {
        std::vector<std::uint32_t> rows(d, 0);
        for (std::size_t dimension = 0; dimension < d; ++dimension)
            for (std::uint32_t k = 0; k < d; ++k)
                rows[dimension] |= (sobol_coordinate(1U << k, dimension) >> 31) << k;
        std::size_t rank = 0;
        for (std::uint32_t bit = 0; bit < d; ++bit) {
            std::size_t pivot = rank;
            while (pivot < d && ((rows[pivot] >> bit) & 1U) == 0) ++pivot;
            if (pivot == d)
                continue;
            std::swap(rows[rank], rows[pivot]);
            for (std::size_t row = rank + 1; row < d; ++row)
                if (((rows[row] >> bit) & 1U) != 0)
                    rows[row] ^= rows[rank];
            ++rank;
        }
        EXPECT_EQ(rank, d);
    }
}

TEST(SobolSequence, FirstTwoDimensionsFillEveryElementaryBox) {
    // A (0, m, 2) net: one of 256 points in each box of 2^-k by 2^-(8-k); random points leave boxes empty.
    const SampleDesign design = sobol_design(256, 2, 1);
    const SampleDesign random = random_design(256, 2, 1);
    const auto boxes_hit = [](const SampleDesign& points, int k) {
        std::set<std::pair<int, int>> hit;
        for (std::size_t row = 0; row < points.row_count; ++row)
            hit.emplace(static_cast<int>(std::ldexp(points.at(row, 0), k)),
                        static_cast<int>(std::ldexp(points.at(row, 1), 8 - k)));
        return hit.size();
    };
    for (int k = 0; k <= 8; ++k) EXPECT_EQ(boxes_hit(design, k), 256U) << k;
    EXPECT_LT(boxes_hit(random, 4), 200U);
}

TEST(SaltelliDesign, TakesOneColumnFromB) {
    const SaltelliDesign design = saltelli_design(8, 3, 1);
    ASSERT_EQ(design.points.row_count, 40U);
    for (std::size_t input = 0; input < 3; ++input)
        for (std::size_t row = 0; row < 8; ++row)
            for (std::size_t column = 0; column < 3; ++column)
                EXPECT_EQ(design.points.at((2 + input) * 8 + row, column),
                          design.points.at((column == input ? 8 : 0) + row, column));
    EXPECT_THROW((void)saltelli_design(8, 21, 1), InternalError);
    EXPECT_EQ(saltelli_design(8, 21, 1, PointSet::random).points.row_count, 184U);
}

TEST(SobolIndices, OfIshigamisFunction) {
    // With a fourth input that does nothing.
    const std::vector<SobolIndex> indices = indices_of(saltelli_design(2048, 4, 1), ishigami);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_TRUE(contains(indices[i].first_interval, ishigami_first[i])) << i << ' ' << indices[i].first;
        EXPECT_TRUE(contains(indices[i].total_interval, ishigami_total[i])) << i << ' ' << indices[i].total;
        // The points are far more even than the intervals take them for.
        EXPECT_NEAR(indices[i].first, ishigami_first[i], 0.02) << i;
        EXPECT_NEAR(indices[i].total, ishigami_total[i], 0.02) << i;
    }
    EXPECT_EQ(indices[3].total, 0.0);
    EXPECT_EQ(indices[3].first, 0.0);
}

TEST(SobolIndices, OfSobolsGFunction) {
    // Product of (|4 u - 2| + a) / (1 + a): V_i = 1 / (3 (1 + a_i)^2), V = product of (1 + V_i) - 1,
    // S_i = V_i / V, S_Ti = V_i product over the others of (1 + V_j) / V.
    const std::vector<double> a{0.0, 1.0, 4.5, 9.0, 99.0, 99.0};
    const auto g = [&a](std::span<const double> u) {
        double product = 1.0;
        for (std::size_t i = 0; i < a.size(); ++i)
            product *= (std::abs(4.0 * u[i] - 2.0) + a[i]) / (1.0 + a[i]);
        return product;
    };
    double all = 1.0;
    for (const double a_i : a) all *= 1.0 + 1.0 / (3.0 * (1.0 + a_i) * (1.0 + a_i));
    const std::vector<SobolIndex> indices = indices_of(saltelli_design(2048, a.size(), 2), g);
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double v = 1.0 / (3.0 * (1.0 + a[i]) * (1.0 + a[i]));
        EXPECT_TRUE(contains(indices[i].first_interval, v / (all - 1.0))) << i;
        EXPECT_TRUE(contains(indices[i].total_interval, v * all / (1.0 + v) / (all - 1.0))) << i;
    }
}

TEST(SobolIndices, IntervalsOfRandomPointsCoverAsStated) {
    // 100 designs of 256 random rows. Percentile intervals of ratios of this size are known to fall a little
    // short; accepted is what a count with 0.93 leaves to 1 in 1,000.
    int covered = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const auto indices =
            indices_of(saltelli_design(256, 3, seed, PointSet::random), ishigami, {seed, 400, 0.95});
        covered += contains(indices[1].total_interval, ishigami_total[1]) ? 1 : 0;
    }
    RecordProperty("covered_of_100", covered);
    EXPECT_GT(binomial_lower_tail(covered, 100, 0.93), 0.001) << covered;
}

TEST(SobolIndices, OfAConstantAreZero) {
    const auto constant = [](std::span<const double>) { return 3.0; };
    for (const SobolIndex& index : indices_of(saltelli_design(64, 2, 1), constant)) {
        EXPECT_EQ(index.first, 0.0);
        EXPECT_EQ(index.total, 0.0);
        EXPECT_EQ(index.total_interval.high, 0.0);
    }
    EXPECT_THROW((void)sobol_indices(std::vector<double>(9), 2, 2), InternalError);
}

}  // namespace
}  // namespace wayout
