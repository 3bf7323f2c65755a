/// Short ways to write venues in tests.
#pragma once

#include "../error_lines.hpp"
#include "geometry/polygon.hpp"
#include "venue/venue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace wayout::test {

/// The floor of the lowest storey.
inline const SurfaceId ground(0);

inline Polygon box(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

inline StoreySpec storey(const std::string& id, double elevation_m, std::vector<Polygon> floor) {
    StoreySpec s;
    s.id = id;
    s.elevation_m = elevation_m;
    s.floor = std::move(floor);
    return s;
}

inline ExitSpec exit_on(const std::string& id, const std::string& storey, Vec2 a, Vec2 b) {
    ExitSpec e;
    e.id = id;
    e.storey = storey;
    e.line = {a, b};
    return e;
}

inline DoorSpec door_on(const std::string& id, const std::string& storey, Vec2 a, Vec2 b) {
    DoorSpec d;
    d.id = id;
    d.storey = storey;
    d.line = {a, b};
    return d;
}

/// A room of 10 x 8 m with an exit of 2 m in the middle of its right side.
inline VenueSpec room() {
    VenueSpec v;
    v.name = "room";
    v.storeys.push_back(storey("ground", 0.0, {box(0, 0, 10, 8)}));
    v.exits.push_back(exit_on("exit", "ground", {10, 3}, {10, 5}));
    return v;
}

/// The venue, which must be free of errors.
inline std::shared_ptr<const Venue> built(const VenueSpec& spec, VenueNotes* notes = nullptr) {
    auto result = build_venue(spec, notes);
    if (!result)
        throw std::runtime_error("unexpected problems:\n" + as_lines(result.error()));
    return *result;
}

inline std::string warnings_of(const VenueSpec& spec) {
    VenueNotes notes;
    built(spec, &notes);
    return as_lines(notes.warnings);
}

/// All problems as text; empty when the venue is fine.
inline std::string problems_of(const VenueSpec& spec) {
    const auto result = build_venue(spec);
    return result ? std::string() : as_lines(result.error());
}

inline testing::AssertionResult says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos)
        return testing::AssertionSuccess();
    return testing::AssertionFailure() << "expected \"" << part << "\" in:\n"
                                       << (text.empty() ? "(nothing)" : text);
}

inline std::size_t line_count(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// Whether a wall from a to b (or b to a) is there.
inline bool has_wall(const Venue& v, SurfaceId surface, Vec2 a, Vec2 b) {
    return std::any_of(v.walls.begin(), v.walls.end(), [&](const Wall& w) {
        const auto near = [](Vec2 p, Vec2 q) { return distance(p, q) < 1e-6; };
        return w.surface == surface &&
               ((near(w.line.a, a) && near(w.line.b, b)) || (near(w.line.a, b) && near(w.line.b, a)));
    });
}

inline double wall_length(const Venue& v, SurfaceId surface) {
    double sum = 0.0;
    for (const Wall& w : v.walls)
        if (w.surface == surface)
            sum += length(w.line);
    return sum;
}

inline std::size_t wall_count(const Venue& v, SurfaceId surface) {
    return static_cast<std::size_t>(
        std::count_if(v.walls.begin(), v.walls.end(), [&](const Wall& w) { return w.surface == surface; }));
}

}  // namespace wayout::test
