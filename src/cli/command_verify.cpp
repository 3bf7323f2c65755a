#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/output.hpp>
#include <wayout/verification.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace wayout::cli {
namespace {

struct VerifyArguments {
    VerificationOptions verification;
    bool list{false};
    bool json{false};
    std::string html_file;
    std::string markdown_file;
};

int verify_command(VerifyArguments& options) {
    if (options.list) {
        for (const VerificationTest& test : verification_tests())
            fmt::print("{:<12} {}\n", test.id, test.title);
        return exit_done;
    }
    std::vector<VerificationRow> rows;
    {
        ProgressLine line(false);
        options.verification.progress = [&line](int done, int count, const VerificationTest& next) {
            line.show(static_cast<double>(done) / std::max(1, count),
                      fmt::format("{} {}", next.id, next.title));
        };
        rows = run_verification(options.verification);
    }
    if (rows.empty()) {
        fmt::print(stderr, "verify: no test matches; `wayout verify --list` names them\n");
        return exit_bad_input;
    }
    fmt::print("{}", options.json ? verification_as_json(rows, describe_machine().build)
                                  : verification_as_text(rows));
    const bool html_written = write_page("verify", options.html_file, verification_as_html(rows));
    const bool markdown_written = write_page("verify", options.markdown_file, verification_as_markdown(rows));
    const bool failed = std::any_of(rows.begin(), rows.end(),
                                    [](const VerificationRow& row) { return row.verdict == Verdict::fail; });
    return failed || !html_written || !markdown_written ? exit_failed : exit_done;
}

}  // namespace

void add_verify(CLI::App& app, Context& context) {
    const auto options = std::make_shared<VerifyArguments>();
    CLI::App* command = app.add_subcommand(
        "verify", "Runs the standard tests of evacuation models (IMO, RiMEA, NIST, ISO) on this build");
    command->add_option("--only", options->verification.only, "ids or families: IMO-4, RiMEA, ...")
        ->delimiter(',');
    command->add_flag("--list", options->list, "list the tests");
    command->add_flag("--quick", options->verification.quick, "fewer repeats");
    command->add_option("--threads", options->verification.threads, "threads (default: all cores)");
    command
        ->add_option_function<std::string>(
            "--calibration",
            [options](const std::string& name) {
                options->verification.calibration = name == "lab" ? Calibration::lab : Calibration::design;
            },
            "design (default) or lab")
        ->check(CLI::IsMember({"design", "lab"}));
    command->add_flag("--json", options->json, "print JSON");
    command->add_option("--html", options->html_file, "also write the table as a page to this file");
    command->add_option("--markdown", options->markdown_file,
                        "also write the table as Markdown to this file");
    command->callback(
        [options, &context] { context.chosen = [options] { return verify_command(*options); }; });
}

}  // namespace wayout::cli
