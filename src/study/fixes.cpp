/// Measures ranked by what they do.
#include "study/variant_ranges.hpp"

#include <wayout/questions.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

/// Of most figures less is better; of these more.
bool is_more_better(const std::string& figure) {
    return figure == "everybody_out_unharmed" || figure == "people.out" || figure.ends_with(".margin_s") ||
           figure.ends_with(".aset_s") || figure == "smallest_margin_s";
}

/// 0: a real improvement, 1: not to be told from zero, 2: really worse.
int class_of(const Fix& fix) {
    return fix.is_better ? 0 : (fix.effect.is_real ? 2 : 1);
}

}  // namespace

Result<FixResults> rank_fixes(const StudyResults& results, const std::string& figure) {
    FixResults fixes;
    fixes.figure = figure;
    if (results.variants.size() < 2)
        return Error{ErrorCode::schema, "variants",
                     "there is nothing to compare: list the scenario as it is and the measures under "
                     "\"variants\""};
    const double sign = is_more_better(figure) ? -1.0 : 1.0;
    for (const Difference& d : results.differences) {
        if (d.figure != figure)
            continue;
        const VariantResults& variant = results.variants[static_cast<std::size_t>(d.variant)];
        Fix fix{variant.id, variant.name, variant.cost, d, false, std::numeric_limits<double>::quiet_NaN()};
        fix.is_better = d.is_real && sign * d.mean < 0.0;
        if (d.is_real && variant.cost > 0.0)
            fix.effect_per_cost = std::abs(d.mean) / variant.cost;
        fixes.fixes.push_back(std::move(fix));
    }
    if (fixes.fixes.empty())
        return Error{ErrorCode::schema, figure,
                     "is no figure for which these runs can be compared: it must be finite in every run, as "
                     "egress_time_s.p95, people.harmed or everybody_out_unharmed"};
    std::stable_sort(fixes.fixes.begin(), fixes.fixes.end(), [&](const Fix& a, const Fix& b) {
        if (class_of(a) != class_of(b))
            return class_of(a) < class_of(b);
        return sign * a.effect.mean < sign * b.effect.mean;
    });
    return fixes;
}

}  // namespace wayout
