#include "response/survival.hpp"

#include "core/math.hpp"

namespace wayout {
namespace {

constexpr double half_hour_s = 1800.0;
constexpr double green_from_rpm = 11.0;
constexpr double yellow_above_rpm = 7.5;

}  // namespace

double survival_probability(double rpm) {
    return 1.0 / (1.0 + portable_exp(2.90 - 0.566 * rpm));
}

double survival_at_age(double rpm, double age_years, const InjuryRules& rules) {
    const double p = survival_probability(rpm);
    const AgeClass age = rules.age_class_of(age_years);
    const double factor = age == AgeClass::child   ? rules.child_odds_factor
                          : age == AgeClass::older ? rules.older_odds_factor
                                                   : 1.0;
    return factor == 1.0 ? p : factor * p / (1.0 - p + factor * p);
}

double survival_slope(double rpm) {
    const double p = survival_probability(rpm);
    return 0.566 * p * (1.0 - p);
}

double decay_per_half_hour(double rpm) {
    if (rpm >= green_from_rpm)
        return 0.0;
    if (rpm > yellow_above_rpm)
        return 0.5;
    return rpm > 0.0 ? 1.0 : 0.0;
}

double rpm_after(double rpm, double seconds, double pace_frac) {
    double left_s = seconds;
    while (left_s > 0.0) {
        const double points_per_s = pace_frac * decay_per_half_hour(rpm) / half_hour_s;
        if (points_per_s <= 0.0)
            break;
        const double edge_rpm = rpm > yellow_above_rpm ? yellow_above_rpm : 0.0;
        const double to_edge_s = (rpm - edge_rpm) / points_per_s;
        if (to_edge_s > left_s)
            return rpm - points_per_s * left_s;
        left_s -= to_edge_s;
        rpm = edge_rpm;
    }
    return rpm;
}

TriageClass class_of_rpm(double rpm) {
    if (rpm <= 0.0)
        return TriageClass::black;
    if (rpm <= yellow_above_rpm)
        return TriageClass::red;
    return rpm < green_from_rpm ? TriageClass::yellow : TriageClass::green;
}

double rpm_when_found(const MedicalPlan& plan, const Casualty& casualty) {
    if (casualty.rpm)
        return *casualty.rpm;
    return casualty.given_class == TriageClass::black
               ? 0.0
               : plan.rpm_of_class[static_cast<std::size_t>(casualty.given_class)];
}

TriageClass class_when_found(const Casualty& casualty) {
    return casualty.rpm ? class_of_rpm(*casualty.rpm) : casualty.given_class;
}

}  // namespace wayout
