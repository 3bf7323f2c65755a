/// Who takes which lift.
#include "simulation/assistance_state.hpp"
#include "simulation/lift_state.hpp"

#include "geometry/polygon.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace wayout {
namespace {

constexpr double no_way_s = std::numeric_limits<double>::infinity();

double own_pace(const World& world, std::size_t row) {
    return world.fields.reference_speed_mps(world.agents.mobility[row]) /
           static_cast<double>(world.agents.free_speed_mps[row]);
}

/// From a place to the nearest open exit that he may use.
double way_out_s(const World& world, std::size_t row, SurfaceId surface, Vec2 p) {
    const View view = world.views[world.agents.id[row] - 1];
    float best = TravelTimeField::unknown;
    for (const GateId exit : world.rules[static_cast<std::size_t>(world.agents.population[row])].exits)
        if (world.fields.state(view).gate_open[exit.row()] != 0)
            best = std::min(best, world.fields.time_s(goal_for(world, row, exit), surface, p));
    return best == TravelTimeField::unknown ? no_way_s : own_pace(world, row) * static_cast<double>(best);
}

bool may_ride(const World& world, std::size_t row, const Lift& lift) {
    const auto radius_m = static_cast<double>(world.agents.radius_m[row]);
    const bool is_allowed = lift.spec.riders == LiftSpec::Riders::everybody ||
                            world.agents.mobility[row] == MobilityClass::wheelchair;
    return lift.is_in_service && is_allowed &&
           std::any_of(lift.places.begin(), lift.places.end(),
                       [&](const LiftPlace& place) { return place.wall_m >= radius_m + car_wall_slack_m; });
}

}  // namespace

std::optional<LiftOption> best_lift(const World& world, std::size_t row) {
    if (world.lifts == nullptr)
        return std::nullopt;
    const Agents& agents = world.agents;
    const SurfaceId surface(agents.surface[row]);
    const Vec2 here{agents.x_m[row], agents.y_m[row]};
    std::optional<LiftOption> best;
    for (std::size_t l = 0; l < world.lifts->lifts.size(); ++l) {
        const Lift& lift = world.lifts->lifts[l];
        if (!may_ride(world, row, lift))
            continue;
        const Vec2 in_car = centroid(lift.car);
        for (std::size_t from = 0; from < lift.stops.size(); ++from) {
            const std::int32_t goal = goal_to_area_for(world, row, lift.stops[from].landing);
            const float to_landing = world.fields.time_s(goal, surface, here);
            if (to_landing == TravelTimeField::unknown)
                continue;
            for (std::size_t to = 0; to < lift.stops.size(); ++to) {
                const double out_s =
                    to == from ? no_way_s : way_out_s(world, row, lift.stops[to].floor, in_car);
                const double walk_s = own_pace(world, row) * static_cast<double>(to_landing) + out_s;
                if (walk_s < (best ? best->walk_s : no_way_s))
                    best = LiftOption{l, from, to, walk_s};
            }
        }
    }
    return best;
}

std::optional<LiftOption> lift_to_take(const World& world, std::size_t row) {
    const auto population = static_cast<std::size_t>(world.agents.population[row]);
    const auto& spec = world.scenario.people.populations[population].assistance;
    if (world.lifts == nullptr || !spec || spec->lift == LiftUse::never || spec->need == HelpNeed::pushed ||
        spec->need == HelpNeed::support)
        return std::nullopt;
    const double own_s = way_out_s(world, row, SurfaceId(world.agents.surface[row]),
                                   {world.agents.x_m[row], world.agents.y_m[row]});
    if (spec->lift == LiftUse::no_other_way && own_s < no_way_s)
        return std::nullopt;
    const std::optional<LiftOption> option = best_lift(world, row);
    return option && option->walk_s < own_s ? option : std::nullopt;
}

void take_lift(World& world, std::size_t row, const LiftOption& option) {
    LiftState& state = *world.lifts;
    const AgentId person = world.agents.id[row];
    const Lift& lift = state.lifts[option.lift];
    Errand errand;
    errand.purpose = ErrandPurpose::lift;
    errand.area = lift.stops[option.from].landing;
    world.errands.give(world, row, errand);
    state.is_by_lift[person - 1] = 1;
    const LiftWait wait{person, option.lift, option.from, option.to};
    state.waits.insert(std::lower_bound(state.waits.begin(), state.waits.end(), person,
                                        [](const LiftWait& w, AgentId id) { return w.person < id; }),
                       wait);
    note_help(world, person, "takes lift", fmt::format("lift '{}'", lift.spec.label()),
              fmt::format("{:.0f} s of walking before and after the ride, to '{}'", option.walk_s,
                          world.venue->storeys[lift.stops[option.to].storey.row()].name));
}

}  // namespace wayout
