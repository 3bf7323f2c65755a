/// Many runs of one scenario: what is varied, how often, and what a single run of it gives. How studies are
/// run and what comes out of them: study_run.hpp. docs/howto/run-a-study.md.
#pragma once

#include <wayout/distribution.hpp>
#include <wayout/error.hpp>
#include <wayout/scenario_change.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

// ---------------------------------------------------------------- what is varied

/// One of the things that a factor can be: a fire from a list, a door shut or not.
struct FactorOption {
    std::string name;
    double weight{1.0};  ///< chance relative to the other options
    std::vector<ScenarioChange> changes;
};

/// An input that is not known, or that somebody wants to vary.
struct FactorSpec {
    std::string name;
    /// Part that it belongs to in the split of the variance: "fire", "crowd", "building", "response", ...
    std::string group;
    /// Numbers: a draw changes the values at `paths` in this way. The word "attendance" as a path stands for
    /// how many visitors there are of every population.
    ScenarioChange::Act act{ScenarioChange::Act::scale};
    std::vector<std::string> paths;
    std::optional<Distribution> distribution;
    std::vector<FactorOption> options;  ///< instead of a distribution
    int grid_points{5};                 ///< values of a distribution in a grid: the middles of equal shares
    std::string where;
};

/// A form of the scenario that is compared with the others: every draw is made for each of them.
struct VariantSpec {
    std::string id;
    std::string name;
    std::vector<ScenarioChange> changes;
    double cost{0.0};  ///< of a measure, in any currency; 0: not given
    std::string where;
};

enum class StudyDesign {
    random,           ///< independent draws: a study can be made longer
    latin_hypercube,  ///< every input is spread evenly over its distribution
    grid,             ///< every combination of the inputs' values
    sensitivity       ///< Saltelli's design: first and total order indices
};

/// Whose shares of the variance a sensitivity study tells: of each input, or of each part (fire, crowd, ...)
/// with all its inputs together. The seed is always one of them.
enum class SensitivityOf { inputs, parts };

/// When enough members have been run. Measures and defaults: docs/models/statistics.md.
struct StopRule {
    bool until_converged{false};
    int at_least{20};
    int at_most{500};
    /// Half width of the 95 % bootstrap interval of the mean of StudySpec::output, relative to the mean.
    double half_width_frac{0.02};
};

struct StudySpec {
    std::string name;
    std::string description;
    std::string scenario;  ///< path as it can be opened from here
    StudyDesign design{StudyDesign::random};
    SensitivityOf sensitivity_of{SensitivityOf::inputs};
    int runs{100};                      ///< draws; of a sensitivity study the size of each sample matrix
    int seeds_per_draw{1};              ///< runs with other seeds and the same inputs
    std::optional<std::uint64_t> seed;  ///< of the first run; absent: the scenario's. Counts up from there
    std::vector<FactorSpec> factors;
    std::vector<VariantSpec> variants;  ///< never empty: the first is what others are compared with
    StopRule stop;
    std::string output{"egress_time_s.p95"};  ///< figure that convergence and sensitivity are told for
    double time_limit_s{0.0};                 ///< for P(everybody out within it); 0: none given
    double member_limit_s{3600.0};            ///< wall time after which a member is given up
    std::vector<double> left_at_s;            ///< who is still inside and where is told for these times too
    std::string as_json;                      ///< the study file as it was read, without comments
};

/// Reads a study file, or makes a study with defaults of a scenario. Errors: all problems of the file; those
/// of the scenario come out of StudyPlan.
Result<StudySpec> read_study(const std::filesystem::path& path);

/// Whether a file says of itself that it is a study.
bool is_study_file(const std::filesystem::path& path);

/// The JSON Schema of study files, as it stands in schema/study.schema.json.
std::string study_schema();

// ---------------------------------------------------------------- what a member gives

enum class MemberStatus : std::uint8_t {
    done,       ///< ran to its end, whatever that was
    refused,    ///< the changed scenario is no valid one
    failed,     ///< the run could not go on, or met a bug
    timed_out,  ///< took longer than StudySpec::member_limit_s
};
const char* text_of(MemberStatus status);

/// A number of a member under its name, as "egress_time_s.p95" or "exit.main.count".
struct Figure {
    std::string name;
    double value{0.0};
    friend bool operator==(const Figure&, const Figure&) = default;
};

/// People to whom the same happened.
struct Casualties {
    std::string cause;     ///< "smoke and gases", "structure", ...
    std::string severity;  ///< "dead", "incapacitated", "injured", "impaired"
    std::string age;       ///< "child", "adult", "older", "unknown"
    std::string place;     ///< zone or storey, by name
    int count{0};
    friend bool operator==(const Casualties&, const Casualties&) = default;
};

/// A jam of a member.
struct MemberJam {
    std::string place;
    double from_s{0.0};
    double to_s{0.0};
    double peak_density_per_m2{0.0};
    int queue_size{0};
    friend bool operator==(const MemberJam&, const MemberJam&) = default;
};

/// A number of people over time: values at 0, step, 2 step, ... s; the last holds from then on. Named as the
/// subjects of statements (key_of() in reports.hpp), of casualties also by where they are.
struct MemberCourse {
    std::string name;
    double step_s{1.0};
    std::vector<float> values;
    friend bool operator==(const MemberCourse&, const MemberCourse&) = default;
};

/// People who are still in a place that may have to be searched: a zone, or a storey of a venue without
/// zones.
struct PeopleLeft {
    std::string place;   ///< id; empty: in none of the zones
    double time_s{0.0};  ///< +inf: when the run ended
    int able{0};
    int unable{0};
    friend bool operator==(const PeopleLeft&, const PeopleLeft&) = default;
};

/// One run of a study.
struct MemberResult {
    int variant{0};    ///< row of StudySpec::variants
    int replicate{0};  ///< same draw and same luck for all variants
    std::uint64_t seed{0};
    MemberStatus status{MemberStatus::done};
    std::string problem;              ///< why not done
    std::uint64_t state_hash{0};      ///< as of `wayout run` with the same seed and inputs
    std::vector<float> exit_times_s;  ///< of those who are out, ascending
    std::vector<Figure> figures;
    std::vector<Casualties> casualties;
    std::vector<MemberJam> jams;        ///< longest first, at most five
    std::vector<MemberCourse> courses;  ///< by name
    std::vector<PeopleLeft> left;       ///< by place, then time; only where somebody is
    double wall_s{0.0};                 ///< no part of the result: differs from time to time
};

/// Value of a figure; NaN if the member has none of that name.
double figure_of(const MemberResult& member, std::string_view name);

}  // namespace wayout
