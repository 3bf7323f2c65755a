#include "statistics/sobol_sequence.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"
#include "statistics/study_draws.hpp"

#include <array>

namespace wayout {
namespace {

constexpr std::size_t bits = 32;

/// A primitive polynomial x^s + a_1 x^(s-1) + ... + a_(s-1) x + 1 over GF(2) and the first direction numbers.
struct Generator {
    std::uint32_t degree;                  ///< s
    std::uint32_t coefficients;            ///< a_1 ... a_(s-1), a_1 the highest bit
    std::array<std::uint32_t, 8> numbers;  ///< m_1 ... m_s, odd, m_k < 2^k
};

/// Dimensions 2 to 40 of the file "new-joe-kuo-6.21201" of S. Joe and F. Y. Kuo; the first dimension has all
/// m_k = 1. Read in three reprints of the file that agree.
constexpr std::array<Generator, max_sobol_dimensions - 1> generators{{
    {1, 0, {1}},
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
    {5, 11, {1, 1, 5, 1, 1}},
    {5, 13, {1, 1, 1, 3, 11}},
    {5, 14, {1, 3, 5, 5, 31}},
    {6, 1, {1, 3, 3, 9, 7, 49}},
    {6, 13, {1, 1, 1, 15, 21, 21}},
    {6, 16, {1, 3, 1, 13, 27, 49}},
    {6, 19, {1, 1, 1, 15, 7, 5}},
    {6, 22, {1, 3, 1, 15, 13, 25}},
    {6, 25, {1, 1, 5, 5, 19, 61}},
    {7, 1, {1, 3, 7, 11, 23, 15, 103}},
    {7, 4, {1, 3, 7, 13, 13, 15, 69}},
    {7, 7, {1, 1, 3, 13, 7, 35, 63}},
    {7, 8, {1, 3, 5, 9, 1, 25, 53}},
    {7, 14, {1, 3, 1, 13, 9, 35, 107}},
    {7, 19, {1, 3, 1, 5, 27, 61, 31}},
    {7, 21, {1, 1, 5, 11, 19, 41, 61}},
    {7, 28, {1, 3, 5, 3, 3, 13, 69}},
    {7, 31, {1, 1, 7, 13, 1, 19, 1}},
    {7, 32, {1, 3, 7, 5, 13, 19, 59}},
    {7, 37, {1, 1, 3, 9, 25, 29, 41}},
    {7, 41, {1, 3, 5, 13, 23, 1, 55}},
    {7, 42, {1, 3, 7, 3, 13, 59, 17}},
    {7, 50, {1, 3, 1, 3, 5, 53, 69}},
    {7, 55, {1, 1, 5, 5, 23, 33, 13}},
    {7, 56, {1, 1, 7, 7, 1, 61, 123}},
    {7, 59, {1, 1, 7, 9, 13, 61, 49}},
    {7, 62, {1, 3, 3, 5, 3, 55, 33}},
    {8, 14, {1, 3, 1, 15, 31, 13, 49, 245}},
    {8, 21, {1, 3, 5, 15, 31, 59, 63, 97}},
    {8, 22, {1, 3, 1, 11, 11, 11, 77, 249}},
}};

using Directions = std::array<std::uint32_t, bits>;

/// v_k = m_k / 2^k as 32-bit fractions; m_k = 2 a_1 m_(k-1) ^ ... ^ 2^(s-1) a_(s-1) m_(k-s+1) ^ 2^s m_(k-s) ^
/// m_(k-s) (Bratley & Fox, ACM Trans. Math. Softw. 14 (1988) 88-100, equation 2, on the fractions).
constexpr Directions directions_of(const Generator& generator) {
    Directions v{};
    const std::size_t s = generator.degree;
    for (std::size_t k = 0; k < bits; ++k) {
        if (k < s) {
            v[k] = generator.numbers[k] << (bits - 1 - k);
            continue;
        }
        v[k] = v[k - s] ^ (v[k - s] >> s);
        for (std::size_t i = 1; i < s; ++i)
            if (((generator.coefficients >> (s - 1 - i)) & 1U) != 0)
                v[k] ^= v[k - i];
    }
    return v;
}

constexpr std::array<Directions, max_sobol_dimensions> all_directions() {
    std::array<Directions, max_sobol_dimensions> all{};
    for (std::size_t k = 0; k < bits; ++k) all[0][k] = 1U << (bits - 1 - k);
    for (std::size_t d = 0; d < generators.size(); ++d) all[d + 1] = directions_of(generators[d]);
    return all;
}

constexpr std::array<Directions, max_sobol_dimensions> directions = all_directions();

}  // namespace

std::uint32_t sobol_coordinate(std::uint32_t index, std::size_t dimension) {
    WAYOUT_ASSERT(dimension < max_sobol_dimensions, "sobol: no direction numbers for this dimension");
    std::uint32_t x = 0;
    for (std::size_t bit = 0; index != 0; ++bit, index >>= 1)
        if ((index & 1U) != 0)
            x ^= directions[dimension][bit];
    return x;
}

SampleDesign sobol_design(std::size_t row_count, std::size_t column_count, std::uint64_t seed) {
    WAYOUT_ASSERT(row_count <= (std::uint64_t{1} << bits), "sobol: more points than the sequence has");
    SampleDesign design{row_count, column_count, std::vector<double>(row_count * column_count)};
    for (std::size_t column = 0; column < column_count; ++column) {
        const std::uint32_t shift = random_block(seed, static_cast<AgentId>(column), Draw::study_sample, 0,
                                                 study_draws::digital_shift)[0];
        for (std::size_t row = 0; row < row_count; ++row) {
            const std::uint32_t x = sobol_coordinate(static_cast<std::uint32_t>(row), column) ^ shift;
            // The middle of the cell, so that no value is 0.
            design.at(row, column) = (x + 0.5) * 0x1p-32;
        }
    }
    return design;
}

}  // namespace wayout
