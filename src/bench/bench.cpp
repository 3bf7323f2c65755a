#include <wayout/bench.hpp>
#include <wayout/simulation.hpp>

#include "bench/scenes.hpp"
#include "core/phase_timer.hpp"
#include "venue/venue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

std::vector<const BenchScene*> chosen_scenes(const BenchOptions& options, Errors& errors) {
    std::vector<const BenchScene*> chosen;
    for (const BenchScene& scene : all_bench_scenes())
        if (options.scenes.empty() && scene.in_default_set)
            chosen.push_back(&scene);
    for (const std::string& wanted : options.scenes) {
        const std::size_t before = chosen.size();
        for (const BenchScene& scene : all_bench_scenes())
            if (scene.name == wanted)
                chosen.push_back(&scene);
        if (chosen.size() == before)
            for (const BenchScene& scene : all_bench_scenes())
                if (scene.name.starts_with(wanted))
                    chosen.push_back(&scene);
        if (chosen.size() == before) {
            std::string known;
            for (const BenchScene& scene : all_bench_scenes())
                known += (known.empty() ? "" : ", ") + scene.name;
            errors.push_back(
                {ErrorCode::unsupported, "bench: " + wanted, "no such scene; there are: " + known, {}, 0, 0});
        }
    }
    return chosen;
}

/// Times of leaving, ascending.
std::vector<double> leaving_times(const Simulation& simulation) {
    std::vector<double> times;
    for (const Passage& passage : simulation.passages())
        if (passage.gate.value < simulation.venue().exit_count)
            times.push_back(passage.time_s);
    std::sort(times.begin(), times.end());
    return times;
}

double time_of_share(const std::vector<double>& times, int placed, double share) {
    const auto needed = static_cast<std::size_t>(std::ceil(share * placed));
    return needed >= 1 && times.size() >= needed ? times[needed - 1] : not_measured;
}

/// Flow of persons 50 to 200 through the door, per metre.
double door_flow(const std::vector<double>& times, double width_m) {
    constexpr std::size_t first = 50;
    constexpr std::size_t last = 200;
    if (width_m <= 0.0 || times.size() < last)
        return not_measured;
    return static_cast<double>(last - first) / ((times[last - 1] - times[first - 1]) * width_m);
}

Result<BenchRow> run_scene(const BenchScene& scene, const BenchOptions& options) {
    const BuiltScene built = build_scene(scene);
    RunOptions run;
    run.model = options.model.empty() ? built.scenario.simulation.model : options.model;
    run.threads = options.threads;
    run.isa = options.isa;
    run.time_step_s = options.time_step_s;
    run.record = Record::nothing;
    const Stopwatch setup;
    Result<Simulation> created = Simulation::create(built.scenario, run);
    if (!created)
        return created.error();
    Simulation& simulation = *created;
    BenchRow row;
    row.scene = scene.name;
    row.model = *run.model;
    row.threads = options.threads;
    row.time_step_s = options.time_step_s;
    row.agents = simulation.placed_count();
    row.setup_s = setup.elapsed_s();
    row.placement_check = built.placement_check;
    // Sums of so many numbers agree to the printed six decimals only up to rounding in the summation.
    row.placement_ok =
        std::isnan(scene.expected_check) ||
        std::abs(built.placement_check - scene.expected_check) <= 1e-6 + 1e-12 * scene.expected_check;
    const double cpu_before = process_cpu_s();
    const Stopwatch wall;
    while (!simulation.is_finished()) {
        row.agent_steps += static_cast<std::uint64_t>(simulation.inside_count());
        simulation.step();
    }
    row.wall_s = wall.elapsed_s();
    row.cpu_s = process_cpu_s() - cpu_before;
    row.steps = simulation.step_count();
    row.simulated_s = simulation.time_s();
    row.us_per_agent_step =
        1e6 * row.cpu_s / static_cast<double>(std::max<std::uint64_t>(1, row.agent_steps));
    row.out = simulation.out_count();
    const std::vector<double> times = leaving_times(simulation);
    row.time_50_s = time_of_share(times, row.agents, 0.5);
    row.time_95_s = time_of_share(times, row.agents, 0.95);
    row.time_all_s = time_of_share(times, row.agents, 1.0);
    row.door_flow_pps_per_m = door_flow(times, scene.door_width_m);
    row.state_hash = simulation.state_hash();
    const Performance performance = simulation.results().performance;
    row.peak_rss_mib = performance.peak_rss_mib;
    for (const PhaseTime& phase : performance.phases)
        row.phase_ms.emplace_back(phase.phase, 1000.0 * phase.total_s);
    return row;
}

}  // namespace

std::vector<std::pair<std::string, bool>> bench_scenes() {
    std::vector<std::pair<std::string, bool>> names;
    for (const BenchScene& scene : all_bench_scenes()) names.emplace_back(scene.name, scene.in_default_set);
    return names;
}

Result<std::vector<BenchRow>> run_bench(const BenchOptions& options) {
    Errors errors;
    const std::vector<const BenchScene*> scenes = chosen_scenes(options, errors);
    if (!errors.empty())
        return errors;
    std::vector<BenchRow> rows;
    for (const BenchScene* scene : scenes) {
        if (options.progress)
            options.progress(scene->name);
        Result<BenchRow> row = run_scene(*scene, options);
        if (!row)
            return row.error();
        rows.push_back(std::move(*row));
    }
    return rows;
}

std::string bench_as_text(const std::vector<BenchRow>& rows) {
    std::string text = fmt::format("{:<12} {:>7} {:>7} {:>6} {:>9} {:>8} {:>8} {:>7} {:>6}  {:<5} {:<16}\n",
                                   "scene", "threads", "agents", "steps", "us/a-step", "sim/cpu", "cpu s",
                                   "RSS MiB", "out", "check", "state hash");
    for (const BenchRow& row : rows) {
        text += fmt::format(
            "{:<12} {:>7} {:>7} {:>6} {:>9.3f} {:>8.1f} {:>8.2f} {:>7.0f} {:>6}  {:<5} {:016x}\n", row.scene,
            row.threads, row.agents, row.steps, row.us_per_agent_step, row.simulated_s / row.cpu_s, row.cpu_s,
            row.peak_rss_mib, row.out, row.placement_ok ? "ok" : "WRONG", row.state_hash);
        text += "             ms:";
        for (const auto& [phase, ms] : row.phase_ms) text += fmt::format(" {} {:.0f}", phase, ms);
        if (std::isfinite(row.time_all_s))
            text += fmt::format("; out: 50 % {:.1f} s, 95 % {:.1f} s, all {:.1f} s", row.time_50_s,
                                row.time_95_s, row.time_all_s);
        if (std::isfinite(row.door_flow_pps_per_m))
            text += fmt::format("; door flow {:.2f} /(m s)", row.door_flow_pps_per_m);
        text += '\n';
    }
    return text;
}

std::string bench_as_json(const std::vector<BenchRow>& rows) {
    const auto number = [](double value) {
        return std::isfinite(value) ? fmt::format("{}", value) : std::string("null");
    };
    std::string text = "{\n  \"results\": [";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const BenchRow& row = rows[i];
        text += i == 0 ? "\n" : ",\n";
        text += fmt::format(
            R"(    {{"scene": "{}", "model": "{}", "threads": {}, "agents": {}, "steps": {}, "time_step_s": {}, "agent_steps": {}, )"
            R"("us_per_agent_step": {}, "simulated_s": {}, "setup_s": {}, "cpu_s": {}, "wall_s": {}, "peak_rss_mib": {}, )",
            row.scene, row.model, row.threads, row.agents, row.steps, row.time_step_s, row.agent_steps,
            number(row.us_per_agent_step), number(row.simulated_s), number(row.setup_s), number(row.cpu_s),
            number(row.wall_s), number(row.peak_rss_mib));
        text += fmt::format(
            R"("placement_check": {:.6f}, "placement_ok": {}, "out": {}, "time_50_s": {}, "time_95_s": {}, "time_all_s": {}, )"
            R"("door_flow_pps_per_m": {}, "state_hash": "{:016x}", "phase_ms": {{)",
            row.placement_check, row.placement_ok, row.out, number(row.time_50_s), number(row.time_95_s),
            number(row.time_all_s), number(row.door_flow_pps_per_m), row.state_hash);
        for (std::size_t k = 0; k < row.phase_ms.size(); ++k)
            text += fmt::format(R"({}"{}": {})", k == 0 ? "" : ", ", row.phase_ms[k].first,
                                number(row.phase_ms[k].second));
        text += "}}";
    }
    text += "\n  ]\n}\n";
    return text;
}

}  // namespace wayout
