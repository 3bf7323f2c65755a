#include "commands.hpp"
#include "many_runs.hpp"
#include "terminal.hpp"

#include <wayout/briefing.hpp>

#include <fmt/format.h>

#include <memory>
#include <optional>

namespace wayout::cli {
namespace {

struct BriefingArguments {
    std::string scenario;
    std::string tonight;
    std::string study;
    std::optional<int> runs;
    std::optional<std::uint64_t> seed;
    std::optional<int> visitors;
    std::vector<std::string> closed;
    std::vector<std::string> absent;
    std::optional<double> temperature_c;
    std::optional<double> time_limit_s;
    std::optional<double> probability;
    ManyRunsOptions many;
};

/// The file, if there is one, with what the command line says instead.
Result<TonightSpec> tonight_of(const BriefingArguments& options) {
    TonightSpec tonight;
    if (!options.tonight.empty()) {
        Result<TonightSpec> read = read_tonight(options.tonight);
        if (!read)
            return read.error();
        tonight = *std::move(read);
    }
    if (options.visitors) {
        tonight.visitors = options.visitors;
        tonight.attendance_frac.reset();
    }
    tonight.closed.insert(tonight.closed.end(), options.closed.begin(), options.closed.end());
    tonight.stewards_absent.insert(tonight.stewards_absent.end(), options.absent.begin(),
                                   options.absent.end());
    if (options.temperature_c)
        tonight.temperature_k = *options.temperature_c + 273.15;
    tonight.time_limit_s = options.time_limit_s.value_or(tonight.time_limit_s);
    tonight.probability = options.probability.value_or(tonight.probability);
    tonight.runs = options.runs.value_or(tonight.runs);
    if (options.seed)
        tonight.seed = options.seed;
    return tonight;
}

int tell(const BriefingArguments& options, const BriefingResults& results) {
    if (const Errors errors = write_briefing(results, options.many.folder); !errors.empty()) {
        print_errors(errors, "The sheet could not be written");
        return exit_failed;
    }
    return say(options.many, briefing_json(results), briefing_lines(results), results.outcome,
               "briefing.html");
}

int briefing_command(const BriefingArguments& options) {
    const Result<TonightSpec> tonight = tonight_of(options);
    if (!tonight) {
        print_errors(tonight.error());
        return exit_bad_input;
    }
    if (!options.study.empty()) {
        const Result<BriefingResults> results = briefing_of_study(options.scenario, *tonight, options.study);
        if (results)
            return tell(options, *results);
        print_errors(results.error());
        return exit_bad_input;
    }
    return ask_many_runs(options.many, [&](StudyRunOptions& run) {
        const Result<BriefingResults> results = run_briefing(options.scenario, *tonight, run);
        run.on_progress = {};
        if (!results) {
            print_errors(results.error());
            return exit_bad_input;
        }
        if (results->outcome.ending == StudyEnding::interrupted)
            return say_interrupted();
        return tell(options, *results);
    });
}

}  // namespace

void add_briefing(CLI::App& app, Context& context) {
    const auto options = std::make_shared<BriefingArguments>();
    CLI::App* command = app.add_subcommand(
        "briefing", "May tonight's event take place as it is? One page: go, conditions or no-go");
    command->add_option("scenario", options->scenario, "scenario folder, .json or .zip")->required();
    command->add_option("--tonight", options->tonight, "what is different tonight, .json");
    CLI::Option* study = command->add_option(
        "--study", options->study, "a study that was run, instead of runs: its folder or study.sqlite");
    command->add_option("--runs", options->runs, "of tonight and of each measure (default: 80)")
        ->check(CLI::Range(2, 100000))
        ->excludes(study);
    command->add_option("--seed", options->seed, "seed of the first run")->excludes(study);
    command->add_option("--visitors", options->visitors, "how many come")->check(CLI::Range(1, 1000000));
    command->add_option("--closed", options->closed, "exits, doors and stairs that cannot be used")
        ->delimiter(',');
    command->add_option("--absent", options->absent, "stewards who are not there")->delimiter(',');
    command->add_option("--temperature", options->temperature_c, "outside, in degrees Celsius")
        ->check(CLI::Range(-80.0, 60.0));
    command
        ->add_option("--time-limit", options->time_limit_s,
                     "seconds within which everybody must be out (default: unharmed, before it is untenable)")
        ->check(CLI::Range(0.0, 86400.0));
    command->add_option("--probability", options->probability, "with which that is asked for (default: 0.95)")
        ->check(CLI::Range(0.5, 0.9999));
    add_many_runs_options(*command, options->many, "briefing");
    command->callback(
        [options, &context] { context.chosen = [options] { return briefing_command(*options); }; });
}

}  // namespace wayout::cli
