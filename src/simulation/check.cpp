#include <wayout/check.hpp>
#include <wayout/deviations.hpp>
#include <wayout/simulation.hpp>

#include "venue/venue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace wayout {
namespace {

struct Widths {
    double total_m{0.0};
    double largest_m{0.0};
};

Widths open_exit_widths(const Venue& venue) {
    Widths widths;
    for (int g = 0; g < venue.exit_count; ++g) {
        const Gate& gate = venue.gates[static_cast<std::size_t>(g)];
        if (!gate.open_at_start)
            continue;
        widths.total_m += gate.clear_width_m;
        widths.largest_m = std::max(widths.largest_m, gate.clear_width_m);
    }
    return widths;
}

std::vector<std::string> venue_facts(const Venue& venue) {
    std::vector<std::string> facts;
    double area_m2 = 0.0;
    std::size_t flights = 0;
    for (const Surface& surface : venue.surfaces) {
        area_m2 += surface.area_m2;
        flights += surface.kind == SurfaceKind::stair || surface.kind == SurfaceKind::escalator ||
                           surface.kind == SurfaceKind::ramp
                       ? 1
                       : 0;
    }
    const auto doors = std::count_if(venue.gates.begin(), venue.gates.end(),
                                     [](const Gate& gate) { return gate.kind == GateKind::door; });
    facts.push_back(fmt::format("{} storeys, {:.0f} m2 walkable, {} flights of stairs, ramps and escalators",
                                venue.storeys.size(), area_m2, flights));
    facts.push_back(fmt::format("{} exits with {:.2f} m clear width in all, {} doors", venue.exit_count,
                                open_exit_widths(venue).total_m, doors));
    if (!venue.seats.empty())
        facts.push_back(
            fmt::format("{} seats in {} banks of rows", venue.seats.size(), venue.seat_rows.size()));
    return facts;
}

/// Figures of building codes, as hints. Sources and how they are known: MVStaettVO section 7(4), read in the
/// source; Approved Document B, read in a secondary text; Green Guide rate of 82 persons per metre and
/// minute, read in a secondary text; observed theatre flow below 1.0 (Imanishi & Sano 2019, abstract).
std::vector<std::string> code_hints(const Venue& venue, int people) {
    constexpr double mvstaettvo_m_per_person = 1.20 / 200.0;
    constexpr double adb_m_per_person = 0.005;
    constexpr double green_guide_pps_per_m = 82.0 / 60.0;
    constexpr double observed_pps_per_m = 1.0;
    const Widths widths = open_exit_widths(venue);
    std::vector<std::string> hints;
    const auto compare = [](double supply_m, double demand_m) {
        return fmt::format("needed {:.2f} m, there are {:.2f} m: {}", demand_m, supply_m,
                           supply_m >= demand_m ? "enough by this rule" : "TOO LITTLE by this rule");
    };
    hints.push_back(fmt::format("Exit width, MVStaettVO s.7(4), 1.20 m per 200 persons indoors: {}",
                                compare(widths.total_m, mvstaettvo_m_per_person * people)));
    hints.push_back(
        fmt::format("Exit width, Approved Document B, 5 mm per person with the widest exit discounted "
                    "(secondary source): {}",
                    compare(widths.total_m - widths.largest_m, adb_m_per_person * people)));
    if (widths.total_m > 0.0)
        hints.push_back(
            fmt::format("All {} people through all exits by hand: {:.0f} s at the Green Guide rate of 82 "
                        "persons/(m min), {:.0f} s at the 1.0 "
                        "persons/(m s) seen in theatre drills (Imanishi and Sano 2019); walking and "
                        "pre-movement time come on top",
                        people, people / (green_guide_pps_per_m * widths.total_m),
                        people / (observed_pps_per_m * widths.total_m)));
    return hints;
}

}  // namespace

CheckReport check_venue(const VenueSpec& spec) {
    CheckReport report;
    VenueNotes notes;
    const Result<std::shared_ptr<const Venue>> venue = build_venue(spec, &notes);
    report.warnings = std::move(notes.warnings);
    if (venue)
        report.facts = venue_facts(**venue);
    else
        report.errors = venue.error();
    return report;
}

CheckReport check_scenario(const Scenario& scenario) {
    CheckReport report = check_venue(scenario.venue);
    if (!report.errors.empty())
        return report;
    RunOptions options;
    options.record = Record::nothing;
    Result<Simulation> simulation = Simulation::create(scenario, options);
    if (!simulation) {
        report.errors = simulation.error();
        return report;
    }
    const int people = simulation->placed_count();
    report.facts.push_back(
        fmt::format("{} people in {} populations", people, scenario.people.populations.size()));
    const RunResults results = simulation->results();
    const auto warn = [&report](const char* where, const std::string& message) {
        Error warning;
        warning.code = ErrorCode::out_of_range;
        warning.where = where;
        warning.message = message;
        report.warnings.push_back(std::move(warning));
    };
    for (const std::string& note : results.notes) warn("people", note);
    if (results.hazards.is_modelled) {
        for (const std::string& note : results.hazards.notes) warn("incident.fire", note);
        if (!results.hazards.source.empty())
            report.facts.push_back(fmt::format("air from {}", results.hazards.source));
        report.facts.push_back(results.hazards.exposure_laws);
    }
    for (Error& warning : deviation_warnings(scenario)) report.warnings.push_back(std::move(warning));
    report.hints = code_hints(simulation->venue(), people);
    return report;
}

}  // namespace wayout
