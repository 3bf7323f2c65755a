/// Words compared with words: what did the user mean?
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wayout {

/// Smallest number of single-character insertions, deletions, substitutions and swaps of neighbours that turn
/// one text into the other (restricted Damerau-Levenshtein distance). Byte-wise; time and memory grow with
/// the product of the lengths.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that a mistyped name most probably stands for, ignoring case; nothing when none is close.
/// Close: at most one edit per three characters of the longer text, or one contains the other (`width` for
/// `clear_width_m`). Ties: the earlier.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);

}  // namespace wayout
