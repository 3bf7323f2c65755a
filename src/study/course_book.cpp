#include "study/course_book.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// Fine enough for statements, whose times are known to minutes; small enough to be kept of every member.
constexpr double most_course_steps = 120.0;
constexpr double steps_s[] = {1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400};

double step_for(double end_s) {
    for (const double step_s : steps_s)
        if (end_s <= step_s * most_course_steps)
            return step_s;
    return std::ceil(end_s / most_course_steps);
}

}  // namespace

CourseBook::CourseBook(double end_s)
    : step_s_(step_for(end_s)), points_(static_cast<std::size_t>(std::ceil(end_s / step_s_)) + 1) {}

void CourseBook::add(const std::string& name, double time_s, double by) {
    std::vector<double>& changes = changes_.try_emplace(name, points_, 0.0).first->second;
    if (!std::isfinite(time_s))
        return;
    const auto point = static_cast<std::size_t>(std::ceil(std::max(0.0, time_s) / step_s_));
    if (point < points_)
        changes[point] += by;
}

std::vector<MemberCourse> CourseBook::take() && {
    std::vector<MemberCourse> courses;
    for (const auto& [name, changes] : changes_) {
        MemberCourse& course = courses.emplace_back();
        course.name = name;
        course.step_s = step_s_;
        double sum = 0.0;
        for (const double change : changes) {
            sum += change;
            course.values.push_back(static_cast<float>(sum));
        }
    }
    return courses;
}

}  // namespace wayout
