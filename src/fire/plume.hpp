/// Air that rises with a fire's plume, and with hot gas that leaves a room under a soffit.
#pragma once

#include <wayout/zone_fire.hpp>

namespace wayout::fire {

/// A fire as plumes see it.
struct PlumeSource {
    double heat_release_kw{0.0};
    double convective_kw{0.0};
    double diameter_m{0.0};
    FirePlace place{FirePlace::free};
};

/// Undisturbed air around the plume.
struct PlumeAir {
    double density_kg_per_m3{0.0};
    double temperature_k{0.0};
};

/// Height of the mean flame, m: D (-1.02 + 3.7 Q*^0.4), at least 0. Heskestad as in CFAST [R CTR].
double flame_height_m(const PlumeSource& source, const PlumeAir& air);
/// Height of the virtual origin above the base, m: D (-1.02 + 1.4 Q*^0.4) [R CTR].
double virtual_origin_m(const PlumeSource& source, const PlumeAir& air);

/// Air drawn in up to a height above the base, kg/s.
///
/// Heskestad [R CTR]: c1 Qc^(1/3) (z - z0)^(5/3) [1 + c2 Qc^(2/3) (z - z0)^(-5/3)] above the flame, with
/// c1 = 0.196 (g rho^2 / (cp T))^(1/3) and c2 = 2.9 / (sqrt(g) cp rho T)^(2/3), cp in kJ/kgK; below the flame
/// height that of the flame height in proportion to z. McCaffrey [M]: powers of z / Q^0.4 in three regions.
/// A fire in a corner draws a quarter of what four such fires in the open would (mirror images); walls have
/// no effect in the code of CFAST [R], nor here.
double plume_entrainment_kg_per_s(PlumeModel model, const PlumeSource& source, const PlumeAir& air,
                                  double height_m);

/// Hot gas that spills from room 1 into room 2 through an opening and rises there through the lower layer.
struct Spill {
    double flow_kg_per_s{0.0};
    double flow_temperature_k{0.0};
    double lower_temperature_k{0.0};  ///< of room 2
    double lower_density_kg_per_m3{0.0};
    double width_m{0.0};
    double rise_m{0.0};  ///< from where it leaves the opening to the interface of room 2
};
/// Air drawn in on the way, kg/s: Poreh's
/// 0.44 (T_l / T_u)^(2/3) (g rho_l^2 / (cp T_l))^(1/3) h^(1/3) w^(2/3) z with h = cp (T_u - T_l) m [R CTR].
double spill_entrainment_kg_per_s(const Spill& spill);

}  // namespace wayout::fire
