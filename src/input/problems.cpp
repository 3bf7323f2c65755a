#include "input/problems.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace wayout {
namespace {

/// Length of the UTF-8 character that begins here, 0 if none does. Overlong forms are let through: they do no
/// harm in a message.
std::size_t character_length(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80)
            return 0;
    return length;
}

/// Messages quote what users wrote; they must be fit for a terminal and for JSON whatever that was.
std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        const bool is_control = static_cast<unsigned char>(text.front()) < 0x20 || text.front() == 0x7F;
        if (length == 0 || is_control)
            out += '?';
        else
            out.append(text.substr(0, length));
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

}  // namespace

void Problems::add(Error problem) {
    if (is_full()) {
        ++unlisted_count_;
        return;
    }
    problem.where = printable(problem.where);
    problem.message = printable(problem.message);
    listed_.push_back(std::move(problem));
}

Errors Problems::take() && {
    if (unlisted_count_ > 0)
        listed_.push_back(
            {listed_.back().code, "", fmt::format("and {} more problems, not listed", unlisted_count_)});
    return std::move(listed_);
}

}  // namespace wayout
