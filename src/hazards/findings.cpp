#include "hazards/findings.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

namespace wayout {

std::string shown(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string safe(text.substr(0, longest));
    for (char& c : safe)
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7f)
            c = '?';
    if (text.size() > longest)
        safe += "...";
    return safe;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
    constexpr std::size_t longest = 64;
    constexpr std::size_t most_compared = 1000;
    if (name.size() > longest)
        return {};
    std::vector<std::string> comparable;
    for (const std::string& candidate : candidates)
        if (candidate.size() <= longest && comparable.size() < most_compared)
            comparable.push_back(candidate);
    const std::optional<std::string> near = nearest(name, comparable);
    return near ? fmt::format("; did you mean '{}'?", shown(*near)) : std::string{};
}

void Findings::keep(Error error) {
    if (is_full())
        ++unlisted_count_;
    else
        listed_.push_back(std::move(error));
}

void Findings::add(ErrorCode code, std::string_view place, std::string message) {
    keep({code,
          place.empty() ? file_ : fmt::format("{}: {}", file_, place),
          std::move(message),
          {},
          0.0,
          0.0});
}

void Findings::at_line(ErrorCode code, std::size_t line, std::string message) {
    add(code, fmt::format("line {}", line), std::move(message));
}

void Findings::add(const Errors& errors) {
    for (const Error& error : errors) keep(error);
}

Errors Findings::take() && {
    if (unlisted_count_ > 0)
        listed_.push_back({ErrorCode::syntax,
                           file_,
                           fmt::format("and {} more problems, which are not listed", unlisted_count_),
                           {},
                           0.0,
                           0.0});
    return std::move(listed_);
}

}  // namespace wayout
