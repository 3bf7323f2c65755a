#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/casualties.hpp>
#include <wayout/check.hpp>
#include <wayout/input.hpp>
#include <wayout/output.hpp>
#include <wayout/study_run.hpp>

#include <fmt/format.h>

#include <memory>

namespace wayout::cli {
namespace {

struct CheckArguments {
    std::string scenario;
    std::string plan;
};

void append(Errors& to, const Errors& from) {
    to.insert(to.end(), from.begin(), from.end());
}

int run_study_check(const CheckArguments& options) {
    const Result<StudySpec> spec = read_study(options.scenario);
    if (!spec) {
        print_errors(spec.error());
        return exit_bad_input;
    }
    const CheckReport report = check_study(*spec);
    for (const std::string& fact : report.facts) fmt::print("{}\n", fact);
    if (!report.errors.empty()) {
        print_errors(report.errors);
        return exit_bad_input;
    }
    fmt::print("No problems found.\n");
    return exit_done;
}

int check_command(const CheckArguments& options) {
    if (is_study_file(options.scenario))
        return run_study_check(options);
    const ScenarioDraft draft = read_scenario_draft(options.scenario);
    CheckReport report;
    if (draft.errors.empty()) {
        report = check_scenario(draft.scenario);
        append(report.errors, problems_of_medical_plan(draft.scenario));
    } else if (draft.is_venue_complete)
        report = check_venue(draft.scenario.venue);
    Errors errors = draft.errors;
    append(errors, report.errors);

    for (const std::string& fact : report.facts) fmt::print("{}\n", fact);
    for (const NormRow& row : report.norms) fmt::print("Hint: {}\n", norm_text(row));
    print_warnings(report.warnings);
    if (!errors.empty())
        print_errors(errors);
    if (!options.plan.empty()) {
        const Errors unwritten =
            draw_checked_plan(draft.scenario.venue, errors, report.warnings, options.plan);
        if (!unwritten.empty()) {
            print_errors(unwritten, "The plan could not be drawn");
            return exit_failed;
        }
        fmt::print(stderr, "Plan drawn: {}\n", options.plan);
    }
    if (!errors.empty())
        return exit_bad_input;
    fmt::print("No problems found.\n");
    return exit_done;
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
    const auto options = std::make_shared<CheckArguments>();
    CLI::App* command = app.add_subcommand(
        "check", "Reads everything of a scenario or study and lists all problems with place and cure");
    command->add_option("scenario", options->scenario, "scenario folder, .json or .zip, or study file")
        ->required();
    command->add_option("--plan", options->plan,
                        "draw the plan with the problems marked: a file that ends in .svg or .png");
    command->callback(
        [options, &context] { context.chosen = [options] { return check_command(*options); }; });
}

}  // namespace wayout::cli
