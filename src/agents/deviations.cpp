#include <wayout/deviations.hpp>

#include "agents/calibration.hpp"
#include "agents/distribution.hpp"

#include <wayout/builtin_profiles.hpp>

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

namespace wayout {
namespace {

/// Which side of the default is less safe. `other`: laws that nobody can put into an order of safety, and
/// values of one's own in place of a published one.
enum class LessSafe { below, above, other };

/// A value as it stands in the scenario beside its default.
struct Setting {
    std::string item;  ///< id that stands for {} in the path; empty: there is none
    double value{0.0};
    double standard{0.0};
    std::string word;  ///< in place of numbers
    std::string standard_word;
};
using Settings = std::vector<Setting>;

/// A default that bears on safety.
struct SafetyDefault {
    const char* path;
    LessSafe less_safe;
    const char* why;     ///< why that side is less safe
    const char* source;  ///< of the default
    std::function<Settings(const Scenario&)> settings;
};

Settings of(double value, double standard) {
    return {{"", value, standard, {}, {}}};
}

Settings given(const std::optional<double>& value, const char* standard) {
    if (!value)
        return {};
    return {{"", 0.0, 0.0, fmt::format("{:.6g}", *value), standard}};
}

template <typename E, std::size_t N>
Settings named(E value, E standard, const std::array<std::string_view, N>& names) {
    return {{"", 0.0, 0.0, std::string(names[static_cast<std::size_t>(value)]),
             std::string(names[static_cast<std::size_t>(standard)])}};
}

/// A row for every item of a list that has an id.
template <typename T, typename F>
Settings each(const std::vector<T>& items, F&& value_and_standard) {
    Settings settings;
    for (const T& item : items) {
        const auto [value, standard] = value_and_standard(item);
        settings.push_back({item.id, value, standard, {}, {}});
    }
    return settings;
}

const ExposureSpec& exposure(const Scenario& scenario) {
    return scenario.incident.exposure;
}
constexpr auto exposure_member = [](auto member) {
    return [member](const Scenario& s) { return of(exposure(s).*member, ExposureSpec{}.*member); };
};
constexpr auto exposure_word = [](auto member, const auto& names) {
    return [member, &names](const Scenario& s) {
        return named(exposure(s).*member, ExposureSpec{}.*member, names);
    };
};
constexpr auto tenability_member = [](double TenabilitySpec::*member, double offset) {
    return [member, offset](const Scenario& s) -> Settings {
        if (!s.incident.fire)
            return {};
        return of(s.incident.fire->tenability.*member - offset, TenabilitySpec{}.*member - offset);
    };
};
constexpr auto aversion_member = [](double SmokeAversionSpec::*member) {
    return [member](const Scenario& s) -> Settings {
        if (!s.incident.fire)
            return {};
        return of(s.incident.fire->aversion.*member, SmokeAversionSpec{}.*member);
    };
};
/// Of noticing the default is the preset named, and without one that of the program.
constexpr auto noticing_member = [](double NoticingSpec::*member) {
    return [member](const Scenario& s) -> Settings {
        if (!s.people.noticing)
            return {};
        const NoticingPreset* preset = find_noticing_preset(s.people.noticing->preset);
        const NoticingSpec standard = preset != nullptr ? preset->spec : NoticingSpec{};
        return of((*s.people.noticing).*member, standard.*member);
    };
};
constexpr auto area_member = [](double DangerAreaSpec::*member) {
    return [member](const Scenario& s) {
        return each(s.incident.danger_areas, [member](const DangerAreaSpec& area) {
            return std::pair(area.*member, DangerAreaSpec{}.*member);
        });
    };
};

/// People per second and metre of clear width that an opening's own limit lets through, beside what codes
/// count with.
template <typename Opening>
Settings flow_limits_of(const std::vector<Opening>& openings) {
    Settings settings;
    for (const Opening& opening : openings) {
        if (opening.flow_limit.kind == FlowLimit::Kind::none)
            continue;
        const double width_m = opening.clear_width_m.value_or(length(opening.line));
        const double value_pps_per_m = opening.flow_limit.kind == FlowLimit::Kind::specific_flow
                                           ? opening.flow_limit.value
                                           : opening.flow_limit.value / width_m;
        settings.push_back({opening.id, value_pps_per_m, code_flow_limits.opening_pps_per_m, {}, {}});
    }
    return settings;
}

/// Mean pre-movement times where the scenario names a kind of venue to which a preset of them belongs.
Settings pre_movement_means(const Scenario& scenario) {
    if (!scenario.people.noticing)
        return {};
    const PreMovementPreset* preset = find_pre_movement_preset(scenario.people.noticing->preset);
    if (preset == nullptr)
        return {};
    const double standard_s = moments(preset->distribution).mean;
    return each(scenario.people.populations, [standard_s](const PopulationSpec& population) {
        return std::pair(moments(population.pre_movement_s).mean, standard_s);
    });
}

Settings pre_movement_factors(const Scenario& scenario) {
    Settings settings;
    for (const ProfileSpec& profile : scenario.people.profiles)
        for (std::size_t i = 0; i < profile.groups.size(); ++i)
            // Inside the brackets of the path: people.profiles[guests].groups[0].pre_movement_factor.
            settings.push_back({fmt::format("{}].groups[{}", profile.id, i),
                                profile.groups[i].pre_movement_factor,
                                ProfileGroup{}.pre_movement_factor,
                                {},
                                {}});
    return settings;
}

Settings escalator_riders(const Scenario& scenario) {
    Settings settings;
    for (const StairSpec& stair : scenario.venue.stairs)
        if (stair.kind == StairSpec::Kind::escalator)
            settings.push_back(
                {stair.id, 0.0, 0.0, stair.riders == StairSpec::Riders::walk ? "walk" : "stand", "stand"});
    return settings;
}

template <typename Part>
Settings of_populations(const Scenario& scenario, std::optional<Part> PopulationSpec::*part,
                        double Part::*member) {
    Settings settings;
    for (const PopulationSpec& population : scenario.people.populations)
        if (population.*part)
            settings.push_back({population.id, (*(population.*part)).*member, Part{}.*member, {}, {}});
    return settings;
}

constexpr const char* own_choice = "choice of this program, no data: docs/models";
constexpr const char* practice = "design practice, from memory: include/wayout/fire.hpp";
constexpr const char* sooner = "people begin to leave sooner";

/// Every default that a scenario can make less safe. What a building has (widths, belts, seats) and what
/// happens in it (fires, closures) is no default; nor is what can only be made safer.
std::vector<SafetyDefault> safety_defaults() {
    using enum LessSafe;
    return {
        // how the run is computed
        {"simulation.calibration", other, "flows of young people in experiments: denser and faster",
         "agents/calibration.hpp, docs/validation.md",
         [](const Scenario& s) -> Settings {
             return {
                 {"", 0.0, 0.0, s.simulation.calibration == Calibration::lab ? "lab" : "design", "design"}};
         }},
        {"simulation.code_flow_limits", other,
         "doors, exits and stairs let through more than codes count with",
         "FDS+Evac guide (IMO 4), Green Guide, NFPA 130: agents/calibration.hpp",
         [](const Scenario& s) -> Settings {
             return {{"", 0.0, 0.0, s.simulation.code_flow_limits.value_or(true) ? "true" : "false", "true"}};
         }},
        {"simulation.model", other, "a published model for comparison only, not calibrated on the safe side",
         "docs/models/reference-models.md",
         [](const Scenario& s) -> Settings {
             if (!is_reference_model(s.simulation.model) && s.simulation.model != plain_model)
                 return {};
             return {{"", 0.0, 0.0, s.simulation.model, SimulationSpec{}.model}};
         }},
        {"simulation.pushing", below, "people press less, and fewer are hurt in a jam", own_choice,
         [](const Scenario& s) {
             return of(s.simulation.pushing.value_or(default_pushing), default_pushing);
         }},
        {"simulation.time_step_s", above, "coarser than the model is calibrated with",
         "docs/models/movement.md",
         [](const Scenario& s) { return of(s.simulation.time_step_s, SimulationSpec{}.time_step_s); }},
        {"simulation.stuck_after_s", above, "people who do not get on are reported later", own_choice,
         [](const Scenario& s) { return of(s.simulation.stuck_after_s, SimulationSpec{}.stuck_after_s); }},
        // what counts as untenable
        {"incident.fire.tenability.visibility_m", below, "denser smoke counts as tenable", practice,
         tenability_member(&TenabilitySpec::visibility_m, 0.0)},
        {"incident.fire.tenability.temperature_c", above, "hotter air counts as tenable", practice,
         tenability_member(&TenabilitySpec::temperature_k, 273.15)},
        {"incident.fire.tenability.radiant_flux_kw_per_m2", above, "more radiation counts as tenable",
         "ISO 13571 and SFPE Handbook, read in secondary texts",
         tenability_member(&TenabilitySpec::radiant_flux_kw_per_m2, 0.0)},
        {"incident.fire.tenability.dose", above, "a larger dose counts as tenable", practice,
         tenability_member(&TenabilitySpec::dose, 0.0)},
        {"incident.fire.tenability.zone_area_frac", above, "a zone counts as tenable with more of it lost",
         practice, tenability_member(&TenabilitySpec::zone_area_frac, 0.0)},
        {"incident.fire.smoke_aversion.begin_extinction_per_m", below, sooner, own_choice,
         aversion_member(&SmokeAversionSpec::begin_extinction_per_m)},
        {"incident.fire.smoke_aversion.begin_flux_kw_per_m2", below, sooner, own_choice,
         aversion_member(&SmokeAversionSpec::begin_flux_kw_per_m2)},
        // what smoke, gases and heat do
        {"incident.exposure.asphyxiant", other, "another law: published ones differ by a factor of two",
         "FDS and FDS+Evac guide: docs/models/exposure.md",
         exposure_word(&ExposureSpec::asphyxiant, asphyxiant_law_names)},
        {"incident.exposure.exertion", other, "another breathing than that of people who walk",
         "docs/models/exposure.md",
         [](const Scenario& s) -> Settings {
             if (exposure(s).exertion == Exertion::heavy)
                 return {};
             return named(exposure(s).exertion, ExposureSpec{}.exertion, exertion_names);
         }},
        {"incident.exposure.co_uptake_per_min", other, "an uptake of CO of one's own",
         "docs/models/exposure.md",
         [](const Scenario& s) { return given(exposure(s).co_uptake_per_min, "that of the exertion"); }},
        {"incident.exposure.convective", other, "another law of hot gas: clothes and moist air protect",
         "SFPE Handbook: docs/models/exposure.md",
         exposure_word(&ExposureSpec::convective, convective_law_names)},
        {"incident.exposure.radiant", other, "radiation no longer adds to the dose that stops people",
         "SFPE Handbook: docs/models/exposure.md", exposure_word(&ExposureSpec::radiant, radiant_law_names)},
        {"incident.exposure.irritant_endpoint", other, "another sum of irritants stops people, or none",
         "ISO 13571: docs/models/exposure.md",
         [](const Scenario& s) -> Settings {
             if (!exposure(s).irritants)
                 return {};
             return named(exposure(s).irritant_endpoint, ExposureSpec{}.irritant_endpoint,
                          irritant_endpoint_names);
         }},
        {"incident.exposure.impaired_dose", above, "people count as impaired later",
         "docs/models/exposure.md", exposure_member(&ExposureSpec::impaired_dose)},
        {"incident.exposure.incapacitated_dose", above, "people are stopped later",
         "definition of the fractional effective dose: docs/models/exposure.md",
         exposure_member(&ExposureSpec::incapacitated_dose)},
        {"incident.exposure.on_incapacitation", other, "people walk on whom the dose would have stopped",
         "docs/models/exposure.md",
         [](const Scenario& s) -> Settings {
             if (exposure(s).on_incapacitation == OnIncapacitation::stands)
                 return {};
             return named(exposure(s).on_incapacitation, ExposureSpec{}.on_incapacitation,
                          on_incapacitation_names);
         }},
        {"incident.exposure.head_height_m", below, "the air is read lower, where it is clearer",
         "FDS+Evac guide", exposure_member(&ExposureSpec::head_height_m)},
        {"incident.exposure.smoke_speed", other, "another law of walking in smoke",
         "FDS+Evac guide, Lund experiments: docs/models/exposure.md",
         exposure_word(&ExposureSpec::smoke_speed, smoke_speed_law_names)},
        {"incident.exposure.min_speed_frac", above, "people are faster in dense smoke", "FDS+Evac guide",
         exposure_member(&ExposureSpec::min_speed_frac)},
        {"incident.exposure.min_speed_mps", other, "a floor of one's own for the speed in smoke",
         "docs/models/exposure.md",
         [](const Scenario& s) { return given(exposure(s).min_speed_mps, "that of the law"); }},
        {"incident.exposure.sign", other,
         "signs and lights are seen from farther: visibility 8 / K for 3 / K",
         "Jin, SFPE Handbook: docs/models/exposure.md", exposure_word(&ExposureSpec::sign, sign_kind_names)},
        {"incident.exposure.in_smoke_per_m", above, "people count as in smoke later", "Jin 1976",
         exposure_member(&ExposureSpec::in_smoke_per_m)},
        // when people begin
        {"people.populations[{}].pre_movement_s", below,
         "on average sooner than the preset that belongs to the kind of venue named (means in s)",
         "src/scenario/pre_movement_presets.cpp", pre_movement_means},
        {"people.profiles[{}].pre_movement_factor", below, sooner, "docs/models/people.md",
         pre_movement_factors},
        {"people.populations[{}].alcohol.moderate_factor", below, sooner, own_choice,
         [](const Scenario& s) {
             return of_populations(s, &PopulationSpec::alcohol, &AlcoholSpec::moderate_factor);
         }},
        {"people.populations[{}].alcohol.high_factor", below, sooner, own_choice,
         [](const Scenario& s) {
             return of_populations(s, &PopulationSpec::alcohol, &AlcoholSpec::high_factor);
         }},
        {"people.populations[{}].knowledge.p_wrong_door", below, "fewer go astray in dense smoke", own_choice,
         [](const Scenario& s) {
             return of_populations(s, &PopulationSpec::knowledge, &KnowledgeSpec::p_wrong_door);
         }},
        {"people.populations[{}].seated.passing_speed_frac", above, "people get out of rows faster",
         own_choice,
         [](const Scenario& s) {
             return of_populations(s, &PopulationSpec::seated, &SeatedSpec::passing_speed_frac);
         }},
        {"people.noticing.smoke_rate", above, sooner, own_choice, noticing_member(&NoticingSpec::smoke_rate)},
        {"people.noticing.fire_in_view_rate", above, sooner, own_choice,
         noticing_member(&NoticingSpec::fire_in_view_rate)},
        {"people.noticing.others_rate_message", above, sooner, own_choice,
         noticing_member(&NoticingSpec::others_rate_message)},
        {"people.noticing.others_rate_bell", above, sooner, own_choice,
         noticing_member(&NoticingSpec::others_rate_bell)},
        {"people.noticing.smoke_extinction_per_m", below, sooner, own_choice,
         noticing_member(&NoticingSpec::smoke_extinction_per_m)},
        {"people.noticing.others_reach_m", above, sooner, own_choice,
         noticing_member(&NoticingSpec::others_reach_m)},
        {"people.noticing.fire_sight_m", above, sooner, own_choice,
         noticing_member(&NoticingSpec::fire_sight_m)},
        {"people.noticing.investigating_frac", below, sooner, own_choice,
         noticing_member(&NoticingSpec::investigating_frac)},
        {"people.noticing.repeat_frac", below, sooner, own_choice,
         noticing_member(&NoticingSpec::repeat_frac)},
        {"people.noticing.message_rate", above, sooner, own_choice,
         noticing_member(&NoticingSpec::message_rate)},
        {"people.noticing.show_factor", above, sooner, own_choice,
         noticing_member(&NoticingSpec::show_factor)},
        {"people.noticing.told_most_s", below, sooner, own_choice,
         noticing_member(&NoticingSpec::told_most_s)},
        {"people.noticing.compliance.base_frac", above, "more people do what a message asks for", own_choice,
         [](const Scenario& s) -> Settings {
             if (!s.people.noticing)
                 return {};
             return of(s.people.noticing->compliance.base_frac, ComplianceSpec{}.base_frac);
         }},
        // capacities
        {"venue.doors[{}].flow_limit", above,
         "lets through more than codes count with (people per s and m of clear width)",
         "FDS+Evac guide (IMO 4): agents/calibration.hpp",
         [](const Scenario& s) { return flow_limits_of(s.venue.doors); }},
        {"venue.exits[{}].flow_limit", above,
         "lets through more than codes count with (people per s and m of clear width)",
         "FDS+Evac guide (IMO 4): agents/calibration.hpp",
         [](const Scenario& s) { return flow_limits_of(s.venue.exits); }},
        {"venue.escalators[{}].riders", other, "people walk on the belt, and more get through",
         "docs/models/openings.md", escalator_riders},
        {"venue.shelters[{}].m2_per_person", below, "more people fit in", own_choice,
         [](const Scenario& s) {
             return each(s.venue.shelters, [](const ShelterSpec& shelter) {
                 return std::pair(shelter.m2_per_person, ShelterSpec{}.m2_per_person);
             });
         }},
        // danger areas and staff
        {"incident.danger_areas[{}].sight_m", above, "people learn of the danger sooner", own_choice,
         area_member(&DangerAreaSpec::sight_m)},
        {"incident.danger_areas[{}].heard_m", above, "people learn of the danger sooner", own_choice,
         area_member(&DangerAreaSpec::heard_m)},
        {"incident.danger_areas[{}].spread_per_s", above, "people learn of the danger sooner", own_choice,
         area_member(&DangerAreaSpec::spread_per_s)},
        {"incident.danger_response.hold_frac", below, "fewer people freeze", own_choice,
         [](const Scenario& s) {
             return of(s.incident.danger_response.hold_frac, DangerResponseSpec{}.hold_frac);
         }},
        {"response.stewards[{}].reach_m", above, "stewards are heard farther", own_choice,
         [](const Scenario& s) {
             return each(s.response.stewards, [](const StewardSpec& steward) {
                 return std::pair(steward.reach_m, StewardSpec{}.reach_m);
             });
         }},
        {"response.stewards[{}].leaves_in_smoke_per_m", above, "stewards stay longer in smoke", own_choice,
         [](const Scenario& s) {
             return each(s.response.stewards, [](const StewardSpec& steward) {
                 return std::pair(steward.leaves_in_smoke_per_m, StewardSpec{}.leaves_in_smoke_per_m);
             });
         }},
    };
}

bool is_less_safe(const Setting& setting, LessSafe side) {
    if (!setting.standard_word.empty())
        return setting.word != setting.standard_word;
    // A value in another unit of the file need not come back to the last bit.
    const double tolerance = 1e-9 * std::abs(setting.standard);
    switch (side) {
        case LessSafe::below:
            return setting.value < setting.standard - tolerance;
        case LessSafe::above:
            return setting.value > setting.standard + tolerance;
        case LessSafe::other:
            return std::abs(setting.value - setting.standard) > tolerance;
    }
    return false;
}

std::string path_of(std::string_view pattern, const std::string& item) {
    const std::size_t at = pattern.find("{}");
    if (at == std::string_view::npos)
        return std::string(pattern);
    return std::string(pattern.substr(0, at)) + item + std::string(pattern.substr(at + 2));
}

}  // namespace

std::vector<Deviation> find_deviations(const Scenario& scenario) {
    std::vector<Deviation> deviations;
    for (const SafetyDefault& row : safety_defaults())
        for (const Setting& setting : row.settings(scenario)) {
            if (!is_less_safe(setting, row.less_safe))
                continue;
            const bool is_word = !setting.standard_word.empty();
            Deviation deviation{path_of(row.path, setting.item),
                                is_word ? setting.word : fmt::format("{:.6g}", setting.value),
                                is_word ? setting.standard_word : fmt::format("{:.6g}", setting.standard),
                                row.why,
                                row.source,
                                {}};
            for (const DeviationReason& reason : scenario.deviations)
                if (reason.path == deviation.path)
                    deviation.reason = reason.reason;
            deviations.push_back(std::move(deviation));
        }
    return deviations;
}

Errors unexplained(const std::vector<Deviation>& deviations) {
    Errors errors;
    for (const Deviation& d : deviations) {
        if (!d.reason.empty())
            continue;
        Error error;
        error.code = ErrorCode::unsupported;
        error.where = d.path;
        error.message = fmt::format(
            "{} is less safe than the default of {}: {}. Say why that is right in "
            "\"deviations\": [{{\"path\": \"{}\", \"reason\": \"...\"}}]",
            d.value, d.standard, d.why, d.path);
        errors.push_back(std::move(error));
    }
    return errors;
}

Errors deviation_warnings(const Scenario& scenario) {
    const std::vector<Deviation> deviations = find_deviations(scenario);
    Errors warnings = unexplained(deviations);
    for (const DeviationReason& reason : scenario.deviations) {
        bool is_used = false;
        for (const Deviation& d : deviations) is_used = is_used || d.path == reason.path;
        if (is_used)
            continue;
        Error warning;
        warning.code = ErrorCode::unsupported;
        warning.where = reason.where;
        warning.message = fmt::format(
            "'{}' is not less safe than its default, or nothing of that name is known: take the reason out, "
            "or write the path as this command names it",
            reason.path);
        warnings.push_back(std::move(warning));
    }
    return warnings;
}

}  // namespace wayout
