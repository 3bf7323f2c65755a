/// Situation reports of a run at chosen times, as an exercise would have them: METHANE headings and the
/// counts of an ICS-209. docs/howto/alerts-and-situation-reports.md.
#pragma once

#include <wayout/error.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// One thing that a report tells.
struct SituationFigure {
    std::string id;                ///< "evacuated"
    std::string name;              ///< for people
    std::string value;             ///< in words, with its unit; empty: not given, and `confidence` says why
    std::optional<double> number;  ///< the same as a number, where it is one
    std::optional<double> low;     ///< 5 % of the runs are below
    std::optional<double> high;    ///< 95 % of the runs are below
    std::string confidence;        ///< how far to trust it: "one run", "5 to 95 % of 40 runs", "given"
    std::string provenance;        ///< where it comes from: "run", "study", "medical", "scenario", "user"
};

struct SituationSection {
    std::string heading;
    std::vector<SituationFigure> figures;
};

struct SituationReport {
    int version{1};
    std::string id;
    std::string supersedes;  ///< id of the report before; empty: the first
    double time_s{0.0};      ///< of the incident
    std::vector<SituationSection> methane;
    std::vector<SituationSection> counts;
};

struct SituationOptions {
    std::optional<double> at_s;     ///< one report; else one every `every_s`, and one at the end of the run
    double every_s{300.0};          ///< [D]
    double forecast_s{1800.0};      ///< how far ahead the forecast looks [D]
    std::filesystem::path medical;  ///< folder of `wayout medical`; empty: none
    std::filesystem::path study;    ///< of the same scenario; empty: none
    std::string variant;            ///< of the study, by id; empty: the first
    std::string prepared_by;
    std::string location;                ///< empty: the name of the scenario
    std::optional<bool> major_incident;  ///< declared or not: people decide that, no model does
};

struct SituationReports {
    std::string scenario_name;
    std::string program;
    std::string prepared_by;
    std::vector<SituationReport> reports;  ///< oldest first
    std::vector<std::string> not_given;    ///< what such reports have and these do not, and why
};

/// Errors, all at once: no result there, a damaged one, a time beyond the run, a folder or study that cannot
/// be read, a study of another scenario.
Result<SituationReports> situation_reports(const std::filesystem::path& result_folder,
                                           const SituationOptions& options);

/// sitrep.html and sitrep.json, each whole or not at all.
Errors write_situation(const SituationReports& reports, const std::filesystem::path& folder);
std::string situation_json(const SituationReports& reports);

}  // namespace wayout
