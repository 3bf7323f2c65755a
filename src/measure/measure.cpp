#include "analysis/area_measures.hpp"
#include "analysis/line_flow.hpp"
#include "analysis/voronoi.hpp"
#include "core/text.hpp"
#include "geometry/overlay.hpp"
#include "geometry/wkt.hpp"
#include "measure/request.hpp"
#include "output/read_trajectory.hpp"
#include "output/report_data.hpp"
#include "output/statistics.hpp"

#include <wayout/measure.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <span>

namespace wayout {
namespace {

constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();
/// Half the time over which a speed is taken (validation specification 0: +-5 frames at 16 Hz).
constexpr double half_window_s = 0.3;
constexpr double default_window_s = 10.0;
constexpr double default_every_s = 0.5;

/// One storey as the measuring module reads it.
struct MeasuredStorey {
    std::string id;
    Tracks tracks;
    std::vector<std::int64_t> person_of_track;
    Region walkable;
};

struct Source {
    RunResults results;
    PlanModel plan;
    std::vector<std::string> passage_keys;
    std::vector<MeasuredStorey> storeys;  ///< rows of RunResults::storeys
    VelocityWindow window;
    double fps{};
};

std::string offer(const std::string& name, const std::vector<std::string>& candidates, const char* what) {
    if (const std::optional<std::string> near = nearest(name, candidates))
        return fmt::format("; did you mean '{}'?", *near);
    std::string list;
    constexpr std::size_t most = 12;
    for (std::size_t i = 0; i < std::min(most, candidates.size()); ++i)
        list += (i == 0 ? "" : ", ") + candidates[i];
    return candidates.empty()
               ? fmt::format("; it has no {} at all", what)
               : fmt::format("; there are {}{}", list, candidates.size() > most ? ", ..." : "");
}

// ---------------------------------------------------------------- reading

Result<Source> read_source(const std::filesystem::path& folder, const MeasureRequest& request) {
    Result<StoredReport> report = read_report_data(folder / "report-data.json");
    if (!report)
        return report.error();
    Result<StoredTrajectory> stored =
        read_trajectory_hdf5(folder / "trajectory.h5", request.from_s.value_or(0.0),
                             request.to_s.value_or(std::numeric_limits<double>::infinity()));
    if (!stored)
        return stored.error();
    Source source;
    source.results = std::move(report->results);
    source.plan = std::move(report->plan);
    source.passage_keys = passage_keys(source.results);
    source.fps = stored->fps;
    source.window = {std::max(1, static_cast<int>(std::lround(half_window_s * stored->fps)))};
    if (stored->storeys.size() != source.results.storeys.size())
        return Error{ErrorCode::schema, (folder / "trajectory.h5").string(),
                     "belongs to another result than report-data.json; run the scenario again"};
    for (StoredTrajectory::Storey& from : stored->storeys) {
        MeasuredStorey& storey = source.storeys.emplace_back();
        storey.id = from.id;
        const Result<WktGeometry> floor =
            read_wkt(from.walkable_wkt, (folder / "trajectory.h5").string() + ": storey '" + from.id + "'");
        if (!floor)
            return floor.error();
        storey.walkable = floor->polygons;
        storey.tracks.frame_s = 1.0 / stored->fps;
        for (StoredTrack& track : from.tracks) {
            storey.person_of_track.push_back(track.person);
            storey.tracks.of_person.push_back({track.first_frame, std::move(track.positions_m)});
        }
    }
    return source;
}

// ---------------------------------------------------------------- finding what is asked for

/// Row of the storey asked for; reports and returns nothing if there is none.
std::optional<std::size_t> storey_row(const Source& source, const std::string& id, const std::string& where,
                                      Problems& problems) {
    std::vector<std::string> ids;
    for (const MeasuredStorey& storey : source.storeys) ids.push_back(storey.id);
    if (id.empty() && ids.size() == 1)
        return 0;
    const auto found = std::find(ids.begin(), ids.end(), id);
    if (found != ids.end())
        return static_cast<std::size_t>(found - ids.begin());
    problems.add({ErrorCode::schema, where,
                  id.empty() ? "needs a storey, since the venue has several" + offer(id, ids, "storey")
                             : fmt::format("the result has no storey '{}'", id) + offer(id, ids, "storey")});
    return {};
}

std::optional<std::size_t> passage_row(const Source& source, const WantedLine& wanted, Problems& problems) {
    const auto& keys = source.passage_keys;
    const auto found = std::find(keys.begin(), keys.end(), wanted.passage);
    if (found != keys.end())
        return static_cast<std::size_t>(found - keys.begin());
    // By the name for people, if only one has it.
    std::optional<std::size_t> by_name;
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (source.results.passages[i].name == wanted.passage) {
            if (by_name) {
                problems.add({ErrorCode::schema, wanted.where,
                              fmt::format("several passages are called '{}'; give the id", wanted.passage)});
                return {};
            }
            by_name = i;
        }
    if (!by_name)
        problems.add({ErrorCode::schema, wanted.where,
                      fmt::format("the result has no exit, door or end of a stair '{}'", wanted.passage) +
                          offer(wanted.passage, keys, "passage")});
    return by_name;
}

struct ZonePlace {
    std::size_t storey{};
    Polygon polygon;
};

Polygon shifted(Polygon polygon, Vec2 by) {
    const auto shift = [&](Ring& ring) {
        for (Vec2& p : ring) p = p + by;
    };
    shift(polygon.outer);
    for (Ring& hole : polygon.holes) shift(hole);
    return polygon;
}

std::optional<ZonePlace> zone_place(const Source& source, const WantedArea& wanted, Problems& problems) {
    std::vector<std::string> ids;
    for (std::size_t s = 0; s < source.plan.storeys.size(); ++s)
        for (const PlanModel::Zone& zone : source.plan.storeys[s].zones) {
            if (zone.id == wanted.zone)
                return ZonePlace{s, shifted(zone.polygon, source.plan.origin_m)};
            ids.push_back(zone.id);
        }
    const bool has_no_outlines = ids.empty() && !source.results.zones.empty();
    problems.add(
        {ErrorCode::schema, wanted.where,
         has_no_outlines
             ? "the result is of an older program and has no outlines of zones; run the scenario again"
             : fmt::format("the result has no zone '{}'", wanted.zone) + offer(wanted.zone, ids, "zone")});
    return {};
}

struct FoundLine {
    const WantedLine* wanted;
    std::size_t storey;
    std::optional<std::size_t> passage;
    Segment line;
};

struct FoundArea {
    const WantedArea* wanted;
    std::size_t storey;
    Polygon polygon;
    double walkable_m2;
};

std::optional<FoundLine> find_line(const Source& source, const WantedLine& wanted, Problems& problems) {
    if (!wanted.passage.empty()) {
        const std::optional<std::size_t> row = passage_row(source, wanted, problems);
        if (!row)
            return {};
        const PassageResult& passage = source.results.passages[*row];
        const Vec2 origin = source.results.origin_m;
        return FoundLine{&wanted,
                         static_cast<std::size_t>(std::max(passage.storey, 0)),
                         row,
                         {passage.line.a + origin, passage.line.b + origin}};
    }
    const std::optional<std::size_t> storey = storey_row(source, wanted.storey, wanted.where, problems);
    if (!storey)
        return {};
    const Vec2 ends[] = {wanted.line->a, wanted.line->b};
    constexpr double thickness_m = 0.01;
    const Result<Region> band = thicken(ends, thickness_m);
    const Result<Region> common = band ? intersection(*band, source.storeys[*storey].walkable) : band;
    if (!common || common->empty()) {
        problems.add({ErrorCode::geometry, wanted.where,
                      fmt::format("lies outside the floor of storey '{}', so nobody can cross it; use the "
                                  "coordinates of the scenario's plan",
                                  source.storeys[*storey].id)});
        return {};
    }
    return FoundLine{&wanted, *storey, {}, *wanted.line};
}

std::optional<FoundArea> find_area(const Source& source, const WantedArea& wanted, Problems& problems) {
    FoundArea found{&wanted, 0, {}, 0.0};
    if (!wanted.zone.empty()) {
        std::optional<ZonePlace> place = zone_place(source, wanted, problems);
        if (!place)
            return {};
        found.storey = place->storey;
        found.polygon = std::move(place->polygon);
    } else {
        const std::optional<std::size_t> storey = storey_row(source, wanted.storey, wanted.where, problems);
        if (!storey)
            return {};
        found.storey = *storey;
        found.polygon = *wanted.polygon;
    }
    if (const std::optional<Flaw> flaw = find_flaw(found.polygon)) {
        problems.add({ErrorCode::geometry, wanted.where,
                      fmt::format("the polygon cannot be used: {} at ({:.2f}, {:.2f}); draw its outline "
                                  "without crossings",
                                  flaw->reason, flaw->at.x, flaw->at.y)});
        return {};
    }
    const Result<Region> common =
        intersection(std::span(&found.polygon, 1), source.storeys[found.storey].walkable);
    found.walkable_m2 = common ? area(*common) : 0.0;
    if (!(found.walkable_m2 > 0.0)) {
        problems.add({ErrorCode::geometry, wanted.where,
                      fmt::format("lies outside the floor of storey '{}', so nobody can be in it; use the "
                                  "coordinates of the scenario's plan",
                                  source.storeys[found.storey].id)});
        return {};
    }
    if (wanted.entry && wanted.exit) {
        const bool is_twisted = dot(wanted.entry->b - wanted.entry->a, wanted.exit->b - wanted.exit->a) < 0.0;
        const Segment end = is_twisted ? Segment{wanted.exit->b, wanted.exit->a} : *wanted.exit;
        if (find_flaw(Polygon{{wanted.entry->a, wanted.entry->b, end.b, end.a}, {}})) {
            problems.add({ErrorCode::geometry, wanted.where,
                          "entry and exit enclose no area; give two lines across the way, apart from each "
                          "other"});
            return {};
        }
    }
    return found;
}

// ---------------------------------------------------------------- measuring

double mean_of(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values) sum += value;
    return values.empty() ? not_measured : sum / static_cast<double>(values.size());
}

/// Speed of a person at a time, from the track that is nearest to it: an exit's last step is not recorded.
double speed_at(const MeasuredStorey& storey, std::int64_t person, double time_s, VelocityWindow window) {
    const auto frame = static_cast<std::int32_t>(std::floor(time_s / storey.tracks.frame_s));
    double speed = not_measured;
    std::int32_t least_distance = std::numeric_limits<std::int32_t>::max();
    for (std::size_t i = 0; i < storey.person_of_track.size(); ++i) {
        const Track& track = storey.tracks.of_person[i];
        if (storey.person_of_track[i] != person || track.positions_m.empty())
            continue;
        const std::int32_t nearest_frame = std::clamp(frame, track.first_frame, track.end_frame() - 1);
        const std::int32_t distance = std::abs(frame - nearest_frame);
        if (distance < least_distance) {
            least_distance = distance;
            speed = length(velocity_mps(track, nearest_frame, storey.tracks.frame_s, window));
        }
    }
    return speed;
}

std::vector<MeasuredCrossing> crossings_of(const Source& source, const FoundLine& line, double from_s,
                                           double to_s) {
    const MeasuredStorey& storey = source.storeys[line.storey];
    std::vector<MeasuredCrossing> crossings;
    if (line.passage) {
        for (const PassageCrossing& c : source.results.passages[*line.passage].crossings)
            if (c.time_s >= from_s && c.time_s <= to_s)
                crossings.push_back(
                    {c.time_s, static_cast<std::int64_t>(c.person),
                     speed_at(storey, static_cast<std::int64_t>(c.person), c.time_s, source.window),
                     c.direction > 0, false});
    } else {
        for (const LinePassage& p : passages_through(storey.tracks, line.line, source.window))
            crossings.push_back({p.time_s, storey.person_of_track[static_cast<std::size_t>(p.person)],
                                 p.speed_mps, p.left_to_right, false});
    }
    std::sort(crossings.begin(), crossings.end(), [](const MeasuredCrossing& a, const MeasuredCrossing& b) {
        return a.time_s != b.time_s ? a.time_s < b.time_s : a.person < b.person;
    });
    std::set<std::int64_t> seen;
    for (MeasuredCrossing& crossing : crossings) crossing.is_first = seen.insert(crossing.person).second;
    return crossings;
}

std::vector<MeasuredFlow> flow_of(const MeasuredLine& line, double from_s, double to_s, double window_s) {
    std::vector<LinePassage> passages;
    for (const MeasuredCrossing& c : line.crossings)
        passages.push_back({0, c.time_s, c.speed_mps, c.left_to_right});
    std::vector<MeasuredFlow> flow;
    for (const LineState& state : line_states(passages, line.width_m, from_s, to_s, window_s)) {
        const bool is_empty = state.flow_pps == 0.0;
        flow.push_back({state.from_s, state.from_s + window_s,
                        static_cast<int>(std::lround(state.flow_pps * window_s)), state.flow_pps,
                        is_empty ? not_measured : state.speed_mps,
                        is_empty ? not_measured : state.density_per_m2});
    }
    return flow;
}

MeasuredLine measure_line(const Source& source, const FoundLine& found, const Measurement& frame) {
    MeasuredLine line;
    line.id = found.wanted->id;
    line.storey = source.storeys[found.storey].id;
    line.line_m = found.line;
    line.is_passage = found.passage.has_value();
    line.width_m = found.passage ? source.results.passages[*found.passage].clear_width_m : length(found.line);
    line.crossings = crossings_of(source, found, frame.from_s, frame.to_s);
    std::vector<double> times;
    for (const MeasuredCrossing& c : line.crossings)
        if (c.is_first)
            times.push_back(c.time_s);
    line.people = static_cast<int>(times.size());
    line.first_s = times.empty() ? not_measured : times.front();
    line.last_s = times.empty() ? not_measured : times.back();
    const bool has_duration = times.size() > 1 && times.back() > times.front();
    line.mean_flow_pps =
        has_duration ? static_cast<double>(times.size() - 1) / (times.back() - times.front()) : not_measured;
    const double steady = steady_flow_pps(times);
    line.steady_flow_pps = steady > 0.0 ? steady : not_measured;
    std::vector<double> gaps = time_gaps_s(times);
    line.gap_mean_s = mean_of(gaps);
    line.gap_sd_s = line.gap_p90_s = line.gap_max_s = not_measured;
    if (!gaps.empty()) {
        std::sort(gaps.begin(), gaps.end());
        line.gap_max_s = gaps.back();
        // Nearest rank.
        line.gap_p90_s =
            gaps[static_cast<std::size_t>(std::ceil(0.9 * static_cast<double>(gaps.size()))) - 1];
    }
    if (gaps.size() > 1) {
        double squares = 0.0;
        for (const double gap : gaps) squares += (gap - line.gap_mean_s) * (gap - line.gap_mean_s);
        line.gap_sd_s = std::sqrt(squares / static_cast<double>(gaps.size() - 1));
    }
    line.flow = flow_of(line, frame.from_s, frame.to_s, frame.window_s);
    return line;
}

void summarise(MeasuredArea& area, double every_s) {
    std::vector<double> density, speed, classic_density, classic_speed;
    for (const MeasuredMoment& m : area.moments) {
        area.peak_density_per_m2 = std::max(area.peak_density_per_m2, m.density_per_m2);
        area.peak_classic_density_per_m2 =
            std::max(area.peak_classic_density_per_m2, m.classic_density_per_m2);
        if (std::isnan(m.classic_speed_mps))
            continue;
        density.push_back(m.density_per_m2);
        classic_density.push_back(m.classic_density_per_m2);
        classic_speed.push_back(m.classic_speed_mps);
        if (!std::isnan(m.speed_mps))
            speed.push_back(m.speed_mps);
    }
    area.occupied_s = static_cast<double>(density.size()) * every_s;
    area.mean_density_per_m2 = mean_of(density);
    area.mean_speed_mps = mean_of(speed);
    area.mean_classic_density_per_m2 = mean_of(classic_density);
    area.mean_classic_speed_mps = mean_of(classic_speed);
}

Result<MeasuredArea> measure_area(const Source& source, const FoundArea& found, const Measurement& frame) {
    const MeasuredStorey& storey = source.storeys[found.storey];
    MeasuredArea measured;
    measured.id = found.wanted->id;
    measured.storey = storey.id;
    measured.polygon_m = found.polygon;
    measured.area_m2 = found.walkable_m2;
    // What is not floor has nobody and is nobody's: it does not count as area.
    const double per_floor = area(found.polygon) / found.walkable_m2;
    const auto every = static_cast<std::int32_t>(std::lround(frame.every_s * source.fps));
    const std::vector<AreaState> classic = classic_states(storey.tracks, found.polygon, source.window, every);
    const Result<std::vector<AreaState>> cells =
        voronoi_states(storey.tracks, found.polygon, storey.walkable, source.window, every, frame.cutoff_m);
    if (!cells)
        return cells.error();
    for (std::size_t i = 0; i < classic.size(); ++i)
        measured.moments.push_back({classic[i].time_s, (*cells)[i].density_per_m2 * per_floor,
                                    (*cells)[i].speed_mps, classic[i].density_per_m2 * per_floor,
                                    classic[i].speed_mps});
    if (found.wanted->entry && found.wanted->exit) {
        const Segment& in = *found.wanted->entry;
        const Segment& out = *found.wanted->exit;
        const double length_m = length(0.5 * (out.a + out.b) - 0.5 * (in.a + in.b));
        for (const AreaPassage& p : passages_between(storey.tracks, in, out, length_m, source.window))
            measured.transits.push_back({storey.person_of_track[static_cast<std::size_t>(p.person)], p.in_s,
                                         p.out_s, p.speed_mps, p.density_per_m2});
    }
    summarise(measured, frame.every_s);
    return measured;
}

/// Every exit and door, and every zone that the result has an outline of.
void ask_for_everything(const Source& source, MeasureRequest& request) {
    for (std::size_t i = 0; i < source.passage_keys.size(); ++i)
        if (source.results.passages[i].kind != PassageKind::joint)
            request.lines.push_back({"the result", source.passage_keys[i], "", source.passage_keys[i], {}});
    for (const PlanModel::Storey& storey : source.plan.storeys)
        for (const PlanModel::Zone& zone : storey.zones)
            request.areas.push_back({"the result", zone.id, "", zone.id, {}, {}, {}});
}

}  // namespace

Result<Measurement> measure_result(const std::filesystem::path& folder, const MeasureOptions& options) {
    Problems problems;
    MeasureRequest request = read_measure_request(options, problems);
    Result<Source> source = read_source(folder, request);
    if (!source) {
        for (const Error& error : source.error()) problems.add(error);
        return std::move(problems).take();
    }
    if (request.lines.empty() && request.areas.empty() && problems.is_empty())
        ask_for_everything(*source, request);

    Measurement measurement;
    measurement.scenario = source->results.scenario_name;
    measurement.seed = source->results.seed;
    measurement.version = source->results.version;
    measurement.fps = source->fps;
    measurement.from_s = request.from_s.value_or(0.0);
    measurement.to_s = measurement.from_s;
    for (const MeasuredStorey& storey : source->storeys)
        if (!storey.tracks.of_person.empty())
            measurement.to_s =
                std::max(measurement.to_s, (storey.tracks.end_frame() - 1) * storey.tracks.frame_s);
    // The last person's way through an exit ends after the last frame.
    for (const PassageResult& passage : source->results.passages)
        if (!passage.crossings.empty())
            measurement.to_s = std::max(measurement.to_s, passage.crossings.back().time_s);
    measurement.to_s = std::min(measurement.to_s, request.to_s.value_or(measurement.to_s));
    measurement.window_s = request.window_s.value_or(default_window_s);
    measurement.cutoff_m = request.cutoff_m;
    const double every_frames =
        std::max(1.0, std::round(request.every_s.value_or(default_every_s) * source->fps));
    measurement.every_s = every_frames / source->fps;
    if (request.from_s && problems.is_empty() && measurement.to_s <= measurement.from_s)
        problems.add({ErrorCode::out_of_range, "from",
                      fmt::format("the run had ended before {} s; begin earlier", *request.from_s)});

    std::vector<FoundLine> lines;
    for (const WantedLine& wanted : request.lines)
        if (const std::optional<FoundLine> found = find_line(*source, wanted, problems))
            lines.push_back(*found);
    std::vector<FoundArea> areas;
    for (const WantedArea& wanted : request.areas)
        if (const std::optional<FoundArea> found = find_area(*source, wanted, problems))
            areas.push_back(*found);
    if (!problems.is_empty())
        return std::move(problems).take();

    for (const FoundLine& line : lines) measurement.lines.push_back(measure_line(*source, line, measurement));
    for (const FoundArea& area : areas) {
        Result<MeasuredArea> measured = measure_area(*source, area, measurement);
        if (!measured)
            return measured.error();
        measurement.areas.push_back(*std::move(measured));
    }
    return measurement;
}

}  // namespace wayout
