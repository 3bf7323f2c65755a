#include "statistics/rank_importance.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace wayout {
namespace {

struct Coefficients {
    std::vector<double> srrc;
    std::vector<double> prcc;
    double r_squared{};
};

/// Ranks less their mean, scaled to length 1; empty if all are equal.
std::vector<double> standardised_ranks(std::span<const double> values) {
    std::vector<double> ranks = ranks_of(values);
    const double middle = 0.5 * (static_cast<double>(ranks.size()) + 1.0);
    double square_sum = 0.0;
    for (double& rank : ranks) {
        rank -= middle;
        square_sum += rank * rank;
    }
    if (square_sum <= 0.0)
        return {};
    for (double& rank : ranks) rank /= std::sqrt(square_sum);
    return ranks;
}

double product(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Symmetric, by rows.
using Matrix = std::vector<std::vector<double>>;

/// Inverse of the correlation matrix of those columns that are not combinations of columns before them;
/// `kept` says which. Gauss-Jordan in the order of the columns: the pivot is the share of a column that the
/// columns before it leave open.
Matrix inverse_of(Matrix m, std::vector<bool>& kept) {
    const std::size_t count = m.size();
    constexpr double smallest_open_share = 1e-10;
    Matrix inverse(count, std::vector<double>(count, 0.0));
    for (std::size_t i = 0; i < count; ++i) inverse[i][i] = 1.0;
    for (std::size_t pivot = 0; pivot < count; ++pivot) {
        if (m[pivot][pivot] < smallest_open_share) {
            kept[pivot] = false;
            continue;
        }
        const double scale = 1.0 / m[pivot][pivot];
        for (std::size_t column = 0; column < count; ++column) {
            m[pivot][column] *= scale;
            inverse[pivot][column] *= scale;
        }
        for (std::size_t row = 0; row < count; ++row) {
            const double factor = m[row][pivot];
            if (row == pivot || factor == 0.0)
                continue;
            for (std::size_t column = 0; column < count; ++column) {
                m[row][column] -= factor * m[pivot][column];
                inverse[row][column] -= factor * inverse[pivot][column];
            }
        }
    }
    return inverse;
}

/// Least squares on standardised ranks. With V the inverse of the correlations of the inputs, r those with
/// the output: b = V r, R^2 = b r, and the partial correlation is b_i / sqrt(b_i^2 + (1 - R^2) V_ii).
Coefficients coefficients_of(const std::vector<std::vector<double>>& columns,
                             std::span<const double> output) {
    Coefficients result{std::vector<double>(columns.size(), 0.0), std::vector<double>(columns.size(), 0.0),
                        0.0};
    const std::vector<double> y = standardised_ranks(output);
    if (y.empty())
        return result;
    std::vector<std::size_t> used;  // those that vary
    std::vector<std::vector<double>> x;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        std::vector<double> ranks = standardised_ranks(columns[column]);
        if (ranks.empty())
            continue;
        used.push_back(column);
        x.push_back(std::move(ranks));
    }
    Matrix correlations(x.size(), std::vector<double>(x.size()));
    std::vector<double> with_output(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        for (std::size_t j = 0; j < x.size(); ++j) correlations[i][j] = product(x[i], x[j]);
        with_output[i] = product(x[i], y);
    }
    std::vector<bool> kept(x.size(), true);
    const Matrix inverse = inverse_of(std::move(correlations), kept);
    for (std::size_t i = 0; i < x.size(); ++i) {
        for (std::size_t j = 0; j < x.size(); ++j)
            if (kept[i] && kept[j])
                result.srrc[used[i]] += inverse[i][j] * with_output[j];
        result.r_squared += result.srrc[used[i]] * with_output[i];
    }
    result.r_squared = std::clamp(result.r_squared, 0.0, 1.0);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double b = result.srrc[used[i]];
        if (b != 0.0)
            result.prcc[used[i]] = b / std::sqrt(b * b + (1.0 - result.r_squared) * inverse[i][i]);
    }
    return result;
}

}  // namespace

std::vector<double> ranks_of(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first + 1;
        while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
        for (std::size_t i = first; i < end; ++i)
            ranks[order[i]] = 0.5 * static_cast<double>(first + 1 + end);
        first = end;
    }
    return ranks;
}

RankRegression rank_regression(const SampleDesign& inputs, std::span<const double> outputs,
                               const BootstrapSettings& settings) {
    const std::size_t runs = inputs.row_count;
    const std::size_t input_count = inputs.column_count;
    WAYOUT_ASSERT(outputs.size() == runs && runs > input_count + 1, "rank regression: too few runs");
    std::vector<std::vector<double>> columns(input_count, std::vector<double>(runs));
    for (std::size_t row = 0; row < runs; ++row)
        for (std::size_t column = 0; column < input_count; ++column)
            columns[column][row] = inputs.at(row, column);
    const Coefficients whole = coefficients_of(columns, outputs);

    const auto replicates = static_cast<std::size_t>(settings.replicates);
    Matrix srrc(input_count, std::vector<double>(replicates));
    Matrix prcc(input_count, std::vector<double>(replicates));
    std::vector<std::uint32_t> rows(runs);
    std::vector<std::vector<double>> drawn = columns;
    std::vector<double> drawn_outputs(runs);
    for (std::size_t r = 0; r < replicates; ++r) {
        resample_rows(rows, settings.seed, static_cast<std::uint32_t>(r));
        for (std::size_t i = 0; i < runs; ++i) {
            drawn_outputs[i] = outputs[rows[i]];
            for (std::size_t column = 0; column < input_count; ++column)
                drawn[column][i] = columns[column][rows[i]];
        }
        const Coefficients sample = coefficients_of(drawn, drawn_outputs);
        for (std::size_t column = 0; column < input_count; ++column) {
            srrc[column][r] = sample.srrc[column];
            prcc[column][r] = sample.prcc[column];
        }
    }

    RankRegression result;
    result.r_squared = whole.r_squared;
    for (std::size_t column = 0; column < input_count; ++column)
        result.inputs.push_back({whole.srrc[column], percentile_interval(srrc[column], settings.confidence),
                                 whole.prcc[column], percentile_interval(prcc[column], settings.confidence)});
    return result;
}

}  // namespace wayout
