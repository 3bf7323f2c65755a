#include "crowd.hpp"

#include "core/random.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout::acceptance {
namespace {

std::shared_ptr<const Venue> periodic_venue(double width_m, double depth_m, double walled_depth_m,
                                            double border_m) {
    hand_made::HandVenue venue;
    const double height_m = std::max(depth_m, walled_depth_m);
    const SurfaceId floor = venue.add_surface(
        hand_made::rectangle(0.0, 0.0, width_m + 2.0 * border_m, height_m + 2.0 * border_m));
    if (walled_depth_m > 0.0) {
        venue.add_wall(floor, {0.0, border_m}, {width_m + 2.0 * border_m, border_m});
        venue.add_wall(floor, {0.0, border_m + walled_depth_m},
                       {width_m + 2.0 * border_m, border_m + walled_depth_m});
    }
    return venue.finish();
}

double shake(std::uint64_t seed, std::size_t point, std::uint32_t axis, double jitter_m) {
    return jitter_m *
           (2.0 * uniform01(seed, static_cast<AgentId>(point + 1), Draw::start_position, 0, axis) - 1.0);
}

void append_row(const Agents& from, std::size_t row, Agents& to) {
    for_each_column(to, [](auto& column) { column.emplace_back(); });
    const std::size_t last = to.size() - 1;
    to.x_m[last] = from.x_m[row];
    to.y_m[last] = from.y_m[row];
    to.vx_mps[last] = from.vx_mps[row];
    to.vy_mps[last] = from.vy_mps[row];
    to.heading_x[last] = from.heading_x[row];
    to.heading_y[last] = from.heading_y[row];
    to.desired_x[last] = from.desired_x[row];
    to.desired_y[last] = from.desired_y[row];
    to.radius_m[last] = from.radius_m[row];
    to.wall_radius_m[last] = from.wall_radius_m[row];
    to.speed_limit_mps[last] = from.speed_limit_mps[row];
    to.time_gap_s[last] = from.time_gap_s[row];
    to.surface[last] = from.surface[row];
    to.goal[last] = from.goal[row];
    to.activity[last] = from.activity[row];
    to.blocked_s[last] = from.blocked_s[row];
    to.id[last] = static_cast<AgentId>(last + 1);
}

}  // namespace

std::size_t add_walker(Agents& agents, Vec2 position, Vec2 desired, std::uint64_t seed, std::int32_t goal) {
    const std::size_t row = hand_made::add_person(agents, position, desired, SurfaceId(0), goal);
    const double speed = 1.34 + 0.26 * standard_normal(seed, agents.id[row], Draw::free_speed);
    agents.speed_limit_mps[row] = static_cast<float>(std::clamp(speed, 0.5, 2.2));
    return row;
}

std::vector<Vec2> hexagonal_lattice(double x0, double x1, double y0, int count, double density_per_m2,
                                    std::uint64_t seed) {
    // A cell of two triangles with side a holds one point: density = 2 / (sqrt(3) a^2).
    const double a = std::sqrt(2.0 / (std::sqrt(3.0) * density_per_m2));
    std::vector<Vec2> points;
    for (int row = 0; static_cast<int>(points.size()) < count; ++row)
        for (double x = x0 + (row % 2 == 0 ? 0.0 : 0.5 * a);
             x <= x1 && static_cast<int>(points.size()) < count; x += a) {
            const std::size_t k = points.size();
            points.push_back(
                {x + shake(seed, k, 0, 0.02), y0 + 0.5 * std::sqrt(3.0) * a * row + shake(seed, k, 1, 0.02)});
        }
    return points;
}

std::vector<Vec2> square_lattice(double width_m, double depth_m, int count, double jitter_m,
                                 std::uint64_t seed) {
    const double spacing_m = std::sqrt(width_m * depth_m / count);
    const int rows = std::max(1, static_cast<int>(std::lround(depth_m / spacing_m)));
    const int columns = (count + rows - 1) / rows;
    std::vector<Vec2> points;
    for (int k = 0; k < count; ++k) {
        const auto point = static_cast<std::size_t>(k);
        points.push_back({width_m * (k / rows + 0.5) / columns + shake(seed, point, 0, jitter_m),
                          depth_m * (k % rows + 0.5) / rows + shake(seed, point, 1, jitter_m)});
    }
    return points;
}

void OverlapRule::add(const MoveStatistics& s) {
    pair_count += s.pair_count;
    over_20_mm += s.overlap_over_20_mm;
    over_100_mm += s.overlap_over_100_mm;
    max_m = std::max(max_m, s.max_overlap_m);
}

void OverlapRule::add(const OverlapRule& o) {
    pair_count += o.pair_count;
    over_20_mm += o.over_20_mm;
    over_100_mm += o.over_100_mm;
    max_m = std::max(max_m, o.max_m);
}

double OverlapRule::over_20_mm_frac() const {
    return pair_count == 0 ? 0.0 : static_cast<double>(over_20_mm) / static_cast<double>(pair_count);
}

PeriodicWorld::PeriodicWorld(double width_m, double depth_m, double walled_depth_m,
                             const LocomotionSettings& settings)
    : width_m_(width_m),
      depth_m_(depth_m),
      origin_{seen_m, seen_m},
      mover_(periodic_venue(width_m, depth_m, walled_depth_m, seen_m), settings) {}

void PeriodicWorld::step() {
    with_copies_ = agents_;
    const std::size_t count = agents_.size();
    for (std::size_t row = 0; row < count; ++row) {
        const Vec2 p = hand_made::position(agents_, row);
        const auto copies_along = [](double at, double size) {
            std::vector<double> shifts = {0.0};
            if (size > 0.0 && at < seen_m)
                shifts.push_back(size);
            if (size > 0.0 && at > size - seen_m)
                shifts.push_back(-size);
            return shifts;
        };
        for (const double shift_x : copies_along(p.x, width_m_))
            for (const double shift_y : copies_along(p.y, depth_m_)) {
                if (shift_x == 0.0 && shift_y == 0.0)
                    continue;
                append_row(agents_, row, with_copies_);
                with_copies_.x_m.back() += shift_x;
                with_copies_.y_m.back() += shift_y;
            }
    }
    for (std::size_t row = 0; row < with_copies_.size(); ++row) {
        // Whoever is farther on in the desired direction is nearer to the goal.
        const double on_m = static_cast<double>(with_copies_.desired_x[row]) * with_copies_.x_m[row] +
                            static_cast<double>(with_copies_.desired_y[row]) * with_copies_.y_m[row];
        with_copies_.travel_time_s[row] = static_cast<float>((1000.0 - on_m) / 1.34);
        with_copies_.x_m[row] += origin_.x;
        with_copies_.y_m[row] += origin_.y;
    }
    find_neighbours(mover_, with_copies_, pool_);
    plan_velocities(mover_, with_copies_, pool_);
    move(mover_, with_copies_, time_s_, pool_);
    time_s_ += mover_.settings().time_step_s;
    overlaps_.add(mover_.statistics());

    const auto wrapped = [](double v, double size) {
        return size <= 0.0 ? v : v < 0.0 ? v + size : v >= size ? v - size : v;
    };
    for (std::size_t row = 0; row < count; ++row) {
        const Vec2 to{with_copies_.x_m[row] - origin_.x, with_copies_.y_m[row] - origin_.y};
        const Vec2 way = to - hand_made::position(agents_, row);
        way_m_ += static_cast<double>(agents_.desired_x[row]) * way.x +
                  static_cast<double>(agents_.desired_y[row]) * way.y;
        agents_.x_m[row] = wrapped(to.x, width_m_);
        agents_.y_m[row] = wrapped(to.y, depth_m_);
        agents_.vx_mps[row] = with_copies_.vx_mps[row];
        agents_.vy_mps[row] = with_copies_.vy_mps[row];
        agents_.heading_x[row] = with_copies_.heading_x[row];
        agents_.heading_y[row] = with_copies_.heading_y[row];
        agents_.blocked_s[row] = with_copies_.blocked_s[row];
    }
}

double PeriodicWorld::take_way_m() {
    return std::exchange(way_m_, 0.0);
}

}  // namespace wayout::acceptance
