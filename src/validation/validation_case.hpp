/// What an experiment to be reproduced consists of: the runs it needs and how they are held against the data.
#pragma once

#include "verification/observed_run.hpp"

#include <wayout/validation.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace wayout {

struct Findings {
    std::vector<ValidationQuantity> quantities;
    std::vector<ValidationFigure> figures;
    std::string finding;
    bool is_reproduced{};
};

struct ValidationCase {
    ValidationExperiment experiment;
    /// Of a whole validation: fewer where a run is long and its scatter small, more where the experiment asks
    /// for them. A quick one takes three of them.
    std::size_t full_seeds{10};
    /// Variant after variant, each with all seeds.
    std::function<std::vector<RunPlan>(std::span<const std::uint64_t> seeds)> plan;
    /// Records in the order of the plans; called only if every run could be made.
    std::function<Findings(std::span<const RunRecord>, std::size_t seed_count)> judge;
    /// In place of both, for what has no people.
    std::function<Findings()> compute;
};

using ValidationCases = std::vector<ValidationCase>;

void add_single_file_cases(ValidationCases& cases);     // SF, SFN
void add_corridor_cases(ValidationCases& cases);        // UNI
void add_design_diagram_cases(ValidationCases& cases);  // FD
void add_bidirectional_cases(ValidationCases& cases);   // BI
void add_door_cases(ValidationCases& cases);            // B1, D1, D1G
void add_ao_bottleneck_cases(ValidationCases& cases);   // B2, B3
void add_narrow_gate_cases(ValidationCases& cases);     // B4, B6, B7
void add_push_level_cases(ValidationCases& cases);      // FIS
void add_jam_cases(ValidationCases& cases);             // B5
void add_stair_cases(ValidationCases& cases);           // ST, STD, D1S
void add_escalator_cases(ValidationCases& cases);       // ES, D1E
void add_merging_cases(ValidationCases& cases);         // LM, DR
void add_junction_cases(ValidationCases& cases);        // TJ
void add_corner_cases(ValidationCases& cases);          // CO
void add_station_cases(ValidationCases& cases);         // D2
void add_end_to_end_cases(ValidationCases& cases);      // GO, GOL, TS
void add_fire_cases(ValidationCases& cases);            // Z...

const ValidationCases& validation_cases();

/// In place of a number that was not published or cannot be had.
inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();
/// Of a band that is open on one side.
inline constexpr double no_limit = std::numeric_limits<double>::infinity();

/// Mean and range of the runs beside the data.
ValidationQuantity quantity_of(std::string name, std::string unit, double measured, Origin origin, double low,
                               double high, std::span<const double> runs);
/// Whether all that may decide lie in their bands; numbers from memory do not count.
bool all_inside(std::span<const ValidationQuantity> quantities);

}  // namespace wayout
