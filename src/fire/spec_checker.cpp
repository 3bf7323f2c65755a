#include "fire/spec_checker.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout::fire {
namespace {

/// Words of users can be as long as the file.
std::string_view start_of(std::string_view text) {
    return text.substr(0, 80);
}

/// Enough to mend a file; a million equal problems help nobody.
constexpr std::size_t most_errors = 1000;

}  // namespace

void SpecChecker::report(const Subject& subject, std::string_view key, const std::string& message,
                         ErrorCode code) {
    if (errors_.size() >= most_errors)
        return;
    std::string where = subject.named ? subject.named->where : whole_where_;
    if (!key.empty())
        where += fmt::format("{}{}", where.empty() ? "" : ".", key);
    if (subject.named)
        where += fmt::format("{}({} '{}')", where.empty() ? "" : " ", subject.kind,
                             start_of(subject.named->label()));
    Error error;
    error.code = code;
    error.where = std::move(where);
    error.message = message;
    errors_.push_back(std::move(error));
}

bool SpecChecker::number(const Subject& subject, std::string_view key, double value, const Bounds& bounds) {
    const bool is_inside = std::isfinite(value) && value <= bounds.high &&
                           (bounds.low_excluded ? value > bounds.low : value >= bounds.low);
    if (!is_inside)
        report(subject, key,
               fmt::format("{} is out of range; allowed: {} {} to {}", value,
                           bounds.low_excluded ? "above" : "from", bounds.low, bounds.high));
    return is_inside;
}

bool SpecChecker::number(const Subject& subject, std::string_view key, const std::optional<double>& value,
                         const Bounds& bounds) {
    return !value || number(subject, key, *value, bounds);
}

bool SpecChecker::table(const Subject& subject, std::string_view key, const TimeTable& table,
                        const Bounds& values) {
    constexpr std::size_t most_points = 100000;
    if (table.size() > most_points) {
        report(subject, key, fmt::format("{} points; at most {} are allowed", table.size(), most_points));
        return false;
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
        const std::string point = fmt::format("{}[{}]", key, i);
        if (!number(subject, point, table[i].time_s, {0.0, 1e6}) ||
            !number(subject, point, table[i].value, values))
            return false;
        if (i > 0 && table[i].time_s <= table[i - 1].time_s) {
            report(subject, point,
                   fmt::format("time {} s does not come after {} s: list the points by rising time",
                               table[i].time_s, table[i - 1].time_s));
            return false;
        }
    }
    return true;
}

}  // namespace wayout::fire
