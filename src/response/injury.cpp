#include "response/injury.hpp"

#include "agents/distribution.hpp"
#include "core/random.hpp"
#include "response/medical_draws.hpp"
#include "response/survival.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// A score that a rule gives is never below this: only the run itself, or a lethal load, takes all signs of
/// life.
constexpr double least_rpm_alive = 1.0;

/// The lowest score of those that the rules give, and what gave it.
class Worst {
public:
    void add(double rpm, InjuryCause cause) {
        if (!injury_ || rpm < injury_->rpm)
            injury_ = Injury{rpm, cause, {}, false};
    }
    std::optional<Injury> take() const { return injury_; }

private:
    std::optional<Injury> injury_;
};

double draw(std::uint64_t seed, AgentId person, std::uint32_t index) {
    return uniform01_open(seed, person, Draw::medical, 0, index);
}

/// Of gases and of heat, relative to the person's thresholds.
struct RelativeDose {
    double gas{0.0};
    double heat{0.0};
};

RelativeDose relative_dose(const Exposure& e) {
    // Radiant laws that end at pain or a burn have a limit of their own and are not added to the others.
    const double radiant = e.radiant_limit.has_happened() ? 0.0 : e.of(DoseTerm::radiant);
    return {e.fed_asphyxiant() / e.gas_threshold, (e.of(DoseTerm::convective) + radiant) / e.heat_threshold};
}

/// Nothing: below all bands.
std::optional<double> rpm_of_dose(double dose, const InjuryRules& rules) {
    if (dose >= 1.0)
        return std::max(least_rpm_alive, rules.unconscious_rpm - rules.rpm_lost_per_dose * (dose - 1.0));
    if (dose >= rules.conscious_from_dose)
        return rules.conscious_rpm;
    if (dose >= rules.minor_from_dose)
        return rules.minor_rpm;
    return std::nullopt;
}

void add_air(const Exposure& e, const InjuryRules& rules, Worst& worst) {
    const RelativeDose dose = relative_dose(e);
    if (const auto rpm = rpm_of_dose(dose.gas, rules))
        worst.add(*rpm, InjuryCause::smoke);
    if (const auto rpm = rpm_of_dose(dose.heat, rules))
        worst.add(*rpm, InjuryCause::burn);
    if (e.incapacitated.cause == HarmCause::irritant_concentration)
        worst.add(rules.irritated_rpm, InjuryCause::smoke);
    if (e.radiant_limit.has_happened())
        worst.add(rules.minor_rpm, InjuryCause::burn);
}

void add_crush(const PersonResult& person, const InjuryRules& rules, std::uint64_t seed, Worst& worst) {
    if (!(person.crush_dose >= 0.0))
        return;
    double dose = person.crush_dose;
    if (rules.crush_scatter > 0.0) {
        Distribution threshold;
        threshold.kind = Distribution::Kind::lognormal;
        threshold.mu = 0.0;
        threshold.sigma = rules.crush_scatter;
        dose /= quantile(threshold, draw(seed, person.id, medical_draw::crush_threshold));
    }
    if (dose >= rules.crushed_to_death_dose)
        worst.add(0.0, InjuryCause::crush);
    else if (dose >= rules.crushed_from_dose)
        worst.add(rules.crushed_rpm, InjuryCause::crush);
    else if (dose >= rules.distressed_from_dose)
        worst.add(rules.minor_rpm, InjuryCause::crush);
}

/// A run says of nobody else that he is not able for no reason of the air.
bool is_beneath_structure(const PersonResult& person) {
    return !std::isnan(person.freed_s) || (person.outcome == Outcome::incapacitated && person.exposure &&
                                           !person.exposure->incapacitated.has_happened());
}

void add_structure(const PersonResult& person, const InjuryRules& rules, std::uint64_t seed, Worst& worst) {
    if (is_beneath_structure(person))
        worst.add(rules.trapped_rpm, InjuryCause::structure);
    else if (person.is_injured)
        worst.add(draw(seed, person.id, medical_draw::structure_serious) < rules.structure_serious_frac
                      ? rules.structure_serious_rpm
                      : rules.minor_rpm,
                  InjuryCause::structure);
}

/// Whole points, triangular about 0.
double scattered(double rpm, const InjuryRules& rules, std::uint64_t seed, AgentId person) {
    const RandomBlock block = random_block(seed, person, Draw::medical, 0, medical_draw::score_scatter);
    const double triangular = unit_double(block[0], block[1]) + unit_double(block[2], block[3]) - 1.0;
    return std::clamp(rpm + std::round(rules.scatter_points * triangular), least_rpm_alive, highest_rpm);
}

CareNeeds needs_of(const PersonResult& person, const InjuryRules& rules, std::uint64_t seed) {
    CareNeeds needs;
    needs.paediatric = rules.age_class_of(person.age_years) == AgeClass::child;
    if (!person.exposure)
        return needs;
    const RelativeDose dose = relative_dose(*person.exposure);
    needs.burn = dose.heat >= rules.burn_from_dose;
    needs.ventilator =
        dose.gas >= 1.0 && draw(seed, person.id, medical_draw::ventilator) < rules.ventilator_frac;
    return needs;
}

}  // namespace

std::optional<Injury> injury_of(const PersonResult& person, const InjuryRules& rules, std::uint64_t seed) {
    Worst worst;
    if (person.exposure)
        add_air(*person.exposure, rules, worst);
    add_crush(person, rules, seed, worst);
    add_structure(person, rules, seed, worst);
    if (person.outcome == Outcome::incapacitated && !person.exposure)
        worst.add(rules.other_rpm, InjuryCause::other);
    std::optional<Injury> injury = worst.take();
    if (!injury && person.is_dead)
        injury = Injury{};
    if (!injury)
        return injury;
    injury->is_beneath_structure = is_beneath_structure(person);
    if (person.is_dead)
        injury->rpm = 0.0;
    if (injury->rpm > 0.0)
        injury->rpm = scattered(injury->rpm, rules, seed, person.id);
    injury->needs = needs_of(person, rules, seed);
    return injury;
}

}  // namespace wayout
