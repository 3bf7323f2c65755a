/// What statements are about, and their numbers, in words.
#include <wayout/reports.hpp>

#include "core/number_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

std::string_view name_of(ReportedQuantity quantity) {
    return reported_quantity_names[static_cast<std::size_t>(quantity)];
}

std::string_view word_of(ReportedQuantity quantity) {
    static constexpr std::array<std::string_view, reported_quantity_count> words{"in the building at first",
                                                                                 "out",
                                                                                 "still inside",
                                                                                 "missing",
                                                                                 "brought out",
                                                                                 "injured",
                                                                                 "dead",
                                                                                 "taken to a hospital",
                                                                                 "in hospital",
                                                                                 "ambulances at the scene"};
    return words[static_cast<std::size_t>(quantity)];
}

}  // namespace

Course course_of(ReportedQuantity quantity) {
    switch (quantity) {
        case ReportedQuantity::evacuated:
        case ReportedQuantity::brought_out:
        case ReportedQuantity::dead:
        case ReportedQuantity::transported:
            return Course::rises;
        case ReportedQuantity::still_inside:
            return Course::falls;
        case ReportedQuantity::present:
        case ReportedQuantity::missing:
        case ReportedQuantity::injured:
        case ReportedQuantity::in_hospital:
        case ReportedQuantity::ambulances_at_scene:
            break;
    }
    return Course::either;
}

std::string key_of(const Subject& subject) {
    std::string key(name_of(subject.quantity));
    const auto add = [&key](const char* what, const std::string& id) {
        if (!id.empty())
            key += fmt::format("@{}:{}", what, id);
    };
    add("storey", subject.storey);
    add("zone", subject.zone);
    add("hospital", subject.hospital);
    add("age", subject.age);
    return key;
}

std::string words_of(const Subject& subject) {
    std::string words(word_of(subject.quantity));
    const auto add = [&words](const char* what, const std::string& id) {
        if (!id.empty())
            words += fmt::format(", {} {}", what, id);
    };
    add("storey", subject.storey);
    add("zone", subject.zone);
    add("hospital", subject.hospital);
    if (!subject.age.empty())
        words += subject.age == "child" ? ", children" : fmt::format(", {} people", subject.age);
    return words;
}

ClaimedRange claimed_range(const Statement& s) {
    ClaimedRange range;
    if (s.value || s.percent) {
        range.low = s.value ? *s.value : *s.percent;
        range.high = range.low;
    } else {
        range.low = s.min.value_or(range.low);
        range.high = s.max.value_or(range.high);
    }
    if (s.trend == Trend::may_rise)
        range.high = s.percent ? 100.0 : std::numeric_limits<double>::infinity();
    if (s.trend == Trend::may_fall)
        range.low = 0.0;
    return range;
}

std::string number_words(const Statement& s) {
    std::string words;
    if (s.percent)
        words = fmt::format("{:g} %", *s.percent);
    else if (s.value)
        words = number_words(*s.value);
    else if (s.min && s.max)
        words = fmt::format("{} to {}", number_words(*s.min), number_words(*s.max));
    else if (s.min)
        words = fmt::format("at least {}", number_words(*s.min));
    else
        words = fmt::format("at most {}", number_words(s.max.value_or(0.0)));
    if (s.is_about)
        words = "about " + words;
    if (s.whole)
        words += fmt::format(" of {}", number_words(*s.whole));
    if (s.of_quantity)
        words += fmt::format(" ({})", word_of(*s.of_quantity));
    if (s.trend != Trend::none)
        words += s.trend == Trend::may_rise ? ", may rise" : ", may fall";
    return words;
}

}  // namespace wayout
