/// Where a crowd surges: Helbing's crowd pressure, a measure of motion and not of force.
///
///     P = rho * Var(V),  Var(V) = <|V|^2> - |<V>|^2
///
/// rho and V are the density and the velocity of the crowd around a place, smoothed with the weight
/// exp(-d^2 / R^2), R = 1 m, and <> is the mean over 10 s. Source: Helbing, Johansson & Al-Abideen 2007,
/// Phys. Rev. E 75:046109; people-and-response specification 4.2 (kernel of 1 m) and locomotion
/// specification 3.4 (10 s). The paper itself has not been read: definition from memory - verify.
///
/// Ours: places half a metre to a metre apart rather than every point (blocks of 0.8 m), weights cut off
/// beyond 2 blocks, the density divided by the walkable part of the window as in the density map, and only
/// moments when the place is crowded (DensityMap::crowded_per_m2), because a few people who cross each
/// other's way in the open have a large variance and no pressure.
#pragma once

#include "agents/agents.hpp"
#include "simulation/density_map.hpp"
#include "venue/venue.hpp"

#include <wayout/results.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace wayout {

class CrowdPressure {
public:
    static constexpr int block_cells = 2;  ///< cells of the density map along the side of a block
    static constexpr double kernel_radius_m = 1.0;
    static constexpr int reach_blocks = 2;  ///< neighbours along each axis that the kernel takes in
    static constexpr double window_s = 10.0;
    static constexpr double sample_s = 0.4;  ///< between two moments of a window
    /// Onset of crowd turbulence in the paper, as read in two digests of it (validation specification 8) and
    /// from memory in the locomotion and people specifications: for a warning, never for a verdict.
    static constexpr double warning_per_s2 = 0.02;

    CrowdPressure(const Venue& venue, const DensityMap& density);

    /// At the end of every second, after the density map has closed it: finds the crowded places.
    void close_second(const DensityMap& density);
    /// One moment of the running window. The order of rows does not matter.
    void add_sample(const DensityMap& density, const Agents& agents);
    /// Ends the running window.
    /// @return places that went above the warning level for the first time, in the order of the venue's cells
    std::vector<std::size_t> close_window(const Venue& venue, const DensityMap& density, double now_s);

    /// All places where it was crowded for half of a window or longer, in the order in which they appeared.
    const std::vector<CrowdPressureSpot>& spots() const { return spots_; }
    /// Greatest value at each cell of a layer of the density map; empty if it was never measured there.
    std::vector<float> peaks(std::size_t layer, const DensityMap& density) const;

private:
    /// What is seen of the people in a block at one moment. Whole numbers, so that the order of people does
    /// not matter.
    struct Moment {
        std::int32_t count{0};
        std::int32_t vx_mm_per_s{0};
        std::int32_t vy_mm_per_s{0};
    };
    struct WindowSums {
        std::int32_t moments{0};
        double density_per_m2{0.0};
        double vx_mps{0.0};
        double vy_mps{0.0};
        double speed2_m2_per_s2{0.0};
    };
    struct Layer {
        int nx{};
        int ny{};
        std::vector<float> walkable_m2;  ///< of the block
        std::vector<Moment> moment;
        std::vector<WindowSums> window;
        std::vector<std::int32_t> crowded;  ///< blocks that were so in the last second, ascending
        std::vector<std::int32_t> seen;     ///< blocks with at least one moment in the running window
        std::vector<float> peak_per_s2;     ///< empty until the first window with a value
    };

    void look_at(Layer& layer, std::int32_t block) const;
    std::size_t spot_at(const std::string& place, int storey);

    std::vector<Layer> layers_;
    std::vector<std::int32_t> layer_of_surface_;
    std::vector<CrowdPressureSpot> spots_;
    int moments_{0};  ///< of the running window
};

/// How crowd pressure is measured and what the warning level is, in words, for reports.
std::string crowd_pressure_rule();

}  // namespace wayout
