/// Which values the uncertain inputs take in each run of a study: designs of points in the unit cube, to be
/// turned into inputs by their quantile functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// [row of runs][column of inputs], each value in (0, 1).
struct SampleDesign {
    std::size_t row_count{};
    std::size_t column_count{};
    std::vector<double> values;

    double at(std::size_t row, std::size_t column) const { return values[row * column_count + column]; }
    double& at(std::size_t row, std::size_t column) { return values[row * column_count + column]; }
    std::span<const double> row(std::size_t r) const {
        return std::span(values).subspan(r * column_count, column_count);
    }
};

/// Latin hypercube: of the `row_count` equal parts of each column each has exactly one value, at a random
/// place within it. Source: McKay, Beckman & Conover, Technometrics 21 (1979) 239-245. A smaller design is
/// not the beginning of a larger one: the number of runs must be known.
SampleDesign latin_hypercube(std::size_t row_count, std::size_t column_count, std::uint64_t seed);

/// Independent uniform values. A value depends on its row and column only, so that a study may be lengthened
/// and inputs added.
SampleDesign random_design(std::size_t row_count, std::size_t column_count, std::uint64_t seed);

}  // namespace wayout
