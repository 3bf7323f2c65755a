#include "simulation/open_hazards.hpp"

#include "harm/exposure_needs.hpp"
#include "hazards/cfast_source.hpp"
#include "hazards/curves_source.hpp"
#include "hazards/fds_source.hpp"
#include "simulation/zone_fire_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

namespace wayout {
namespace {

/// Of every storey, and of the ends of everything that leads away from it at a slope.
std::vector<HeadLevel> head_levels(const Venue& venue, double head_height_m) {
    std::vector<HeadLevel> levels;
    for (const Storey& storey : venue.storeys)
        levels.push_back({fmt::format("storey '{}'", storey.name), storey.elevation_m + head_height_m});
    for (const Surface& surface : venue.surfaces) {
        if (surface.kind == SurfaceKind::floor || surface.footprint.empty())
            continue;
        double low_m = surface.z_m(surface.footprint.front().outer.front());
        double high_m = low_m;
        for (const Polygon& piece : surface.footprint)
            for (const Vec2 p : piece.outer) {
                low_m = std::min(low_m, surface.z_m(p));
                high_m = std::max(high_m, surface.z_m(p));
            }
        levels.push_back({fmt::format("low end of '{}'", surface.name), low_m + head_height_m});
        if (high_m > low_m)
            levels.push_back({fmt::format("high end of '{}'", surface.name), high_m + head_height_m});
    }
    return levels;
}

/// All curves are texts, as in programs that embed the library.
bool have_texts(const CurvesSpec& spec) {
    return std::all_of(spec.curves.begin(), spec.curves.end(),
                       [](const CurveSpec& curve) { return curve.text.has_value(); });
}

std::vector<std::string> texts_of(const CurvesSpec& spec) {
    std::vector<std::string> texts;
    for (const CurveSpec& curve : spec.curves) texts.push_back(*curve.text);
    return texts;
}

Result<OpenedSource> open_source(const FireSpec& fire, const Scenario& scenario, const Venue& venue) {
    const std::filesystem::path folder = scenario.folder;
    const std::vector<HazardZone> zones = hazard_zones(scenario, venue);
    const bool reads_files = fire.fds || fire.cfast || (fire.curves && !have_texts(*fire.curves));
    if (scenario.folder.empty() && reads_files)
        return Error{
            ErrorCode::io, fire.where,
            "fire results are read from a folder as the run goes on: unpack the scenario and run the "
            "folder"};
    if (fire.fds)
        return open_fds(*fire.fds, folder, head_levels(venue, scenario.incident.exposure.head_height_m));
    if (fire.cfast)
        return open_cfast(*fire.cfast, folder, zones);
    if (fire.curves)
        return have_texts(*fire.curves) ? curves_from_texts(*fire.curves, texts_of(*fire.curves), zones)
                                        : open_curves(*fire.curves, folder, zones);
    return open_zone_fire(*fire.zone_model, zones, scenario.venue, scenario.incident.losses);
}

}  // namespace

std::vector<HazardZone> hazard_zones(const Scenario& scenario, const Venue& venue) {
    std::vector<HazardZone> zones;
    for (const ZoneSpec& spec : scenario.venue.zones) {
        HazardZone zone;
        zone.id = spec.id;
        zone.storey = spec.storey.empty() ? StoreyId(0) : venue.storey_by_id(spec.storey);
        zone.polygon = spec.polygon;
        zone.floor_elevation_m = venue.storeys[zone.storey.row()].elevation_m;
        zones.push_back(std::move(zone));
    }
    return zones;
}

Result<OpenedSource> open_hazards(const Scenario& scenario, const Venue& venue, double duration_s) {
    const FireSpec& fire = *scenario.incident.fire;
    Result<OpenedSource> opened = open_source(fire, scenario, venue);
    if (!opened)
        return opened;
    const HazardSource& source = *opened->source;
    Errors errors = check_needs(scenario.incident.exposure, source.provides(), source.description());
    for (Error& error : errors)  // the section may be left out
        if (error.where.empty())
            error.where = fire.where;
    if (fire.starts_at_s >= duration_s)
        errors.push_back(
            {ErrorCode::out_of_range, fire.where,
             fmt::format("the fire begins at {:.6g} s, but the run is over at {:.6g} s: begin it "
                         "earlier (starts_at_s), or let the run last longer "
                         "(simulation.duration_s)",
                         fire.starts_at_s, duration_s)});
    if (fire.starts_at_s + source.end_s() < duration_s - 1e-6)
        errors.push_back(
            {ErrorCode::out_of_range, fire.where,
             fmt::format(
                 "the fire's data end {:.6g} s after its start, {:.6g} s into the incident, but the run "
                 "may last until {:.6g} s: let the fire model run longer, or set simulation.duration_s "
                 "to at most {:.6g}",
                 source.end_s(), fire.starts_at_s + source.end_s(), duration_s,
                 fire.starts_at_s + source.end_s())});
    if (!errors.empty())
        return errors;
    return opened;
}

}  // namespace wayout
