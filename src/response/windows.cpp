#include "response/windows.hpp"

#include <algorithm>

namespace wayout {

std::vector<TimeWindow> open_windows(std::span<const TimeWindow> shifts,
                                     std::span<const TimeWindow> embargo) {
    std::vector<TimeWindow> open(shifts.begin(), shifts.end());
    if (open.empty())
        open.push_back({});
    for (const TimeWindow& closed : embargo) {
        std::vector<TimeWindow> rest;
        for (const TimeWindow& window : open) {
            const TimeWindow before{window.from_s, std::min(window.until_s, closed.from_s)};
            const TimeWindow after{std::max(window.from_s, closed.until_s), window.until_s};
            for (const TimeWindow& part : {before, after})
                if (part.from_s < part.until_s)
                    rest.push_back(part);
        }
        open = std::move(rest);
    }
    std::sort(open.begin(), open.end(),
              [](const TimeWindow& a, const TimeWindow& b) { return a.from_s < b.from_s; });
    return open;
}

bool is_within(std::span<const TimeWindow> windows, double time_s) {
    return std::any_of(windows.begin(), windows.end(), [&](const TimeWindow& window) {
        return window.from_s <= time_s && time_s < window.until_s;
    });
}

bool is_open_from(std::span<const TimeWindow> windows, double time_s) {
    return std::any_of(windows.begin(), windows.end(),
                       [&](const TimeWindow& window) { return window.until_s > time_s; });
}

double open_time_s(std::span<const TimeWindow> windows, double from_s, double until_s) {
    double sum_s = 0.0;
    for (const TimeWindow& window : windows)
        sum_s += std::max(0.0, std::min(window.until_s, until_s) - std::max(window.from_s, from_s));
    return sum_s;
}

}  // namespace wayout
