/// What a standard test consists of: the rows it fills, the runs it needs, and how it judges them.
#pragma once

#include "verification/observed_run.hpp"

#include <wayout/verification.hpp>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace wayout {

/// Under which conditions the catalogue is run.
struct Conditions {
    Calibration calibration{Calibration::design};
    bool quick{false};

    /// Seeds 1, 2, ...: so many in full, half of them (at least five) quickly.
    std::vector<std::uint64_t> seeds(std::size_t full = 10) const;
};

struct Judgement {
    std::string measured;
    std::string band;
    Verdict verdict{Verdict::fail};
    std::string note;
};

inline Verdict passed_if(bool good) {
    return good ? Verdict::pass : Verdict::fail;
}

/// One set of runs that serves one or more tests of standards.
struct Experiment {
    std::vector<VerificationTest> tests;
    std::function<std::vector<RunPlan>(const Conditions&)> plan;
    /// One judgement for each test, or one for all. Records in the order of the plans. Called only if every
    /// run could be made.
    std::function<std::vector<Judgement>(const Conditions&, std::span<const RunRecord>)> judge;
    /// Runs the wall test on the records; off only where there is none to make.
    bool everybody_leaves{true};  ///< a person left inside at the end fails the test
};

/// A test that judges at once and needs no run of people.
Experiment without_runs(VerificationTest test, std::function<Judgement(const Conditions&)> judge);

using Experiments = std::vector<Experiment>;

// The families of the catalogue.
void add_free_speed_experiments(Experiments& catalogue);    // IMO 1-3, RiMEA 1-3, NIST 2.1, 2.2, ISO 2, 3
void add_door_flow_experiments(Experiments& catalogue);     // IMO 4, NIST 5.2, ISO 11
void add_pre_movement_experiments(Experiments& catalogue);  // IMO 5, RiMEA 5, NIST 1.1, ISO 1
void add_corner_experiments(Experiments& catalogue);        // IMO 6, RiMEA 6, 15, NIST 2.3, ISO 4
void add_demographics_experiments(Experiments& catalogue);  // IMO 7, RiMEA 7, NIST 2.4, ISO 5
void add_counterflow_experiments(Experiments& catalogue);   // IMO 8, NIST 2.8, ISO 6
void add_exit_experiments(Experiments& catalogue);   // IMO 9, 10, RiMEA 9, 10, 11, NIST 3.1, 4.1, ISO 8, 9
void add_stair_experiments(Experiments& catalogue);  // IMO 11, RiMEA 13, NIST 5.1, ISO 10, 12
void add_escalator_experiments(Experiments& catalogue);            // ISO 21
void add_fundamental_diagram_experiments(Experiments& catalogue);  // IMO 12, RiMEA 4, ISO 13
void add_bottleneck_experiments(Experiments& catalogue);           // RiMEA 12a-d
void add_block_experiments(Experiments& catalogue);                // RiMEA 8
void add_route_choice_experiments(Experiments& catalogue);         // RiMEA 14, ISO 17
void add_passage_experiments(Experiments& catalogue);              // WAYOUT 77
void add_project_experiments(Experiments& catalogue);              // WAYOUT 1-7, 9, 10
void add_exposure_experiments(Experiments& catalogue);             // WAYOUT 18-23
void add_danger_experiments(Experiments& catalogue);               // WAYOUT 44-46
void add_smoke_experiments(Experiments& catalogue);                // NIST 2.5, 2.6, ISO 18, 19, WAYOUT 25, 26
void add_opening_experiments(Experiments& catalogue);              // WAYOUT 48-53
void add_arch_experiments(Experiments& catalogue);                 // WAYOUT 24
void add_noticing_experiments(Experiments& catalogue);             // WAYOUT 27-30
void add_assistance_experiments(Experiments& catalogue);           // NIST 2.10, ISO 7, WAYOUT 40-42
void add_lift_experiments(Experiments& catalogue);                 // NIST 2.7, ISO 20, WAYOUT 43
void add_company_experiments(Experiments& catalogue);              // NIST 2.9, ISO 14, WAYOUT 37-39
void add_knowledge_experiments(Experiments& catalogue);  // NIST 3.2, 3.3, ISO 15, 16, WAYOUT 31, 35-36, 47
void add_belief_experiments(Experiments& catalogue);     // WAYOUT 32-34
void add_rescue_experiments(Experiments& catalogue);     // WAYOUT 62-65
void add_casualty_experiments(Experiments& catalogue);   // WAYOUT 66-71
void add_medical_experiments(Experiments& catalogue);    // WAYOUT 54-61

/// All of them.
const Experiments& verification_catalogue();

// Helpers of the families.

/// Records of the seeds of one variant: the plans were added variant after variant, with `per_variant` seeds
/// each.
std::span<const RunRecord> variant_of(std::span<const RunRecord> records, std::size_t variant,
                                      std::size_t per_variant);
std::vector<double> evacuation_times(std::span<const RunRecord> records);
/// (n - 1) / (last - first) of ascending times; NaN of fewer than two.
double flow_pps(std::span<const double> times);
/// "mean (min - max)" with so many decimals.
std::string mean_and_range(std::span<const double> values, int decimals, const char* unit);
/// "12.3, 45.6, ..."
std::string listed(std::span<const double> values, int decimals);

}  // namespace wayout
