#include "harm/crush_dose.hpp"

#include "core/math.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace wayout {

double time_to_asphyxia_s(double load_n) {
    if (!(load_n > 0.0))
        return std::numeric_limits<double>::infinity();
    return 300.0 * portable_exp(1.74 * portable_log(1112.0 / load_n));
}

double crush_susceptibility(Sex sex, double age_years) {
    double factor = sex == Sex::female ? 1.5 : 1.0;
    if (age_years < 12.0)
        factor = 2.0;
    else if (age_years > 65.0)
        factor = std::max(factor, 1.5);
    return factor;
}

double next_crush_dose(double dose, double load_n, double step_s) {
    if (load_n > crush_threshold_n)
        return dose + step_s / time_to_asphyxia_s(load_n);
    return dose * portable_exp(-step_s / crush_recovery_s);
}

double probability_beyond(double dose, double median_dose) {
    if (!(dose > 0.0))
        return 0.0;
    return 0.5 * std::erfc(-portable_log(dose / median_dose) / (dose_scatter * std::numbers::sqrt2));
}

}  // namespace wayout
