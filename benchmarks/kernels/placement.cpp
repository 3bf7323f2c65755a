/// Time to draw and place people in an empty room, by number and density. Argument: people, people per m2
/// x 10.
#include "agents/placement.hpp"
#include "venue/venue.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <memory>
#include <string>

namespace wayout {
namespace {

/// A square room of the right size with one exit.
VenueSpec room(double side_m) {
    StoreySpec storey;
    storey.id = "ground";
    storey.floor = {{{{0.0, 0.0}, {side_m, 0.0}, {side_m, side_m}, {0.0, side_m}}, {}}};
    ExitSpec exit;
    exit.id = "exit";
    exit.storey = "ground";
    exit.line = {{1.0, 0.0}, {3.0, 0.0}};
    VenueSpec spec;
    spec.storeys = {storey};
    spec.exits = {exit};
    return spec;
}

Scenario crowd(int count, double side_m) {
    ProfileGroup group;
    group.age_years = Distribution::constant_value(40.0);
    group.radius_m = Distribution::constant_value(0.2);
    group.free_speed_mps.kind = Distribution::Kind::normal;
    group.free_speed_mps.mean = 1.34;
    group.free_speed_mps.sd = 0.26;
    ProfileSpec profile;
    profile.id = "adults";
    profile.groups = {group};
    PopulationSpec population;
    population.id = "crowd";
    population.profile = "adults";
    population.count = count;
    population.pre_movement_s.kind = Distribution::Kind::lognormal;
    population.pre_movement_s.mu = 4.2;
    population.pre_movement_s.sigma = 0.35;
    Scenario scenario;
    scenario.venue = room(side_m);
    scenario.people.profiles = {profile};
    scenario.people.populations = {population};
    return scenario;
}

void place(benchmark::State& state) {
    const auto count = static_cast<int>(state.range(0));
    const double density_per_m2 = 0.1 * static_cast<double>(state.range(1));
    const Scenario scenario = crowd(count, std::sqrt(count / density_per_m2));
    const auto venue = build_venue(scenario.venue);
    if (!venue) {
        state.SkipWithError(venue.error()[0].message.c_str());
        return;
    }
    std::uint64_t seed = 0;
    for (auto _ : state) {
        const auto people = place_people(scenario, **venue, ++seed);
        if (!people) {
            state.SkipWithError(people.error()[0].message.c_str());
            return;
        }
        benchmark::DoNotOptimize(people->agents.x_m.data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * count);
}

BENCHMARK(place)
    ->Unit(benchmark::kMillisecond)
    ->Args({6'200, 6})
    ->Args({20'000, 20})
    ->Args({100'000, 10})
    ->Args({100'000, 30})
    ->Args({6'200, 50});

}  // namespace
}  // namespace wayout
