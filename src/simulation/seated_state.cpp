#include "simulation/seated_state.hpp"

#include "agents/distribution.hpp"
#include "core/random.hpp"
#include "navigation/guidance.hpp"
#include "simulation/world.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace wayout {
namespace {

/// Who is so near to the middle of a seat, in the clear way before it, passes the knees of whoever sits
/// there. Half a seat's width beside the middle of the way; our choice.
constexpr double passing_reach_m = 0.6;
constexpr std::uint64_t watch_period_steps = 5;
/// Draws of Draw::noticing, by index.
constexpr std::uint32_t stand_up_draw = 10;
constexpr std::uint32_t has_bag_draw = 11;
constexpr std::uint32_t bag_draw = 12;

/// Quantiles of what a population does before it walks.
struct Actions {
    std::optional<QuantileFunction> stand_up;
    std::optional<QuantileFunction> bag;
    double bag_frac{0.0};

    explicit Actions(const std::optional<SeatedSpec>& spec) {
        if (!spec)
            return;
        if (spec->stand_up_s)
            stand_up.emplace(*spec->stand_up_s, pre_movement_range_s);
        if (spec->bag_s)
            bag.emplace(*spec->bag_s, pre_movement_range_s);
        bag_frac = spec->bag_frac;
    }

    double draw_s(std::uint64_t seed, AgentId id) const {
        const auto u = [&](std::uint32_t index) {
            return uniform01_open(seed, id, Draw::noticing, 0, index);
        };
        double action_s = stand_up ? (*stand_up)(u(stand_up_draw)) : 0.0;
        if (bag && u(has_bag_draw) < bag_frac)
            action_s += (*bag)(u(bag_draw));
        return action_s;
    }
};

}  // namespace

SeatedState::SeatedState(const World& world)
    : banks_(world.venue->seat_rows.size()),
      sitter_(world.venue->seats.size(), 0),
      seat_of_(world.agents.size(), -1),
      sits_(world.agents.size(), 0),
      action_s_(world.agents.size(), 0.0),
      seats_to_aisle_(world.agents.size(), 0) {
    find_seats(world);
    std::vector<Actions> actions;
    for (const PopulationSpec& population : world.scenario.people.populations) {
        actions.emplace_back(population.seated);
        passing_frac_.push_back(population.seated ? static_cast<float>(population.seated->passing_speed_frac)
                                                  : 1.0F);
    }
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        const AgentId id = world.agents.id[row];
        if (seat_of_[id - 1] >= 0)
            action_s_[id - 1] =
                actions[static_cast<std::size_t>(world.agents.population[row])].draw_s(world.seed, id);
    }
    watch(world);
}

/// Who sits where, and how many seats lie between them and the aisle.
void SeatedState::find_seats(const World& world) {
    const std::vector<Seat>& seats = world.venue->seats;
    std::map<std::tuple<std::int32_t, double, double>, std::int32_t> seat_at;
    for (std::size_t s = 0; s < seats.size(); ++s) {
        seat_at[{seats[s].surface.value, seats[s].position.x, seats[s].position.y}] =
            static_cast<std::int32_t>(s);
        banks_[seats[s].row.row()].seats.push_back(static_cast<std::int32_t>(s));
    }
    const auto seat = [&seats](std::int32_t s) -> const Seat& { return seats[static_cast<std::size_t>(s)]; };
    for (Bank& bank : banks_)
        std::sort(bank.seats.begin(), bank.seats.end(), [&](std::int32_t a, std::int32_t b) {
            const Vec2 along{-seat(bank.seats.front()).facing.y, seat(bank.seats.front()).facing.x};
            return std::pair(dot(along, seat(a).position), a) < std::pair(dot(along, seat(b).position), b);
        });

    std::vector<int> to_aisle(seats.size(), 0);
    const NavigationGrid& grid = world.fields.grid();
    const SeatRowField& rows = world.fields.seat_rows();
    const auto time_s = [&](std::int32_t s) {
        const CellIndex cell = grid.locate(seat(s).surface, seat(s).position);
        return cell == no_cell ? TravelTimeField::unknown
                               : travel_time_from(grid, rows.field, cell, seat(s).position);
    };
    for (const Bank& bank : banks_) {
        const std::size_t count = bank.seats.size();
        for (std::size_t k = 0; k < count; ++k) {
            // The aisle lies where the time falls.
            const float here_s = time_s(bank.seats[k]);
            const bool falls_before = k > 0 && time_s(bank.seats[k - 1]) < here_s;
            const bool falls_behind = k + 1 < count && time_s(bank.seats[k + 1]) < here_s;
            const std::size_t between = falls_before ? k : falls_behind ? count - 1 - k : 0;
            to_aisle[static_cast<std::size_t>(bank.seats[k])] = static_cast<int>(between);
        }
    }
    for (std::size_t row = 0; row < world.agents.size(); ++row) {
        if (world.agents.activity[row] != Activity::seated)
            continue;
        const auto found =
            seat_at.find({world.agents.surface[row], world.agents.x_m[row], world.agents.y_m[row]});
        if (found == seat_at.end())
            continue;
        const AgentId id = world.agents.id[row];
        seat_of_[id - 1] = found->second;
        sitter_[static_cast<std::size_t>(found->second)] = id;
        seats_to_aisle_[id - 1] = to_aisle[static_cast<std::size_t>(found->second)];
    }
}

void SeatedState::watch(const World& world) {
    if (world.step_index % watch_period_steps != 0)
        return;
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        sits_[world.agents.id[row] - 1] = world.agents.activity[row] == Activity::seated ? 1 : 0;
}

/// Everybody stays in the row of his own seat until the aisle.
bool SeatedState::passes_somebody(const World& world, std::size_t row) const {
    const std::int32_t own = seat_of_[world.agents.id[row] - 1];
    if (own < 0)
        return false;
    const Vec2 p{world.agents.x_m[row], world.agents.y_m[row]};
    const std::vector<Seat>& seats = world.venue->seats;
    const Bank& bank = banks_[seats[static_cast<std::size_t>(own)].row.row()];
    return std::any_of(bank.seats.begin(), bank.seats.end(), [&](std::int32_t s) {
        const AgentId sitter = sitter_[static_cast<std::size_t>(s)];
        return sitter != 0 && s != own && sits_[sitter - 1] != 0 &&
               length_squared(seats[static_cast<std::size_t>(s)].position - p) <=
                   passing_reach_m * passing_reach_m;
    });
}

void SeatedState::slow_passers(World& world, std::size_t begin, std::size_t end) const {
    Agents& agents = world.agents;
    for (std::size_t row = begin; row < end; ++row) {
        const float frac = passing_frac_[static_cast<std::size_t>(agents.population[row])];
        // In a row the speed is set anew in every step, so that this acts once.
        if (frac < 1.0F && agents.activity[row] == Activity::walking && agents.seat_row_time_s[row] > 0.0F &&
            passes_somebody(world, row))
            agents.speed_limit_mps[row] *= frac;
    }
}

}  // namespace wayout
