#include "validation/lab.hpp"

#include "core/assert.hpp"
#include "verification/people.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

std::vector<std::string_view> split(std::string_view line, char mark) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = line.find(mark);
        parts.push_back(line.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        line.remove_prefix(end + 1);
    }
}

}  // namespace

void add_lab_people(Scenario& scenario) {
    Distribution speed = normal_about(1.55, 0.18);
    speed.min = 1.0;
    speed.max = 2.2;
    EqualPeople people;
    people.id = lab_people;
    people.free_speed_mps = speed;
    add_profile(scenario, people);
}

Tracks tracks_of(const RunRecord& record) {
    Tracks tracks;
    for (const std::vector<TrackPoint>& points : record.tracks)
        if (points.size() > 1 && tracks.frame_s == 0.0)
            tracks.frame_s = points[1].time_s - points[0].time_s;
    for (const std::vector<TrackPoint>& points : record.tracks) {
        Track& track = tracks.of_person.emplace_back();
        if (!points.empty())
            track.first_frame =
                static_cast<std::int32_t>(std::lround(points.front().time_s / tracks.frame_s));
        for (const TrackPoint& point : points) track.positions_m.push_back(point.p);
    }
    return tracks;
}

std::vector<double> first_times_over(const Tracks& tracks, const Segment& line) {
    return times_of(first_passages_through(tracks, line, lab_window));
}

NumberTable::NumberTable(std::string_view csv) {
    for (const std::string_view line : split(csv, '\n')) {
        if (line.empty())
            continue;
        const std::vector<std::string_view> cells = split(line, ',');
        if (columns_.empty()) {
            columns_.assign(cells.begin(), cells.end());
            continue;
        }
        labels_.emplace_back(cells.front());
        std::vector<double>& row = rows_.emplace_back();
        for (const std::string_view cell : cells) {
            double value = std::numeric_limits<double>::quiet_NaN();
            std::from_chars(cell.data(), cell.data() + cell.size(), value);
            row.push_back(value);
        }
    }
}

double NumberTable::at(std::size_t row, std::string_view column) const {
    const auto found = std::find(columns_.begin(), columns_.end(), column);
    WAYOUT_ASSERT(found != columns_.end() && row < rows_.size(), "no such cell in an embedded table");
    return rows_[row].at(static_cast<std::size_t>(found - columns_.begin()));
}

}  // namespace wayout
