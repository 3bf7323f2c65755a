#include "commands.hpp"
#include "stop_request.hpp"
#include "terminal.hpp"

#include <wayout/casualties.hpp>
#include <wayout/hydraulic_check.hpp>
#include <wayout/input.hpp>
#include <wayout/norms.hpp>
#include <wayout/output.hpp>
#include <wayout/simulation.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

namespace wayout::cli {
namespace {

struct RunArguments {
    std::string scenario;
    std::string output;
    RunOptions run;
    std::string calibration;
    std::string trajectory;
    std::vector<std::string> command_line;
    bool json{false};
    bool quiet{false};
    bool force{false};
    bool hydraulic{true};
    std::vector<std::string> norms;
};

std::string utc_time() {
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
}

/// Reads "imo,adb"; empty: the scenario's.
void choose_norms(OutputSpec& outputs, const std::vector<std::string>& names) {
    if (names.empty())
        return;
    outputs.norms.clear();
    for (const std::string& name : names)
        if (const auto jurisdiction = jurisdiction_named(name))
            outputs.norms.push_back(*jurisdiction);
}

/// The scenario with the command line applied, so that what is written is what was run.
void apply_to_scenario(Scenario& scenario, const RunArguments& options) {
    SimulationSpec& simulation = scenario.simulation;
    simulation.seed = options.run.seed.value_or(simulation.seed);
    simulation.duration_s = options.run.duration_s.value_or(simulation.duration_s);
    simulation.time_step_s = options.run.time_step_s.value_or(simulation.time_step_s);
    simulation.model = options.run.model.value_or(simulation.model);
    simulation.calibration = options.run.calibration.value_or(simulation.calibration);
    if (!options.trajectory.empty()) {
        scenario.outputs.trajectory_hdf5 = options.trajectory == "hdf5" || options.trajectory == "both";
        scenario.outputs.trajectory_sqlite = options.trajectory == "sqlite" || options.trajectory == "both";
    }
    choose_norms(scenario.outputs, options.norms);
}

void step_until_finished(Simulation& simulation, double duration_s, bool quiet) {
    const CatchStop catch_stop;
    ProgressLine line(quiet);
    const auto started = std::chrono::steady_clock::now();
    while (!simulation.is_finished() && !is_stop_requested()) {
        simulation.step();
        if (!line.is_due())
            continue;
        const double wall_s =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        const double out_frac =
            static_cast<double>(simulation.out_count()) / std::max(1, simulation.placed_count());
        const double fraction = std::max(out_frac, simulation.time_s() / duration_s);
        const double left_s = fraction > 0.02 ? wall_s * (1.0 - fraction) / fraction : -1.0;
        line.show(fraction, fmt::format("{} simulated, {} of {} out, {:.0f} x real time{}",
                                        duration_text(simulation.time_s()), simulation.out_count(),
                                        simulation.placed_count(), simulation.time_s() / wall_s,
                                        left_s >= 0.0 ? ", about " + duration_text(left_s) + " left" : ""));
    }
}

/// Who came to harm, for `wayout medical`; nothing without a response plan.
std::vector<ResultFile> casualty_files(const Scenario& scenario, const RunResults& results) {
    const Result<std::optional<MedicalPlan>> plan = medical_plan_of(scenario);
    if (!plan || !*plan)
        return {};
    return {{"casualties.csv", casualty_table_text(casualties_of_run(results, **plan, results.seed))}};
}

int run_command(const RunArguments& options) {
    Provenance provenance = describe_machine();
    provenance.started_utc = utc_time();
    Result<Scenario> scenario = read_scenario(options.scenario);
    if (!scenario) {
        print_errors(scenario.error());
        return exit_bad_input;
    }
    apply_to_scenario(*scenario, options);
    Errors problems = problems_of_medical_plan(*scenario);
    Result<Simulation> simulation = Simulation::create(*scenario, options.run);
    if (!simulation)
        problems.insert(problems.end(), simulation.error().begin(), simulation.error().end());
    if (!problems.empty()) {
        print_errors(problems);
        return exit_bad_input;
    }
    Result<ResultWriter> writer =
        ResultWriter::open(options.output, simulation->shared_venue(), *scenario,
                           ResultOptions{.force = options.force, .started_utc = provenance.started_utc});
    if (!writer) {
        print_errors(writer.error());
        return exit_bad_input;
    }
    if (FrameSink* frames = writer->frames())
        simulation->record_frames_to(*frames);
    step_until_finished(*simulation, scenario->simulation.duration_s, options.quiet);

    if (!simulation->failure().empty()) {
        print_errors(simulation->failure(), "The run could not go on");
        return exit_failed;
    }
    RunResults results = simulation->results();
    if (options.hydraulic && results.model != hydraulic_model && results.status != RunStatus::interrupted)
        if (Result<HydraulicCheck> check = hydraulic_check(*scenario, simulation->building(), options.run))
            results.hydraulic = *check;
    results.norms = code_figures(*scenario, *simulation->building(), results, NormScope::run);
    provenance.command = options.command_line;
    provenance.instruction_set = simulation->instruction_set();
    provenance.finished_utc = utc_time();
    if (const Errors errors =
            writer->finish(results, std::move(provenance), casualty_files(*scenario, results));
        !errors.empty()) {
        print_errors(errors, "The result could not be written");
        return exit_failed;
    }
    if (options.json)
        fmt::print("{}\n", summary_json(results));
    if (!options.quiet) {
        for (const std::string& text : verdict_lines(results)) fmt::print(stderr, "{}\n", text);
        fmt::print(stderr,
                   "{:.0f} s simulated in {:.1f} s ({:.0f} times real time, {} threads, {:.0f} MiB)\n",
                   results.performance.simulated_s, results.performance.wall_s,
                   results.performance.simulated_s / results.performance.wall_s, results.performance.threads,
                   results.performance.peak_rss_mib);
        fmt::print(stderr, "Report: {}/report.html\n", options.output);
    }
    return exit_done;
}

}  // namespace

void add_run(CLI::App& app, Context& context) {
    const auto options = std::make_shared<RunArguments>();
    CLI::App* command = app.add_subcommand("run", "Runs a scenario and writes a result folder with a report");
    command->add_option("scenario", options->scenario, "scenario folder, .json or .zip")->required();
    command->add_option("-o,--output", options->output, "result folder")->default_val("result");
    command->add_option("--seed", options->run.seed, "seed of the random draws (default: the scenario's)");
    command->add_option("--threads", options->run.threads,
                        "threads (default: all cores); the result is the same for any number");
    command->add_option("--duration", options->run.duration_s, "longest simulated time in s");
    command->add_option("--time-step", options->run.time_step_s, "time step in s");
    command->add_option("--model", options->run.model, "movement model");
    command
        ->add_option_function<std::string>(
            "--calibration",
            [options](const std::string& name) {
                options->run.calibration = name == "lab" ? Calibration::lab : Calibration::design;
            },
            "design (default) or lab")
        ->check(CLI::IsMember({"design", "lab"}));
    command->add_option("--isa", options->run.isa,
                        "instruction set of the movement kernel (default: the best)");
    command
        ->add_option("--trajectory", options->trajectory,
                     "trajectory files: hdf5, sqlite, both or none (default: the scenario's)")
        ->check(CLI::IsMember({"hdf5", "sqlite", "both", "none"}));
    command->add_flag("--hydraulic,!--no-hydraulic", options->hydraulic,
                      "also calculate the scenario by hydraulic relations, as a second opinion (default)");
    std::vector<std::string> jurisdiction_ids;
    for (const auto& [id, title] : jurisdictions) jurisdiction_ids.emplace_back(id);
    command
        ->add_option(
            "--norms", options->norms,
            "whose code figures the report shows, with commas between (default: the scenario's, or all)")
        ->delimiter(',')
        ->check(CLI::IsMember(jurisdiction_ids));
    command->add_flag("--json", options->json, "print summary.json");
    command->add_flag("-q,--quiet", options->quiet, "say nothing but problems");
    command->add_flag("--force", options->force, "write also into a folder with other files");
    command->callback([options, &context] {
        context.chosen = [options, &context] {
            options->command_line = context.command_line;
            return run_command(*options);
        };
    });
}

}  // namespace wayout::cli
