/// The draws of Draw::study_sample, told apart by their index: who = column of the design, step = row.
#pragma once

#include <cstdint>

namespace wayout::study_draws {

constexpr std::uint32_t permutation = 0;
constexpr std::uint32_t place_in_stratum = 1;
constexpr std::uint32_t plain = 2;
constexpr std::uint32_t digital_shift = 3;

}  // namespace wayout::study_draws
