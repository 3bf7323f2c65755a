#include "fire/network.hpp"

#include "core/assert.hpp"
#include "fire/area_profile.hpp"
#include "fire/time_table.hpp"

#include <algorithm>

namespace wayout::fire {
namespace {

const CompartmentSpec& reference_of(const ZoneFireSpec& spec, const Connection& connection) {
    return spec.compartments[connection.a != outdoors ? connection.a : connection.b];
}

/// Cracks of walls spread over 5 to 95 % of the height, those of the floor lie on it [R CTR].
void add_leaks(const ZoneFireSpec& spec, std::size_t row, std::vector<Connection>& connections) {
    const CompartmentSpec& compartment = spec.compartments[row];
    const AreaProfile profile(plan_areas_of(compartment));
    const double wall_area_m2 = perimeter_of(compartment) * profile.volume_m3() / profile.greatest_area_m2();
    const auto add = [&](double area_m2, double bottom_m, double top_m) {
        if (area_m2 <= 0.0)
            return;
        Connection& leak = connections.emplace_back();
        leak.a = row;
        leak.is_leak = true;
        leak.way = WallGap{compartment.floor_elevation_m + bottom_m, compartment.floor_elevation_m + top_m,
                           area_m2 / (top_m - bottom_m), 0.7};
    };
    const double height = compartment.height_m;
    add(compartment.wall_leak_frac * wall_area_m2, 0.05 * height, 0.95 * height);
    add(compartment.floor_leak_frac * profile.floor_area_m2(), 0.0, 0.001 * height);
}

}  // namespace

double Connection::open_frac_at(double time_s) const {
    return std::clamp(set_open_frac ? *set_open_frac : value_at(open_frac, time_s, 1.0), 0.0, 1.0);
}

std::size_t compartment_row(const ZoneFireSpec& spec, const std::string& id) {
    if (id == outside_air)
        return outdoors;
    const auto found = std::find_if(spec.compartments.begin(), spec.compartments.end(),
                                    [&](const CompartmentSpec& compartment) { return compartment.id == id; });
    WAYOUT_ASSERT(found != spec.compartments.end(), "a checked spec names compartments that exist");
    return static_cast<std::size_t>(found - spec.compartments.begin());
}

std::vector<Connection> connections_of(const ZoneFireSpec& spec) {
    std::vector<Connection> connections;
    for (const WallOpeningSpec& opening : spec.wall_openings) {
        Connection& connection = connections.emplace_back();
        connection.a = compartment_row(spec, opening.from);
        connection.b = compartment_row(spec, opening.to);
        const double floor_m = reference_of(spec, connection).floor_elevation_m;
        connection.way = WallGap{floor_m + opening.sill_m, floor_m + opening.soffit_m, opening.width_m,
                                 opening.discharge_frac};
        connection.open_frac = opening.open_frac;
    }
    for (const FloorVentSpec& vent : spec.floor_vents) {
        Connection& connection = connections.emplace_back();
        connection.a = compartment_row(spec, vent.lower);
        connection.b = compartment_row(spec, vent.upper);
        const CompartmentSpec& below = spec.compartments[connection.a];
        connection.way = CeilingHole{below.floor_elevation_m + below.height_m, vent.area_m2, vent.shape};
        connection.open_frac = vent.open_frac;
    }
    for (const FanSpec& fan : spec.fans) {
        Connection& connection = connections.emplace_back();
        connection.a = compartment_row(spec, fan.from);
        connection.b = compartment_row(spec, fan.to);
        const auto elevation = [&](std::size_t row, double height_m, double other_m) {
            return row == outdoors ? other_m : spec.compartments[row].floor_elevation_m + height_m;
        };
        // The open end of a fan is at the height of its room end.
        const double from_m =
            elevation(connection.a, fan.from_height_m, elevation(connection.b, fan.to_height_m, 0.0));
        connection.way = Fan{fan.flow_m3_per_s,
                             from_m,
                             elevation(connection.b, fan.to_height_m, from_m),
                             fan.opening_height_m,
                             fan.cutoff_begin_pa,
                             fan.cutoff_end_pa};
        connection.open_frac = fan.running_frac;
    }
    for (std::size_t row = 0; row < spec.compartments.size(); ++row) add_leaks(spec, row, connections);
    return connections;
}

Exchange exchange_through(const Connection& connection, const Side& a, const Side& b, double open_frac) {
    if (open_frac <= 0.0)
        return no_exchange();
    if (const auto* gap = std::get_if<WallGap>(&connection.way)) {
        WallGap open = *gap;
        open.width_m *= open_frac;
        return wall_gap_exchange(a, b, open);
    }
    if (const auto* hole = std::get_if<CeilingHole>(&connection.way)) {
        CeilingHole open = *hole;
        open.area_m2 *= open_frac;
        return ceiling_hole_exchange(a, b, open);
    }
    Fan running = std::get<Fan>(connection.way);
    running.flow_m3_per_s *= open_frac;
    return fan_exchange(a, b, running);
}

}  // namespace wayout::fire
