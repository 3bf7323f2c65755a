#include "measure/request.hpp"

#include "geometry/overlay.hpp"
#include "input/files.hpp"
#include "input/form.hpp"
#include "input/place.hpp"
#include "input/shapes.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <set>
#include <string_view>

namespace wayout {
namespace {

constexpr std::uint64_t most_bytes = 16U << 20;
constexpr double longest_s = 1e6;

void line_fields(Fields& fields, WantedLine& line) {
    line.where = fields.where();
    fields.required("id", line.id, id(), "Short name, used in the tables.");
    fields.optional("storey", line.storey, id(), "Id of the storey; may be left out when there is one.");
    fields.optional("line", line.line, wayout::line(), "Two points, in the coordinates of the plan.");
    std::optional<std::string> passage;
    fields.optional("passage", passage, text(), "Id of an exit, a door, or an end of a stair.");
    fields.exactly_one_of({"line", "passage"});
    line.passage = passage.value_or("");
}

void area_fields(Fields& fields, WantedArea& area) {
    area.where = fields.where();
    fields.required("id", area.id, id(), "Short name, used in the tables.");
    fields.optional("storey", area.storey, id(), "Id of the storey; may be left out when there is one.");
    std::optional<Polygon> rect;
    std::optional<std::string> zone;
    fields.optional("polygon", area.polygon, polygon(), "Where to measure.");
    fields.optional("rect", rect, rectangle(), "The same as two opposite corners.");
    fields.optional("zone", zone, id(), "The same as the id of a zone of the venue.");
    fields.exactly_one_of({"polygon", "rect", "zone"});
    fields.optional("entry", area.entry, line(), "Where people come in, for method B.");
    fields.optional("exit", area.exit, line(), "Where people go out, for method B.");
    fields.all_or_none_of({"entry", "exit"});
    if (rect)
        area.polygon = std::move(rect);
    area.zone = zone.value_or("");
}

void request_fields(Fields& fields, MeasureRequest& request) {
    fields.optional("lines", request.lines, list_of(object("line", line_fields)),
                    "Where crossings are counted.");
    fields.optional("areas", request.areas, list_of(object("area", area_fields)),
                    "Where density and speed are measured.");
    fields.optional("from_s", request.from_s, number({0.0, longest_s}), "Nothing earlier is looked at.");
    fields.optional("to_s", request.to_s, number({0.0, longest_s}), "Nothing later is looked at.");
    fields.optional("window_s", request.window_s, number({0.1, longest_s}),
                    "Length of the windows of method A.");
    fields.optional("every_s", request.every_s, number({0.01, longest_s}), "Time between moments in areas.");
    fields.optional("cutoff_m", request.cutoff_m, number({0.1, 100.0}), "Radius that bounds Voronoi cells.");
}

void read_file(const std::filesystem::path& path, MeasureRequest& request, Problems& problems) {
    Result<std::string> text = read_regular_file(path, most_bytes);
    if (!text) {
        for (const Error& error : text.error())
            problems.add({error.code, path.string(),
                          error.message + "; give a JSON file as docs/analyse.md describes"});
        return;
    }
    Reading reading;
    reading.file_names = {path.filename().string()};
    reading.load_text = [&](std::uint32_t, const std::string& name) {
        return read_regular_file(path.parent_path() / name, most_bytes);
    };
    std::size_t values = 0;
    const std::optional<JsonValue> tree =
        parse_json(*text, reading.file_names.front(), 0, JsonLimits{}, values, reading.problems);
    if (tree)
        object("analysis", request_fields).read(Place(reading, *tree), request);
    for (Error& error : std::move(reading.problems).take()) problems.add(std::move(error));
}

/// "NAME=STOREY:x0,y0,x1,y1" taken apart.
struct NamedNumbers {
    std::string name;
    std::string storey;
    double value[4];
};

std::optional<NamedNumbers> numbers_of(std::string_view text) {
    NamedNumbers out;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return {};
    out.name = text.substr(0, equals);
    text.remove_prefix(equals + 1);
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
        out.storey = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    for (double& value : out.value) {
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failed != std::errc{} || !std::isfinite(value))
            return {};
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const bool is_last = &value == std::end(out.value) - 1;
        if (is_last != text.empty() || (!is_last && text.front() != ','))
            return {};
        if (!is_last)
            text.remove_prefix(1);
    }
    return out;
}

void read_line(const std::string& text, MeasureRequest& request, Problems& problems) {
    const std::string where = "--line " + text;
    const std::optional<NamedNumbers> given = numbers_of(text);
    if (!given) {
        problems.add({ErrorCode::syntax, where,
                      "is not a line; write NAME=x0,y0,x1,y1, or NAME=STOREY:x0,y0,x1,y1, in metres"});
        return;
    }
    const Segment line{{given->value[0], given->value[1]}, {given->value[2], given->value[3]}};
    if (line.a == line.b)
        problems.add({ErrorCode::geometry, where, "has no length; give two different points"});
    else
        request.lines.push_back({where, given->name, given->storey, "", line});
}

void read_area(const std::string& text, MeasureRequest& request, Problems& problems) {
    const std::string where = "--area " + text;
    const std::optional<NamedNumbers> given = numbers_of(text);
    if (!given) {
        problems.add({ErrorCode::syntax, where,
                      "is not a rectangle; write NAME=x0,y0,x1,y1, or NAME=STOREY:x0,y0,x1,y1, in metres"});
        return;
    }
    const auto [x0, x1] = std::minmax(given->value[0], given->value[2]);
    const auto [y0, y1] = std::minmax(given->value[1], given->value[3]);
    if (x0 == x1 || y0 == y1)
        problems.add({ErrorCode::geometry, where, "has no area; give two opposite corners"});
    else
        request.areas.push_back({where,
                                 given->name,
                                 given->storey,
                                 "",
                                 Polygon{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}},
                                 {},
                                 {}});
}

template <typename Wanted>
void check_ids(const std::vector<Wanted>& wanted, const char* what, Problems& problems) {
    std::set<std::string> seen;
    for (const Wanted& one : wanted)
        if (!seen.insert(one.id).second)
            problems.add(
                {ErrorCode::schema, one.where,
                 fmt::format("there is another {} called '{}'; give each its own name", what, one.id)});
}

void check_number(const char* where, const std::optional<double>& value, double least, const char* cure,
                  Problems& problems) {
    if (value && !(std::isfinite(*value) && *value >= least && *value <= longest_s))
        problems.add({ErrorCode::out_of_range, where, fmt::format("{} cannot be used; {}", *value, cure)});
}

}  // namespace

MeasureRequest read_measure_request(const MeasureOptions& options, Problems& problems) {
    MeasureRequest request;
    if (!options.file.empty())
        read_file(options.file, request, problems);
    for (const std::string& text : options.lines) read_line(text, request, problems);
    for (const std::string& text : options.areas) read_area(text, request, problems);
    for (const std::string& name : options.passages)
        request.lines.push_back({"--passage " + name, name, "", name, {}});
    for (const std::string& name : options.zones)
        request.areas.push_back({"--zone " + name, name, "", name, {}, {}, {}});
    check_ids(request.lines, "line", problems);
    check_ids(request.areas, "area", problems);

    check_number("--from", options.from_s, 0.0, "give a time from 0 s on", problems);
    check_number("--to", options.to_s, 0.0, "give a time from 0 s on", problems);
    check_number("--window", options.window_s, 0.1, "give 0.1 s or more", problems);
    check_number("--every", options.every_s, 0.01, "give 0.01 s or more", problems);
    check_number("--cutoff", options.cutoff_m, 0.1, "give a radius of 0.1 m or more", problems);
    const auto take = [](std::optional<double>& to, const std::optional<double>& from) {
        if (from)
            to = from;
    };
    take(request.from_s, options.from_s);
    take(request.to_s, options.to_s);
    take(request.window_s, options.window_s);
    take(request.every_s, options.every_s);
    take(request.cutoff_m, options.cutoff_m);
    if (request.from_s && request.to_s && *request.from_s >= *request.to_s)
        problems.add({ErrorCode::out_of_range, "from and to",
                      fmt::format("{} s is not before {} s; nothing would be left to measure",
                                  *request.from_s, *request.to_s)});
    return request;
}

}  // namespace wayout
