/// Flows through openings and fans between two compartments, or a compartment and the open air, for given
/// pressures.
#pragma once

#include <wayout/zone_fire.hpp>

#include <array>
#include <cstddef>

namespace wayout::fire {

enum Layer : std::size_t { upper = 0, lower = 1 };

/// What an opening sees of one side. The open air is a single lower layer.
struct Side {
    double floor_m{0.0};      ///< elevations, all on the datum of the plan
    double interface_m{0.0};  ///< between lower and upper layer
    double ceiling_m{0.0};
    double pressure_pa{0.0};  ///< at the floor, above that of the outdoor air at the same height
    std::array<double, 2> temperature_k{};      ///< by Layer
    std::array<double, 2> density_kg_per_m3{};  ///< by Layer
    double outdoor_density_kg_per_m3{0.0};

    /// Pressure above that of the outdoor air at an elevation.
    double excess_pa(double elevation_m) const;
    /// At the ceiling of a room without an upper layer the lower one.
    Layer layer_at(double elevation_m) const {
        return elevation_m < interface_m || interface_m >= ceiling_m ? lower : upper;
    }
};

/// What flows through an opening.
struct Exchange {
    /// kg/s that leave side 0 or 1, by the layer that it comes from; never negative.
    std::array<std::array<double, 2>, 2> out_kg_per_s{};
    /// Lowest elevation at which gas of the upper layer leaves the side; +inf: it does not.
    std::array<double, 2> upper_out_from_m{};

    double total_out(std::size_t side) const { return out_kg_per_s[side][upper] + out_kg_per_s[side][lower]; }
};
Exchange no_exchange();

/// A gap in a wall, in elevations.
struct WallGap {
    double bottom_m{0.0};
    double top_m{0.0};
    double width_m{0.0};
    double discharge_frac{0.7};
};
/// Cut at both interfaces and at neutral planes, with in each slab
///     (2/3) C sqrt(2 rho) w (t - b) (dpt + sqrt(dpt dpb) + dpb) / (sqrt dpt + sqrt dpb)
/// of the upstream layer at its middle [R CTR]. Square roots are smooth below 1e-4 Pa.
Exchange wall_gap_exchange(const Side& a, const Side& b, const WallGap& gap);

/// A hole in a ceiling. `below` is side 0, `above` side 1.
struct CeilingHole {
    double elevation_m{0.0};
    double area_m2{0.0};
    VentShape shape{VentShape::square};
};
/// Cooper [R CTR]: 0.68 A sqrt(2 |dP| / rho), and where the gas above is denser an exchange of
/// 0.10 sqrt(g drho A^2.5 / rho_av) (1 - |dP| / dP_flood) either way, dP_flood = C_s^2 g drho D^5 / (2 A^2)
/// with C_s 0.754 round, 0.942 square. A shallow upper layer is holed: its share is exp(-(Fr / 2)^2), Fr = V
/// / sqrt(g d^5 (T_u - T_l) / T_l).
Exchange ceiling_hole_exchange(const Side& below, const Side& above, const CeilingHole& hole);

struct Fan {
    double flow_m3_per_s{0.0};
    double from_elevation_m{0.0};
    double to_elevation_m{0.0};
    double opening_height_m{0.0};
    double cutoff_begin_pa{200.0};
    double cutoff_end_pa{300.0};
};
/// Share of either opening of a fan that lies in the upper layer of its side; 0.1 m high at least.
double fan_upper_share(const Side& side, double elevation_m, double opening_height_m);
/// From side 0 to side 1. Full flow up to the first pressure rise, nothing beyond the second, between them
/// [1 - tanh(8 (dp - begin) / (end - begin) - 4)] / 2 [R CTR]. Takes from the layers in proportion to the
/// part of its opening that lies in each.
Exchange fan_exchange(const Side& from, const Side& to, const Fan& fan);

}  // namespace wayout::fire
