#include "fire/time_table.hpp"

#include <algorithm>

namespace wayout::fire {

double value_at(const TimeTable& table, double time_s, double when_empty) {
    if (table.empty())
        return when_empty;
    const auto after = std::upper_bound(table.begin(), table.end(), time_s,
                                        [](double t, const TimedValue& point) { return t < point.time_s; });
    if (after == table.begin())
        return table.front().value;
    if (after == table.end())
        return table.back().value;
    const TimedValue& before = *(after - 1);
    const double share = (time_s - before.time_s) / (after->time_s - before.time_s);
    return before.value + share * (after->value - before.value);
}

}  // namespace wayout::fire
