/// A made-up run for the tests of module output: a hall with seats, a foyer, a gallery up a stair, and people
/// on prescribed paths. Not a simulation: positions follow from formulas here, so that tests can say what
/// must stand in a file.
#pragma once

#include "venue/venue.hpp"

#include <wayout/frame_sink.hpp>
#include <wayout/results.hpp>

#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace wayout::sample {

inline constexpr double never = std::numeric_limits<double>::infinity();

/// Two storeys, origin (100, 200). Hall and foyer 40 x 24 m, flight 6 x 2.4 m, gallery 14 x 24 m.
Venue make_venue();
Scenario make_scenario();

/// Path of one person: stands at points[0] until start_s, then walks evenly and is at the last point, on an
/// exit, at exit_s.
struct Path {
    std::vector<Vec2> points;
    double start_s{0.0};
    double exit_s{0.0};  ///< infinity: never moves
    int exit{0};
    int population{0};
    bool on_gallery{false};
    Vec2 at(double time_s) const;
    double length_m() const;
};

struct SampleRun {
    Venue venue;
    Scenario scenario;
    std::vector<Path> paths;
    RunResults results;
    double end_s{0.0};

    /// Sends frames 0, 1, ... to the sink and finishes it.
    Errors feed(FrameSink& sink, double fps) const;
    int surface_of(const Path& path, Vec2 p) const;
};

/// `who_stay`: rows of people who never leave their place; row 3 never does.
SampleRun make_run(std::span<const std::size_t> who_stay = {});

/// The same with a fire in the north-west of the hall, as if it had been simulated: five people of row 20 and
/// 24 to 27 overcome, one of them dead, places without data in the east of the gallery, a part of the
/// gallery lost.
SampleRun make_fire_run();

/// A new empty folder below the system's folder for temporary files, removed with its content at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);
/// Fields of a CSV text (RFC 4180, no line breaks in fields), row by row, the heading first.
std::vector<std::vector<std::string>> parse_csv(const std::string& text);

}  // namespace wayout::sample
