/// The air of a scenario without a fire.
#pragma once

#include "hazards/hazard_source.hpp"

#include <limits>

namespace wayout {

/// Knows everything, and everywhere and always it is clear. For scenarios that say of no fire, never in place
/// of data that are missing.
class ClearAir final : public HazardSource {
public:
    QuantitySet provides() const override { return QuantitySet().set(); }
    std::string description() const override { return {}; }
    double end_s() const override { return std::numeric_limits<double>::infinity(); }
    Result<bool> advance_to(double) override { return true; }
    AirSample sample(const AirPoint&) const override { return {Air{}, true}; }
};

}  // namespace wayout
