/// Figures of two studies against each other.
#pragma once

#include <wayout/compare.hpp>
#include <wayout/study.hpp>

#include <string>
#include <vector>

namespace wayout {

/// Of all tests of differences.
inline constexpr double significance_level = 0.05;

/// What is compared of a study.
struct ComparedStudy {
    std::vector<MemberResult> members;       ///< by variant and replicate
    std::vector<std::string> variants;       ///< ids, by row
    std::vector<std::string> inputs;         ///< names
    std::vector<std::vector<double>> draws;  ///< [replicate][input]
};

/// Says whether the runs come in pairs: as soon as every run of the smaller study has one in the other with
/// the same seed and the same values of the same inputs; and compares each figure of the variants that both
/// have, or of the first ones where they have none in common.
void compare_figures(const ComparedStudy& a, const ComparedStudy& b, Comparison& comparison);

/// The same of one run each, whose differences say nothing.
void list_figures(const MemberResult& a, const MemberResult& b, Comparison& comparison);

}  // namespace wayout
