#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/alert.hpp>
#include <wayout/alert_use.hpp>

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <numbers>
#include <optional>

namespace wayout::cli {
namespace {

/// Words of an enumeration as the choices of an option.
template <typename E, std::size_t N>
std::vector<std::pair<std::string, E>> choices(const std::array<std::string_view, N>& names) {
    std::vector<std::pair<std::string, E>> pairs;
    for (std::size_t i = 0; i < N; ++i) pairs.emplace_back(std::string(names[i]), static_cast<E>(i));
    return pairs;
}

/// Reads an option's text; problems go to the list, under the option's name.
template <typename T, typename Read>
std::optional<T> read_option(const char* name, const std::string& text, Read&& read, Errors& errors) {
    if (text.empty())
        return std::nullopt;
    Result<T> value = read(text);
    if (value)
        return *std::move(value);
    for (const Error& error : value.error()) errors.push_back({error.code, name, error.message});
    return std::nullopt;
}

// ---------------------------------------------------------------- read

struct ReadOptions {
    std::string file;
    bool json{false};
};

int run_read(const ReadOptions& options) {
    const AlertDraft draft = read_alert(options.file);
    if (options.json)
        fmt::print("{}\n", alert_json(draft));
    else
        for (const std::string& line : alert_lines(draft)) fmt::print("{}\n", line);
    if (draft.errors.empty())
        return exit_done;
    print_errors(draft.errors);
    return exit_bad_input;
}

void add_read(CLI::App& alert, Context& context) {
    const auto options = std::make_shared<ReadOptions>();
    CLI::App* command =
        alert.add_subcommand("read", "What a message says, and everything that is wrong with it");
    command->add_option("file", options->file, "message in the Common Alerting Protocol 1.2, XML")
        ->required();
    command->add_flag("--json", options->json, "print it as JSON");
    command->callback([options, &context] { context.chosen = [options] { return run_read(*options); }; });
}

// ---------------------------------------------------------------- apply

struct ApplyOptions {
    std::string file;
    std::string scenario;
    std::string output;
    std::string origin;
    double rotation_deg{0.0};
    std::string begins;
    bool force{false};
    ApplyAlertOptions apply;
};

int run_apply(ApplyOptions options) {
    Errors errors;
    if (const auto origin = read_option<GeoPoint>("--origin", options.origin, read_alert_point, errors))
        options.apply.plan = PlanOnEarth{*origin, options.rotation_deg * std::numbers::pi / 180.0};
    options.apply.begins = read_option<AlertTime>("--begins", options.begins, read_alert_time, errors);
    if (!errors.empty()) {
        print_errors(errors);
        return exit_bad_input;
    }
    const AlertDraft draft = read_alert(options.file);
    const Result<AppliedAlert> applied = apply_alert(draft, options.scenario, options.apply);
    if (!applied) {
        print_errors(applied.error());
        return exit_bad_input;
    }
    errors = write_applied_alert(*applied, draft, options.scenario, options.output, options.force);
    if (!errors.empty()) {
        print_errors(errors, "The scenario could not be written");
        return exit_bad_input;
    }
    for (const std::string& sentence : applied->said) fmt::print(stderr, "{}\n", sentence);
    fmt::print(stderr, "Scenario: {}\n", options.output);
    return exit_done;
}

void add_apply(CLI::App& alert, Context& context) {
    const auto options = std::make_shared<ApplyOptions>();
    CLI::App* command =
        alert.add_subcommand("apply", "A scenario as it becomes when the people in it get the message");
    command->add_option("file", options->file, "message, XML")->required();
    command->add_option("scenario", options->scenario, "scenario folder, .json or .zip")->required();
    command->add_option("-o,--output", options->output, "the new scenario, .json")->required();
    command->add_option("--origin", options->origin, "latitude,longitude of the plan's point 0,0");
    command
        ->add_option("--rotation", options->rotation_deg,
                     "degrees from east to the plan's x axis, counter-clockwise")
        ->check(CLI::Range(-360.0, 360.0));
    command->add_option("--zones", options->apply.zones, "instead: zones and storeys that the area covers")
        ->delimiter(',');
    command->add_flag("--everywhere", options->apply.everywhere, "instead: the area covers all");
    command->add_option("--begins", options->begins,
                        "clock time of the incident's second 0, as 2030-05-17T20:00:00+02:00");
    command->add_option("--at", options->apply.at_s, "instead: second at which the message takes effect")
        ->check(CLI::Range(0.0, 86400.0));
    command->add_flag("--not-actual", options->apply.not_actual, "use exercises, tests and drafts too");
    command->add_option("--language", options->apply.language,
                        "of the information to use (default: the first)");
    command
        ->add_option("--channel", options->apply.channel, "by which people learn of it: phone, voice, live")
        ->transform(CLI::CheckedTransformer(std::vector<std::pair<std::string, AlarmKind>>{
            {"phone", AlarmKind::phone}, {"voice", AlarmKind::voice}, {"live", AlarmKind::live}}));
    command->add_option("--heard", options->apply.heard_frac, "share of the people there who get it")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command
        ->add_option("--attendance", options->apply.attendance_frac,
                     "share of the visitors who come in spite of it")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_flag("--force", options->force, "replace a file that is there");
    command->callback([options, &context] { context.chosen = [options] { return run_apply(*options); }; });
}

// ---------------------------------------------------------------- write

struct WriteOptions {
    std::string results;
    std::string output;
    std::string sent;
    std::string circle;
    bool force{false};
    ForecastAlertOptions forecast;
};

AlertTime now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return alert_time(std::chrono::duration_cast<std::chrono::seconds>(since).count());
}

int run_write(WriteOptions options) {
    Errors errors;
    options.forecast.sent =
        read_option<AlertTime>("--sent", options.sent, read_alert_time, errors).value_or(now());
    options.forecast.circle = read_option<GeoCircle>("--circle", options.circle, read_alert_circle, errors);
    if (std::error_code failed; std::filesystem::exists(options.output, failed) && !options.force)
        errors.push_back(
            {ErrorCode::io, options.output, "exists: choose another name, or --force to replace it"});
    const Result<Alert> alert = forecast_alert(options.results, options.forecast);
    if (!alert)
        errors.insert(errors.end(), alert.error().begin(), alert.error().end());
    if (!errors.empty()) {
        print_errors(errors);
        return exit_bad_input;
    }
    const Result<std::string> xml = alert_xml(*alert);
    if (!xml) {
        print_errors(xml.error(), "The message would not be a valid one");
        return exit_bad_input;
    }
    if (!write_page("alert write", options.output, *xml))
        return exit_failed;
    fmt::print(stderr, "{}: status {}, {}\n", options.output,
               alert_status_names[static_cast<std::size_t>(alert->status)], alert->infos.front().headline);
    return exit_done;
}

void add_write(CLI::App& alert, Context& context) {
    const auto options = std::make_shared<WriteOptions>();
    ForecastAlertOptions& forecast = options->forecast;
    CLI::App* command = alert.add_subcommand("write", "A message that tells what runs foretell");
    command->add_option("results", options->results, "result folder, study folder or study.sqlite")
        ->required();
    command->add_option("-o,--output", options->output, "the message, .xml")->required();
    command->add_option("--sender", forecast.sender, "who sends it, as name@organisation")->required();
    command->add_option("--identifier", forecast.identifier,
                        "of the message (default: from scenario and time)");
    command->add_option("--sent", options->sent, "when, as 2030-05-17T20:00:00+02:00 (default: now)");
    command->add_option("--status", forecast.status, "Exercise, Draft, Test; Actual needs --confirm-actual")
        ->transform(CLI::CheckedTransformer(choices<AlertStatus>(alert_status_names)));
    command->add_flag("--confirm-actual", forecast.is_actual_confirmed,
                      "an authority has decided to warn the public of this forecast");
    command->add_option("--variant", forecast.variant, "of a study, by id (default: the first)");
    command
        ->add_option("--time-limit", forecast.time_limit_s,
                     "seconds: tells how often not everybody is out within it (default: unharmed at the end)")
        ->check(CLI::Range(0.0, 86400.0));
    command->add_option("--response", forecast.response, "what people are asked to do (default: Monitor)")
        ->transform(CLI::CheckedTransformer(choices<ResponseType>(response_type_names)));
    command->add_option("--urgency", forecast.urgency, "(default: Unknown)")
        ->transform(CLI::CheckedTransformer(choices<AlertUrgency>(alert_urgency_names)));
    command->add_option("--severity", forecast.severity, "(default: Unknown)")
        ->transform(CLI::CheckedTransformer(choices<AlertSeverity>(alert_severity_names)));
    command->add_option("--place", forecast.place, "where, in words (default: the scenario's name)");
    command->add_option("--circle", options->circle, "where: \"latitude,longitude radius in km\"");
    command->add_option("--language", forecast.language, "of the texts you give")->capture_default_str();
    command->add_flag("--force", options->force, "replace a file that is there");
    command->callback([options, &context] { context.chosen = [options] { return run_write(*options); }; });
}

}  // namespace

void add_alert(CLI::App& app, Context& context) {
    CLI::App* alert = app.add_subcommand(
        "alert", "Public warnings (CAP 1.2): read one, let it act on a scenario, write one");
    alert->require_subcommand(1);
    add_read(*alert, context);
    add_apply(*alert, context);
    add_write(*alert, context);
}

}  // namespace wayout::cli
