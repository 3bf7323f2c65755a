/// How a casualty's score falls while he waits, and what it means for his survival.
///
/// RPM: sum of the codes of respiration, pulse and motor response, 0 to 12. Source: Sacco et al., Acad.
/// Emerg. Med. 12 (2005) 759-770: the score and the method read in the abstract [A]; codes, curve and decay
/// table from memory or chosen, see each. docs/models/medical.md.
#pragma once

#include <wayout/medical_plan.hpp>

namespace wayout {

inline constexpr double highest_rpm = 12.0;

/// Probability of survival if treated now, p(r) = 1 / (1 + exp(2.90 - 0.566 r)). Logistic fit to a table from
/// memory, to be verified [M].
double survival_probability(double rpm);

/// The same of somebody of that age: the odds p / (1 - p) times the plan's factor for his class of age. Our
/// choice [D]; age unknown: as an adult.
double survival_at_age(double rpm, double age_years, const InjuryRules& rules);

/// dp/dr of the first, for one point of the score.
double survival_slope(double rpm);

/// Points that the score loses in 30 minutes without treatment: none from 11 on, 0.5 at 8 to 10, 1 at 1 to 7.
/// Stands in for the expert table of the source, which is not loaded [D]. Between 7 and 8 the edge is 7.5, so
/// that whole scores fall as by a table looked up every half hour: 8, 7.5, 6.5, ...
double decay_per_half_hour(double rpm);

/// The score after some time, linear within the half hours: a minute's delay costs a minute's share. Never
/// below 0.
/// @param pace_frac  1 without treatment, less with it
double rpm_after(double rpm, double seconds, double pace_frac);

/// The class that a faultless judgement would give: red up to 7.5, yellow below 11, green from there, where
/// the decay changes too; without any sign of life (0) black. Our choice [D].
TriageClass class_of_rpm(double rpm);

/// The score of a casualty when he is found.
double rpm_when_found(const MedicalPlan& plan, const Casualty& casualty);
TriageClass class_when_found(const Casualty& casualty);

}  // namespace wayout
