#include "commands.hpp"
#include "stop_request.hpp"
#include "terminal.hpp"

#include <wayout/forecast.hpp>
#include <wayout/output.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wayout::cli {
namespace {

struct ForecastArguments {
    ForecastOptions forecast;
    std::string scenario;
    std::string reports;
    std::string folder;
    std::string from_study;
    std::string model{members_model_names.front()};
    std::vector<double> told_at_s;
    std::optional<std::uint64_t> told_seed;
    bool json{false};
    bool quiet{false};
};

/// Reports of a run with that seed, instead of a forecast.
int print_synthetic_reports(const ForecastArguments& options) {
    const Result<std::string> text =
        synthetic_reports(options.scenario, *options.told_seed, options.told_at_s);
    if (!text) {
        print_errors(text.error());
        return exit_bad_input;
    }
    fmt::print("{}", *text);
    return exit_done;
}

MembersModel model_of(const std::string& word) {
    const auto found = std::find(members_model_names.begin(), members_model_names.end(), word);
    return static_cast<MembersModel>(found - members_model_names.begin());
}

ForecastOptions forecast_options(const ForecastArguments& given) {
    ForecastOptions options = given.forecast;
    options.scenario = given.scenario;
    options.reports = given.reports;
    options.folder = given.folder;
    options.from_study = given.from_study;
    options.model = model_of(given.model);
    options.program = fmt::format("wayout {} ({})", version, describe_machine().build);
    options.is_stop_requested = is_stop_requested;
    return options;
}

Errors missing_reports() {
    Error error;
    error.code = ErrorCode::schema;
    error.where = "--reports";
    error.message = "give the file of reports that the forecast goes by";
    return {error};
}

int forecast_command(const ForecastArguments& given) {
    if (given.told_seed)
        return print_synthetic_reports(given);
    if (given.reports.empty()) {
        print_errors(missing_reports());
        return exit_bad_input;
    }
    ForecastOptions options = forecast_options(given);
    const CatchStop catch_stop;
    auto line = std::make_shared<ProgressLine>(given.quiet);
    options.on_progress = [line](const StudyProgress& p) {
        if (line->is_due())
            line->show(static_cast<double>(p.done) / std::max(1, p.total),
                       fmt::format("{} of {} members{}", p.done, p.total,
                                   p.failed > 0 ? fmt::format(" ({} failed)", p.failed) : ""));
    };
    const Result<ForecastResults> results = run_forecast(options);
    options.on_progress = {};
    line.reset();
    if (!results) {
        print_errors(results.error());
        return exit_bad_input;
    }
    if (const Errors errors = write_forecast(*results, options.folder); !errors.empty()) {
        print_errors(errors, "The results could not be written");
        return exit_failed;
    }
    if (given.json)
        fmt::print("{}\n", forecast_json(*results));
    if (!given.quiet) {
        for (const std::string& text : forecast_lines(*results)) fmt::print(stderr, "{}\n", text);
        fmt::print(stderr, "Report: {}/report.html\n", options.folder.string());
    }
    return exit_done;
}

}  // namespace

void add_forecast(CLI::App& app, Context& context) {
    const auto options = std::make_shared<ForecastArguments>();
    ForecastOptions& forecast = options->forecast;
    CLI::App* command = app.add_subcommand(
        "forecast", "What reports about an incident say of its course: runs that are weighed by them");
    command->add_option("scenario", options->scenario, "scenario, or study file whose inputs are uncertain")
        ->required();
    command->add_option("--reports", options->reports, "ledger of reports, JSON");
    command->add_option("--now", forecast.now_s, "seconds of the incident, in place of the ledger's")
        ->check(CLI::Range(0.0, 1e9));
    command->add_option("--members", forecast.members, "runs that there should be in all")
        ->check(CLI::Range(4, 100000))
        ->capture_default_str();
    command->add_option("--from-study", options->from_study,
                        "folder or file of a study of the same inputs, whose runs are taken over");
    command->add_option("--seed", forecast.seed,
                        "seed of the first run (default: the study's or scenario's)");
    command->add_option("--threads", forecast.threads, "runs at once (default: all cores)")
        ->check(CLI::Range(0, 255));
    command->add_option("--budget-s", forecast.budget_s, "wall time for runs, in seconds (default: no limit)")
        ->check(CLI::Range(0.0, 1e7));
    command
        ->add_option("--horizon-s", forecast.horizon_s, "how far the demand of ambulances and beds is told")
        ->check(CLI::Range(60.0, 1e6))
        ->capture_default_str();
    command
        ->add_option(
            "--members-model", options->model,
            "scenario, coarse-step (0.1 s) or hydraulic: how runs are made; the others are first answers")
        ->check(
            CLI::IsMember(std::vector<std::string>(members_model_names.begin(), members_model_names.end())));
    command
        ->add_option("-o,--output", options->folder,
                     "folder of the results, and of runs that later ones use again")
        ->default_val("forecast");
    auto* told = command->add_option("--tell-seed", options->told_seed,
                                     "instead: print reports of a run with this seed, to practise with");
    command->add_option("--tell-at", options->told_at_s, "... told at these seconds")
        ->delimiter(',')
        ->check(CLI::Range(0.0, 1e7))
        ->needs(told);
    command->add_flag("--json", options->json, "print the forecast as JSON");
    command->add_flag("-q,--quiet", options->quiet, "say nothing but problems");
    command->callback(
        [options, &context] { context.chosen = [options] { return forecast_command(*options); }; });
}

}  // namespace wayout::cli
