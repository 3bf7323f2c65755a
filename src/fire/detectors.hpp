/// Detectors and sprinkler heads under a ceiling.
#pragma once

#include "fire/zone_state.hpp"

#include <wayout/zone_fire.hpp>

#include <span>

namespace wayout::fire {

/// A fire as a detector sees it.
struct SensedFire {
    double x_m{0.0};
    double y_m{0.0};
    double base_height_m{0.0};
    double heat_release_kw{0.0};
    double convective_kw{0.0};
    double plume_kg_per_s{0.0};  ///< up to the ceiling
    double soot_kg_per_s{0.0};
};

/// The compartment that a detector is in.
struct SensedRoom {
    const CompartmentState& state;
    double ceiling_m{0.0};  ///< above the floor
    double ambient_k{0.0};
    double ambient_density_kg_per_m3{0.0};
};

/// Warms the link and looks at the smoke; notes when the set point is reached. Gas at the detector is the
/// hotter of the jet of each fire (temperature of Alpert, speed of CFAST, in the air of the upper layer, see
/// substitute_fire()) and of the layer at its height; smoke the denser of that layer and of the jet, in which
/// soot falls off with distance as the temperature does.
void sense(const FireDetectorSpec& detector, const SensedRoom& room, std::span<const SensedFire> fires,
           double time_s, double step_s, DetectorState& sensed);

/// Optical density, 1/m, of an obscuration in %/m.
double optical_density_of(double obscuration_percent_per_m);

/// Share of the heat release of the moment of activation that is left: exp(-t / tau), tau = 3 w^-1.8 s with
/// the spray density w in mm/s [R CTR]; 1 for w = 0, which holds the fire as it was.
double suppressed_frac(double spray_density_mm_per_s, double since_s);

}  // namespace wayout::fire
