/// One function per command: declares the options, and runs. Each includes nothing but the public face of the
/// library.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace wayout::cli {

/// What main() runs after parsing: the chosen command. Returns the exit code.
using Action = std::function<int()>;

/// What all commands share.
struct Context {
    std::vector<std::string> command_line;  ///< as typed
    Action chosen;
};

void add_init(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_run(CLI::App& app, Context& context);
void add_fire(CLI::App& app, Context& context);
void add_medical(CLI::App& app, Context& context);
void add_alert(CLI::App& app, Context& context);
void add_briefing(CLI::App& app, Context& context);
void add_capacity(CLI::App& app, Context& context);
void add_closures(CLI::App& app, Context& context);
void add_compare(CLI::App& app, Context& context);
void add_fixes(CLI::App& app, Context& context);
void add_forecast(CLI::App& app, Context& context);
void add_pack(CLI::App& app, Context& context);
void add_sitrep(CLI::App& app, Context& context);
void add_study(CLI::App& app, Context& context);
void add_report(CLI::App& app, Context& context);
void add_reports(CLI::App& app, Context& context);
void add_explain(CLI::App& app, Context& context);
void add_analyse(CLI::App& app, Context& context);
void add_verify(CLI::App& app, Context& context);
void add_verify_pack(CLI::App& app, Context& context);
void add_validate(CLI::App& app, Context& context);
void add_bench(CLI::App& app, Context& context);

}  // namespace wayout::cli
