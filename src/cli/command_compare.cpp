#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/compare.hpp>

#include <fmt/format.h>

#include <memory>

namespace wayout::cli {
namespace {

struct CompareArguments {
    std::string a;
    std::string b;
    std::string folder;
    bool json{false};
    bool quiet{false};
};

int compare_command(const CompareArguments& options) {
    const Result<Comparison> comparison = compare_results(options.a, options.b);
    if (!comparison) {
        print_errors(comparison.error());
        return exit_bad_input;
    }
    if (const Errors errors = write_comparison(*comparison, options.folder); !errors.empty()) {
        print_errors(errors, "The page could not be written");
        return exit_failed;
    }
    if (options.json)
        fmt::print("{}\n", comparison_json(*comparison));
    if (!options.quiet) {
        for (const std::string& line : comparison_lines(*comparison)) fmt::print(stderr, "{}\n", line);
        fmt::print(stderr, "Page: {}/compare.html\n", options.folder);
    }
    return exit_done;
}

}  // namespace

void add_compare(CLI::App& app, Context& context) {
    const auto options = std::make_shared<CompareArguments>();
    CLI::App* command =
        app.add_subcommand("compare", "What differs between two results or two studies, and is it real?");
    command->add_option("a", options->a, "result folder, study folder or study.sqlite")->required();
    command->add_option("b", options->b, "what it is compared with, of the same kind")->required();
    command->add_option("-o,--output", options->folder, "folder of compare.html")->default_val("compare");
    command->add_flag("--json", options->json, "print everything as JSON");
    command->add_flag("-q,--quiet", options->quiet, "say nothing but problems");
    command->callback(
        [options, &context] { context.chosen = [options] { return compare_command(*options); }; });
}

}  // namespace wayout::cli
