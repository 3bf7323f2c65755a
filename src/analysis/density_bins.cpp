#include "analysis/density_bins.hpp"

#include "core/assert.hpp"

#include <cmath>
#include <map>

namespace wayout {

std::vector<DensityBin> density_bins(std::span<const DensitySample> samples, double width,
                                     std::size_t least_count) {
    WAYOUT_ASSERT(width > 0.0, "bins need a width");
    std::map<long, std::vector<DensitySample>> by_bin;
    for (const DensitySample& sample : samples)
        if (!std::isnan(sample.speed_mps) && !std::isnan(sample.density))
            by_bin[std::lround(std::floor(sample.density / width))].push_back(sample);
    std::vector<DensityBin> bins;
    for (const auto& [index, members] : by_bin) {
        if (members.size() < least_count)
            continue;
        const auto count = static_cast<double>(members.size());
        DensityBin bin{static_cast<double>(index) * width,
                       static_cast<double>(index + 1) * width,
                       members.size(),
                       0.0,
                       0.0,
                       0.0,
                       0.0};
        for (const DensitySample& sample : members) {
            bin.mean_density += sample.density / count;
            bin.mean_speed_mps += sample.speed_mps / count;
            bin.mean_flow += sample.density * sample.speed_mps / count;
        }
        double squares = 0.0;
        for (const DensitySample& sample : members)
            squares += (sample.speed_mps - bin.mean_speed_mps) * (sample.speed_mps - bin.mean_speed_mps);
        bin.speed_sd_mps = members.size() > 1 ? std::sqrt(squares / (count - 1.0)) : 0.0;
        bins.push_back(bin);
    }
    return bins;
}

}  // namespace wayout
