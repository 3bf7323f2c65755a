#include "locomotion/time_gap_kernel.hpp"

#include "core/math.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace wayout {
namespace {

constexpr double direction_spacing_rad = std::numbers::pi / 12.0;

}  // namespace

TimeGapConstants::TimeGapConstants(const LocomotionSettings& settings) {
    const double side = settings.keep_left ? 1.0 : -1.0;
    double best_turned = -std::numeric_limits<double>::infinity();
    for (int k = 0; k < direction_count; ++k) {
        const int steps = (k + 1) / 2;
        const double angle_rad = (k % 2 == 1 ? side : -side) * steps * direction_spacing_rad;
        const SinCos at = portable_sin_cos(angle_rad);
        const auto lane = static_cast<std::size_t>(k);
        const bool is_right_angle = k >= direction_count - 2;
        cosine[lane] = is_right_angle ? 0.0F : static_cast<float>(at.cos);
        sine[lane] = static_cast<float>(at.sin);
        reach[lane] = cosine[lane];
        const double right_bias = settings.keep_left ? -settings.right_bias : settings.right_bias;
        bias[lane] = static_cast<float>(-right_bias * at.sin);
        bias_alone[lane] = settings.right_bias_for_all ? bias[lane] : 0.0F;
        // With a free run of H cos(theta), the most that counts, the miss is |sin(theta)|.
        if (k > 0)
            best_turned = std::max(best_turned, settings.heading_inertia - std::abs(at.sin) +
                                                    std::max(0.0, -right_bias * at.sin));
    }
    for (std::size_t lane = direction_count; lane < lane_count; ++lane)
        bias[lane] = bias_alone[lane] = -std::numeric_limits<float>::infinity();
    constexpr double rounding = 1e-4;  // of headings that are not quite of length 1, and of the sums
    sufficient_utility = static_cast<float>(best_turned + rounding);

    time_step_s = settings.time_step_s;
    horizon_s = static_cast<float>(settings.horizon_s);
    per_horizon_per_s = static_cast<float>(1.0 / settings.horizon_s);
    range_m = static_cast<float>(settings.neighbour_range_m);
    range2_m2 = static_cast<float>(settings.neighbour_range_m * settings.neighbour_range_m);
    blocking_width_factor = static_cast<float>(settings.blocking_width_factor);
    passing_factor = static_cast<float>(settings.passing_factor);
    heading_inertia = static_cast<float>(settings.heading_inertia);
    turn_frac = static_cast<float>(std::min(1.0, settings.time_step_s / settings.turning_time_s));
    pressing_frac = static_cast<float>(settings.pressing_frac);
    ranks_other_goals = settings.ranks_other_goals;
    following_frac = static_cast<float>(settings.following_frac);
    aside_relief_per_m2 = static_cast<float>(settings.aside_relief_per_m2);
    brisk_mps = static_cast<float>(settings.brisk_speed_mps);
    brisk_gap_frac = static_cast<float>(settings.brisk_gap_frac);
    pair_margin_m = static_cast<float>(settings.projection_margin_m);
    standoff_time_s = static_cast<float>(settings.standoff_time_s);
}

void KernelScratch::reserve(std::size_t count) {
    if (count <= capacity && !x_m.empty())
        return;
    capacity = count + count / 2;
    const std::size_t padded = capacity + 2 * lane_count;
    for (auto* column : {&x_m, &y_m, &intended_x_mps, &intended_y_mps, &velocity_x_mps, &velocity_y_mps,
                         &desired_x, &desired_y, &radius_m, &travel_time_s, &partner_x_m, &partner_y_m})
        column->resize(padded);
    for (auto* column : {&goal, &id, &place}) column->resize(padded);
    for (auto* column :
         {&groups.min_x_m, &groups.max_x_m, &groups.min_y_m, &groups.max_y_m, &groups.earliest_s})
        column->resize(padded / lane_count + lane_count);
    fronts.resize(batch_people * padded);
}

void FrontColumns::resize(std::size_t count) {
    for (auto* column : {&q_x_m, &q_y_m, &contact_m, &their_x_mps, &their_y_mps, &velocity_x_mps,
                         &velocity_y_mps, &scaled_x_per_m, &scaled_y_per_m, &per_excess_per_m2})
        column->resize(count);
}

Front FrontColumns::from(std::size_t first) {
    return {&q_x_m[first],
            &q_y_m[first],
            &contact_m[first],
            &their_x_mps[first],
            &their_y_mps[first],
            &velocity_x_mps[first],
            &velocity_y_mps[first],
            &scaled_x_per_m[first],
            &scaled_y_per_m[first],
            &per_excess_per_m2[first],
            0,
            false,
            false};
}

void SeenWalls::reserve(std::size_t count) {
    const std::size_t padded = count + lane_count;
    if (padded <= left_m.size())
        return;
    for (auto* column : {&start_x_m, &start_y_m, &end_x_m, &end_y_m, &left_m}) column->resize(padded);
    for (auto* column : {&ahead, &hiding}) column->resize(padded + lane_count);
}

void PairList::grow_partners(std::size_t needed) {
    partner.resize(needed + needed / 2);
    contact_m.resize(needed + needed / 2);
}

}  // namespace wayout
