#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/input.hpp>

#include <fmt/format.h>

#include <memory>

namespace wayout::cli {

void add_init(CLI::App& app, Context& context) {
    struct Options {
        std::string folder;
        std::string from;
        bool list{false};
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("init", "Writes a small scenario that runs, to be edited");
    command->add_option("folder", options->folder, "a new or empty folder");
    command->add_option("--from", options->from, "template")->default_val(scenario_templates().front().name);
    command->add_flag("--list", options->list, "list the templates");
    command->callback([options, &context] {
        context.chosen = [options]() -> int {
            if (options->list) {
                for (const ScenarioTemplate& choice : scenario_templates())
                    fmt::print("{:<14} {}\n", choice.name, choice.summary);
                return exit_done;
            }
            if (options->folder.empty()) {
                fmt::print(stderr,
                           "init: name the folder to make; `wayout init --list` lists the templates\n");
                return exit_bad_input;
            }
            const auto files = write_template(options->folder, options->from);
            if (!files) {
                print_errors(files.error());
                return exit_bad_input;
            }
            for (const auto& file : *files) fmt::print("{}\n", file.string());
            fmt::print("Run it: wayout run {} -o result\n", options->folder);
            return exit_done;
        };
    });
}

}  // namespace wayout::cli
