/// Fundamental diagrams as tables: samples pooled in bins of density.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wayout {

struct DensitySample {
    double density{};  ///< 1/m2, or 1/m in single file
    double speed_mps{};
};

struct DensityBin {
    double from{};
    double to{};
    std::size_t count{};
    double mean_density{};
    double mean_speed_mps{};
    double speed_sd_mps{};  ///< of the sample (n - 1); 0 for a single one
    double mean_flow{};     ///< mean of density x speed
};

/// Bins [k w, (k + 1) w) that hold at least `least_count` samples, by density. Samples whose speed is NaN
/// (nobody there) are left out.
std::vector<DensityBin> density_bins(std::span<const DensitySample> samples, double width,
                                     std::size_t least_count);

}  // namespace wayout
