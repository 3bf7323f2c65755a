#include "norms/egress_capacity.hpp"

#include <algorithm>
#include <cmath>

namespace wayout::norms {
namespace {

/// A width of exactly n persons gives n: what division loses is far below a millimetre.
double whole_people(double people) {
    return std::floor(people + 1e-6);
}

}  // namespace

Widths open_widths(const std::vector<ExitFacts>& exits) {
    Widths widths;
    for (const ExitFacts& exit : exits) {
        if (!exit.is_open)
            continue;
        widths.total_m += exit.clear_width_m;
        widths.largest_m = std::max(widths.largest_m, exit.clear_width_m);
    }
    return widths;
}

double people_in_time(const Widths& widths, double flow_pps_per_m, double time_s) {
    return whole_people((widths.total_m - widths.largest_m) * flow_pps_per_m * time_s);
}

double people_by_inches(double clear_width_m, bool is_stair) {
    constexpr double stair_m = 0.0076;
    constexpr double level_m = 0.0051;
    return whole_people(clear_width_m / (is_stair ? stair_m : level_m));
}

double people_by_inches(const std::vector<WayFacts>& ways) {
    double people = 0.0;
    for (const WayFacts& way : ways) people += people_by_inches(way.clear_width_m, way.is_stair);
    return people;
}

double people_by_adb(double clear_width_m) {
    constexpr double per_person_m = 0.005;
    constexpr double rounding_m = 1e-6;
    const double width_m = clear_width_m + rounding_m;
    if (width_m < 0.75)
        return 0.0;
    if (width_m < 0.85)
        return 60.0;
    if (width_m < 1.05)
        return 110.0;
    return std::max(220.0, whole_people(clear_width_m / per_person_m));
}

}  // namespace wayout::norms
