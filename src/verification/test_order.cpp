#include "verification/test_order.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace wayout {
namespace {

constexpr std::array<std::string_view, 5> families{"IMO", "RiMEA", "NIST", "ISO", "WAYOUT"};

std::size_t rank_of(std::string_view family) {
    return static_cast<std::size_t>(std::find(families.begin(), families.end(), family) - families.begin());
}

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

/// Runs of digits compare as numbers, everything else by character.
bool naturally_before(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            const auto take = [](std::string_view& text) {
                unsigned long value = 0;
                while (!text.empty() && is_digit(text.front())) {
                    value = 10 * value + static_cast<unsigned long>(text.front() - '0');
                    text.remove_prefix(1);
                }
                return value;
            };
            const unsigned long x = take(a);
            const unsigned long y = take(b);
            if (x != y)
                return x < y;
            continue;
        }
        if (a.front() != b.front())
            return a.front() < b.front();
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return a.size() < b.size();
}

}  // namespace

std::string_view family_of(std::string_view id) {
    return id.substr(0, id.find('-'));
}

bool comes_before(std::string_view a, std::string_view b) {
    const std::size_t rank_a = rank_of(family_of(a));
    const std::size_t rank_b = rank_of(family_of(b));
    return rank_a != rank_b ? rank_a < rank_b : naturally_before(a, b);
}

bool is_chosen(std::string_view id, const std::vector<std::string>& only) {
    return only.empty() || std::any_of(only.begin(), only.end(), [id](const std::string& wanted) {
               return equal_ignoring_case(id, wanted) || equal_ignoring_case(family_of(id), wanted);
           });
}

}  // namespace wayout
