/// Volume of a compartment by height.
#pragma once

#include <wayout/zone_fire.hpp>

#include <vector>

namespace wayout::fire {

class AreaProfile {
public:
    /// Linear between the points; heights from 0, rising; no area below 0.
    explicit AreaProfile(std::vector<PlanArea> points);

    double volume_m3() const { return volume_below_m3_.back(); }
    double height_m() const { return points_.back().height_m; }
    double floor_area_m2() const { return points_.front().area_m2; }
    double greatest_area_m2() const { return greatest_area_m2_; }
    /// Height above the floor below which the volume is that; clamped to the compartment.
    double height_of_volume_m(double volume_m3) const;

private:
    std::vector<PlanArea> points_;
    std::vector<double> volume_below_m3_;
    double greatest_area_m2_{0.0};
};

/// Plan area from floor to ceiling: the profile, or the floor area, or length times width.
/// Nothing when the description gives none of these.
std::vector<PlanArea> plan_areas_of(const CompartmentSpec& compartment);
/// Length of the walls in plan: as given, of length and width, or of a square of the greatest area.
double perimeter_of(const CompartmentSpec& compartment);

}  // namespace wayout::fire
