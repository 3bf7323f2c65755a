/// The order and the choice of tests by their ids.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// "IMO" of "IMO-4".
std::string_view family_of(std::string_view id);
/// IMO, RiMEA, NIST, ISO, WAYOUT; in a family by the numbers in the id ("12a" before "12b", "2.9" before
/// "2.10").
bool comes_before(std::string_view a, std::string_view b);
/// Whether an id was asked for, by itself or by its family, ignoring case. Nothing asked: everything.
bool is_chosen(std::string_view id, const std::vector<std::string>& only);

}  // namespace wayout
