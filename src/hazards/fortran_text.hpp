/// Words and numbers as Fortran programs write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Without blanks, tabs and carriage returns at both ends.
std::string_view trimmed(std::string_view text);

/// For words that mean the same in capitals; ASCII letters.
std::string upper_case(std::string_view text);

/// What lies between blanks and tabs, at most `most` pieces (the rest of the text is not looked at).
std::vector<std::string_view> words_of(std::string_view text, std::size_t most);

/// A finite number: "1.5", "+2", "1.0D-03", and "0.123-104", which is how Fortran writes an exponent of three
/// digits. Nothing for anything else, such as "NaN", "Infinity" and the stars of an overflow. Below the
/// smallest double: 0.
std::optional<double> fortran_number(std::string_view word);

/// A whole number of at most nine digits.
std::optional<int> fortran_integer(std::string_view word);

}  // namespace wayout
