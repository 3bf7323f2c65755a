// Time to solve travel-time fields on one thread: one to each exit of a scenario's venue, for ambulant
// people. Prints a line of CSV and a hash of all times, which tells whether a change of the solver has
// changed a bit.
//
//   bench_travel_time SCENARIO [CELL_M]
#include "core/hash.hpp"
#include "navigation/travel_time_field.hpp"
#include "navigation/walking_speed.hpp"

#include <wayout/input.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <span>

int main(int argc, char** argv) {
    using namespace wayout;
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_travel_time SCENARIO [CELL_M]\n");
        return 2;
    }
    const auto scenario = read_scenario(argv[1]);
    if (!scenario) {
        std::fprintf(stderr, "%s\n", scenario.error().front().message.c_str());
        return 2;
    }
    const auto venue = build_venue(scenario->venue);
    const auto grid = build_navigation_grid(venue.value(), {argc > 2 ? std::atof(argv[2]) : 0.0});
    const MobilityFieldSettings settings = default_field_settings(MobilityClass::ambulant);
    const RouteState state = initial_route_state(**venue);
    double best_s = std::numeric_limits<double>::infinity();
    Hash64 hash;
    for (int round = 0; round < 3; ++round) {
        hash = {};
        const auto start = std::chrono::steady_clock::now();
        for (int exit = 0; exit < (*venue)->exit_count; ++exit) {
            const std::array<GateId, 1> exits{GateId::from(static_cast<std::size_t>(exit))};
            const TravelTimeField field = solve_travel_time(**grid, settings, state, exits);
            hash.add_bytes(std::as_bytes(std::span<const float>(field.time_s)));
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        best_s = std::min(best_s, took.count());
    }
    const double cells = static_cast<double>((*grid)->cell_count()) * (*venue)->exit_count;
    std::printf("cells,exits,ms_per_field,ns_per_cell,hash\n%zu,%d,%.1f,%.1f,%016llx\n",
                (*grid)->cell_count(), static_cast<int>((*venue)->exit_count),
                1e3 * best_s / (*venue)->exit_count, 1e9 * best_s / cells,
                static_cast<unsigned long long>(hash.value()));
    return 0;
}
