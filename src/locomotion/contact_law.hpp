/// Force between two bodies that press against each other: spring, damper and friction.
///
/// Source: locomotion specification 3.3; the spring and the damper are those of FDS+Evac (Korhonen, guide and
/// evac.f90, read), friction follows Helbing, Farkas & Vicsek 2000 with the smaller coefficient of the
/// FDS+Evac guide and Coulomb's limit.
#pragma once

#include <algorithm>

namespace wayout {

struct ContactLaw {
    double stiffness_n_per_m{1.2e5};
    double damping_kg_per_s{500.0};
    double friction_kg_per_m_s{4e4};  ///< per metre of overlap
    /// Coulomb's limit of the friction. (our choice; results should be checked for 0.2 to 1.0)
    double friction_coefficient{0.5};
};

struct ContactForce {
    double normal_n{0.0};      ///< pushes apart; never negative: bodies do not stick
    double tangential_n{0.0};  ///< along the direction in which the other one slides past
};

/// @param overlap_m    how far the bodies are pressed into each other; not positive: no contact
/// @param closing_mps  positive while they approach
/// @param sliding_mps  velocity of the other one relative to the body, along the contact
inline ContactForce contact_force(const ContactLaw& law, double overlap_m, double closing_mps,
                                  double sliding_mps) {
    if (!(overlap_m > 0.0))
        return {};
    const double normal_n =
        std::max(0.0, law.stiffness_n_per_m * overlap_m + law.damping_kg_per_s * closing_mps);
    const double limit_n = law.friction_coefficient * normal_n;
    return {normal_n, std::clamp(law.friction_kg_per_m_s * overlap_m * sliding_mps, -limit_n, limit_n)};
}

}  // namespace wayout
