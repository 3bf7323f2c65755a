#include "fire/burning.hpp"

#include "fire/combustion.hpp"
#include "fire/constants.hpp"
#include "fire/plume.hpp"
#include "fire/time_table.hpp"

#include <algorithm>
#include <cmath>

namespace wayout::fire {
namespace {

constexpr double least_area_m2 = 1e-4;
/// Of the oxygen in the upper layer, what burns in a step at most.
constexpr double most_oxygen_frac = 0.2;

double diameter_m(const ZoneFireSourceSpec& fire, double heat_release_kw, double time_s) {
    const double area_m2 = fire.hrrpua_kw_per_m2 ? heat_release_kw / *fire.hrrpua_kw_per_m2
                                                 : value_at(fire.area_m2, time_s, least_area_m2);
    return std::sqrt(4.0 * std::max(least_area_m2, area_m2) / pi);
}

/// kW that burn in a kg/s of gas of that layer.
double kw_per_kg_per_s(const LayerState& layer, const FireSettings& settings) {
    if (layer.mass_kg <= 0.0)
        return 0.0;
    const double oxygen = of(layer.masses_kg, Gas::oxygen) / layer.mass_kg;
    return oxygen * usable_oxygen_frac(oxygen, settings.lower_oxygen_limit_frac) * heat_of_oxygen_j_per_kg /
           1000.0;
}

}  // namespace

double base_height_m(const ZoneFireSourceSpec& fire, double time_s) {
    return value_at(fire.base_height_over_time_m, time_s, fire.base_height_m);
}

double lower_layer_share(const CompartmentState& state, double volume_m3) {
    constexpr double none_below = 0.02;  // fire specification 3.1, as CFAST's interface stops at 0.02 H [D]
    constexpr double all_above = 0.03;
    return std::clamp((state.layers[lower].volume_m3 / volume_m3 - none_below) / (all_above - none_below),
                      0.0, 1.0);
}

Burning burn(const ZoneFireSourceSpec& fire, const Gases& products, double wanted_kw, double time_s,
             double step_s, const FireRoom& room, const CompartmentState& state,
             const FireSettings& settings) {
    Burning burning;
    FireState& result = burning.state;
    result.wanted_kw = wanted_kw;
    if (wanted_kw <= 0.0)
        return burning;
    const LayerState& hot = state.layers[upper];
    const LayerState& cold = state.layers[lower];
    const PlumeAir air{settings.ambient_density_kg_per_m3, settings.ambient_temperature_k};
    const double base_m = base_height_m(fire, time_s);
    const double in_lower_m = room.is_one_zone ? 0.0 : std::max(0.0, state.interface_height_m - base_m);
    const double lower_share = room.is_one_zone ? 0.0 : lower_layer_share(state, room.volume_m3);
    const auto source_of = [&](double kw) {
        return PlumeSource{kw, (1.0 - fire.fuel.radiative_frac) * kw, diameter_m(fire, kw, time_s),
                           fire.place};
    };
    const auto entrained = [&](double kw, double height_m) {
        return plume_entrainment_kg_per_s(settings.plume, source_of(kw), air, height_m);
    };
    // The air drawn in depends on the heat released: a few rounds settle both.
    const double lower_kw_per_kg = kw_per_kg_per_s(cold, settings);
    const double upper_kw_per_kg = kw_per_kg_per_s(hot, settings);
    double kw = wanted_kw;
    double from_lower = 0.0;
    double from_upper = 0.0;
    for (int round = 0; round < 5; ++round) {
        from_lower = lower_share * entrained(kw, in_lower_m);
        from_upper = std::max(0.0, entrained(kw, room.height_m - base_m) - from_lower);
        result.lower_kw = std::min(wanted_kw, from_lower * lower_kw_per_kg);
        const double next_kw =
            result.lower_kw + std::min(wanted_kw - result.lower_kw, from_upper * upper_kw_per_kg);
        const bool has_settled = std::abs(next_kw - kw) < 1e-6 * wanted_kw;
        kw = next_kw;
        if (has_settled)
            break;
    }
    result.plume_kg_per_s = lower_share * entrained(kw, in_lower_m);
    if (const double warmer_k = hot.temperature_k - cold.temperature_k; warmer_k > 1.0)
        result.plume_kg_per_s =
            std::min(result.plume_kg_per_s,
                     1000.0 * (1.0 - fire.fuel.radiative_frac) * kw / (specific_heat_j_per_kgk * warmer_k));
    // No more oxygen than is there: a strong plume turns a small room's air over many times in a step.
    const double oxygen_kg_per_s =
        result.plume_kg_per_s * (cold.mass_kg > 0.0 ? of(cold.masses_kg, Gas::oxygen) / cold.mass_kg : 0.0) +
        most_oxygen_frac * of(hot.masses_kg, Gas::oxygen) / step_s;
    if (const double needed = -of(products, Gas::oxygen) * kw / fire.fuel.heat_of_combustion_kj_per_kg;
        needed > oxygen_kg_per_s) {
        kw *= oxygen_kg_per_s / needed;
        result.plume_kg_per_s *= oxygen_kg_per_s / needed;
    }
    result.heat_release_kw = kw;
    result.lower_kw = std::min(result.lower_kw, kw);
    result.radiative_kw = fire.fuel.radiative_frac * kw;
    result.convective_kw = kw - result.radiative_kw;
    result.is_ventilation_limited = kw < 0.999 * wanted_kw;
    const PlumeSource source = source_of(kw);
    result.diameter_m = source.diameter_m;
    result.flame_height_m = flame_height_m(source, air);

    const double pyrolysed = wanted_kw / fire.fuel.heat_of_combustion_kj_per_kg;
    const double burnt = kw / fire.fuel.heat_of_combustion_kj_per_kg;
    Gases by_kg = products;
    if (settings.co_rises_without_air) {
        const double oxygen_kw =
            (from_lower * (cold.mass_kg > 0.0 ? of(cold.masses_kg, Gas::oxygen) / cold.mass_kg : 0.0) +
             from_upper * of(hot.masses_kg, Gas::oxygen) / hot.mass_kg) *
            heat_of_oxygen_j_per_kg / 1000.0;
        FuelSpec starved = fire.fuel;
        starved.yield_co =
            starved_co_yield(fire.fuel.yield_co, oxygen_kw > 0.0 ? wanted_kw / oxygen_kw : 1e9);
        by_kg = products_kg_per_kg(starved);
    }
    for (std::size_t i = 0; i < gas_count; ++i) burning.products_kg_per_s[i] = burnt * by_kg[i];
    of(burning.products_kg_per_s, Gas::fuel) += pyrolysed - burnt;
    // The heat of combustion counts from fuel without enthalpy, as in CFAST [D: exactly 320 Pa/s in the
    // sealed room]; what does not burn comes as warm as the air at least.
    burning.enthalpy_w = (pyrolysed - burnt) * specific_heat_j_per_kgk * settings.ambient_temperature_k;
    return burning;
}

}  // namespace wayout::fire
