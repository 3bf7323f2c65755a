/// `wayout briefing`: may tonight's event take place as it is? One page, from many runs.
/// docs/howto/brief-an-evening.md. Tags: [D] our choice, to be changed by the user.
#pragma once

#include <wayout/norms.hpp>
#include <wayout/study_results.hpp>
#include <wayout/study_run.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// What is known of one evening: the file that `--tonight` names.
struct TonightSpec {
    std::string event;
    std::string date;  ///< any text
    /// How many come: at most one of these; none: as the scenario has it.
    std::optional<int> visitors;
    std::optional<double> attendance_frac;     ///< of the scenario's visitors
    std::vector<std::string> closed;           ///< exits, doors, stairs that cannot be used
    std::vector<std::string> stewards_absent;  ///< ids of stewards of the scenario who are not there
    std::optional<double> temperature_k;       ///< outside
    double coats_below_k{283.15};              ///< 10 degrees Celsius [D]: people wear coats below it
    double coat_width_factor{1.05};            ///< on body widths; sqrt(0.125 / 0.113) [D]
    std::string advisory;                      ///< level of a public advisory, in words; empty: none
    double advisory_attendance_frac{1.0};  ///< share of those who come in spite of it: the user's assumption

    double time_limit_s{0.0};  ///< everybody must be out within it; 0: unharmed, before it becomes untenable
    double probability{0.95};  ///< with which that is asked for
    std::vector<VariantSpec> measures;
    std::vector<double> attendance_steps{0.9, 0.75,
                                         0.5};  ///< shares of tonight's visitors that are tried [D]
    int runs{80};
    std::optional<std::uint64_t> seed;
    std::string where;  ///< name of the file, for messages
};

/// Errors: all problems of the file.
Result<TonightSpec> read_tonight(const std::filesystem::path& path);
/// The JSON Schema of these files, as it stands in schema/briefing.schema.json.
std::string briefing_schema();

/// The rule: with the exact 95 % interval of the probability that all goes well,
enum class BriefingVerdict {
    go,          ///< its lower end is at least what is asked for
    conditions,  ///< neither
    no_go        ///< its upper end is below what is asked for
};
std::string_view words_of(BriefingVerdict verdict);
BriefingVerdict verdict_on(const Probability& well, double asked_for);
/// So many runs are needed at least before any number of them can give a go.
int fewest_runs_for_go(double asked_for);

/// A measure or a smaller attendance, run with the same people and seeds.
struct BriefingCondition {
    std::string id;
    std::string name;  ///< as it stands on the sheet: "Open door X", "At most 900 visitors"
    Probability well;
    bool is_enough{false};  ///< by itself it gives a go
    bool is_attendance{false};
    std::string problem;  ///< why it could not be run; empty: it was
};

struct BriefingResults {
    TonightSpec tonight;
    std::string scenario_name;
    std::string program;
    BriefingVerdict verdict{BriefingVerdict::no_go};
    Probability well;
    int failed{0};    ///< runs that did not end; they count as not well
    int people{0};    ///< placed, staff included
    int visitors{0};  ///< of these
    FigureRange last_out;
    std::optional<FigureRange> smallest_margin;  ///< with a fire
    std::vector<JamRange> jams;
    std::vector<std::string> changes;      ///< of tonight, in sentences
    std::vector<std::string> assumptions;  ///< with their tags
    std::vector<BriefingCondition> conditions;
    std::vector<NormRow> norms;
    std::uint64_t first_seed{0};
    std::uint64_t last_seed{0};
    StudyOutcome outcome;
};

/// Runs tonight, and, unless it is a go, the measures and smaller attendances. Errors, all at once: of the
/// scenario, of tonight (unknown doors and stewards), of the measures.
Result<BriefingResults> run_briefing(const std::filesystem::path& scenario, const TonightSpec& tonight,
                                     const StudyRunOptions& run);
/// From a study that was run: its first variant is tonight, the others are the measures. Errors also: tonight
/// changes the scenario, which a study that is over cannot.
Result<BriefingResults> briefing_of_study(const std::filesystem::path& scenario, const TonightSpec& tonight,
                                          const std::filesystem::path& study);

/// briefing.html, one printed page, and briefing.json.
Errors write_briefing(const BriefingResults& results, const std::filesystem::path& folder);
std::string briefing_json(const BriefingResults& results);
std::vector<std::string> briefing_lines(const BriefingResults& results);

}  // namespace wayout
