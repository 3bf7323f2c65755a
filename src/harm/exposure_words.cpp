#include <wayout/exposure.hpp>

#include "harm/asphyxiant.hpp"
#include "harm/heat_dose.hpp"
#include "harm/smoke_sight.hpp"
#include "harm/smoke_speed.hpp"

#include <fmt/format.h>

namespace wayout {
namespace {

template <typename E, std::size_t N>
std::string_view word(const std::array<std::string_view, N>& names, E value) {
    return names[static_cast<std::size_t>(value)];
}

std::string gas_words(const ExposureSpec& spec) {
    const std::string_view law = word(asphyxiant_law_names, spec.asphyxiant);
    switch (spec.asphyxiant) {
        case AsphyxiantLaw::none:
            return "Asphyxiant dose: none.";
        case AsphyxiantLaw::iso13571:
            return fmt::format(
                "Asphyxiant dose: law {} (CO / 35000 + HCN^2.36 / 1.2e6 per min, times "
                "exp(CO2 / 5) at all concentrations; no low O2, no NOx).",
                law);
        case AsphyxiantLaw::fds:
        case AsphyxiantLaw::sfpe5:
            break;
    }
    return fmt::format(
        "Asphyxiant dose: law {}, exertion {}, CO uptake {:.7g} per min and ppm^1.036{}, low "
        "O2 below 20 %.",
        law, word(exertion_names, spec.exertion), uptake_of(spec, spec.exertion).co_per_min,
        spec.co_uptake_per_min ? " (user)" : "");
}

std::string_view convective_formula(ConvectiveLaw law) {
    switch (law) {
        case ConvectiveLaw::conv_light:
            return "5.0e7 T^-3.4 min";
        case ConvectiveLaw::conv_clothed:
            return "4.1e8 T^-3.61 min";
        case ConvectiveLaw::conv_mid:
            return "2e31 T^-16.963 + 4e8 T^-3.7561 min";
        case ConvectiveLaw::none:
            break;
    }
    return "not counted";
}

std::string_view radiant_formula(RadiantLaw law) {
    switch (law) {
        case RadiantLaw::rad_injury_sfpe:
            return "10 q^-1.33 min";
        case RadiantLaw::rad_pain_sfpe:
            return "1.33 q^-1.33 min";
        case RadiantLaw::rad_pain_iso:
            return "4.2 q^-1.9 min";
        case RadiantLaw::rad_burn_iso:
            return "6.9 q^-1.56 min, constants from memory";
        case RadiantLaw::none:
            break;
    }
    return "not counted";
}

std::string heat_words(const ExposureSpec& spec) {
    return fmt::format("Heat: gas {} ({}), radiation {} ({}, from {} kW/m2){}.",
                       word(convective_law_names, spec.convective), convective_formula(spec.convective),
                       word(radiant_law_names, spec.radiant), radiant_formula(spec.radiant),
                       bearable_flux_kw_per_m2,
                       spec.radiant == RadiantLaw::none || ends_in_incapacitation(spec.radiant)
                           ? ""
                           : ", which has another endpoint and stops nobody");
}

std::string irritant_words(const ExposureSpec& spec) {
    if (!spec.irritants)
        return "Irritants: not counted.";
    return fmt::format(
        "Irritants: counted; {}; {}.",
        spec.irritant_endpoint == IrritantEndpoint::none
            ? std::string("concentrations stop nobody")
            : fmt::format("{} stops at the threshold of gas, the SFPE Handbook's concentrations of escape "
                          "impairment impair",
                          word(irritant_endpoint_names, spec.irritant_endpoint)),
        spec.irritants_slow ? "they slow (a concept curve without walking data)" : "they do not slow");
}

std::string spread(double sigma) {
    return sigma > 0.0 ? fmt::format("x exp({} Z)", sigma) : std::string("the same for everybody");
}

std::string threshold_words(const ExposureSpec& spec) {
    return fmt::format(
        "Thresholds: impaired {} (speed x {}), incapacitated {} (gas {}, heat {}{}), {}; whoever is "
        "incapacitated {}.",
        spec.impaired_dose, spec.impaired_speed_frac, spec.incapacitated_dose, spread(spec.sigma_gas),
        spread(spec.sigma_heat), spec.separate_draws ? ", drawn apart" : "",
        spec.fatal_factor
            ? fmt::format("dead at {} times that (an assumption of the user)", *spec.fatal_factor)
            : std::string("deaths are not estimated"),
        word(on_incapacitation_names, spec.on_incapacitation));
}

std::string speed_words(const ExposureSpec& spec) {
    if (spec.smoke_speed == SmokeSpeedLaw::none)
        return "Speed in smoke: not reduced.";
    const SmokeSpeed smoke = smoke_speed_of(spec);
    const ExtinctionRange range = data_range(spec.smoke_speed, spec.sign);
    return fmt::format(
        "Speed in smoke: law {}, floor {}, data for K from {:.3g} to {:.3g} 1/m.",
        word(smoke_speed_law_names, spec.smoke_speed),
        spec.smoke_speed == SmokeSpeedLaw::lund
            ? fmt::format("{} of the own speed", smoke.min_speed_frac)
            : fmt::format(
                  "{} m/s{}", smoke.min_speed_mps,
                  spec.smoke_speed == SmokeSpeedLaw::lund_abs && !spec.min_speed_mps ? " (from memory)" : ""),
        range.low_per_m, range.high_per_m);
}

std::string sight_words(const ExposureSpec& spec) {
    return fmt::format(
        "Sight: {} signs, {} / K, at most {} m; in smoke from K = {} 1/m. Air is read {} m above "
        "the floor.",
        word(sign_kind_names, spec.sign), sign_constant(spec.sign), largest_visibility_m, spec.in_smoke_per_m,
        spec.head_height_m);
}

std::string substitution_words(const ExposureSpec& spec) {
    std::string words;
    for (const Substitution& substitution : spec.substitutions)
        words +=
            fmt::format("{}{} = {} ({})", words.empty() ? " Substituted: " : "; ",
                        word(quantity_names, substitution.quantity), substitution.value, substitution.reason);
    return words.empty() ? words : words + ".";
}

}  // namespace

std::string describe(const ExposureSpec& spec) {
    return gas_words(spec) + " " + heat_words(spec) + " " + irritant_words(spec) + " " +
           threshold_words(spec) + " " + speed_words(spec) + " " + sight_words(spec) +
           substitution_words(spec);
}

}  // namespace wayout
