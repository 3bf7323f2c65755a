/// What `wayout analyse` is asked for, before it is known whether the result has it.
#pragma once

#include "input/problems.hpp"

#include <wayout/measure.hpp>
#include <wayout/scenario.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayout {

struct WantedLine {
    std::string where;  ///< in the input, for messages
    std::string id;
    std::string storey;   ///< empty: the only one
    std::string passage;  ///< id of an exit, door or end of a stair; empty: `line`
    std::optional<Segment> line;
};

struct WantedArea {
    std::string where;
    std::string id;
    std::string storey;  ///< empty: the only one
    std::string zone;    ///< id; empty: `polygon`
    std::optional<Polygon> polygon;
    std::optional<Segment> entry;  ///< for method B
    std::optional<Segment> exit;
};

struct MeasureRequest {
    std::vector<WantedLine> lines;
    std::vector<WantedArea> areas;
    std::optional<double> from_s;
    std::optional<double> to_s;
    std::optional<double> window_s;
    std::optional<double> every_s;
    std::optional<double> cutoff_m;
};

/// The file and the options together; everything that needs no result is checked.
MeasureRequest read_measure_request(const MeasureOptions& options, Problems& problems);

}  // namespace wayout
