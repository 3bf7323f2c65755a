#include <wayout/fire_run.hpp>

#include "hazards/zone_fire_source.hpp"
#include "simulation/open_hazards.hpp"
#include "simulation/zone_fire_setup.hpp"
#include "venue/venue.hpp"

#include <utility>

namespace wayout {
namespace {

using fire::CompartmentState;
using fire::Gas;

RoomMoment moment_of(const CompartmentState& state, double time_s) {
    const fire::LayerState& upper = state.layers[fire::upper];
    const fire::LayerState& lower = state.layers[fire::lower];
    const bool is_one_zone = lower.mass_kg <= 0.0;
    RoomMoment moment;
    moment.time_s = time_s;
    moment.interface_height_m = state.interface_height_m;
    moment.upper_temperature_k = upper.temperature_k;
    moment.lower_temperature_k = is_one_zone ? upper.temperature_k : lower.temperature_k;
    moment.pressure_pa = state.pressure_pa;
    moment.upper_extinction_per_m = upper.extinction_per_m();
    moment.lower_extinction_per_m = (is_one_zone ? upper : lower).extinction_per_m();
    moment.upper_o2_frac = upper.mole_frac(Gas::oxygen);
    moment.upper_co2_frac = upper.mole_frac(Gas::carbon_dioxide);
    moment.upper_co_ppm = 1e6 * upper.mole_frac(Gas::carbon_monoxide);
    moment.upper_hcn_ppm = 1e6 * upper.mole_frac(Gas::hydrogen_cyanide);
    moment.floor_flux_kw_per_m2 = state.floor_flux_kw_per_m2;
    return moment;
}

FireRun run_of(ZoneFireSpec spec, double starts_at_s, double interval_s) {
    FireRun run;
    for (const CompartmentSpec& room : spec.compartments)
        run.rooms.push_back({room.id, room.label(), room.height_m, {}, not_a_time});
    for (const ZoneFireSourceSpec& source : spec.fires)
        run.fires.push_back({source.id, source.label(), {}, not_a_time});
    const double end_s = spec.end_s;
    fire::ZoneModel model(std::move(spec));
    for (std::size_t k = 0;; ++k) {
        const double time_s = static_cast<double>(k) * interval_s;
        if (time_s > end_s + 1e-9)
            break;
        model.advance_to(time_s);
        for (std::size_t i = 0; i < run.rooms.size(); ++i)
            run.rooms[i].moments.push_back(moment_of(model.compartments()[i], starts_at_s + time_s));
        for (std::size_t i = 0; i < run.fires.size(); ++i)
            run.fires[i].heat_release_kw.push_back(model.fires()[i].heat_release_kw);
    }
    for (std::size_t i = 0; i < run.rooms.size(); ++i)
        if (const auto& at_s = model.compartments()[i].flashover_s)
            run.rooms[i].flashover_s = starts_at_s + *at_s;
    for (std::size_t i = 0; i < run.fires.size(); ++i)
        if (const auto& at_s = model.fires()[i].first_limited_s)
            run.fires[i].lacks_air_s = starts_at_s + *at_s;
    HazardOutcome outcome;
    outcome.starts_at_s = starts_at_s;
    describe_zone_fire(model, outcome);
    run.detectors = std::move(outcome.detectors);
    const fire::ZoneHealth& health = model.health();
    run.mass_error_frac = health.mass_error_frac();
    run.energy_error_frac = health.energy_error_frac();
    run.species_error_frac = health.species_error_frac();
    run.worst_step_mass_error_kg = health.worst_step_mass_error_kg;
    run.worst_step_energy_error_j = health.worst_step_energy_error_j;
    run.steps = health.steps;
    run.halved_steps = health.halved_steps;
    run.clipped_flows = health.clipped_flows;
    run.unsolved_pressures = health.unsolved_pressures;
    return run;
}

}  // namespace

Result<FireRun> run_fire(const Scenario& scenario, double interval_s) {
    if (!scenario.incident.fire || !scenario.incident.fire->zone_model)
        return Error{ErrorCode::unsupported, "incident.fire",
                     "the scenario has no built-in fire (\"zone_model\"): results of other programs are "
                     "looked at with "
                     "those programs"};
    if (!(interval_s >= 0.05 && interval_s <= 3600.0))
        return Error{ErrorCode::out_of_range, "interval", "the interval lies outside of 0.05 to 3600 s"};
    const Result<std::shared_ptr<const Venue>> venue = build_venue(scenario.venue);
    if (!venue)
        return venue.error();
    Result<ZoneFireSpec> spec =
        zone_fire_of_venue(*scenario.incident.fire->zone_model, hazard_zones(scenario, **venue),
                           scenario.venue, scenario.incident.losses);
    if (!spec)
        return spec.error();
    return run_of(std::move(*spec), scenario.incident.fire->starts_at_s, interval_s);
}

}  // namespace wayout
