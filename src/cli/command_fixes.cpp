#include "commands.hpp"
#include "many_runs.hpp"
#include "terminal.hpp"

#include <wayout/questions.hpp>

#include <memory>
#include <optional>

namespace wayout::cli {
namespace {

struct FixesArguments {
    std::string study;
    std::optional<int> runs;
    std::optional<std::string> figure;
    ManyRunsOptions many;
};

int write_results(const FixesArguments& options, const std::string& figure, const StudyOutcome& outcome) {
    const Result<StudyResults> study = read_study_results(options.many.folder);
    if (!study) {
        print_errors(study.error());
        return exit_bad_input;
    }
    const Result<FixResults> fixes = rank_fixes(*study, figure);
    if (!fixes) {
        print_errors(fixes.error());
        return exit_bad_input;
    }
    Errors errors = write_study_report(*study, options.many.folder);
    if (errors.empty())
        errors = write_fixes(*fixes, *study, options.many.folder);
    if (!errors.empty()) {
        print_errors(errors, "The report could not be written");
        return exit_failed;
    }
    return say(options.many, fixes_json(*fixes), fix_lines(*fixes), outcome, "fixes.html");
}

int fixes_command(const FixesArguments& options) {
    return ask_many_runs(options.many, [&](StudyRunOptions& run) {
        Result<StudySpec> spec = read_study(options.study);
        if (!spec) {
            print_errors(spec.error());
            return exit_bad_input;
        }
        if (spec->variants.size() < 2) {
            print_errors({{ErrorCode::schema, options.study,
                           "lists no measures: give the scenario as it is and each measure as one of "
                           "\"variants\""}});
            return exit_bad_input;
        }
        spec->runs = options.runs.value_or(spec->runs);
        spec->output = options.figure.value_or(spec->output);
        const Result<StudyOutcome> outcome = run_study(*spec, run);
        run.on_progress = {};
        if (!outcome) {
            print_errors(outcome.error());
            return exit_bad_input;
        }
        if (outcome->ending == StudyEnding::interrupted)
            return say_interrupted();
        return write_results(options, spec->output, *outcome);
    });
}

}  // namespace

void add_fixes(CLI::App& app, Context& context) {
    const auto options = std::make_shared<FixesArguments>();
    CLI::App* command = app.add_subcommand("fixes", "Which measure helps, by how much, and for what cost?");
    command->add_option("study", options->study, "study file; its variants are the measures")->required();
    command
        ->add_option("--runs", options->runs, "runs with paired seeds of each measure (default: the study's)")
        ->check(CLI::Range(2, 1000000));
    command->add_option("--figure", options->figure,
                        "figure that the measures are ranked by (default: the study's)");
    add_many_runs_options(*command, options->many, "fixes");
    command->callback(
        [options, &context] { context.chosen = [options] { return fixes_command(*options); }; });
}

}  // namespace wayout::cli
