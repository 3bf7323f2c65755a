/// From the truth to reported figures: lag, double counts, lists that are too long at first, people who come
/// late, sources that see a part. The same law draws figures and says how probable one is.
/// docs/models/forecast.md.
#pragma once

#include <wayout/reports.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// A number over time: values at 0, step, 2 step, ... s, straight in between, and the last one from then on.
struct TruthCourse {
    double step_s{1.0};
    std::span<const float> values;  ///< at least one

    double at(double time_s) const;
};

/// What a figure is expected to be, and its error.
struct FigureLaw {
    double mean{0.0};
    double sd{1.0};
    double weight{1.0};  ///< probability of this law among those of the figure
};

/// A figure told by a source of this kind at this time: a mixture over lag and double count.
/// @param is_about  an approximate number: a wider error
std::vector<FigureLaw> figure_laws(const ReportingModel& model, SourceKind kind, ReportedQuantity quantity,
                                   bool is_about, double time_s, const TruthCourse& truth);

/// A draw from the same: a whole number of people, at least 0.
/// @param row  tells several draws of a seed apart
double draw_figure(const ReportingModel& model, SourceKind kind, ReportedQuantity quantity, bool is_about,
                   double time_s, const TruthCourse& truth, std::uint64_t seed, std::uint32_t row);

/// Probability that a figure, rounded to whole numbers, lies in the range.
double probability_of(const ClaimedRange& range, std::span<const FigureLaw> laws);

/// Probability of what a statement says, if it is what it purports to be.
/// @param truth  of its subject; @param whole  of Statement::of_quantity, null without
double probability_of(const Statement& statement, const ReportingModel& model, const TruthCourse& truth,
                      const TruthCourse* whole);

/// The same if it is not: any number up to the ceilings is as likely as any other.
/// @param ceiling  greatest number that the subject can have; @param whole_ceiling  the same of the whole
double probability_by_chance(const Statement& statement, double ceiling, double whole_ceiling);

}  // namespace wayout
