#include "core/number_words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {

std::string grouped(std::int64_t value) {
    std::string digits = fmt::format("{}", value);
    const std::size_t first = digits.front() == '-' ? 1 : 0;
    for (std::size_t i = digits.size(); i > first + 3;) {
        i -= 3;
        digits.insert(i, 1, ',');
    }
    return digits;
}

std::string number_words(double value) {
    constexpr double largest_exact = 9007199254740992.0;  // 2^53
    const bool is_whole = std::abs(value) <= largest_exact && std::trunc(value) == value;
    return is_whole ? grouped(static_cast<std::int64_t>(value)) : fmt::format("{:g}", value);
}

}  // namespace wayout
