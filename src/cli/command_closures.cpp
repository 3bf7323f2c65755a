#include "commands.hpp"
#include "many_runs.hpp"
#include "terminal.hpp"

#include <wayout/questions.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace wayout::cli {
namespace {

struct ClosuresArguments {
    std::string scenario;
    std::vector<std::string> kinds;
    ClosureOptions closures;
    ManyRunsOptions many;
};

int closures_command(ClosuresArguments& options) {
    if (!options.kinds.empty()) {
        const auto has = [&](const char* kind) {
            return std::find(options.kinds.begin(), options.kinds.end(), kind) != options.kinds.end();
        };
        options.closures.exits = has("exits");
        options.closures.doors = has("doors");
        options.closures.stairs = has("stairs");
    }
    return ask_many_runs(options.many, [&](StudyRunOptions& run) {
        const Result<ClosureResults> results = rank_closures(options.scenario, options.closures, run);
        run.on_progress = {};
        if (!results) {
            print_errors(results.error());
            return exit_bad_input;
        }
        if (results->outcome.ending == StudyEnding::interrupted)
            return say_interrupted();
        if (const Errors errors = write_closures(*results, options.scenario, options.many.folder);
            !errors.empty()) {
            print_errors(errors, "The report could not be written");
            return exit_failed;
        }
        return say(options.many, closures_json(*results), closure_lines(*results), results->outcome,
                   "report.html");
    });
}

}  // namespace

void add_closures(CLI::App& app, Context& context) {
    const auto options = std::make_shared<ClosuresArguments>();
    CLI::App* command = app.add_subcommand(
        "closures",
        "Closes every exit, door and stair in turn, and the worst two by two: which matters most?");
    command->add_option("scenario", options->scenario, "scenario folder, .json or .zip")->required();
    command->add_option("--runs", options->closures.runs, "runs with paired seeds of each closure")
        ->check(CLI::Range(2, 100000))
        ->capture_default_str();
    command
        ->add_option("--pairs-of", options->closures.worst, "close so many of the worst two by two; 0: none")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    command
        ->add_option("--of", options->kinds, "exits, doors, stairs (with ramps and escalators); default: all")
        ->delimiter(',')
        ->check(CLI::IsMember({"exits", "doors", "stairs"}));
    command->add_option("--seed", options->closures.seed, "seed of the first run");
    add_many_runs_options(*command, options->many, "closures");
    command->callback(
        [options, &context] { context.chosen = [options] { return closures_command(*options); }; });
}

}  // namespace wayout::cli
