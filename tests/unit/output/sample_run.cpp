#include "sample_run.hpp"

#include "geometry/overlay.hpp"
#include "geometry/polygon_locator.hpp"

#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace wayout::sample {

namespace {

Polygon rectangle(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

Surface floor_surface(int storey, std::string id, const Polygon& outline, const std::vector<Polygon>& solid,
                      double z_m) {
    Surface s;
    s.kind = SurfaceKind::floor;
    s.storey = StoreyId(storey);
    s.id = s.name = std::move(id);
    s.footprint = {outline};
    s.walkable = subtract(s.footprint, solid).value();
    s.z_at_origin_m = z_m;
    s.area_m2 = area(s.walkable);
    return s;
}

Gate gate(GateKind kind, std::string id, std::string name, Vec2 a, Vec2 b, int left, int right, int storey) {
    Gate g;
    g.kind = kind;
    g.id = std::move(id);
    g.name = std::move(name);
    g.line = {a, b};
    g.left = SurfaceId(left);
    g.right = SurfaceId(right);
    g.storey = StoreyId(storey);
    g.clear_width_m = length(g.line);
    return g;
}

constexpr int rows = 12;
constexpr int seats_a_side = 12;

/// Rows run along y, people look west; aisle at y = 12.
Vec2 seat_position(int row, int seat) {
    const bool north = seat >= seats_a_side;
    const int k = north ? seat - seats_a_side : seat;
    return {13.55 + 0.95 * row, north ? 12.85 + 0.5 * k : 11.15 - 0.5 * k};
}

}  // namespace

Venue make_venue() {
    Venue v;
    v.name = "Sample hall";
    v.origin_m = {100.0, 200.0};
    v.extent_m = {60.0, 24.0};
    v.storeys = {{"hall", "Hall & foyer", 0.0, SurfaceId(0)}, {"gallery", "Gallery", 3.6, SurfaceId(1)}};

    std::vector<Polygon> solid = {rectangle(29.0, 0.0, 29.3, 11.0), rectangle(29.0, 13.0, 29.3, 24.0),
                                  rectangle(31.0, 4.0, 31.5, 4.5), rectangle(38.0, 18.5, 38.5, 19.0),
                                  rectangle(2.0, 3.0, 8.0, 9.0)};
    for (int row = 0; row < rows; ++row) {
        const double x = 13.8 + 0.95 * row;  // backs of the seats
        solid.push_back(rectangle(x, 5.4, x + 0.05, 11.4));
        solid.push_back(rectangle(x, 12.6, x + 0.05, 18.6));
    }
    v.surfaces.push_back(floor_surface(0, "hall", rectangle(0.0, 0.0, 40.0, 24.0), solid, 0.0));
    v.surfaces.push_back(floor_surface(1, "gallery", rectangle(46.0, 0.0, 60.0, 24.0),
                                       {rectangle(52.0, 3.0, 55.0, 9.0)}, 3.6));
    Surface flight;
    flight.kind = SurfaceKind::stair;
    flight.storey = StoreyId(0);
    flight.id = "stair-a";
    flight.name = "Stair A";
    flight.footprint = flight.walkable = {rectangle(40.0, 10.0, 46.0, 12.4)};
    flight.z_gradient = {0.6, 0.0};  // 3.6 m over 6 m
    flight.z_at_origin_m = -24.0;
    flight.up = {1.0, 0.0};
    flight.cos_incline = 1.0 / std::sqrt(1.36);
    flight.stair_index = 0;
    flight.tread_m = 0.3;
    flight.clear_width_m = 2.4;
    v.surfaces.push_back(flight);

    v.gates = {gate(GateKind::exit, "north", "Foyer north", {36.0, 24.0}, {34.0, 24.0}, 0, -1, 0),
               gate(GateKind::exit, "south", "Foyer south", {36.0, 0.0}, {37.2, 0.0}, 0, -1, 0),
               gate(GateKind::exit, "west", "Stage <west>", {0.0, 12.2}, {0.0, 11.0}, 0, -1, 0),
               gate(GateKind::exit, "gallery-east", "Gallery east", {60.0, 16.0}, {60.0, 17.0}, 1, -1, 1),
               gate(GateKind::door, "foyer-door", "Hall door", {29.15, 11.0}, {29.15, 13.0}, 0, 0, 0),
               gate(GateKind::joint, "stair-a", "Stair A", {40.0, 12.4}, {40.0, 10.0}, 2, 0, 0),
               gate(GateKind::joint, "stair-a", "Stair A", {46.0, 10.0}, {46.0, 12.4}, 2, 1, 1)};
    v.exit_count = 4;
    for (const Polygon& p : v.surfaces[0].walkable) {
        std::vector<Segment> lines = edges({p});
        for (const Segment& line : lines) v.walls.push_back({line, SurfaceId(0), false});
    }
    for (const int s : {1, 2})
        for (const Segment& line : edges(v.surfaces[static_cast<std::size_t>(s)].walkable))
            v.walls.push_back({line, SurfaceId(s), false});
    for (int row = 0; row < rows; ++row)
        for (int seat = 0; seat < 2 * seats_a_side; ++seat)
            v.seats.push_back({seat_position(row, seat), {-1.0, 0.0}, SurfaceId(0), SeatRowId(row), 0});
    v.zones = {{"auditorium", "Auditorium", "hall", StoreyId(0), rectangle(0.0, 0.0, 29.0, 24.0)},
               {"foyer", "Foyer", "foyer", StoreyId(0), rectangle(29.3, 0.0, 40.0, 24.0)},
               {"bar", "Gallery bar", "bar", StoreyId(1), rectangle(46.0, 0.0, 60.0, 24.0)}};
    return v;
}

Scenario make_scenario() {
    Scenario s;
    s.name = "Sample hall, Tuesday";
    s.description = "Made up for tests.";
    s.simulation.seed = 7;
    s.simulation.duration_s = 600.0;
    s.outputs.trajectory_fps = 10.0;
    PopulationSpec seated;
    seated.id = "audience";
    seated.name = "Audience";
    seated.profile = "weidmann-adults";
    seated.seats_filled_frac = 1.0;
    seated.pre_movement_s.kind = Distribution::Kind::lognormal;
    seated.pre_movement_s.mu = 3.0;
    seated.pre_movement_s.sigma = 0.5;
    seated.pre_movement_s.source = "made up";
    PopulationSpec staff;
    staff.id = "staff";
    staff.profile = "weidmann-adults";
    staff.count = 60;
    staff.pre_movement_s = Distribution::constant_value(10.0);
    staff.role = "staff";
    s.people.populations = {seated, staff};
    s.venue.name = "Sample hall";
    s.files = {{"scenario.json", std::string(64, 'a'), 1234}};
    s.as_json = R"({"name": "Sample hall, Tuesday", "simulation": {"seed": 7}})";
    return s;
}

Vec2 Path::at(double time_s) const {
    if (time_s <= start_s)
        return points.front();
    double left = std::min(1.0, (time_s - start_s) / (exit_s - start_s)) * length_m();
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double piece = distance(points[i], points[i + 1]);
        if (left <= piece)
            return points[i] + (piece > 0.0 ? left / piece : 0.0) * (points[i + 1] - points[i]);
        left -= piece;
    }
    return points.back();
}

double Path::length_m() const {
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) sum += distance(points[i], points[i + 1]);
    return sum;
}

int SampleRun::surface_of(const Path& path, Vec2 p) const {
    if (!path.on_gallery || p.x <= 40.0)
        return 0;
    return p.x < 46.0 ? 2 : 1;
}

Errors SampleRun::feed(FrameSink& sink, double fps) const {
    std::vector<AgentId> id;
    std::vector<double> x, y;
    std::vector<float> hx, hy;
    std::vector<std::int32_t> surface;
    const auto frames = static_cast<std::int64_t>(std::floor(end_s * fps + 1e-9)) + 1;
    for (std::int64_t f = 0; f < frames; ++f) {
        const double t = static_cast<double>(f) / fps;
        id.clear(), x.clear(), y.clear(), hx.clear(), hy.clear(), surface.clear();
        for (std::size_t i = 0; i < paths.size(); ++i) {
            if (paths[i].exit_s <= t)
                continue;
            const Vec2 p = paths[i].at(t);
            const Vec2 heading = unit(paths[i].at(t + 0.1) - p);
            id.push_back(static_cast<AgentId>(i + 1));
            x.push_back(p.x);
            y.push_back(p.y);
            hx.push_back(static_cast<float>(heading.x));
            hy.push_back(static_cast<float>(heading.y));
            surface.push_back(surface_of(paths[i], p));
        }
        sink.frame({f, t, id, x, y, hx, hy, surface});
    }
    return sink.finish();
}

namespace {

/// A sequence without structure, equal everywhere: Lehmer 1951, "minimal standard" of Park & Miller 1988.
class Lehmer {
public:
    double next() {
        state_ = state_ * 48271 % 2147483647;
        return static_cast<double>(state_) / 2147483647.0;
    }

private:
    std::uint64_t state_{20260101};
};

void add_paths(SampleRun& run, std::span<const std::size_t> who_stay) {
    Lehmer random;
    for (const Seat& seat : run.venue.seats) {
        Path p;
        const Vec2 s = seat.position;
        const double lane = s.x - 0.5;
        const bool north = random.next() < 0.55;
        const Vec2 out =
            north ? Vec2{34.2 + 1.6 * random.next(), 24.0} : Vec2{36.15 + 0.9 * random.next(), 0.0};
        p.points = {s,
                    {lane, s.y},
                    {lane, 12.0 + 0.3 * random.next()},
                    {28.5, 11.3 + 1.4 * random.next()},
                    {30.0, 11.4 + 1.2 * random.next()},
                    out};
        p.exit = north ? 0 : 1;
        p.start_s = 5.0 + 40.0 * random.next() * random.next();
        run.paths.push_back(p);
    }
    for (int i = 0; i < 60; ++i) {
        Path p;
        p.population = 1;
        p.exit = 2;
        p.start_s = 10.0;
        p.points = {{1.0 + 9.0 * random.next(), 12.0 + 9.0 * random.next()},
                    {0.4, 11.2 + 0.8 * random.next()},
                    {0.0, 11.2 + 0.8 * random.next()}};
        run.paths.push_back(p);
    }
    for (int i = 0; i < 80; ++i) {
        Path p;
        p.on_gallery = true;
        p.start_s = 8.0 + 20.0 * random.next();
        const Vec2 from{47.0 + 12.0 * random.next(), 10.0 + 12.0 * random.next()};
        if (i % 4 == 0) {
            p.exit = 3;
            p.points = {from, {60.0, 16.1 + 0.8 * random.next()}};
        } else {
            p.exit = 1;
            const double y = 10.3 + 1.8 * random.next();
            p.points = {from, {46.2, y}, {39.5, y}, {36.15 + 0.9 * random.next(), 0.0}};
        }
        run.paths.push_back(p);
    }
    // Exits pass 1.3 persons per second and metre, in the order of arrival at 1.2 m/s.
    std::vector<std::size_t> order(run.paths.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto arrival = [&](std::size_t i) { return run.paths[i].start_s + run.paths[i].length_m() / 1.2; };
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return arrival(a) < arrival(b); });
    std::vector<double> free_at(4, 0.0);
    for (const std::size_t i : order) {
        const auto exit = static_cast<std::size_t>(run.paths[i].exit);
        run.paths[i].exit_s = std::max(arrival(i), free_at[exit]);
        free_at[exit] = run.paths[i].exit_s + 1.0 / (1.3 * run.venue.gates[exit].clear_width_m);
        run.end_s = std::max(run.end_s, run.paths[i].exit_s);
    }
    // One person does not move at all.
    run.paths[3].exit_s = never;
    run.paths[3].start_s = never;
    for (const std::size_t row : who_stay) run.paths[row].exit_s = run.paths[row].start_s = never;
    run.end_s = std::ceil(run.end_s) + 5.0;
}

int zone_of(const Venue& venue, int storey, Vec2 p) {
    for (std::size_t z = 0; z < venue.zones.size(); ++z)
        if (venue.zones[z].storey.value == storey && locate(venue.zones[z].polygon, p) != Side::outside)
            return static_cast<int>(z);
    return -1;
}

void fill_people(SampleRun& run) {
    for (std::size_t i = 0; i < run.paths.size(); ++i) {
        const Path& path = run.paths[i];
        const bool out = path.exit_s < never;
        PersonResult p;
        p.id = static_cast<AgentId>(i + 1);
        p.population = path.population;
        p.group = static_cast<int>(i % 2);
        p.sex = i % 2 == 0 ? Sex::female : Sex::male;
        p.age_years = 20.0 + static_cast<double>(i % 50);
        p.radius_m = 0.2;
        p.free_speed_mps = 1.2;
        p.start_m = path.points.front();
        p.start_storey = path.on_gallery ? 1 : 0;
        p.start_zone = zone_of(run.venue, p.start_storey, p.start_m);
        p.start_time_s = out ? path.start_s : not_a_time;
        p.outcome = out ? Outcome::out : Outcome::inside;
        p.distance_m = out ? path.length_m() : 0.0;
        p.waiting_s = out ? std::max(0.0, path.exit_s - path.start_s - path.length_m() / 1.2) : 0.0;
        p.max_density_per_m2 = 2.5;
        if (out) {
            p.exit_passage = path.exit;
            p.exit_time_s = path.exit_s;
        } else {
            p.cause = "stands in the way, \"for ever\"";
            p.end_storey = 0;
            p.end_m = p.start_m;
        }
        run.results.people.push_back(std::move(p));
    }
}

void fill_passages(SampleRun& run) {
    for (const Gate& g : run.venue.gates) {
        PassageResult p;
        p.kind = g.kind == GateKind::exit   ? PassageKind::exit
                 : g.kind == GateKind::door ? PassageKind::door
                                            : PassageKind::joint;
        p.id = g.id;
        p.name = g.name;
        p.storey = g.storey.value;
        p.line = g.line;
        p.clear_width_m = g.clear_width_m;
        p.open_at_start = true;
        run.results.passages.push_back(p);
    }
    const auto cross = [&](std::size_t passage, double time_s, std::size_t person) {
        run.results.passages[passage].crossings.push_back({time_s, static_cast<AgentId>(person + 1), 1});
    };
    for (std::size_t i = 0; i < run.paths.size(); ++i) {
        const Path& path = run.paths[i];
        if (!(path.exit_s < never))
            continue;
        cross(static_cast<std::size_t>(path.exit), path.exit_s, i);
        for (double t = path.start_s; t < path.exit_s; t += 0.05) {
            const Vec2 a = path.at(t), b = path.at(t + 0.05);
            if (a.x < 29.15 && b.x >= 29.15)
                cross(4, t + 0.025, i);
            if (a.x > 46.0 && b.x <= 46.0)
                cross(6, t + 0.025, i);
            if (a.x > 40.0 && b.x <= 40.0)
                cross(5, t + 0.025, i);
        }
    }
    const auto intervals = static_cast<std::size_t>(std::ceil(run.end_s / run.results.interval_s));
    for (PassageResult& p : run.results.passages) {
        std::sort(p.crossings.begin(), p.crossings.end(),
                  [](const PassageCrossing& a, const PassageCrossing& b) {
                      return a.time_s < b.time_s || (a.time_s == b.time_s && a.person < b.person);
                  });
        p.queue_max.assign(intervals, 0);
        for (std::size_t k = 0; k < intervals; ++k)
            p.queue_max[k] =
                static_cast<int>(std::max(0.0, 40.0 - 3.0 * std::abs(static_cast<double>(k) - 6.0)));
    }
    run.results.passages[2].state_changes = {{90.0, false}};
}

void fill_timeline(SampleRun& run) {
    for (double t = 0.0; t <= run.end_s; t += 1.0) {
        TimelineRow row;
        row.time_s = t;
        row.by_storey.assign(2, 0);
        row.by_zone.assign(3, 0);
        for (const Path& path : run.paths) {
            if (path.exit_s <= t) {
                ++row.out;
                continue;
            }
            ++row.inside;
            const Vec2 p = path.at(t);
            const int storey = run.surface_of(path, p) == 1 ? 1 : 0;
            ++row.by_storey[static_cast<std::size_t>(storey)];
            if (const int zone = zone_of(run.venue, storey, p); zone >= 0)
                ++row.by_zone[static_cast<std::size_t>(zone)];
        }
        run.results.timeline.push_back(row);
    }
}

void fill_density(SampleRun& run) {
    for (std::size_t s = 0; s < run.venue.storeys.size(); ++s) {
        DensityGrid g;
        g.storey = static_cast<int>(s);
        g.cell_m = 0.4;
        g.corner_m = s == 0 ? Vec2{0.0, 0.0} : Vec2{46.0, 0.0};
        g.nx = s == 0 ? 115 : 35;
        g.ny = 60;
        const auto cells = static_cast<std::size_t>(g.nx * g.ny);
        g.walkable_frac.assign(cells, 0.0f);
        g.peak_per_m2 = g.mean_per_m2 = g.above_4_s = g.walkable_frac;
        Region region;
        for (const Surface& surface : run.venue.surfaces)
            if (surface.storey == StoreyId::from(s))
                region.insert(region.end(), surface.walkable.begin(), surface.walkable.end());
        const PolygonLocator locator(region);
        const auto centre = [&](int ix, int iy) {
            return g.corner_m + Vec2{(ix + 0.5) * g.cell_m, (iy + 0.5) * g.cell_m};
        };
        for (int iy = 0; iy < g.ny; ++iy)
            for (int ix = 0; ix < g.nx; ++ix)
                g.walkable_frac[static_cast<std::size_t>(iy * g.nx + ix)] =
                    locator.covers(centre(ix, iy)) ? 1.0f : 0.0f;
        for (double t = 0.0; t < run.end_s; t += 1.0) {
            std::vector<int> count(cells, 0);
            for (const Path& path : run.paths) {
                const Vec2 p = path.at(t);
                if (path.exit_s <= t || (run.surface_of(path, p) == 1) != (s == 1))
                    continue;
                const int ix = static_cast<int>((p.x - g.corner_m.x) / g.cell_m),
                          iy = static_cast<int>((p.y - g.corner_m.y) / g.cell_m);
                ++count[static_cast<std::size_t>(std::clamp(iy, 0, g.ny - 1) * g.nx +
                                                 std::clamp(ix, 0, g.nx - 1))];
            }
            for (int iy = 0; iy < g.ny; ++iy)
                for (int ix = 0; ix < g.nx; ++ix) {
                    int n = 0;
                    for (int dy = -2; dy <= 2; ++dy)
                        for (int dx = -2; dx <= 2; ++dx)
                            if (ix + dx >= 0 && ix + dx < g.nx && iy + dy >= 0 && iy + dy < g.ny)
                                n += count[static_cast<std::size_t>((iy + dy) * g.nx + ix + dx)];
                    const auto at = static_cast<std::size_t>(iy * g.nx + ix);
                    const float density = static_cast<float>(n) / 4.0f;
                    g.peak_per_m2[at] = std::max(g.peak_per_m2[at], density);
                    g.mean_per_m2[at] += density / static_cast<float>(run.end_s);
                    g.above_4_s[at] += density > 4.0f ? 1.0f : 0.0f;
                }
        }
        for (const float peak : g.peak_per_m2)
            run.results.peak_density_per_m2 =
                std::max(run.results.peak_density_per_m2, static_cast<double>(peak));
        g.peak_pressure_per_s2.assign(s == 0 ? cells : 0, 0.0f);
        if (s == 0)  // about (36.4, 1.2), before the exit Foyer south
            for (int iy = 1; iy <= 4; ++iy)
                for (int ix = 89; ix <= 92; ++ix)
                    g.peak_pressure_per_s2[static_cast<std::size_t>(iy * g.nx + ix)] = 0.0525f;
        run.results.density.push_back(std::move(g));
    }
}

void fill_replay(SampleRun& run) {
    ReplayFrames& replay = run.results.replay;
    replay.interval_s = 0.5;
    replay.step_m = ReplayFrames::step_for_extent_m(60.0);
    for (double t = 0.0; t <= run.end_s; t += replay.interval_s) {
        ReplayFrame f;
        for (std::size_t i = 0; i < run.paths.size(); ++i) {
            if (run.paths[i].exit_s <= t)
                continue;
            const Vec2 p = run.paths[i].at(t);
            f.row.push_back(static_cast<std::uint32_t>(i));
            f.x.push_back(static_cast<std::uint16_t>(std::lround(p.x / replay.step_m)));
            f.y.push_back(static_cast<std::uint16_t>(std::lround(p.y / replay.step_m)));
            f.storey.push_back(run.surface_of(run.paths[i], p) == 1 ? 1 : 0);
            f.state.push_back(t < run.paths[i].start_s ? ReplayFrame::waiting : ReplayFrame::walking);
            f.density.push_back(static_cast<std::uint8_t>(i % 50));
        }
        replay.frames.push_back(std::move(f));
    }
}

}  // namespace

SampleRun make_run(std::span<const std::size_t> who_stay) {
    SampleRun run;
    run.venue = make_venue();
    run.scenario = make_scenario();
    add_paths(run, who_stay);
    RunResults& r = run.results;
    r.scenario_name = run.scenario.name;
    r.status = RunStatus::time_limit;
    r.seed = 7;
    r.model = "time-gap";
    r.state_hash = 0x0123456789abcdefULL;
    r.version = "0.1.0";
    r.origin_m = run.venue.origin_m;
    for (const Storey& s : run.venue.storeys) r.storeys.push_back({s.id, s.name, s.elevation_m});
    for (const Zone& z : run.venue.zones) r.zones.push_back({z.id, z.name, z.use, z.storey.value});
    r.populations = {{"audience", "Audience", "visitor"}, {"staff", "staff", "staff"}};
    r.groups = {{"weidmann-adults", "women"}, {"weidmann-adults", "men"}};
    r.interval_s = 10.0;
    fill_people(run);
    fill_passages(run);
    fill_timeline(run);
    r.zone_results = {
        {348, 1, 0, not_a_time, 4.5, 12.0}, {0, 0, 348, 120.0, 5.25, 30.5}, {80, 0, 0, 60.5, 2.0, 0.0}};
    fill_density(run);
    fill_replay(run);
    r.density_rule = "People in a 2 m x 2 m window around a 0.4 m cell, averaged over one second.";
    r.congestion_rule = "Density of at least 3.5 per m2 for 10 s or more.";
    r.congestion = {{"in front of exit 'Foyer south'", 0, {36.5, 1.5}, 6.0, 40.0, 118.0, 61.0, 5.25, 33}};
    r.crowd_pressure_rule = "Density times variance of the velocity.";
    r.crowd_pressure_warning_per_s2 = 0.02;
    r.crowd_pressure = {{"at exit 'Foyer south'", 0, {36.4, 1.2}, 0.0525, 70.0, 50.0, 30.0},
                        {"in Gallery bar", 1, {50.0, 4.0}, 0.0125, 30.0, not_a_time, 0.0}};
    r.events = {{0.0, "start", "", "The run begins", -1, {}, false},
                {90.0, "close_exit", "west", "Exit 'Stage <west>' closes", 0, {0.0, 11.6}, true}};
    r.notes = {"Exit widths allow 1.20 m for 200 people."};
    r.health.stuck = {{4, 0, run.paths[3].points[0], 45.0, true, "boxed in by the seats"}};
    r.health.max_overlap_m = 0.018;
    r.health.strain = {{"projection not converged", 3}};
    r.health.conservation_ok = true;
    r.performance = {3.21,      0.4,  1000000, 400000.0,
                     run.end_s, 85.5, 2,       {{"plan velocities", 1.5}, {"move", 0.8}}};
    return run;
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "wayout-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no folder for temporary files");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::vector<std::vector<std::string>> parse_csv(const std::string& text) {
    std::vector<std::vector<std::string>> table;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string>& row = table.emplace_back(1);
        bool quoted = false;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] == '"') {
                if (quoted && i + 1 < line.size() && line[i + 1] == '"')
                    row.back() += line[++i];
                else
                    quoted = !quoted;
            } else if (line[i] == ',' && !quoted) {
                row.emplace_back();
            } else {
                row.back() += line[i];
            }
        }
    }
    return table;
}

}  // namespace wayout::sample
