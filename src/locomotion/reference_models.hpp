/// Published models that a run can plan velocities with, for comparison: docs/models/reference-models.md.
#pragma once

#include <wayout/scenario.hpp>

#include <optional>
#include <string_view>

namespace wayout {

enum class PlanningModel { time_gap, collision_free_speed, collision_free_speed_v3, anticipation_velocity };

/// The reference model of that name in scenarios; nothing for every other model.
constexpr std::optional<PlanningModel> reference_model(std::string_view name) {
    if (name == collision_free_speed_model)
        return PlanningModel::collision_free_speed;
    if (name == collision_free_speed_v3_model)
        return PlanningModel::collision_free_speed_v3;
    if (name == anticipation_velocity_model)
        return PlanningModel::anticipation_velocity;
    return std::nullopt;
}

/// Time gap T that a reference model has by default, whatever the calibration. Source: read in JuPedSim
/// (locomotion specification 1 and 2).
constexpr double time_gap_s(PlanningModel reference) {
    return reference == PlanningModel::anticipation_velocity ? 1.06 : 1.0;
}

}  // namespace wayout
