#include "harm/exposure_needs.hpp"

#include "harm/irritants.hpp"

#include <fmt/format.h>

#include <array>
#include <initializer_list>

namespace wayout {
namespace {

std::size_t row_of(Quantity quantity) {
    return static_cast<std::size_t>(quantity);
}

QuantitySet set_of(std::initializer_list<Quantity> quantities) {
    QuantitySet set;
    for (const Quantity quantity : quantities) set.set(row_of(quantity));
    return set;
}

QuantitySet asphyxiant_needs(AsphyxiantLaw law) {
    using enum Quantity;
    switch (law) {
        case AsphyxiantLaw::fds:
        case AsphyxiantLaw::sfpe5:
            return set_of({co, co2, o2, hcn, no, no2});
        case AsphyxiantLaw::iso13571:
            return set_of({co, co2, hcn});
        case AsphyxiantLaw::none:
            break;
    }
    return {};
}

QuantitySet irritant_needs(const ExposureSpec& spec) {
    QuantitySet set;
    if (spec.irritants)
        for (const Irritant& gas : irritant_gases) set.set(row_of(gas.quantity));
    return set;
}

/// "the dose law fds": what would go without the quantity.
std::string reader_of(const ExposureSpec& spec, Quantity quantity) {
    if (quantity == Quantity::temperature)
        return fmt::format("the heat law {} (or \"convective\": \"none\")",
                           convective_law_names[static_cast<std::size_t>(spec.convective)]);
    if (quantity == Quantity::radiant_flux)
        return fmt::format("the heat law {} (or \"radiant\": \"none\")",
                           radiant_law_names[static_cast<std::size_t>(spec.radiant)]);
    if (quantity == Quantity::extinction)
        return "speed and sight in smoke";
    if (asphyxiant_needs(spec.asphyxiant).test(row_of(quantity)))
        return fmt::format("the dose law {}",
                           asphyxiant_law_names[static_cast<std::size_t>(spec.asphyxiant)]);
    return "the sums over irritant gases (or \"irritants\": false)";
}

const char* value_key(Quantity quantity) {
    if (quantity == Quantity::radiant_flux)
        return "value_kw_per_m2";
    return quantity == Quantity::co2 || quantity == Quantity::o2 ? "value_frac" : "value_ppm";
}

/// Smoke and temperature have no substitute: a fire without them is no fire.
std::string cure_for(Quantity quantity) {
    if (quantity == Quantity::extinction || quantity == Quantity::temperature)
        return "let the fire model write it";
    return fmt::format(
        "let the fire model write it, or declare what stands for it in \"substitutions\": {{\"quantity\": "
        "\"{}\", \"{}\": ..., \"reason\": \"...\"}}",
        quantity_names[row_of(quantity)], value_key(quantity));
}

}  // namespace

QuantitySet needs(const ExposureSpec& spec) {
    QuantitySet set =
        set_of({Quantity::extinction}) | asphyxiant_needs(spec.asphyxiant) | irritant_needs(spec);
    set.set(row_of(Quantity::temperature), spec.convective != ConvectiveLaw::none);
    set.set(row_of(Quantity::radiant_flux), spec.radiant != RadiantLaw::none);
    return set;
}

Errors check_needs(const ExposureSpec& spec, QuantitySet provided, const std::string& source_name) {
    Errors errors;
    QuantitySet substituted;
    for (const Substitution& substitution : spec.substitutions) {
        const std::size_t row = row_of(substitution.quantity);
        substituted.set(row);
        if (provided.test(row))
            errors.push_back({ErrorCode::schema, spec.where,
                              fmt::format("{} is substituted although '{}' provides it: leave the "
                                          "substitution out, it would hide data",
                                          quantity_names[row], source_name)});
    }
    const QuantitySet missing = needs(spec) & ~provided & ~substituted;
    for (std::size_t row = 0; row < quantity_count; ++row)
        if (missing.test(row)) {
            const auto quantity = static_cast<Quantity>(row);
            errors.push_back(
                {ErrorCode::unsupported, spec.where,
                 fmt::format("'{}' has no {}, which {} needs: {}", source_name, quantity_names[row],
                             reader_of(spec, quantity), cure_for(quantity))});
        }
    return errors;
}

}  // namespace wayout
