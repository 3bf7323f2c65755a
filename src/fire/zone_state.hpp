/// The state of a two-zone fire: what the model steps and what others read.
#pragma once

#include "fire/gas.hpp"
#include "fire/surface.hpp"
#include "fire/vent_flow.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

namespace wayout::fire {

/// One of the two layers of a compartment.
struct LayerState {
    Gases masses_kg{};
    double energy_j{0.0};  ///< enthalpy m cp T
    // What follows from the above, see refresh():
    double mass_kg{0.0};
    double temperature_k{0.0};
    double volume_m3{0.0};

    double density_kg_per_m3() const { return mass_kg / volume_m3; }
    double mole_frac(Gas gas) const { return fire::mole_frac(masses_kg, gas); }
    /// K of the Beer-Lambert law, natural base: 8700 m2/kg times the density of soot.
    double extinction_per_m() const;
    double optical_density_per_m() const;  ///< K / ln 10
};

struct CompartmentState {
    std::array<LayerState, 2> layers;  ///< by Layer; one-zone compartments have the upper only
    double interface_height_m{0.0};    ///< above the floor; 0 of one-zone compartments
    double pressure_pa{0.0};           ///< at the floor, above that of the outdoor air at the same height
    double stored_pa{0.0};             ///< the same as it follows from the energy in the gas
    std::array<double, surface_count> surface_k{};
    double floor_flux_kw_per_m2{0.0};  ///< incident on the floor
    double upper_emissivity_frac{0.0};
    std::optional<double> flashover_s;  ///< when the upper layer reached 600 C or the floor 20 kW/m2
};

struct FireState {
    double wanted_kw{0.0};  ///< by design, water and sprinklers
    double heat_release_kw{0.0};
    double lower_kw{0.0};  ///< of it with the oxygen of the lower layer
    double convective_kw{0.0};
    double radiative_kw{0.0};
    double plume_kg_per_s{0.0};  ///< air that the plume brings into the upper layer
    double flame_height_m{0.0};
    double diameter_m{0.0};
    bool is_ventilation_limited{false};
    std::optional<double> first_limited_s;
};

struct DetectorState {
    double link_k{0.0};
    double gas_k{0.0};
    double speed_mps{0.0};
    double optical_density_per_m{0.0};
    std::optional<double> activated_s;
    std::optional<double> signal_s;  ///< activated_s and the delay
};

/// How well the model kept its books, and where it was strained.
struct ZoneHealth {
    std::uint64_t steps{0};         ///< with halved ones
    std::uint64_t halved_steps{0};  ///< because a layer would have lost too much at once
    std::uint64_t clipped_flows{0};
    std::uint64_t unsolved_pressures{0};
    // Cumulated over the run: what is there against what came and went.
    double mass_error_kg{0.0};
    double mass_throughput_kg{0.0};
    double energy_error_j{0.0};
    double energy_throughput_j{0.0};
    double species_error_kg{0.0};  ///< sum over the gases of the size of the error of each
    // Largest of a single step.
    double worst_step_mass_error_kg{0.0};
    double worst_step_energy_error_j{0.0};

    double mass_error_frac() const { return frac(mass_error_kg, mass_throughput_kg); }
    double species_error_frac() const { return frac(species_error_kg, mass_throughput_kg); }
    double energy_error_frac() const { return frac(energy_error_j, energy_throughput_j); }

private:
    static double frac(double error, double throughput) {
        return throughput > 0.0 ? (error < 0.0 ? -error : error) / throughput : 0.0;
    }
};

}  // namespace wayout::fire
