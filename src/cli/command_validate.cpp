#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/validation.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace wayout::cli {
namespace {

struct ValidateArguments {
    ValidationOptions validation;
    bool list{false};
    bool json{false};
    std::string html_file;
    std::string markdown_file;
};

int validate_command(ValidateArguments& options) {
    if (options.list) {
        for (const ValidationExperiment& experiment : validation_experiments())
            fmt::print("{:<8} {}\n", experiment.id, experiment.title);
        return exit_done;
    }
    std::vector<ValidationResult> results;
    {
        ProgressLine line(false);
        options.validation.progress = [&line](int done, int count, const ValidationExperiment& next) {
            line.show(static_cast<double>(done) / std::max(1, count),
                      fmt::format("{} {}", next.id, next.title));
        };
        results = run_validation(options.validation);
    }
    if (results.empty()) {
        fmt::print(stderr, "validate: no experiment matches; `wayout validate --list` names them\n");
        return exit_bad_input;
    }
    fmt::print("{}", options.json ? validation_as_json(results) : validation_as_text(results));
    const bool html_written = write_page("validate", options.html_file, validation_as_html(results));
    const bool markdown_written =
        write_page("validate", options.markdown_file, validation_as_markdown(results));
    // Only what this calibration is meant to reproduce can fail, and nothing by numbers from memory.
    const bool failed = std::any_of(results.begin(), results.end(), [](const ValidationResult& result) {
        return result.experiment.decides && result.calibration == result.experiment.calibration &&
               !result.is_reproduced;
    });
    return failed || !html_written || !markdown_written ? exit_failed : exit_done;
}

}  // namespace

void add_validate(CLI::App& app, Context& context) {
    const auto options = std::make_shared<ValidateArguments>();
    CLI::App* command = app.add_subcommand(
        "validate", "Reproduces published experiments and compares the runs with what was measured");
    command->add_option("--only", options->validation.only, "ids: UNI, B1, ...")->delimiter(',');
    command->add_flag("--list", options->list, "list the experiments");
    command->add_flag("--quick", options->validation.quick, "three seeds in place of ten");
    command->add_option("--threads", options->validation.threads, "threads (default: all cores)");
    command
        ->add_option_function<std::string>(
            "--calibration",
            [options](const std::string& name) {
                options->validation.calibration = name == "lab" ? Calibration::lab : Calibration::design;
            },
            "run everything with design or lab (default: each experiment with the one that it is for)")
        ->check(CLI::IsMember({"design", "lab"}));
    command->add_flag("--json", options->json, "print JSON");
    command->add_option("--html", options->html_file, "also write a page with plots to this file");
    command->add_option("--markdown", options->markdown_file, "also write the tables as Markdown");
    command->callback(
        [options, &context] { context.chosen = [options] { return validate_command(*options); }; });
}

}  // namespace wayout::cli
