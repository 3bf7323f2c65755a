/// How long vehicles are on the road.
#pragma once

#include <wayout/medical_plan.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Rows of places: collection points, then hospitals, then bases that are neither, each in the order of the
/// plan.
class TravelTable {
public:
    explicit TravelTable(const MedicalPlan& plan);

    std::size_t point_row(std::size_t point) const { return point; }
    std::size_t hospital_row(std::size_t hospital) const { return point_count_ + hospital; }
    /// -1: no such place.
    std::ptrdiff_t row_of(std::string_view id) const;
    /// +inf: not in the table. 0 from a place to itself.
    double time_s(std::size_t from, std::size_t to) const { return times_s_[from * names_.size() + to]; }
    const std::vector<std::string>& names() const { return names_; }

private:
    std::vector<std::string> names_;
    std::size_t point_count_{0};
    std::vector<double> times_s_;  ///< [from][to]
};

}  // namespace wayout
