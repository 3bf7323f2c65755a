/// Before the first step: cars, doors and landings, and what is wrong with them.
#include "simulation/lift_state.hpp"

#include "agents/start_area.hpp"
#include "geometry/polygon.hpp"
#include "geometry/segment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>

namespace wayout {
namespace {

/// Where people wait, from the door: our choices. The nearest part is left to those who come out.
constexpr double landing_from_m = 0.6;
constexpr double landing_to_m = 2.5;
/// So far may a door lie from the edge of the car: the thickness of a wall.
constexpr double door_reach_m = 0.3;
/// Places in the car are looked for at these distances.
constexpr double lift_place_step_m = 0.1;

class LiftSetUp {
public:
    explicit LiftSetUp(World& world) : world_(world), state_(std::make_unique<LiftState>()) {}

    Errors run() {
        for (const LiftSpec& spec : world_.scenario.venue.lifts) add(spec);
        for (const IncidentEvent& event : world_.scenario.incident.events)
            if (const auto lift = lift_of_door_.find(event.target); lift != lift_of_door_.end())
                errors_.push_back(
                    {ErrorCode::schema,
                     event.where,
                     fmt::format("door '{}' is moved by lift '{}'; leave it out of the events, or "
                                 "give the lift a fails_at_s",
                                 event.target, lift->second),
                     {},
                     0.0,
                     0.0});
        if (!errors_.empty() || state_->lifts.empty())
            return std::move(errors_);
        for (Lift& lift : state_->lifts)
            for (LiftStopInUse& stop : lift.stops) {
                stop.landing = world_.fields.add_area(std::move(landing_cells_[stop.door.value]));
                stop.car = world_.fields.add_area(std::move(car_cells_[stop.door.value]));
                world_.mover.set_gate_open(stop.door, false);
                world_.recorder.gate_changed(stop.door, 0.0, false);
            }
        state_->lifted_m.assign(world_.agents.size(), 0.0F);
        state_->row_of.assign(world_.agents.size(), -1);
        state_->is_by_lift.assign(world_.agents.size(), 0);
        world_.lifts = std::move(state_);
        return {};
    }

private:
    void refuse(const LiftSpec& spec, const std::string& key, std::string message,
                const std::string& storey = {}, Vec2 local = {}) {
        Error error;
        error.code = ErrorCode::geometry;
        error.where = fmt::format("{}{} (lift '{}')", spec.where, key, spec.label());
        error.message = std::move(message);
        error.storey = storey;
        if (!storey.empty()) {
            error.x_m = local.x + world_.venue->origin_m.x;
            error.y_m = local.y + world_.venue->origin_m.y;
        }
        errors_.push_back(std::move(error));
    }

    void add(const LiftSpec& spec) {
        Lift lift;
        lift.spec = spec;
        lift.car = to_local(*world_.venue, spec.car);
        lift.is_in_service = spec.riders != LiftSpec::Riders::nobody;
        const std::size_t problems = errors_.size();
        if (!(spec.speed_mps > 0.0) || !(spec.acceleration_mps2 > 0.0) || spec.capacity_persons < 1)
            refuse(spec, "", "speed, acceleration and capacity must be above 0");
        for (std::size_t i = 0; i < spec.stops.size(); ++i) add_stop(lift, i);
        std::sort(lift.stops.begin(), lift.stops.end(),
                  [](const LiftStopInUse& a, const LiftStopInUse& b) { return a.z_m < b.z_m; });
        for (std::size_t i = 1; i < lift.stops.size(); ++i)
            if (lift.stops[i].z_m - lift.stops[i - 1].z_m < 0.1)
                refuse(spec, ".stops",
                       "two stops are at the same height; a lift joins storeys above each other");
        if (errors_.size() > problems)
            return;
        if (const std::string& first = spec.starts_at.empty() ? spec.stops.front().storey : spec.starts_at;
            !find_start(lift, first)) {
            refuse(spec, ".starts_at",
                   fmt::format("the lift does not stop at '{}'; name one of its stops", first));
            return;
        }
        find_places(lift);
        check_nobody_inside(lift);
        state_->lifts.push_back(std::move(lift));
    }

    bool find_start(Lift& lift, const std::string& storey) const {
        for (std::size_t s = 0; s < lift.stops.size(); ++s)
            if (world_.venue->storeys[lift.stops[s].storey.row()].id == storey) {
                lift.at = lift.target = s;
                return true;
            }
        return false;
    }

    void add_stop(Lift& lift, std::size_t i) {
        const Venue& venue = *world_.venue;
        const LiftStop& spec = lift.spec.stops[i];
        const std::string key = fmt::format(".stops[{}]", i);
        LiftStopInUse stop;
        stop.storey = venue.storey_by_id(spec.storey);
        stop.door = venue.gate_by_id(spec.door);
        if (!stop.storey.is_valid() || !stop.door.is_valid()) {
            refuse(lift.spec, key,
                   fmt::format("there is no storey '{}' with a door '{}'", spec.storey, spec.door));
            return;
        }
        const Gate& door = venue.gates[stop.door.row()];
        stop.floor = venue.storeys[stop.storey.row()].floor;
        stop.z_m = venue.storeys[stop.storey.row()].elevation_m;
        const Vec2 middle = midpoint(door.line);
        if (door.kind != GateKind::door || door.left != stop.floor) {
            refuse(lift.spec, key + ".door",
                   fmt::format("'{}' is no door of storey '{}'", spec.door, spec.storey));
            return;
        }
        if (!door.open_at_start)
            refuse(lift.spec, key + ".door",
                   fmt::format("door '{}' is closed at the start, but the lift moves it; leave its state out",
                               spec.door));
        if (const auto [other, is_new] = lift_of_door_.emplace(spec.door, lift.spec.label()); !is_new)
            refuse(lift.spec, key + ".door",
                   fmt::format("door '{}' belongs to lift '{}' already", spec.door, other->second));
        double away_m = std::numeric_limits<double>::infinity();
        for (const Segment& edge : edges({lift.car})) away_m = std::min(away_m, distance(edge, middle));
        if (away_m > door_reach_m)
            refuse(lift.spec, key + ".door",
                   fmt::format("door '{}' is {:.2f} m away from the car; it must lie on its edge", spec.door,
                               away_m),
                   spec.storey, middle);
        else
            find_cells(lift, stop, key);
        lift.stops.push_back(stop);
    }

    /// The car's cells are those that are reached from its middle without the door: all must lie in the car.
    void find_cells(const Lift& lift, const LiftStopInUse& stop, const std::string& key) {
        const NavigationGrid& grid = world_.fields.grid();
        const std::string& storey = world_.venue->storeys[stop.storey.row()].id;
        const Vec2 centre = centroid(lift.car);
        const CellIndex first = grid.locate(stop.floor, centre);
        if (first == no_cell || locate(lift.car, grid.centre(first), grid.cell_m()) == Side::outside) {
            refuse(lift.spec, key,
                   fmt::format("the car is no part of the floor of storey '{}'; draw it there", storey),
                   storey, centre);
            return;
        }
        std::vector<CellIndex> inside{first};
        std::vector<std::uint8_t> is_known(grid.cell_count(), 0);
        is_known[static_cast<std::size_t>(first)] = 1;
        for (std::size_t i = 0; i < inside.size(); ++i)
            for (const LatticeDirection d : lattice_directions) {
                const CellIndex n = grid.neighbour(inside[i], d);
                const auto through_door = [&](const NavigationGrid::GateLink& link) {
                    return GateId(link.gate) == stop.door;
                };
                if (n == no_cell || is_known[static_cast<std::size_t>(n)] != 0)
                    continue;
                if (grid.is(inside[i], NavigationGrid::by_gate)) {
                    const auto gates = grid.gates_between(inside[i], d);
                    if (std::any_of(gates.begin(), gates.end(), through_door))
                        continue;
                }
                if (locate(lift.car, grid.centre(n), door_reach_m) == Side::outside) {
                    refuse(
                        lift.spec, key,
                        fmt::format("the car is not closed on storey '{}': people could walk into the shaft "
                                    "here; put walls around the car, up to the door",
                                    storey),
                        storey, grid.centre(n));
                    return;
                }
                is_known[static_cast<std::size_t>(n)] = 1;
                inside.push_back(n);
            }
        std::erase_if(inside, [&](CellIndex c) { return grid.is(c, NavigationGrid::soft); });
        std::sort(inside.begin(), inside.end());
        std::vector<CellIndex> landing = landing_of(lift, stop);
        if (inside.empty() || landing.empty()) {
            refuse(lift.spec, key,
                   fmt::format("there is no room {} the door on storey '{}'",
                               inside.empty() ? "behind" : "before", storey),
                   storey, centre);
            return;
        }
        car_cells_[stop.door.value] = std::move(inside);
        landing_cells_[stop.door.value] = std::move(landing);
    }

    std::vector<CellIndex> landing_of(const Lift& lift, const LiftStopInUse& stop) const {
        const NavigationGrid& grid = world_.fields.grid();
        const Segment& door = world_.venue->gates[stop.door.row()].line;
        const Vec2 middle = midpoint(door);
        Vec2 outwards = perp(direction(door));
        if (dot(outwards, centroid(lift.car) - middle) > 0.0)
            outwards = -outwards;
        const Vec2 before = middle + 0.5 * outwards;
        const LatticePoint at = grid.lattice_point(middle);
        const auto reach =
            static_cast<std::int32_t>(std::ceil((landing_to_m + 0.5 * length(door)) / grid.cell_m()));
        std::vector<CellIndex> cells;
        for (std::int32_t y = -reach; y <= reach; ++y)
            for (std::int32_t x = -reach; x <= reach; ++x) {
                const CellIndex c = grid.cell_at(stop.floor, {at.column + x, at.row + y});
                if (c == no_cell || grid.surface(c) != stop.floor || grid.is(c, NavigationGrid::soft))
                    continue;
                const Vec2 p = grid.centre(c);
                const double away_m = distance(door, p);
                if (away_m >= landing_from_m && away_m <= landing_to_m && dot(p - middle, outwards) > 0.0 &&
                    !grid.wall_between(stop.floor, before, p))
                    cells.push_back(c);
            }
        std::sort(cells.begin(), cells.end());
        return cells;
    }

    static void find_places(Lift& lift) {
        const Box box = bounds(lift.car);
        const std::vector<Segment> walls = edges({lift.car});
        for (double y = box.min.y + 0.5 * lift_place_step_m; y < box.max.y; y += lift_place_step_m)
            for (double x = box.min.x + 0.5 * lift_place_step_m; x < box.max.x; x += lift_place_step_m) {
                const Vec2 p{x, y};
                if (locate(lift.car, p) == Side::outside)
                    continue;
                double wall_m = std::numeric_limits<double>::infinity();
                for (const Segment& wall : walls) wall_m = std::min(wall_m, distance(wall, p));
                lift.places.push_back({p, wall_m});
            }
    }

    void check_nobody_inside(const Lift& lift) {
        const Agents& agents = world_.agents;
        for (std::size_t row = 0; row < agents.size(); ++row) {
            const Vec2 p{agents.x_m[row], agents.y_m[row]};
            for (const LiftStopInUse& stop : lift.stops)
                if (agents.surface[row] == stop.floor.value && is_in_car(lift, p)) {
                    refuse(lift.spec, ".car", "somebody starts in the car; place people elsewhere",
                           world_.venue->storeys[stop.storey.row()].id, p);
                    return;
                }
        }
    }

    World& world_;
    std::unique_ptr<LiftState> state_;
    std::map<std::string, std::string> lift_of_door_;
    std::map<std::int32_t, std::vector<CellIndex>> car_cells_;      ///< by door
    std::map<std::int32_t, std::vector<CellIndex>> landing_cells_;  ///< by door
    Errors errors_;
};

}  // namespace

Errors set_up_lifts(World& world) {
    return LiftSetUp(world).run();
}

}  // namespace wayout
