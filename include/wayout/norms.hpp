/// Figures of codes and guidelines held against a building and a run. Hints only: a row says what one rule
/// demands and what there is, and never that a building is lawful. docs/models/code-figures.md lists all
/// rules.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayout {

class Building;
struct RunResults;
struct Scenario;

/// Whose rule it is.
enum class Jurisdiction : std::uint8_t {
    imo,          ///< MSC.1/Circ.1533, passenger ships
    rimea,        ///< guideline for microscopic evacuation analysis
    green_guide,  ///< Guide to Safety at Sports Grounds, United Kingdom
    mvstaettvo,   ///< model regulation for places of assembly, Germany
    nfpa,         ///< NFPA 101, United States
    ibc,          ///< International Building Code, United States
    adb,          ///< Approved Document B, England
    wayout        ///< of no code: good practice, and choices of this program
};
/// As written in scenarios and on the command line, by Jurisdiction.
inline constexpr std::array<std::pair<const char*, const char*>, 8> jurisdictions{{
    {"imo", "IMO"},
    {"rimea", "RiMEA"},
    {"green-guide", "Green Guide"},
    {"mvstaettvo", "MVStättVO"},
    {"nfpa", "NFPA 101"},
    {"ibc", "IBC"},
    {"adb", "Approved Document B"},
    {"wayout", "No code"},
}};
constexpr const char* id_of(Jurisdiction j) {
    return jurisdictions[static_cast<std::size_t>(j)].first;
}
constexpr const char* title_of(Jurisdiction j) {
    return jurisdictions[static_cast<std::size_t>(j)].second;
}

inline std::optional<Jurisdiction> jurisdiction_named(std::string_view id) {
    for (std::size_t i = 0; i < jurisdictions.size(); ++i)
        if (id == jurisdictions[i].first)
            return static_cast<Jurisdiction>(i);
    return std::nullopt;
}

/// How the number of a rule is known.
enum class FigureSource : std::uint8_t {
    source,     ///< read in the document itself
    abstract,   ///< read in its abstract or official summary
    secondary,  ///< read in a text that quotes it
    memory,     ///< from memory, to be checked: makes no hard verdict
    own_choice  ///< of this program
};
inline constexpr std::array<const char*, 5> figure_source_names{
    "read in the source", "read in its summary", "read in a secondary text", "from memory, check the code",
    "choice of this program"};

enum class NormVerdict : std::uint8_t { met, not_met, not_applicable, not_known };
inline constexpr std::array<const char*, 4> norm_verdict_names{"met", "not met", "not applicable",
                                                               "not known"};

/// One rule and what it finds.
struct NormRow {
    enum class Demand : std::uint8_t { at_least, at_most };

    Jurisdiction jurisdiction{Jurisdiction::wayout};
    std::string clause;   ///< section or table; empty for rules of no code
    std::string rule;     ///< what is demanded, in words
    std::string subject;  ///< of what the value is: "all exits", "Hall"
    Demand demand{Demand::at_least};
    double value{std::numeric_limits<double>::quiet_NaN()};  ///< what there is; NaN: not known
    double limit{std::numeric_limits<double>::quiet_NaN()};  ///< what the rule asks for; NaN: does not apply
    std::string unit;                                        ///< empty: a ratio
    NormVerdict verdict{NormVerdict::not_known};
    std::string assumptions;
    FigureSource source{FigureSource::source};

    /// How much is left; negative: so much is missing. NaN where value or limit is not known.
    double margin() const { return demand == Demand::at_least ? value - limit : limit - value; }
    friend bool operator==(const NormRow&, const NormRow&) = default;
};

/// The verdict as it is shown: "met", "not met (figure from memory, check the code)".
inline std::string verdict_words(const NormRow& row) {
    const std::string words = norm_verdict_names[static_cast<std::size_t>(row.verdict)];
    const bool is_judged = row.verdict == NormVerdict::met || row.verdict == NormVerdict::not_met;
    return is_judged && row.source == FigureSource::memory ? words + " (figure from memory, check the code)"
                                                           : words;
}

/// The value or the limit with the decimals that its unit asks for, without the unit; empty: not known.
std::string norm_number(const NormRow& row, double number);

/// The row for a terminal: rule, value, limit and verdict in one line, what is assumed in the next.
std::string norm_text(const NormRow& row);

/// What is held against the rules.
enum class NormScope : std::uint8_t {
    building,  ///< widths, ways and people as they start
    run        ///< and what the run did
};

/// All rows of the jurisdictions that `scenario.outputs.norms` names (none: all), in their order. Of
/// `results` only the people are needed for NormScope::building. Solves one field of distances, two with
/// escalators.
/// @param building  the scenario's
std::vector<NormRow> code_figures(const Scenario& scenario, const Building& building,
                                  const RunResults& results, NormScope scope);

}  // namespace wayout
