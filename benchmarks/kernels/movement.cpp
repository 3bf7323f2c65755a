// The movement model alone, in the scenes W1, W3 and D of the benchmark catalogue: directions are analytic
// (nearest point of the door), so that only neighbour search, desired velocity and motion are measured.
// Prints one line of CSV per scene.
//
//   bench_movement [--scene NAME] [--threads N] [--isa NAME] [--seconds S] [--dt S]
#include "../../tests/unit/locomotion/hand_venue.hpp"
#include "core/hash.hpp"
#include "core/phase_timer.hpp"
#include "geometry/segment.hpp"
#include "locomotion/mover.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <string>
#include <vector>

namespace {

using namespace wayout;

/// SplitMix64, as the benchmark catalogue asks for, so that other tools can place the same people.
class SplitMix {
public:
    explicit SplitMix(std::uint64_t seed) : state_(seed) {}
    double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

private:
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

/// A stub that leads out of the hall: 4 m wide, 3 m deep, its outer metre is the exit.
struct Stub {
    Segment mouth;  ///< the hall to the left of a -> b
    Vec2 outward;
    GateId gate;
};

struct Scene {
    std::string name;
    double width_m;
    double depth_m;
    int count;
    double seconds;
    double min_distance_m;
    double margin_m;
    int stubs_per_side;  ///< of the long sides; 0: one at the middle of each of the four sides
};

struct World {
    std::shared_ptr<const Venue> venue;
    std::vector<Stub> stubs;
    Agents agents;
    double check{0.0};
};

/// Walls of one side of the hall from `from` to `to` (the hall to the left), with stubs around the given
/// centres.
void add_side(hand_made::HandVenue& venue, SurfaceId floor, Vec2 from, Vec2 to,
              const std::vector<double>& centres_m, std::vector<Stub>& stubs) {
    const Vec2 along = unit(to - from);
    const Vec2 outward = -perp(along);
    Vec2 corner = from;
    for (const double centre_m : centres_m) {
        const Vec2 a = from + (centre_m - 2.0) * along;
        const Vec2 b = from + (centre_m + 2.0) * along;
        venue.add_wall(floor, corner, a);
        venue.add_wall(floor, a, a + 3.0 * outward);
        venue.add_wall(floor, a + 3.0 * outward, b + 3.0 * outward);
        venue.add_wall(floor, b + 3.0 * outward, b);
        const GateId gate =
            venue.add_gate(GateKind::exit, {a + 2.0 * outward, b + 2.0 * outward}, floor, SurfaceId());
        stubs.push_back({{a, b}, outward, gate});
        corner = b;
    }
    venue.add_wall(floor, corner, to);
}

World build(const Scene& scene) {
    World world;
    hand_made::HandVenue venue;
    // Local coordinates start at 0: the hall is shifted by the depth of a stub.
    const double x0 = 3.0;
    const double y0 = 3.0;
    const double x1 = x0 + scene.width_m;
    const double y1 = y0 + scene.depth_m;
    const SurfaceId floor = venue.add_surface(hand_made::rectangle(0.0, 0.0, x1 + 3.0, y1 + 3.0));
    std::vector<double> long_side;
    for (int k = 0; k < scene.stubs_per_side; ++k) long_side.push_back(25.0 + 50.0 * k);
    const bool all_sides = long_side.empty();
    const auto middle = [](double side_m) { return std::vector<double>{0.5 * side_m}; };
    const std::vector<double> none;
    add_side(venue, floor, {x0, y0}, {x1, y0}, all_sides ? middle(scene.width_m) : long_side, world.stubs);
    add_side(venue, floor, {x1, y0}, {x1, y1}, all_sides ? middle(scene.depth_m) : none, world.stubs);
    add_side(venue, floor, {x1, y1}, {x0, y1}, all_sides ? middle(scene.width_m) : long_side, world.stubs);
    add_side(venue, floor, {x0, y1}, {x0, y0}, all_sides ? middle(scene.depth_m) : none, world.stubs);
    world.venue = venue.finish();

    SplitMix random(20260101);
    const double bin_m = scene.min_distance_m;
    const auto columns = static_cast<std::size_t>(scene.width_m / bin_m) + 3;
    const auto rows = static_cast<std::size_t>(scene.depth_m / bin_m) + 3;
    std::vector<std::vector<Vec2>> bins(columns * rows);
    int placed = 0;
    while (placed < scene.count) {
        const double x = scene.margin_m + (scene.width_m - 2.0 * scene.margin_m) * random.uniform();
        const double y = scene.margin_m + (scene.depth_m - 2.0 * scene.margin_m) * random.uniform();
        const auto column = static_cast<std::size_t>(x / bin_m) + 1;
        const auto row = static_cast<std::size_t>(y / bin_m) + 1;
        bool is_free = true;
        for (std::size_t r = row - 1; r <= row + 1 && is_free; ++r)
            for (std::size_t c = column - 1; c <= column + 1 && is_free; ++c)
                for (const Vec2 other : bins[r * columns + c])
                    is_free = is_free && distance(other, {x, y}) >= scene.min_distance_m;
        if (!is_free)
            continue;
        bins[row * columns + column].push_back({x, y});
        const double u1 = random.uniform();
        const double u2 = random.uniform();
        const double z = std::sqrt(-2.0 * std::log(1.0 - u1)) * std::cos(2.0 * std::numbers::pi * u2);
        const double speed = std::clamp(1.34 + 0.26 * z, 0.6, 2.0);
        world.check += x + 2.0 * y + 3.0 * speed;
        const std::size_t person = hand_made::add_person(world.agents, {x + x0, y + y0}, {});
        world.agents.speed_limit_mps[person] = static_cast<float>(speed);
        std::int32_t nearest = 0;
        for (std::int32_t s = 1; s < static_cast<std::int32_t>(world.stubs.size()); ++s) {
            const auto to_door = [&](std::int32_t stub) {
                return distance(midpoint(world.stubs[static_cast<std::size_t>(stub)].mouth),
                                {x + x0, y + y0});
            };
            if (to_door(s) < to_door(nearest))
                nearest = s;
        }
        world.agents.goal[person] = nearest;
        ++placed;
    }
    return world;
}

/// Aims at the nearest point of the mouth, shortened by the body and 5 cm at both ends, and straight on
/// inside the stub.
void set_directions(World& world) {
    Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const Stub& stub = world.stubs[static_cast<std::size_t>(agents.goal[row])];
        const Vec2 p = hand_made::position(agents, row);
        const Vec2 along = unit(stub.mouth.b - stub.mouth.a);
        const double depth_m = dot(p - stub.mouth.a, stub.outward);
        const double kept_m = static_cast<double>(agents.radius_m[row]) + 0.05;
        const double t = std::clamp(dot(p - stub.mouth.a, along), kept_m, 4.0 - kept_m);
        const Vec2 way = stub.mouth.a + t * along - p;
        const double way_m = length(way);
        const bool inside = depth_m < -1e-6;
        const Vec2 direction = inside ? way / way_m : stub.outward;
        agents.desired_x[row] = static_cast<float>(direction.x);
        agents.desired_y[row] = static_cast<float>(direction.y);
        agents.travel_time_s[row] = static_cast<float>((inside ? way_m + 2.0 : 2.0 - depth_m) / 1.34);
    }
}

void run(const Scene& scene, double seconds, double dt, int threads, const std::string& isa) {
    World world = build(scene);
    set_directions(world);
    world.agents.heading_x = world.agents.desired_x;
    world.agents.heading_y = world.agents.desired_y;
    ThreadPool pool(threads);
    LocomotionSettings settings;
    settings.time_step_s = dt;
    Mover mover(world.venue, settings, isa);
    PhaseTimer timer({"directions", "find", "plan", "move"});
    std::uint64_t agent_steps = 0;
    MoveStatistics sum;
    const auto steps = static_cast<int>(std::lround(seconds / dt));
    const double cpu_before_s = process_cpu_s();
    const Stopwatch wall;
    for (int step = 0; step < steps; ++step) {
        agent_steps += world.agents.size();
        {
            const auto scope = timer.measure(0);
            set_directions(world);
        }
        {
            const auto scope = timer.measure(1);
            find_neighbours(mover, world.agents, pool);
        }
        {
            const auto scope = timer.measure(2);
            plan_velocities(mover, world.agents, pool);
        }
        {
            const auto scope = timer.measure(3);
            move(mover, world.agents, step * dt, pool);
        }
        const MoveStatistics& s = mover.statistics();
        sum.pair_count += s.pair_count;
        sum.overlap_over_20_mm += s.overlap_over_20_mm;
        sum.overlap_over_100_mm += s.overlap_over_100_mm;
        sum.max_overlap_m = std::max(sum.max_overlap_m, s.max_overlap_m);
        sum.wall_reverts += s.wall_reverts;
        if (!mover.crossings().empty()) {
            for (const GateCrossing& crossing : mover.crossings())
                world.agents.activity[static_cast<std::size_t>(crossing.row)] = Activity::out;
            hand_made::remove_rows_that_are_out(world.agents);
        }
    }
    const double wall_s = wall.elapsed_s();
    const double cpu_s = process_cpu_s() - cpu_before_s;
    const auto per_agent_step = [&](double s) { return 1e6 * s / static_cast<double>(agent_steps); };
    const auto phase = [&](std::size_t k) { return per_agent_step(timer.phases()[k].total_ms * 1e-3); };
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        for (const double v : {world.agents.x_m[row], world.agents.y_m[row]}) {
            std::uint64_t bits = 0;
            static_assert(sizeof bits == sizeof v);
            std::copy_n(reinterpret_cast<const char*>(&v), sizeof v, reinterpret_cast<char*>(&bits));
            hash = (hash ^ bits) * 0x100000001B3ULL;
        }
    std::printf(
        "%s,%s,%d,%d,%.6f,%llu,%zu,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.2f,%.2f,%.4f,%.6f,%.6f,%llu,%016llx\n",
        scene.name.c_str(), std::string(mover.instruction_set()).c_str(), threads, scene.count, world.check,
        static_cast<unsigned long long>(agent_steps), world.agents.size(), per_agent_step(cpu_s),
        per_agent_step(wall_s), phase(0), phase(1), phase(2), phase(3), wall_s, seconds / wall_s,
        sum.max_overlap_m,
        static_cast<double>(sum.overlap_over_20_mm) /
            static_cast<double>(std::max<std::uint64_t>(1, sum.pair_count)),
        static_cast<double>(sum.overlap_over_100_mm) /
            static_cast<double>(std::max<std::uint64_t>(1, sum.pair_count)),
        static_cast<unsigned long long>(sum.wall_reverts), static_cast<unsigned long long>(hash));
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    std::string only;
    std::string isa;
    int threads = 1;
    double seconds = 0.0;
    double dt = 0.05;
    for (int k = 1; k + 1 < argc; k += 2) {
        const std::string flag = argv[k];
        const std::string value = argv[k + 1];
        if (flag == "--scene")
            only = value;
        else if (flag == "--threads")
            threads = std::stoi(value);
        else if (flag == "--isa")
            isa = value;
        else if (flag == "--seconds")
            seconds = std::stod(value);
        else if (flag == "--dt")
            dt = std::stod(value);
    }
    std::vector<Scene> scenes = {{"W1_1000", 100, 100, 1000, 60, 0.5, 0.5, 0},
                                 {"W1_6200", 100, 100, 6200, 60, 0.5, 0.5, 0},
                                 {"W1_20000", 100, 100, 20000, 60, 0.5, 0.5, 0},
                                 {"W3", 400, 250, 100000, 10, 0.5, 0.5, 8}};
    for (const double density : {0.1, 0.5, 1.0, 2.0, 3.0}) {
        const double side_m = std::sqrt(5000.0 / density);
        scenes.push_back(
            {"D_" + std::to_string(density).substr(0, 3), side_m, side_m, 5000, 1, 0.42, 0.3, 0});
    }
    std::printf(
        "scene,isa,threads,agents,placement_check,agent_steps,left,cpu_us_as,wall_us_as,directions,find,plan,"
        "move,wall_s,"
        "real_time_factor,max_overlap_m,over_20_mm_frac,over_100_mm_frac,wall_reverts,hash\n");
    for (const Scene& scene : scenes)
        if (only.empty() || scene.name.starts_with(only))
            run(scene, seconds > 0.0 ? seconds : scene.seconds, dt, threads, isa);
    return 0;
}
