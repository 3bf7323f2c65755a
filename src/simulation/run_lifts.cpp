/// Lifts: each car fetches those who wait and takes them to where they can leave.
#include "simulation/assistance_state.hpp"
#include "simulation/lift_state.hpp"

#include "behaviour/lift_motion.hpp"
#include "geometry/polygon.hpp"
#include "geometry/segment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

using Motion = Lift::Motion;
using Stage = LiftRider::Stage;

/// Whoever has not come in by then lets the car go, and tries again after the second time (our choices).
constexpr double entering_limit_s = 20.0;
constexpr double next_try_s = 10.0;
constexpr float place_reach_m = 0.1F;
constexpr double wall_slack_m = 0.02;

Vec2 place_of(const World& world, std::size_t row) {
    return {world.agents.x_m[row], world.agents.y_m[row]};
}

const Segment& door_line(const World& world, const Lift& lift, std::size_t stop) {
    return world.venue->gates[lift.stops[stop].door.row()].line;
}

void set_door(World& world, const Lift& lift, bool is_open) {
    const GateId door = lift.stops[lift.at].door;
    world.mover.set_gate_open(door, is_open);
    world.recorder.gate_changed(door, world.time_s(), is_open);
}

void walk_to(World& world, std::size_t row, SurfaceId floor, Vec2 spot) {
    Errand errand;
    errand.purpose = ErrandPurpose::lift;
    errand.has_spot = true;
    errand.spot = spot;
    errand.spot_surface = floor.value;
    errand.near_m = place_reach_m;
    world.errands.give(world, row, errand);
}

class LiftRun {
public:
    LiftRun(World& world, std::size_t number)
        : world_(world),
          state_(*world.lifts),
          lift_(state_.lifts[number]),
          number_(number),
          now_s_(world.time_s()),
          due_s_(now_s_ + 0.5 * world.time_step_s) {}

    void run() {
        if (lift_.is_in_service && lift_.spec.fails_at_s <= due_s_)
            fail();
        std::erase_if(lift_.riders, [&](const LiftRider& rider) { return row_of(rider.person) < 0; });
        switch (lift_.motion) {
            case Motion::parked:
                depart();
                break;
            case Motion::moving:
                ride();
                break;
            case Motion::opening:
                if (lift_.until_s <= due_s_) {
                    set_door(world_, lift_, true);
                    begin(Motion::open, lift_.until_s, lift_.spec.dwell_s);
                    let_out();
                }
                break;
            case Motion::open:
                attend();
                break;
            case Motion::closing:
                if (lift_.until_s <= due_s_) {
                    begin(Motion::parked, lift_.until_s, 0.0);
                    depart();
                }
                break;
        }
    }

private:
    std::int32_t row_of(AgentId person) const { return state_.row_of[person - 1]; }
    std::size_t row(AgentId person) const { return static_cast<std::size_t>(row_of(person)); }

    void begin(Motion motion, double since_s, double lasts_s) {
        lift_.motion = motion;
        lift_.since_s = since_s;
        lift_.until_s = since_s + lasts_s;
    }

    void fail() {
        lift_.is_in_service = false;
        Event event;
        event.time_s = now_s_;
        event.kind = "lift_fails";
        event.subject = lift_.spec.id;
        event.text = fmt::format("Lift '{}' is out of service", lift_.spec.label());
        event.mark = true;
        world_.recorder.add_event(std::move(event));
        for (const LiftWait& wait : state_.waits)
            if (wait.lift == number_) {
                state_.is_by_lift[wait.person - 1] = 0;
                if (row_of(wait.person) >= 0)
                    world_.errands.end(world_, row(wait.person));
            }
        std::erase_if(state_.waits, [&](const LiftWait& wait) { return wait.lift == number_; });
    }

    // ---- where to

    bool has_room() const { return wayout::has_room(lift_); }

    bool lets_out(std::size_t stop) const {
        return std::any_of(lift_.riders.begin(), lift_.riders.end(),
                           [&](const LiftRider& rider) { return gets_out(world_, lift_, rider, stop); });
    }

    void depart() {
        if (lets_out(lift_.at) ||
            (lift_.is_in_service && has_room() && is_called(world_, number_, lift_.at))) {
            begin(Motion::opening, now_s_, lift_.spec.door_open_s);
            return;
        }
        lift_.target = lift_.is_in_service ? next_stop(world_, number_) : lift_.at;
        if (lift_.target == lift_.at)
            return;
        // Whoever is still on the way to his place stops.
        for (const LiftRider& rider : lift_.riders)
            if (world_.agents.activity[row(rider.person)] == Activity::walking)
                walk_to(world_, row(rider.person), lift_.stops[lift_.at].floor,
                        place_of(world_, row(rider.person)));
        begin(Motion::moving, now_s_,
              lift_travel_time_s(height_between_m(lift_, lift_.at, lift_.target), lift_.spec.speed_mps,
                                 lift_.spec.acceleration_mps2));
        ++lift_.trips;
    }

    // ---- on the way

    void ride() {
        const double whole_m = height_between_m(lift_, lift_.at, lift_.target);
        const double from_m = lift_.stops[lift_.at].z_m;
        const double sign = lift_.stops[lift_.target].z_m > from_m ? 1.0 : -1.0;
        const bool is_there = lift_.until_s <= due_s_;
        const double z_m =
            is_there ? lift_.stops[lift_.target].z_m
                     : from_m + sign * lift_distance_m(now_s_ - lift_.since_s, whole_m, lift_.spec.speed_mps,
                                                       lift_.spec.acceleration_mps2);
        std::size_t nearest = 0;
        for (std::size_t s = 1; s < lift_.stops.size(); ++s)
            if (std::abs(lift_.stops[s].z_m - z_m) < std::abs(lift_.stops[nearest].z_m - z_m))
                nearest = s;
        const std::size_t shown = is_there ? lift_.target : nearest;
        for (const LiftRider& rider : lift_.riders) {
            const std::size_t r = row(rider.person);
            world_.agents.surface[r] = lift_.stops[shown].floor.value;
            state_.lifted_m[rider.person - 1] = static_cast<float>(z_m - lift_.stops[shown].z_m);
        }
        if (!is_there)
            return;
        lift_.at = lift_.target;
        if (lift_.riders.empty() && !is_called(world_, number_, lift_.at))
            begin(Motion::parked, lift_.until_s, 0.0);
        else
            begin(Motion::opening, lift_.until_s, lift_.spec.door_open_s);
    }

    // ---- at a stop

    void let_out() {
        for (LiftRider& rider : lift_.riders)
            if (gets_out(world_, lift_, rider, lift_.at)) {
                rider.stage = Stage::leaving;
                state_.is_by_lift[rider.person - 1] = 0;  // decides anew: an exit, or where to wait for help
                world_.errands.end(world_, row(rider.person));
            }
    }

    void attend() {
        const Segment& door = door_line(world_, lift_, lift_.at);
        for (LiftRider& rider : lift_.riders) follow(rider, door);
        std::erase_if(lift_.riders, [&](const LiftRider& rider) {
            const std::size_t r = row(rider.person);
            const bool has_left = rider.stage == Stage::leaving && !is_in_car(lift_, place_of(world_, r)) &&
                                  distance(door, place_of(world_, r)) >= double{world_.agents.radius_m[r]};
            return has_left || (rider.stage == Stage::entering && gives_up(rider));
        });
        const bool is_busy = std::any_of(lift_.riders.begin(), lift_.riders.end(),
                                         [](const LiftRider& rider) { return rider.stage != Stage::aboard; });
        const bool comes_out =
            std::any_of(lift_.riders.begin(), lift_.riders.end(),
                        [](const LiftRider& rider) { return rider.stage == Stage::leaving; });
        if (!comes_out && lift_.is_in_service && let_in())
            return;
        if (is_busy || lift_.until_s > due_s_)
            return;
        set_door(world_, lift_, false);
        begin(Motion::closing, now_s_, lift_.spec.door_close_s);
    }

    /// Who comes in goes to his place; he is aboard once his body is clear of the door.
    void follow(LiftRider& rider, const Segment& door) {
        const std::size_t r = row(rider.person);
        const Vec2 here = place_of(world_, r);
        if (is_unable(world_.agents.activity[r]) && is_in_car(lift_, here))
            rider.stage = Stage::aboard;
        if (rider.stage != Stage::entering || !is_in_car(lift_, here))
            return;
        if (!rider.is_inside) {
            rider.is_inside = true;
            walk_to(world_, r, lift_.stops[lift_.at].floor, rider.place);
        }
        if (distance(door, here) < double{world_.agents.radius_m[r]} + wall_slack_m)
            return;
        rider.stage = Stage::aboard;
        ++lift_.rider_count;
        const auto aboard =
            std::count_if(lift_.riders.begin(), lift_.riders.end(),
                          [](const LiftRider& other) { return other.stage == Stage::aboard; });
        lift_.most_aboard = std::max(lift_.most_aboard, static_cast<int>(aboard));
    }

    /// He goes on waiting.
    bool gives_up(const LiftRider& rider) {
        const std::size_t r = row(rider.person);
        const bool is_unable_now = is_unable(world_.agents.activity[r]);
        if (!is_unable_now && (rider.is_inside || now_s_ - rider.since_s < entering_limit_s))
            return false;
        state_.is_by_lift[rider.person - 1] = 0;
        if (!is_unable_now)
            world_.errands.end(world_, r);
        return true;
    }

    /// Those who wait here come in, by person, while there is room. True if anybody does.
    bool let_in() {
        bool is_any = false;
        for (std::size_t w = 0; w < state_.waits.size();) {
            LiftWait& wait = state_.waits[w];
            const bool may_come = wait.lift == number_ && wait.from == lift_.at && wait.is_there &&
                                  wait.not_before_s <= now_s_ && has_room();
            if (!may_come) {
                ++w;
                continue;
            }
            const std::size_t r = row(wait.person);
            const std::optional<Vec2> place = free_place(double{world_.agents.radius_m[r]});
            if (!place) {
                wait.not_before_s = now_s_ + next_try_s;
                ++w;
                continue;
            }
            lift_.riders.push_back({wait.person, wait.to, *place, Stage::entering, now_s_});
            Errand errand;
            errand.purpose = ErrandPurpose::lift;
            errand.area = lift_.stops[lift_.at].car;
            world_.errands.give(world_, r, errand);
            state_.waits.erase(state_.waits.begin() + static_cast<std::ptrdiff_t>(w));
            is_any = true;
        }
        return is_any;
    }

    /// The place farthest from the door that is clear of walls and of the others' places.
    std::optional<Vec2> free_place(double radius_m) const {
        const Segment& door = door_line(world_, lift_, lift_.at);
        std::optional<Vec2> best;
        double best_m = -1.0;
        for (const LiftPlace& place : lift_.places) {
            if (place.wall_m < radius_m + wall_slack_m)
                continue;
            const bool is_free =
                std::all_of(lift_.riders.begin(), lift_.riders.end(), [&](const LiftRider& other) {
                    return length(other.place - place.at) >=
                           radius_m + double{world_.agents.radius_m[row(other.person)]};
                });
            const double m = distance(door, place.at);
            if (is_free && m > best_m + 1e-9) {
                best_m = m;
                best = place.at;
            }
        }
        return best;
    }

    World& world_;
    LiftState& state_;
    Lift& lift_;
    std::size_t number_;
    double now_s_;
    double due_s_;
};

/// Who has come to a landing, and who no longer wants the lift.
void look_at_landings(World& world, LiftState& state) {
    const Agents& agents = world.agents;
    std::erase_if(state.waits, [&](LiftWait& wait) {
        const std::int32_t listed = state.row_of[wait.person - 1];
        const auto row = static_cast<std::size_t>(listed);
        if (listed < 0 || is_unable(agents.activity[row]) ||
            world.errands.of(wait.person).purpose != ErrandPurpose::lift) {
            state.is_by_lift[wait.person - 1] = 0;
            return true;
        }
        if (!wait.is_there) {
            const auto cells = world.fields.area_cells(state.lifts[wait.lift].stops[wait.from].landing);
            const CellIndex cell =
                world.fields.grid().locate(SurfaceId(agents.surface[row]), place_of(world, row));
            wait.is_there = world.errands.has_arrived(wait.person) ||
                            (cell != no_cell && std::binary_search(cells.begin(), cells.end(), cell));
        }
        return false;
    });
}

}  // namespace

bool is_in_car(const Lift& lift, Vec2 p) {
    return locate(lift.car, p) != Side::outside;
}

bool is_any_lift_due(const LiftState& state) {
    return !state.waits.empty() || std::any_of(state.lifts.begin(), state.lifts.end(), [](const Lift& lift) {
        return lift.motion != Motion::parked || !lift.riders.empty();
    });
}

void run_lifts(World& world) {
    if (world.lifts == nullptr)
        return;
    LiftState& state = *world.lifts;
    std::fill(state.row_of.begin(), state.row_of.end(), -1);
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        if (world.agents.activity[row] != Activity::out)
            state.row_of[world.agents.id[row] - 1] = static_cast<std::int32_t>(row);
    look_at_landings(world, state);
    for (std::size_t lift = 0; lift < state.lifts.size(); ++lift) LiftRun(world, lift).run();
}

}  // namespace wayout
