/// Runs studies: over the threads of one machine, or over many machines, with all results in one file.
#pragma once

#include <wayout/check.hpp>
#include <wayout/error.hpp>
#include <wayout/study.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// How far a study has come.
struct StudyProgress {
    int done{0};      ///< members that have ended, those of an earlier sitting included
    int total{0};     ///< members there will be at most
    int failed{0};    ///< of `done`: refused, failed or timed out
    int done_now{0};  ///< of `done`: in this sitting
};

/// Who runs the members: threads here, or programs on other machines. Threads of one machine: study_run.cpp;
/// others: cluster.hpp.
class MemberWorkers;

struct StudyRunOptions {
    std::filesystem::path folder;  ///< of study.sqlite
    bool resume{false};            ///< go on with a study that is there
    int threads{0};                ///< members at once; 0: all cores
    std::string program;           ///< version and build, which must be the same when a study goes on
    std::shared_ptr<MemberWorkers> workers;  ///< null: threads of this program
    std::function<void(const StudyProgress&)> on_progress;
    std::function<bool()> is_stop_requested;
};

enum class StudyEnding {
    complete,       ///< all members that were asked for
    converged,      ///< sooner than at most
    not_converged,  ///< at_most reached before that
    interrupted     ///< can be resumed
};
const char* text_of(StudyEnding ending);

struct StudyOutcome {
    StudyEnding ending{StudyEnding::interrupted};
    int members{0};
    int failed{0};
    double wall_s{0.0};
};

/// Checks everything before the first run; then runs what is not there yet. Errors: of the study, of the
/// scenario, of the file, all at once; nothing is written then.
Result<StudyOutcome> run_study(const StudySpec& spec, const StudyRunOptions& options);

/// What run_study would object to, and what it would do, without running: for `wayout check`.
CheckReport check_study(const StudySpec& spec);

}  // namespace wayout
