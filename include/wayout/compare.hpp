/// What differs between two results, or two studies: in what was put in, and in what came out.
/// docs/howto/compare-two-runs.md.
#pragma once

#include <wayout/error.hpp>
#include <wayout/study_results.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace wayout {

/// A value that is not the same in both. Empty texts: not there.
struct InputDifference {
    std::string path;  ///< "venue.doors[hall-door].line"
    std::string a;     ///< JSON text
    std::string b;
    friend bool operator==(const InputDifference&, const InputDifference&) = default;
};

/// What it was made with: program, model, seeds.
struct MakingFact {
    std::string name;
    std::string a;
    std::string b;
};

/// What the figures of both can tell.
enum class ComparedBy {
    same_run,     ///< two results of one run: nothing can differ
    single_runs,  ///< one run each: differences are listed, but chance alone makes such
    pairs,        ///< runs of both studies with the same seeds and draws
    samples       ///< runs that share nothing
};

struct FigureDifference {
    std::string variant;  ///< id; empty for single runs
    std::string figure;   ///< "NAME, without end": share of the runs in which it has none
    int count_a{0};       ///< runs that have it
    int count_b{0};
    double mean_a{0.0};
    double mean_b{0.0};
    double mean{0.0};        ///< b less a
    Interval interval;       ///< 95 %, bootstrap; of single runs nothing from here on is known
    double p_value{1.0};     ///< sign-flip or permutation test
    double p_adjusted{1.0};  ///< over all figures and variants (Holm)
    double smallest_p{0.0};  ///< that so few runs can give for so many figures
    bool is_real{false};     ///< p_adjusted is at most 0.05
};

struct Comparison {
    std::string name_a;  ///< as given
    std::string name_b;
    std::vector<MakingFact> made_with;
    std::vector<InputDifference> inputs;
    std::size_t inputs_left_out{0};  ///< beyond the most that are listed
    ComparedBy by{ComparedBy::single_runs};
    int pair_count{0};  ///< of runs, with ComparedBy::pairs
    std::vector<FigureDifference> figures;
};

/// Two result folders, or two studies (folder or study.sqlite). Errors: neither, one of each, damaged.
Result<Comparison> compare_results(const std::filesystem::path& a, const std::filesystem::path& b);

/// compare.html.
Errors write_comparison(const Comparison& comparison, const std::filesystem::path& folder);
std::string comparison_json(const Comparison& comparison);
std::vector<std::string> comparison_lines(const Comparison& comparison);

}  // namespace wayout
