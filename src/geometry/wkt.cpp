#include "geometry/wkt.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace wayout {

namespace {

/// Collections inside collections: deeper than any tool writes, shallow enough for the stack.
constexpr int max_depth = 16;
/// To list more helps nobody, and each costs a look at all the text before it for its line.
constexpr std::size_t max_problems = 50;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

class Reader {
public:
    Reader(std::string_view text, const std::string& where) : text_(text), where_(where) {}

    Result<WktGeometry> read() {
        skip();
        if (at_end())
            fail("the text is empty; expected for example POLYGON ((0 0, 4 0, 4 3, 0 3, 0 0))");
        while (!failed_ && !at_end()) {
            geometry(0);
            skip();
            while (accept(';')) skip();
        }
        if (!problems_.empty())
            return std::move(problems_);
        return std::move(out_);
    }

private:
    bool at_end() const { return at_ >= text_.size(); }

    void skip() {
        while (!at_end() && is_space(text_[at_])) ++at_;
    }

    bool accept(char c) {
        skip();
        if (at_end() || text_[at_] != c)
            return false;
        ++at_;
        return true;
    }

    /// One problem at an offset of the text.
    void report(std::size_t offset, std::string message) {
        const std::string_view before = text_.substr(0, offset);
        const auto line = std::count(before.begin(), before.end(), '\n') + 1;
        const std::size_t line_start =
            before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        Error error;
        error.code = ErrorCode::syntax;
        error.where =
            where_ + ", line " + std::to_string(line) + ", column " + std::to_string(offset - line_start + 1);
        error.message = std::move(message);
        problems_.push_back(std::move(error));
        failed_ = failed_ || problems_.size() >= max_problems;
    }

    /// A problem after which nothing more can be understood.
    void fail(std::string message) {
        if (!failed_)
            report(std::min(at_, text_.size()), std::move(message));
        failed_ = true;
    }

    std::string found() const {
        if (at_end())
            return "the text ends here";
        const char c = text_[at_];
        if (c < ' ' || c > '~')
            return "found an unprintable character";
        return std::string("found '") + c + "'";
    }

    void expect(char c) {
        if (!failed_ && !accept(c))
            fail(std::string("expected '") + c + "'; " + found());
    }

    std::string word() {
        skip();
        std::string w;
        while (!at_end() && is_letter(text_[at_]) && w.size() < 32) w += upper(text_[at_++]);
        return w;
    }

    double number() {
        skip();
        double value = 0.0;
        const std::size_t start = at_;
        if (!at_end() && text_[at_] == '+')
            ++at_;
        const char* begin = text_.data() + at_;
        const auto [end, status] = std::from_chars(begin, text_.data() + text_.size(), value);
        if (status == std::errc::result_out_of_range || (status == std::errc{} && !std::isfinite(value))) {
            at_ = start;
            fail("the number is outside the range of finite numbers");
        } else if (status != std::errc{}) {
            at_ = start;
            fail("expected a number; " + found());
        } else {
            at_ += static_cast<std::size_t>(end - begin);
        }
        return value;
    }

    bool number_follows() {
        skip();
        return !at_end() && text_[at_] != ',' && text_[at_] != ')';
    }

    Vec2 point(bool has_z) {
        Vec2 p;
        p.x = number();
        if (!failed_)
            p.y = number();
        if (!failed_ && has_z)
            number();
        else if (!failed_ && number_follows())
            fail("a point has two coordinates, x and y, and points are separated by ','; " + found());
        return p;
    }

    std::vector<Vec2> points(bool has_z) {
        std::vector<Vec2> list;
        expect('(');
        while (!failed_) {
            list.push_back(point(has_z));
            if (!accept(','))
                break;
        }
        expect(')');
        return list;
    }

    Ring ring(bool has_z) {
        skip();
        const std::size_t start = at_;
        Ring list = points(has_z);
        if (failed_)
            return list;
        const bool closed = list.size() > 1 && list.front() == list.back();
        if (!closed)
            report(start, "the ring is open: its last point must repeat the first");
        else if (list.size() < 4)
            report(start, "a ring needs at least three different points and the first repeated at the end");
        else
            list.pop_back();
        return list;
    }

    Polygon polygon(bool has_z) {
        Polygon p;
        expect('(');
        if (!failed_)
            p.outer = ring(has_z);
        while (!failed_ && accept(',')) p.holes.push_back(ring(has_z));
        expect(')');
        return p;
    }

    template <typename F>
    void list_of(F&& item) {
        expect('(');
        while (!failed_) {
            item();
            if (failed_ || !accept(','))
                break;
        }
        expect(')');
    }

    void geometry(int depth) {
        skip();
        const std::size_t start = at_;
        const std::string type = word();
        const bool known = type == "POLYGON" || type == "MULTIPOLYGON" || type == "LINESTRING" ||
                           type == "MULTILINESTRING" || type == "GEOMETRYCOLLECTION";
        if (!known) {
            at_ = start;
            fail((type.empty() ? "expected the name of a geometry; " + found()
                               : "'" + type + "' is not used in plans") +
                 "; known are POLYGON, MULTIPOLYGON, LINESTRING, MULTILINESTRING and GEOMETRYCOLLECTION");
            return;
        }
        if (depth > max_depth) {
            at_ = start;
            fail("collections are nested deeper than " + std::to_string(max_depth) +
                 "; put the polygons into one collection");
            return;
        }
        skip();
        const std::size_t after_type = at_;
        const std::string tag = word();
        if (tag == "EMPTY")
            return;
        const bool has_z = tag == "Z";
        if (!tag.empty() && !has_z) {
            at_ = after_type;
            fail("'" + tag + "' is not understood here; expected '('");
            return;
        }
        if (has_z) {
            const std::size_t after_tag = at_;
            if (word() == "EMPTY")
                return;
            at_ = after_tag;
        }
        if (type == "POLYGON")
            out_.polygons.push_back(polygon(has_z));
        else if (type == "MULTIPOLYGON")
            list_of([&] { out_.polygons.push_back(polygon(has_z)); });
        else if (type == "LINESTRING")
            line(has_z);
        else if (type == "MULTILINESTRING")
            list_of([&] { line(has_z); });
        else
            list_of([&] { geometry(depth + 1); });
    }

    void line(bool has_z) {
        skip();
        const std::size_t start = at_;
        out_.lines.push_back(points(has_z));
        if (!failed_ && out_.lines.back().size() < 2)
            report(start, "a line needs at least two points");
    }

    std::string_view text_;
    const std::string& where_;
    std::size_t at_{0};
    bool failed_{false};
    WktGeometry out_;
    Errors problems_;
};

void append_number(std::string& text, double v) {
    std::array<char, 32> buffer{};
    const auto [end, status] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), v);
    text.append(buffer.data(), end);
}

void append_points(std::string& text, std::span<const Vec2> points, bool closed) {
    text += '(';
    const std::size_t count = points.size() + (closed && !points.empty() ? 1 : 0);
    for (std::size_t i = 0; i < count; ++i) {
        const Vec2 p = points[i < points.size() ? i : 0];
        if (i > 0)
            text += ", ";
        append_number(text, p.x);
        text += ' ';
        append_number(text, p.y);
    }
    text += ')';
}

void append_rings(std::string& text, const Polygon& polygon) {
    text += '(';
    append_points(text, polygon.outer, true);
    for (const Ring& hole : polygon.holes) {
        text += ", ";
        append_points(text, hole, true);
    }
    text += ')';
}

}  // namespace

Result<WktGeometry> read_wkt(std::string_view text, const std::string& where) {
    return Reader(text, where).read();
}

std::string write_wkt(const Polygon& polygon) {
    if (polygon.outer.empty())
        return "POLYGON EMPTY";
    std::string text = "POLYGON ";
    append_rings(text, polygon);
    return text;
}

std::string write_wkt(std::span<const Polygon> region) {
    if (region.size() == 1)
        return write_wkt(region.front());
    if (region.empty())
        return "MULTIPOLYGON EMPTY";
    std::string text = "MULTIPOLYGON (";
    for (std::size_t i = 0; i < region.size(); ++i) {
        if (i > 0)
            text += ", ";
        append_rings(text, region[i]);
    }
    text += ')';
    return text;
}

std::string write_wkt_line(std::span<const Vec2> line) {
    if (line.empty())
        return "LINESTRING EMPTY";
    std::string text = "LINESTRING ";
    append_points(text, line, false);
    return text;
}

}  // namespace wayout
