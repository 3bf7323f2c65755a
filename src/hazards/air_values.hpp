/// The values of Air by Quantity, for those who go through them.
#pragma once

#include "hazards/air.hpp"

#include <array>
#include <string>

namespace wayout {

/// [quantity]
inline constexpr std::array<double Air::*, quantity_count> air_values{
    &Air::extinction_per_m, &Air::temperature_k,    &Air::co_ppm,
    &Air::co2_frac,         &Air::o2_frac,          &Air::hcn_ppm,
    &Air::no_ppm,           &Air::no2_ppm,          &Air::hcl_ppm,
    &Air::hbr_ppm,          &Air::hf_ppm,           &Air::so2_ppm,
    &Air::acrolein_ppm,     &Air::formaldehyde_ppm, &Air::radiant_flux_kw_per_m2,
};

constexpr double Air::*member_of(Quantity quantity) {
    return air_values[static_cast<std::size_t>(quantity)];
}

inline double& value_of(Air& air, Quantity quantity) {
    return air.*member_of(quantity);
}

inline double value_of(const Air& air, Quantity quantity) {
    return air.*member_of(quantity);
}

/// "extinction, temperature, CO", for reports.
inline std::string names_of(const QuantitySet& quantities) {
    std::string names;
    for (std::size_t q = 0; q < quantity_count; ++q)
        if (quantities[q])
            names.append(names.empty() ? "" : ", ").append(quantity_names[q]);
    return names.empty() ? "nothing" : names;
}

}  // namespace wayout
