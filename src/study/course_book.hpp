/// Counts over time, from single events.
#pragma once

#include <wayout/study.hpp>

#include <map>
#include <string>
#include <vector>

namespace wayout {

/// Adds events up to courses of at most some hundred points, from 0 s to the end of what is counted.
class CourseBook {
public:
    explicit CourseBook(double end_s);

    /// A course of that name, which may stay at zero.
    void open(const std::string& name) { changes_.try_emplace(name, points_, 0.0); }
    /// From the time on there are more by so many; times that are not finite, or after the end, change
    /// nothing.
    void add(const std::string& name, double time_s, double by = 1.0);
    double step_s() const { return step_s_; }
    std::size_t point_count() const { return points_; }

    /// By name.
    std::vector<MemberCourse> take() &&;

private:
    double step_s_;
    std::size_t points_;
    std::map<std::string, std::vector<double>> changes_;  ///< [name][point] since the point before
};

}  // namespace wayout
