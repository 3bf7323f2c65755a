#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/error.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>

#include <exception>
#include <new>

namespace {

int run_program(int argc, char** argv) {
    CLI::App app{"wayout simulates how people leave a building in an emergency."};
    app.set_version_flag("--version", std::string("wayout ") + wayout::version);
    app.require_subcommand(1);
    wayout::cli::Context context;
    context.command_line.assign(argv, argv + argc);
    wayout::cli::add_init(app, context);
    wayout::cli::add_check(app, context);
    wayout::cli::add_run(app, context);
    wayout::cli::add_fire(app, context);
    wayout::cli::add_medical(app, context);
    wayout::cli::add_study(app, context);
    wayout::cli::add_closures(app, context);
    wayout::cli::add_capacity(app, context);
    wayout::cli::add_fixes(app, context);
    wayout::cli::add_briefing(app, context);
    wayout::cli::add_compare(app, context);
    wayout::cli::add_forecast(app, context);
    wayout::cli::add_report(app, context);
    wayout::cli::add_alert(app, context);
    wayout::cli::add_sitrep(app, context);
    wayout::cli::add_reports(app, context);
    wayout::cli::add_explain(app, context);
    wayout::cli::add_analyse(app, context);
    wayout::cli::add_verify(app, context);
    wayout::cli::add_pack(app, context);
    wayout::cli::add_verify_pack(app, context);
    wayout::cli::add_validate(app, context);
    wayout::cli::add_bench(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // Help and version end well; everything else is wrong usage.
        return app.exit(error) == 0 ? wayout::cli::exit_done : wayout::cli::exit_bad_input;
    }
    return context.chosen();
}

}  // namespace

/// The one place of the program in which exceptions end: they are bugs, or memory is gone.
int main(int argc, char** argv) {
    try {
        return run_program(argc, argv);
    } catch (const wayout::InternalError& error) {
        fmt::print(stderr,
                   "wayout: internal error: {}\nThis is a bug of wayout, not of your input. Please report it "
                   "with the scenario "
                   "and the seed.\n",
                   error.what());
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "wayout: out of memory\n");
    } catch (const std::exception& error) {
        fmt::print(stderr, "wayout: unexpected error: {}\n", error.what());
    }
    return wayout::cli::exit_failed;
}
