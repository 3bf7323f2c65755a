/// Public warnings and scenarios: what a warning changes in a scenario, and a warning that tells a forecast.
/// docs/howto/alerts-and-situation-reports.md. Tags: [D] our choice, to be changed by the user.
#pragma once

#include <wayout/alarm.hpp>
#include <wayout/alert.hpp>
#include <wayout/scenario_change.hpp>
#include <wayout/vec2.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

// ---------------------------------------------------------------- in

/// Where a plan lies on the earth.
struct PlanOnEarth {
    GeoPoint origin;           ///< of the plan's point (0, 0)
    double rotation_rad{0.0};  ///< from east to the plan's x axis, counter-clockwise
};

/// A place in the plan's coordinates: metres east and north of the origin on the ellipsoid of WGS 84, turned.
/// The scale is that at the origin: the error is 0.1 % of the distance at 10 km (in latitudes below 60
/// degrees), so that a venue is exact to the millimetre and a far corner of a large area is not.
Vec2 on_plan(const PlanOnEarth& plan, const GeoPoint& place);

struct ApplyAlertOptions {
    std::optional<PlanOnEarth> plan;  ///< either this ...
    std::vector<std::string> zones;   ///< ... or the zones and storeys that the area covers, by the user ...
    bool everywhere{false};           ///< ... or all of the venue
    /// The clock time of the incident's second 0 ...
    std::optional<AlertTime> begins;
    /// ... or the second of the incident at which the message takes effect.
    std::optional<double> at_s;
    /// Messages that are no real ones (Exercise, System, Test, Draft) are used too.
    bool not_actual{false};
    std::string language;                 ///< of the information to be used; empty: the first
    AlarmKind channel{AlarmKind::phone};  ///< by which people in the venue learn of it; no bell
    double heard_frac{1.0};               ///< share of the people there who get it: an assumption of the user
    double attendance_frac{
        1.0};  ///< share of the visitors who come in spite of it: an assumption of the user
};

struct AppliedAlert {
    std::string scenario_json;            ///< the whole scenario with the changes
    std::vector<ScenarioChange> changes;  ///< the same changes by themselves
    std::vector<std::string> said;        ///< what became of the message, in sentences; and what did not
};

/// What the message asks for as parts of the scenario: Evacuate an alarm (or, without noticing, an order to
/// leave), Shelter an order to take shelter, Avoid danger areas that people learn of by the message, AllClear
/// the end of these. Errors, all at once: of the message, of the scenario, of the options; a message that is
/// over, of a status that was not allowed, that nothing can be made of, or whose area does not touch the
/// venue.
Result<AppliedAlert> apply_alert(const AlertDraft& draft, const std::filesystem::path& scenario,
                                 const ApplyAlertOptions& options);

/// Writes the new scenario, with the message and the changes in comments at its head; whole or not at all.
/// Errors: the file exists and `force` is false; it lies in another folder than a scenario that names files.
Errors write_applied_alert(const AppliedAlert& applied, const AlertDraft& draft,
                           const std::filesystem::path& scenario, const std::filesystem::path& file,
                           bool force);

// ---------------------------------------------------------------- out

/// From this share of the runs on a forecast is "Likely", else "Possible". [D]
inline constexpr double likely_from_frac = 0.5;

struct ForecastAlertOptions {
    AlertStatus status{AlertStatus::exercise};
    bool is_actual_confirmed{false};  ///< without it, no message with status Actual is made
    std::string sender;               ///< needed
    std::string identifier;           ///< empty: from the results
    AlertTime sent;
    std::string variant;       ///< of a study, by id; empty: the first
    double time_limit_s{0.0};  ///< what the message tells of: not everybody out within it; 0: not everybody
                               ///< out and unharmed at the end
    ResponseType response{ResponseType::monitor};
    AlertUrgency urgency{AlertUrgency::unknown};
    AlertSeverity severity{AlertSeverity::unknown};
    std::string place;                ///< in words; empty: the scenario's name
    std::optional<GeoCircle> circle;  ///< where that is
    std::string language{"en-US"};
};

/// A message that tells a forecast, from a result folder or a study. Its certainty is never more than Likely,
/// of a single run Possible. Errors: nothing there, no sender, Actual without confirmation, an unknown
/// variant.
Result<Alert> forecast_alert(const std::filesystem::path& result_or_study,
                             const ForecastAlertOptions& options);

}  // namespace wayout
