#include "behaviour/company_rules.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace wayout {

double waiting_frac(double behind_m, double from_m, double full_m, double slowest_frac) {
    const double beyond = (behind_m - from_m) / (full_m - from_m);
    return std::clamp(1.0 - beyond, slowest_frac, 1.0);
}

double group_start_s(std::span<const double> own_s, std::size_t leader, double share, double after_leader_s) {
    WAYOUT_ASSERT(leader < own_s.size(), "group_start_s: no such leader");
    std::vector<double> times(own_s.begin(), own_s.end());
    std::sort(times.begin(), times.end());
    constexpr double rounding = 1e-9;
    const auto needed =
        static_cast<std::size_t>(std::clamp(std::ceil(share * static_cast<double>(times.size()) - rounding),
                                            1.0, static_cast<double>(times.size())));
    return std::min(times[needed - 1], own_s[leader] + after_leader_s);
}

double speed_by_size_mps(int people) {
    constexpr int largest_measured = 4;
    return 1.26 - 0.04 * std::clamp(people, 1, largest_measured);
}

}  // namespace wayout
