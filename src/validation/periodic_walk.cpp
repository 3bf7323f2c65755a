#include "validation/periodic_walk.hpp"

#include "agents/placement.hpp"
#include "core/assert.hpp"
#include "core/random.hpp"
#include "core/thread_pool.hpp"
#include "locomotion/calibrate.hpp"
#include "locomotion/mover.hpp"
#include "validation/lab.hpp"
#include "venue/venue.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"

#include <wayout/builtin_profiles.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace wayout {
namespace {

constexpr double copied_m = 6.0;
constexpr double margin_m = 8.0;  ///< beyond each end; longer than copies can walk in a step
constexpr double jitter_m = 0.1;
constexpr double wall_tolerance_m = 1e-3;
/// Of the field of remaining times, which ranks people only: any speed does.
constexpr double field_speed_mps = 1.34;

/// The corridor with its margins, and a hall apart in which people are drawn.
Scenario corridor_and_hall(const PeriodicCorridor& corridor, const std::string& profile) {
    const double end_m = corridor.length_m + 2.0 * margin_m;
    const double hall_m = corridor.width_m + 10.0;
    const double hall_depth_m = 1.0 + corridor.people / end_m;  // less than one per m2
    Scenario scenario;
    scenario.name = scenario.venue.name = "periodic corridor";
    StoreySpec& storey = scenario.venue.storeys.emplace_back();
    storey.id = "ground";
    const Polygon hall = rectangle(0.0, hall_m, end_m, hall_m + hall_depth_m);
    storey.floor = {rectangle(0.0, 0.0, end_m, corridor.width_m), hall};
    // Nobody gets as far; the venue asks for a way out of either part.
    for (const double y : {0.0, hall_m}) {
        ExitSpec& exit = scenario.venue.exits.emplace_back();
        exit.id = y == 0.0 ? "exit" : "exit of the hall";
        exit.storey = "ground";
        exit.line = vertical(end_m, y, y == 0.0 ? corridor.width_m : hall_m + hall_depth_m);
    }
    if (profile == lab_people)
        add_lab_people(scenario);
    else if (const BuiltinProfile* builtin = find_builtin_profile(profile))
        scenario.people.profiles.push_back(builtin->profile);
    add_crowd(scenario, corridor.people, hall, profile);
    return scenario;
}

/// Everybody inside is a row below `people`; copies follow them.
class PeriodicWalk {
public:
    PeriodicWalk(const PeriodicCorridor& corridor, std::shared_ptr<const Venue> venue, Agents agents,
                 std::uint64_t seed, Calibration calibration)
        : corridor_(corridor),
          venue_(std::move(venue)),
          mover_(venue_, calibrated_settings(calibration)),
          pool_(1),
          agents_(std::move(agents)),
          laps_(agents_.size(), 0) {
        for (std::size_t row = 0; row < laps_.size(); ++row) start(row, seed);
    }

    double time_step_s() const { return mover_.settings().time_step_s; }

    void step(double time_s) {
        add_copies();
        find_neighbours(mover_, agents_, pool_);
        plan_velocities(mover_, agents_, pool_);
        move(mover_, agents_, time_s, pool_);
        for_each_column(agents_, [this](auto& column) { column.resize(laps_.size()); });
        for (std::size_t row = 0; row < laps_.size(); ++row) {
            const double s = agents_.x_m[row] - origin().x - margin_m;
            const int lap = s >= corridor_.length_m ? 1 : s < 0.0 ? -1 : 0;
            agents_.x_m[row] -= lap * corridor_.length_m;
            laps_[row] += lap;
            agents_.travel_time_s[row] = time_left_s(agents_.x_m[row]);
        }
    }

    Vec2 position(std::size_t row) const {
        return {agents_.x_m[row] - origin().x - margin_m + laps_[row] * corridor_.length_m,
                agents_.y_m[row] - origin().y};
    }
    std::size_t people() const { return laps_.size(); }
    double free_speed_mps(std::size_t row) const { return static_cast<double>(agents_.free_speed_mps[row]); }

private:
    /// Where the corridor's plan has its origin, in the venue's coordinates.
    Vec2 origin() const { return Vec2{} - venue_->origin_m; }

    float time_left_s(double x_m) const {
        const double end_m = corridor_.length_m + 2.0 * margin_m + origin().x;
        return static_cast<float>((end_m - x_m) / field_speed_mps);
    }

    void start(std::size_t row, std::uint64_t seed) {
        const double n = static_cast<double>(laps_.size());
        const double apart_m = std::sqrt(corridor_.width_m * corridor_.length_m / n);
        const auto even = static_cast<std::size_t>(std::max(1.0, std::floor(corridor_.width_m / apart_m)));
        const std::size_t lanes = corridor_.lanes > 0 ? static_cast<std::size_t>(corridor_.lanes) : even;
        const double lane_m = corridor_.width_m / static_cast<double>(lanes);
        const auto shift_m = [&](std::uint32_t index) {
            return jitter_m * (2.0 * uniform01(seed, agents_.id[row], Draw::start_position, 0, index) - 1.0);
        };
        // No longer than half a place, so that nobody begins in the wrong order or beyond an end.
        const double place_m = corridor_.length_m / n;
        const double along_m = std::clamp(shift_m(0), -0.4 * place_m, 0.4 * place_m);
        const double r = static_cast<double>(agents_.wall_radius_m[row]);
        const double y = (static_cast<double>(row % lanes) + 0.5) * lane_m + shift_m(1);
        agents_.x_m[row] = origin().x + margin_m + (static_cast<double>(row) + 0.5) * place_m + along_m;
        agents_.y_m[row] = origin().y + std::clamp(y, r, corridor_.width_m - r);
        agents_.surface[row] = 0;
        agents_.heading_x[row] = agents_.desired_x[row] = 1.0F;
        agents_.heading_y[row] = agents_.desired_y[row] = 0.0F;
        agents_.goal[row] = 0;
        agents_.activity[row] = Activity::walking;
        agents_.travel_time_s[row] = time_left_s(agents_.x_m[row]);
    }

    void add_copies() {
        const double near_m = origin().x + margin_m;
        const double far_m = near_m + corridor_.length_m;
        for (std::size_t row = 0; row < laps_.size(); ++row) {
            const double x = agents_.x_m[row];
            if (x < near_m + copied_m)
                add_copy(row, corridor_.length_m);
            if (x > far_m - copied_m)
                add_copy(row, -corridor_.length_m);
        }
    }

    void add_copy(std::size_t row, double shift_m) {
        for_each_column(agents_, [row](auto& column) {
            const auto value = column[row];
            column.push_back(value);
        });
        agents_.x_m.back() += shift_m;
        agents_.travel_time_s.back() = time_left_s(agents_.x_m.back());
        agents_.id.back() = static_cast<AgentId>(agents_.size());
    }

    PeriodicCorridor corridor_;
    std::shared_ptr<const Venue> venue_;
    Mover mover_;
    ThreadPool pool_;
    Agents agents_;
    std::vector<int> laps_;
};

std::string first_message(const Errors& errors) {
    return errors.empty() ? std::string("unknown") : errors.front().message;
}

void walk(const PeriodicCorridor& corridor, const RunPlan& plan, RunRecord& record) {
    const Result<std::shared_ptr<const Venue>> venue = build_venue(plan.scenario.venue);
    if (!venue) {
        record.error = first_message(venue.error());
        return;
    }
    Result<PlacedPeople> people = place_people(plan.scenario, **venue, plan.seed);
    if (!people) {
        record.error = first_message(people.error());
        return;
    }
    PeriodicWalk walk(corridor, *venue, std::move(people->agents), plan.seed,
                      plan.scenario.simulation.calibration);
    const double dt = walk.time_step_s();
    const auto steps = [dt](double duration_s) { return std::lround(duration_s / dt); };
    const long frame = steps(corridor.frame_s);
    WAYOUT_ASSERT(frame > 0, "frames are whole steps");
    record.tracks.resize(walk.people());
    record.people.resize(walk.people());
    for (std::size_t row = 0; row < walk.people(); ++row)
        record.people[row].free_speed_mps = walk.free_speed_mps(row);
    const long run_in = steps(corridor.run_in_s);
    const long end = run_in + steps(corridor.measured_s);
    for (long step = 0; step <= end; ++step) {
        for (std::size_t row = 0; row < walk.people(); ++row) {
            const Vec2 p = walk.position(row);
            if (p.y < -wall_tolerance_m || p.y > corridor.width_m + wall_tolerance_m) {
                ++record.violations.outside_count;
                record.violations.first = fmt::format("person {} left the corridor sideways", row + 1);
            }
            if (step >= run_in && (step - run_in) % frame == 0)
                record.tracks[row].push_back({static_cast<double>(step - run_in) * dt, p});
        }
        walk.step(static_cast<double>(step) * dt);
    }
    record.end_s = static_cast<double>(end) * dt;
}

}  // namespace

RunPlan periodic_plan(const PeriodicCorridor& corridor, const std::string& profile, std::uint64_t seed) {
    RunPlan plan;
    plan.scenario = corridor_and_hall(corridor, profile);
    plan.seed = seed;
    plan.cost = 1e-3 * corridor.people * (corridor.run_in_s + corridor.measured_s);
    plan.walk = [corridor](const RunPlan& made, RunRecord& record) { walk(corridor, made, record); };
    return plan;
}

}  // namespace wayout
