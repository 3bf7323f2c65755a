#include "statistics/sobol_indices.hpp"

#include "core/assert.hpp"
#include "statistics/quantile.hpp"
#include "statistics/sobol_sequence.hpp"

#include <algorithm>
#include <numeric>

namespace wayout {
namespace {

/// Indices of one input from some of the base rows.
struct Indices {
    double first{};
    double total{};
};

/// The outputs of one design, less their mean.
struct CentredOutputs {
    std::vector<double> values;
    std::size_t base_count;

    double a(std::size_t row) const { return values[row]; }
    double b(std::size_t row) const { return values[base_count + row]; }
    double mixed(std::size_t input, std::size_t row) const { return values[(2 + input) * base_count + row]; }
};

CentredOutputs centred(std::span<const double> outputs, std::size_t base_count) {
    const double mean = mean_of(outputs.first(2 * base_count));
    CentredOutputs result{std::vector<double>(outputs.begin(), outputs.end()), base_count};
    for (double& value : result.values) value -= mean;
    return result;
}

/// Variance of the outputs of A and B, about the mean over these rows.
double variance_over(const CentredOutputs& f, std::span<const std::uint32_t> rows) {
    double sum = 0.0;
    double square_sum = 0.0;
    for (const std::uint32_t row : rows) {
        sum += f.a(row) + f.b(row);
        square_sum += f.a(row) * f.a(row) + f.b(row) * f.b(row);
    }
    const double count = 2.0 * static_cast<double>(rows.size());
    return std::max(0.0, square_sum / count - (sum / count) * (sum / count));
}

Indices indices_over(const CentredOutputs& f, std::size_t input, std::span<const std::uint32_t> rows,
                     double variance) {
    if (variance <= 0.0)
        return {};
    double first = 0.0;
    double total = 0.0;
    for (const std::uint32_t row : rows) {
        const double change = f.mixed(input, row) - f.a(row);
        first += f.b(row) * change;
        total += change * change;
    }
    const auto count = static_cast<double>(rows.size());
    return {first / count / variance, 0.5 * total / count / variance};
}

}  // namespace

SaltelliDesign saltelli_design(std::size_t base_count, std::size_t input_count, std::uint64_t seed,
                               PointSet points) {
    WAYOUT_ASSERT(points == PointSet::random || 2 * input_count <= max_sobol_dimensions,
                  "more inputs than the Sobol' sequence has dimensions for");
    const SampleDesign both = points == PointSet::sobol ? sobol_design(base_count, 2 * input_count, seed)
                                                        : random_design(base_count, 2 * input_count, seed);
    const std::size_t rows = base_count * (input_count + 2);
    SaltelliDesign design{
        base_count, input_count, {rows, input_count, std::vector<double>(rows * input_count)}};
    for (std::size_t block = 0; block < input_count + 2; ++block) {
        for (std::size_t row = 0; row < base_count; ++row) {
            for (std::size_t column = 0; column < input_count; ++column) {
                const bool is_from_b = block == 1 || block == column + 2;
                design.points.at(block * base_count + row, column) =
                    both.at(row, is_from_b ? input_count + column : column);
            }
        }
    }
    return design;
}

std::vector<SobolIndex> sobol_indices(std::span<const double> outputs, std::size_t base_count,
                                      std::size_t input_count, const BootstrapSettings& settings) {
    WAYOUT_ASSERT(base_count > 0 && outputs.size() == base_count * (input_count + 2),
                  "sobol_indices: outputs do not fit the design");
    const CentredOutputs f = centred(outputs, base_count);
    std::vector<std::uint32_t> rows(base_count);
    std::iota(rows.begin(), rows.end(), 0U);
    const double variance = variance_over(f, rows);

    std::vector<SobolIndex> result(input_count);
    for (std::size_t input = 0; input < input_count; ++input) {
        const Indices indices = indices_over(f, input, rows, variance);
        result[input].first = indices.first;
        result[input].total = indices.total;
    }

    const auto replicates = static_cast<std::size_t>(settings.replicates);
    std::vector<std::vector<double>> first(input_count, std::vector<double>(replicates));
    std::vector<std::vector<double>> total(input_count, std::vector<double>(replicates));
    for (std::size_t r = 0; r < replicates; ++r) {
        resample_rows(rows, settings.seed, static_cast<std::uint32_t>(r));
        const double replicate_variance = variance_over(f, rows);
        for (std::size_t input = 0; input < input_count; ++input) {
            const Indices indices = indices_over(f, input, rows, replicate_variance);
            first[input][r] = indices.first;
            total[input][r] = indices.total;
        }
    }
    for (std::size_t input = 0; input < input_count; ++input) {
        result[input].first_interval = percentile_interval(first[input], settings.confidence);
        result[input].total_interval = percentile_interval(total[input], settings.confidence);
    }
    return result;
}

}  // namespace wayout
