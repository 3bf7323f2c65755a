#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/reports.hpp>

#include <fmt/format.h>

#include <memory>
#include <optional>

namespace wayout::cli {
namespace {

struct ReportsArguments {
    std::string file;
    std::string folder;
    std::optional<double> now_s;
    bool json{false};
    bool quiet{false};
};

int reports_command(const ReportsArguments& options) {
    const Result<Ledger> ledger = read_reports(options.file, options.now_s);
    if (!ledger) {
        print_errors(ledger.error());
        return exit_bad_input;
    }
    if (const Errors errors = write_reports(*ledger, options.folder); !errors.empty()) {
        print_errors(errors, "The report could not be written");
        return exit_failed;
    }
    if (options.json)
        fmt::print("{}\n", reports_json(*ledger));
    if (!options.quiet) {
        for (const std::string& text : reports_lines(*ledger)) fmt::print(stderr, "{}\n", text);
        fmt::print(stderr, "Report: {}/report.html\n", options.folder);
    }
    return exit_done;
}

}  // namespace

void add_reports(CLI::App& app, Context& context) {
    const auto options = std::make_shared<ReportsArguments>();
    CLI::App* command = app.add_subcommand(
        "reports", "Checks a ledger of reports about an incident: what is known, claimed, contradicted");
    command->add_option("reports", options->file, "ledger of reports, JSON")->required();
    command->add_option("-o,--output", options->folder, "folder of the results")->default_val("reports");
    command
        ->add_option("--now", options->now_s,
                     "seconds of the incident, in place of the ledger's: later statements are errors")
        ->check(CLI::Range(0.0, 1e9));
    command->add_flag("--json", options->json, "print the ledger as JSON");
    command->add_flag("-q,--quiet", options->quiet, "say nothing but problems");
    command->callback(
        [options, &context] { context.chosen = [options] { return reports_command(*options); }; });
}

}  // namespace wayout::cli
