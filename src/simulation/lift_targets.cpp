/// Where a car goes next.
///
/// Control: collective, towards the way out. An empty car goes to the landing with people that is farthest
/// from where they leave the car; with riders it goes to the nearest stop at which one leaves, and stops
/// before at landings on the way while it has room. A target is kept once the car moves.
#include "simulation/lift_state.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

bool is_called(const World& world, std::size_t lift, std::size_t stop) {
    const std::vector<LiftWait>& waits = world.lifts->waits;
    return std::any_of(waits.begin(), waits.end(), [&](const LiftWait& wait) {
        return wait.lift == lift && wait.from == stop && wait.is_there && wait.not_before_s <= world.time_s();
    });
}

bool has_room(const Lift& lift) {
    return static_cast<int>(lift.riders.size()) < lift.spec.capacity_persons;
}

bool gets_out(const World& world, const Lift& lift, const LiftRider& rider, std::size_t stop) {
    const auto row = static_cast<std::size_t>(world.lifts->row_of[rider.person - 1]);
    return (!lift.is_in_service || rider.to == stop) && !is_unable(world.agents.activity[row]);
}

double height_between_m(const Lift& lift, std::size_t a, std::size_t b) {
    return std::abs(lift.stops[a].z_m - lift.stops[b].z_m);
}

namespace {

std::size_t farthest_call(const World& world, std::size_t number) {
    const Lift& lift = world.lifts->lifts[number];
    std::size_t target = lift.at;
    double farthest_m = -1.0;
    for (const LiftWait& wait : world.lifts->waits) {
        if (wait.lift != number || wait.from == lift.at || !is_called(world, number, wait.from))
            continue;
        if (const double m = height_between_m(lift, wait.from, wait.to); m > farthest_m) {
            farthest_m = m;
            target = wait.from;
        }
    }
    return target;
}

}  // namespace

std::size_t next_stop(const World& world, std::size_t number) {
    const Lift& lift = world.lifts->lifts[number];
    std::size_t target = lift.at;
    bool is_any_rider = false;
    for (const LiftRider& rider : lift.riders) {
        if (!gets_out(world, lift, rider, rider.to))
            continue;
        is_any_rider = true;
        if (target == lift.at ||
            height_between_m(lift, rider.to, lift.at) < height_between_m(lift, target, lift.at))
            target = rider.to;
    }
    if (!is_any_rider)
        return farthest_call(world, number);
    const double sign = lift.stops[target].z_m > lift.stops[lift.at].z_m ? 1.0 : -1.0;
    for (std::size_t stop = 0; stop < lift.stops.size() && has_room(lift); ++stop) {
        const double ahead_m = sign * (lift.stops[stop].z_m - lift.stops[lift.at].z_m);
        if (ahead_m > 0.0 && ahead_m < height_between_m(lift, target, lift.at) &&
            is_called(world, number, stop))
            target = stop;
    }
    return target;
}

}  // namespace wayout
