/// Which slice of FDS tells which quantity of the air, and the way from its unit to ours.
#pragma once

#include "hazards/air.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wayout {

enum class FdsLaw {
    extinction,            ///< K in 1/m as it is
    soot_density,          ///< kg/m3
    soot_density_mg,       ///< mg/m3
    visibility,            ///< m
    temperature,           ///< degrees C
    fraction,              ///< mol/mol to mole fraction
    ppm,                   ///< mol/mol to ppm
    integrated_intensity,  ///< U in kW/m2
};

struct FdsMeaning {
    Quantity quantity{};
    FdsLaw law{};
    int rank{0};  ///< of several ways to the same quantity the lowest is taken
};

/// What a slice with this label and unit tells; nothing for quantities that wayout does not use.
/// A label it knows with a unit it does not know has `unknown_unit` set: it cannot be converted.
struct FdsLabel {
    std::optional<FdsMeaning> meaning;
    bool unknown_unit{false};
};
FdsLabel meaning_of(std::string_view quantity, std::string_view unit);

/// A raw value in the unit of Air. Small undershoots of the numerical scheme become zero. NaN for what cannot
/// be a value of that quantity (not a number, a fraction above 1, below absolute zero): no data, never clean
/// air.
double in_air_units(FdsLaw law, double raw);

/// Lines of the FDS input that would write these quantities at a height, for messages.
std::string fds_deck_lines(const QuantitySet& quantities, double height_m);

}  // namespace wayout
