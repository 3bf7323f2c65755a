#include "validation/validation_case.hpp"

#include "verification/statistics.hpp"

#include <algorithm>
#include <utility>

namespace wayout {

const ValidationCases& validation_cases() {
    static const ValidationCases cases = [] {
        ValidationCases all;
        add_single_file_cases(all);
        add_corridor_cases(all);
        add_design_diagram_cases(all);
        add_bidirectional_cases(all);
        add_door_cases(all);
        add_ao_bottleneck_cases(all);
        add_narrow_gate_cases(all);
        add_push_level_cases(all);
        add_jam_cases(all);
        add_stair_cases(all);
        add_escalator_cases(all);
        add_merging_cases(all);
        add_junction_cases(all);
        add_corner_cases(all);
        add_station_cases(all);
        add_end_to_end_cases(all);
        add_fire_cases(all);
        return all;
    }();
    return cases;
}

ValidationQuantity quantity_of(std::string name, std::string unit, double measured, Origin origin, double low,
                               double high, std::span<const double> runs) {
    return {std::move(name),         std::move(unit),        measured, origin, low, high, mean_of(runs),
            quantile_of(runs, 0.05), quantile_of(runs, 0.95)};
}

bool all_inside(std::span<const ValidationQuantity> quantities) {
    return std::all_of(quantities.begin(), quantities.end(), [](const ValidationQuantity& quantity) {
        return quantity.origin == Origin::memory || quantity.is_inside();
    });
}

}  // namespace wayout
