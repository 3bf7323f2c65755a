#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/output.hpp>
#include <wayout/pack.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>

namespace wayout::cli {
namespace {

struct VerifyPackArguments {
    std::string file;
    int members{3};
    std::uint64_t limit_mib{64};
    bool json{false};
    bool quiet{false};
};

int verify_pack_command(const VerifyPackArguments& options) {
    VerifyPackOptions verify;
    verify.build = describe_machine().build;
    std::error_code failed;
    verify.scratch = std::filesystem::temp_directory_path(failed);
    verify.members = options.members;
    verify.most_file_bytes = options.limit_mib << 20;
    auto line = std::make_unique<ProgressLine>(options.quiet);
    verify.on_run = [&line](int done, int count) {
        line->show(static_cast<double>(done) / std::max(1, count),
                   fmt::format("run {} of {} again", done + 1, count));
    };
    const Result<PackVerdict> verdict = verify_pack(options.file, verify);
    line.reset();
    if (!verdict) {
        print_errors(verdict.error());
        return exit_bad_input;
    }
    if (options.json)
        fmt::print("{}\n", pack_verdict_json(*verdict));
    if (!options.quiet)
        for (const std::string& text : pack_verdict_lines(*verdict)) fmt::print(stderr, "{}\n", text);
    return verdict->is_same() ? exit_done : exit_failed;
}

}  // namespace

void add_verify_pack(CLI::App& app, Context& context) {
    const auto options = std::make_shared<VerifyPackArguments>();
    CLI::App* command = app.add_subcommand(
        "verify-pack", "Checks the hashes of a pack and runs some of it again: does the same come out?");
    command->add_option("pack", options->file, "archive of 'wayout pack'")->required();
    command->add_option("--members", options->members, "runs of a study that are made again, evenly chosen")
        ->default_val(3)
        ->check(CLI::Range(2, 1000000));
    command->add_option("--limit-mib", options->limit_mib, "largest file that is unpacked")
        ->default_val(64)
        ->check(CLI::Range(1, 1 << 20));
    command->add_flag("--json", options->json, "print the verdict as JSON");
    command->add_flag("-q,--quiet", options->quiet, "say nothing but problems");
    command->callback(
        [options, &context] { context.chosen = [options] { return verify_pack_command(*options); }; });
}

}  // namespace wayout::cli
