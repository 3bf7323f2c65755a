/// What a fire does in a step: how much burns with the air that it gets, and what rises with its plume.
#pragma once

#include "fire/zone_state.hpp"

#include <wayout/zone_fire.hpp>

namespace wayout::fire {

/// What a fire sees of its compartment.
struct FireRoom {
    double height_m{0.0};
    double plan_area_m2{0.0};
    double volume_m3{0.0};
    bool is_one_zone{false};
};
struct FireSettings {
    PlumeModel plume{PlumeModel::heskestad};
    double lower_oxygen_limit_frac{0.15};
    bool co_rises_without_air{false};
    double ambient_temperature_k{293.15};
    double ambient_density_kg_per_m3{1.2};
};

struct Burning {
    FireState state;
    /// kg/s of each gas that the upper layer gains (or loses: oxygen); unburnt fuel included.
    Gases products_kg_per_s{};
    double enthalpy_w{0.0};  ///< that unburnt fuel brings along
};

/// The heat release is limited to 13.1 MJ by kg of usable oxygen drawn in by the plume [R CTR]: first of the
/// lower layer up to the interface; what is left burns with what the plume draws in further up, of the upper
/// layer. The plume brings at most Qc / (cp (T_u - T_l)) into the upper layer [R CTR].
/// @param wanted_kw  by design, water and sprinklers
/// @param products   of products_kg_per_kg(), so that they are worked out once
Burning burn(const ZoneFireSourceSpec& fire, const Gases& products, double wanted_kw, double time_s,
             double step_s, const FireRoom& room, const CompartmentState& state,
             const FireSettings& settings);

/// Share of the lower layer's air that a plume gets: none from a layer that fills less than 2 % of the room.
double lower_layer_share(const CompartmentState& state, double volume_m3);

double base_height_m(const ZoneFireSourceSpec& fire, double time_s);

}  // namespace wayout::fire
