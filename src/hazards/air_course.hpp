/// Air over time at one place: columns of values, read linearly between their times.
#pragma once

#include "hazards/air_values.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace wayout {

/// Between which two of ascending times a time lies.
struct TimeBracket {
    std::size_t earlier{0};
    std::size_t later{0};
    double later_weight{0.0};

    double of(std::span<const double> values) const {
        return values[earlier] + later_weight * (values[later] - values[earlier]);
    }
};

/// Nothing before the first and after the last time.
std::optional<TimeBracket> bracket(std::span<const double> times_s, double time_s);

/// [quantity][row] in the units of Air; empty: not provided.
struct AirColumns {
    std::array<std::vector<double>, quantity_count> values;

    std::vector<double>& operator[](Quantity quantity) { return values[static_cast<std::size_t>(quantity)]; }
    QuantitySet provides() const;
    /// Clear air in what is not provided.
    Air at(const TimeBracket& time) const;
};

}  // namespace wayout
