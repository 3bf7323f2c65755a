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
            most = std::max(most, static_cast<double>(
                                      *std::max_element(course->values.begin(), course->values.end())));
    return most;
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
        const Courses wholes =
            s.of_quantity ? courses_of(Subject{*s.of_quantity, {}, {}, {}, {}}, members) : Courses(members.size());
        if (!has_any(truths) || (s.of_quantity && !has_any(wholes))) {
            use.why_not = "not modelled: no member has '" +
                          (has_any(truths) ? key_of(Subject{*s.of_quantity, {}, {}, {}, {}}) : course_key(s.subject)) +
                          "'";
            continue;
        }
        use.is_counted = true;
        use.by_chance = probability_by_chance(s, ceiling_of(truths), ceiling_of(wholes));
        for (std::size_t m = 0; m < members.size(); ++m) {
            const bool is_known = truths[m] && (!s.of_quantity || wholes[m]);
            const double p = is_known ? probability_of(s, ledger.model, *truths[m], wholes[m] ? &*wholes[m] : nullptr)
                                      : use.by_chance;
            use.best = std::max(use.best, p);
            table.log_likelihood[m] +=
                use.exponent * std::log(use.confidence * p + (1.0 - use.confidence) * use.by_chance);
        }
    }
    return table;
}

}  // namespace wayout
