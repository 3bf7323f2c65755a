#include "analysis/lane_order.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace wayout {

double lane_order(std::span<const StreamMember> people, double half_strip_m) {
    double sum = 0.0;
    double counted = 0.0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        double same = 0.0;
        double opposed = 0.0;
        for (std::size_t j = 0; j < people.size(); ++j) {
            if (j == i || std::abs(people[j].position_m.x - people[i].position_m.x) > half_strip_m)
                continue;
            (people[j].towards_plus_y == people[i].towards_plus_y ? same : opposed) += 1.0;
        }
        if (same + opposed == 0.0)
            continue;
        const double order = (same - opposed) / (same + opposed);
        sum += order * order;
        counted += 1.0;
    }
    return counted > 0.0 ? sum / counted : std::numeric_limits<double>::quiet_NaN();
}

double lane_order_shuffled(std::span<const StreamMember> people, std::uint64_t seed, std::uint32_t frame,
                           int draws, double half_strip_m) {
    WAYOUT_ASSERT(draws > 0, "a mean of draws");
    std::vector<StreamMember> shuffled(people.begin(), people.end());
    double sum = 0.0;
    for (int draw = 0; draw < draws; ++draw) {
        // Fisher and Yates.
        for (std::size_t i = shuffled.size(); i > 1; --i) {
            const std::uint32_t k =
                uniform_below(static_cast<std::uint32_t>(i), seed, static_cast<AgentId>(i),
                              Draw::lane_shuffle, frame, static_cast<std::uint32_t>(draw));
            std::swap(shuffled[i - 1].towards_plus_y, shuffled[k].towards_plus_y);
        }
        sum += lane_order(shuffled, half_strip_m);
    }
    return sum / draws;
}

}  // namespace wayout
