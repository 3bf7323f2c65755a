/// What a user says of the fire of an incident, of the power supply, and of what counts as untenable.
#pragma once

#include <wayout/fire_results.hpp>
#include <wayout/zone_fire.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Limits by which a place counts as untenable, for the available time (ASET). The first that is exceeded
/// counts. Radiation: ISO 13571 and SFPE handbook, read in secondary texts. The others are limits of design
/// practice, from memory: a project sets its own.
struct TenabilitySpec {
    double visibility_m{10.0};
    double temperature_k{333.15};
    double radiant_flux_kw_per_m2{2.5};
    /// Of somebody who stands there from the beginning of the fire: asphyxiant or heat.
    double dose{0.3};
    /// Share of a zone's area that must be untenable before the zone is.
    double zone_area_frac{0.1};
};

enum class TenabilityLimit { none, visibility, temperature, radiation, asphyxiant_dose, heat_dose };
inline constexpr std::array<std::string_view, 6> tenability_limit_names{
    "none", "visibility", "temperature", "radiation", "asphyxiant dose", "heat dose"};

/// When people turn back and how much they avoid smoke. Our choices, docs/models/way-finding.md.
struct SmokeAversionSpec {
    double sight_m{30.0};                ///< of the way ahead that people judge
    double turn_back_visibility_m{3.0};  ///< of reflecting signs in the air ahead
    double turn_back_temperature_k{333.15};
    double turn_back_dose{0.3};
    /// Whoever finds every way barred so, and stands in air that can be borne, waits so long before looking
    /// again. 0: presses on at once.
    double barred_wait_s{0.0};
    /// People who have not begun to walk begin when the air at their own place is so; our choices.
    double begin_extinction_per_m{0.1};
    double begin_flux_kw_per_m2{1.0};
    double dose_worth_s{600.0};  ///< of walking: the detour that avoiding a dose of 1 is worth
};

/// Where the air comes from: exactly one source.
struct FireSpec {
    /// Time of the incident at which the fire's own time begins. Before, the air is clear.
    double starts_at_s{0.0};
    std::optional<FdsResultSpec> fds;
    std::optional<CfastResultSpec> cfast;
    std::optional<CurvesSpec> curves;
    std::optional<ZoneFireSpec> zone_model;
    TenabilitySpec tenability;
    SmokeAversionSpec aversion;
    std::string where;
};

/// A failure of the power supply: escalators stop, and emergency lighting takes over.
struct PowerFailureSpec {
    double fails_at_s{0.0};
    std::optional<double> returns_at_s;
    /// Walking speed under emergency lighting against normal light. There is no agreed value: 1 until the
    /// user says otherwise.
    double emergency_speed_frac{1.0};
    bool signs_stay_lit{true};  ///< with a supply of their own
    /// People who have not begun to walk begin so much later, because no alarm is heard any more. 0: the
    /// alarm has a supply of its own.
    double silent_alarm_delay_s{0.0};
    std::string where;
};

}  // namespace wayout
