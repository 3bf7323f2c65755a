/// The draws of Draw::study_sample, told apart by their index: who = column of the design, step = row.
#pragma once

#include <cstdint>

namespace wayout::study_draws {

constexpr std::uint32_t permutation = 0;
constexpr std::uint32_t place_in_stratum = 1;
constexpr std::uint32_t plain = 2;
constexpr std::uint32_t digital_shift = 3;
constexpr std::uint32_t proposal_part = 4;   ///< of adaptive sampling: which kernel
constexpr std::uint32_t proposal_place = 5;  ///< ... and where in it
constexpr std::uint32_t report = 6;          ///< figures that sources tell

}  // namespace wayout::study_draws
