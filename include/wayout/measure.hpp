/// `wayout analyse`: flow through lines and density in areas, measured in the trajectories of a result with
/// the methods that experiments are evaluated with (docs/analyse.md). Plain data out, so that programs need
/// not read the files.
#pragma once

#include <wayout/error.hpp>
#include <wayout/scenario.hpp>
#include <wayout/vec2.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// What to measure. With no line, area, passage or zone at all: every exit and door of the result, and every
/// zone.
struct MeasureOptions {
    std::filesystem::path file;         ///< JSON as in docs/analyse.md; empty: none
    std::vector<std::string> lines;     ///< "NAME=x0,y0,x1,y1" or "NAME=STOREY:x0,y0,x1,y1"
    std::vector<std::string> areas;     ///< the same with two opposite corners of a rectangle
    std::vector<std::string> passages;  ///< ids of exits, doors, ends of stairs
    std::vector<std::string> zones;     ///< ids
    // These win over those of the file.
    std::optional<double> from_s;
    std::optional<double> to_s;
    std::optional<double> window_s;
    std::optional<double> every_s;
    std::optional<double> cutoff_m;
};

/// Somebody's centre crosses a line.
struct MeasuredCrossing {
    double time_s{};
    std::int64_t person{};
    double speed_mps{};    ///< displacement over +-0.3 s
    bool left_to_right{};  ///< as seen from the line's first to its second point
    bool is_first{};       ///< of this person: counts for N(t)
};

/// Method A in one window of time; NaN where nobody crossed.
struct MeasuredFlow {
    double from_s{};
    double to_s{};
    int count{};
    double flow_pps{};
    double speed_mps{};
    double density_per_m2{};
};

struct MeasuredLine {
    std::string id;
    std::string storey;
    Segment line_m;                           ///< user coordinates
    double width_m{};                         ///< clear width of a passage, else the length of the line
    bool is_passage{};                        ///< crossings as the run itself has counted them
    std::vector<MeasuredCrossing> crossings;  ///< ascending in time, ties by person
    int people{};                             ///< who crossed at least once
    // Of the first crossings; NaN when there are too few.
    double first_s{};
    double last_s{};
    double mean_flow_pps{};    ///< (N - 1) / (t_N - t_1)
    double steady_flow_pps{};  ///< between 10 % and 90 % of the first crossings
    double gap_mean_s{};
    double gap_sd_s{};
    double gap_p90_s{};
    double gap_max_s{};
    std::vector<MeasuredFlow> flow;
};

/// State of an area at one moment. Speeds are NaN when nobody is there.
struct MeasuredMoment {
    double time_s{};
    double density_per_m2{};  ///< method D, Voronoi
    double speed_mps{};
    double classic_density_per_m2{};  ///< method C
    double classic_speed_mps{};
};

/// Method B, of one person.
struct MeasuredTransit {
    std::int64_t person{};
    double in_s{};
    double out_s{};
    double speed_mps{};
    double density_per_m2{};
};

struct MeasuredArea {
    std::string id;
    std::string storey;
    Polygon polygon_m;  ///< user coordinates
    double area_m2{};
    std::vector<MeasuredMoment> moments;
    std::vector<MeasuredTransit> transits;  ///< only of areas with entry and exit
    // Means over the moments at which somebody was in the area; NaN when nobody ever was.
    double occupied_s{};
    double mean_density_per_m2{};
    double peak_density_per_m2{};
    double mean_speed_mps{};
    double mean_classic_density_per_m2{};
    double peak_classic_density_per_m2{};
    double mean_classic_speed_mps{};
};

struct Measurement {
    std::string scenario;
    std::uint64_t seed{};
    std::string version;
    double fps{};
    double from_s{};
    double to_s{};
    double window_s{};
    double every_s{};
    std::optional<double> cutoff_m;
    std::vector<MeasuredLine> lines;
    std::vector<MeasuredArea> areas;
};

/// Measures in a result folder. Errors: everything wrong with the options and the file at once, each with its
/// place and cure; no trajectory; no result.
Result<Measurement> measure_result(const std::filesystem::path& result, const MeasureOptions& options);

std::string measurement_as_text(const Measurement& measurement);
std::string measurement_as_json(const Measurement& measurement);

/// Writes analysis.json, analysis-lines.csv, analysis-flow.csv, analysis-crossings.csv, analysis-areas.csv,
/// analysis-moments.csv and analysis-transits.csv into a folder, which is made if need be. All are complete
/// on the disk before the first gets its name; analysis.json comes last.
Result<std::vector<std::filesystem::path>> write_measurement(const Measurement& measurement,
                                                             const std::filesystem::path& folder);

}  // namespace wayout
