#include "geometry/polygon_locator.hpp"
#include "sample_run.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wayout::sample {

namespace {

constexpr Vec2 fire_m{6.0, 20.0};
constexpr double starts_at_s = 20.0;

struct Overcome {
    std::size_t row;
    double at_s;
    HarmCause cause;
};
constexpr std::array<Overcome, 5> overcome{{{20, 61.5, HarmCause::co},
                                            {24, 75.0, HarmCause::convective},
                                            {25, 80.25, HarmCause::co},
                                            {26, 80.5, HarmCause::convective},
                                            {27, 95.0, HarmCause::co}}};

/// Made up: everything fades with the distance from the fire, on the gallery as if 20 m further away.
double fade(double distance_m, double length_m) {
    return std::exp(-distance_m / length_m);
}

double from_fire_m(int storey, Vec2 p) {
    return distance(p, fire_m) + (storey == 1 ? 20.0 : 0.0);
}

/// Nobody measured the air in the east of the gallery.
bool has_data(int storey, Vec2 p) {
    return storey == 0 || p.x < 55.0;
}

struct Cells {
    Vec2 corner_m;
    int nx, ny;
    Vec2 centre(int x, int y) const { return corner_m + Vec2{x + 0.5, y + 0.5}; }
};
/// Of 1 m; the stair belongs to the hall.
constexpr Cells cells_of(int storey) {
    return storey == 0 ? Cells{{0.0, 0.0}, 46, 24} : Cells{{46.0, 0.0}, 14, 24};
}

PolygonLocator locator_of(const Venue& venue, int storey) {
    Region region;
    for (const Surface& surface : venue.surfaces)
        if (surface.storey.value == storey)
            region.insert(region.end(), surface.walkable.begin(), surface.walkable.end());
    return PolygonLocator(region);
}

void fill_tenability(SampleRun& run) {
    constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
    for (const int storey : {0, 1}) {
        const Cells cells = cells_of(storey);
        const PolygonLocator locator = locator_of(run.venue, storey);
        TenabilityGrid g;
        g.storey = storey;
        g.corner_m = cells.corner_m;
        g.cell_m = 1.0;
        g.nx = cells.nx;
        g.ny = cells.ny;
        for (int y = 0; y < g.ny; ++y)
            for (int x = 0; x < g.nx; ++x) {
                const Vec2 p = cells.centre(x, y);
                const bool known = locator.covers(p) && has_data(storey, p);
                const double d = from_fire_m(storey, p);
                const bool untenable = d < 36.0;
                g.aset_s.push_back(!known      ? unknown
                                   : untenable ? static_cast<float>(50.0 + 4.0 * d)
                                               : std::numeric_limits<float>::infinity());
                g.limit.push_back(!known || !untenable ? TenabilityLimit::none
                                  : d < 3.0            ? TenabilityLimit::radiation
                                  : d < 7.0            ? TenabilityLimit::temperature
                                  : d < 11.0           ? TenabilityLimit::asphyxiant_dose
                                                       : TenabilityLimit::visibility);
                g.peak_extinction_per_m.push_back(known ? static_cast<float>(5.0 * fade(d, 12.0)) : unknown);
                g.peak_temperature_k.push_back(known ? static_cast<float>(293.15 + 400.0 * fade(d, 6.0))
                                                     : unknown);
                g.standing_dose.push_back(known ? static_cast<float>(6.0 * fade(d, 6.0)) : unknown);
            }
        run.results.hazards.tenability.push_back(std::move(g));
    }
}

std::uint8_t as_byte(double steps) {
    return static_cast<std::uint8_t>(std::clamp(std::round(steps), 0.0, 254.0));
}

void fill_air(SampleRun& run) {
    AirFrames& air = run.results.hazards.air;
    air.interval_s = 5.0;
    air.cell_m = 1.0;
    for (const int storey : {0, 1})
        air.storeys.push_back({storey, cells_of(storey).corner_m, cells_of(storey).nx, cells_of(storey).ny});
    for (double t = 0.0; t <= run.end_s; t += air.interval_s) {
        auto& extinction = air.extinction.emplace_back();
        auto& temperature = air.temperature.emplace_back();
        auto& dose = air.dose.emplace_back();
        const double grown = std::clamp((t - starts_at_s) / 120.0, 0.0, 1.0);
        for (const int storey : {0, 1}) {
            const Cells cells = cells_of(storey);
            const PolygonLocator locator = locator_of(run.venue, storey);
            for (int y = 0; y < cells.ny; ++y)
                for (int x = 0; x < cells.nx; ++x) {
                    const Vec2 p = cells.centre(x, y);
                    const bool known = locator.covers(p) && has_data(storey, p);
                    const double d = from_fire_m(storey, p);
                    extinction.push_back(known ? as_byte(5.0 * grown * fade(d, 12.0) / 0.02) : 255);
                    temperature.push_back(known ? as_byte((20.0 + 400.0 * grown * fade(d, 6.0)) / 2.0) : 255);
                    dose.push_back(known ? as_byte(6.0 * grown * grown * fade(d, 6.0) / 0.01) : 255);
                }
        }
    }
}

void fill_harm(SampleRun& run) {
    RunResults& r = run.results;
    for (std::size_t i = 0; i < r.people.size(); ++i) {
        PersonResult& p = r.people[i];
        Exposure e;
        // Sixteenths and the like, which every decimal notation holds exactly.
        e.dose[static_cast<std::size_t>(DoseTerm::co)] = static_cast<double>(i % 64) / 128.0;
        e.dose[static_cast<std::size_t>(DoseTerm::oxygen)] = static_cast<double>(i % 3) / 16.0;
        e.dose[static_cast<std::size_t>(DoseTerm::convective)] = static_cast<double>(i % 32) / 64.0;
        e.dose[static_cast<std::size_t>(DoseTerm::radiant)] = i % 50 == 0 ? 0.125 : 0.0;
        e.lowest_visibility_m = 30.0 - static_cast<double>(i % 25);
        e.in_smoke_s = static_cast<double>(i % 40);
        e.covered_s = 60.0;
        e.uncovered_s = i >= 348 ? 2.5 : 0.0;
        p.exposure = e;
        p.tenability_margin_s = i % 4 == 0 ? never : static_cast<double>(i % 100) * 4.0 - 12.0;
        p.turned_back_s = i % 36 == 5 ? 44.0 : not_a_time;
        p.is_injured = i == 360 || i == 361;
    }
    for (const Overcome& o : overcome) {
        PersonResult& p = r.people[o.row];
        Exposure& e = *p.exposure;
        e.dose = {};
        e.dose[static_cast<std::size_t>(o.cause == HarmCause::co ? DoseTerm::co : DoseTerm::convective)] =
            0.75;
        e.dose[static_cast<std::size_t>(o.cause == HarmCause::co ? DoseTerm::cn : DoseTerm::radiant)] = 0.375;
        e.impaired = {o.at_s - 20.0, o.cause};
        e.incapacitated = {o.at_s, o.cause};
        p.outcome = Outcome::incapacitated;
        p.cause = o.cause == HarmCause::co ? "overcome by CO" : "overcome by hot gas";
        p.tenability_margin_s = not_a_time;
    }
    PersonResult& dead = r.people[overcome[0].row];
    dead.exposure->fatal = {120.0, HarmCause::co};
    dead.is_dead = true;
}

void fill_harm_timeline(SampleRun& run) {
    for (TimelineRow& row : run.results.timeline)
        for (const Overcome& o : overcome)
            if (row.time_s >= o.at_s) {
                --row.inside;
                ++row.incapacitated;
            }
    for (std::size_t f = 0; f < run.results.replay.frames.size(); ++f) {
        ReplayFrame& frame = run.results.replay.frames[f];
        for (std::size_t i = 0; i < frame.row.size(); ++i)
            for (const Overcome& o : overcome)
                if (frame.row[i] == o.row && run.results.replay.interval_s * static_cast<double>(f) >= o.at_s)
                    frame.state[i] = ReplayFrame::incapacitated;
    }
}

}  // namespace

SampleRun make_fire_run() {
    std::array<std::size_t, overcome.size()> rows{};
    std::transform(overcome.begin(), overcome.end(), rows.begin(), [](const Overcome& o) { return o.row; });
    SampleRun run = make_run(rows);
    RunResults& r = run.results;
    HazardOutcome& h = r.hazards;
    h.is_modelled = true;
    h.source = "FDS result 'stage.smv', 2 meshes";
    h.exposure_laws =
        "Gases: law fds, light work, CO uptake 4.2e-5 per min. Heat: gas conv_light. Thresholds: impaired "
        "0.3, "
        "incapacitated 1.";
    h.substitutions = {"HCN = 0 ppm everywhere: no nitrogen in the fuel"};
    h.notes = {"The gallery east of x = 55 m lies outside of all slices."};
    h.starts_at_s = starts_at_s;
    h.uncovered_frac = 0.03125;
    h.impaired = 9;
    h.incapacitated = 5;
    h.dead = 1;
    h.turned_back = 12;
    h.by_cause = {{"hot gas", 2}, {"CO", 3}};
    h.detectors = {{"d1", "Smoke detector, stage", "smoke", 31.5}, {"s1", "", "sprinkler", not_a_time}};
    LossResult lost;
    lost.id = "gallery-south";
    lost.storey = 1;
    lost.outline_m = {{47.0, 1.0}, {51.0, 1.0}, {51.0, 8.0}, {47.0, 8.0}};
    lost.warned_s = 70.0;
    lost.at_s = 100.0;
    lost.finding = "The user says that it comes down at 100 s.";
    lost.inside = 2;
    lost.injured = 2;
    LossResult held;
    held.id = "beam-7";
    held.storey = 0;
    held.outline_m = {{20.0, 20.0}, {28.0, 20.0}, {28.0, 23.0}, {20.0, 23.0}};
    held.finding = "Steel 412 \u00b0C at most, below 540 \u00b0C.";
    h.losses = {lost, held};
    h.fields_solved_again = 17;
    h.mass_error_frac = 1.5e-7;
    h.energy_error_frac = -2.5e-6;
    fill_tenability(run);
    fill_air(run);
    fill_harm(run);
    fill_harm_timeline(run);
    r.zone_results[0].people_at_end = 6;
    r.zone_results[0].aset_s = 58.0;
    r.zone_results[0].aset_limit = TenabilityLimit::temperature;
    r.zone_results[1].aset_s = 162.5;
    r.zone_results[1].aset_limit = TenabilityLimit::visibility;
    r.zone_results[2].aset_s = never;
    r.events.insert(r.events.begin() + 1, {61.5, "incapacitated", "21", "Person 21 is overcome by CO", 0,
                                           r.people[20].end_m, true});
    return run;
}

}  // namespace wayout::sample
