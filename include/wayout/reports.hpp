/// What was said about an incident, when and by whom: the ledger of reports and claims, how the reported
/// figures come about, and which statements contradict, replace or support each other.
/// docs/howto/forecast-an-incident.md, docs/models/forecast.md, schema/reports.schema.json.
#pragma once

#include <wayout/error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

// ---------------------------------------------------------------- statements

enum class SourceKind : std::uint8_t { official, hospital, responder, witness, press, social };
inline constexpr std::size_t source_kind_count = 6;
inline constexpr std::array<std::string_view, source_kind_count> source_kind_names{
    "official", "hospital", "responder", "witness", "press", "social"};

enum class ReportedQuantity : std::uint8_t {
    present,       ///< people in the building when it began
    evacuated,     ///< out, by whatever means, so far
    still_inside,  ///< not out, able or not
    missing,
    brought_out,  ///< led or carried out by teams, so far
    injured,      ///< harmed and not dead
    dead,
    transported,  ///< brought to a hospital by a vehicle, so far
    in_hospital,
    ambulances_at_scene
};
inline constexpr std::size_t reported_quantity_count = 10;
inline constexpr std::array<std::string_view, reported_quantity_count> reported_quantity_names{
    "present", "evacuated", "still_inside", "missing",     "brought_out",
    "injured", "dead",      "transported",  "in_hospital", "ambulances_at_scene"};

/// Whether the true number can only rise, only fall, or both.
enum class Course : std::uint8_t { rises, falls, either };
Course course_of(ReportedQuantity quantity);

/// What a number is about: a quantity, of everybody or of a part. At most one of the places is given.
struct Subject {
    ReportedQuantity quantity{ReportedQuantity::dead};
    std::string storey;    ///< id
    std::string zone;      ///< id
    std::string hospital;  ///< id of the medical plan
    std::string age;       ///< "child", "adult", "older"; empty: all

    bool is_whole() const { return storey.empty() && zone.empty() && hospital.empty() && age.empty(); }
    friend bool operator==(const Subject&, const Subject&) = default;
};

/// Name of a subject in tables: "evacuated", "still_inside@zone:hall", "in_hospital@age:child". The courses
/// of a member (MemberResult::courses) have the same names.
std::string key_of(const Subject& subject);
/// "still inside, zone hall".
std::string words_of(const Subject& subject);

/// Where the number is headed, as far as the source says.
enum class Trend : std::uint8_t { none, may_rise, may_fall };

struct Statement {
    std::string id;
    std::string where;      ///< in the input, for messages
    double time_s{0.0};     ///< of the incident
    std::string time_text;  ///< as it was written
    std::string source;
    SourceKind kind{SourceKind::press};
    Subject subject;
    std::optional<double> value;
    std::optional<double> min;
    std::optional<double> max;
    std::optional<double> percent;  ///< of the whole, `of_quantity`
    std::optional<double> whole;    ///< "145" in "115 of 145"
    std::optional<ReportedQuantity> of_quantity;
    bool is_about{false};  ///< "about 100"
    Trend trend{Trend::none};
    std::optional<double> confidence;  ///< that it is what it purports to be; else that of its kind
    std::vector<std::string> supersedes;
    std::string text;  ///< as it was said
};

/// The least and the most that the words allow, in people (or vehicles, or per cent): an open end is
/// infinite, and a number that may rise has an open upper end.
struct ClaimedRange {
    double low{0.0};
    double high{std::numeric_limits<double>::infinity()};
};
ClaimedRange claimed_range(const Statement& statement);

/// "at least 40", "about 100", "115 of 145".
std::string number_words(const Statement& statement);

// ---------------------------------------------------------------- how figures come about

/// How sources of one kind report.
struct KindModel {
    double lag_median_s{0.0};  ///< from the truth to the figure; log-normal
    double lag_sigma{0.6};
    double seen_frac{1.0};   ///< mean share of the true number that the source knows of
    double error_frac{0.1};  ///< standard deviation of a figure relative to its mean
    double confidence{0.9};  ///< that a statement is what it purports to be
};

/// From the truth to the figures that are told. All defaults [D] unless docs/models/forecast.md says
/// otherwise; each can be set in the reports file.
struct ReportingModel {
    std::array<KindModel, source_kind_count> kinds{
        KindModel{1200.0, 0.6, 1.00, 0.05, 0.95}, KindModel{900.0, 0.6, 1.00, 0.05, 0.95},
        KindModel{300.0, 0.6, 0.95, 0.10, 0.90},  KindModel{120.0, 0.6, 0.80, 0.35, 0.60},
        KindModel{1800.0, 0.6, 0.95, 0.15, 0.75}, KindModel{600.0, 0.6, 0.80, 0.50, 0.30}};
    double dead_lag_median_s{2700.0};
    double dead_lag_sigma{0.6};
    /// Until reconciled the dead are counted twice by U(0, this).
    double double_count_frac{0.05};
    double reconciled_from_s{6.0 * 3600.0};
    double reconciled_until_s{24.0 * 3600.0};
    double missing_excess_frac{0.15};  ///< m
    double missing_tau_s{60.0 * 86400.0};
    double injured_self_frac{0.3};  ///< of the injured, who come of their own and late
    double injured_tau_s{86400.0};
    double about_frac{0.15};  ///< added to the error of an approximate figure
    double count_sd{1.0};     ///< people; of any figure
    double percent_sd{2.0};   ///< percentage points
    double correlation{0.7};  ///< of errors of sources of one kind at one time
    double correlation_time_s{1800.0};

    const KindModel& of(SourceKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
    KindModel& of(SourceKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
};

/// A number of the model, for the annex of reports.
struct ReportingParameter {
    std::string name;
    std::string value;
    std::string tag;     ///< "D", or "given"
    std::string source;  ///< what it rests on
};
std::vector<ReportingParameter> parameters_of(const ReportingModel& model);

// ---------------------------------------------------------------- the ledger

struct Ledger {
    std::string name;
    std::string description;
    std::string start_text;  ///< date and time of 0 s; empty: not given
    double now_s{0.0};       ///< given, or that of the last statement
    double until_s{30.0 * 86400.0};
    std::vector<Statement> statements;  ///< ascending in time, then in the order of the file
    ReportingModel model;
    std::string file;     ///< its name
    std::string as_json;  ///< as read, without comments
};

/// Reads and checks a ledger.
/// @param now_s  in place of the file's; statements after it are errors
/// Errors: all problems of the file at once.
Result<Ledger> read_reports(const std::filesystem::path& path, std::optional<double> now_s = {});
std::string reports_schema();

/// What is wrong between the statements of a ledger: doubles, times, what replaces what, parts and wholes.
Errors problems_of(const Ledger& ledger);

// ---------------------------------------------------------------- standing of statements

struct Contradiction {
    std::size_t with{0};  ///< row of the other statement
    std::string why;
};

/// How a statement stands among the others.
struct Standing {
    std::string superseded_by;                  ///< id; empty: stands
    std::vector<Contradiction> contradictions;  ///< among those that stand; at most most_listed
    int contradiction_count{0};
    std::vector<std::size_t>
        supported_by;          ///< other sources that say what is compatible; at most most_listed
    bool is_supported{false};  ///< by a source other than its own
    double exponent{1.0};      ///< of its likelihood: sources of one kind repeat each other
    double confidence{1.0};
    static constexpr std::size_t most_listed = 20;

    bool stands() const { return superseded_by.empty(); }
};
/// By row of Ledger::statements.
std::vector<Standing> standings_of(const Ledger& ledger);

/// Of one subject, what is confirmed and what is not, at Ledger::now_s.
struct KnownFigure {
    Subject subject;
    std::optional<ClaimedRange>
        confirmed;  ///< latest of official and hospital sources that stands undisputed
    std::vector<std::string> confirmed_by;  ///< ids
    std::optional<ClaimedRange> claimed;    ///< from the least to the most of all others that stand
    std::vector<std::string> claimed_by;
};
std::vector<KnownFigure> known_figures(const Ledger& ledger, const std::vector<Standing>& standings);

/// ledger.csv, ledger.json, report.html. Errors: of writing.
Errors write_reports(const Ledger& ledger, const std::filesystem::path& folder);
std::string reports_json(const Ledger& ledger);
std::vector<std::string> reports_lines(const Ledger& ledger);

}  // namespace wayout
