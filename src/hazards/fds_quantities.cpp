#include "hazards/fds_quantities.hpp"

#include "hazards/fortran_text.hpp"
#include "hazards/visibility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

/// Mass extinction coefficient of soot in flaming fires, m2/kg: default of FDS, read in the guide of
/// FDS+Evac.
constexpr double mass_extinction_m2_per_kg = 8700.0;
/// FDS writes at most MAXIMUM_VISIBILITY = 30 m (secondary): there, K is anything up to 0.1 1/m.
constexpr double most_visibility_m = 30.0;
constexpr double celsius_zero_k = 273.15;
/// sigma T^4 at 293.15 K, kW/m2: what skin in air of 20 degrees C loses. FDS+Evac: max(U/4, sigma T_amb^4),
/// read.
constexpr double ambient_emission_kw_per_m2 = 5.670374419e-11 * 293.15 * 293.15 * 293.15 * 293.15;
/// Fractions that a numerical scheme may overshoot; beyond, the value is damaged. Our choice.
constexpr double fraction_slack = 0.01;

struct Species {
    std::string_view name;
    Quantity quantity;
};
/// CO, CO2, O2: read in a real file; nitrogen oxides, HCN, HCl, SO2, acrolein, formaldehyde: list of a
/// working reader, secondary; HBr and HF: names of FDS species from memory. A name that does not match is
/// never guessed, so a wrong one here can only miss a slice.
constexpr std::array<Species, 12> species{{
    {"CARBON MONOXIDE", Quantity::co},
    {"CARBON DIOXIDE", Quantity::co2},
    {"OXYGEN", Quantity::o2},
    {"HYDROGEN CYANIDE", Quantity::hcn},
    {"NITRIC OXIDE", Quantity::no},
    {"NITROGEN DIOXIDE", Quantity::no2},
    {"HYDROGEN CHLORIDE", Quantity::hcl},
    {"HYDROGEN BROMIDE", Quantity::hbr},
    {"HYDROGEN FLUORIDE", Quantity::hf},
    {"SULFUR DIOXIDE", Quantity::so2},
    {"ACROLEIN", Quantity::acrolein},
    {"FORMALDEHYDE", Quantity::formaldehyde},
}};

/// Slice files hold 30 characters of a label, "CARBON MONOXIDE VOLUME FRACTION" has 31: what was cut there
/// may stand in an index, too.
bool is_label(std::string_view label, std::string_view full) {
    constexpr std::size_t cut = 30;
    return label == full || (label.size() == cut && full.starts_with(label));
}

double no_data() {
    return std::numeric_limits<double>::quiet_NaN();
}

double fraction_of(double raw) {
    return raw > 1.0 + fraction_slack || raw < -fraction_slack ? no_data() : std::clamp(raw, 0.0, 1.0);
}

}  // namespace

FdsLabel meaning_of(std::string_view quantity, std::string_view unit) {
    const std::string label = upper_case(quantity);
    const std::string unit_label = upper_case(unit);
    const auto with_unit = [&](std::string_view expected, FdsMeaning meaning) {
        return unit_label == expected ? FdsLabel{meaning, false} : FdsLabel{std::nullopt, true};
    };
    // "EXTINCTION" alone is a flag of the combustion model; the coefficient has the soot's name before it.
    if (label.ends_with("EXTINCTION COEFFICIENT"))
        return with_unit("1/M", {Quantity::extinction, FdsLaw::extinction, 0});
    if (label == "SOOT DENSITY") {
        if (unit_label == "MG/M3")
            return {FdsMeaning{Quantity::extinction, FdsLaw::soot_density_mg, 1}, false};
        return with_unit("KG/M3", {Quantity::extinction, FdsLaw::soot_density, 1});
    }
    if (label == "SOOT VISIBILITY" || label == "VISIBILITY")
        return with_unit("M", {Quantity::extinction, FdsLaw::visibility, 2});
    if (label == "TEMPERATURE")
        return with_unit("C", {Quantity::temperature, FdsLaw::temperature, 0});
    if (label == "INTEGRATED INTENSITY")
        return with_unit("KW/M2", {Quantity::radiant_flux, FdsLaw::integrated_intensity, 0});
    for (const Species& gas : species)
        if (is_label(label, std::string(gas.name) + " VOLUME FRACTION")) {
            const bool is_fraction = gas.quantity == Quantity::co2 || gas.quantity == Quantity::o2;
            return with_unit("MOL/MOL", {gas.quantity, is_fraction ? FdsLaw::fraction : FdsLaw::ppm, 0});
        }
    return {};
}

double in_air_units(FdsLaw law, double raw) {
    if (!std::isfinite(raw))
        return no_data();
    switch (law) {
        case FdsLaw::extinction:
            return std::max(raw, 0.0);
        case FdsLaw::soot_density:
            return mass_extinction_m2_per_kg * std::max(raw, 0.0);
        case FdsLaw::soot_density_mg:
            return 1e-6 * mass_extinction_m2_per_kg * std::max(raw, 0.0);
        case FdsLaw::visibility:
            if (raw <= 0.0)
                return no_data();
            return raw >= most_visibility_m ? 0.0 : visibility_constant / raw;
        case FdsLaw::temperature:
            return raw <= -celsius_zero_k ? no_data() : raw + celsius_zero_k;
        case FdsLaw::fraction:
            return fraction_of(raw);
        case FdsLaw::ppm:
            return 1e6 * fraction_of(raw);
        case FdsLaw::integrated_intensity:
            // U counts all directions; a surface in an isotropic field receives U / 4.
            return std::max(0.25 * raw - ambient_emission_kw_per_m2, 0.0);
    }
    return no_data();
}

std::string fds_deck_lines(const QuantitySet& quantities, double height_m) {
    std::string lines;
    const auto add = [&](std::string_view arguments) {
        lines += fmt::format("{}&SLCF PBZ={:.2f}, {} /", lines.empty() ? "" : " ", height_m, arguments);
    };
    const auto has = [&](Quantity q) { return quantities[static_cast<std::size_t>(q)]; };
    if (has(Quantity::extinction))
        add("QUANTITY='EXTINCTION COEFFICIENT'");
    if (has(Quantity::temperature))
        add("QUANTITY='TEMPERATURE'");
    for (const Species& gas : species)
        if (has(gas.quantity))
            add(fmt::format("QUANTITY='VOLUME FRACTION', SPEC_ID='{}'", gas.name));
    if (has(Quantity::radiant_flux))
        add("QUANTITY='INTEGRATED INTENSITY'");
    return lines;
}

}  // namespace wayout
