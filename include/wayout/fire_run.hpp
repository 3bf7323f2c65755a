/// The built-in fire of a scenario alone, without people.
#pragma once

#include <wayout/error.hpp>
#include <wayout/results.hpp>
#include <wayout/scenario.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace wayout {

/// One room at one moment of the incident.
struct RoomMoment {
    double time_s{0.0};
    double interface_height_m{0.0};  ///< above the floor; 0 in shafts, which are one zone
    double upper_temperature_k{0.0};
    double lower_temperature_k{0.0};
    double pressure_pa{0.0};  ///< at the floor, above outdoors
    double upper_extinction_per_m{0.0};
    double lower_extinction_per_m{0.0};
    double upper_o2_frac{0.0};
    double upper_co2_frac{0.0};
    double upper_co_ppm{0.0};
    double upper_hcn_ppm{0.0};
    double floor_flux_kw_per_m2{0.0};
};

struct RoomCourse {
    std::string id;
    std::string name;
    double height_m{0.0};
    std::vector<RoomMoment> moments;
    double flashover_s{not_a_time};
};

struct FireCourse {
    std::string id;
    std::string name;
    std::vector<double> heat_release_kw;  ///< by moment, as the rooms
    double lacks_air_s{not_a_time};       ///< from then on
};

struct FireRun {
    std::vector<RoomCourse> rooms;
    std::vector<FireCourse> fires;
    std::vector<DetectorResult> detectors;
    double mass_error_frac{0.0};
    double energy_error_frac{0.0};
    double species_error_frac{0.0};
    double worst_step_mass_error_kg{0.0};
    double worst_step_energy_error_j{0.0};
    std::uint64_t steps{0};
    std::uint64_t halved_steps{0};
    std::uint64_t clipped_flows{0};
    std::uint64_t unsolved_pressures{0};
};

/// Runs the fire until its end. Doors are as at the start. Times are of the incident.
/// @param interval_s  between two moments
/// Errors: no built-in fire in the scenario, and everything that a run would refuse of it.
Result<FireRun> run_fire(const Scenario& scenario, double interval_s);

}  // namespace wayout
