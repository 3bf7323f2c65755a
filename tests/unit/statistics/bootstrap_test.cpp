#include "statistics/bootstrap.hpp"

#include "statistics/binomial.hpp"
#include "statistics/incomplete_beta.hpp"
#include "statistics/quantile.hpp"
#include "synthetic.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace wayout {
namespace {

TEST(Bootstrap, EqualSeedsGiveEqualIntervals) {
    const std::vector<double> values = synthetic_normals(7, 1, 25);
    const BootstrapEstimate first = bootstrap(values, median_of, {11, 500, 0.9});
    const BootstrapEstimate again = bootstrap(values, median_of, {11, 500, 0.9});
    EXPECT_EQ(first.percentile.low, again.percentile.low);
    EXPECT_EQ(first.percentile.high, again.percentile.high);
    EXPECT_EQ(first.bca.low, again.bca.low);
    EXPECT_EQ(first.bca.high, again.bca.high);
    EXPECT_EQ(first.standard_error, again.standard_error);
    EXPECT_NE(bootstrap(values, mean_of, {11, 500, 0.9}).standard_error,
              bootstrap(values, mean_of, {12, 500, 0.9}).standard_error);
}

TEST(Bootstrap, StandardErrorOfAMeanIsThePlugInOne) {
    // Over all resamples it is sqrt(sum d^2 / n) / sqrt n; of 4,000 the scatter is 1 / sqrt(8,000) = 1.1 %.
    const std::vector<double> values{3, 1, 4, 1, 5, 9, 2, 6};
    const double plug_in = standard_deviation_of(values) * std::sqrt(7.0 / 8.0) / std::sqrt(8.0);
    EXPECT_NEAR(bootstrap(values, mean_of, {1, 4000, 0.95}).standard_error / plug_in, 1.0, 0.035);
}

TEST(Bootstrap, BcaMeetsThePublishedExample) {
    // Efron & Tibshirani 1993, table 14.1 (scores A of 26 children), variance with 1 / n: 171.5. Table 14.2,
    // 90 %, 2,000 replicates: percentile (100.8, 233.9), BCa (115.8, 259.6). Ends from 2,000 replicates
    // scatter by 2 (lower) to 5 (upper, BCa) between seeds; here there are ten times as many.
    const std::vector<double> scores{48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
                                     0,  33, 28, 34, 4,  32, 24, 47, 41, 24, 26, 30, 41};
    const auto variance = [](std::span<const double> sample) {
        const double mean = mean_of(sample);
        double sum = 0.0;
        for (const double value : sample) sum += (value - mean) * (value - mean);
        return sum / static_cast<double>(sample.size());
    };
    const BootstrapEstimate result = bootstrap(scores, variance, {5, 20000, 0.9});
    EXPECT_NEAR(result.estimate, 171.5, 0.05);
    EXPECT_NEAR(result.percentile.low, 100.8, 5.0);
    EXPECT_NEAR(result.percentile.high, 233.9, 7.0);
    EXPECT_NEAR(result.bca.low, 115.8, 5.0);
    EXPECT_NEAR(result.bca.high, 259.6, 10.0);
}

TEST(Bootstrap, CoverageOfAMeanIsWhatTheoryLeavesOfIt) {
    // The bootstrap distribution of the mean of n = 40 normal numbers is nearly normal with the plug-in
    // standard error, so that a 95 % percentile interval covers with P(|t_39| < 1.96 sqrt(39 / 40)) = 0.940,
    // not with 0.95. 500 samples; accepted is what a binomial count leaves to 1 in 1,000 on either side.
    constexpr int samples = 500;
    const double expected = 2.0 * student_t_cdf(1.959964 * std::sqrt(39.0 / 40.0), 39.0) - 1.0;
    EXPECT_NEAR(expected, 0.940, 5e-4);
    int in_percentile = 0;
    int in_bca = 0;
    int in_narrow = 0;
    for (std::uint32_t sample = 0; sample < samples; ++sample) {
        const std::vector<double> values = synthetic_normals(2024, sample, 40, 100.0, 15.0);
        const BootstrapEstimate result = bootstrap(values, mean_of, {sample, 2000, 0.95});
        in_percentile += contains(result.percentile, 100.0) ? 1 : 0;
        in_bca += contains(result.bca, 100.0) ? 1 : 0;
        in_narrow += contains(bootstrap(values, mean_of, {sample, 500, 0.8}).bca, 100.0) ? 1 : 0;
    }
    const auto is_plausible = [expected](int covered) {
        return binomial_lower_tail(covered, samples, expected) > 0.001 &&
               binomial_upper_tail(covered, samples, expected) > 0.001;
    };
    RecordProperty("percentile_covers", in_percentile);
    RecordProperty("bca_covers", in_bca);
    EXPECT_TRUE(is_plausible(in_percentile)) << in_percentile;
    EXPECT_TRUE(is_plausible(in_bca)) << in_bca;
    EXPECT_FALSE(is_plausible(in_narrow)) << in_narrow;  // an 80 % interval does not pass for one of 95 %
}

TEST(Bootstrap, PairedIntervalIsThatOfTheDifferences) {
    // What is common to a pair cancels: people differ by 50, the designs by 2 +- 0.5.
    std::vector<double> a(30);
    std::vector<double> b(30);
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = 300.0 + 50.0 * synthetic_normal(3, 1, i);
        b[i] = a[i] + 2.0 + 0.5 * synthetic_normal(3, 2, i);
    }
    const BootstrapEstimate paired = bootstrap_paired(a, b, mean_of, {4, 1000, 0.95});
    EXPECT_EQ(paired.bca.low, bootstrap(paired_differences(a, b), mean_of, {4, 1000, 0.95}).bca.low);
    EXPECT_GT(paired.bca.low, 1.5);
    EXPECT_LT(paired.bca.high, 2.5);
}

TEST(Bootstrap, OfOneValueOrEqualValuesHasNoWidth) {
    for (const std::size_t count : {1U, 5U}) {
        const BootstrapEstimate result = bootstrap(std::vector<double>(count, 7.0), mean_of, {1, 100, 0.95});
        EXPECT_EQ(result.bca.low, 7.0);
        EXPECT_EQ(result.bca.high, 7.0);
        EXPECT_EQ(result.standard_error, 0.0);
    }
}

TEST(Bootstrap, WrongUseIsABug) {
    const std::vector<double> values{1, 2, 3};
    EXPECT_THROW((void)bootstrap({}, mean_of), InternalError);
    EXPECT_THROW((void)bootstrap(values, standard_deviation_of, {1, 1, 0.95}), InternalError);
    EXPECT_THROW((void)bootstrap(values, [](std::span<const double>) { return std::nan(""); }),
                 InternalError);
    EXPECT_THROW((void)paired_differences(values, std::vector<double>{1.0}), InternalError);
}

TEST(ResampleRows, DrawsEachRowEquallyOften) {
    std::vector<std::uint32_t> rows(5);
    std::vector<int> drawn(rows.size(), 0);
    for (std::uint32_t replicate = 0; replicate < 20000; ++replicate) {
        resample_rows(rows, 9, replicate);
        for (const std::uint32_t row : rows) ++drawn.at(row);
    }
    // 100,000 draws: 20,000 each, standard deviation sqrt(100,000 x 0.2 x 0.8) = 126.
    for (const int count : drawn) EXPECT_NEAR(count, 20000, 500);
}

}  // namespace
}  // namespace wayout
