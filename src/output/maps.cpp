#include "output/maps.hpp"

#include "output/number_text.hpp"
#include "output/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

ColourClasses density_classes() {
    ColourClasses c;
    // One person alone is half a person per m2 or less in a window of 2 m2 and more: below 1 there is nothing
    // to see.
    c.edges = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0};
    c.labels = {"1\u20132", "2\u20133", "3\u20134", "4\u20135", "5\u20136", "over 6"};
    c.colours = ramp_colours(c.edges.size());
    c.title = "people per m\u00b2";
    return c;
}

ColourClasses squeeze_classes() {
    ColourClasses c;
    c.title = "squeeze, N";
    c.edges = {100.0, 250.0, 623.0, 1112.0, 2000.0, 4500.0};
    c.labels = {"100\u2013250",   "250\u2013623",   "623\u20131112",
                "1112\u20132000", "2000\u20134500", "from 4500"};
    c.colours = ramp_colours(c.edges.size());
    return c;
}

ColourClasses pressure_classes(double warning_per_s2) {
    ColourClasses c;
    c.title = "crowd pressure, 1/s\u00b2";
    for (const double factor : {0.25, 0.5, 1.0, 2.0, 4.0, 8.0}) c.edges.push_back(factor * warning_per_s2);
    for (std::size_t i = 0; i < c.edges.size(); ++i)
        c.labels.push_back(i + 1 < c.edges.size()
                               ? trimmed(c.edges[i], 4) + "\u2013" + trimmed(c.edges[i + 1], 4)
                               : "from " + trimmed(c.edges[i], 4));
    c.colours = ramp_colours(c.edges.size());
    return c;
}

namespace {

/// Value at p from the four cells around it, weighted by distance and by how much of each can be walked on.
/// NaN where nobody can be.
double smooth_value(const DensityGrid& grid, const std::vector<float>& values, Vec2 p) {
    const double gx = (p.x - grid.corner_m.x) / grid.cell_m - 0.5,
                 gy = (p.y - grid.corner_m.y) / grid.cell_m - 0.5;
    const int ix = static_cast<int>(std::floor(gx)), iy = static_cast<int>(std::floor(gy));
    double sum = 0.0, weights = 0.0;
    for (int dy = 0; dy <= 1; ++dy)
        for (int dx = 0; dx <= 1; ++dx) {
            const int x = ix + dx, y = iy + dy;
            if (x < 0 || y < 0 || x >= grid.nx || y >= grid.ny)
                continue;
            const auto cell =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.nx) + static_cast<std::size_t>(x);
            const double w = (1.0 - std::abs(gx - x)) * (1.0 - std::abs(gy - y)) *
                             static_cast<double>(grid.walkable_frac[cell]);
            sum += w * static_cast<double>(values[cell]);
            weights += w;
        }
    return weights > 1e-6 ? sum / weights : not_a_time;
}

const DensityGrid* grid_of(const RunResults& results, int storey) {
    for (const DensityGrid& grid : results.density)
        if (grid.storey == storey)
            return &grid;
    return nullptr;
}

void number_spots(MapPicture& picture, int storey, const std::vector<CongestionSpot>& spots) {
    for (std::size_t i = 0; i < std::min(spots.size(), listed_congestion); ++i) {
        if (spots[i].storey != storey)
            continue;
        const Vec2 at = picture.view().at(spots[i].centre_m);
        picture.svg().circle(at, 8.0,
                             Attributes()
                                 .set("fill", ink::paper)
                                 .set("stroke", ink::problem)
                                 .set("stroke-width", 1.6)
                                 .set("data-tip", spots[i].place));
        picture.svg().text({at.x, at.y + 3.8}, std::to_string(i + 1),
                           {10.5, ink::problem, Anchor::middle, true});
    }
}

std::string field_map(const PlanModel& plan, const DensityGrid& grid, const std::vector<float>& values,
                      const ColourClasses& classes, std::string_view title, const std::string& clip_id,
                      const std::vector<CongestionSpot>& spots = {}) {
    MapPicture picture(plan, grid.storey, title);
    const RasterFrame frame = raster_over(picture.view());
    Raster raster(frame.width, frame.height);
    for (int y = 0; y < frame.height; ++y)
        for (int x = 0; x < frame.width; ++x) {
            const int c = classes.class_of(smooth_value(grid, values, frame.centre(x, y)));
            if (c >= 0)
                raster.set(x, y, classes.colours[static_cast<std::size_t>(c)]);
        }
    picture.draw(raster, frame, clip_id);
    picture.draw_walls();
    number_spots(picture, grid.storey, spots);
    return picture.finish(classes);
}

}  // namespace

std::string peak_density_map(const RunResults& results, const PlanModel& plan, int storey,
                             const std::string& prefix) {
    const DensityGrid* grid = grid_of(results, storey);
    if (grid == nullptr)
        return {};
    return field_map(plan, *grid, grid->peak_per_m2, density_classes(), "Peak density", prefix + "clip",
                     results.congestion);
}

std::string crowded_time_map(const RunResults& results, const PlanModel& plan, int storey,
                             const std::string& prefix) {
    const DensityGrid* grid = grid_of(results, storey);
    if (grid == nullptr)
        return {};
    // One scale for all storeys, so that their maps can be compared.
    float longest = 0.0f;
    for (const DensityGrid& g : results.density)
        for (const float t : g.above_4_s) longest = std::max(longest, t);
    if (std::none_of(grid->above_4_s.begin(), grid->above_4_s.end(), [](float t) { return t > 0.0f; }))
        return {};
    ColourClasses classes = duration_classes(static_cast<double>(longest), "time above 4 per m\u00b2, min:s");
    classes.edges.front() = 0.5;  // half a second: less is the noise of one sample
    return field_map(plan, *grid, grid->above_4_s, classes, "Time above 4 per square metre", prefix + "clip");
}

namespace {

/// A map of a column that may be missing; empty text where no cell reaches the first class.
std::string map_where_any(const RunResults& results, const PlanModel& plan, int storey,
                          std::vector<float> DensityGrid::*column, const ColourClasses& classes,
                          std::string_view title, const std::string& prefix) {
    const DensityGrid* grid = grid_of(results, storey);
    if (grid == nullptr)
        return {};
    const std::vector<float>& values = grid->*column;
    const auto shows = [&](float v) { return classes.class_of(static_cast<double>(v)) >= 0; };
    if (std::none_of(values.begin(), values.end(), shows))
        return {};
    return field_map(plan, *grid, values, classes, title, prefix + "clip");
}

}  // namespace

std::string squeeze_map(const RunResults& results, const PlanModel& plan, int storey,
                        const std::string& prefix) {
    return map_where_any(results, plan, storey, &DensityGrid::peak_squeeze_n, squeeze_classes(),
                         "Peak squeeze", prefix);
}

std::string pressure_map(const RunResults& results, const PlanModel& plan, int storey,
                         const std::string& prefix) {
    if (!(results.crowd_pressure_warning_per_s2 > 0.0))  // not measured
        return {};
    return map_where_any(results, plan, storey, &DensityGrid::peak_pressure_per_s2,
                         pressure_classes(results.crowd_pressure_warning_per_s2), "Crowd pressure", prefix);
}

std::string exit_time_map(const RunResults& results, const PlanModel& plan, int storey,
                          const std::string& prefix) {
    std::vector<const PersonResult*> people;
    for (const PersonResult& p : results.people)
        if (p.start_storey == storey)
            people.push_back(&p);
    if (people.empty())
        return {};
    const EgressTimes times = egress_times(results);
    const ColourClasses classes =
        duration_classes(std::isfinite(times.last) ? times.last : 1.0, "out after, min:s");

    MapPicture picture(plan, storey, "Exit time by start place");
    const RasterFrame frame = raster_over(picture.view());
    Raster raster(frame.width, frame.height);
    std::vector<float> nearest(static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height),
                               1e9f);
    // Each start colours the ground around it, up to half the way to its neighbours.
    const double reach_m = std::max(0.4, 1.6 * frame.pixel_m);
    const int reach = static_cast<int>(std::ceil(reach_m / frame.pixel_m));
    for (const PersonResult* p : people) {
        const int c = classes.class_of(p->exit_time_s);
        if (c < 0)
            continue;
        const int px = static_cast<int>((p->start_m.x - frame.low.x) / frame.pixel_m);
        const int py = frame.height - 1 - static_cast<int>((p->start_m.y - frame.low.y) / frame.pixel_m);
        for (int y = std::max(0, py - reach); y <= std::min(frame.height - 1, py + reach); ++y)
            for (int x = std::max(0, px - reach); x <= std::min(frame.width - 1, px + reach); ++x) {
                const double d = distance(frame.centre(x, y), p->start_m);
                float& best = nearest[static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.width) +
                                      static_cast<std::size_t>(x)];
                if (d > reach_m || static_cast<float>(d) >= best)
                    continue;
                best = static_cast<float>(d);
                raster.set(x, y, classes.colours[static_cast<std::size_t>(c)]);
            }
    }
    picture.draw(raster, frame, prefix + "clip");
    bool has_not_out = false;
    for (const PersonResult* p : people)
        if (p->outcome != Outcome::out) {
            draw_not_out(picture.svg(), picture.view().at(p->start_m), "not out: " + p->cause);
            has_not_out = true;
        }
    picture.draw_walls();
    std::vector<LegendMark> marks;
    if (has_not_out)
        marks.push_back({LegendMark::Shape::dot, {}, "not out"});
    return picture.finish(classes, marks);
}

}  // namespace wayout
