#include "statistics/cholesky.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

Cholesky::Cholesky(std::span<const double> matrix, std::size_t n, double least_pivot)
    : n_(n), factor_(n * n, 0.0) {
    WAYOUT_ASSERT(matrix.size() == n * n, "a matrix of another size");
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k <= i; ++k) {
            double rest = matrix[i * n + k];
            for (std::size_t j = 0; j < k; ++j) rest -= factor_[i * n + j] * factor_[k * n + j];
            factor_[i * n + k] = i == k ? std::sqrt(std::max(rest, least_pivot)) : rest / factor_[k * n + k];
        }
}

std::vector<double> Cholesky::forward(std::span<const double> b) const {
    std::vector<double> x(b.begin(), b.end());
    for (std::size_t i = 0; i < n_; ++i) {
        for (std::size_t k = 0; k < i; ++k) x[i] -= factor_[i * n_ + k] * x[k];
        x[i] /= factor_[i * n_ + i];
    }
    return x;
}

std::vector<double> Cholesky::solve(std::span<const double> b) const {
    std::vector<double> x = forward(b);
    for (std::size_t i = n_; i-- > 0;) {
        for (std::size_t k = i + 1; k < n_; ++k) x[i] -= factor_[k * n_ + i] * x[k];
        x[i] /= factor_[i * n_ + i];
    }
    return x;
}

std::vector<double> Cholesky::inverse() const {
    std::vector<double> inverse(n_ * n_);
    std::vector<double> unit(n_, 0.0);
    for (std::size_t column = 0; column < n_; ++column) {
        unit[column] = 1.0;
        const std::vector<double> x = solve(unit);
        unit[column] = 0.0;
        for (std::size_t row = 0; row < n_; ++row) inverse[row * n_ + column] = x[row];
    }
    return inverse;
}

}  // namespace wayout
