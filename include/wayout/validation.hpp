/// `wayout validate`: how far the movement model agrees with measured crowds and with the capacities of
/// codes, and the fire model with reference runs of another program.
#pragma once

#include <wayout/scenario.hpp>
#include <wayout/vec2.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// Where a measured number comes from. Only the first three may decide a verdict.
enum class Origin {
    computed,   ///< [C] computed from raw trajectories
    read,       ///< [R] read in the source itself
    secondary,  ///< [S] read in a text about the source
    memory,     ///< [M] from memory: shown, never decisive
};

struct ValidationExperiment {
    std::string id;  ///< "UNI", "B1", "AO-300"
    std::string title;
    std::string source;                         ///< of the data, with DOI where there is one
    std::string criterion;                      ///< when it counts as reproduced, with its origin
    Calibration calibration{Calibration::lab};  ///< the one that must reproduce it
    /// Whether it may fail. Not if all its numbers are from memory: it is shown and decides nothing.
    bool decides{true};
    std::string known_cause;  ///< why the model misses it, where that is known; shown only if it does
    bool has_people{true};    ///< otherwise calibration and seeds mean nothing
};

/// One quantity of an experiment: data, and the mean and range of the runs.
struct ValidationQuantity {
    std::string name;
    std::string unit;
    double measured{};  ///< NaN where the source gives a band only
    Origin origin{Origin::computed};
    double low{};  ///< accepted for the mean of the runs
    double high{};
    double mean{};
    double p05{};  ///< of the runs
    double p95{};
    bool is_inside() const { return mean >= low && mean <= high; }
};

struct ValidationSeries {
    std::string name;
    bool is_data{};
    std::vector<Vec2> points;
    /// Low and high end at each point (p5, p95 of runs; SD of data); may be empty.
    std::vector<Vec2> scatter;
    bool is_joined{true};  ///< a line from point to point
};
struct ValidationFigure {
    std::string title;
    std::string x_label;
    std::string y_label;
    std::vector<ValidationSeries> series;
};

struct ValidationResult {
    ValidationExperiment experiment;
    Calibration calibration{Calibration::lab};  ///< the one it was run with
    std::vector<std::uint64_t> seeds;
    std::vector<ValidationQuantity> quantities;
    std::vector<ValidationFigure> figures;
    std::string finding;  ///< in words
    bool is_reproduced{};
    double wall_s{};
};

/// A quantity outside its band, and how far.
struct ValidationMiss {
    std::string experiment;  ///< id
    std::string quantity;
    /// Distance from the band over its width; of bands with one end over the size of that end. NaN if the
    /// runs gave no number.
    double bands_outside{};
};

/// What all results come to.
struct ValidationSummary {
    struct Count {
        std::optional<Calibration> calibration;  ///< nothing: experiments without people
        int reproduced{0};
        int deciding{0};
        int shown_only{0};  ///< those of numbers from memory
    };
    std::vector<Count> by_calibration;  ///< lab, design, without people; those of which something was run
    std::optional<ValidationMiss> worst;
};
/// Experiments count under the calibration they were run with.
ValidationSummary summary_of(const std::vector<ValidationResult>& results);
/// The quantity of a result that decides and lies farthest outside; no number counts as farthest.
std::optional<ValidationMiss> worst_miss_of(const ValidationResult& result);

struct ValidationOptions {
    std::vector<std::string> only;  ///< ids; empty: all
    /// The calibration to run with; nothing: each experiment with the one that must reproduce it.
    std::optional<Calibration> calibration;
    int threads{0};
    bool quick{false};  ///< three seeds in place of ten or more
    std::function<void(int done, int count, const ValidationExperiment& next)> progress;
};

std::vector<ValidationExperiment> validation_experiments();
/// Runs those asked for. An experiment that cannot run is not reproduced and says why.
std::vector<ValidationResult> run_validation(const ValidationOptions& options);

/// The results for people at a terminal, for programs, for the documentation, and as a page with plots.
std::string validation_as_text(const std::vector<ValidationResult>& results);
std::string validation_as_json(const std::vector<ValidationResult>& results);
std::string validation_as_markdown(const std::vector<ValidationResult>& results);
std::string validation_as_html(const std::vector<ValidationResult>& results);

}  // namespace wayout
