#include "core/assert.hpp"
#include "navigation/guidance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wayout {

namespace {

/// Closer to the aim people look around in every step: it might lie behind them in the next.
constexpr double near_aim_m = 0.35;

}  // namespace

void request_guidance(Agents& agents, std::size_t row) {
    agents.aim_x_m[row] = std::numeric_limits<double>::quiet_NaN();
    agents.aim_y_m[row] = std::numeric_limits<double>::quiet_NaN();
}

namespace {

class Refresher {
public:
    Refresher(const NavigationGrid& grid, std::span<const TravelTimeField* const> fields,
              const RouteState& state, const GuidanceTiming& timing, Agents& agents, const SeatRowField* rows)
        : grid_(grid),
          fields_(fields),
          state_(state),
          period_(static_cast<std::uint64_t>(std::max(1, timing.period_steps))),
          step_(static_cast<std::uint64_t>(timing.step)),
          agents_(agents),
          rows_(rows) {}

    void refresh(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; i += block_rows) refresh_block(i, std::min(end, i + block_rows));
    }

private:
    static constexpr std::size_t block_rows = 64;

    struct Reader {
        std::size_t row;
        CellIndex cell;
        bool looks;  ///< or goes on to the aim of the last look
    };

    void refresh_block(std::size_t begin, std::size_t end) {
        std::size_t reader_count = 0;
        for (std::size_t i = begin; i < end; ++i) {
            if (agents_.activity[i] != Activity::walking)
                continue;
            // Not a number when a look has been requested: then the comparison is false.
            const double away2 = length_squared(aim(i) - position(i));
            const bool in_the_open = agents_.aim_surface[i] == agents_.surface[i];
            const bool due = (step_ + agents_.id[i]) % (in_the_open ? 2 * period_ : period_) == 0;
            const bool looks = due || !(away2 > near_aim_m * near_aim_m);
            if (!looks && in_the_open)
                go_on_in_the_open(i, std::sqrt(away2));
            else {
                grid_.prefetch(SurfaceId(agents_.surface[i]), position(i));
                readers_[reader_count++] = {i, no_cell, looks};
            }
        }
        for (Reader& reader : std::span(readers_).first(reader_count)) reader.cell = find_cell(reader.row);
        for (const Reader& reader : std::span(readers_).first(reader_count)) read(reader);
    }

    Vec2 position(std::size_t i) const { return {agents_.x_m[i], agents_.y_m[i]}; }
    Vec2 aim(std::size_t i) const { return {agents_.aim_x_m[i], agents_.aim_y_m[i]}; }

    /// The ground is the same all around, and so are its speed and how fast the remaining time falls.
    void go_on_in_the_open(std::size_t i, double away_m) {
        agents_.desired_x[i] = static_cast<float>((agents_.aim_x_m[i] - agents_.x_m[i]) / away_m);
        agents_.desired_y[i] = static_cast<float>((agents_.aim_y_m[i] - agents_.y_m[i]) / away_m);
        agents_.travel_time_s[i] =
            agents_.aim_time_s[i] + static_cast<float>(away_m) * agents_.aim_pace_s_per_m[i];
    }

    /// Looks up the cell and asks for the times around it, so that the waits for memory overlap: the times of
    /// a crowd do not fit into the nearest caches.
    CellIndex find_cell(std::size_t i) const {
        const CellIndex c = grid_.locate(SurfaceId(agents_.surface[i]), position(i));
        const std::int32_t goal = agents_.goal[i];
        WAYOUT_ASSERT(goal < static_cast<std::int32_t>(fields_.size()), "goal without field");
        if (c == no_cell || goal < 0)
            return c;
        // The rows of cells above and below: between them they lie on the one or two lines that will be read.
        const float* times = fields_[static_cast<std::size_t>(goal)]->time_s.data();
        __builtin_prefetch(times + std::max(0, c - 8));
        __builtin_prefetch(times + c + 8);
        __builtin_prefetch(fields_[static_cast<std::size_t>(goal)]->next_gate.data() + c);
        return c;
    }

    void read(const Reader& reader) {
        const std::size_t i = reader.row;
        const CellIndex c = reader.cell;
        const std::int32_t goal = agents_.goal[i];
        const TravelTimeField* field = goal >= 0 ? fields_[static_cast<std::size_t>(goal)] : nullptr;
        Vec2 direction;
        float time_s = TravelTimeField::unknown;
        float to_aisle_s = 0.0F;
        if (field != nullptr && c != no_cell) {
            // In a row of seats people walk to the aisle; from there on the field of their exit counts.
            const CellIndex aisle = rows_ != nullptr ? rows_->aisle_from(grid_, c) : no_cell;
            const TravelTimeField& followed = aisle != no_cell ? rows_->field : *field;
            const Vec2 p = position(i);
            if (reader.looks) {
                direction = look(i, c, followed, time_s);
            } else {
                direction = unit(aim(i) - p);
                time_s = travel_time_from(grid_, followed, c, p);
            }
            if (rows_ != nullptr && rows_->covers(grid_, c)) {
                to_aisle_s = travel_time_from(grid_, rows_->field, c, p);
                agents_.aim_surface[i] = -1;
            }
            if (aisle != no_cell) {
                time_s += field->time_s[static_cast<std::size_t>(aisle)];
                agents_.next_gate[i] = field->next_gate[static_cast<std::size_t>(aisle)];
            }
        }
        if (!(time_s < TravelTimeField::unknown)) {
            direction = {};
            request_guidance(agents_, i);
            agents_.next_gate[i] = -1;
        }
        agents_.desired_x[i] = static_cast<float>(direction.x);
        agents_.desired_y[i] = static_cast<float>(direction.y);
        agents_.travel_time_s[i] = time_s;
        agents_.seat_row_time_s[i] = to_aisle_s;
        agents_.speed_limit_mps[i] = (1.0F - agents_.speed_loss_frac[i]) *
                                     (1.0F - agents_.hold_back_frac[i]) * speed_limit_mps(i, c, direction);
    }

    Vec2 look(std::size_t i, CellIndex c, const TravelTimeField& followed, float& time_s) {
        const Vec2 p = position(i);
        const Guidance g = guide_from(grid_, followed, c, p, double{agents_.radius_m[i]});
        time_s = g.travel_time_s;
        agents_.aim_x_m[i] = g.aim.x;
        agents_.aim_y_m[i] = g.aim.y;
        agents_.next_gate[i] = g.next_gate;
        agents_.aim_surface[i] = g.pace_s_per_m > 0.0F ? agents_.surface[i] : -1;
        agents_.aim_pace_s_per_m[i] = g.pace_s_per_m;
        agents_.aim_time_s[i] = time_s - static_cast<float>(distance(g.aim, p)) * g.pace_s_per_m;
        return g.direction;
    }

    float speed_limit_mps(std::size_t i, CellIndex c, Vec2 direction) const {
        const float free_mps = agents_.free_speed_mps[i];
        if (c == no_cell)
            return free_mps;
        const std::uint16_t flags = grid_.flags(c);
        if ((flags & (NavigationGrid::seat_row | NavigationGrid::seat)) != 0)
            return std::min(free_mps, static_cast<float>(seat_row_speed_mps));
        if ((flags & NavigationGrid::inclined) == 0)
            return free_mps;
        const auto s = static_cast<std::size_t>(agents_.surface[i]);
        const WalkingSpeeds speeds{
            double{free_mps}, double{agents_.stair_down_mps[i]},
            double{agents_.stair_up_mps[i]} * fatigue_factor(double{agents_.climbed_m[i]})};
        return static_cast<float>(
            walking_speed_mps(grid_.venue().surfaces[s], state_.motion[s], speeds, direction));
    }

    const NavigationGrid& grid_;
    std::span<const TravelTimeField* const> fields_;
    const RouteState& state_;
    std::uint64_t period_;
    std::uint64_t step_;
    Agents& agents_;
    const SeatRowField* rows_;
    std::array<Reader, block_rows> readers_{};
};

}  // namespace

void refresh_guidance(const NavigationGrid& grid, std::span<const TravelTimeField* const> fields,
                      const RouteState& state, const GuidanceTiming& timing, Agents& agents,
                      std::size_t begin, std::size_t end, const SeatRowField* rows) {
    Refresher(grid, fields, state, timing, agents, rows).refresh(begin, end);
}

}  // namespace wayout
