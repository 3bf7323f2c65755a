/// What all maps over a plan have in common: classes with colours, a raster under the walls, a legend.
#pragma once

#include "output/colour.hpp"
#include "output/picture.hpp"
#include "output/plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Classes of a quantity: class i holds values from edges[i] up to edges[i + 1]; the last has no upper end.
/// Below edges[0] nothing is drawn.
struct ColourClasses {
    std::vector<double> edges;
    std::vector<std::string> labels;
    std::vector<Colour> colours;
    std::string title;

    /// -1: below the first class, or not finite.
    int class_of(double value) const;
};

/// Evenly from light to dark, without the lightest yellow, which is lost on white paper.
std::vector<Colour> ramp_colours(std::size_t count);

/// Up to eight classes of round lengths that reach `longest_s`.
ColourClasses duration_classes(double longest_s, std::string title);
/// Up to eight classes of round lengths that reach from `first_s` to `last_s`; the earliest is the darkest.
ColourClasses moment_classes(double first_s, double last_s, std::string title);

/// What a legend explains beside the classes.
struct LegendMark {
    enum class Shape { dot, square, stripes, cross, outline } shape{Shape::dot};
    std::string colour;
    std::string text;
};

/// Words of legends that leave their classes room for these.
inline constexpr const char* never_words = "never in this run";
inline constexpr const char* no_data_words = "no data";

/// One line, its right end at that of the picture. `y`: top of its boxes, 14 units high.
void draw_legend(Svg& svg, const ColourClasses& classes, double y, const std::vector<LegendMark>& marks);

/// A raster over the box of a view. Row 0 is in the north.
struct RasterFrame {
    Vec2 low;
    double pixel_m;
    int width;
    int height;
    Vec2 centre(int x, int y) const {
        return {low.x + (x + 0.5) * pixel_m, low.y + (height - y - 0.5) * pixel_m};
    }
};
RasterFrame raster_over(const PlanView& view);

/// A dot of those who did not get out; the same on the map and in its legend.
void draw_not_out(Svg& svg, Vec2 at, const std::string& tip);
/// Two strokes across; of somebody whom a hazard stopped.
void draw_cross(Svg& svg, Vec2 at, std::string_view colour, const std::string& tip);

/// Plan below, raster clipped to the walkable area, walls and names above.
class MapPicture {
public:
    MapPicture(const PlanModel& plan, int storey, std::string_view title);

    const PlanView& view() const { return view_; }
    Svg& svg() { return svg_; }

    /// `clip_id`: unique in the page.
    void draw(const Raster& raster, const RasterFrame& frame, const std::string& clip_id);
    /// Walls, doors and names. What is drawn later lies above them.
    void draw_walls();
    std::string finish(const ColourClasses& classes, const std::vector<LegendMark>& marks = {});

private:
    PlanStyle style_;
    const PlanModel& plan_;
    int storey_;
    PlanView view_;
    Svg svg_;
};

}  // namespace wayout
