#include "hazards/fortran_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

namespace wayout {
namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> words_of(std::string_view text, std::size_t most) {
    std::vector<std::string_view> words;
    std::size_t at = 0;
    while (words.size() < most) {
        while (at < text.size() && is_blank(text[at])) ++at;
        if (at == text.size())
            break;
        const std::size_t start = at;
        while (at < text.size() && !is_blank(text[at])) ++at;
        words.push_back(text.substr(start, at - start));
    }
    return words;
}

std::optional<double> fortran_number(std::string_view word) {
    constexpr std::size_t longest = 64;
    if (word.empty() || word.size() > longest)
        return std::nullopt;
    if (word.front() == '+')
        word.remove_prefix(1);
    std::array<char, longest + 1> text;
    std::size_t length = 0;
    bool has_exponent = false;
    bool is_exponent_negative = false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        char c = word[i];
        if (c == 'D' || c == 'd' || c == 'E')
            c = 'e';
        const bool is_sign = c == '+' || c == '-';
        if (!is_digit(c) && c != '.' && c != 'e' && !is_sign)
            return std::nullopt;  // also keeps "inf" and "nan" from the conversion below
        if (c == 'e')
            has_exponent = true;
        if (is_sign && i > 0) {
            if (!has_exponent) {
                if (!is_digit(word[i - 1]) && word[i - 1] != '.')
                    return std::nullopt;
                text[length++] = 'e';
                has_exponent = true;
            }
            is_exponent_negative = c == '-';
            if (c == '+')
                continue;
        }
        if (length == text.size())
            return std::nullopt;
        text[length++] = c;
    }
    double value = 0.0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + length, value);
    if (end != text.data() + length)
        return std::nullopt;
    if (status == std::errc::result_out_of_range)
        return is_exponent_negative ? std::optional(0.0) : std::nullopt;
    if (status != std::errc{} || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string upper_case(std::string_view text) {
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return upper;
}

std::optional<int> fortran_integer(std::string_view word) {
    if (!word.empty() && word.front() == '+')
        word.remove_prefix(1);
    int value = 0;
    const auto [end, status] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (word.empty() || status != std::errc{} || end != word.data() + word.size() || value > 999999999 ||
        value < -999999999)
        return std::nullopt;
    return value;
}

}  // namespace wayout
