/// Numbers in sentences, for people; files have no separators. Locale-free.
#pragma once

#include <cstdint>
#include <string>

namespace wayout {

/// 6200 -> "6,200".
std::string grouped(std::int64_t value);
/// The same for what need not be whole: 6200 -> "6,200", 12.5 -> "12.5".
std::string number_words(double value);

}  // namespace wayout
