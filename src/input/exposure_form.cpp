#include "input/exposure_form.hpp"

#include <fmt/format.h>

#include <bitset>

namespace wayout {
namespace {

/// The words of a list of names in the order of their enumeration.
template <typename E, std::size_t N>
Form<E> choice_of(const std::array<std::string_view, N>& names) {
    std::vector<std::pair<std::string, E>> words;
    for (std::size_t i = 0; i < N; ++i) words.emplace_back(names[i], static_cast<E>(i));
    return choice<E>(std::move(words));
}

std::string_view name_of(Quantity quantity) {
    return quantity_names[static_cast<std::size_t>(quantity)];
}

/// Gases and radiation. Smoke and temperature have no substitute.
Form<Quantity> substitutable() {
    std::vector<std::pair<std::string, Quantity>> words;
    for (std::size_t row = 0; row < quantity_count; ++row) {
        const auto quantity = static_cast<Quantity>(row);
        if (quantity != Quantity::extinction && quantity != Quantity::temperature)
            words.emplace_back(quantity_names[row], quantity);
    }
    return choice<Quantity>(std::move(words));
}

const char* value_key(Quantity quantity) {
    if (quantity == Quantity::radiant_flux)
        return "value_kw_per_m2";
    return quantity == Quantity::co2 || quantity == Quantity::o2 ? "value_frac" : "value_ppm";
}

void substitution_fields(Fields& fields, Substitution& substitution) {
    fields.required("quantity", substitution.quantity, substitutable(), "What the fire data lack.");
    std::optional<double> ppm, frac, flux;
    fields.optional("value_ppm", ppm, number({0.0, 1e6}), "Of a gas, by volume.");
    fields.optional("value_frac", frac, number({0.0, 1.0}), "Mole fraction, of CO2 and O2.");
    fields.optional("value_kw_per_m2", flux, number({0.0, 1000.0}), "Of the radiant flux.");
    fields.exactly_one_of({"value_ppm", "value_frac", "value_kw_per_m2"});
    fields.required("reason", substitution.reason, text(), "Why that is right; reports print it.");
    const char* const key = value_key(substitution.quantity);
    fields.check(fields.is_describing() || fields.has(key), "quantity",
                 fmt::format("the value of {} is given by '{}'", name_of(substitution.quantity), key));
    fields.check(!substitution.reason.empty(), "reason", "say why: an empty reason is none");
    substitution.value = ppm ? *ppm : frac ? *frac : flux.value_or(0.0);
}

void gas_fields(Fields& fields, ExposureSpec& spec) {
    fields.optional(
        "asphyxiant", spec.asphyxiant, choice_of<AsphyxiantLaw>(asphyxiant_law_names),
        "Dose of asphyxiant gases. fds: as FDS and FDS+Evac; iso13571: CO and HCN only; sfpe5: SFPE "
        "Handbook, 5th edition.");
    fields.optional("exertion", spec.exertion, choice_of<Exertion>(exertion_names),
                    "How hard people breathe, for fds and sfpe5.");
    fields.optional("co_uptake_per_min", spec.co_uptake_per_min, number({0.0, 1e-3, true}),
                    "CO uptake per minute and ppm^1.036 instead of that of the exertion.");
    const bool has_uptake = spec.asphyxiant == AsphyxiantLaw::fds || spec.asphyxiant == AsphyxiantLaw::sfpe5;
    for (const char* key : {"exertion", "co_uptake_per_min"})
        fields.check(has_uptake || !fields.has(key), key,
                     fmt::format("has no effect with the law {}: leave it out, or use fds or sfpe5",
                                 asphyxiant_law_names[static_cast<std::size_t>(spec.asphyxiant)]));
}

void heat_fields(Fields& fields, ExposureSpec& spec) {
    fields.optional("convective", spec.convective, choice_of<ConvectiveLaw>(convective_law_names),
                    "Dose of hot gas: lightly clothed, fully clothed, or the design fit for mid humidity.");
    fields.optional("radiant", spec.radiant, choice_of<RadiantLaw>(radiant_law_names),
                    "Dose of radiation. Only rad_injury_sfpe is added to that of hot gas; the others end at "
                    "pain or burns, stop nobody and are recorded apart.");
}

void irritant_fields(Fields& fields, ExposureSpec& spec) {
    fields.optional("irritants", spec.irritants, yes_or_no(),
                    "Count irritant gases, all seven of which the fire data must then have or the "
                    "substitutions declare.");
    fields.optional(
        "irritant_endpoint", spec.irritant_endpoint, choice_of<IrritantEndpoint>(irritant_endpoint_names),
        "Which sum of concentrations stops people at the threshold of gas: fec of ISO 13571, fic of "
        "FDS+Evac's guide, or none.");
    fields.optional("irritants_slow", spec.irritants_slow, yes_or_no(),
                    "Irritants slow people by a concept curve without walking data.");
    fields.check(spec.irritants || !fields.has("irritant_endpoint"), "irritant_endpoint",
                 "has no effect without \"irritants\": true");
    fields.check(spec.irritants || !spec.irritants_slow, "irritants_slow",
                 "has no effect without \"irritants\": true");
}

void threshold_fields(Fields& fields, ExposureSpec& spec) {
    fields.optional(
        "sigma_gas", spec.sigma_gas, number({0.0, 3.0}),
        "Spread of personal thresholds for gas: standard deviation of their logarithm; 0: everybody "
        "is the median person. 0.94 fits the bands of NIST TN 1797.");
    fields.optional("sigma_heat", spec.sigma_heat, number({0.0, 3.0}),
                    "The same for heat; there is no published spread.");
    fields.optional("separate_draws", spec.separate_draws, yes_or_no(),
                    "Thresholds for heat are drawn apart from those for gas.");
    fields.optional("impaired_dose", spec.impaired_dose, number({0.0, 100.0, true}),
                    "Dose of gas or heat from which people count as impaired.");
    fields.optional("incapacitated_dose", spec.incapacitated_dose, number({0.0, 100.0, true}),
                    "Dose that stops the median person, for gas, heat and irritants each by itself.");
    fields.optional(
        "fatal_factor", spec.fatal_factor, number({1.0, 100.0}),
        "Deaths are counted from so many times the dose that stopped a person. An assumption: there "
        "is no validated value, and none is counted without the key.");
    fields.optional("impaired_speed_frac", spec.impaired_speed_frac, number({0.0, 1.0, true}),
                    "Speed of impaired people as a share of their own.");
    fields.optional(
        "on_incapacitation", spec.on_incapacitation, choice_of<OnIncapacitation>(on_incapacitation_names),
        "lies: stays, lying; stands: stays, standing as in FDS+Evac; walks: only the record says so.");
    fields.check(
        spec.impaired_dose <= spec.incapacitated_dose, "impaired_dose",
        fmt::format("{} is above the incapacitated_dose of {}", spec.impaired_dose, spec.incapacitated_dose));
    fields.check(!spec.separate_draws || spec.sigma_heat > 0.0, "separate_draws",
                 "has no effect without a sigma_heat above 0");
}

void speed_fields(Fields& fields, ExposureSpec& spec) {
    fields.optional("smoke_speed", spec.smoke_speed, choice_of<SmokeSpeedLaw>(smoke_speed_law_names),
                    "Walking speed in smoke. lund: as FDS+Evac; lund_abs: the same data read as a speed; "
                    "fridolf: design rule of 2019; jin_nonirr: smoke that does not irritate; purser_log: "
                    "irritating smoke; none: smoke does not slow.");
    fields.optional("min_speed_frac", spec.min_speed_frac, number({0.0, 1.0}),
                    "Floor of lund and of irritants_slow as a share of the own speed.");
    fields.optional("min_speed_mps", spec.min_speed_mps, number({0.0, 2.0}),
                    "Floor of the other laws instead of their own; nobody is made faster by it.");
    const bool is_lund = spec.smoke_speed == SmokeSpeedLaw::lund;
    const bool is_none = spec.smoke_speed == SmokeSpeedLaw::none;
    fields.check(is_lund || spec.irritants_slow || !fields.has("min_speed_frac"), "min_speed_frac",
                 "has an effect with lund or irritants_slow only: give min_speed_mps");
    fields.check(
        !(is_lund || is_none) || !fields.has("min_speed_mps"), "min_speed_mps",
        is_lund ? "has no effect with lund: give min_speed_frac" : "has no effect with the law none");
    fields.check(!spec.irritants_slow || is_none || spec.smoke_speed == SmokeSpeedLaw::jin_nonirr,
                 "irritants_slow",
                 "would count irritation twice: use \"smoke_speed\": \"jin_nonirr\" or \"none\" with it");
}

void sight_fields(Fields& fields, ExposureSpec& spec) {
    fields.optional("head_height_m", spec.head_height_m, number({0.0, 2.5, true}),
                    "Height above the floor at which the air is read.");
    fields.optional("sign", spec.sign, choice_of<SignKind>(sign_kind_names),
                    "Signs and lights that people look for: visibility is 3 / K or 8 / K.");
    fields.optional("in_smoke_per_m", spec.in_smoke_per_m, number({0.0, 100.0, true}),
                    "Extinction from which somebody counts as in smoke.");
}

/// Of two values for one quantity only one could count.
void check_substitutions(Fields& fields, const ExposureSpec& spec) {
    QuantitySet seen;
    for (const Substitution& substitution : spec.substitutions) {
        const auto row = static_cast<std::size_t>(substitution.quantity);
        fields.check(!seen.test(row), "substitutions",
                     fmt::format("{} is substituted twice", name_of(substitution.quantity)));
        seen.set(row);
    }
}

}  // namespace

void exposure_fields(Fields& fields, ExposureSpec& spec) {
    spec.where = fields.where();
    gas_fields(fields, spec);
    heat_fields(fields, spec);
    irritant_fields(fields, spec);
    threshold_fields(fields, spec);
    speed_fields(fields, spec);
    sight_fields(fields, spec);
    fields.optional("substitutions", spec.substitutions,
                    list_of(object("substitution", substitution_fields), {0, quantity_count}),
                    "Values that stand for quantities which the fire data lack.");
    check_substitutions(fields, spec);
}

}  // namespace wayout
