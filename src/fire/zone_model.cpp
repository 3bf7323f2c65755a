#include "fire/zone_model.hpp"

#include "core/assert.hpp"
#include "fire/combustion.hpp"
#include "fire/constants.hpp"
#include "fire/detectors.hpp"
#include "fire/heat_release.hpp"
#include "fire/plume.hpp"
#include "fire/time_table.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace wayout::fire {
namespace {

/// Share of a room that the upper layer has at the start, before any smoke.
constexpr double first_upper_frac = 1e-4;

const LiningSpec* lining_of(const ZoneFireSpec& spec, const std::string& id) {
    const auto found = std::find_if(spec.linings.begin(), spec.linings.end(),
                                    [&](const LiningSpec& lining) { return lining.id == id; });
    return found == spec.linings.end() ? nullptr : &*found;
}

}  // namespace

double LayerState::extinction_per_m() const {
    return volume_m3 > 0.0 ? extinction_m2_per_kg * of(masses_kg, Gas::soot) / volume_m3 : 0.0;
}

double LayerState::optical_density_per_m() const {
    return extinction_per_m() / std::numbers::ln10;
}

ZoneModel::ZoneModel(ZoneFireSpec spec) : spec_(std::move(spec)) {
    WAYOUT_ASSERT(check_zone_fire(spec_).empty(), "a zone model is built of a checked spec only");
    const AmbientSpec& ambient = spec_.ambient;
    outdoor_air_ = moist_air(ambient.outdoor_temperature_k, ambient.pressure_pa, ambient.humidity_frac);
    outdoor_density_kg_per_m3_ =
        ambient.pressure_pa / (gas_constant_j_per_kgk * ambient.outdoor_temperature_k);
    settings_ = {spec_.plume, spec_.lower_oxygen_limit_frac, spec_.co_rises_without_air,
                 ambient.indoor_temperature_k,
                 ambient.pressure_pa / (gas_constant_j_per_kgk * ambient.indoor_temperature_k)};
    connections_ = connections_of(spec_);
    exchanges_.assign(connections_.size(), no_exchange());
    set_up_rooms();
    for (const ZoneFireSourceSpec& fire : spec_.fires) {
        fire_rows_.push_back(compartment_row(spec_, fire.compartment));
        products_.push_back(products_kg_per_kg(fire.fuel));
    }
    burning_.resize(spec_.fires.size());
    fires_.resize(spec_.fires.size());
    suppressions_.resize(spec_.fires.size());
    for (const FireDetectorSpec& detector : spec_.detectors) {
        detector_rows_.push_back(compartment_row(spec_, detector.compartment));
        DetectorState& state = detectors_.emplace_back();
        state.link_k = state.gas_k = ambient.indoor_temperature_k;
    }
}

void ZoneModel::set_up_rooms() {
    const AmbientSpec& ambient = spec_.ambient;
    const Gases air = moist_air(ambient.indoor_temperature_k, ambient.pressure_pa, ambient.humidity_frac);
    for (const CompartmentSpec& compartment : spec_.compartments) {
        const auto slab = [&](const std::string& lining) {
            return Slab(lining_of(spec_, lining), ambient.indoor_temperature_k);
        };
        const Slab wall = slab(compartment.wall_lining);
        Room& room = rooms_.emplace_back(
            Room{AreaProfile(plan_areas_of(compartment)),
                 {},
                 {},
                 {slab(compartment.ceiling_lining), wall, wall, slab(compartment.floor_lining)}});
        const double area_m2 = room.profile.greatest_area_m2();
        room.shape.plan_area_m2 = area_m2;
        room.shape.height_m = compartment.height_m;
        room.shape.volume_m3 = room.profile.volume_m3();
        room.shape.wall_area_m2 = perimeter_of(compartment) * room.profile.volume_m3() / area_m2;
        for (std::size_t i = 0; i < surface_count; ++i)
            room.shape.emissivity_frac[i] =
                room.slabs[i].is_adiabatic() ? 0.0 : room.slabs[i].emissivity_frac();
        room.fire_room = {compartment.height_m, area_m2, room.profile.volume_m3(), compartment.is_one_zone};

        CompartmentState& state = states_.emplace_back();
        const double upper_frac = compartment.is_one_zone ? 1.0 : first_upper_frac;
        const double mass_kg = room.profile.volume_m3() * settings_.ambient_density_kg_per_m3;
        for (const auto& [layer, share] :
             {std::pair{upper, upper_frac}, std::pair{lower, 1.0 - upper_frac}}) {
            for (std::size_t i = 0; i < gas_count; ++i)
                state.layers[layer].masses_kg[i] = share * mass_kg * air[i];
            state.layers[layer].energy_j =
                share * mass_kg * specific_heat_j_per_kgk * ambient.indoor_temperature_k;
        }
        refresh(states_.size() - 1);
        for (std::size_t i = 0; i < surface_count; ++i) state.surface_k[i] = room.slabs[i].surface_k();
    }
    for (CompartmentState& state : states_) state.pressure_pa = state.stored_pa;
}

/// Both layers share the volume as their enthalpies: p V_k = m_k R T_k.
void ZoneModel::refresh(std::size_t row) {
    CompartmentState& state = states_[row];
    const Room& room = rooms_[row];
    const double energy_j = state.layers[upper].energy_j + state.layers[lower].energy_j;
    for (LayerState& layer : state.layers) {
        layer.mass_kg = sum_of(layer.masses_kg);
        layer.volume_m3 = room.shape.volume_m3 * layer.energy_j / energy_j;
        if (layer.mass_kg > 0.0)
            layer.temperature_k = layer.energy_j / (layer.mass_kg * specific_heat_j_per_kgk);
    }
    if (room.fire_room.is_one_zone)
        state.layers[lower].temperature_k = state.layers[upper].temperature_k;
    state.stored_pa =
        (heat_ratio - 1.0) / heat_ratio * energy_j / room.shape.volume_m3 - spec_.ambient.pressure_pa;
    state.interface_height_m = room.profile.height_of_volume_m(state.layers[lower].volume_m3);
}

Side ZoneModel::side_of(std::size_t row) const {
    const CompartmentState& state = states_[row];
    const CompartmentSpec& compartment = spec_.compartments[row];
    Side side;
    side.floor_m = compartment.floor_elevation_m;
    side.ceiling_m = side.floor_m + compartment.height_m;
    side.pressure_pa = state.pressure_pa;
    side.outdoor_density_kg_per_m3 = outdoor_density_kg_per_m3_;
    // A layer of less than 2 % of the height feeds no opening (fire specification 3.1).
    const double least_m = 0.02 * compartment.height_m;
    double interface_m = state.interface_height_m;
    if (interface_m < least_m)
        interface_m = 0.0;
    else if (interface_m > compartment.height_m - least_m)
        interface_m = compartment.height_m;
    side.interface_m = side.floor_m + interface_m;
    for (const Layer layer : {upper, lower}) {
        side.temperature_k[layer] = state.layers[layer].temperature_k;
        side.density_kg_per_m3[layer] =
            state.layers[layer].volume_m3 > 0.0 ? state.layers[layer].density_kg_per_m3() : 0.0;
    }
    return side;
}

double ZoneModel::wanted_kw(std::size_t fire, double time_s) const {
    const ZoneFireSourceSpec& source = spec_.fires[fire];
    double kw = design_heat_release_kw(source.heat_release, time_s);
    if (const std::optional<Suppression>& acting = suppressions_[fire])
        kw = std::min(kw, acting->begin_kw * suppressed_frac(acting->spray_density_mm_per_s,
                                                             std::max(0.0, time_s - acting->begin_s)));
    return kw * std::clamp(value_at(source.water_frac, time_s, 1.0), 0.0, 1.0);
}

void ZoneModel::advance_to(double time_s) {
    // A step counts as due when its end is not later, to the rounding of its time.
    while (static_cast<double>(step_count_ + 1) * spec_.time_step_s <= time_s + 1e-9 * spec_.time_step_s) {
        constexpr int most_halvings = 6;
        step_by(this->time_s(), spec_.time_step_s, most_halvings);
        ++step_count_;
        sense_all(this->time_s(), spec_.time_step_s);
        note_flashover(this->time_s());
    }
}

std::size_t ZoneModel::opening_count() const {
    return spec_.wall_openings.size() + spec_.floor_vents.size() + spec_.fans.size();
}

void ZoneModel::set_opening_fraction(std::size_t opening, double open_frac) {
    WAYOUT_ASSERT(opening < opening_count(), "no such opening");
    WAYOUT_ASSERT(open_frac >= 0.0 && open_frac <= 1.0, "an opening is open by 0 to 1");
    connections_[opening].set_open_frac = open_frac;
}

void ZoneModel::sense_all(double time_s, double step_s) {
    std::vector<SensedFire> seen;
    for (std::size_t d = 0; d < detectors_.size(); ++d) {
        const std::size_t row = detector_rows_[d];
        seen.clear();
        for (std::size_t f = 0; f < fires_.size(); ++f) {
            if (fire_rows_[f] != row || fires_[f].heat_release_kw <= 0.0)
                continue;
            const ZoneFireSourceSpec& fire = spec_.fires[f];
            const double base_m = base_height_m(fire, time_s);
            const PlumeSource source{fires_[f].heat_release_kw, fires_[f].convective_kw, fires_[f].diameter_m,
                                     fire.place};
            const double plume = plume_entrainment_kg_per_s(
                spec_.plume, source, {settings_.ambient_density_kg_per_m3, settings_.ambient_temperature_k},
                spec_.compartments[row].height_m - base_m);
            seen.push_back({fire.x_m, fire.y_m, base_m, fires_[f].heat_release_kw, fires_[f].convective_kw,
                            plume, of(burning_[f].products_kg_per_s, Gas::soot)});
        }
        const FireDetectorSpec& detector = spec_.detectors[d];
        DetectorState& state = detectors_[d];
        sense(detector,
              {states_[row], spec_.compartments[row].height_m, settings_.ambient_temperature_k,
               settings_.ambient_density_kg_per_m3},
              seen, time_s, step_s, state);
        if (detector.kind != DetectorKind::sprinkler || !state.signal_s || *state.signal_s > time_s)
            continue;
        for (std::size_t f = 0; f < fires_.size(); ++f)
            if (fire_rows_[f] == row && !suppressions_[f])
                suppressions_[f] =
                    Suppression{fires_[f].heat_release_kw, time_s, detector.spray_density_mm_per_s};
    }
}

void ZoneModel::note_flashover(double time_s) {
    constexpr double flashover_k = 873.15;             // 600 C, fire specification 3.5 [S/M]
    constexpr double flashover_flux_kw_per_m2 = 20.0;  // on the floor, the same
    for (CompartmentState& state : states_)
        if (!state.flashover_s && (state.layers[upper].temperature_k >= flashover_k ||
                                   state.floor_flux_kw_per_m2 >= flashover_flux_kw_per_m2))
            state.flashover_s = time_s;
}

double ZoneModel::radiant_flux_kw_per_m2(std::size_t compartment, double x_m, double y_m,
                                         double height_m) const {
    const CompartmentState& state = states_[compartment];
    const double radius_squared = rooms_[compartment].shape.plan_area_m2 / pi;
    const double below_m = std::max(0.0, state.interface_height_m - height_m);
    const double view = radius_squared / (radius_squared + below_m * below_m);
    const auto fourth = [](double t) { return t * t * t * t; };
    double flux = state.upper_emissivity_frac * view * stefan_boltzmann_w_per_m2k4 / 1000.0 *
                  (fourth(state.layers[upper].temperature_k) - fourth(settings_.ambient_temperature_k));
    for (std::size_t f = 0; f < fires_.size(); ++f) {
        if (fire_rows_[f] != compartment)
            continue;
        const ZoneFireSourceSpec& fire = spec_.fires[f];
        const double flame_m =
            base_height_m(fire, time_s()) + fires_[f].flame_height_m / 3.0;  // as in step_room_heat()
        const double squared = (x_m - fire.x_m) * (x_m - fire.x_m) + (y_m - fire.y_m) * (y_m - fire.y_m) +
                               (height_m - flame_m) * (height_m - flame_m);
        constexpr double least_squared_m2 = 0.25;  // a point source means nothing nearer than half a metre
        flux += fires_[f].radiative_kw / (4.0 * pi * std::max(least_squared_m2, squared));
    }
    return std::max(0.0, flux);
}

}  // namespace wayout::fire
