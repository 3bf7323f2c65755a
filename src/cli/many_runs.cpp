#include "many_runs.hpp"

#include "stop_request.hpp"
#include "terminal.hpp"

#include <wayout/cluster.hpp>
#include <wayout/output.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>

namespace wayout::cli {
namespace {

/// Open MPI, PMIx (Slurm's srun --mpi=pmix) and PMI (others) each leave their mark.
bool was_started_with_others() {
    for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"})
        if (std::getenv(name) != nullptr)
            return true;
    return false;
}

std::function<void(const StudyProgress&)> progress_on(const std::shared_ptr<ProgressLine>& line) {
    const auto started = std::chrono::steady_clock::now();
    return [line, started](const StudyProgress& p) {
        if (!line->is_due())
            return;
        const double wall_s =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        const double left_s = wall_s * (p.total - p.done) / std::max(1, p.done_now);
        line->show(static_cast<double>(p.done) / std::max(1, p.total),
                   fmt::format("{} of {} runs{}, {:.1f} a minute, at most {} left", p.done, p.total,
                               p.failed > 0 ? fmt::format(" ({} failed)", p.failed) : "",
                               60.0 * p.done_now / std::max(wall_s, 1e-9), duration_text(left_s)));
    };
}

}  // namespace

void add_many_runs_options(CLI::App& command, ManyRunsOptions& options, const char* default_folder) {
    command.add_option("-o,--output", options.folder, "folder of the results")->default_val(default_folder);
    command
        .add_option("--threads", options.threads,
                    "runs at once (default: all cores; under mpirun one in each program)")
        ->check(CLI::Range(0, 255));
    command
        .add_option("--lost-after", options.lost_after_s,
                    "under mpirun: seconds of silence after which others take over the runs of a program")
        ->check(CLI::Range(2.0, 86400.0));
    command.add_flag("--resume", options.resume, "go on with the runs that are in the folder");
    command.add_flag("--json", options.json, "print the results as JSON");
    command.add_flag("-q,--quiet", options.quiet, "say nothing but problems");
}

int ask_many_runs(const ManyRunsOptions& options, const Question& question) {
    std::unique_ptr<Cluster> cluster;
    if (was_started_with_others())
        cluster = Cluster::join(nullptr, nullptr);
    ClusterOptions shared;
    shared.threads = std::max(1, options.threads);
    shared.lost_after_s = options.lost_after_s;
    if (cluster && !cluster->is_first()) {
        shared.on_first_lost = [] {
            fmt::print(
                stderr,
                "The first program is lost, and the study ends: the same command with --resume goes on\n");
        };
        cluster->serve(shared);
        return exit_done;
    }
    StudyRunOptions run;
    run.folder = options.folder;
    run.resume = options.resume;
    run.threads = options.threads;
    run.program = fmt::format("wayout {} ({})", version, describe_machine().build);
    run.is_stop_requested = is_stop_requested;
    if (cluster)
        run.workers = cluster->workers(shared);
    const CatchStop catch_stop;
    run.on_progress = progress_on(std::make_shared<ProgressLine>(options.quiet));
    const int code = question(run);
    run.on_progress = {};
    if (cluster) {
        cluster->dismiss(code);
        if (cluster->lost_count() > 0)
            fmt::print(stderr, "{} of {} programs were lost on the way; others have made their runs\n",
                       cluster->lost_count(), cluster->program_count());
    }
    return code;
}

int say(const ManyRunsOptions& options, const std::string& json, const std::vector<std::string>& lines,
        const StudyOutcome& outcome, const char* report_name) {
    if (options.json)
        fmt::print("{}\n", json);
    if (!options.quiet) {
        fmt::print(stderr, "{}\n", runs_line(outcome));
        for (const std::string& line : lines) fmt::print(stderr, "{}\n", line);
        fmt::print(stderr, "Report: {}/{}\n", options.folder, report_name);
    }
    return exit_done;
}

int say_interrupted() {
    fmt::print(stderr, "Interrupted: the same command with --resume goes on\n");
    return exit_failed;
}

std::string runs_line(const StudyOutcome& outcome) {
    return fmt::format("{} runs{}, {}, in {}", outcome.members,
                       outcome.failed > 0 ? fmt::format(" ({} failed)", outcome.failed) : "",
                       text_of(outcome.ending), duration_text(outcome.wall_s));
}

}  // namespace wayout::cli
