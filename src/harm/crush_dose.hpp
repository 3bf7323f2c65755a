/// From the load on a chest to the probability of injury.
///
/// Source: people-and-response specification 4.1 and 4.2. The law goes through two points, estimates of
/// Hopkins et al. 1993 (read in Lee & Hughes 2006): death after about 15 s at 6227 N and 4 to 6 min at 1112
/// N. Threshold, recovery, susceptibility and scatter are estimates without data: results are a warning, not
/// a forecast.
#pragma once

#include <wayout/scenario.hpp>

namespace wayout {

inline constexpr double crush_threshold_n = 250.0;
inline constexpr double crush_recovery_s = 120.0;
/// Doses at which half of the people are in distress, unconscious and dying.
inline constexpr double distress_dose = 0.1;
inline constexpr double unconscious_dose = 0.3;
inline constexpr double fatal_dose = 1.0;
/// Standard deviation of the logarithm of personal thresholds.
inline constexpr double dose_scatter = 0.3;

/// Time to fatal asphyxia under a steady load: 300 s (1112 N / F)^1.74; +inf without a load.
double time_to_asphyxia_s(double load_n);

/// By how much a load counts more than for a man: women 1.5, children under 12 2.0, over 65 1.5. NaN: age
/// unknown.
double crush_susceptibility(Sex sex, double age_years);

/// The dose after `step_s` more under a load on the chest, susceptibility included: it grows by step / time
/// to asphyxia above the threshold, and fades below it.
double next_crush_dose(double dose, double load_n, double step_s);

/// Share of people whose threshold, lognormal about `median_dose`, is below the dose.
double probability_beyond(double dose, double median_dose);

}  // namespace wayout
