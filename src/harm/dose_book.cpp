#include "harm/dose_book.hpp"

#include "core/assert.hpp"
#include "harm/asphyxiant.hpp"
#include "harm/exposure_needs.hpp"
#include "harm/heat_dose.hpp"
#include "harm/irritants.hpp"
#include "harm/smoke_sight.hpp"
#include "harm/susceptibility.hpp"
#include "hazards/air_values.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wayout {
namespace {

using Terms = std::array<double, dose_term_count>;

/// Faster than anything survives, and small enough that sums stay finite whatever the data say.
constexpr double largest_rate_per_s = 1e6;

constexpr std::size_t convective_row = static_cast<std::size_t>(DoseTerm::convective);
constexpr std::size_t radiant_row = static_cast<std::size_t>(DoseTerm::radiant);

/// Terms that lead to one endpoint together: [first, end).
struct Endpoint {
    std::size_t first;
    std::size_t end;

    double sum(const Terms& terms) const {
        return std::accumulate(terms.begin() + static_cast<std::ptrdiff_t>(first),
                               terms.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
    }
};
constexpr Endpoint gas_endpoint{0, asphyxiant_term_count};

Endpoint heat_endpoint(RadiantLaw law) {
    return {convective_row, ends_in_incapacitation(law) ? radiant_row + 1 : radiant_row};
}

/// Kahan's compensated sum: `lost` is what the sum so far is too large by.
void add_compensated(double& sum, double& lost, double summand) {
    const double corrected = summand - lost;
    const double larger = sum + corrected;
    lost = (larger - sum) - corrected;
    sum = larger;
}

/// Doses before and during a step with constant rates.
struct Growth {
    const Terms& before;
    const Terms& rate_per_s;
    double from_s;
    double dt_s;

    /// The moment in this step at which the endpoint's dose is `threshold`, if it is by then.
    ThresholdCrossing reach(const Endpoint& endpoint, double threshold) const {
        const double dose = endpoint.sum(before);
        const double rate = endpoint.sum(rate_per_s);
        if (!(dose + rate * dt_s >= threshold))
            return {};
        const double after_s = dose >= threshold ? 0.0 : std::min(dt_s, (threshold - dose) / rate);
        return {from_s + after_s, largest_term(endpoint, after_s)};
    }

private:
    HarmCause largest_term(const Endpoint& endpoint, double after_s) const {
        std::size_t largest = endpoint.first;
        double most = -1.0;
        for (std::size_t i = endpoint.first; i < endpoint.end; ++i) {
            const double dose = before[i] + rate_per_s[i] * after_s;
            if (dose > most) {
                most = dose;
                largest = i;
            }
        }
        return static_cast<HarmCause>(largest + 1);
    }
};
static_assert(static_cast<std::size_t>(HarmCause::co) == static_cast<std::size_t>(DoseTerm::co) + 1 &&
                  static_cast<std::size_t>(HarmCause::radiant) == radiant_row + 1,
              "HarmCause follows the order of DoseTerm");

/// Keeps the first of two, and what happened before both.
void note_first(ThresholdCrossing& kept, const ThresholdCrossing& a, const ThresholdCrossing& b) {
    if (kept.has_happened())
        return;
    kept = b.time_s < a.time_s ? b : a;
}

}  // namespace

DoseBook::DoseBook(const ExposureSpec& spec, QuantitySet provided, std::size_t people_count,
                   std::uint64_t seed)
    : spec_(spec), exposures_(people_count), lost_(people_count, Terms{}) {
    WAYOUT_ASSERT(check_needs(spec, provided, "source").empty(), "doses from a source that lacks quantities");
    const QuantitySet needed = needs(spec);
    for (std::size_t row = 0; row < quantity_count; ++row)
        if (needed.test(row) && provided.test(row))
            read_.push_back(member_of(static_cast<Quantity>(row)));
    for (const Substitution& substitution : spec.substitutions)
        if (needed.test(static_cast<std::size_t>(substitution.quantity)))
            filled_in_.push_back(substitution);
    for (std::size_t row = 0; row < people_count; ++row) {
        const Susceptibility own = draw_susceptibility(spec, seed, static_cast<AgentId>(row + 1));
        exposures_[row].gas_threshold = spec.incapacitated_dose * own.gas;
        exposures_[row].heat_threshold = spec.incapacitated_dose * own.heat;
    }
}

std::size_t DoseBook::row_of(AgentId person) const {
    WAYOUT_ASSERT(person >= 1 && person <= exposures_.size(), "dose of a person who is not in the book");
    return person - 1;
}

bool DoseBook::is_known(const AirSample& sample) const {
    return sample.covered && std::all_of(read_.begin(), read_.end(), [&](double Air::*member) {
               return std::isfinite(sample.air.*member);
           });
}

Air DoseBook::with_substitutions(Air air) const {
    for (const Substitution& substitution : filled_in_)
        air.*member_of(substitution.quantity) = substitution.value;
    return air;
}

DoseBook::Terms DoseBook::rates_per_s(const Air& air, Exertion exertion) const {
    const AsphyxiantRate gas = asphyxiant_rate(spec_.asphyxiant, air, uptake_of(spec_, exertion),
                                               spec_.irritants ? irritant_dose_per_min(air) : 0.0);
    const HeatRate heat = heat_rate(spec_.convective, spec_.radiant, air);
    // Bounded first: nothing times infinitely fast breathing is still nothing.
    const double breaths = std::min(gas.breathing_factor, largest_rate_per_s) / 60.0;
    Terms rates{gas.co_per_min * breaths,  gas.cn_per_min * breaths,
                gas.nox_per_min * breaths, gas.irritant_per_min * breaths,
                gas.oxygen_per_min / 60.0, heat.convective_per_s,
                heat.radiant_per_s};
    for (double& rate : rates) rate = std::min(rate, largest_rate_per_s);
    return rates;
}

double DoseBook::gas_part(const Terms& terms) const {
    return gas_endpoint.sum(terms);
}

double DoseBook::heat_part(const Terms& terms) const {
    return heat_endpoint(spec_.radiant).sum(terms);
}

void DoseBook::note_irritants(Exposure& exposure, const Air& air, double now_s) const {
    const double fic = fractional_irritant_concentration(air);
    const double fec = fractional_effective_concentration(air);
    exposure.largest_fic = std::max(exposure.largest_fic, fic);
    exposure.largest_fec = std::max(exposure.largest_fec, fec);
    if (spec_.irritant_endpoint == IrritantEndpoint::none)
        return;
    const ThresholdCrossing now{now_s, HarmCause::irritant_concentration};
    if (!exposure.impaired.has_happened() && escape_impairment(air) >= 1.0)
        exposure.impaired = now;
    const double sum = spec_.irritant_endpoint == IrritantEndpoint::fec ? fec : fic;
    if (!exposure.incapacitated.has_happened() && sum >= exposure.gas_threshold)
        exposure.incapacitated = now;
}

void DoseBook::note_crossings(Exposure& exposure, const Terms& rate_per_s, double from_s, double dt_s) const {
    const Growth growth{exposure.dose, rate_per_s, from_s, dt_s};
    const Endpoint heat = heat_endpoint(spec_.radiant);
    note_first(exposure.impaired, growth.reach(gas_endpoint, spec_.impaired_dose),
               growth.reach(heat, spec_.impaired_dose));
    note_first(exposure.incapacitated, growth.reach(gas_endpoint, exposure.gas_threshold),
               growth.reach(heat, exposure.heat_threshold));
    if (spec_.fatal_factor)
        note_first(exposure.fatal, growth.reach(gas_endpoint, *spec_.fatal_factor * exposure.gas_threshold),
                   growth.reach(heat, *spec_.fatal_factor * exposure.heat_threshold));
    if (!ends_in_incapacitation(spec_.radiant))
        note_first(exposure.radiant_limit, growth.reach({radiant_row, radiant_row + 1}, 1.0), {});
}

void DoseBook::add(AgentId person, const AirSample& sample, Exertion exertion, double from_s, double dt_s) {
    WAYOUT_ASSERT(dt_s >= 0.0, "dose over a negative time");
    const std::size_t row = row_of(person);
    Exposure& exposure = exposures_[row];
    if (!is_known(sample)) {
        exposure.uncovered_s += dt_s;
        return;
    }
    const Air air = with_substitutions(sample.air);
    exposure.covered_s += dt_s;
    if (air.extinction_per_m >= spec_.in_smoke_per_m)
        exposure.in_smoke_s += dt_s;
    exposure.lowest_visibility_m =
        std::min(exposure.lowest_visibility_m, visibility_m(air.extinction_per_m, spec_.sign));
    if (spec_.irritants)
        note_irritants(exposure, air, from_s);
    const Terms rates = rates_per_s(air, exertion);
    note_crossings(exposure, rates, from_s, dt_s);
    for (std::size_t i = 0; i < dose_term_count; ++i)
        add_compensated(exposure.dose[i], lost_[row][i], rates[i] * dt_s);
}

double DoseBook::covered_person_s() const {
    return std::accumulate(exposures_.begin(), exposures_.end(), 0.0,
                           [](double sum, const Exposure& e) { return sum + e.covered_s; });
}

double DoseBook::uncovered_person_s() const {
    return std::accumulate(exposures_.begin(), exposures_.end(), 0.0,
                           [](double sum, const Exposure& e) { return sum + e.uncovered_s; });
}

}  // namespace wayout
