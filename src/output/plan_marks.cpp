#include "output/plan_marks.hpp"

#include "output/colour.hpp"

#include <algorithm>
#include <string>

namespace wayout {

void draw_number(Svg& svg, Vec2 at, std::size_t number, const char* colour) {
    svg.circle(at, 9.5, Attributes().set("fill", colour).set("stroke", ink::paper).set("stroke-width", 1.5));
    svg.text({at.x, at.y + 4.0}, std::to_string(number), {11.0, ink::paper, Anchor::middle, true});
}

void PlanMarks::add(Vec2 place_m, std::size_t number, const char* colour) {
    const Vec2 place = view_.at(place_m);
    Vec2 mark{std::clamp(place.x + 14.0, 12.0, svg_.width() - 12.0),
              std::clamp(place.y - 14.0, view_.corner.y - 20.0, view_.corner.y + view_.height() + 20.0)};
    for (const Vec2 other : used_)
        if (distance(other, mark) < 18.0)
            mark.x = std::min(mark.x + 19.0, svg_.width() - 12.0);
    used_.push_back(mark);
    svg_.line(place, mark, Attributes().set("stroke", colour).set("stroke-width", 1.2));
    svg_.circle(place, 3.0,
                Attributes().set("fill", colour).set("stroke", ink::paper).set("stroke-width", 1.0));
    draw_number(svg_, mark, number, colour);
}

}  // namespace wayout
