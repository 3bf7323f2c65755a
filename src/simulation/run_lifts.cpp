/// Lifts: each car fetches those who wait and takes them to where they can leave.
#include "simulation/lift_state.hpp"
#include "simulation/whereabouts.hpp"

#include "behaviour/lift_motion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

using Motion = Lift::Motion;

void set_door(World& world, const Lift& lift, bool is_open) {
    const GateId door = lift.stops[lift.at].door;
    world.mover.set_gate_open(door, is_open);
    world.recorder.gate_changed(door, world.time_s(), is_open);
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
                    let_riders_out(world_, number_);
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

    bool lets_out(std::size_t stop) const {
        return std::any_of(lift_.riders.begin(), lift_.riders.end(),
                           [&](const LiftRider& rider) { return gets_out(world_, lift_, rider, stop); });
    }

    void depart() {
        if (lets_out(lift_.at) ||
            (lift_.is_in_service && has_room(lift_) && is_called(world_, number_, lift_.at))) {
            begin(Motion::opening, now_s_, lift_.spec.door_open_s);
            return;
        }
        lift_.target = lift_.is_in_service ? next_stop(world_, number_) : lift_.at;
        if (lift_.target == lift_.at)
            return;
        // Whoever is still on the way to his place stops.
        for (const LiftRider& rider : lift_.riders)
            if (world_.agents.activity[row(rider.person)] == Activity::walking)
                walk_in_car(world_, row(rider.person), lift_.stops[lift_.at].floor,
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

    void attend() {
        if (!serve_open_door(world_, number_) || lift_.until_s > due_s_)
            return;
        set_door(world_, lift_, false);
        begin(Motion::closing, now_s_, lift_.spec.door_close_s);
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
