#include "commands.hpp"
#include "many_runs.hpp"
#include "terminal.hpp"

#include <wayout/questions.hpp>

#include <memory>

namespace wayout::cli {
namespace {

struct CapacityArguments {
    std::string scenario;
    CapacityOptions capacity;
    ManyRunsOptions many;
};

int capacity_command(const CapacityArguments& options) {
    return ask_many_runs(options.many, [&](StudyRunOptions& run) {
        const Result<CapacityResults> results = find_capacity(options.scenario, options.capacity, run);
        run.on_progress = {};
        if (!results) {
            print_errors(results.error());
            return exit_bad_input;
        }
        if (results->outcome.ending == StudyEnding::interrupted)
            return say_interrupted();
        if (const Errors errors = write_capacity(*results, options.many.folder); !errors.empty()) {
            print_errors(errors, "The report could not be written");
            return exit_failed;
        }
        return say(options.many, capacity_json(*results), capacity_lines(*results), results->outcome,
                   "report.html");
    });
}

}  // namespace

void add_capacity(CLI::App& app, Context& context) {
    const auto options = std::make_shared<CapacityArguments>();
    CLI::App* command = app.add_subcommand(
        "capacity", "How many may come in, so that all goes well with the probability asked for?");
    command->add_option("scenario", options->scenario, "scenario folder, .json or .zip")->required();
    command->add_option("--probability", options->capacity.probability, "that all goes well")
        ->check(CLI::Range(0.01, 0.9999))
        ->capture_default_str();
    command
        ->add_option(
            "--time-limit", options->capacity.time_limit_s,
            "seconds within which everybody must be out (default: before anybody is harmed or anywhere "
            "too late)")
        ->check(CLI::Range(0.0, 86400.0));
    command
        ->add_option("--most", options->capacity.most_frac,
                     "largest attendance to try, as a multiple of the scenario's (default: full seats, or 2)")
        ->check(CLI::Range(0.0, 1000.0));
    command->add_option("--max-runs", options->capacity.max_runs, "runs of one attendance at most")
        ->check(CLI::Range(2, 100000))
        ->capture_default_str();
    command->add_option("--precision", options->capacity.precision_frac, "of the answer, as a share of it")
        ->check(CLI::Range(0.0001, 0.5))
        ->capture_default_str();
    command->add_option("--seed", options->capacity.seed, "seed of the first run");
    add_many_runs_options(*command, options->many, "capacity");
    command->callback(
        [options, &context] { context.chosen = [options] { return capacity_command(*options); }; });
}

}  // namespace wayout::cli
