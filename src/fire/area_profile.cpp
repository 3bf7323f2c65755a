#include "fire/area_profile.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout::fire {

AreaProfile::AreaProfile(std::vector<PlanArea> points) : points_(std::move(points)) {
    WAYOUT_ASSERT(points_.size() >= 2, "an area profile has a floor and a ceiling");
    volume_below_m3_.push_back(0.0);
    for (std::size_t i = 0; i < points_.size(); ++i) {
        greatest_area_m2_ = std::max(greatest_area_m2_, points_[i].area_m2);
        if (i > 0)
            volume_below_m3_.push_back(volume_below_m3_.back() +
                                       0.5 * (points_[i].area_m2 + points_[i - 1].area_m2) *
                                           (points_[i].height_m - points_[i - 1].height_m));
    }
}

double AreaProfile::height_of_volume_m(double volume_m3) const {
    const double wanted = std::clamp(volume_m3, 0.0, this->volume_m3());
    std::size_t i = 1;
    while (i + 1 < points_.size() && volume_below_m3_[i] < wanted) ++i;
    const PlanArea& low = points_[i - 1];
    const double rise = points_[i].height_m - low.height_m;
    const double slope = (points_[i].area_m2 - low.area_m2) / rise;
    const double rest = wanted - volume_below_m3_[i - 1];
    // low.area h + slope h^2 / 2 = rest, in the form that does not cancel.
    const double root = std::sqrt(std::max(0.0, low.area_m2 * low.area_m2 + 2.0 * slope * rest));
    const double sum = low.area_m2 + root;
    return low.height_m + (sum > 0.0 ? std::clamp(2.0 * rest / sum, 0.0, rise) : 0.0);
}

std::vector<PlanArea> plan_areas_of(const CompartmentSpec& compartment) {
    if (!compartment.area_profile.empty())
        return compartment.area_profile;
    double area = 0.0;
    if (compartment.floor_area_m2)
        area = *compartment.floor_area_m2;
    else if (compartment.length_m && compartment.width_m)
        area = *compartment.length_m * *compartment.width_m;
    else
        return {};
    return {{0.0, area}, {compartment.height_m, area}};
}

double perimeter_of(const CompartmentSpec& compartment) {
    if (compartment.perimeter_m)
        return *compartment.perimeter_m;
    if (compartment.length_m && compartment.width_m)
        return 2.0 * (*compartment.length_m + *compartment.width_m);
    double area = 0.0;
    for (const PlanArea& point : plan_areas_of(compartment)) area = std::max(area, point.area_m2);
    return 4.0 * std::sqrt(area);
}

}  // namespace wayout::fire
