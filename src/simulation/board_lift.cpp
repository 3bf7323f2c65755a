/// Through the open door of a lift: those who leave the car, then those who come in.
#include "simulation/lift_state.hpp"

#include "geometry/polygon.hpp"
#include "geometry/segment.hpp"

#include <algorithm>

namespace wayout {
namespace {

using Stage = LiftRider::Stage;

/// Whoever has not come in by then lets the car go, and tries again after the second time (our choices).
constexpr double entering_limit_s = 20.0;
constexpr double next_try_s = 10.0;
constexpr float place_reach_m = 0.1F;

class OpenDoor {
public:
    OpenDoor(World& world, std::size_t number)
        : world_(world),
          state_(*world.lifts),
          lift_(state_.lifts[number]),
          number_(number),
          door_(world.venue->gates[lift_.stops[lift_.at].door.row()].line) {}

    bool serve() {
        for (LiftRider& rider : lift_.riders) follow(rider);
        std::erase_if(lift_.riders, [&](const LiftRider& rider) {
            return has_left(rider) || (rider.stage == Stage::entering && gives_up(rider));
        });
        const bool is_busy = std::any_of(lift_.riders.begin(), lift_.riders.end(),
                                         [](const LiftRider& rider) { return rider.stage != Stage::aboard; });
        const bool comes_out =
            std::any_of(lift_.riders.begin(), lift_.riders.end(),
                        [](const LiftRider& rider) { return rider.stage == Stage::leaving; });
        const bool comes_in = !comes_out && lift_.is_in_service && let_in();
        return !is_busy && !comes_in;
    }

private:
    std::size_t row(AgentId person) const { return static_cast<std::size_t>(state_.row_of[person - 1]); }
    Vec2 place_of(std::size_t r) const { return {world_.agents.x_m[r], world_.agents.y_m[r]}; }
    double radius_m(std::size_t r) const { return double{world_.agents.radius_m[r]}; }

    bool has_left(const LiftRider& rider) const {
        const std::size_t r = row(rider.person);
        return rider.stage == Stage::leaving && !is_in_car(lift_, place_of(r)) &&
               distance(door_, place_of(r)) >= radius_m(r);
    }

    /// Who comes in goes to his place; he is aboard once his body is clear of the door.
    void follow(LiftRider& rider) {
        const std::size_t r = row(rider.person);
        const Vec2 here = place_of(r);
        if (is_unable(world_.agents.activity[r]) && is_in_car(lift_, here))
            rider.stage = Stage::aboard;
        if (rider.stage != Stage::entering || !is_in_car(lift_, here))
            return;
        if (!rider.is_inside) {
            rider.is_inside = true;
            walk_in_car(world_, r, lift_.stops[lift_.at].floor, rider.place);
        }
        if (distance(door_, here) < radius_m(r) + car_wall_slack_m)
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
        if (!is_unable_now && (rider.is_inside || world_.time_s() - rider.since_s < entering_limit_s))
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
                                  wait.not_before_s <= world_.time_s() && has_room(lift_);
            if (!may_come) {
                ++w;
                continue;
            }
            const std::size_t r = row(wait.person);
            const std::optional<Vec2> place = free_place(radius_m(r));
            if (!place) {
                wait.not_before_s = world_.time_s() + next_try_s;
                ++w;
                continue;
            }
            lift_.riders.push_back({wait.person, wait.to, *place, Stage::entering, world_.time_s()});
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
    std::optional<Vec2> free_place(double own_radius_m) const {
        std::optional<Vec2> best;
        double best_m = -1.0;
        for (const LiftPlace& place : lift_.places) {
            if (place.wall_m < own_radius_m + car_wall_slack_m)
                continue;
            const bool is_free =
                std::all_of(lift_.riders.begin(), lift_.riders.end(), [&](const LiftRider& other) {
                    return length(other.place - place.at) >= own_radius_m + radius_m(row(other.person));
                });
            const double m = distance(door_, place.at);
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
    const Segment& door_;
};

}  // namespace

bool is_in_car(const Lift& lift, Vec2 p) {
    return locate(lift.car, p) != Side::outside;
}

void walk_in_car(World& world, std::size_t row, SurfaceId floor, Vec2 spot) {
    Errand errand;
    errand.purpose = ErrandPurpose::lift;
    errand.has_spot = true;
    errand.spot = spot;
    errand.spot_surface = floor.value;
    errand.near_m = place_reach_m;
    world.errands.give(world, row, errand);
}

void let_riders_out(World& world, std::size_t number) {
    LiftState& state = *world.lifts;
    Lift& lift = state.lifts[number];
    for (LiftRider& rider : lift.riders)
        if (gets_out(world, lift, rider, lift.at)) {
            rider.stage = Stage::leaving;
            state.is_by_lift[rider.person - 1] = 0;  // decides anew: an exit, or where to wait for help
            world.errands.end(world, static_cast<std::size_t>(state.row_of[rider.person - 1]));
        }
}

bool serve_open_door(World& world, std::size_t lift) {
    return OpenDoor(world, lift).serve();
}

}  // namespace wayout
