/// A small builder of SVG pictures. Everything that is a text is escaped here; attributes are given as they
/// stand in SVG.
#pragma once

#include <wayout/vec2.hpp>

#include <span>
#include <string>
#include <string_view>

namespace wayout {

/// Attributes of an element: Attributes().set("fill", "#fff").set("stroke-width", 1.5). Values are escaped;
/// numbers have at most two decimals.
class Attributes {
public:
    Attributes& set(std::string_view name, std::string_view value);
    Attributes& set(std::string_view name, const char* value) { return set(name, std::string_view(value)); }
    Attributes& set(std::string_view name, const std::string& value) {
        return set(name, std::string_view(value));
    }
    Attributes& set(std::string_view name, double value);
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

/// The data of a <path>, with coordinates rounded to 0.01 units and relative moves, which are shorter.
class PathData {
public:
    PathData& ring(std::span<const Vec2> points);  ///< closed; fewer than two points draw nothing
    PathData& polyline(std::span<const Vec2> points);
    bool empty() const { return text_.empty(); }
    const std::string& text() const { return text_; }

private:
    void append(char command, Vec2 p);
    std::string text_;
    Vec2 at_;  // already rounded, so that rounding errors do not add up
};

enum class Anchor { start, middle, end };

struct TextStyle {
    double size{12.0};
    const char* fill{"#1b2430"};
    Anchor anchor{Anchor::start};
    bool bold{false};
    bool halo{false};  ///< white rim, for text over a picture
    double rotate_deg{0.0};
};

class Svg {
public:
    /// `title` is what a screen reader says.
    Svg(double width, double height, std::string_view title);

    double width() const { return width_; }
    double height() const { return height_; }

    void line(Vec2 a, Vec2 b, const Attributes& attributes);
    void rect(Vec2 corner, double width, double height, const Attributes& attributes);
    void circle(Vec2 centre, double radius, const Attributes& attributes);
    void path(const PathData& data, const Attributes& attributes);
    void text(Vec2 at, std::string_view text, const TextStyle& style);
    /// `href`: a data URI.
    void image(Vec2 corner, double width, double height, std::string_view href, const Attributes& attributes);
    void open_group(const Attributes& attributes);
    void close_group();
    void clip_path(std::string_view id, const PathData& data);
    /// Finished markup from elsewhere.
    void raw(std::string_view markup) { body_ += markup; }

    /// Changes the height after the fact: pictures whose legend decides how tall they are.
    void set_height(double height) { height_ = height; }
    /// The whole <svg> element.
    std::string str() const;

private:
    double width_;
    double height_;
    std::string title_;
    std::string body_;
};

/// Estimated width of a text, for laying out labels without a font engine: the advances of DejaVu Sans, which
/// is wide among sans-serif fonts, so that what fits here fits everywhere.
enum class Weight { regular, bold };
double text_width(std::string_view text, double size, Weight weight = Weight::regular);

}  // namespace wayout
