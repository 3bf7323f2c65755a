/// Where it was crowded, how much and for how long: density on a fine grid over each storey.
///
/// Density = people in a 2 m x 2 m window around a 0.4 m cell, divided by the walkable area of the window,
/// averaged over one second (verification spec, section 2 item 8: counts on areas >= 4 m2 averaged >= 1 s).
/// Windows with less walkable area than `smallest_window_m2` count as having that much, so that a niche of
/// half a person's size is no crowd.
#pragma once

#include "venue/venue.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

class DensityMap {
public:
    static constexpr double cell_m = 0.4;
    static constexpr int window_cells = 5;
    static constexpr double smallest_window_m2 = 2.0;
    static constexpr double crowded_per_m2 = 4.0;
    /// IMO MSC.1/Circ.1533 Annex 2: congestion where the density is 3.5 per m2 or more [R in the verification
    /// spec, 3.2].
    static constexpr double congested_per_m2 = 3.5;

    /// Cells of one storey; floors, landings, flights and tiers that are shown with the storey share it.
    struct Layer {
        StoreyId storey;
        Vec2 corner_m;  ///< local coordinates of the low corner of cell (0, 0)
        int nx{};
        int ny{};
        // [row y][column x]
        std::vector<float> walkable_m2;      ///< of the window around the cell
        std::vector<float> own_walkable_m2;  ///< of the cell itself
        std::vector<std::uint16_t> count;    ///< people seen in the cell since the last close_second()
        std::vector<float> density_per_m2;   ///< of the last closed second
        std::vector<float> peak_per_m2;
        std::vector<float> peak_at_s;
        std::vector<double> sum_per_m2_s;  ///< integral of density over time
        std::vector<float> above_crowded_s;
        std::vector<float> above_congested_s;
        std::vector<float> peak_squeeze_n;     ///< empty until the first note_squeeze()
        std::vector<float> first_congested_s;  ///< +inf: never
        std::vector<float> last_congested_s;

        std::size_t cell_of(Vec2 p) const;
        Vec2 centre_m(std::size_t cell) const;
    };

    explicit DensityMap(const Venue& venue);

    /// Counts everybody once more for the running second.
    void add_sample(std::span<const double> x_m, std::span<const double> y_m,
                    std::span<const std::int32_t> surface);
    /// Ends the running second at `now_s`; `length_s` is its length (shorter at the end of a run).
    void close_second(double now_s, double length_s);

    /// Keeps the greatest load that anybody had to bear at a place.
    void note_squeeze(std::int32_t surface, Vec2 p, float squeeze_n);

    double density_per_m2(std::int32_t surface, Vec2 p) const;
    double peak_per_m2() const;
    double observed_s() const { return observed_s_; }
    const std::vector<Layer>& layers() const { return layers_; }

private:
    std::vector<Layer> layers_;
    std::vector<std::int32_t> layer_of_surface_;
    std::vector<float> row_sum_;  // scratch of close_second
    int samples_{0};
    double observed_s_{0.0};
};

}  // namespace wayout
