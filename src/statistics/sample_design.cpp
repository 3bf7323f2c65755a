#include "statistics/sample_design.hpp"

#include "core/random.hpp"
#include "statistics/study_draws.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace wayout {
namespace {

SampleDesign empty_design(std::size_t row_count, std::size_t column_count) {
    return {row_count, column_count, std::vector<double>(row_count * column_count)};
}

}  // namespace

SampleDesign latin_hypercube(std::size_t row_count, std::size_t column_count, std::uint64_t seed) {
    SampleDesign design = empty_design(row_count, column_count);
    std::vector<std::size_t> stratum(row_count);
    // The last value of (stratum + place) / rows may round to 1.
    const double below_one = std::nextafter(1.0, 0.0);
    for (std::size_t column = 0; column < column_count; ++column) {
        const auto who = static_cast<AgentId>(column);
        // Fisher & Yates' shuffle, in the form of Durstenfeld (CACM 7, 1964, algorithm 235).
        std::iota(stratum.begin(), stratum.end(), std::size_t{0});
        for (std::size_t left = row_count; left > 1; --left) {
            const std::uint32_t chosen = uniform_below(static_cast<std::uint32_t>(left), seed, who,
                                                       Draw::study_sample, left, study_draws::permutation);
            std::swap(stratum[left - 1], stratum[chosen]);
        }
        for (std::size_t row = 0; row < row_count; ++row) {
            const double place =
                uniform01_open(seed, who, Draw::study_sample, row, study_draws::place_in_stratum);
            design.at(row, column) = std::min(
                below_one, (static_cast<double>(stratum[row]) + place) / static_cast<double>(row_count));
        }
    }
    return design;
}

SampleDesign random_design(std::size_t row_count, std::size_t column_count, std::uint64_t seed) {
    SampleDesign design = empty_design(row_count, column_count);
    for (std::size_t row = 0; row < row_count; ++row)
        for (std::size_t column = 0; column < column_count; ++column)
            design.at(row, column) = uniform01_open(seed, static_cast<AgentId>(column), Draw::study_sample,
                                                    row, study_draws::plain);
    return design;
}

}  // namespace wayout
