/// `wayout medical`: what happens to casualties between being found and definitive care.
#pragma once

#include <wayout/medical_plan.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

// ---------------------------------------------------------------- one run

/// Where a casualty is in the chain. Everybody is in exactly one of these at any time, and in each at most
/// once.
enum class CareState : std::uint8_t {
    not_found,
    waiting_carry,
    carried,
    waiting_triage,
    in_triage,
    waiting_treatment,
    in_treatment,
    waiting_transport,
    loading,
    driving,
    driving_self,  ///< by car or taxi, of his own
    waiting_ed,
    in_ed,
    waiting_transfer,  ///< for a vehicle to a hospital that has what he needs
    transferring,
    waiting_operation,
    in_operation,
    admitted,    ///< end
    discharged,  ///< end
    dead,        ///< end: found dead, or without signs of life at triage
};
inline constexpr std::size_t care_state_count = 20;
inline constexpr std::array<std::string_view, care_state_count> care_state_names{
    "not_found",    "waiting_carry",     "carried",      "waiting_triage",
    "in_triage",    "waiting_treatment", "in_treatment", "waiting_transport",
    "loading",      "driving",           "driving_self", "waiting_ed",
    "in_ed",        "waiting_transfer",  "transferring", "waiting_operation",
    "in_operation", "admitted",          "discharged",   "dead"};

bool is_waiting(CareState state);
bool is_final(CareState state);

inline constexpr double not_yet_s = std::numeric_limits<double>::quiet_NaN();

/// The way of one casualty through the chain.
struct CasualtyCourse {
    CareState state{CareState::not_found};
    std::array<double, care_state_count> entered_s;  ///< NaN: never
    TriageClass true_class{TriageClass::green};      ///< when found
    std::optional<TriageClass> judged;               ///< last judgement
    int hospital{-1};                                ///< row of the plan; the first to which he came
    int transferred_to{-1};                          ///< row of the plan; -1: stayed
    int fleet{-1};                                   ///< that carried him
    double rpm_found{0.0};
    double rpm_at_care{0.0};     ///< when definitive care began, or at the end of the run
    double survival_found{0.0};  ///< probability if care began when found
    double survival{0.0};        ///< probability with the care of this run
    double waited_s{0.0};        ///< in all states of waiting, until definitive care began
    std::string unserved;        ///< why definitive care never began; empty: it did, or he was dead

    CasualtyCourse() { entered_s.fill(not_yet_s); }
    /// Row of the hospital where he is in that state.
    int hospital_in(CareState s) const {
        return transferred_to >= 0 && s > CareState::transferring ? transferred_to : hospital;
    }
    double at(CareState s) const { return entered_s[static_cast<std::size_t>(s)]; }
};

/// Whether less delay could have saved him: score of at least 4 when found, more than 60 min of waiting. [D]
bool is_preventable_delay(const CasualtyCourse& course);

/// A send to a hospital that had no room, or not what the casualty needs.
struct StrainedSend {
    double time_s{0.0};
    std::size_t casualty{0};
    int hospital{-1};
    std::string why;
};

struct ResourceUse {
    std::string kind;  ///< "carry team", "triage officer", "treatment bay", "ambulance", "bus", ...
    std::string id;
    std::string place;
    int count{0};
    int served{0};
    int peak{0};              ///< in use at once
    double busy_s{0.0};       ///< over all of them, within the run
    double available_s{0.0};  ///< the same, in which they were there
};

struct MedicalFigure {
    std::string name;
    double value{0.0};
};

struct MedicalRun {
    std::uint64_t seed{0};
    std::vector<CasualtyCourse> courses;  ///< in the order of the table
    std::vector<StrainedSend> strained;
    std::vector<ResourceUse> resources;
    std::vector<MedicalFigure> figures;
    int not_transferred{0};        ///< lacked something in their hospital, and no other had it free
    double end_s{0.0};             ///< of the last event that mattered to anybody
    std::uint64_t event_count{0};  ///< at each of which everybody was counted
};

/// One run. Plan and casualties must be free of problems (see below); anything else is a bug.
MedicalRun run_medical_chain(const MedicalPlan& plan, std::span<const Casualty> casualties,
                             std::uint64_t seed);

/// What is wrong with a plan beyond its single values: unknown places, holes in the table of travel times,
/// overlapping shifts, hospitals without beds.
Errors problems_of_plan(const MedicalPlan& plan);
/// Casualties at places that the plan does not have.
Errors problems_of_casualties(const MedicalPlan& plan, std::span<const Casualty> casualties,
                              const std::string& file);

/// Value of a figure; NaN if there is none of that name.
double figure_of(const MedicalRun& run, std::string_view name);

/// A number that a run was made with, and how far it can be trusted.
struct Assumption {
    std::string what;
    std::string value;
    std::string tag;  ///< S, A, 2, M, D as in docs/models/medical.md; "given": by the user
    std::string source;
};
std::vector<Assumption> assumptions_of(const MedicalPlan& plan);
/// Of the rules by which harm in a run becomes injuries.
std::vector<Assumption> assumptions_of_injuries(const MedicalPlan& plan);

// ---------------------------------------------------------------- many runs

struct MedicalOptions {
    int runs{100};
    std::optional<std::uint64_t> seed;  ///< of the first run; absent: the plan's. Counts up
    int threads{0};
    std::function<void(int done, int total)> on_progress;  ///< called from one thread at a time
};

struct MedicalRange {
    std::string name;
    double mean{0.0};
    double low{0.0};  ///< 5 % of the runs lie below
    double middle{0.0};
    double high{0.0};  ///< 95 % of the runs lie below
    int count{0};      ///< runs that have the figure
};

/// Over the runs, at one time.
struct MedicalMoment {
    double time_s{0.0};
    std::array<std::array<double, 3>, care_state_count> people{};  ///< [state][5, 50, 95 %]
    std::vector<std::array<double, 3>> in_hospital;  ///< [row of hospital]: arrived, waiting or in care
    std::string bottleneck;  ///< where most red and yellow wait in most runs; empty: nowhere
};

struct MedicalResults {
    MedicalPlan plan;
    std::vector<Casualty> casualties;  ///< of the first run
    std::string casualties_from;       ///< where they are from, in words
    std::vector<std::uint64_t> seeds;
    std::vector<MedicalRange> figures;
    std::vector<MedicalMoment> timeline;
    std::vector<Assumption> assumptions;
    MedicalRun first;  ///< the run with the first seed, whole
    struct Unserved {
        std::string why;
        double mean_count{0.0};
    };
    std::vector<Unserved> unserved;  ///< most first

    const MedicalRange* figure(std::string_view name) const;
};

/// Reads both, checks them and runs. `casualties` is a table of casualties, or a result folder: then injuries
/// are drawn anew from what happened to people in that run, for each run of the chain, and seeds count up
/// from that of the result. Errors: all problems of both.
Result<MedicalResults> run_medical(const std::filesystem::path& casualties,
                                   const std::filesystem::path& response, const MedicalOptions& options);
/// The same of a plan and casualties that are there.
MedicalResults run_medical(const MedicalPlan& plan, const std::vector<Casualty>& casualties,
                           const MedicalOptions& options);

/// casualties.csv, timeline.csv, resources.csv, summary.json, report.html.
Errors write_medical(const MedicalResults& results, const std::filesystem::path& folder);
std::string medical_json(const MedicalResults& results);
std::vector<std::string> medical_lines(const MedicalResults& results);

}  // namespace wayout
