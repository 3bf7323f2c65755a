/// What comes out of a study: ranges, probabilities, differences, and what moves them. How each is computed:
/// docs/models/statistics.md.
#pragma once

#include <wayout/error.hpp>
#include <wayout/study.hpp>
#include <wayout/study_run.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace wayout {

struct Interval {
    double low{0.0};
    double high{0.0};
};

/// A figure over the members of a variant.
struct FigureRange {
    std::string name;
    int count{0};      ///< members that have it
    int infinite{0};   ///< of these without end: somebody never got out, a zone never became untenable
    double mean{0.0};  ///< of the finite ones, as all that follow but the quantiles
    double sd{0.0};
    Interval mean_interval;  ///< 95 %, bootstrap
    double low{0.0};         ///< 5 % of the members are below; infinite ones count
    double middle{0.0};
    double high{0.0};
    double smallest{0.0};
    double largest{0.0};
};

/// How often something happened.
struct Probability {
    int yes{0};
    int of{0};
    double value{0.0};
    Interval bounds;  ///< 95 %, exact (Clopper and Pearson)
};

/// One group of casualties over the members. Empty texts: all of them.
struct CasualtyRange {
    std::string cause;
    std::string severity;
    std::string age;
    std::string place;
    double mean{0.0};
    double low{0.0};
    double middle{0.0};
    double high{0.0};
    Probability any;  ///< P(> 0)
};

/// P(more than k people come to harm).
struct ExceedanceRow {
    int more_than{0};
    Probability probability;
};

/// Share of the people who are out, over the members, pointwise.
struct CurveRow {
    double time_s{0.0};
    double low{0.0};
    double middle{0.0};
    double high{0.0};
};

/// A place of jams, over the members.
struct JamRange {
    std::string place;
    Probability any;          ///< members in which it was among the five longest
    double mean_s{0.0};       ///< how long, where it was
    double peak_per_m2{0.0};  ///< largest of all members
};

/// A place that may have to be searched, and how long that takes a team that goes in by the nearest exit.
struct SearchPlace {
    std::string id;
    std::string name;
    std::string storey;
    double area_m2{0.0};
    double distance_m{0.0};  ///< from the nearest exit, along the way; NaN: no way
    double reach_s{0.0};     ///< at the speed of teams that see nothing
    double search_s{0.0};    ///< without seeing
};

/// Who is still in a place, over the members.
struct LeftRange {
    std::string place;
    double time_s{0.0};  ///< +inf: when the run ended
    Probability any;     ///< somebody
    Probability any_unable;
    double mean{0.0};  ///< people, able or not
    double low{0.0};   ///< 5 % of the members have fewer
    double high{0.0};
    double mean_unable{0.0};
    double low_unable{0.0};
    double high_unable{0.0};
};

/// A place in the order in which a team should search.
struct SearchTurn {
    int place{0};          ///< row of StudyResults::places
    double expected{0.0};  ///< people who need help: those not able, and others by their weight
    double per_minute{0.0};
    double until_s{0.0};  ///< searched when so long has passed since the team began
};

struct VariantResults {
    std::string id;
    std::string name;
    double cost{0.0};
    std::string changes;  ///< in words
    int members{0};
    int failed{0};
    std::vector<std::string> problems;  ///< of those that failed, each once, with how often
    std::vector<FigureRange> figures;   ///< by name
    std::vector<CurveRow> curve;
    Probability unharmed;      ///< everybody out, unharmed, and nobody too late
    Probability within_limit;  ///< everybody out within StudySpec::time_limit_s; of 0 members: no limit given
    std::vector<CasualtyRange> casualties;  ///< the first row is of all; then by cause, severity, age, place
    std::vector<ExceedanceRow> exceedance;  ///< of those harmed
    std::vector<JamRange> jams;             ///< most frequent first
    std::vector<LeftRange> left;            ///< by place as in StudyResults::places, then time
    std::vector<SearchTurn>
        search_order;  ///< places where somebody was left in any member, first to search first

    const FigureRange* figure(std::string_view figure_name) const;
};

/// A figure of a variant less that of the first, pair by pair.
struct Difference {
    int variant{0};
    std::string figure;
    int pairs{0};
    double mean{0.0};
    Interval interval;       ///< 95 %, bootstrap
    double p_value{1.0};     ///< sign-flip test
    double p_adjusted{1.0};  ///< over all variants for this figure (Holm)
    bool is_real{false};     ///< p_adjusted is at most 0.05; else not distinguishable from zero
    bool is_too_few{false};  ///< so few pairs could not have shown any difference to be real
};

/// How an input goes with the output, by regression on ranks.
struct InputWeight {
    std::string name;
    std::string part;
    double weight{0.0};  ///< standardised: -1 to 1
    Interval interval;   ///< 95 %
};

/// Share of the variance of the output.
struct VarianceShare {
    std::string name;
    double first{0.0};  ///< by itself
    Interval first_interval;
    double total{0.0};  ///< with all that it does together with others
    Interval total_interval;
};

struct StudyResults {
    StudySpec spec;  ///< as far as it stands in the file: names, settings, inputs, variants
    std::string scenario_name;
    std::string program;
    std::string ending;
    std::vector<MemberResult> members;
    std::vector<SearchPlace> places;  ///< of the first variant's building
    std::vector<VariantResults> variants;
    std::vector<Difference> differences;       ///< by figure, then variant
    std::vector<InputWeight> weights;          ///< of the output of the first variant, heaviest first
    double weights_r_squared{0.0};             ///< share of the ranks' variance that they explain
    std::vector<InputWeight> verdict_weights;  ///< of "everybody out, unharmed"; empty if that does not vary
    std::vector<VarianceShare> shares;         ///< of a sensitivity study, or inputs against seed
    std::string shares_note;                   ///< what they are, in a sentence
    double wall_s{0.0};                        ///< sum over the members
};

/// Reads a study and computes everything. Errors: no study, damaged, nothing in it.
Result<StudyResults> read_study_results(const std::filesystem::path& folder_or_file);

/// Writes report.html and the tables beside the study, each whole or not at all.
Errors write_study_report(const StudyResults& results, const std::filesystem::path& folder);

/// The most important results as JSON, and in a few lines for a terminal.
std::string study_json(const StudyResults& results);
std::vector<std::string> study_lines(const StudyResults& results);

}  // namespace wayout
