#include "output/explain_person.hpp"

#include "output/colour.hpp"
#include "output/map_picture.hpp"
#include "output/number_text.hpp"
#include "output/plan_marks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {

namespace {

constexpr double picture_title_height = 70.0;
constexpr double line_height = 17.0;
constexpr std::size_t line_letters = 128;

/// Storeys on which the person was, in the order of the visits.
std::vector<int> storeys_of(const PersonStory& story) {
    std::vector<int> storeys = {std::max(0, story.person->start_storey)};
    for (const TrackPoint& point : story.track)
        if (std::find(storeys.begin(), storeys.end(), point.storey) == storeys.end())
            storeys.push_back(point.storey);
    return storeys;
}

/// The way on one storey: a line for each stretch of one class of time.
void draw_way(Svg& svg, const PlanView& view, const Track& track, int storey, const ColourClasses& classes) {
    const auto pen = [](std::string_view colour, double width) {
        return Attributes()
            .set("fill", "none")
            .set("stroke", colour)
            .set("stroke-width", width)
            .set("stroke-linecap", "round")
            .set("stroke-linejoin", "round");
    };
    std::vector<Vec2> stretch;
    int stretch_class = -1;
    std::vector<std::pair<PathData, int>> stretches;
    const auto close = [&] {
        if (stretch.size() > 1)
            stretches.emplace_back(PathData().polyline(stretch), stretch_class);
        stretch.clear();
    };
    for (const TrackPoint& point : track) {
        if (point.storey != storey) {
            close();
            continue;
        }
        const int its_class = std::max(0, classes.class_of(point.time_s));
        stretch.push_back(view.at(point.at_m));
        if (its_class != stretch_class && stretch.size() > 1) {
            close();
            stretch.push_back(view.at(point.at_m));
        }
        stretch_class = its_class;
    }
    close();
    for (const auto& [path, its_class] : stretches) svg.path(path, pen(ink::paper, 5.6));
    for (const auto& [path, its_class] : stretches)
        svg.path(path, pen(classes.colours[static_cast<std::size_t>(its_class)].hex(), 3.4));
}

void draw_ends(Svg& svg, const PlanView& view, const PersonStory& story, int storey) {
    const PersonResult& p = *story.person;
    if (p.start_storey == storey)
        svg.circle(view.at(p.start_m), 5.0,
                   Attributes().set("fill", ink::paper).set("stroke", ink::text).set("stroke-width", 2.2));
    if (p.outcome == Outcome::incapacitated && p.end_storey == storey)
        draw_cross(svg, view.at(p.end_m), ink::problem, {});
    else if (p.outcome == Outcome::inside && p.end_storey == storey)
        draw_not_out(svg, view.at(p.end_m), {});
}

}  // namespace

std::string story_picture(const ExplainSource& source, const PersonStory& story) {
    const PlanModel& plan = source.stored.plan;
    PlanStyle style;
    style.max_height = 560.0;
    style.zone_names = false;
    style.way_words = false;

    double height = picture_title_height;
    std::vector<std::pair<int, PlanView>> views;
    for (const int storey : storeys_of(story)) {
        views.emplace_back(storey, view_of(plan, storey, style, height));
        height += height_of(views.back().second);
    }
    Svg svg(style.width, height, fmt::format("The way of person {}", story.person->id));
    svg.text({16.0, 26.0}, shortened(story.who, 100), {16.0, ink::text, Anchor::start, true});
    // Somebody who never begins has no way to colour.
    const auto begins = std::find_if(story.track.begin(), story.track.end(),
                                     [](const TrackPoint& p) { return p.state == ReplayFrame::walking; });
    const double first_s = begins == story.track.end() ? 0.0 : begins->time_s;
    const ColourClasses classes = moment_classes(first_s, story.end_s, "Time, min:s");
    draw_legend(svg, classes, 42.0, {});

    for (const auto& [storey, view] : views) {
        draw_floor(svg, plan, storey, view);
        draw_structure(svg, plan, storey, view, style);
        draw_way(svg, view, story.track, storey, classes);
        draw_ends(svg, view, story, storey);
        PlanMarks marks(svg, view);
        for (std::size_t i = 0; i < story.entries.size(); ++i)
            if (const StoryEntry& entry = story.entries[i]; entry.storey == storey)
                marks.add(entry.at_m, i + 1, entry.is_decision ? ink::accent : ink::warning);
    }

    double y = height + 6.0;
    const auto write = [&](const std::string& text, const char* colour) {
        for (const std::string& line : wrapped(text, line_letters, 3)) {
            svg.text({46.0, y + 9.0}, line, {12.5, colour});
            y += line_height;
        }
    };
    for (std::size_t i = 0; i < story.entries.size(); ++i) {
        const StoryEntry& entry = story.entries[i];
        if (entry.storey >= 0)
            draw_number(svg, {26.0, y + 5.0}, i + 1, entry.is_decision ? ink::accent : ink::warning);
        write(fmt::format("{}  {}", clock_text(entry.time_s), entry.text), ink::text);
        for (const std::string& detail : entry.details) write(detail, ink::secondary);
        y += 5.0;
    }
    write(fmt::format("{}  {}", clock_text(story.end_s), story.end), ink::text);
    write("In all " + story.in_all + ".", ink::secondary);
    if (story.track.empty())
        write("The run has no replay: the way is not known.", ink::problem);
    svg.set_height(y + 10.0);
    return svg.str();
}

}  // namespace wayout
