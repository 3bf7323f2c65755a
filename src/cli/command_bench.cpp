#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/bench.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace wayout::cli {

void add_bench(CLI::App& app, Context& context) {
    struct Options {
        BenchOptions bench;
        bool json{false};
        bool list{false};
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("bench", "Runs the published benchmark scenes and prints their speed");
    command->add_option("scenes", options->bench.scenes,
                        "names, or beginnings of names; default: all but the largest");
    command->add_option("--model", options->bench.model, "movement model (default: time-gap)");
    command->add_option("--threads", options->bench.threads, "threads in a run")->capture_default_str();
    command->add_option("--time-step", options->bench.time_step_s, "time step in s")->capture_default_str();
    command->add_option("--isa", options->bench.isa, "instruction set by name (default: the best)");
    command->add_flag("--json", options->json, "print JSON");
    command->add_flag("--list", options->list, "list the scenes");
    command->callback([options, &context] {
        context.chosen = [options]() -> int {
            if (options->list) {
                for (const auto& [name, in_default_set] : bench_scenes())
                    fmt::print("{}{}\n", name, in_default_set ? "" : "  (only when named)");
                return exit_done;
            }
            options->bench.progress = [](const std::string& scene) { fmt::print(stderr, "{} ...\n", scene); };
            const Result<std::vector<BenchRow>> rows = run_bench(options->bench);
            if (!rows) {
                print_errors(rows.error());
                return exit_bad_input;
            }
            fmt::print("{}", options->json ? bench_as_json(*rows) : bench_as_text(*rows));
            const bool right =
                std::all_of(rows->begin(), rows->end(), [](const BenchRow& row) { return row.placement_ok; });
            return right ? exit_done : exit_failed;
        };
    });
}

}  // namespace wayout::cli
