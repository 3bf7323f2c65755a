/// What moves the results of a study: variants against the first, inputs, shares of the variance.
#pragma once

#include <wayout/study_results.hpp>

namespace wayout {

class StudyPlan;

/// Figures for which variants are compared.
std::vector<std::string> compared_figures(const StudySpec& spec);

std::vector<Difference> compare_variants(const StudySpec& spec, const std::vector<MemberResult>& members);

/// Weights of the inputs, and shares of the variance. `draws`: [replicate][input].
void add_influence(const StudySpec& spec, const std::vector<std::vector<double>>& draws,
                   StudyResults& results);

}  // namespace wayout
