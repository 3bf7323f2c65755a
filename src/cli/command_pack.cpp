#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/output.hpp>
#include <wayout/pack.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>

namespace wayout::cli {
namespace {

struct PackArguments {
    std::string result;
    std::string file;
    std::string verification;
    std::uint64_t limit_mib{64};
    int threads{0};
    bool quiet{false};
};

int pack_command(const PackArguments& options) {
    PackOptions pack;
    pack.build = describe_machine().build;
    pack.most_file_bytes = options.limit_mib << 20;
    pack.threads = options.threads;
    if (!options.verification.empty()) {
        std::ifstream file(options.verification, std::ios::binary);
        std::ostringstream text;
        text << file.rdbuf();
        pack.verification = text.str();
        if (!file || pack.verification.empty()) {
            print_errors({{ErrorCode::io, options.verification, "cannot be read, or is empty"}});
            return exit_bad_input;
        }
    }
    const auto line = std::make_shared<ProgressLine>(options.quiet);
    pack.on_test = [line](int done, int count, const VerificationTest& next) {
        line->show(static_cast<double>(done) / std::max(1, count),
                   fmt::format("tests of this build: {} {}", next.id, next.title));
    };
    const Result<PackSummary> summary = write_pack(options.result, options.file, pack);
    if (!summary) {
        print_errors(summary.error());
        return exit_bad_input;
    }
    if (!options.quiet) {
        for (const std::string& text : pack_lines(*summary)) fmt::print(stderr, "{}\n", text);
        fmt::print(stderr, "Pack: {}\n", options.file);
    }
    return exit_done;
}

}  // namespace

void add_pack(CLI::App& app, Context& context) {
    const auto options = std::make_shared<PackArguments>();
    CLI::App* command = app.add_subcommand(
        "pack", "Packs a result or study with all that it was made of, so that others can check it");
    command->add_option("result", options->result, "result folder, study folder or study.sqlite")->required();
    command->add_option("-o,--output", options->file, "archive that is written")->default_val("pack.zip");
    command->add_option("--verification", options->verification,
                        "table of 'wayout verify --json' of this program (default: the tests are run)");
    command
        ->add_option("--limit-mib", options->limit_mib,
                     "largest file that is packed; larger input files are named with their hash")
        ->default_val(64)
        ->check(CLI::Range(1, 1 << 20));
    command->add_option("--threads", options->threads, "threads of the tests (default: all cores)");
    command->add_flag("-q,--quiet", options->quiet, "say nothing but problems");
    command->callback([options, &context] { context.chosen = [options] { return pack_command(*options); }; });
}

}  // namespace wayout::cli
