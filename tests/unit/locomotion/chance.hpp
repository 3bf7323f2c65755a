/// Numbers that look random and are the same everywhere.
#pragma once

#include <cstdint>

namespace wayout {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}
    /// In [0, 1).
    double operator()() {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(state_ >> 40) * 0x1p-24;
    }
    /// In [low, high).
    double operator()(double low, double high) { return low + (high - low) * (*this)(); }

private:
    std::uint64_t state_;
};

}  // namespace wayout
