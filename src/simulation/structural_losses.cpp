#include "simulation/structural_losses.hpp"

#include "core/random.hpp"
#include "geometry/overlay.hpp"
#include "geometry/segment.hpp"
#include "hazards/steel.hpp"
#include "navigation/navigation_grid.hpp"
#include "navigation/patches.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

Polygon in_local_coordinates(const Polygon& polygon, Vec2 origin) {
    Polygon local = polygon;
    for (Vec2& p : local.outer) p += -origin;
    for (Ring& hole : local.holes)
        for (Vec2& p : hole) p += -origin;
    return local;
}

double distance_to(const Ring& ring, Vec2 p) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Segment edge{ring[i], ring[(i + 1) % ring.size()]};
        least = std::min(least, length(p - closest_point(edge, p)));
    }
    return least;
}

StoreyId storey_of(const StructuralLossSpec& spec, const Venue& venue) {
    return spec.storey.empty() ? StoreyId(0) : venue.storey_by_id(spec.storey);
}

AirPoint place_of_member(const LossArea& area, const Venue& venue) {
    const SteelMember& member = *area.spec.member;
    return {area.storey, member.place.x, member.place.y,
            venue.storeys[area.storey.row()].elevation_m + member.height_above_floor_m};
}

}  // namespace

bool LossArea::holds(const Venue& venue, std::int32_t surface, Vec2 local) const {
    return venue.surfaces[static_cast<std::size_t>(surface)].storey == storey && area.covers(local);
}

std::vector<LossArea> loss_areas(std::span<const StructuralLossSpec> specs, const Venue& venue,
                                 const NavigationGrid& grid, const Patches& patches) {
    std::vector<LossArea> areas;
    for (const StructuralLossSpec& spec : specs) {
        LossArea& area = areas.emplace_back();
        area.spec = spec;
        area.storey = storey_of(spec, venue);
        const Polygon outline = in_local_coordinates(spec.polygon, venue.origin_m);
        area.area = PolygonLocator(Region{outline});
        area.result.id = spec.id;
        area.result.storey = area.storey.value;
        area.result.outline_m = outline.outer;
        for (std::size_t p = 0; p < patches.size(); ++p) {
            const Vec2 middle = grid.centre(patches.representative(p));
            if (area.holds(venue, patches.surface(p).value, middle))
                area.patches.push_back(static_cast<std::int32_t>(p));
            else if (venue.surfaces[patches.surface(p).row()].storey == area.storey &&
                     distance_to(outline.outer, middle) <= spec.perimeter_m)
                area.strip.push_back(static_cast<std::int32_t>(p));
        }
        for (std::size_t g = 0; g < venue.gates.size(); ++g)
            if (venue.gates[g].storey == area.storey && area.area.covers(midpoint(venue.gates[g].line)))
                area.gates.push_back(GateId::from(g));
    }
    return areas;
}

LossArea::State next_state(LossArea& area, const HazardSource& air, const Venue& venue, double now_s,
                           double step_s) {
    if (area.spec.at_s) {
        if (now_s >= *area.spec.at_s)
            return LossArea::State::lost;
        return area.spec.warning_s > 0.0 && now_s >= *area.spec.at_s - area.spec.warning_s
                   ? LossArea::State::warned
                   : LossArea::State::holds;
    }
    const SteelMember& member = *area.spec.member;
    const AirSample sample = air.sample(place_of_member(area, venue));
    const double gas_k = sample.covered ? sample.air.temperature_k : area.steel_k;
    area.hottest_gas_k = std::max(area.hottest_gas_k, gas_k);
    const double before_k = area.steel_k;
    area.steel_k = next_steel_temperature_k(member, area.steel_k, gas_k, step_s);
    const double critical_k = critical_temperature_k(member.utilisation_frac);
    if (area.steel_k >= critical_k)
        return LossArea::State::lost;
    // Nobody knows the moment beforehand: the warning comes when the present rate would lead there in time.
    const double rate_k_per_s = (area.steel_k - before_k) / step_s;
    const bool is_near = area.spec.warning_s > 0.0 && rate_k_per_s > 0.0 &&
                         (critical_k - area.steel_k) / rate_k_per_s <= area.spec.warning_s;
    return is_near || area.state == LossArea::State::warned ? LossArea::State::warned
                                                            : LossArea::State::holds;
}

LossFate fate_of(const LossOutcomes& outcomes, std::uint64_t seed, AgentId person, std::uint32_t loss) {
    const double u = uniform01(seed, person, Draw::structural_loss, loss);
    if (u < outcomes.fatal_frac)
        return LossFate::fatal;
    if (u < outcomes.fatal_frac + outcomes.trapped_frac)
        return LossFate::trapped;
    if (u < outcomes.fatal_frac + outcomes.trapped_frac + outcomes.injured_frac)
        return LossFate::injured;
    return LossFate::unhurt;
}

Errors check_losses(const IncidentSpec& incident, const Venue& venue) {
    Errors errors;
    const std::vector<StructuralLossSpec>& specs = incident.losses;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const StructuralLossSpec& spec = specs[i];
        const auto report = [&](ErrorCode code, const char* key, std::string message) {
            errors.push_back(
                {code, fmt::format("{}{} ('{}')", spec.where, key, spec.id), std::move(message)});
        };
        const auto first = std::find_if(specs.begin(), specs.end(),
                                        [&](const StructuralLossSpec& other) { return other.id == spec.id; });
        if (&*first != &spec)
            report(ErrorCode::schema, ".id",
                   fmt::format("the id is already that of {}: give each its own", first->where));
        if (const std::optional<Flaw> flaw = find_flaw(spec.polygon))
            report(ErrorCode::geometry, ".polygon",
                   fmt::format("{} at ({:.2f}, {:.2f}): draw the outline so that it does not touch or cross "
                               "itself",
                               flaw->reason, flaw->at.x, flaw->at.y));
        if (spec.storey.empty() && venue.storeys.size() > 1)
            report(ErrorCode::schema, "", "the key 'storey' is missing: the venue has several");
        else if (!storey_of(spec, venue).is_valid())
            report(ErrorCode::schema, ".storey", fmt::format("there is no storey '{}'", spec.storey));
        if (spec.member && !incident.fire)
            report(ErrorCode::schema, ".member",
                   "there is no fire that could heat it: add incident.fire, or give at_s instead");
        if (spec.roof_opening_m2 > 0.0 && !(incident.fire && incident.fire->zone_model))
            report(ErrorCode::schema, ".roof_opening_m2",
                   "only the built-in fire (incident.fire.zone_model) can let smoke out by it: leave the key "
                   "out");
    }
    return errors;
}

Errors check_areas(std::span<const LossArea> areas, const HazardSource& air, const Venue& venue) {
    Errors errors;
    for (const LossArea& area : areas) {
        if (area.patches.empty())
            errors.push_back(
                {ErrorCode::geometry, fmt::format("{} ('{}')", area.spec.where, area.spec.id),
                 "the area holds no floor of its storey: move it, or name the storey that it lies on"});
        if (area.spec.member && !air.sample(place_of_member(area, venue)).covered)
            errors.push_back(
                {ErrorCode::geometry, fmt::format("{}.member ('{}')", area.spec.where, area.spec.id),
                 "the fire has no air at the member's place and height, so its temperature is not "
                 "known: move the place, let the fire model write the air there, or give at_s "
                 "instead"});
    }
    return errors;
}

}  // namespace wayout
