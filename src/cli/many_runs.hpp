/// What the commands of many runs have in common: options, machines, progress.
#pragma once

#include <wayout/study_run.hpp>

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace wayout::cli {

struct ManyRunsOptions {
    std::string folder;
    int threads{0};
    double lost_after_s{60.0};
    bool resume{false};
    bool quiet{false};
    bool json{false};
};

void add_many_runs_options(CLI::App& command, ManyRunsOptions& options, const char* default_folder);

/// What asks for runs: it gets the options to run them with and returns the exit code.
using Question = std::function<int(StudyRunOptions&)>;

/// Asks, with the threads of this machine or, if the program was started by mpirun or the like, with all the
/// programs that were. Of those only the first asks; the others run what it wants.
int ask_many_runs(const ManyRunsOptions& options, const Question& question);

/// Prints the answer: as JSON if it was asked for, and in words; returns the exit code.
int say(const ManyRunsOptions& options, const std::string& json, const std::vector<std::string>& lines,
        const StudyOutcome& outcome, const char* report_name);
int say_interrupted();

/// "100 runs, 2 failed, in 3 min 20 s (30 a minute)".
std::string runs_line(const StudyOutcome& outcome);

}  // namespace wayout::cli
