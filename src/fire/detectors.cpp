#include "fire/detectors.hpp"

#include "core/math.hpp"
#include "fire/ceiling_jet.hpp"
#include "fire/constants.hpp"
#include "fire/powers.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wayout::fire {

double optical_density_of(double obscuration_percent_per_m) {
    return -portable_log(1.0 - obscuration_percent_per_m / 100.0) / std::numbers::ln10;
}

double suppressed_frac(double spray_density_mm_per_s, double since_s) {
    if (spray_density_mm_per_s <= 0.0)
        return 1.0;
    const double tau_s = 3.0 * power(spray_density_mm_per_s, -1.8);
    return portable_exp(-std::min(700.0, since_s / tau_s));
}

void sense(const FireDetectorSpec& detector, const SensedRoom& room, std::span<const SensedFire> fires,
           double time_s, double step_s, DetectorState& sensed) {
    const CompartmentState& state = room.state;
    const bool is_in_upper = detector.height_m >= state.interface_height_m;
    const LayerState& layer = state.layers[is_in_upper ? upper : lower];
    const double upper_k = state.layers[upper].temperature_k;
    sensed.gas_k = layer.temperature_k;
    sensed.speed_mps = 0.0;
    sensed.optical_density_per_m = layer.optical_density_per_m();
    for (const SensedFire& fire : fires) {
        const double height_m = room.ceiling_m - fire.base_height_m;
        if (fire.heat_release_kw <= 0.0 || height_m <= 0.0)
            continue;
        const double radius_m = std::hypot(detector.x_m - fire.x_m, detector.y_m - fire.y_m);
        // A fire whose base is in the upper layer burns in its air as it is.
        const double free_m = state.interface_height_m - fire.base_height_m;
        const bool is_below = free_m > 0.0;
        const SubstituteFire substitute =
            is_below ? substitute_fire(fire.convective_kw, free_m, state.layers[lower].temperature_k, upper_k,
                                       room.ambient_density_kg_per_m3, room.ambient_k)
                     : SubstituteFire{fire.convective_kw, free_m};
        const double jet_height_m = height_m - free_m + substitute.to_interface_m;
        const double jet_kw = fire.heat_release_kw * substitute.convective_kw / fire.convective_kw;
        const CeilingJet jet = alpert_jet(jet_kw, jet_height_m, radius_m);
        sensed.gas_k = std::max(sensed.gas_k, upper_k + jet.excess_k);
        sensed.speed_mps = std::max(
            sensed.speed_mps,
            jet_speed_mps(jet_kw, jet_height_m, radius_m, room.ambient_density_kg_per_m3, room.ambient_k));
        if (fire.plume_kg_per_s <= 0.0 || jet.excess_k <= 0.0)
            continue;
        const double spread = jet.excess_k / alpert_jet(jet_kw, jet_height_m, 0.0).excess_k;
        const LayerState& hot = state.layers[upper];
        const double density = hot.density_kg_per_m3() * upper_k / (upper_k + jet.excess_k);
        const double soot = fire.soot_kg_per_s / fire.plume_kg_per_s * spread * density;
        sensed.optical_density_per_m =
            std::max(sensed.optical_density_per_m, extinction_m2_per_kg * soot / std::numbers::ln10);
    }
    if (detector.kind != DetectorKind::smoke)
        sensed.link_k =
            heated_link_k(sensed.link_k, sensed.gas_k, sensed.speed_mps, detector.rti_m05_s05, step_s);
    const bool reached =
        detector.kind == DetectorKind::smoke
            ? sensed.optical_density_per_m >= optical_density_of(detector.obscuration_percent_per_m)
            : sensed.link_k >= detector.setpoint_k;
    if (reached && !sensed.activated_s) {
        sensed.activated_s = time_s;
        sensed.signal_s = time_s + detector.delay_s;
    }
}

}  // namespace wayout::fire
