#include "statistics/exceedance.hpp"

#include "core/assert.hpp"
#include "statistics/binomial.hpp"

#include <algorithm>
#include <cstddef>

namespace wayout {

std::vector<Exceedance> exceedance_curve(std::span<const int> counts, double confidence) {
    std::vector<Exceedance> curve;
    if (counts.empty())
        return curve;
    std::vector<int> ascending(counts.begin(), counts.end());
    std::sort(ascending.begin(), ascending.end());
    WAYOUT_ASSERT(ascending.front() >= 0, "exceedance: a negative number of people");
    const auto runs = static_cast<int>(ascending.size());
    curve.reserve(static_cast<std::size_t>(ascending.back()) + 1);
    for (int k = 0; k <= ascending.back(); ++k) {
        const auto first_above = std::upper_bound(ascending.begin(), ascending.end(), k);
        const auto above = static_cast<int>(ascending.end() - first_above);
        // The bounds change only where the number of runs does.
        const bool as_before = !curve.empty() && curve.back().runs_above == above;
        curve.push_back({k, above, static_cast<double>(above) / runs,
                         as_before ? curve.back().bounds : clopper_pearson(above, runs, confidence)});
    }
    return curve;
}

}  // namespace wayout
