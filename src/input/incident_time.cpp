#include "input/incident_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace wayout {
namespace {

constexpr Range clock_seconds{-1e9, 1e9};

/// Days since 1970-01-01 in the Gregorian calendar. Source: Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", days_from_civil.
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t of_era = year - era * 400;
    const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int days_of_month(int year, int month) {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

/// Takes a text apart from its front.
class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    bool skip(char c) {
        if (rest_.empty() || rest_.front() != c)
            return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// A number of exactly so many digits in the range; nothing otherwise.
    std::optional<int> digits(std::size_t count, int low, int high) {
        if (rest_.size() < count)
            return std::nullopt;
        int value = 0;
        for (const char c : rest_.substr(0, count)) {
            if (c < '0' || c > '9')
                return std::nullopt;
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(count);
        return value >= low && value <= high ? std::optional(value) : std::nullopt;
    }
    bool is_at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

JsonValue date_schema() {
    return json_object(
        {{"type", json_text("string")},
         {"pattern", json_text("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})?$")}});
}

bool read_date(const Place& place, IncidentTime& time) {
    const std::string& text = *place.value().text();
    if (std::optional<IncidentTime> parsed = parse_date_time(text)) {
        time = *std::move(parsed);
        return true;
    }
    place.report(ErrorCode::schema,
                 fmt::format("'{}' is no date and time; write it as 2031-05-04T20:03:00+03:00",
                             std::string_view(text).substr(0, 60)));
    return false;
}

}  // namespace

std::optional<IncidentTime> parse_date_time(std::string_view text) {
    Cursor cursor(text);
    const auto year = cursor.digits(4, 1900, 2999);
    if (!year || !cursor.skip('-'))
        return std::nullopt;
    const auto month = cursor.digits(2, 1, 12);
    if (!month || !cursor.skip('-'))
        return std::nullopt;
    const auto day = cursor.digits(2, 1, days_of_month(*year, *month));
    if (!day || !cursor.skip('T'))
        return std::nullopt;
    const auto hour = cursor.digits(2, 0, 23);
    if (!hour || !cursor.skip(':'))
        return std::nullopt;
    const auto minute = cursor.digits(2, 0, 59);
    if (!minute)
        return std::nullopt;
    std::optional<int> second = 0;
    if (cursor.skip(':'))
        second = cursor.digits(2, 0, 59);
    if (!second)
        return std::nullopt;
    IncidentTime time;
    time.is_date = true;
    time.text = text;
    double offset_s = 0.0;
    if (cursor.skip('Z')) {
        time.has_offset = true;
    } else if (const int sign = cursor.skip('+') ? 1 : cursor.skip('-') ? -1 : 0; sign != 0) {
        const auto hours = cursor.digits(2, 0, 14);
        if (!hours || !cursor.skip(':'))
            return std::nullopt;
        const auto minutes = cursor.digits(2, 0, 59);
        if (!minutes)
            return std::nullopt;
        time.has_offset = true;
        offset_s = sign * (*hours * 3600.0 + *minutes * 60.0);
    }
    if (!cursor.is_at_end())
        return std::nullopt;
    time.seconds = static_cast<double>(days_from_civil(*year, *month, *day)) * 86400.0 + *hour * 3600.0 +
                   *minute * 60.0 + *second - offset_s;
    return time;
}

Form<IncidentTime> incident_time() {
    const Form<double> plain = number(clock_seconds);
    return {[plain](const Place& place, IncidentTime& time) {
                if (place.value().text())
                    return read_date(place, time);
                if (!plain.read(place, time.seconds))
                    return false;
                time.text = fmt::format("{:g} s", time.seconds);
                return true;
            },
            [plain](SchemaDefinitions& definitions) {
                JsonValue schema = plain.schema(definitions);
                add_alternative(schema, date_schema());
                return schema;
            }};
}

Form<IncidentTime> date_time() {
    return {[](const Place& place, IncidentTime& time) {
                if (place.value().text())
                    return read_date(place, time);
                place.report(ErrorCode::schema,
                             fmt::format("{} where a date and time in double quotes is needed",
                                         place.value().kind_words()));
                return false;
            },
            [](SchemaDefinitions&) { return date_schema(); }};
}

}  // namespace wayout
