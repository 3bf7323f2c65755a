#include "analysis/power_tail.hpp"

#include "core/assert.hpp"
#include "core/math.hpp"

#include <limits>

namespace wayout {

double power_tail_exponent(std::span<const double> values, double from) {
    WAYOUT_ASSERT(from > 0.0, "a power law has no tail from zero on");
    int count = 0;
    double sum = 0.0;
    for (const double x : values) {
        if (!(x >= from))
            continue;
        ++count;
        sum += portable_log(x / from);
    }
    if (count == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return 1.0 + count / sum;
}

}  // namespace wayout
