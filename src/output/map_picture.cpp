#include "output/map_picture.hpp"

#include "output/chart.hpp"
#include "output/number_text.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

int ColourClasses::class_of(double value) const {
    if (!(value >= edges.front()))
        return -1;
    const auto above = std::upper_bound(edges.begin(), edges.end(), value);
    return static_cast<int>(above - edges.begin()) - 1;
}

std::vector<Colour> ramp_colours(std::size_t count) {
    std::vector<Colour> out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(
            trouble_ramp(count == 1 ? 0.6 : static_cast<double>(i) / static_cast<double>(count - 1)));
    return out;
}

namespace {

constexpr double legend_height = 26.0;

double legend_width(const ColourClasses& classes, const std::vector<LegendMark>& marks) {
    double width = text_width(classes.title, 12.0) + 14.0;
    for (const std::string& label : classes.labels) width += 18.0 + text_width(label, 12.0) + 12.0;
    for (const LegendMark& mark : marks) width += 18.0 + text_width(mark.text, 12.0) + 12.0;
    return width;
}

/// `marks`: the most that a map of these classes has beside them.
bool fits_a_legend(const ColourClasses& classes, const std::vector<LegendMark>& marks) {
    return classes.edges.size() <= 8 && legend_width(classes, marks) <= PlanStyle{}.width - 32.0;
}

ColourClasses classes_between(const Ticks& ticks, double longest_s, const std::string& title) {
    ColourClasses c;
    c.title = title;
    for (std::size_t i = 0; i < ticks.at.size() && (i == 0 || ticks.at[i] < longest_s); ++i) {
        c.edges.push_back(ticks.at[i]);
        c.labels.push_back(i + 1 < ticks.at.size() && ticks.at[i + 1] < longest_s
                               ? clock_text(ticks.at[i]) + "\u2013" + clock_text(ticks.at[i + 1])
                               : "from " + clock_text(ticks.at[i]));
    }
    c.colours = ramp_colours(c.edges.size());
    return c;
}

}  // namespace

ColourClasses duration_classes(double longest_s, std::string title) {
    ColourClasses c;
    // A round length near a seventh of the whole may make more classes than the legend has room for.
    for (int about = 7; about >= 2; --about) {
        c = classes_between(time_ticks(0.0, std::max(longest_s, 8.0), about), longest_s, title);
        if (fits_a_legend(c, {{LegendMark::Shape::dot, {}, "not out"}}))
            break;
    }
    return c;
}

ColourClasses moment_classes(double first_s, double last_s, std::string title) {
    ColourClasses c;
    const double end_s = std::max(last_s, first_s + 8.0);
    for (int about = 6; about >= 2; --about) {
        Ticks ticks = time_ticks(first_s, end_s, about);
        if (ticks.at.size() < 2)
            ticks.at = {first_s, end_s};
        else if (ticks.at.front() > first_s)
            ticks.at.insert(ticks.at.begin(),
                            std::max(0.0, ticks.at.front() - (ticks.at[1] - ticks.at.front())));
        c = classes_between(ticks, last_s, title);
        if (fits_a_legend(c, {{LegendMark::Shape::square, {}, never_words},
                              {LegendMark::Shape::stripes, {}, no_data_words}}))
            break;
    }
    std::reverse(c.colours.begin(), c.colours.end());
    return c;
}

namespace {

/// Pixels about as large as those of a picture at double size; the grid of a very large venue is not blown
/// up.
double pixel_size_m(const PlanView& view) {
    return std::max(0.5 / view.scale,
                    std::max(view.box.max.x - view.box.min.x, view.box.max.y - view.box.min.y) / 3000.0);
}

}  // namespace

RasterFrame raster_over(const PlanView& view) {
    const double pixel_m = pixel_size_m(view);
    return {view.box.min, pixel_m,
            std::max(1, static_cast<int>(std::ceil((view.box.max.x - view.box.min.x) / pixel_m))),
            std::max(1, static_cast<int>(std::ceil((view.box.max.y - view.box.min.y) / pixel_m)))};
}

void draw_not_out(Svg& svg, Vec2 at, const std::string& tip) {
    Attributes a;
    a.set("fill", ink::problem).set("stroke", ink::paper).set("stroke-width", 1.0);
    if (!tip.empty())
        a.set("data-tip", tip);
    svg.circle(at, 3.0, a);
}

void draw_cross(Svg& svg, Vec2 at, std::string_view colour, const std::string& tip) {
    constexpr double reach = 4.2;
    PathData strokes;
    const Vec2 rising[] = {{at.x - reach, at.y + reach}, {at.x + reach, at.y - reach}};
    const Vec2 falling[] = {{at.x - reach, at.y - reach}, {at.x + reach, at.y + reach}};
    strokes.polyline(rising);
    strokes.polyline(falling);
    const auto pen = [](std::string_view stroke, double width) {
        return Attributes().set("fill", "none").set("stroke", stroke).set("stroke-width", width);
    };
    svg.path(strokes, pen(ink::paper, 4.6));
    Attributes top = pen(colour, 2.4);
    if (!tip.empty())
        top.set("data-tip", tip);
    svg.path(strokes, top);
}

namespace {

void draw_mark(Svg& svg, const LegendMark& mark, Vec2 corner) {
    Attributes box;
    box.set("fill", mark.shape == LegendMark::Shape::outline ? "none" : std::string_view(mark.colour));
    switch (mark.shape) {
        case LegendMark::Shape::dot:
            draw_not_out(svg, {corner.x + 7.0, corner.y + 7.0}, {});
            break;
        case LegendMark::Shape::cross:
            draw_cross(svg, {corner.x + 7.0, corner.y + 7.0}, mark.colour, {});
            break;
        case LegendMark::Shape::square:
            svg.rect(corner, 14.0, 14.0, box.set("stroke", ink::axis).set("stroke-width", 0.5));
            break;
        case LegendMark::Shape::outline:
            svg.rect({corner.x + 1.0, corner.y + 1.0}, 12.0, 12.0,
                     box.set("stroke", mark.colour).set("stroke-width", 2.0));
            break;
        case LegendMark::Shape::stripes:
            svg.rect(corner, 14.0, 14.0,
                     Attributes().set("fill", ink::floor).set("stroke", ink::axis).set("stroke-width", 0.5));
            for (const double x : {0.0, 5.6, 11.2}) svg.rect({corner.x + x, corner.y}, 2.8, 14.0, box);
            break;
    }
}

}  // namespace

void draw_legend(Svg& svg, const ColourClasses& classes, double y, const std::vector<LegendMark>& marks) {
    double x = std::max(4.0, svg.width() - 16.0 - legend_width(classes, marks));
    svg.text({x, y + 11.0}, classes.title, {12.0, ink::secondary});
    x += text_width(classes.title, 12.0) + 14.0;
    for (std::size_t i = 0; i < classes.labels.size(); ++i) {
        svg.rect({x, y}, 14.0, 14.0,
                 Attributes()
                     .set("fill", classes.colours[i].hex())
                     .set("stroke", ink::axis)
                     .set("stroke-width", 0.5));
        svg.text({x + 18.0, y + 11.0}, classes.labels[i], {12.0, ink::text});
        x += 18.0 + text_width(classes.labels[i], 12.0) + 12.0;
    }
    for (const LegendMark& mark : marks) {
        draw_mark(svg, mark, {x, y});
        svg.text({x + 18.0, y + 11.0}, mark.text, {12.0, ink::text});
        x += 18.0 + text_width(mark.text, 12.0) + 12.0;
    }
}

namespace {

PlanStyle style_below_maps() {
    PlanStyle style;
    style.seats = false;
    style.zone_names = false;
    style.way_words = false;
    return style;
}

}  // namespace

MapPicture::MapPicture(const PlanModel& plan, int storey, std::string_view title)
    : style_(style_below_maps()),
      plan_(plan),
      storey_(storey),
      view_(view_of(plan, storey, style_, legend_height)),
      svg_(style_.width, height_of(view_) + legend_height,
           std::string(title) + ", " + plan.storeys[static_cast<std::size_t>(storey)].name) {
    draw_floor(svg_, plan_, storey_, view_);
}

void MapPicture::draw(const Raster& raster, const RasterFrame& frame, const std::string& clip_id) {
    svg_.clip_path(clip_id, walkable_path(plan_, storey_, view_));
    const Vec2 corner = view_.at({frame.low.x, frame.low.y + frame.height * frame.pixel_m});
    svg_.image(corner, frame.width * frame.pixel_m * view_.scale, frame.height * frame.pixel_m * view_.scale,
               png_data_uri(raster), Attributes().set("clip-path", "url(#" + clip_id + ")"));
}

void MapPicture::draw_walls() {
    draw_structure(svg_, plan_, storey_, view_, style_);
}

std::string MapPicture::finish(const ColourClasses& classes, const std::vector<LegendMark>& marks) {
    draw_legend(svg_, classes, 8.0, marks);
    return svg_.str();
}

}  // namespace wayout
