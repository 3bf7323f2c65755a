/// Ranges over the members of one variant.
#pragma once

#include <wayout/study_results.hpp>

#include <span>

namespace wayout {

/// Everything of VariantResults but its names. Members that failed count as such and nowhere else.
void describe_variant(std::span<const MemberResult> members, double time_limit_s, VariantResults& variant);

Probability probability_of(int yes, int of);
/// Values of a figure of the members that are done, in their order; NaN where a member has none.
std::vector<double> values_of(std::span<const MemberResult> members, std::string_view figure);

}  // namespace wayout
