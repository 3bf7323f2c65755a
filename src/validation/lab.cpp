#include "validation/lab.hpp"

#include "analysis/voronoi.hpp"
#include "core/assert.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

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

AreaState mean_state(const Tracks& tracks, const Polygon& measured, const Region& floor, double from_s,
                     double to_s, double every_s) {
    std::vector<double> densities;
    std::vector<double> speeds;
    const auto every =
        std::max<std::int32_t>(1, static_cast<std::int32_t>(std::lround(every_s / tracks.frame_s)));
    for (auto frame = static_cast<std::int32_t>(std::ceil(from_s / tracks.frame_s));
         frame * tracks.frame_s <= to_s; frame += every) {
        const auto state = voronoi_state(people_at(tracks, frame, lab_window), measured, floor);
        WAYOUT_ASSERT(state.has_value(), "the floor of an experiment is a sound polygon");
        densities.push_back(state->density_per_m2);
        if (!std::isnan(state->speed_mps))
            speeds.push_back(state->speed_mps);
    }
    return {from_s, mean_of(densities), mean_of(speeds)};
}

double flow_between(const std::vector<double>& times_s, double from_s, double to_s) {
    const auto first = std::lower_bound(times_s.begin(), times_s.end(), from_s);
    const auto last = std::upper_bound(times_s.begin(), times_s.end(), to_s);
    return static_cast<double>(last - first) / (to_s - from_s);
}

std::vector<double> from_first(std::vector<double> times_s) {
    const double first = times_s.empty() ? 0.0 : times_s.front();
    for (double& t : times_s) t -= first;
    return times_s;
}

NumberTable::NumberTable(std::string_view csv) {
    for (std::string_view line : split(csv, '\n')) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
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
