/// Plan drawings: walkable area, walls, seats, doors, exits, stairs; alone, under a map, or with problems
/// marked.
#pragma once

#include "output/plan_model.hpp"
#include "output/svg.hpp"

#include <string>
#include <vector>

namespace wayout {

/// Where a storey lies in a picture: local metres to picture units, north up.
struct PlanView {
    Box box;
    double scale{1.0};   ///< units per metre
    double margin{0.0};  ///< above and below the box, for names
    Vec2 corner;         ///< of the box's upper left end, in the picture
    Vec2 at(Vec2 p) const {
        return {corner.x + (p.x - box.min.x) * scale, corner.y + (box.max.y - p.y) * scale};
    }
    double width() const { return (box.max.x - box.min.x) * scale; }
    double height() const { return (box.max.y - box.min.y) * scale; }
};

struct PlanStyle {
    double width{960.0};
    double max_height{760.0};  ///< of the storey itself, without title and margins
    bool seats{true};
    bool zone_names{true};
    bool gate_names{true};
    bool way_words{true};  ///< "up" and "down" beside the arrows of stairs
};

/// A view of one storey in a picture of the style's width, with room for labels around it. `top`: where its
/// title begins.
PlanView view_of(const PlanModel& plan, int storey, const PlanStyle& style, double top);
/// Height of title, plan, labels and scale bar together.
double height_of(const PlanView& view);

/// Floors, solid parts, stairs: what lies below a map.
void draw_floor(Svg& svg, const PlanModel& plan, int storey, const PlanView& view);
/// Seats, walls, stair treads with arrows, doors, exits, names, scale bar and title: what lies above it.
void draw_structure(Svg& svg, const PlanModel& plan, int storey, const PlanView& view,
                    const PlanStyle& style);
/// Outline of all that one can walk on in the storey, for clipping maps.
PathData walkable_path(const PlanModel& plan, int storey, const PlanView& view);

/// One storey as a picture of its own.
std::string plan_picture(const PlanModel& plan, int storey, const PlanStyle& style);

}  // namespace wayout
