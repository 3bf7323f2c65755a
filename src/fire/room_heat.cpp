#include "fire/room_heat.hpp"

#include "fire/constants.hpp"
#include "fire/radiation.hpp"

#include <algorithm>

namespace wayout::fire {
namespace {

constexpr double least_capacity_w_per_k = 1e-9;

constexpr std::array<Layer, surface_count> gas_at{upper, upper, lower, lower};

Enclosure enclosure_of(const RoomShape& shape, const CompartmentState& state, double ambient_pressure_pa,
                       double step_s, const std::array<Slab, surface_count>& slabs) {
    // Dry air absorbs nothing and adiabatic linings neither: so much by metre lets a room of mirrors share
    // the radiation of a flame among its layers by their depth, and changes no other (our choice).
    constexpr double least_per_m = 0.01;
    Enclosure enclosure;
    const double area = shape.plan_area_m2;
    enclosure.plan_area_m2 = area;
    enclosure.upper_height_m = state.layers[upper].volume_m3 / area;
    enclosure.lower_height_m = state.layers[lower].volume_m3 / area;
    const double upper_share = state.layers[upper].volume_m3 / shape.volume_m3;
    enclosure.area_m2 = {area, shape.wall_area_m2 * upper_share, shape.wall_area_m2 * (1.0 - upper_share),
                         area};
    for (const Layer layer : {upper, lower}) {
        const LayerState& gas = state.layers[layer];
        const double surface_m2 = 2.0 * area + enclosure.area_m2[layer == upper ? upper_wall : lower_wall];
        const double beam_m = 3.6 * gas.volume_m3 / surface_m2;  // fire specification 3.4 [M]
        enclosure.gas_temperature_k[layer] = gas.temperature_k;
        GasBeam beam = gas_beam(gas.masses_kg, gas.volume_m3, gas.temperature_k,
                                ambient_pressure_pa + state.pressure_pa, beam_m);
        const double least = std::max(1e-6, least_per_m * beam_m / (1.0 + least_per_m * beam_m));
        beam.emissivity_frac = std::max(least, beam.emissivity_frac);
        // A thin hot layer cannot radiate more in a step than it has: what it emits to both sides by kelvin,
        // times the step over its heat capacity, must stay below one. It does of layers that last for
        // seconds.
        constexpr double most_haste = 0.5;
        const double t = gas.temperature_k;
        const double haste = 8.0 * beam.emissivity_frac * stefan_boltzmann_w_per_m2k4 * t * t * t * area *
                             step_s / std::max(gas.mass_kg * specific_heat_j_per_kgk, least_capacity_w_per_k);
        beam.emissivity_frac *= std::min(1.0, most_haste / std::max(haste, 1e-12));
        beam.flame_absorptivity_frac = std::max(least, beam.flame_absorptivity_frac);
        enclosure.gas[layer] = beam;
    }
    for (std::size_t i = 0; i < surface_count; ++i) {
        enclosure.temperature_k[i] = slabs[i].surface_k();
        enclosure.emissivity_frac[i] = shape.emissivity_frac[i];
    }
    return enclosure;
}

/// W/m2 by the jets of all fires, with the height of the room whatever that of the fire: so the layer
/// temperatures of CFAST's control room come out, whose fire stands at 2 m. No more than 0.8 of the
/// convective heat goes this way: over large floors the correlation would take more than there is (our
/// choice).
double jet_flux_w_per_m2(const RoomShape& shape, std::span<const RoomFlame> flames) {
    constexpr double most_frac = 0.8;
    double flux = 0.0;
    for (const RoomFlame& flame : flames)
        flux += std::min(ceiling_jet_flux_w_per_m2(flame.convective_w, shape.plan_area_m2, shape.height_m),
                         most_frac * flame.convective_w / shape.plan_area_m2);
    return flux;
}

}  // namespace

RoomHeat step_room_heat(const RoomShape& shape, const CompartmentState& state,
                        std::span<const RoomFlame> flames, double ambient_pressure_pa, double outdoor_k,
                        double step_s, std::array<Slab, surface_count>& slabs) {
    const Enclosure enclosure = enclosure_of(shape, state, ambient_pressure_pa, step_s, slabs);
    FlamePower power;
    for (const RoomFlame& flame : flames)
        // A flame radiates from about a third of its height.
        add_flame(enclosure, {flame.radiative_w, flame.base_height_m + flame.flame_height_m / 3.0}, power);
    const RadiantExchange radiation = radiant_exchange(enclosure, power);

    RoomHeat heat;
    heat.into_gas_w = radiation.into_gas_w;
    heat.floor_flux_kw_per_m2 = radiation.incident_w_per_m2[floor_surface] / 1000.0;
    heat.upper_emissivity_frac = enclosure.gas[upper].emissivity_frac;
    const double jet_flux = jet_flux_w_per_m2(shape, flames);
    for (std::size_t i = 0; i < surface_count; ++i) {
        Slab& slab = slabs[i];
        const double area = enclosure.area_m2[i];
        if (slab.is_adiabatic())
            continue;
        // One-zone compartments have no lower layer.
        const Layer layer = state.layers[lower].mass_kg > 0.0 ? gas_at[i] : upper;
        const LayerState& gas = state.layers[layer];
        const double difference_k = gas.temperature_k - slab.surface_k();
        const double natural = natural_convection_w_per_m2k(static_cast<Surface>(i), difference_k);
        // A thin layer cannot give more than brings it to the temperature of the surface.
        const double capacity_w_per_k = gas.mass_kg * specific_heat_j_per_kgk / step_s;
        const double conductance =
            natural / (1.0 + natural * area / std::max(capacity_w_per_k, least_capacity_w_per_k));
        double convective = conductance * difference_k;
        if (i == ceiling)
            convective = std::max(convective, jet_flux);
        const double surface = slab.surface_k();
        const double emission =
            4.0 * slab.emissivity_frac() * stefan_boltzmann_w_per_m2k4 * surface * surface * surface;
        const double radiant = radiation.into_surface_w_per_m2[i];
        const double taken = slab.step(step_s, convective + radiant, conductance + emission, outdoor_k);
        // By as much as the surface has become warmer within the step it has taken less: by convection from
        // its layer, by radiation from all the gas there is.
        const double warmer_k = slab.surface_k() - surface;
        heat.into_gas_w[layer] -= area * (convective - conductance * warmer_k);
        const double returned_w = area * (convective - conductance * warmer_k + radiant - taken);
        const double upper_share =
            state.layers[upper].mass_kg / (state.layers[upper].mass_kg + state.layers[lower].mass_kg);
        heat.into_gas_w[upper] += upper_share * returned_w;
        heat.into_gas_w[lower] += (1.0 - upper_share) * returned_w;
    }
    return heat;
}

}  // namespace wayout::fire
