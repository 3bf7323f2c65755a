#include "output/svg.hpp"

#include "core/assert.hpp"
#include "output/number_text.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

Attributes& Attributes::set(std::string_view name, std::string_view value) {
    text_ += ' ';
    text_ += name;
    text_ += "=\"";
    // A bare line break in an attribute reads back as a blank in XML.
    for (const char c : escape_markup(value)) c == '\n' ? text_ += "&#10;" : text_ += c;
    text_ += '"';
    return *this;
}

Attributes& Attributes::set(std::string_view name, double value) {
    WAYOUT_ASSERT(std::isfinite(value), "an attribute of a picture is not finite");
    return set(name, trimmed(value, 2));
}

namespace {

Vec2 hundredths(Vec2 p) {
    return {std::round(p.x * 100.0) / 100.0, std::round(p.y * 100.0) / 100.0};
}

}  // namespace

void PathData::append(char command, Vec2 p) {
    WAYOUT_ASSERT(std::isfinite(p.x) && std::isfinite(p.y), "a point of a picture is not finite");
    const Vec2 rounded = hundredths(p);
    const bool relative = !text_.empty();
    const Vec2 given = relative ? rounded - at_ : rounded;
    if (command == 'l' && given.x == 0.0 && given.y == 0.0)
        return;
    const std::string x = trimmed(given.x, 2);
    const std::string y = trimmed(given.y, 2);
    if (command == 'l' && y == "0") {
        text_ += 'h' + x;
    } else if (command == 'l' && x == "0") {
        text_ += 'v' + y;
    } else {
        text_ += relative ? command : 'M';
        text_ += x;
        if (y.front() != '-')
            text_ += ' ';
        text_ += y;
    }
    at_ = rounded;
}

PathData& PathData::ring(std::span<const Vec2> points) {
    if (points.size() < 2)
        return *this;
    polyline(points);
    // After z the pen is back at the first point of the ring.
    text_ += 'z';
    at_ = hundredths(points.front());
    return *this;
}

PathData& PathData::polyline(std::span<const Vec2> points) {
    if (points.empty())
        return *this;
    append('m', points.front());
    for (const Vec2 p : points.subspan(1)) append('l', p);
    return *this;
}

Svg::Svg(double width, double height, std::string_view title)
    : width_(width), height_(height), title_(title) {}

void Svg::line(Vec2 a, Vec2 b, const Attributes& attributes) {
    Attributes place;
    place.set("x1", a.x).set("y1", a.y).set("x2", b.x).set("y2", b.y);
    body_ += "<line" + place.text() + attributes.text() + "/>";
}

void Svg::rect(Vec2 corner, double width, double height, const Attributes& attributes) {
    Attributes place;
    place.set("x", corner.x)
        .set("y", corner.y)
        .set("width", std::max(0.0, width))
        .set("height", std::max(0.0, height));
    body_ += "<rect" + place.text() + attributes.text() + "/>";
}

void Svg::circle(Vec2 centre, double radius, const Attributes& attributes) {
    Attributes place;
    place.set("cx", centre.x).set("cy", centre.y).set("r", radius);
    body_ += "<circle" + place.text() + attributes.text() + "/>";
}

void Svg::path(const PathData& data, const Attributes& attributes) {
    if (!data.empty())
        body_ += "<path d=\"" + data.text() + "\"" + attributes.text() + "/>";
}

void Svg::text(Vec2 at, std::string_view text, const TextStyle& style) {
    Attributes a;
    a.set("x", at.x).set("y", at.y).set("font-size", style.size).set("fill", style.fill);
    if (style.anchor != Anchor::start)
        a.set("text-anchor", style.anchor == Anchor::middle ? "middle" : "end");
    if (style.bold)
        a.set("font-weight", "600");
    if (style.rotate_deg != 0.0)
        a.set("transform", "rotate(" + trimmed(style.rotate_deg, 2) + " " + trimmed(at.x, 2) + " " +
                               trimmed(at.y, 2) + ")");
    const std::string content = escape_markup(text);
    // The rim is a second text below: `paint-order` would be shorter, but not every renderer of SVG knows it.
    if (style.halo)
        body_ += "<text" + a.text() +
                 " stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" aria-hidden=\"true\">" +
                 content + "</text>";
    body_ += "<text" + a.text() + ">" + content + "</text>";
}

void Svg::image(Vec2 corner, double width, double height, std::string_view href,
                const Attributes& attributes) {
    Attributes place;
    place.set("x", corner.x).set("y", corner.y).set("width", width).set("height", height);
    place.set("preserveAspectRatio", "none").set("href", href);
    body_ += "<image" + place.text() + attributes.text() + "/>";
}

void Svg::open_group(const Attributes& attributes) {
    body_ += "<g" + attributes.text() + ">";
}

void Svg::close_group() {
    body_ += "</g>";
}

void Svg::clip_path(std::string_view id, const PathData& data) {
    Attributes a;
    a.set("id", id);
    body_ += "<clipPath" + a.text() + "><path d=\"" + data.text() + "\" clip-rule=\"evenodd\"/></clipPath>";
}

std::string Svg::str() const {
    Attributes a;
    a.set("viewBox", "0 0 " + trimmed(width_, 2) + " " + trimmed(height_, 2));
    a.set("width", trimmed(width_, 2)).set("height", trimmed(height_, 2));
    a.set("role", "img").set("aria-label", title_);
    a.set("font-family", "system-ui, 'DejaVu Sans', sans-serif");
    return "<svg xmlns=\"http://www.w3.org/2000/svg\"" + a.text() + ">" + body_ + "</svg>";
}

double text_width(std::string_view text, double size, Weight weight) {
    double em = 0.0;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0u) == 0x80u)
            continue;  // the tail of a UTF-8 sequence
        if (std::string_view("iljtf.,:;'|!()[] ").find(c) != std::string_view::npos)
            em += 0.35;
        else if (std::string_view("mwMW%@<>+=").find(c) != std::string_view::npos)
            em += 0.88;
        else if (c >= 'A' && c <= 'Z')
            em += 0.70;
        else
            em += 0.62;
    }
    return em * size * (weight == Weight::bold ? 1.12 : 1.0);
}

}  // namespace wayout
