#include "core/text.hpp"

#include <algorithm>
#include <vector>

namespace wayout {
namespace {

/// Longer names get no suggestion: they are not typing mistakes, and comparing them would cost time.
constexpr std::size_t longest_name = 100;
/// Shorter texts are contained in too many others to mean anything.
constexpr std::size_t shortest_part = 4;

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

bool contains_other(std::string_view a, std::string_view b) {
    const auto [shorter, longer] = std::minmax(a, b, [](auto x, auto y) { return x.size() < y.size(); });
    return shorter.size() >= shortest_part && longer.find(shorter) != std::string_view::npos;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    // Rows i - 2, i - 1 and i of the table "distance between the first i characters of a and the first j of
    // b".
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(before_last, last);
        std::swap(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({substitution, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
    if (name.empty() || name.size() > longest_name)
        return std::nullopt;
    const std::string wanted = lower_case(name);
    const std::string* best = nullptr;
    std::size_t best_distance = 0;
    for (const std::string& candidate : candidates) {
        if (candidate.empty() || candidate.size() > longest_name)
            continue;
        const std::size_t distance = edit_distance(wanted, lower_case(candidate));
        if (distance > std::max(wanted.size(), candidate.size()) / 3)
            continue;
        if (best == nullptr || distance < best_distance) {
            best = &candidate;
            best_distance = distance;
        }
    }
    if (best == nullptr)
        for (const std::string& candidate : candidates)
            if (candidate.size() <= longest_name && contains_other(wanted, lower_case(candidate))) {
                best = &candidate;
                break;
            }
    if (best == nullptr)
        return std::nullopt;
    return *best;
}

}  // namespace wayout
