/// Sobol' sequence: points that fill the unit cube more evenly than random ones.
#pragma once

#include "statistics/sample_design.hpp"

#include <cstddef>
#include <cstdint>

namespace wayout {

constexpr std::size_t max_sobol_dimensions = 40;

/// Coordinate `dimension` of point `index` as a multiple of 2^-32, without scrambling: the sequence of Sobol'
/// (USSR Comput. Math. Math. Phys. 7 (1967) 86-112) in natural order, with the direction numbers
/// "new-joe-kuo-6" of Joe & Kuo (SIAM J. Sci. Comput. 30 (2008) 2635-2654).
/// @param dimension  below max_sobol_dimensions
std::uint32_t sobol_coordinate(std::uint32_t index, std::size_t dimension);

/// The first `row_count` points, each column shifted digitally by a random number of its own (exclusive or:
/// the evenness stays, each point is uniform, other seeds give other points). Best with a power of two of
/// rows.
/// @param column_count  at most max_sobol_dimensions
SampleDesign sobol_design(std::size_t row_count, std::size_t column_count, std::uint64_t seed);

}  // namespace wayout
