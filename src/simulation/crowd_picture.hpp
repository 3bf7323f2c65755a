/// Those who walk, as they are at the beginning of a step, by place: what everybody who looks around in the
/// step sees alike, while others already decide.
#pragma once

#include "agents/agents.hpp"
#include "locomotion/cell_order.hpp"

#include <wayout/ids.hpp>
#include <wayout/vec2.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

class CrowdPicture {
public:
    struct Walker {
        AgentId person{0};
        Vec2 at;
        Vec2 heading;  ///< unit
        SurfaceId surface;
        GateId exit;  ///< headed for
    };

    /// @param extent_m  of the venue; people are inside
    explicit CrowdPicture(Vec2 extent_m);

    void take(const Agents& agents);

    /// Calls `look` with each walker within `reach_m` of p, in an order that depends on places and ids only.
    template <typename Look>
    void visit(Vec2 p, double reach_m, Look&& look) const {
        const std::int32_t first_column = column_of(p.x - reach_m), last_column = column_of(p.x + reach_m);
        const std::int32_t first_row = row_of(p.y - reach_m), last_row = row_of(p.y + reach_m);
        for (std::int32_t row = first_row; row <= last_row; ++row) {
            const std::uint32_t begin = order_.first_place(row * columns_ + first_column);
            const std::uint32_t end = order_.first_place(row * columns_ + last_column + 1);
            for (std::uint32_t place = begin; place < end; ++place)
                if (length_squared(walkers_[place].at - p) <= reach_m * reach_m)
                    look(walkers_[place]);
        }
    }

private:
    static constexpr double cell_m = 2.5;
    std::int32_t column_of(double x) const { return along(x, columns_); }
    std::int32_t row_of(double y) const { return along(y, rows_); }
    static std::int32_t along(double coordinate, std::int32_t count) {
        return static_cast<std::int32_t>(std::clamp(std::floor(coordinate / cell_m), 0.0, count - 1.0));
    }

    std::int32_t columns_;
    std::int32_t rows_;
    CellOrder order_;
    std::vector<std::int32_t> cell_of_row_;
    std::vector<Walker> walkers_;  ///< by place
};

}  // namespace wayout
