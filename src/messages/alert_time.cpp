/// Moments of alerts: civil dates and seconds since 1970, without the C library's clocks and zones.
#include <wayout/alert.hpp>

#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace wayout {
namespace {

constexpr std::int64_t day_s = 86400;
constexpr std::string_view pattern = "dddd-dd-ddTdd:dd:ddsdd:dd";  ///< d: a digit, s: + or -

/// Days from 1970-01-01 to a date of the Gregorian calendar. Years begin in March here, so that the leap day
/// is the last of its year: 365 days a year, one more every 4 years, but for centuries, but for every fourth.
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct Date {
    std::int64_t year{};
    int month{};
    int day{};
};

Date civil_from_days(std::int64_t days) {
    const std::int64_t z = days + 719468;
    const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const std::int64_t day_of_era = z - era * 146097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    Date date;
    date.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    date.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
    return date;
}

int days_in_month(std::int64_t year, int month) {
    const std::int64_t next =
        month == 12 ? days_from_civil(year + 1, 1, 1) : days_from_civil(year, month + 1, 1);
    return static_cast<int>(next - days_from_civil(year, month, 1));
}

Error refuse_time(std::string message) {
    return {ErrorCode::syntax, {}, std::move(message)};
}

bool has_pattern(std::string_view text) {
    if (text.size() != pattern.size())
        return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = text[i], p = pattern[i];
        const bool is_good = p == 'd' ? c >= '0' && c <= '9' : p == 's' ? c == '+' || c == '-' : c == p;
        if (!is_good)
            return false;
    }
    return true;
}

}  // namespace

Result<AlertTime> read_alert_time(std::string_view text) {
    const auto shown = text.substr(0, 60);
    if (!text.empty() && (text.back() == 'Z' || text.back() == 'z'))
        return refuse_time(fmt::format("'{}' ends in Z, which alerts do not allow: UTC is -00:00", shown));
    if (text.size() == pattern.size() && text[19] == ',')
        return refuse_time(fmt::format(
            "'{}' has a comma where + or - belongs (the schema's pattern lets it through by mistake)",
            shown));
    if (!has_pattern(text))
        return refuse_time(
            fmt::format("'{}' is no time: write YYYY-MM-DDThh:mm:ss and the distance from UTC, as "
                        "2030-05-17T20:00:00+02:00",
                        shown));
    const auto number = [&](std::size_t from, std::size_t digits) {
        int value = 0;
        for (std::size_t i = from; i < from + digits; ++i) value = 10 * value + (text[i] - '0');
        return value;
    };
    const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
    const int hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
    const int offset_h = number(20, 2), offset_min = number(23, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return refuse_time(fmt::format("'{}': there is no such day", shown));
    if (hour > 23 || minute > 59 || second > 59)
        return refuse_time(fmt::format("'{}': there is no such time of day", shown));
    if (offset_h * 60 + offset_min > 14 * 60 || offset_min > 59)
        return refuse_time(fmt::format("'{}': no place is so far from UTC", shown));
    const std::int64_t local_s =
        days_from_civil(year, month, day) * day_s + hour * 3600 + minute * 60 + second;
    const std::int64_t offset_s = (offset_h * 60 + offset_min) * 60;
    return AlertTime{std::string(text), text[19] == '-' ? local_s + offset_s : local_s - offset_s};
}

AlertTime alert_time(std::int64_t utc_s, int offset_min) {
    const std::int64_t local_s = utc_s + offset_min * 60;
    const std::int64_t days = (local_s >= 0 ? local_s : local_s - (day_s - 1)) / day_s;
    const auto second = static_cast<int>(local_s - days * day_s);
    const Date date = civil_from_days(days);
    const int distance = std::abs(offset_min);
    return {fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", date.year, date.month, date.day,
                        second / 3600, second / 60 % 60, second % 60, offset_min > 0 ? '+' : '-',
                        distance / 60, distance % 60),
            utc_s};
}

}  // namespace wayout
