#include "input/fire_form.hpp"

#include "input/exposure_form.hpp"
#include "input/fire_results_form.hpp"
#include "input/zone_fire_form.hpp"

namespace wayout {
namespace {

constexpr Range time_of_incident{0.0, 86400.0};

void tenability_fields(Fields& fields, TenabilitySpec& limits) {
    fields.optional("visibility_m", limits.visibility_m, number({0.0, 30.0, true}),
                    "Less than this is untenable. The default is design practice, from memory.");
    fields.optional("temperature_c", limits.temperature_k, temperature_in_celsius({0.0, 500.0}),
                    "More than this is untenable. The default is design practice, from memory.");
    fields.optional(
        "radiant_flux_kw_per_m2", limits.radiant_flux_kw_per_m2, number({0.0, 100.0, true}),
        "More than this is untenable: the limit of tolerance for minutes, read in secondary sources.");
    fields.optional(
        "dose", limits.dose, number({0.0, 10.0, true}),
        "Dose of gas or heat, taken up by standing there from the beginning, beyond which a place is "
        "untenable.");
    fields.optional("zone_area_frac", limits.zone_area_frac, number({0.0, 1.0, true}),
                    "A zone is untenable when this share of its area is.");
}

void aversion_fields(Fields& fields, SmokeAversionSpec& aversion) {
    fields.optional("sight_m", aversion.sight_m, number({0.0, 200.0}),
                    "So far people judge the air on their way.");
    fields.optional("turn_back_visibility_m", aversion.turn_back_visibility_m, number({0.0, 30.0, true}),
                    "People turn back from air in which they would see less far. Our choice.");
    fields.optional("turn_back_temperature_c", aversion.turn_back_temperature_k,
                    temperature_in_celsius({20.0, 500.0}), "People turn back from hotter air. Our choice.");
    fields.optional("turn_back_dose", aversion.turn_back_dose, number({0.0, 10.0, true}),
                    "People turn back from a way on which they would take up this dose. Our choice.");
    fields.optional(
        "barred_wait_s", aversion.barred_wait_s, number({0.0, 3600.0}),
        "People who would turn back from every way, and stand where the air can be borne, wait so "
        "long before they look again. 0: they go through the smoke.");
    fields.optional(
        "begin_extinction_per_m", aversion.begin_extinction_per_m, number({0.0, 1000.0, true}),
        "People who have not begun to walk begin when the smoke around them is so thick. Our choice.");
    fields.optional("begin_flux_kw_per_m2", aversion.begin_flux_kw_per_m2, number({0.0, 1000.0, true}),
                    "They begin when they feel so much radiation. Our choice.");
    fields.optional("dose_worth_s", aversion.dose_worth_s, number({0.0, 100000.0}),
                    "Detour that people make to avoid a dose of 1, in seconds of walking. Our choice.");
}

}  // namespace

void fire_fields(Fields& fields, FireSpec& fire) {
    fire.where = fields.where();
    fields.optional("starts_at_s", fire.starts_at_s, number(time_of_incident),
                    "Time of the incident at which the fire's own time begins; before, the air is clear.");
    fields.optional("fds", fire.fds, fds_result(), "Slices of a finished FDS run.");
    fields.optional("cfast", fire.cfast, cfast_result(), "Compartments of a finished CFAST run.");
    fields.optional("curves", fire.curves, curves(), "Tables of the air over time, by zone.");
    fields.optional("zone_model", fire.zone_model, object("zone fire", zone_fire_fields),
                    "The built-in two-zone fire.");
    fields.exactly_one_of({"fds", "cfast", "curves", "zone_model"});
    fields.optional("tenability", fire.tenability, object("tenability limits", tenability_fields),
                    "When a place counts as untenable, for the available time (ASET).");
    fields.optional("smoke_aversion", fire.aversion, object("smoke aversion", aversion_fields),
                    "How people avoid smoke and when they turn back.");
}

void power_failure_fields(Fields& fields, PowerFailureSpec& power) {
    power.where = fields.where();
    fields.required("fails_at_s", power.fails_at_s, number(time_of_incident),
                    "Escalators stop, emergency lighting takes over.");
    fields.optional("returns_at_s", power.returns_at_s, number(time_of_incident),
                    "Everything is as before from then on. Without: not in this run.");
    fields.optional(
        "emergency_speed_frac", power.emergency_speed_frac, number({0.0, 1.0, true}),
        "Walking speed under emergency lighting as a share of the normal one. There is no agreed value.");
    fields.optional("signs_stay_lit", power.signs_stay_lit, yes_or_no(),
                    "Escape signs have a supply of their own; otherwise they count as reflecting.");
    fields.optional("silent_alarm_delay_s", power.silent_alarm_delay_s, number({0.0, 86400.0}),
                    "People who have not begun to walk begin so much later, because the alarm falls silent.");
    fields.check(!power.returns_at_s || *power.returns_at_s > power.fails_at_s, "returns_at_s",
                 "the power returns before it has failed; give a later time, or leave the key out");
}

}  // namespace wayout
