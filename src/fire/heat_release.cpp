#include "fire/heat_release.hpp"

#include "fire/time_table.hpp"

#include <algorithm>

namespace wayout::fire {

double design_heat_release_kw(const HeatReleaseSpec& spec, double time_s) {
    if (!spec.table_kw.empty())
        return value_at(spec.table_kw, time_s, 0.0);
    const auto grown_kw = [&](double t) {
        const double age_s = std::max(0.0, t - spec.start_s);
        const double kw = spec.alpha_kw_per_s2 * age_s * age_s;
        return spec.peak_kw ? std::min(kw, *spec.peak_kw) : kw;
    };
    if (!spec.decay_begin_s || !spec.decay_end_s || time_s <= *spec.decay_begin_s)
        return grown_kw(time_s);
    const double left = (*spec.decay_end_s - time_s) / (*spec.decay_end_s - *spec.decay_begin_s);
    return std::max(0.0, left) * grown_kw(*spec.decay_begin_s);
}

}  // namespace wayout::fire
