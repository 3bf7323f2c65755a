/// What smoke, gases and heat have done to each person of a run.
#pragma once

#include "hazards/hazard_source.hpp"

#include <wayout/exposure.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Doses by person, with the moments at which thresholds were first reached. They keep growing while somebody
/// lies, and stay as they are when nothing is added: outside, or after rescue.
///
/// Every person has rows of his own, so that different people may be added from different threads. Nothing is
/// allocated after the start. Sums are compensated: how time is cut into steps does not show in a dose.
class DoseBook {
public:
    /// People 1 to `people_count`; their thresholds are drawn here, once.
    /// @param provided  what the source knows, for which check_needs() found no problem; the rest of what is
    ///                  needed comes from the substitutions
    DoseBook(const ExposureSpec& spec, QuantitySet provided, std::size_t people_count, std::uint64_t seed);

    /// Lets a person bear that air from `from_s` on. Without data, or where a needed value is not a finite
    /// number, the time counts as not covered and there is no dose.
    /// @param dt_s  >= 0; the sample stands for all of it
    void add(AgentId person, const AirSample& sample, Exertion exertion, double from_s, double dt_s);

    /// Rates of the terms of a dose, by DoseTerm, in that air.
    using Terms = std::array<double, dose_term_count>;
    Terms rates_per_s(const Air& air, Exertion exertion) const;
    /// The parts of rates or doses that lead to incapacitation by gas and by heat.
    double gas_part(const Terms& terms) const;
    double heat_part(const Terms& terms) const;
    /// Whether the source knows all that the laws need there.
    bool is_known(const AirSample& sample) const;
    /// The air with what the source does not know filled in from the substitutions.
    Air with_substitutions(Air air) const;

    const Exposure& of(AgentId person) const { return exposures_[row_of(person)]; }
    /// By person, the first one's first.
    std::span<const Exposure> all() const { return exposures_; }
    /// Summed over all people.
    double covered_person_s() const;
    double uncovered_person_s() const;

private:
    std::size_t row_of(AgentId person) const;
    void note_irritants(Exposure& exposure, const Air& air, double now_s) const;
    void note_crossings(Exposure& exposure, const Terms& rate_per_s, double from_s, double dt_s) const;

    ExposureSpec spec_;
    std::vector<double Air::*> read_;      ///< what the source must have filled
    std::vector<Substitution> filled_in_;  ///< what it does not know
    std::vector<Exposure> exposures_;
    std::vector<Terms> lost_;  ///< by person: what rounding took from the doses
};

}  // namespace wayout
