#include "statistics/curve_agreement.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace wayout {

CurveAgreement curve_agreement(std::span<const double> measured, std::span<const double> modelled,
                               double smoothing_share) {
    WAYOUT_ASSERT(measured.size() == modelled.size() && !measured.empty(), "curves on different grids");
    const std::size_t n = measured.size();
    double difference2 = 0.0;
    double measured2 = 0.0;
    double modelled2 = 0.0;
    double product = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        const double e = measured[i];
        const double m = modelled[i];
        difference2 += (e - m) * (e - m);
        measured2 += e * e;
        modelled2 += m * m;
        product += e * m;
    }
    // The factors s^2 dt of the published formula cancel on an equally spaced grid.
    const auto s = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::lround(smoothing_share * static_cast<double>(n))));
    double measured_rise2 = 0.0;
    double modelled_rise2 = 0.0;
    double rise_product = 0.0;
    for (std::size_t i = s; i < n; ++i) {
        const double e = measured[i] - measured[i - s];
        const double m = modelled[i] - modelled[i - s];
        measured_rise2 += e * e;
        modelled_rise2 += m * m;
        rise_product += e * m;
    }
    CurveAgreement agreement{0.0, 1.0, 1.0};
    if (measured2 > 0.0 || modelled2 > 0.0) {
        agreement.erd = std::sqrt(difference2) / std::sqrt(measured2);
        agreement.epc = product / modelled2;
    }
    if (measured_rise2 > 0.0 && modelled_rise2 > 0.0)
        agreement.sc = rise_product / std::sqrt(measured_rise2 * modelled_rise2);
    else if (measured_rise2 > 0.0 || modelled_rise2 > 0.0)
        agreement.sc = 0.0;
    return agreement;
}

}  // namespace wayout
