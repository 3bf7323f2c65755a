#include <wayout/validation.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

double bands_outside(const ValidationQuantity& quantity) {
    if (quantity.is_inside())
        return 0.0;
    if (std::isnan(quantity.mean))
        return std::numeric_limits<double>::quiet_NaN();
    const double past =
        quantity.mean < quantity.low ? quantity.low - quantity.mean : quantity.mean - quantity.high;
    const double width = quantity.high - quantity.low;
    if (std::isfinite(width) && width > 0.0)
        return past / width;
    const double bound = std::abs(std::isfinite(quantity.low) ? quantity.low : quantity.high);
    return bound > 0.0 ? past / bound : past;
}

bool is_farther(const ValidationMiss& a, const ValidationMiss& b) {
    if (std::isnan(a.bands_outside) || std::isnan(b.bands_outside))
        return std::isnan(a.bands_outside) && !std::isnan(b.bands_outside);
    return a.bands_outside > b.bands_outside;
}

}  // namespace

std::optional<ValidationMiss> worst_miss_of(const ValidationResult& result) {
    std::optional<ValidationMiss> worst;
    for (const ValidationQuantity& quantity : result.quantities) {
        if (quantity.origin == Origin::memory || quantity.is_inside())
            continue;
        const ValidationMiss miss{result.experiment.id, quantity.name, bands_outside(quantity)};
        if (!worst || is_farther(miss, *worst))
            worst = miss;
    }
    return worst;
}

ValidationSummary summary_of(const std::vector<ValidationResult>& results) {
    ValidationSummary summary;
    for (const std::optional<Calibration> calibration :
         {std::optional(Calibration::lab), std::optional(Calibration::design),
          std::optional<Calibration>()}) {
        ValidationSummary::Count count;
        count.calibration = calibration;
        for (const ValidationResult& result : results) {
            if (calibration !=
                (result.experiment.has_people ? std::optional(result.calibration) : std::nullopt))
                continue;
            if (!result.experiment.decides) {
                ++count.shown_only;
                continue;
            }
            ++count.deciding;
            count.reproduced += result.is_reproduced ? 1 : 0;
            if (const auto miss = worst_miss_of(result);
                miss && (!summary.worst || is_farther(*miss, *summary.worst)))
                summary.worst = miss;
        }
        if (count.deciding + count.shown_only > 0)
            summary.by_calibration.push_back(count);
    }
    return summary;
}

}  // namespace wayout
