/// `wayout forecast`: an ensemble of runs conditioned on what is reported about an incident.
/// docs/howto/forecast-an-incident.md, docs/models/forecast.md.
#pragma once

#include <wayout/error.hpp>
#include <wayout/reports.hpp>
#include <wayout/study_run.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// What the members are run with.
enum class MembersModel : std::uint8_t {
    scenario,     ///< the scenario's own model and time step
    coarse_step,  ///< the scenario's model with a time step of 0.1 s
    hydraulic     ///< capacities of doors and stairs, nobody takes room: a first answer
};
inline constexpr std::array<std::string_view, 3> members_model_names{"scenario", "coarse-step", "hydraulic"};

struct ForecastOptions {
    std::filesystem::path scenario;  ///< scenario, or study file whose inputs are uncertain
    std::filesystem::path reports;
    std::filesystem::path folder;       ///< of members.sqlite and the results
    std::filesystem::path from_study;   ///< a study of the same inputs; empty: none
    std::optional<double> now_s;        ///< in place of the ledger's
    int members{100};                   ///< that the ensemble should have
    std::optional<std::uint64_t> seed;  ///< of the first member; absent: the study's or the scenario's
    int threads{0};                     ///< members at once; 0: all cores
    double budget_s{0.0};               ///< wall time for runs; 0: as long as it takes
    double horizon_s{6.0 * 3600.0};     ///< of demand
    MembersModel model{MembersModel::scenario};
    std::string program;  ///< version and build, which must be the same when members are used again
    std::function<void(const StudyProgress&)> on_progress;
    std::function<bool()> is_stop_requested;
};

/// Over the members, by their weights.
struct Band {
    double mean{0.0};
    double p5{0.0};
    double p10{0.0};
    double p50{0.0};
    double p90{0.0};
    double p95{0.0};
};

/// What is said of one subject, and what the model expects: three figures, never one.
struct ForecastFigure {
    Subject subject;
    std::optional<ClaimedRange> confirmed;
    std::optional<ClaimedRange> claimed;  ///< under verification
    std::optional<Band> now;              ///< nothing: no member has it
    std::optional<Band> final;
    std::optional<Band> final_before;  ///< without any report
};

/// Casualties of the members by what happened to them; the end of the runs.
struct ForecastHarm {
    std::string cause;     ///< empty: all
    std::string severity;  ///< "dead", "incapacitated", "injured", "impaired"
    Band count;
};

/// A number over time: a subject, or where casualties are.
struct ForecastCourse {
    std::string key;
    std::string words;
    std::vector<double> times_s;
    std::vector<Band> bands;
    std::vector<Band> bands_before;  ///< without any report
};

/// An uncertain input before and after the reports.
struct ForecastInput {
    std::string name;
    bool is_choice{false};  ///< of options; then the shares below
    Band before;
    Band after;
    std::vector<std::string> options;
    std::vector<double> share_before;
    std::vector<double> share_after;
};

struct ForecastMember {
    int number{0};
    int round{0};
    std::uint64_t seed{0};
    double prior_weight{0.0};
    double weight{0.0};
    double log_likelihood{0.0};
    std::vector<std::string> inputs;  ///< values as text
};

/// What became of a statement.
struct ForecastUse {
    bool is_counted{false};
    std::string why_not;
    double exponent{1.0};
    double confidence{1.0};
    bool is_unlike_all{false};  ///< no member makes it more probable than chance does
};

struct ForecastRound {
    int count{0};
    std::string from;  ///< "the inputs' distributions", "a study", "near the members that agree", ...
};

struct ForecastResults {
    std::string scenario_name;
    std::string program;
    Ledger ledger;
    std::vector<Standing> standings;
    std::vector<ForecastUse> uses;  ///< by statement
    std::vector<ForecastFigure> figures;
    std::vector<ForecastFigure> places;  ///< still inside, by zone or storey
    std::vector<ForecastHarm> harm;
    std::vector<ForecastCourse> courses;  ///< still inside and out over the run
    std::vector<ForecastCourse> demand;   ///< from now to the horizon; empty without a medical plan
    std::vector<ForecastInput> inputs;
    std::vector<ForecastMember> members;
    std::vector<ForecastRound> rounds;
    double belief{1.0};     ///< power of the likelihood that the members can bear
    double effective{0.0};  ///< effective number of members, with that
    double full_effective{0.0};
    int failed{0};
    int run_now{0};            ///< members run for this forecast
    bool is_cut_short{false};  ///< by the budget
    bool has_plan{false};
    bool are_inputs_assumed{false};  ///< the scenario declares none
    MembersModel model{MembersModel::scenario};
    double budget_s{0.0};
    double wall_s{0.0};
    std::vector<std::string> notes;
};

/// Checks everything, runs the members that are missing and weighs all. Errors: of scenario, study, reports,
/// subjects that the scenario does not have, and the folder's members; nothing is written then.
Result<ForecastResults> run_forecast(const ForecastOptions& options);

/// forecast.json, figures.csv, courses.csv, members.csv, statements.csv, report.html.
Errors write_forecast(const ForecastResults& results, const std::filesystem::path& folder);
std::string forecast_json(const ForecastResults& results);
std::vector<std::string> forecast_lines(const ForecastResults& results);

/// A ledger told of a run of the scenario with that seed: figures of the quantities that it has, at these
/// times, by sources of all kinds. As text that read_reports() takes; the same seed gives the same text.
Result<std::string> synthetic_reports(const std::filesystem::path& scenario, std::uint64_t seed,
                                      const std::vector<double>& times_s);

}  // namespace wayout
