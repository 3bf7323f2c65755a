/// People in the order of cells: what the kernels read.
#pragma once

#include <wayout/vec2.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

/// Kernels work on this many people or directions at a time, whatever the width of the registers.
inline constexpr std::size_t lane_count = 16;

struct Vec2f {
    float x;
    float y;
};

/// What somebody has to know of another one. A row of these columns is a place.
/// Kernels read up to lane_count places beyond the last one; what they find there is not used.
struct PeopleColumns {
    std::vector<double> x_m;
    std::vector<double> y_m;
    std::vector<float> intended_x_mps;  ///< velocity that others reckon with, carry velocity included
    std::vector<float> intended_y_mps;
    std::vector<float> velocity_x_mps;  ///< in the step before, without what carries them
    std::vector<float> velocity_y_mps;
    std::vector<float> desired_x;  ///< unit; zero for those who do not want to move
    std::vector<float> desired_y;
    std::vector<float> radius_m;
    std::vector<float> travel_time_s;  ///< -inf for those who are in nobody's ranking
    std::vector<std::int32_t> goal;    ///< -1: none, and shared with nobody
    std::vector<std::int32_t> id;

    void resize(std::size_t count) {
        const std::size_t padded = count + lane_count;
        for (auto* column : {&x_m, &y_m}) column->resize(padded);
        for (auto* column : {&intended_x_mps, &intended_y_mps, &velocity_x_mps, &velocity_y_mps, &desired_x,
                             &desired_y, &radius_m, &travel_time_s})
            column->resize(padded);
        for (auto* column : {&goal, &id}) column->resize(padded);
    }
};

/// Those who walk: what each needs besides, and what is found out for each.
struct WalkerColumns : PeopleColumns {
    std::vector<std::int32_t> cell;
    std::vector<float> heading_x;
    std::vector<float> heading_y;
    std::vector<float> free_speed_mps;
    std::vector<float> time_gap_s;
    std::vector<float> wall_radius_m;
    std::vector<float> carry_x_mps;
    std::vector<float> carry_y_mps;
    std::vector<float> blocked_s;

    std::vector<std::uint8_t> turn;  ///< row of the sampled directions last chosen; the plan may choose anew

    // written by the plan
    std::vector<float> next_heading_x;
    std::vector<float> next_heading_y;
    std::vector<Vec2> planned_m;            ///< position after the step if nobody were in the way
    std::vector<std::uint8_t> ignores;      ///< 1: somebody is ignored because of a stand-off
    std::vector<std::uint16_t> near_count;  ///< people within 1 m; only in steps that measure density

    void resize(std::size_t count) {
        PeopleColumns::resize(count);
        const std::size_t padded = count + lane_count;
        cell.resize(padded);
        for (auto* column : {&heading_x, &heading_y, &free_speed_mps, &time_gap_s, &wall_radius_m,
                             &carry_x_mps, &carry_y_mps, &blocked_s, &next_heading_x, &next_heading_y})
            column->resize(padded);
        turn.resize(padded);
        planned_m.resize(padded);
        ignores.resize(padded);
        near_count.resize(padded);
    }
};

}  // namespace wayout
