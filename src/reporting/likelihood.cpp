#include "reporting/likelihood.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

using Courses = std::vector<std::optional<TruthCourse>>;  // by member

Courses courses_of(const Subject& subject, std::span<const CourseLookup> members) {
    const std::string key = course_key(subject);
    Courses courses;
    courses.reserve(members.size());
    for (const CourseLookup& lookup : members) courses.push_back(lookup(key));
    return courses;
}

bool has_any(const Courses& courses) {
    return std::any_of(courses.begin(), courses.end(), [](const auto& course) { return course.has_value(); });
}

/// The greatest number in any member: up to it a wild claim may say anything.
double ceiling_of(const Courses& courses) {
    double most = 1.0;
    for (const std::optional<TruthCourse>& course : courses)
        if (course)
            most = std::max(
                most, static_cast<double>(*std::max_element(course->values.begin(), course->values.end())));
    return most;
}

/// What every member would have the statement say; nothing where an end is open or a member has no course.
std::optional<Prediction> prediction_of(const Statement& s, const StatementUse& use,
                                        const ReportingModel& model, const Courses& truths) {
    const ClaimedRange range = claimed_range(s);
    const bool are_all_known =
        std::all_of(truths.begin(), truths.end(), [](const auto& course) { return course.has_value(); });
    if (s.percent || !std::isfinite(range.high) || (range.low <= 0.0 && range.high > 0.0) || !are_all_known)
        return std::nullopt;
    Prediction prediction;
    prediction.figure = 0.5 * (range.low + range.high);
    const double width = range.high - range.low + 1.0;
    double variance = width * width / 12.0;
    for (const std::optional<TruthCourse>& truth : truths) {
        const std::vector<FigureLaw> laws =
            figure_laws(model, s.kind, s.subject.quantity, s.is_about, s.time_s, *truth);
        double mean = 0.0, square = 0.0;
        for (const FigureLaw& law : laws) {
            mean += law.weight * law.mean;
            square += law.weight * (law.sd * law.sd + law.mean * law.mean);
        }
        prediction.means.push_back(mean);
        variance += (square - mean * mean) / static_cast<double>(truths.size());
    }
    prediction.variance = variance / (use.exponent * use.confidence);
    return prediction;
}

}  // namespace

std::string course_key(const Subject& subject) {
    Subject counted = subject;
    if (counted.quantity == ReportedQuantity::missing)
        counted.quantity = ReportedQuantity::still_inside;
    return key_of(counted);
}

LikelihoodTable likelihoods_of(const Ledger& ledger, const std::vector<Standing>& standings,
                               std::span<const CourseLookup> members) {
    LikelihoodTable table;
    table.log_likelihood.assign(members.size(), 0.0);
    for (std::size_t i = 0; i < ledger.statements.size(); ++i) {
        const Statement& s = ledger.statements[i];
        StatementUse& use = table.uses.emplace_back();
        use.exponent = standings[i].exponent;
        use.confidence = standings[i].confidence;
        if (!standings[i].stands()) {
            use.why_not = "superseded by " + standings[i].superseded_by;
            continue;
        }
        const Courses truths = courses_of(s.subject, members);
        const Courses wholes = s.of_quantity ? courses_of(Subject{*s.of_quantity, {}, {}, {}, {}}, members)
                                             : Courses(members.size());
        if (!has_any(truths) || (s.of_quantity && !has_any(wholes))) {
            use.why_not =
                "not modelled: no member has '" +
                (has_any(truths) ? key_of(Subject{*s.of_quantity, {}, {}, {}, {}}) : course_key(s.subject)) +
                "'";
            continue;
        }
        use.is_counted = true;
        use.by_chance = probability_by_chance(s, ceiling_of(truths), ceiling_of(wholes));
        for (std::size_t m = 0; m < members.size(); ++m) {
            const bool is_known = truths[m] && (!s.of_quantity || wholes[m]);
            const double p =
                is_known ? probability_of(s, ledger.model, *truths[m], wholes[m] ? &*wholes[m] : nullptr)
                         : use.by_chance;
            use.best = std::max(use.best, p);
            table.log_likelihood[m] +=
                use.exponent * std::log(use.confidence * p + (1.0 - use.confidence) * use.by_chance);
        }
        if (std::optional<Prediction> prediction = prediction_of(s, use, ledger.model, truths))
            table.predictions.push_back(*std::move(prediction));
    }
    return table;
}

}  // namespace wayout
