/// Numbers of known distribution for the tests. Their draws have a purpose that no statistic uses.
#pragma once

#include "core/random.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

inline double synthetic_uniform(std::uint64_t seed, std::uint32_t stream, std::size_t row) {
    return uniform01_open(seed, stream, Draw::direction_noise, row);
}

inline double synthetic_normal(std::uint64_t seed, std::uint32_t stream, std::size_t row) {
    return standard_normal(seed, stream, Draw::direction_noise, row);
}

inline std::vector<double> synthetic_normals(std::uint64_t seed, std::uint32_t stream, std::size_t count,
                                             double mean = 0.0, double standard_deviation = 1.0) {
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = mean + standard_deviation * synthetic_normal(seed, stream, i);
    return values;
}

}  // namespace wayout
