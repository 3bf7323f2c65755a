/// Gases that suffocate: rates of the fractional effective dose (FED). 1 is the dose that stops the median
/// person.
#pragma once

#include "hazards/air.hpp"

#include <wayout/exposure.hpp>

namespace wayout {

/// The terms of a rate. Those of gases are without the factor for faster breathing.
struct AsphyxiantRate {
    double co_per_min{0.0};
    double cn_per_min{0.0};
    double nox_per_min{0.0};
    double irritant_per_min{0.0};
    double oxygen_per_min{0.0};
    double breathing_factor{1.0};  ///< HV or nu: carbon dioxide makes people breathe faster

    double per_min() const {
        return (co_per_min + cn_per_min + nox_per_min + irritant_per_min) * breathing_factor + oxygen_per_min;
    }
    double per_s() const { return per_min() / 60.0; }
};

/// How a body takes up carbon monoxide and breathes.
struct Uptake {
    double co_per_min{0.0};     ///< k of the rate k C^1.036, C in ppm
    double breath_l_per_min{};  ///< RMV, before carbon dioxide
};
/// k = 3.317e-5 RMV / D with (RMV, D) = (8.5 L/min, 40 % COHb), (25, 30), (50, 20) at rest, light and heavy
/// work; the values of FDS, Source/func.f90 [R].
Uptake uptake_of(Exertion exertion);
/// The same with the user's own constant, when there is one.
Uptake uptake_of(const ExposureSpec& spec, Exertion exertion);

/// @param irritant_per_min  rate of the irritants' dose, irritant_dose_per_min(); 0 when they do not count
/// @param air  concentrations below 0, as numerical noise makes them, count as 0; NaN is a bug
AsphyxiantRate asphyxiant_rate(AsphyxiantLaw law, const Air& air, const Uptake& uptake,
                               double irritant_per_min);

}  // namespace wayout
