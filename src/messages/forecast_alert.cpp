/// A warning that tells what runs foretell.
#include "messages/alert_values.hpp"
#include "output/number_text.hpp"
#include "study/member_figures.hpp"
#include "study/study_words.hpp"
#include "study/variant_ranges.hpp"

#include <wayout/alert_use.hpp>
#include <wayout/output.hpp>
#include <wayout/study_results.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;

/// What the runs say of the thing that the message tells of.
struct Forecast {
    std::string scenario;
    Probability happens;
    int people{0};
    std::string last_out;  ///< in words
    bool has_fire{false};
    std::vector<AlertValue> parameters;
};

bool is_study(const fs::path& path) {
    std::error_code failed;
    return path.extension() == ".sqlite" || fs::exists(path / "study.sqlite", failed);
}

Result<Forecast> forecast_of_study(const fs::path& path, const ForecastAlertOptions& options) {
    const Result<StudyResults> study = read_study_results(path);
    if (!study)
        return study.error();
    std::size_t row = 0;
    while (row < study->variants.size() && !options.variant.empty() &&
           study->variants[row].id != options.variant)
        ++row;
    if (row == study->variants.size())
        return Error{ErrorCode::schema, "--variant",
                     fmt::format("the study has no variant '{}'", options.variant)};
    const VariantResults& variant = study->variants[row];
    Forecast forecast;
    forecast.scenario = study->scenario_name;
    int runs = 0, happened = 0;
    for (const MemberResult& member : study->members)
        if (member.variant == static_cast<int>(row) && member.status == MemberStatus::done) {
            ++runs;
            happened += went_well(member, options.time_limit_s) ? 0 : 1;
        }
    if (runs == 0)
        return Error{ErrorCode::unsupported, path.string(),
                     "no run of the study has ended well: nothing to tell"};
    forecast.happens = probability_of(happened, runs);
    if (const FigureRange* placed = variant.figure("people.placed"))
        forecast.people = static_cast<int>(placed->middle);
    if (const FigureRange* last = variant.figure("egress_time_s.last"))
        forecast.last_out = fmt::format("The last of those who get out leave after {} in 90 % of the runs.",
                                        range_text(*last));
    forecast.has_fire = variant.figure("smallest_margin_s") != nullptr;
    forecast.parameters = {{"wayout:variant", variant.id}};
    return forecast;
}

Result<Forecast> forecast_of_run(const fs::path& folder, const ForecastAlertOptions& options) {
    const Result<RunResults> run = read_results(folder);
    if (!run)
        return run.error();
    if (!options.variant.empty())
        return Error{ErrorCode::schema, "--variant", "a single run has no variants: leave it out"};
    MemberResult member;
    describe_member(*run, member);
    Forecast forecast;
    forecast.scenario = run->scenario_name;
    forecast.happens = probability_of(went_well(member, options.time_limit_s) ? 0 : 1, 1);
    forecast.people = static_cast<int>(figure_of(member, "people.placed"));
    if (!member.exit_times_s.empty())
        forecast.last_out = fmt::format("The last of those who get out leaves after {}.",
                                        duration_words(static_cast<double>(member.exit_times_s.back())));
    forecast.has_fire = run->hazards.is_modelled;
    forecast.parameters = {{"wayout:seed", fmt::format("{}", run->seed)},
                           {"wayout:stateHash", fmt::format("{:016x}", run->state_hash)}};
    return forecast;
}

/// Letters, digits, '-' and '.', as identifiers may have.
std::string identifier_of(std::string_view text) {
    std::string id;
    for (const char c : text) {
        const bool is_plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
        if (is_plain)
            id += c;
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && id.back() == '-') id.pop_back();
    return id.empty() ? "scenario" : id;
}

std::string digits_of(std::string_view time) {
    std::string digits;
    for (const char c : time.substr(0, 19))
        if (c >= '0' && c <= '9')
            digits += c;
    return digits;
}

Errors option_errors(const ForecastAlertOptions& options) {
    Errors errors;
    const auto refuse = [&](const char* place, std::string message) {
        errors.push_back({ErrorCode::schema, place, std::move(message)});
    };
    if (!is_alert_name(options.sender))
        refuse("--sender", "say who sends it, as name@organisation, without blanks, commas, < or &");
    if (!options.identifier.empty() && !is_alert_name(options.identifier))
        refuse("--identifier", "may hold no blanks, commas, < or &");
    if (options.status == AlertStatus::system)
        refuse("--status", "System is for messages between machines: choose Exercise, Draft or Test");
    if (options.status == AlertStatus::actual && !options.is_actual_confirmed)
        refuse("--status",
               "Actual would warn the public of something that was only simulated: if an authority sends it "
               "and has decided so, confirm it with --confirm-actual");
    return errors;
}

AlertInfo info_of(const Forecast& forecast, const ForecastAlertOptions& options,
                  const std::string& scenario_id) {
    const std::string what = options.time_limit_s > 0.0 ? fmt::format("not everybody is out within {}",
                                                                      duration_words(options.time_limit_s))
                                                        : "somebody is harmed or still inside at the end";
    const std::string runs = forecast.happens.of == 1
                                 ? (forecast.happens.yes == 1 ? "in the only run" : "not in the only run")
                                 : fmt::format("in {} of {} runs", forecast.happens.yes, forecast.happens.of);
    AlertInfo info;
    info.language = options.language;
    info.categories = {AlertCategory::safety};
    if (forecast.has_fire)
        info.categories.push_back(AlertCategory::fire);
    info.event = "Evacuation forecast by simulation";
    info.responses = {options.response};
    info.urgency = options.urgency;
    info.severity = options.severity;
    // One run is no ensemble, whatever its share.
    info.certainty = forecast.happens.of > 1 && forecast.happens.value >= likely_from_frac
                         ? AlertCertainty::likely
                         : AlertCertainty::possible;
    info.effective = options.sent;
    info.headline = fmt::format("Simulation of {}: {} {}", shortened(forecast.scenario, 60), what, runs);
    info.description = fmt::format(
        "A computer simulation with {} people, no observation. How often {}: {}. {} It holds for its "
        "scenario only.",
        grouped(forecast.people), what, probability_text(forecast.happens), forecast.last_out);
    info.parameters = {{"wayout:scenarioId", scenario_id},
                       {"wayout:runs", fmt::format("{}", forecast.happens.of)},
                       {"wayout:runsWithEvent", fmt::format("{}", forecast.happens.yes)},
                       {"wayout:program", fmt::format("wayout {}", version)}};
    info.parameters.insert(info.parameters.end(), forecast.parameters.begin(), forecast.parameters.end());
    AlertArea area;
    area.description = options.place.empty() ? forecast.scenario : options.place;
    if (options.circle)
        area.circles.push_back(*options.circle);
    info.areas.push_back(std::move(area));
    return info;
}

}  // namespace

Result<Alert> forecast_alert(const fs::path& result_or_study, const ForecastAlertOptions& options) {
    Errors errors = option_errors(options);
    const Result<Forecast> forecast = is_study(result_or_study) ? forecast_of_study(result_or_study, options)
                                                                : forecast_of_run(result_or_study, options);
    if (!forecast)
        errors.insert(errors.end(), forecast.error().begin(), forecast.error().end());
    if (!errors.empty())
        return errors;
    const std::string scenario_id = identifier_of(forecast->scenario);
    Alert alert;
    alert.identifier = options.identifier.empty()
                           ? fmt::format("wayout-{}-{}", scenario_id, digits_of(options.sent.text))
                           : options.identifier;
    alert.sender = options.sender;
    alert.sent = options.sent;
    alert.status = options.status;
    alert.kind = AlertKind::alert;
    alert.source = "wayout simulation";
    alert.note = "Simulated: nothing of it was observed.";
    alert.infos.push_back(info_of(*forecast, options, scenario_id));
    return alert;
}

}  // namespace wayout
