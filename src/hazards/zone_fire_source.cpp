#include "hazards/zone_fire_source.hpp"

#include "hazards/two_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace wayout {
namespace {

Air air_of(const fire::LayerState& layer) {
    using fire::Gas;
    const auto ppm = [&](Gas gas) { return 1e6 * layer.mole_frac(gas); };
    Air air;
    air.extinction_per_m = layer.extinction_per_m();
    air.temperature_k = layer.temperature_k;
    air.co_ppm = ppm(Gas::carbon_monoxide);
    air.co2_frac = layer.mole_frac(Gas::carbon_dioxide);
    air.o2_frac = layer.mole_frac(Gas::oxygen);
    air.hcn_ppm = ppm(Gas::hydrogen_cyanide);
    air.no_ppm = ppm(Gas::nitric_oxide);
    air.no2_ppm = ppm(Gas::nitrogen_dioxide);
    air.hcl_ppm = ppm(Gas::hydrogen_chloride);
    air.hbr_ppm = ppm(Gas::hydrogen_bromide);
    air.hf_ppm = ppm(Gas::hydrogen_fluoride);
    air.so2_ppm = ppm(Gas::sulphur_dioxide);
    air.acrolein_ppm = ppm(Gas::acrolein);
    air.formaldehyde_ppm = ppm(Gas::formaldehyde);
    return air;
}

}  // namespace

std::string roof_vent_id(const std::string& loss_id) {
    return "roof over " + loss_id;
}

Errors check_zone_fire_places(const ZoneFireSpec& spec, const std::vector<CompartmentPlace>& places) {
    Errors errors;
    const auto report = [&](std::string where, std::string message) {
        Error& error = errors.emplace_back();
        error.code = ErrorCode::geometry;
        error.where = std::move(where);
        error.message = std::move(message);
    };
    for (const CompartmentPlace& place : places)
        if (place.compartment >= spec.compartments.size())
            report(spec.where, fmt::format("a place belongs to compartment {} of {}", place.compartment,
                                           spec.compartments.size()));
    // Nothing can be said of a compartment whose plan is unknown.
    const auto lies_beside = [&](const std::string& compartment, Vec2 point) {
        bool is_placed = false;
        for (const CompartmentPlace& place : places) {
            if (place.compartment >= spec.compartments.size() ||
                spec.compartments[place.compartment].id != compartment)
                continue;
            is_placed = true;
            if (PolygonLocator(place.floor).covers(point))
                return false;
        }
        return is_placed;
    };
    const auto check = [&](const ZoneNamed& thing, const char* kind, const std::string& compartment,
                           Vec2 point) {
        if (lies_beside(compartment, point))
            report(
                fmt::format("{} ({} '{}')", thing.where, kind, thing.label().substr(0, 80)),
                fmt::format("({}, {}) lies outside of its compartment '{}': move it there or name the other",
                            point.x, point.y, compartment));
    };
    for (const ZoneFireSourceSpec& source : spec.fires)
        check(source, "fire", source.compartment, {source.x_m, source.y_m});
    for (const FireDetectorSpec& detector : spec.detectors)
        check(detector, "detector", detector.compartment, {detector.x_m, detector.y_m});
    return errors;
}

ZoneFireSource::ZoneFireSource(ZoneFireSpec spec, const std::vector<CompartmentPlace>& places,
                               const Region& open_air)
    : model_(std::move(spec)), open_air_(open_air) {
    for (const CompartmentPlace& place : places)
        places_.push_back({place.compartment, place.storey, PolygonLocator(place.floor)});
    const std::vector<WallOpeningSpec>& openings = model_.spec().wall_openings;
    last_passage_s_.assign(openings.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < openings.size(); ++i)
        if (openings[i].shuts_after_people_s)
            model_.set_opening_fraction(i, 0.0);
    refresh_air();
}

QuantitySet ZoneFireSource::provides() const {
    QuantitySet provided;
    const auto add = [&](Quantity quantity) { provided.set(static_cast<std::size_t>(quantity)); };
    for (const Quantity quantity : {Quantity::extinction, Quantity::temperature, Quantity::co, Quantity::co2,
                                    Quantity::o2, Quantity::hcn, Quantity::hcl, Quantity::radiant_flux})
        add(quantity);
    for (const ZoneFireSourceSpec& source : model_.spec().fires)
        for (const auto& [yield, quantity] :
             {std::pair{source.fuel.yield_no, Quantity::no}, std::pair{source.fuel.yield_no2, Quantity::no2},
              std::pair{source.fuel.yield_hbr, Quantity::hbr}, std::pair{source.fuel.yield_hf, Quantity::hf},
              std::pair{source.fuel.yield_so2, Quantity::so2},
              std::pair{source.fuel.yield_acrolein, Quantity::acrolein},
              std::pair{source.fuel.yield_formaldehyde, Quantity::formaldehyde}})
            if (yield > 0.0)
                add(quantity);
    return provided;
}

std::string ZoneFireSource::description() const {
    const std::size_t rooms = model_.spec().compartments.size();
    const std::size_t fires = model_.spec().fires.size();
    return fmt::format("built-in two-zone fire: {} compartment{}, {} fire{}", rooms, rooms == 1 ? "" : "s",
                       fires, fires == 1 ? "" : "s");
}

Result<bool> ZoneFireSource::advance_to(double time_s) {
    is_over_ = time_s > end_s();
    shut_doors_behind_people(time_s);
    model_.advance_to(std::min(time_s, end_s()));
    refresh_air();
    return true;
}

void ZoneFireSource::open_roof(const std::string& loss_id) {
    const ZoneFireSpec& spec = model_.spec();
    for (std::size_t i = 0; i < spec.floor_vents.size(); ++i)
        if (spec.floor_vents[i].id == roof_vent_id(loss_id))
            model_.set_opening_fraction(spec.wall_openings.size() + i, 1.0);
}

void ZoneFireSource::note_passage(const std::string& door_id) {
    const std::vector<WallOpeningSpec>& openings = model_.spec().wall_openings;
    for (std::size_t i = 0; i < openings.size(); ++i)
        if (openings[i].shuts_after_people_s && openings[i].door == door_id) {
            last_passage_s_[i] = model_.time_s();
            model_.set_opening_fraction(i, 1.0);
        }
}

void ZoneFireSource::shut_doors_behind_people(double time_s) {
    for (std::size_t i = 0; i < last_passage_s_.size(); ++i)
        if (time_s > last_passage_s_[i] + model_.spec().wall_openings[i].shuts_after_people_s.value_or(0.0)) {
            last_passage_s_[i] = std::numeric_limits<double>::quiet_NaN();
            model_.set_opening_fraction(i, 0.0);
        }
}

void ZoneFireSource::set_door(const std::string& door_id, bool is_open) {
    const ZoneFireSpec& spec = model_.spec();
    for (std::size_t i = 0; i < spec.wall_openings.size(); ++i)
        if (spec.wall_openings[i].door == door_id)
            model_.set_opening_fraction(i, is_open ? 1.0 : 0.0);
}

void describe_zone_fire(const fire::ZoneModel& model, HazardOutcome& outcome) {
    const ZoneFireSpec& spec = model.spec();
    for (std::size_t i = 0; i < spec.detectors.size(); ++i) {
        const std::optional<double>& signal_s = model.detectors()[i].signal_s;
        outcome.detectors.push_back({spec.detectors[i].id, spec.detectors[i].label(),
                                     spec.detectors[i].kind == DetectorKind::smoke  ? "smoke detector"
                                     : spec.detectors[i].kind == DetectorKind::heat ? "heat detector"
                                                                                    : "sprinkler",
                                     signal_s ? outcome.starts_at_s + *signal_s : not_a_time});
    }
    outcome.mass_error_frac = model.health().mass_error_frac();
    outcome.energy_error_frac = model.health().energy_error_frac();
    for (std::size_t i = 0; i < spec.fires.size(); ++i)
        if (const std::optional<double>& limited_s = model.fires()[i].first_limited_s)
            outcome.notes.push_back(
                fmt::format("Fire '{}' lacks air from {:.0f} s on: it gives off less heat than "
                            "designed",
                            spec.fires[i].label(), outcome.starts_at_s + *limited_s));
    for (std::size_t i = 0; i < spec.compartments.size(); ++i)
        if (const std::optional<double>& flashover_s = model.compartments()[i].flashover_s)
            outcome.notes.push_back(fmt::format(
                "Flashover in '{}' at {:.0f} s: nobody survives there, and the model ends to be valid",
                spec.compartments[i].label(), outcome.starts_at_s + *flashover_s));
}

void ZoneFireSource::refresh_air() {
    air_.resize(model_.compartments().size());
    for (std::size_t row = 0; row < air_.size(); ++row) {
        const fire::CompartmentState& state = model_.compartments()[row];
        air_[row][fire::upper] = air_of(state.layers[fire::upper]);
        // One-zone compartments have an upper layer only.
        air_[row][fire::lower] = state.layers[fire::lower].mass_kg > 0.0 ? air_of(state.layers[fire::lower])
                                                                         : air_[row][fire::upper];
    }
}

const ZoneFireSource::PlacedCompartment* ZoneFireSource::compartment_at(const AirPoint& point) const {
    const auto holds = [&](const PlacedCompartment& place) {
        const CompartmentSpec& room = model_.spec().compartments[place.row];
        constexpr double tolerance_m = 1e-6;
        return point.z_m >= room.floor_elevation_m - tolerance_m &&
               point.z_m <= room.floor_elevation_m + room.height_m + tolerance_m &&
               place.floor.covers({point.x_m, point.y_m});
    };
    const auto on_storey = std::find_if(places_.begin(), places_.end(), [&](const PlacedCompartment& place) {
        return place.storey == point.storey && holds(place);
    });
    if (on_storey != places_.end())
        return &*on_storey;
    const auto anywhere = std::find_if(places_.begin(), places_.end(), holds);
    return anywhere != places_.end() ? &*anywhere : nullptr;
}

std::optional<double> ZoneFireSource::signal_s(const std::string& detector_id) const {
    const std::vector<FireDetectorSpec>& detectors = model_.spec().detectors;
    for (std::size_t i = 0; i < detectors.size(); ++i)
        if (detectors[i].id == detector_id)
            return model_.detectors()[i].signal_s;
    return std::nullopt;
}

AirSample ZoneFireSource::sample(const AirPoint& point) const {
    if (is_over_)
        return {};
    const PlacedCompartment* place = compartment_at(point);
    if (!place) {
        AirSample outdoors;
        outdoors.covered = open_air_.covers({point.x_m, point.y_m});
        outdoors.air.temperature_k = model_.spec().ambient.outdoor_temperature_k;
        return outdoors;
    }
    const double height_m = point.z_m - model_.spec().compartments[place->row].floor_elevation_m;
    const double above_m = height_m - model_.compartments()[place->row].interface_height_m;
    AirSample sample;
    sample.covered = true;
    sample.air = air_between_layers(air_[place->row][fire::lower], air_[place->row][fire::upper], above_m);
    sample.air.radiant_flux_kw_per_m2 =
        model_.radiant_flux_kw_per_m2(place->row, point.x_m, point.y_m, height_m);
    return sample;
}

}  // namespace wayout
