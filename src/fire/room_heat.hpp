/// Heat between the gas of a compartment, its linings and its flames in one step.
#pragma once

#include "fire/surface.hpp"
#include "fire/zone_state.hpp"

#include <array>
#include <span>
#include <vector>

namespace wayout::fire {

struct RoomShape {
    double plan_area_m2{0.0};
    double height_m{0.0};
    double volume_m3{0.0};
    double wall_area_m2{0.0};
    std::array<double, surface_count> emissivity_frac{};
};
/// A flame with the height of its base above the floor.
struct RoomFlame {
    double base_height_m{0.0};
    double flame_height_m{0.0};
    double radiative_w{0.0};
    double convective_w{0.0};
};

struct RoomHeat {
    std::array<double, 2> into_gas_w{};  ///< by Layer, without the convective part of the fires
    double floor_flux_kw_per_m2{0.0};
    double upper_emissivity_frac{0.0};
};

/// Steps the slabs and says what the gas gains: radiation (radiation.hpp), natural convection to all
/// surfaces, and what the jets under the ceiling give to it.
RoomHeat step_room_heat(const RoomShape& shape, const CompartmentState& state,
                        std::span<const RoomFlame> flames, double ambient_pressure_pa, double outdoor_k,
                        double step_s, std::array<Slab, surface_count>& slabs);

}  // namespace wayout::fire
