#include "hazards/air_course.hpp"

#include <algorithm>

namespace wayout {

std::optional<TimeBracket> bracket(std::span<const double> times_s, double time_s) {
    if (times_s.empty() || !(time_s >= times_s.front() && time_s <= times_s.back()))
        return std::nullopt;
    const auto after = std::upper_bound(times_s.begin(), times_s.end(), time_s);
    const auto later = static_cast<std::size_t>(after - times_s.begin());
    if (later == times_s.size())
        return TimeBracket{later - 1, later - 1, 0.0};
    return TimeBracket{later - 1, later,
                       (time_s - times_s[later - 1]) / (times_s[later] - times_s[later - 1])};
}

QuantitySet AirColumns::provides() const {
    QuantitySet provided;
    for (std::size_t q = 0; q < quantity_count; ++q) provided[q] = !values[q].empty();
    return provided;
}

Air AirColumns::at(const TimeBracket& time) const {
    Air air;
    for (std::size_t q = 0; q < quantity_count; ++q)
        if (!values[q].empty())
            value_of(air, static_cast<Quantity>(q)) = time.of(values[q]);
    return air;
}

}  // namespace wayout
