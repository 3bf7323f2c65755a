#include "bench/scenes.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <string_view>

namespace wayout {
namespace {

constexpr double stub_depth_m = 3.0;
constexpr double exit_zone_m = 1.0;
constexpr double stub_width_m = 4.0;
constexpr double body_radius_m = 0.2;

/// Somebody placed by the published rule.
struct Placed {
    Vec2 p;
    double speed_mps;
};

struct Rectangle {
    double x0, y0, x1, y1;
};

/// The floor, the exits in the order of the description, and where people are placed.
struct Layout {
    std::vector<Polygon> floor;
    std::vector<Segment> exits;
    std::vector<Vec2> door_centres;  ///< for the choice of the nearest exit
    Rectangle crowd{};
    std::vector<Rectangle> kept_free{};  ///< nobody is placed here
};

Polygon rectangle(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

/// A stub of 4 m x 3 m on the side of the hall at `door`, going out in direction `out`; its outer metre is
/// the exit zone, so the exit line lies 2 m out.
void add_stub(Layout& layout, Vec2 door, Vec2 out) {
    const Vec2 half = 0.5 * stub_width_m * perp(out);
    const Vec2 end = door + stub_depth_m * out;
    const Vec2 line = door + (stub_depth_m - exit_zone_m) * out;
    // A little inwards, so that stub and hall overlap and become one floor.
    const Vec2 root = door - 0.5 * out;
    layout.floor.push_back({{root - half, end - half, end + half, root + half}, {}});
    layout.exits.push_back({line - half, line + half});
    layout.door_centres.push_back(door);
}

/// W1 and D: a square with a stub in the middle of each side; order S, E, N, W.
Layout square_hall(double side_m) {
    Layout layout;
    layout.floor.push_back(rectangle(0, 0, side_m, side_m));
    const double middle = side_m / 2;
    add_stub(layout, {middle, 0}, {0, -1});
    add_stub(layout, {side_m, middle}, {1, 0});
    add_stub(layout, {middle, side_m}, {0, 1});
    add_stub(layout, {0, middle}, {-1, 0});
    layout.crowd = {0, 0, side_m, side_m};
    return layout;
}

/// V1: the hall of W1 with 256 square pillars, 1,040 walls in all. Without the pillars the same people stand
/// in the same places.
Layout hall_of_pillars(bool has_pillars) {
    constexpr int pillars_per_side = 16;
    constexpr double side_m = 0.6;
    constexpr double clear_m = 0.3;  // between a pillar and those who are placed
    const double spacing_m = 100.0 / pillars_per_side;
    Layout layout = square_hall(100.0);
    for (int row = 0; row < pillars_per_side; ++row)
        for (int column = 0; column < pillars_per_side; ++column) {
            const double x0 = (column + 0.5) * spacing_m - side_m / 2;
            const double y0 = (row + 0.5) * spacing_m - side_m / 2;
            layout.kept_free.push_back(
                {x0 - clear_m, y0 - clear_m, x0 + side_m + clear_m, y0 + side_m + clear_m});
            if (has_pillars)
                layout.floor.front().holes.push_back(rectangle(x0, y0, x0 + side_m, y0 + side_m).outer);
        }
    return layout;
}

/// W3: 400 m x 250 m, eight stubs on the south and eight on the north side.
Layout long_hall() {
    Layout layout;
    layout.floor.push_back(rectangle(0, 0, 400, 250));
    for (int k = 0; k < 8; ++k) add_stub(layout, {25.0 + 50.0 * k, 0}, {0, -1});
    for (int k = 0; k < 8; ++k) add_stub(layout, {25.0 + 50.0 * k, 250}, {0, 1});
    layout.crowd = {0, 0, 400, 250};
    return layout;
}

/// W2: a room with a door of 1.2 m in a wall of 0.2 m and a strip outside.
Layout room_with_door() {
    Layout layout;
    layout.floor.push_back(rectangle(-5, 0, 5, 15));
    layout.floor.push_back(rectangle(-0.6, -0.3, 0.6, 0.1));
    layout.floor.push_back(rectangle(-5, -5, 5, -0.2));
    layout.exits.push_back({{-5, -4}, {5, -4}});
    layout.door_centres.push_back({0, -4});
    layout.crowd = {-5, 0, 5, 15};
    return layout;
}

std::vector<Placed> place(std::size_t count, const Layout& layout, double margin_m, double nearest_m,
                          std::uint64_t seed) {
    const Rectangle& area = layout.crowd;
    SplitMix64 random(seed);
    const double cell = nearest_m;
    const auto columns = static_cast<std::size_t>((area.x1 - area.x0) / cell) + 2;
    const auto rows = static_cast<std::size_t>((area.y1 - area.y0) / cell) + 2;
    std::vector<std::vector<std::uint32_t>> cells(columns * rows);
    std::vector<Placed> people;
    people.reserve(count);
    while (people.size() < count) {
        const double x = area.x0 + margin_m + (area.x1 - area.x0 - 2 * margin_m) * random.uniform();
        const double y = area.y0 + margin_m + (area.y1 - area.y0 - 2 * margin_m) * random.uniform();
        const auto column = static_cast<std::size_t>((x - area.x0) / cell);
        const auto row = static_cast<std::size_t>((y - area.y0) / cell);
        bool free = std::none_of(layout.kept_free.begin(), layout.kept_free.end(), [&](const Rectangle& r) {
            return x > r.x0 && x < r.x1 && y > r.y0 && y < r.y1;
        });
        for (std::size_t r = row > 0 ? row - 1 : 0; r <= std::min(row + 1, rows - 1) && free; ++r)
            for (std::size_t c = column > 0 ? column - 1 : 0; c <= std::min(column + 1, columns - 1) && free;
                 ++c)
                for (const std::uint32_t other : cells[r * columns + c])
                    free = free && !(std::hypot(people[other].p.x - x, people[other].p.y - y) < nearest_m);
        if (!free)
            continue;
        const double u1 = random.uniform();
        const double u2 = random.uniform();
        const double z = std::sqrt(-2.0 * std::log(1.0 - u1)) * std::cos(2.0 * std::numbers::pi * u2);
        cells[row * columns + column].push_back(static_cast<std::uint32_t>(people.size()));
        people.push_back({{x, y}, std::clamp(1.34 + 0.26 * z, 0.6, 2.0)});
    }
    return people;
}

std::size_t nearest_door(const Layout& layout, Vec2 p) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < layout.door_centres.size(); ++k)
        if (length_squared(layout.door_centres[k] - p) < length_squared(layout.door_centres[best] - p))
            best = k;
    return best;
}

/// One population for each exit, with exact places and speeds; the exit is fixed for the run.
void add_people(Scenario& scenario, const Layout& layout, const std::vector<Placed>& people) {
    ProfileSpec profile;
    profile.id = "bench";
    ProfileGroup& group = profile.groups.emplace_back();
    group.name = "bench";
    group.age_years = Distribution::constant_value(30);
    group.radius_m = Distribution::constant_value(body_radius_m);
    group.free_speed_mps = Distribution::constant_value(1.34);
    scenario.people.profiles.push_back(profile);
    std::vector<PopulationSpec> populations(layout.exits.size());
    for (const Placed& person : people) {
        PopulationSpec& population = populations[nearest_door(layout, person.p)];
        if (!population.positions)
            population.positions.emplace();
        population.positions->push_back(person.p);
        population.free_speeds_mps.push_back(person.speed_mps);
    }
    for (std::size_t k = 0; k < populations.size(); ++k) {
        PopulationSpec& population = populations[k];
        if (!population.positions)
            continue;
        population.id = "to-" + std::to_string(k);
        population.profile = "bench";
        population.polygon_storey = "hall";
        population.exit_choice = ExitChoice::fixed;
        population.exits = {"exit-" + std::to_string(k)};
        scenario.people.populations.push_back(std::move(population));
    }
}

struct Recipe {
    Layout layout;
    std::size_t count;
    double margin_m;
    double nearest_m;
};

Recipe recipe_of(const BenchScene& scene) {
    const std::string_view name = scene.name;
    if (name.starts_with("W2"))
        return {room_with_door(), 300, 0.5, 0.5};
    if (name == "W3")
        return {long_hall(), 100'000, 0.5, 0.5};
    if (name.starts_with("D_")) {
        const double density = std::stod(std::string(name.substr(2)));
        return {square_hall(std::sqrt(5000.0 / density)), 5000, 0.3, 0.42};
    }
    if (name.starts_with("V1_"))
        return {hall_of_pillars(name == "V1_pillars"), 6200, 0.5, 0.5};
    if (name == "M1")
        return {square_hall(1000.0), 1'000'000, 0.5, 0.5};
    std::size_t count = 6200;
    if (name == "W1_1000")
        count = 1000;
    if (name == "W1_20000")
        count = 20'000;
    return {square_hall(100.0), count, 0.5, 0.5};
}

}  // namespace

std::uint64_t SplitMix64::next() {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

double SplitMix64::uniform() {
    return static_cast<double>(next() >> 11) * 0x1p-53;
}

const std::vector<BenchScene>& all_bench_scenes() {
    constexpr double until_empty_s = 1200.0;
    // The check values are those of the published description; M1 (a million people) has none.
    static const std::vector<BenchScene> scenes{
        {.name = "W1_1000", .expected_check = 153722.374207},
        {.name = "W1_6200", .expected_check = 952315.606550},
        {.name = "W1_20000", .expected_check = 3078883.828950},
        {.name = "W1e", .duration_s = until_empty_s, .expected_check = 952315.606550},
        {.name = "W2_20260101",
         .duration_s = until_empty_s,
         .expected_check = 5683.237595,
         .door_width_m = 1.2},
        {.name = "W2_20260102",
         .duration_s = until_empty_s,
         .expected_check = 5735.073777,
         .seed = 20260102,
         .door_width_m = 1.2},
        {.name = "W2_20260103",
         .duration_s = until_empty_s,
         .expected_check = 5663.348337,
         .seed = 20260103,
         .door_width_m = 1.2},
        {.name = "W3", .duration_s = 10.0, .expected_check = 45396571.534032},
        {.name = "D_0.1", .duration_s = 1.0, .expected_check = 1703213.568858},
        {.name = "D_0.5", .duration_s = 1.0, .expected_check = 769541.159061},
        {.name = "D_1", .duration_s = 1.0, .expected_check = 550500.772011},
        {.name = "D_2", .duration_s = 1.0, .expected_check = 396586.270203},
        {.name = "D_3", .duration_s = 1.0, .expected_check = 325894.014928},
        {.name = "V1_pillars", .expected_check = 947286.810587},
        {.name = "V1_open", .expected_check = 947286.810587},
        {.name = "M1",
         .in_default_set = false,
         .duration_s = 5.0,
         .expected_check = std::numeric_limits<double>::quiet_NaN()},
    };
    return scenes;
}

BuiltScene build_scene(const BenchScene& scene) {
    const Recipe recipe = recipe_of(scene);
    BuiltScene built;
    Scenario& scenario = built.scenario;
    scenario.name = scene.name;
    StoreySpec storey;
    storey.id = "hall";
    storey.name = "Hall";
    storey.floor = recipe.layout.floor;
    scenario.venue.name = scene.name;
    scenario.venue.storeys.push_back(std::move(storey));
    for (std::size_t k = 0; k < recipe.layout.exits.size(); ++k) {
        ExitSpec exit;
        exit.id = "exit-" + std::to_string(k);
        exit.storey = "hall";
        exit.line = recipe.layout.exits[k];
        scenario.venue.exits.push_back(std::move(exit));
    }
    const std::vector<Placed> people =
        place(recipe.count, recipe.layout, recipe.margin_m, recipe.nearest_m, scene.seed);
    for (const Placed& person : people)
        built.placement_check += person.p.x + 2 * person.p.y + 3 * person.speed_mps;
    add_people(scenario, recipe.layout, people);
    scenario.simulation.duration_s = scene.duration_s;
    scenario.simulation.code_flow_limits = false;  // the scenes measure the walking model
    scenario.simulation.seed = scene.seed;
    return built;
}

}  // namespace wayout
