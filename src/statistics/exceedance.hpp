/// How often more than so many people come to harm: the curve of numbers against frequency (FN curve) of a
/// set of runs, with exact bounds.
#pragma once

#include "statistics/confidence_interval.hpp"

#include <span>
#include <vector>

namespace wayout {

struct Exceedance {
    int more_than{};              ///< k
    int runs_above{};             ///< runs with more than k
    double probability{};         ///< P(X > k), the share of the runs
    ConfidenceInterval bounds{};  ///< Clopper-Pearson, two-sided, each k for itself
};

/// One row for each k from 0 to the largest count; the first is P(X > 0), the last has no run above it and an
/// upper bound that says what so few runs leave open. The bounds hold for each k alone, not for the whole
/// curve at once.
/// @param counts  of people, one for each run, not negative; without runs there are no rows
std::vector<Exceedance> exceedance_curve(std::span<const int> counts, double confidence = 0.95);

}  // namespace wayout
