/// Where words go on a plan: names of exits and doors, "up" and "down" beside stairs. Only for plan.cpp.
#pragma once

#include "output/plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// Rectangles that are already taken by labels, or by things that are better not covered.
class LabelPlacer {
public:
    LabelPlacer(Vec2 low, Vec2 high) : low_(low), high_(high) {}

    /// Takes the place if it lies in the picture and touches no other label.
    bool take(Vec2 centre, double width, double height);
    /// As take(), and covers nothing that avoid() has named.
    bool take_free(Vec2 centre, double width, double height);
    void avoid(Vec2 low, Vec2 high) { avoided_.push_back({low.x, low.y, high.x, high.y}); }

private:
    struct Rect {
        double x0, y0, x1, y1;
    };
    static bool is_clear(const Rect& r, const std::vector<Rect>& of);
    Vec2 low_, high_;
    std::vector<Rect> taken_;
    std::vector<Rect> avoided_;
};

/// Room left and right of the plan for the names of exits that lead there, at a scale.
double side_margin(const PlanModel& plan, int storey, const Box& box, double scale);
/// Room above and below it, with a second row where exits lie side by side.
double label_margin(const PlanModel& plan, int storey, double scale);

bool is_shown(const PlanModel::Surface& surface, int storey);

/// The arrow on a stair, ramp, tier or still escalator in the direction in which one leaves the storey, on a
/// running escalator in the direction in which it runs. Nothing on level or tiny ones.
struct Way {
    Vec2 tail;
    Vec2 head;
    std::string word;
    const char* colour;
};
std::optional<Way> way_of(const PlanModel::Surface& surface, int storey, const PlanView& view);

/// Distances along `along` at which a line through `through` enters and leaves the ring, ascending.
std::vector<double> cuts(const Ring& ring, Vec2 through, Vec2 along);
struct Extent {
    double low{0.0};
    double high{0.0};
};
Extent extent_along(const Ring& ring, Vec2 direction);

void name_gates(Svg& svg, const PlanModel& plan, int storey, const PlanView& view, LabelPlacer& labels);
void name_ways(Svg& svg, const PlanModel& plan, int storey, const PlanView& view, LabelPlacer& labels);

}  // namespace wayout
