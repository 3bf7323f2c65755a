/// How smoke, gases and heat act on people: what the user chooses, and what is kept of each person.
///
/// Laws, constants and their sources: docs/models/exposure.md. Tags: [R] read in the source, [S] read in a
/// secondary text, [M] from memory, to be verified. Published laws differ by a factor of two, so the chosen
/// one stands in every result: describe().
#pragma once

#include <wayout/air_quantity.hpp>
#include <wayout/ids.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

// ---------------------------------------------------------------- laws by name

/// Fractional effective dose of asphyxiant gases.
enum class AsphyxiantLaw {
    fds,       ///< what FDS and FDS+Evac compute [R]
    iso13571,  ///< ISO 13571:2012 as CFAST implements it [R]: CO and HCN only
    sfpe5,     ///< SFPE Handbook, 5th ed., eq. 63.38 [S]
    none
};
inline constexpr std::array<std::string_view, 4> asphyxiant_law_names{"fds", "iso13571", "sfpe5", "none"};

/// How hard people breathe.
enum class Exertion { rest, light, heavy };
inline constexpr std::array<std::string_view, 3> exertion_names{"rest", "light", "heavy"};

/// Dose of heat from the gas on the skin.
enum class ConvectiveLaw {
    conv_light,    ///< lightly clothed [S]
    conv_clothed,  ///< fully clothed [R]
    conv_mid,      ///< design fit for mid humidity [S]
    none
};
inline constexpr std::array<std::string_view, 4> convective_law_names{"conv_light", "conv_clothed",
                                                                      "conv_mid", "none"};

/// Dose of radiant heat on the skin. Only rad_injury_sfpe ends where the convective laws end, at
/// incapacitation, and is added to them; the others are kept apart.
enum class RadiantLaw {
    rad_injury_sfpe,  ///< serious injury, incapacitation [S]
    rad_pain_sfpe,    ///< severe pain [S]
    rad_pain_iso,     ///< pain [R]
    rad_burn_iso,     ///< second-degree burn [M]
    none
};
inline constexpr std::array<std::string_view, 5> radiant_law_names{"rad_injury_sfpe", "rad_pain_sfpe",
                                                                   "rad_pain_iso", "rad_burn_iso", "none"};

/// Walking speed in smoke.
enum class SmokeSpeedLaw {
    lund,        ///< FDS+Evac [R]
    lund_abs,    ///< the same data read as a speed [S]
    fridolf,     ///< design rule of Fridolf et al. 2019 [S]
    jin_nonirr,  ///< smoke that does not irritate, Purser 2003 [S]
    purser_log,  ///< irritating smoke, SFPE Handbook eq. 63.10 [S]
    none         ///< smoke does not slow
};
inline constexpr std::array<std::string_view, 6> smoke_speed_law_names{"lund",       "lund_abs",   "fridolf",
                                                                       "jin_nonirr", "purser_log", "none"};

/// Kind of the signs and lights that people look for: visibility is 3 / K or 8 / K [S].
enum class SignKind { reflecting, emitting };
inline constexpr std::array<std::string_view, 2> sign_kind_names{"reflecting", "emitting"};

/// Which sum of irritant concentrations stops people when it reaches the threshold. With either, people are
/// impaired from the concentrations on that impair escape, SFPE Handbook, 5th ed., table 63.6 [S].
enum class IrritantEndpoint {
    fec,  ///< ISO 13571 [S]
    fic,  ///< FDS+Evac guide, table 2 [R]
    none  ///< sums are only recorded
};
inline constexpr std::array<std::string_view, 3> irritant_endpoint_names{"fec", "fic", "none"};

/// What becomes of somebody who is incapacitated.
enum class OnIncapacitation {
    lies,    ///< stays, lying
    stands,  ///< stays, standing as in FDS+Evac
    walks    ///< only the record says so
};
inline constexpr std::array<std::string_view, 3> on_incapacitation_names{"lies", "stands", "walks"};

// ---------------------------------------------------------------- what the user chooses

/// A value that stands for a quantity which the fire data lack, everywhere and at all times.
struct Substitution {
    Quantity quantity{Quantity::hcn};
    double value{0.0};   ///< in the unit of the quantity's member of Air: ppm, mole fraction, kW/m2
    std::string reason;  ///< why that is right; reports print it
};

/// Defaults run: deterministic thresholds of the median person, FDS's dose, no irritants.
struct ExposureSpec {
    AsphyxiantLaw asphyxiant{AsphyxiantLaw::fds};
    Exertion exertion{Exertion::light};
    /// CO uptake in 1/min per ppm^1.036, instead of that of the exertion; for laws fds and sfpe5.
    std::optional<double> co_uptake_per_min;
    ConvectiveLaw convective{ConvectiveLaw::conv_light};
    RadiantLaw radiant{RadiantLaw::rad_injury_sfpe};

    bool irritants{false};  ///< count irritant gases: dose (laws fds, sfpe5), FIC and FEC
    IrritantEndpoint irritant_endpoint{IrritantEndpoint::fec};
    bool irritants_slow{false};  ///< needs a law of smoke that does not irritate

    /// Standard deviation of the logarithm of personal thresholds; 0: everybody is the median person.
    /// 0.94 fits the bands of NIST TN 1797 [D], 1.0 gives the 11.4 % of ISO 13571 [D].
    double sigma_gas{0.0};
    double sigma_heat{0.0};      ///< no published spread
    bool separate_draws{false};  ///< heat thresholds are drawn apart from those for gas

    double impaired_dose{0.3};       ///< asphyxiant or heat dose
    double incapacitated_dose{1.0};  ///< of the median person, each endpoint by itself
    /// Dose of death as a multiple of the person's threshold. There is no validated value; without one nobody
    /// is counted as dead.
    std::optional<double> fatal_factor;
    double impaired_speed_frac{1.0};  ///< own choice; no published value
    OnIncapacitation on_incapacitation{OnIncapacitation::lies};

    double head_height_m{1.6};  ///< above the floor; FDS+Evac's [R]
    SmokeSpeedLaw smoke_speed{SmokeSpeedLaw::lund};
    double min_speed_frac{0.1};           ///< floor of lund and of irritants_slow [R]
    std::optional<double> min_speed_mps;  ///< floor of the other laws instead of their own
    SignKind sign{SignKind::reflecting};
    /// Extinction from which somebody counts as in smoke: least that strangers to a building do not bear,
    /// Jin 1976 [S].
    double in_smoke_per_m{0.1};

    std::vector<Substitution> substitutions;
    std::string where;  ///< place in the input, for messages
};

/// One text for reports: every law, constant and threshold by name and value.
std::string describe(const ExposureSpec& spec);

// ---------------------------------------------------------------- what is kept of each person

/// Parts of a dose. The first five add up to the asphyxiant dose.
enum class DoseTerm : std::size_t { co, cn, nox, irritant, oxygen, convective, radiant };
inline constexpr std::size_t dose_term_count = 7;
inline constexpr std::size_t asphyxiant_term_count = 5;
inline constexpr std::array<std::string_view, dose_term_count> dose_term_names{
    "CO", "HCN", "NOx", "irritant dose", "low O2", "hot gas", "radiation"};

/// Why a threshold was reached: the largest term of the dose that reached it, or the irritants of the moment.
enum class HarmCause {
    none,
    co,
    cn,
    nox,
    irritant_dose,
    oxygen,
    convective,
    radiant,
    irritant_concentration
};
inline constexpr std::array<std::string_view, 9> harm_cause_names{
    "none", "CO", "HCN", "NOx", "irritant dose", "low O2", "hot gas", "radiation", "irritant concentration"};

struct ThresholdCrossing {
    double time_s{std::numeric_limits<double>::infinity()};  ///< +inf: never
    HarmCause cause{HarmCause::none};

    bool has_happened() const { return cause != HarmCause::none; }
    friend bool operator==(const ThresholdCrossing&, const ThresholdCrossing&) = default;
};

enum class Condition { able, impaired, incapacitated, dead };
inline constexpr std::array<std::string_view, 4> condition_names{"able", "impaired", "incapacitated", "dead"};

/// What one person has borne so far. Doses never fall.
struct Exposure {
    std::array<double, dose_term_count> dose{};  ///< by DoseTerm; gas terms with the CO2 factor
    double largest_fic{0.0};                     ///< with irritants
    double largest_fec{0.0};                     ///< with irritants
    double lowest_visibility_m{30.0};
    double in_smoke_s{0.0};
    double covered_s{0.0};
    double uncovered_s{0.0};  ///< no data where the person was: no dose, which is not clean air
    double gas_threshold{1.0};
    double heat_threshold{1.0};
    ThresholdCrossing impaired;
    ThresholdCrossing incapacitated;
    ThresholdCrossing fatal;
    ThresholdCrossing radiant_limit;  ///< pain or burn, of the radiant laws that end there

    double of(DoseTerm term) const { return dose[static_cast<std::size_t>(term)]; }
    double fed_asphyxiant() const { return dose[0] + dose[1] + dose[2] + dose[3] + dose[4]; }
    Condition condition() const {
        if (fatal.has_happened())
            return Condition::dead;
        if (incapacitated.has_happened())
            return Condition::incapacitated;
        return impaired.has_happened() ? Condition::impaired : Condition::able;
    }
    friend bool operator==(const Exposure&, const Exposure&) = default;
};

}  // namespace wayout
