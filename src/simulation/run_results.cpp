#include "simulation/run_results.hpp"

#include "core/memory.hpp"
#include "harm/crush_dose.hpp"
#include "simulation/assistance_results.hpp"
#include "simulation/world.hpp"

#include <wayout/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace wayout {
namespace {

PassageKind kind_of(GateKind kind) {
    switch (kind) {
        case GateKind::exit:
            return PassageKind::exit;
        case GateKind::door:
            return PassageKind::door;
        case GateKind::joint:
            break;
    }
    return PassageKind::joint;
}

RunStatus status_of(const World& world) {
    if (world.out_count + world.incapacitated_count == world.placed_count)
        return RunStatus::all_out;
    if (is_settled(world))
        return RunStatus::settled;
    return world.is_finished() ? RunStatus::time_limit : RunStatus::interrupted;
}

/// Why somebody who has not been reported as stuck is still inside.
std::string reason_inside(const World& world, std::size_t row) {
    const Agents& agents = world.agents;
    if (has_not_begun(agents.activity[row]) && std::isinf(agents.start_time_s[row]))
        return "had not begun to walk: no alarm and no other reason to";
    if (has_not_begun(agents.activity[row]))
        return fmt::format("had not begun to walk (pre-movement time {:.0f} s)", agents.start_time_s[row]);
    if (std::string without_help = reason_without_help(world, row); !without_help.empty())
        return without_help;
    if (const Errand& errand = world.errands.of(agents.id[row]); errand.purpose != ErrandPurpose::none)
        return fmt::format("{} ({})",
                           agents.activity[row] == Activity::staying ? "stays where he meant to go"
                                                                     : "on an errand when the run ended",
                           words_for(errand.purpose));
    if (agents.exit_gate[row] < 0)
        return "no open exit could be reached";
    return fmt::format("on the way to exit '{}' when the run ended",
                       world.venue->gates[static_cast<std::size_t>(agents.exit_gate[row])].name);
}

void add_event(RunResults& results, double time_s, const char* kind, std::string subject, std::string text) {
    Event event;
    event.time_s = time_s;
    event.kind = kind;
    event.subject = std::move(subject);
    event.text = std::move(text);
    results.events.push_back(std::move(event));
}

}  // namespace

std::vector<PersonResult> people_at_start(const PlacedPeople& placed, const Venue&) {
    std::vector<PersonResult> people(placed.persons.size());
    const Agents& agents = placed.agents;
    for (std::size_t row = 0; row < people.size(); ++row) {
        PersonResult& person = people[row];
        const PersonInfo& info = placed.persons[row];
        person.id = agents.id[row];
        person.population = agents.population[row];
        person.group = agents.profile_group[row];
        person.sex = info.sex;
        person.mobility = agents.mobility[row];
        person.age_years = info.age_years;
        person.radius_m = static_cast<double>(agents.radius_m[row]);
        person.free_speed_mps = static_cast<double>(agents.free_speed_mps[row]);
        person.start_storey = info.start_storey.value;
        person.start_zone = info.start_zone.value;
        person.start_m = info.start;
        person.start_time_s = static_cast<double>(agents.start_time_s[row]);
        if (placed.companies.count() > 0)
            person.company = placed.companies.of[row];
        person.is_leader =
            person.company >= 0 &&
            placed.companies.of_group(static_cast<std::size_t>(person.company)).front() == person.id;
    }
    return people;
}

std::vector<PassageResult> passages_at_start(const Venue& venue) {
    std::vector<PassageResult> passages;
    for (const Gate& gate : venue.gates) {
        PassageResult& passage = passages.emplace_back();
        passage.kind = kind_of(gate.kind);
        passage.id = gate.id;
        passage.name = gate.name;
        passage.storey = gate.storey.value;
        passage.line = gate.line;
        passage.clear_width_m = gate.clear_width_m;
        passage.open_at_start = gate.open_at_start;
    }
    return passages;
}

RunResults results_frame(const World& world) {
    RunResults results;
    results.scenario_name = world.scenario.name;
    results.status = status_of(world);
    results.seed = world.seed;
    results.model = world.scenario.simulation.model;
    results.calibration = world.scenario.simulation.calibration;
    results.time_step_s = world.time_step_s;
    results.state_hash = final_state_hash(world);
    results.version = version;
    results.origin_m = world.venue->origin_m;
    for (const Storey& storey : world.venue->storeys)
        results.storeys.push_back({storey.id, storey.name, storey.elevation_m});
    for (const Zone& zone : world.venue->zones)
        results.zones.push_back({zone.id, zone.name, zone.use, zone.storey.value});
    for (const PopulationSpec& population : world.scenario.people.populations)
        results.populations.push_back({population.id, population.label(), population.role});
    for (const GroupInUse& group : world.groups) results.groups.push_back({group.profile, group.group});
    for (const Error& note : world.notes)
        results.notes.push_back(fmt::format("{}: {}", note.where, note.message));
    Performance& performance = results.performance;
    performance.agent_steps = world.agent_steps;
    performance.simulated_s = world.time_s();
    performance.peak_rss_mib = peak_memory_mib();
    performance.threads = world.pool.thread_count();
    for (const PhaseTimer::Phase& phase : world.timer.phases())
        performance.phases.push_back({phase.name, phase.total_ms / 1000.0});
    return results;
}

void describe_those_inside(const World& world, std::vector<PersonResult>& people) {
    const Agents& agents = world.agents;
    const double now_s = world.time_s();
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (agents.activity[row] == Activity::out || is_responder(world, agents.id[row]))
            continue;
        PersonResult& person = people[agents.id[row] - 1];
        person.outcome = counts_as_unable(world, row) ? Outcome::incapacitated : Outcome::inside;
        person.cause = reason_inside(world, row);
        if (static_cast<double>(agents.start_time_s[row]) > now_s)
            person.start_time_s = not_a_time;
        person.distance_m = agents.distance_m[row];
        person.waiting_s = static_cast<double>(agents.waiting_s[row]);
        person.max_density_per_m2 =
            std::max(person.max_density_per_m2, static_cast<double>(agents.max_density_per_m2[row]));
        person.end_storey = world.venue->surfaces[static_cast<std::size_t>(agents.surface[row])].storey.value;
        person.end_m = {agents.x_m[row], agents.y_m[row]};
    }
    for (const StuckPerson& stuck : world.progress.found())
        if (stuck.still_stuck)
            people[stuck.id - 1].cause =
                fmt::format("no progress since {:.0f} s: {}", stuck.since_s, stuck.cause);
}

void add_final_events(const World& world, RunResults& results) {
    for (const StuckPerson& stuck : world.progress.found()) {
        add_event(results, stuck.since_s, "stuck", fmt::format("{}", stuck.id),
                  fmt::format("Person {} makes no progress: {}", stuck.id, stuck.cause));
        results.events.back().storey = stuck.storey;
        results.events.back().position_m = stuck.position_m;
    }
    if (results.status == RunStatus::all_out && !world.passages.empty()) {
        double last_s = 0.0;
        for (const Passage& passage : world.passages) last_s = std::max(last_s, passage.time_s);
        add_event(results, last_s, "all_out", "",
                  world.incapacitated_count == 0 ? "Everybody is out" : "Everybody who is able is out");
        results.events.back().mark = true;
    }
    if (results.status == RunStatus::settled) {
        add_event(
            results, world.time_s(), "settled", "",
            world.standstill.has_set_in()
                ? fmt::format("Nobody inside has got any farther since {:.0f} s", world.standstill.since_s())
                : "Everybody inside who is able stays where he meant to go");
        results.events.back().mark = true;
    }
    std::stable_sort(results.events.begin(), results.events.end(),
                     [](const Event& a, const Event& b) { return a.time_s < b.time_s; });
}

void find_chosen_exits(const std::vector<PassageResult>& passages, std::vector<Decision>& decisions) {
    constexpr int several = -1;
    std::map<std::string, int, std::less<>> exits;
    for (std::size_t row = 0; row < passages.size(); ++row) {
        const PassageResult& p = passages[row];
        if (p.kind != PassageKind::exit)
            continue;
        const auto [place, is_new] = exits.emplace(p.name.empty() ? p.id : p.name, static_cast<int>(row));
        if (!is_new)
            place->second = several;
    }
    for (Decision& d : decisions)
        if (const auto found = exits.find(d.choice);
            d.passage < 0 && d.kind != "learns" && found != exits.end())
            d.passage = found->second;
}

void describe_squeeze(const SqueezeRecord& squeeze, std::vector<PersonResult>& people,
                      CrushOutcome& outcome) {
    for (std::size_t i = 0; i < people.size(); ++i) {
        const SqueezeRecord::Person& p = squeeze.of(i);
        people[i].max_squeeze_n = static_cast<double>(p.peak_n);
        people[i].squeeze_15s_n = static_cast<double>(p.held_n[0]);
        people[i].squeeze_60s_n = static_cast<double>(p.held_n[1]);
        people[i].squeeze_240s_n = static_cast<double>(p.held_n[2]);
        const auto dose = static_cast<double>(p.largest_dose);
        people[i].crush_dose = dose;
        outcome.expected_distress += probability_beyond(dose, distress_dose);
        outcome.expected_unconscious += probability_beyond(dose, unconscious_dose);
        outcome.expected_fatal += probability_beyond(dose, fatal_dose);
    }
}

std::vector<DensityGrid> density_grids(const DensityMap& map, const CrowdPressure& pressure) {
    std::vector<DensityGrid> grids;
    const double observed_s = std::max(map.observed_s(), 1e-9);
    for (const DensityMap::Layer& layer : map.layers()) {
        DensityGrid& grid = grids.emplace_back();
        grid.storey = layer.storey.value;
        grid.corner_m = layer.corner_m;
        grid.cell_m = DensityMap::cell_m;
        grid.nx = layer.nx;
        grid.ny = layer.ny;
        grid.peak_per_m2 = layer.peak_per_m2;
        grid.above_4_s = layer.above_crowded_s;
        grid.peak_squeeze_n = layer.peak_squeeze_n;
        grid.peak_pressure_per_s2 = pressure.peaks(grids.size() - 1, map);
        for (std::size_t cell = 0; cell < layer.count.size(); ++cell) {
            grid.walkable_frac.push_back(std::min(
                1.0F,
                layer.own_walkable_m2[cell] / static_cast<float>(DensityMap::cell_m * DensityMap::cell_m)));
            grid.mean_per_m2.push_back(static_cast<float>(layer.sum_per_m2_s[cell] / observed_s));
        }
    }
    return grids;
}

std::vector<CrowdPressureSpot> highest_first(std::vector<CrowdPressureSpot> spots) {
    std::stable_sort(spots.begin(), spots.end(), [](const CrowdPressureSpot& a, const CrowdPressureSpot& b) {
        return a.peak_per_s2 > b.peak_per_s2;
    });
    return spots;
}

std::string density_rule() {
    return fmt::format(
        "People in a window of {0:.0f} m x {0:.0f} m, divided by its walkable area (at least {1:.0f} m2), "
        "averaged over one second.",
        DensityMap::cell_m * DensityMap::window_cells, DensityMap::smallest_window_m2);
}

}  // namespace wayout
