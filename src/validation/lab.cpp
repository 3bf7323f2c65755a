#include "validation/lab.hpp"

#include "analysis/voronoi.hpp"
#include "core/assert.hpp"
#include "statistics/curve_agreement.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace wayout {
namespace {

/// Parts between the marks; a mark inside double quotes is text, the quotes are dropped.
std::vector<std::string_view> split(std::string_view line, char mark) {
    std::vector<std::string_view> parts;
    while (true) {
        const bool is_quoted = mark == ',' && line.starts_with('"');
        const std::size_t close = is_quoted ? line.find('"', 1) : std::string_view::npos;
        const std::size_t end = line.find(mark, close == std::string_view::npos ? 0 : close);
        parts.push_back(close == std::string_view::npos ? line.substr(0, end) : line.substr(1, close - 1));
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

PassageCurves compare_passages(std::string title, std::vector<double> measured_s,
                               const std::vector<std::vector<double>>& runs_s) {
    measured_s = from_first(std::move(measured_s));
    std::vector<double> grid;
    for (double t = 0.0; t <= measured_s.back() + 0.25; t += 0.5) grid.push_back(t);
    const std::vector<double> data = cumulative_count(measured_s, grid);
    PassageCurves result;
    std::vector<std::vector<double>> curves;
    for (const std::vector<double>& run_s : runs_s) {
        curves.push_back(cumulative_count(from_first(run_s), grid));
        const CurveAgreement agreement = curve_agreement(data, curves.back());
        result.erd.push_back(agreement.erd);
        result.epc.push_back(agreement.epc);
        result.sc.push_back(agreement.sc);
    }
    ValidationSeries measured{"measured", true, {}, {}};
    ValidationSeries model{"wayout", false, {}, {}};
    for (std::size_t i = 0; i < grid.size(); ++i) {
        std::vector<double> at;
        for (const std::vector<double>& curve : curves) at.push_back(curve[i]);
        measured.points.push_back({grid[i], data[i]});
        model.points.push_back({grid[i], mean_of(at)});
        model.scatter.push_back({quantile_of(at, 0.05), quantile_of(at, 0.95)});
    }
    result.figure = {
        std::move(title), "time since the first, s", "people", {std::move(measured), std::move(model)}};
    return result;
}

void add_corner(Ring& ring, Vec2 corner) {
    if (ring.empty() || ring.back() != corner)
        ring.push_back(corner);
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
        texts_.emplace_back(cells.begin(), cells.end());
        std::vector<double>& row = rows_.emplace_back();
        for (const std::string_view cell : cells) {
            double value = std::numeric_limits<double>::quiet_NaN();
            std::from_chars(cell.data(), cell.data() + cell.size(), value);
            row.push_back(value);
        }
    }
}

std::size_t NumberTable::index_of(std::string_view column) const {
    const auto found = std::find(columns_.begin(), columns_.end(), column);
    WAYOUT_ASSERT(found != columns_.end(), "no such column in an embedded table");
    return static_cast<std::size_t>(found - columns_.begin());
}

double NumberTable::at(std::size_t row, std::string_view column) const {
    WAYOUT_ASSERT(row < rows_.size(), "no such row in an embedded table");
    return rows_[row].at(index_of(column));
}

const std::string& NumberTable::text(std::size_t row, std::string_view column) const {
    WAYOUT_ASSERT(row < texts_.size(), "no such row in an embedded table");
    return texts_[row].at(index_of(column));
}

std::vector<double> column(const NumberTable& table, std::string_view name) {
    std::vector<double> values;
    for (std::size_t row = 0; row < table.row_count(); ++row) values.push_back(table.at(row, name));
    return values;
}

}  // namespace wayout
