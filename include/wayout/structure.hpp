/// Parts of a storey that come down in a fire: what the user describes. A scenario, never a prediction.
#pragma once

#include <wayout/polygon.hpp>
#include <wayout/vec2.hpp>

#include <optional>
#include <string>

namespace wayout {

/// Below this the law of the critical temperature does not hold, EN 1993-1-2 4.2.4 [M].
inline constexpr double least_utilisation_frac = 0.013;

/// A bare steel member and the gas that heats it. What it computes is a screening: docs/models/exposure.md.
struct SteelMember {
    double section_factor_per_m{0.0};    ///< A_m/V: surface by volume
    double utilisation_frac{0.0};        ///< mu0: load as a share of the cold strength
    double emissivity_frac{0.7};         ///< EN 1993-1-2 [M]
    double convection_w_per_m2_k{35.0};  ///< natural fire, EN 1991-1-2 [M]
    double shadow_frac{1.0};             ///< k_sh; 1 is on the safe side
    Vec2 place;                          ///< where the temperature of the gas is taken, in plan
    double height_above_floor_m{0.0};
};

/// What becomes of those inside when the area is lost. There are no validated numbers: shares are the user's.
struct LossOutcomes {
    double unhurt_frac{0.0};
    double injured_frac{0.0};
    double trapped_frac{0.0};
    double fatal_frac{0.0};

    double sum() const { return unhurt_frac + injured_frac + trapped_frac + fatal_frac; }
};

struct StructuralLossSpec {
    std::string id;
    std::string storey;
    Polygon polygon;
    std::optional<double> at_s;         ///< either the time itself ...
    std::optional<SteelMember> member;  ///< ... or a member that gets too hot
    double warning_s{0.0};              ///< so long before, people see it and leave; 0: no warning
    LossOutcomes outcomes;
    double perimeter_m{3.0};           ///< strip around it where people slow down; our choice
    double perimeter_speed_frac{1.0};  ///< of the speed there; 1: they do not
    double roof_opening_m2{0.0};       ///< smoke leaves by it from then on; 0: the roof stays shut
    std::string where;                 ///< place in the input, for messages
};

}  // namespace wayout
