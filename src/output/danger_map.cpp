#include "output/danger_map.hpp"

#include "output/colour.hpp"
#include "output/number_text.hpp"
#include "output/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace wayout {
namespace {

constexpr const char* sheltered_ink = "#0072b2";

void draw_outline(MapPicture& picture, const std::vector<Vec2>& outline_m, const char* fill,
                  const std::string& tip) {
    if (outline_m.size() < 3)
        return;
    std::vector<Vec2> outline;
    for (const Vec2 p : outline_m) outline.push_back(picture.view().at(p));
    Attributes a;
    a.set("fill", fill)
        .set("fill-opacity", 0.14)
        .set("stroke", ink::problem)
        .set("stroke-width", 2.0)
        .set("data-tip", tip);
    if (fill == std::string_view("none"))
        a.set("stroke-dasharray", "6 4");
    picture.svg().path(PathData().ring(outline), a);
}

}  // namespace

std::string danger_map(const RunResults& results, const PlanModel& plan, int storey, const std::string&) {
    std::vector<const DangerAreaResult*> areas;
    for (const DangerAreaResult& area : results.danger.areas)
        if (area.storey == storey && area.outline_m.size() >= 3)
            areas.push_back(&area);
    std::vector<const PersonResult*> sheltered;
    for (const PersonResult& person : results.people)
        if (person.is_sheltered && person.end_storey == storey)
            sheltered.push_back(&person);
    if (areas.empty() && sheltered.empty())
        return {};

    MapPicture picture(plan, storey, "Where people must not be");
    picture.draw_walls();
    std::vector<LegendMark> marks;
    bool is_any_larger = false;
    for (const DangerAreaResult* area : areas) {
        const std::string tip = fmt::format("{}\n{} people were in it, {} person-seconds", area->name,
                                            area->exposed, trimmed(area->person_s, 1));
        if (area->largest_m != area->outline_m) {
            draw_outline(picture, area->largest_m, "none", tip);
            is_any_larger = true;
        }
        draw_outline(picture, area->outline_m, ink::problem, tip);
    }
    if (!areas.empty())
        marks.push_back(
            {LegendMark::Shape::outline, ink::problem,
             is_any_larger ? "danger area: first (filled), later at its largest (dashed)" : "danger area"});
    for (const PersonResult* person : sheltered)
        draw_cross(picture.svg(), picture.view().at(person->end_m), sheltered_ink,
                   fmt::format("person {} is in a shelter", person->id));
    if (!sheltered.empty())
        marks.push_back({LegendMark::Shape::cross, sheltered_ink, "in a shelter at the end"});
    ColourClasses none;
    return picture.finish(none, marks);
}

}  // namespace wayout
