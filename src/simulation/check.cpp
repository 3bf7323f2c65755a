#include <wayout/check.hpp>
#include <wayout/deviations.hpp>
#include <wayout/simulation.hpp>

#include "venue/venue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace wayout {
namespace {

double open_exit_width_m(const Venue& venue) {
    double total_m = 0.0;
    for (int g = 0; g < venue.exit_count; ++g) {
        const Gate& gate = venue.gates[static_cast<std::size_t>(g)];
        total_m += gate.open_at_start ? gate.clear_width_m : 0.0;
    }
    return total_m;
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
                                open_exit_width_m(venue), doors));
    if (!venue.seats.empty())
        facts.push_back(
            fmt::format("{} seats in {} banks of rows", venue.seats.size(), venue.seat_rows.size()));
    return facts;
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
    report.norms = code_figures(scenario, *simulation->building(), results, NormScope::building);
    return report;
}

}  // namespace wayout
