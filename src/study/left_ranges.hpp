/// Who is still inside and where, over the members, and in which order to search.
#pragma once

#include <wayout/study_results.hpp>

#include <span>
#include <vector>

namespace wayout {

/// How much somebody who is able, and still inside, counts beside one who is not able, for the order of the
/// search. Our choice [D].
inline constexpr double weight_of_able = 0.2;

/// Fills VariantResults::left and search_order from the members that ran to their end.
void describe_people_left(std::span<const MemberResult> members, const std::vector<SearchPlace>& places,
                          VariantResults& variant);

}  // namespace wayout
