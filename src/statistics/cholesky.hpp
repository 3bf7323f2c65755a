/// Small systems of linear equations with a symmetric positive definite matrix.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wayout {

/// The factor of a matrix, L L' = A, [row][column] in one list.
class Cholesky {
public:
    /// @param matrix  n x n; a pivot below `least_pivot` is raised to it, so that a matrix that is singular
    /// by
    ///                rounding gives a factor all the same
    Cholesky(std::span<const double> matrix, std::size_t n, double least_pivot = 1e-12);

    std::size_t size() const { return n_; }
    const std::vector<double>& factor() const { return factor_; }
    /// L^-1 b
    std::vector<double> forward(std::span<const double> b) const;
    /// A^-1 b
    std::vector<double> solve(std::span<const double> b) const;
    /// A^-1
    std::vector<double> inverse() const;

private:
    std::size_t n_;
    std::vector<double> factor_;
};

}  // namespace wayout
