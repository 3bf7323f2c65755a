#include "commands.hpp"
#include "many_runs.hpp"
#include "terminal.hpp"

#include <wayout/study_results.hpp>
#include <wayout/study_run.hpp>

#include <fmt/format.h>

#include <memory>
#include <optional>

namespace wayout::cli {
namespace {

struct StudyArguments {
    std::string study;
    std::optional<int> runs;
    std::optional<std::uint64_t> seed;
    std::optional<std::string> output;
    std::optional<double> time_limit_s;
    bool until_converged{false};
    bool is_report_only{false};
    ManyRunsOptions many;
};

/// The study with the command line applied.
void apply_to_study(StudySpec& spec, const StudyArguments& options) {
    spec.runs = options.runs.value_or(spec.runs);
    if (options.seed)
        spec.seed = options.seed;
    spec.output = options.output.value_or(spec.output);
    spec.time_limit_s = options.time_limit_s.value_or(spec.time_limit_s);
    spec.stop.until_converged = spec.stop.until_converged || options.until_converged;
    if (options.until_converged && options.runs)
        spec.stop.at_most = *options.runs;
}

int write_report(const StudyArguments& options, const StudyOutcome& outcome) {
    const Result<StudyResults> results = read_study_results(options.many.folder);
    if (!results) {
        print_errors(results.error());
        return exit_bad_input;
    }
    if (const Errors errors = write_study_report(*results, options.many.folder); !errors.empty()) {
        print_errors(errors, "The report could not be written");
        return exit_failed;
    }
    return say(options.many, study_json(*results), study_lines(*results), outcome, "report.html");
}

int study_command(const StudyArguments& options) {
    if (options.is_report_only) {
        const StudyOutcome nothing_run;
        return write_report(options, nothing_run);
    }
    return ask_many_runs(options.many, [&](StudyRunOptions& run) {
        Result<StudySpec> spec = read_study(options.study);
        if (!spec) {
            print_errors(spec.error());
            return exit_bad_input;
        }
        apply_to_study(*spec, options);
        const Result<StudyOutcome> outcome = run_study(*spec, run);
        if (!outcome) {
            print_errors(outcome.error());
            return exit_bad_input;
        }
        run.on_progress = {};
        return outcome->ending == StudyEnding::interrupted ? say_interrupted()
                                                           : write_report(options, *outcome);
    });
}

}  // namespace

void add_study(CLI::App& app, Context& context) {
    const auto options = std::make_shared<StudyArguments>();
    CLI::App* command = app.add_subcommand(
        "study", "Runs a scenario many times, with other seeds and inputs, and gives ranges");
    command->add_option("study", options->study, "study file, or scenario folder, .json or .zip")->required();
    command
        ->add_option("--runs", options->runs, "number of draws of the inputs (default: the study's, or 100)")
        ->check(CLI::Range(1, 1000000));
    command->add_option("--seed", options->seed, "seed of the first run; it counts up from there");
    command->add_flag("--until-converged", options->until_converged,
                      "end when another run no longer moves curves and output");
    command->add_option("--figure", options->output,
                        "figure that convergence and sensitivity are told for, as egress_time_s.p95");
    command->add_option("--time-limit", options->time_limit_s,
                        "seconds, for the probability that everybody is out within them");
    command->add_flag("--report-only", options->is_report_only,
                      "write the report of the runs that are there");
    add_many_runs_options(*command, options->many, "study");
    command->callback(
        [options, &context] { context.chosen = [options] { return study_command(*options); }; });
}

}  // namespace wayout::cli
