/// Numbers on a plan that stand beside their places, and the same numbers before the lines of a list.
#pragma once

#include "output/plan.hpp"
#include "output/svg.hpp"

#include <wayout/vec2.hpp>

#include <cstddef>
#include <vector>

namespace wayout {

void draw_number(Svg& svg, Vec2 at, std::size_t number, const char* colour);

/// The numbers of one view: each is put aside of those that are there.
class PlanMarks {
public:
    PlanMarks(Svg& svg, const PlanView& view) : svg_(svg), view_(view) {}

    /// A point at the place, in local metres, and its number beside it: so what is there can still be seen.
    /// Inside the picture even if the place is not.
    void add(Vec2 place_m, std::size_t number, const char* colour);

private:
    Svg& svg_;
    const PlanView& view_;
    std::vector<Vec2> used_;
};

}  // namespace wayout
