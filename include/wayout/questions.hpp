/// Questions asked of many runs: which way matters most, how many people may come in, which measure helps.
/// docs/howto/ask-many-runs.md.
#pragma once

#include <wayout/scenario_change.hpp>
#include <wayout/study_results.hpp>
#include <wayout/study_run.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

// ---------------------------------------------------------------- closures

struct ClosureOptions {
    int runs{20};  ///< with paired seeds, for every closure
    int worst{4};  ///< so many of the worst are closed two by two as well; 0: no pairs
    bool exits{true};
    bool doors{true};
    bool stairs{true};  ///< and ramps and escalators
    std::optional<std::uint64_t> seed;
};

/// One way, or two at once, that cannot be used from the first second on.
struct Closure {
    std::vector<std::string> ids;
    std::string name;  ///< "Exit 'Main entrance'"
    std::string kind;  ///< "exit", "door", "stair", "ramp", "escalator", "pair"
    int rank{0};       ///< 1: the worst; equal where the runs cannot tell them apart
    int runs{0};
    /// Why there is no run: without it people cannot reach an exit at all.
    std::string cut_off;
    double stranded_mean{0.0};  ///< people who are still inside at the end
    Difference stranded;        ///< against nothing closed, as the others
    Difference harmed;
    Difference delay;  ///< of the last of those who are out
};

struct ClosureResults {
    std::string scenario_name;
    std::vector<Closure> singles;  ///< worst first
    std::vector<Closure> pairs;
    FigureRange last_out;  ///< with nothing closed
    StudyOutcome outcome;  ///< all runs together
};

/// Errors: of the scenario, of the file, all at once.
Result<ClosureResults> rank_closures(const std::filesystem::path& scenario, const ClosureOptions& options,
                                     const StudyRunOptions& run);
/// report.html, closures.csv and plan.svg.
Errors write_closures(const ClosureResults& results, const std::filesystem::path& scenario,
                      const std::filesystem::path& folder);
std::string closures_json(const ClosureResults& results);
std::vector<std::string> closure_lines(const ClosureResults& results);

// ---------------------------------------------------------------- capacity

struct CapacityOptions {
    double probability{0.95};  ///< that all goes well, which is asked for
    /// All goes well when everybody is out within it; 0: when everybody is out unharmed and nobody was
    /// anywhere too late, which needs a fire or another hazard.
    double time_limit_s{0.0};
    /// Largest attendance to try, as a multiple of the scenario's; 0: full seats, or twice the scenario's
    /// where no seats are filled.
    double most_frac{0.0};
    int max_runs{200};  ///< for one attendance
    double precision_frac{0.01};
    std::optional<std::uint64_t> seed;
};

/// One attendance that was tried.
struct CapacityPoint {
    double attendance_frac{0.0};
    int people{0};  ///< placed, staff included
    Probability well;
    bool is_enough{false};  ///< the sequential test says that the probability is at least what is asked for
    bool is_cut_short{false};  ///< by max_runs: the share decided
};

struct CapacityResults {
    std::string scenario_name;
    CapacityOptions options;
    std::vector<CapacityPoint> points;  ///< ascending in people
    int people{0};                      ///< largest attendance that is enough; 0: none that was tried
    bool is_upper_end{false};           ///< the largest that was to be tried is enough
    std::vector<std::string> binding;   ///< what holds it down, worst first, in words
    StudyOutcome outcome;
};

Result<CapacityResults> find_capacity(const std::filesystem::path& scenario, const CapacityOptions& options,
                                      const StudyRunOptions& run);
Errors write_capacity(const CapacityResults& results, const std::filesystem::path& folder);
std::string capacity_json(const CapacityResults& results);
std::vector<std::string> capacity_lines(const CapacityResults& results);

// ---------------------------------------------------------------- fixes

/// A measure: a variant of a study.
struct Fix {
    std::string id;
    std::string name;
    double cost{0.0};
    Difference effect;  ///< on the figure; less is better, but for probabilities
    bool is_better{false};
    double effect_per_cost{0.0};  ///< NaN without a cost, or where the effect is not real
};

struct FixResults {
    std::string figure;
    std::vector<Fix> fixes;  ///< real improvements first, the largest first; then what cannot be told from
                             ///< zero; then what makes it worse
};

/// From a study with variants: the first is the scenario as it is.
Result<FixResults> rank_fixes(const StudyResults& results, const std::string& figure);
Errors write_fixes(const FixResults& fixes, const StudyResults& study, const std::filesystem::path& folder);
std::string fixes_json(const FixResults& results);
std::vector<std::string> fix_lines(const FixResults& results);

}  // namespace wayout
