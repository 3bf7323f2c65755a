#include "output/hazard_maps.hpp"

#include "output/field_reader.hpp"
#include "output/hazard_statistics.hpp"
#include "output/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

namespace wayout {

ColourClasses visibility_classes() {
    ColourClasses c;
    c.title = "visibility of reflecting signs (3 / K), m";
    c.edges = {3.0 / 30.0, 3.0 / 15.0, 3.0 / 10.0, 3.0 / 5.0, 3.0 / 3.0, 3.0 / 1.0};
    c.labels = {"30\u201315", "15\u201310", "10\u20135", "5\u20133", "3\u20131", "under 1"};
    c.colours = ramp_colours(c.edges.size());
    return c;
}

ColourClasses temperature_classes() {
    constexpr double zero_celsius_k = 273.15;
    ColourClasses c;
    c.title = "\u00b0C at head height";
    for (const double celsius : {30.0, 45.0, 60.0, 80.0, 120.0, 200.0})
        c.edges.push_back(celsius + zero_celsius_k);
    c.labels = {"30\u201345", "45\u201360", "60\u201380", "80\u2013120", "120\u2013200", "from 200"};
    c.colours = ramp_colours(c.edges.size());
    return c;
}

ColourClasses dose_classes() {
    ColourClasses c;
    c.title = "dose of somebody who stands there";
    c.edges = {0.01, 0.1, 0.3, 1.0, 3.0};
    c.labels = {"0.01\u20130.1", "0.1\u20130.3", "0.3\u20131", "1\u20133", "from 3"};
    c.colours = ramp_colours(c.edges.size());
    return c;
}

namespace {

/// The grid of a storey; null if there is none, or if the column was not recorded.
const TenabilityGrid* grid_of(const RunResults& results, int storey,
                              std::vector<float> TenabilityGrid::*column) {
    for (const TenabilityGrid& grid : results.hazards.tenability)
        if (grid.storey == storey && !(grid.*column).empty())
            return &grid;
    return nullptr;
}

constexpr Colour stripe{0xb4, 0x8e, 0xad};
constexpr Colour never_untenable{0xdd, 0xee, 0xe6};
constexpr Colour isochrone{0x1b, 0x24, 0x30};

/// What a pixel shows: a class, or one of these.
constexpr int clear = -1, without_data = -2, never = -3;

std::vector<LegendMark> marks_of(const std::vector<int>& shown) {
    std::vector<LegendMark> marks;
    if (std::find(shown.begin(), shown.end(), never) != shown.end())
        marks.push_back({LegendMark::Shape::square, never_untenable.hex(), never_words});
    if (std::find(shown.begin(), shown.end(), without_data) != shown.end())
        marks.push_back({LegendMark::Shape::stripes, stripe.hex(), no_data_words});
    return marks;
}

/// What every pixel of a map shows, in rows from the north.
std::vector<int> shown_on(const RasterFrame& frame, const FieldReader& field,
                          const std::function<int(Vec2, std::size_t)>& class_at) {
    std::vector<int> shown;
    shown.reserve(static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height));
    for (int y = 0; y < frame.height; ++y)
        for (int x = 0; x < frame.width; ++x) {
            const Vec2 p = frame.centre(x, y);
            const std::optional<std::size_t> cell = field.nearest(p);
            shown.push_back(cell ? class_at(p, *cell) : field.is_floor_at(p) ? without_data : clear);
        }
    return shown;
}

Raster raster_of(const RasterFrame& frame, const std::vector<int>& shown,
                 const std::vector<Colour>& colours) {
    Raster raster(frame.width, frame.height);
    for (int y = 0; y < frame.height; ++y)
        for (int x = 0; x < frame.width; ++x) {
            const int c = shown[static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.width) +
                                static_cast<std::size_t>(x)];
            if (c >= 0)
                raster.set(x, y, colours[static_cast<std::size_t>(c)]);
            else if (c == never)
                raster.set(x, y, never_untenable);
            else if (c == without_data && (x + y) % 12 < 6)
                raster.set(x, y, stripe);
        }
    return raster;
}

bool shows_a_class(const std::vector<int>& shown) {
    return std::any_of(shown.begin(), shown.end(), [](int c) { return c >= 0; });
}

/// A column of numbers as a map in classes.
std::string field_map(const RunResults& results, const PlanModel& plan, int storey,
                      std::vector<float> TenabilityGrid::*column, const ColourClasses& classes,
                      std::string_view title, const std::string& prefix) {
    const TenabilityGrid* grid = grid_of(results, storey, column);
    if (grid == nullptr)
        return {};
    MapPicture picture(plan, storey, title);
    const RasterFrame frame = raster_over(picture.view());
    const FieldReader field(*grid, grid->*column, plan);
    const std::vector<int> shown =
        shown_on(frame, field, [&](Vec2 p, std::size_t cell) { return classes.class_of(field.at(p, cell)); });
    // Where data lack alone is told once, by the map of available times.
    if (!shows_a_class(shown))
        return {};
    picture.draw(raster_of(frame, shown, classes.colours), frame, prefix + "clip");
    picture.draw_walls();
    return picture.finish(classes, marks_of(shown));
}

/// Lines between classes, drawn into the raster; of each the place for its time: the middle of its pixels in
/// reading order. Short ones stay without words.
std::vector<std::pair<std::size_t, Vec2>> draw_isochrones(Raster& raster, const RasterFrame& frame,
                                                          const std::vector<int>& shown,
                                                          std::size_t class_count) {
    constexpr std::size_t least_pixels = 60;
    std::vector<std::vector<Vec2>> on_edge(class_count);
    const auto at = [&](int x, int y) {
        return shown[static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.width) +
                     static_cast<std::size_t>(x)];
    };
    for (int y = 0; y + 1 < frame.height; ++y)
        for (int x = 0; x + 1 < frame.width; ++x)
            for (const int other : {at(x + 1, y), at(x, y + 1)}) {
                const int here = at(x, y);
                if (here == other || here < 0 || other < 0)
                    continue;
                raster.set(x, y, isochrone);
                raster.set(x + 1, y + 1, isochrone);  // two pixels: half a unit alone is lost in print
                on_edge[static_cast<std::size_t>(std::max(here, other))].push_back(frame.centre(x, y));
            }
    std::vector<std::pair<std::size_t, Vec2>> places;
    for (std::size_t c = 0; c < class_count; ++c)
        if (on_edge[c].size() >= least_pixels)
            places.emplace_back(c, on_edge[c][on_edge[c].size() / 2]);
    return places;
}

}  // namespace

std::string aset_map(const RunResults& results, const PlanModel& plan, int storey,
                     const std::string& prefix) {
    const TenabilityGrid* grid = grid_of(results, storey, &TenabilityGrid::aset_s);
    if (grid == nullptr)
        return {};
    // One scale for all storeys, so that their maps can be compared.
    double first_s = std::numeric_limits<double>::infinity(), last_s = -first_s;
    for (const TenabilityGrid& g : results.hazards.tenability)
        for (const float t : g.aset_s)
            if (std::isfinite(t)) {
                first_s = std::min(first_s, static_cast<double>(t));
                last_s = std::max(last_s, static_cast<double>(t));
            }
    ColourClasses classes;
    if (first_s <= last_s)
        classes = moment_classes(first_s, last_s, "untenable from, min:s");

    MapPicture picture(plan, storey, "Available safe egress time");
    const RasterFrame frame = raster_over(picture.view());
    const FieldReader field(*grid, grid->aset_s, plan);
    const std::vector<int> shown = shown_on(frame, field, [&](Vec2 p, std::size_t cell) {
        const double aset_s = field.at(p, cell);
        return std::isinf(aset_s) ? never : classes.class_of(aset_s);
    });
    if (!shows_a_class(shown) && std::find(shown.begin(), shown.end(), without_data) == shown.end())
        return {};
    Raster raster = raster_of(frame, shown, classes.colours);
    const auto places = draw_isochrones(raster, frame, shown, classes.edges.size());
    picture.draw(raster, frame, prefix + "clip");
    picture.draw_walls();
    for (const auto& [c, place] : places) {
        const Vec2 at = picture.view().at(place);
        picture.svg().text({at.x, at.y + 4.0}, clock_text(classes.edges[c]),
                           {12.0, ink::text, Anchor::middle, true, true});
    }
    return picture.finish(classes, marks_of(shown));
}

std::string first_limit_map(const RunResults& results, const PlanModel& plan, int storey,
                            const std::string& prefix) {
    const TenabilityGrid* grid = grid_of(results, storey, &TenabilityGrid::aset_s);
    if (grid == nullptr || grid->limit.size() != grid->aset_s.size())
        return {};
    // Smoke grey, heat warm, gas purple; in the order of TenabilityLimit without `none`.
    static constexpr std::array<Colour, 5> colours{
        {{0x8a, 0x95, 0xa3}, {0xe6, 0x9f, 0x00}, {0xd5, 0x5e, 0x00}, {0x7b, 0x3f, 0x9e}, {0xb3, 0x26, 0x1e}}};
    ColourClasses classes;
    classes.title = "limit that was exceeded first";
    for (std::size_t i = 0; i < colours.size(); ++i) {
        classes.edges.push_back(static_cast<double>(i));
        classes.labels.emplace_back(tenability_limit_names[i + 1]);
        classes.colours.push_back(colours[i]);
    }
    MapPicture picture(plan, storey, "First limit exceeded");
    const RasterFrame frame = raster_over(picture.view());
    const FieldReader field(*grid, grid->aset_s, plan);
    const std::vector<int> shown = shown_on(frame, field, [&](Vec2, std::size_t cell) {
        const TenabilityLimit limit = grid->limit[cell];
        return limit == TenabilityLimit::none ? never : static_cast<int>(limit) - 1;
    });
    if (!shows_a_class(shown))
        return {};
    picture.draw(raster_of(frame, shown, classes.colours), frame, prefix + "clip");
    picture.draw_walls();
    return picture.finish(classes, marks_of(shown));
}

std::string peak_smoke_map(const RunResults& results, const PlanModel& plan, int storey,
                           const std::string& prefix) {
    return field_map(results, plan, storey, &TenabilityGrid::peak_extinction_per_m, visibility_classes(),
                     "Least visibility", prefix);
}

std::string peak_temperature_map(const RunResults& results, const PlanModel& plan, int storey,
                                 const std::string& prefix) {
    return field_map(results, plan, storey, &TenabilityGrid::peak_temperature_k, temperature_classes(),
                     "Peak temperature", prefix);
}

std::string standing_dose_map(const RunResults& results, const PlanModel& plan, int storey,
                              const std::string& prefix) {
    return field_map(results, plan, storey, &TenabilityGrid::standing_dose, dose_classes(),
                     "Dose of somebody who stands there", prefix);
}

namespace {

void draw_loss(MapPicture& picture, const LossResult& loss) {
    std::vector<Vec2> outline;
    for (const Vec2 p : loss.outline_m) outline.push_back(picture.view().at(p));
    const bool is_lost = std::isfinite(loss.at_s);
    Attributes a;
    a.set("fill", is_lost ? ink::problem : "none")
        .set("fill-opacity", 0.14)
        .set("stroke", is_lost ? ink::problem : ink::warning)
        .set("stroke-width", 2.0)
        .set("data-tip", loss.finding.empty() ? loss.id : loss.finding);
    if (!is_lost)
        a.set("stroke-dasharray", "6 4");
    picture.svg().path(PathData().ring(outline), a);
}

constexpr const char* by_structure = "structure that came down";

/// By the air: its cause; else it was structure, one name for all places and times: a legend must end.
std::string cause_in_legend(const PersonResult& p) {
    return p.exposure && p.exposure->incapacitated.has_happened() ? overcome_cause(p) : by_structure;
}

/// Gases cold, heat warm.
const char* colour_of_cause(std::string_view cause) {
    static constexpr std::array<const char*, harm_cause_names.size()> colours = {
        "#1b2430", "#0072b2", "#7b3f9e", "#cc79a7", "#8c6d1f", "#009e73", "#b3261e", "#e69f00", "#6b7280"};
    for (std::size_t i = 0; i < colours.size(); ++i)
        if (harm_cause_names[i] == cause)
            return colours[i];
    return colours[0];
}

/// Crosses with words up to here; more would make the page heavy.
constexpr std::size_t most_told = 400;

}  // namespace

std::string harm_places_map(const RunResults& results, const PlanModel& plan, int storey,
                            const std::string&) {
    std::vector<const PersonResult*> people = overcome_people(results);
    // Those who were carried on or walked out have no place in the building.
    std::erase_if(
        people, [&](const PersonResult* p) { return p->outcome == Outcome::out || p->end_storey != storey; });
    std::vector<const LossResult*> losses;
    for (const LossResult& loss : results.hazards.losses)
        if (loss.storey == storey && loss.outline_m.size() >= 3)
            losses.push_back(&loss);
    if (people.empty() && losses.empty())
        return {};

    MapPicture picture(plan, storey, "Where people were overcome");
    picture.draw_walls();
    std::vector<LegendMark> marks;
    bool is_any_lost = false, is_any_held = false;
    for (const LossResult* loss : losses) {
        draw_loss(picture, *loss);
        (std::isfinite(loss->at_s) ? is_any_lost : is_any_held) = true;
    }
    if (is_any_lost)
        marks.push_back({LegendMark::Shape::outline, ink::problem, "lost"});
    if (is_any_held)
        marks.push_back({LegendMark::Shape::outline, ink::warning, "held"});

    std::vector<std::string> causes;
    for (const PersonResult* p : people)
        if (const std::string cause = cause_in_legend(*p);
            std::find(causes.begin(), causes.end(), cause) == causes.end())
            causes.push_back(cause);
    std::sort(causes.begin(), causes.end());
    for (const std::string& cause : causes)
        marks.push_back({LegendMark::Shape::cross, colour_of_cause(cause), cause});
    for (std::size_t n = 0; n < people.size(); ++n) {
        const PersonResult& p = *people[n];
        const double at_s = overcome_time_s(p);
        draw_cross(picture.svg(), picture.view().at(p.end_m), colour_of_cause(cause_in_legend(p)),
                   n < most_told
                       ? fmt::format("person {}\n{}{}", p.id, overcome_cause(p),
                                     std::isfinite(at_s) ? " after " + clock_text(at_s) : std::string())
                       : std::string());
    }
    ColourClasses none;
    return picture.finish(none, marks);
}

}  // namespace wayout
