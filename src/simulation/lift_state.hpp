/// Lifts: where the cars are, who waits and who rides.
#pragma once

#include "simulation/world.hpp"

#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>
#include <wayout/vec2.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wayout {

struct LiftStopInUse {
    StoreyId storey;
    SurfaceId floor;
    GateId door;
    double z_m{0.0};
    std::int32_t landing{-1};  ///< area of FieldStore in front of the door
    std::int32_t car{-1};      ///< area of FieldStore inside the car
};

/// Bodies in a car keep this much from its walls. Our choice.
inline constexpr double car_wall_slack_m = 0.02;

/// A place in a car.
struct LiftPlace {
    Vec2 at;
    double wall_m{0.0};  ///< distance to the nearest wall of the car
};

struct LiftRider {
    AgentId person{0};
    std::size_t to{0};  ///< stop
    Vec2 place;
    enum class Stage : std::uint8_t { entering, aboard, leaving } stage{Stage::entering};
    double since_s{0.0};
    bool is_inside{false};  ///< his centre has come into the car
};

struct Lift {
    LiftSpec spec;
    Polygon car;                       ///< local coordinates
    std::vector<LiftStopInUse> stops;  ///< ascending in height
    std::vector<LiftPlace> places;     ///< where somebody may stand

    enum class Motion : std::uint8_t { parked, moving, opening, open, closing } motion{Motion::parked};
    std::size_t at{0};      ///< stop: where it is, or left from
    std::size_t target{0};  ///< where it goes
    double since_s{0.0};    ///< of the motion
    double until_s{0.0};    ///< of the motion; of `open`: not before
    std::vector<LiftRider> riders;
    bool is_in_service{true};

    int trips{0};
    int rider_count{0};
    int most_aboard{0};
};

/// Somebody who goes by lift and is not in the car.
struct LiftWait {
    AgentId person{0};
    std::size_t lift{0};
    std::size_t from{0};
    std::size_t to{0};
    bool is_there{false};      ///< has come to the landing
    double not_before_s{0.0};  ///< found no room: lets the car go
};

class LiftState {
public:
    std::vector<Lift> lifts;
    std::vector<LiftWait> waits;           ///< ascending by person
    std::vector<float> lifted_m;           ///< [person - 1] height above the surface
    std::vector<std::int32_t> row_of;      ///< scratch, by person; -1: out
    std::vector<std::uint8_t> is_by_lift;  ///< [person - 1] waits for one or rides
};

/// A lift that somebody can take from where he is to a storey from which he can leave, and what it takes: his
/// walks, not the ride.
struct LiftOption {
    std::size_t lift{0};
    std::size_t from{0};
    std::size_t to{0};
    double walk_s{0.0};
};
std::optional<LiftOption> best_lift(const World& world, std::size_t row);
/// Whether somebody may take lifts and one brings him out, or does so better than his own way.
std::optional<LiftOption> lift_to_take(const World& world, std::size_t row);
/// Sends him to the landing.
void take_lift(World& world, std::size_t row, const LiftOption& option);

bool is_in_car(const Lift& lift, Vec2 p);
/// Somebody at the landing wants the car.
bool is_called(const World& world, std::size_t lift, std::size_t stop);
bool has_room(const Lift& lift);
/// Whether a rider leaves the car there. Somebody who is overcome in the car rides on with it.
bool gets_out(const World& world, const Lift& lift, const LiftRider& rider, std::size_t stop);
double height_between_m(const Lift& lift, std::size_t a, std::size_t b);
/// Where the car goes next; its own stop: nowhere (lift_targets.cpp).
std::size_t next_stop(const World& world, std::size_t lift);
/// To a spot in the car (board_lift.cpp).
void walk_in_car(World& world, std::size_t row, SurfaceId floor, Vec2 spot);
/// The door has opened: whoever gets out here may go.
void let_riders_out(World& world, std::size_t lift);
/// While the door is open: people come out, then in. @return whether nobody is on the way through the door
bool serve_open_door(World& world, std::size_t lift);
/// Whether a car moves, its door does, or somebody waits for it.
bool is_any_lift_due(const LiftState& state);

}  // namespace wayout
