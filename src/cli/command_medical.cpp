#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/medical.hpp>

#include <fmt/format.h>

#include <memory>

namespace wayout::cli {
namespace {

struct MedicalArguments {
    std::string casualties;
    std::string response;
    std::string folder;
    MedicalOptions medical;
    bool json{false};
    bool quiet{false};
};

int medical_command(const MedicalArguments& options) {
    MedicalOptions medical = options.medical;
    const auto line = std::make_shared<ProgressLine>(options.quiet);
    medical.on_progress = [line](int done, int total) {
        if (line->is_due())
            line->show(static_cast<double>(done) / total, fmt::format("{} of {} runs", done, total));
    };
    const Result<MedicalResults> results = run_medical(options.casualties, options.response, medical);
    if (!results) {
        print_errors(results.error());
        return exit_bad_input;
    }
    if (const Errors errors = write_medical(*results, options.folder); !errors.empty()) {
        print_errors(errors, "The results could not be written");
        return exit_failed;
    }
    if (options.json)
        fmt::print("{}\n", medical_json(*results));
    if (!options.quiet) {
        for (const std::string& text : medical_lines(*results)) fmt::print(stderr, "{}\n", text);
        fmt::print(stderr, "Report: {}/report.html\n", options.folder);
    }
    return exit_done;
}

}  // namespace

void add_medical(CLI::App& app, Context& context) {
    const auto options = std::make_shared<MedicalArguments>();
    CLI::App* command = app.add_subcommand(
        "medical",
        "What happens to casualties after they are found: triage, treatment, transport, hospitals");
    command
        ->add_option("casualties", options->casualties,
                     "table of casualties, CSV, or the result folder of a run")
        ->required();
    command->add_option("response", options->response, "response plan, JSON")->required();
    command->add_option("-o,--output", options->folder, "folder of the results")->default_val("medical");
    command->add_option("--runs", options->medical.runs, "runs; their seeds count up")
        ->check(CLI::Range(1, 2000))
        ->capture_default_str();
    command->add_option("--seed", options->medical.seed,
                        "seed of the first run (default: the plan's, or the result's)");
    command->add_option("--threads", options->medical.threads, "runs at once (default: all cores)")
        ->check(CLI::Range(0, 1024));
    command->add_flag("--json", options->json, "print the summary as JSON");
    command->add_flag("-q,--quiet", options->quiet, "say nothing but problems");
    command->callback(
        [options, &context] { context.chosen = [options] { return medical_command(*options); }; });
}

}  // namespace wayout::cli
