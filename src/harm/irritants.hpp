/// Gases that sting: their dose, their concentration compared with what stops people, and how they slow.
#pragma once

#include "hazards/air.hpp"

#include <array>

namespace wayout {

/// One irritant gas with the four published measures.
struct Irritant {
    Quantity quantity;
    double Air::*concentration_ppm;
    double dose_ppm_min;          ///< F_FLD: lethal dose, FDS+Evac guide, table 2 [R]
    double incapacitating_ppm;    ///< F_FIC: FDS+Evac guide, table 2 [R]
    double escape_impairing_ppm;  ///< SFPE Handbook, 5th ed., ch. 63 [S]
    double iso_ppm;               ///< F of ISO 13571:2012, 6.2.1 [S]; the standard says +- 50 %
};

inline constexpr std::array<Irritant, 7> irritant_gases{{
    {Quantity::hcl, &Air::hcl_ppm, 114000.0, 900.0, 200.0, 1000.0},
    {Quantity::hbr, &Air::hbr_ppm, 114000.0, 900.0, 200.0, 1000.0},
    {Quantity::hf, &Air::hf_ppm, 87000.0, 900.0, 200.0, 500.0},
    {Quantity::so2, &Air::so2_ppm, 12000.0, 120.0, 24.0, 150.0},
    {Quantity::no2, &Air::no2_ppm, 1900.0, 350.0, 70.0, 250.0},
    {Quantity::acrolein, &Air::acrolein_ppm, 4500.0, 20.0, 4.0, 30.0},
    {Quantity::formaldehyde, &Air::formaldehyde_ppm, 22500.0, 30.0, 6.0, 250.0},
}};

/// Fractional lethal dose: what irritants add to the asphyxiant dose in a minute.
double irritant_dose_per_min(const Air& air);
/// Fractional irritant concentration, SFPE and FDS: 1 incapacitates.
double fractional_irritant_concentration(const Air& air);
/// The same with the SFPE Handbook's concentrations that impair escape, about a fifth: 1 impairs.
double escape_impairment(const Air& air);
/// Fractional effective concentration of ISO 13571: 1 incapacitates the median person.
double fractional_effective_concentration(const Air& air);

/// Walking speed as a share of that in clear air, SFPE Handbook eq. 63.13 [S]:
/// (exp(-(1000 FIC / 160)^2) + 0.2 - 0.2 FIC) / 1.2, and 0 above FIC 1. A concept curve without walking data.
/// Its FIC is that of incapacitation, Purser 2003 and SFPE p. 2344 [S], not that of escape impairment.
double speed_frac_in_irritants(double fic);

/// Smoke and irritants together: losses add up, eq. 63.14 [S]; the floor is ours. Only with a smoke law that
/// has no irritation in it.
double combined_speed_frac(double smoke_frac, double irritant_frac, double min_frac);

}  // namespace wayout
