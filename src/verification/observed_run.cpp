#include "verification/observed_run.hpp"

#include "venue/venue.hpp"
#include "verification/boundary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <numeric>

namespace wayout {
namespace {

constexpr double boundary_tolerance_m = 1e-3;  // the peers' wall tests allow the same millimetre
constexpr double moved_m = 0.05;

/// Radius of bodies in the overlap measure: that of the profiles of the library (people.hpp).
constexpr double overlap_radius_m = 0.20;

class Watch {
public:
    Watch(const RunPlan& plan, const Simulation& simulation, RunRecord& record)
        : plan_(plan),
          venue_(simulation.venue()),
          boundary_(boundary_of(plan.scenario.venue)),
          record_(record) {
        record_.placed = simulation.placed_count();
        const auto count = static_cast<std::size_t>(record_.placed);
        record_.people.resize(count);
        record_.lines.resize(plan.lines.size());
        record_.areas.resize(plan.areas.size());
        if (plan.keep_tracks)
            record_.tracks.resize(count);
        before_.resize(count);
        for (const Gate& gate : venue_.gates) {
            record_.gate_ids.push_back(gate.id);
            record_.gate_lines.push_back({gate.line.a + venue_.origin_m, gate.line.b + venue_.origin_m});
        }
        for (const TimingLine& line : plan.lines)
            line_surfaces_.push_back(surfaces_of(line.storey, line.stair));
        for (const WatchedArea& area : plan.areas)
            area_surfaces_.push_back(surfaces_of(area.storey, area.stair));
        begin(simulation.crowd());
    }

    void after_step(const Simulation& simulation) {
        const CrowdView crowd = simulation.crowd();
        const double dt = crowd.time_s - last_time_s_;
        for (std::size_t row = 0; row < crowd.id.size(); ++row) follow(crowd, row, dt);
        if (simulation.placed_count() != record_.placed ||
            static_cast<std::size_t>(simulation.placed_count() - simulation.out_count()) != crowd.id.size()) {
            ++record_.violations.conservation_count;
            tell(fmt::format("{} of {} people are accounted for at {:.2f} s",
                             crowd.id.size() + static_cast<std::size_t>(simulation.out_count()),
                             record_.placed, crowd.time_s));
        }
        last_time_s_ = crowd.time_s;
        if (crowd.time_s + 1e-9 >= next_sample_s_) {
            sample_areas(crowd);
            if (plan_.measure_overlap)
                measure_overlap(crowd);
            next_sample_s_ += plan_.sample_period_s;
        }
    }

    void end(const Simulation& simulation) {
        record_.out = simulation.out_count();
        record_.end_s = simulation.time_s();
        record_.state_hash = simulation.state_hash();
        const RunResults results = simulation.results();
        record_.stuck_count = results.health.stuck.size();
        record_.assistance = results.assistance;
        record_.deepest_overlap_m = results.health.max_overlap_m;
        record_.status = results.status;
        record_.passages = simulation.passages();
        for (const Passage& passage : record_.passages) {
            if (venue_.gates[passage.gate.row()].kind != GateKind::exit)
                continue;
            PersonRecord& person = record_.people[passage.person - 1];
            person.left_s = passage.time_s;
            person.exit = record_.gate_ids[passage.gate.row()];
        }
        for (std::size_t line = 0; line < record_.lines.size(); ++line)
            std::stable_sort(
                record_.lines[line].begin(), record_.lines[line].end(),
                [](const LineCrossing& a, const LineCrossing& b) { return a.time_s < b.time_s; });
    }

private:
    struct Before {
        Vec2 p;
        std::int32_t surface{-1};
    };

    std::vector<char> surfaces_of(const std::string& storey, const std::string& stair) const {
        std::vector<char> watched(venue_.surfaces.size(), 0);
        for (std::size_t s = 0; s < watched.size(); ++s) {
            const Surface& surface = venue_.surfaces[s];
            watched[s] = surface.id == (stair.empty() ? storey : stair) ? 1 : 0;
        }
        return watched;
    }

    Vec2 position(const CrowdView& crowd, std::size_t row) const {
        return Vec2{crowd.x_m[row], crowd.y_m[row]} + venue_.origin_m;
    }

    void begin(const CrowdView& crowd) {
        for (std::size_t row = 0; row < crowd.id.size(); ++row) {
            const std::size_t person = crowd.id[row] - 1;
            PersonRecord& who = record_.people[person];
            who.start = position(crowd, row);
            who.free_speed_mps = static_cast<double>(crowd.free_speed_mps[row]);
            who.start_time_s = static_cast<double>(crowd.start_time_s[row]);
            who.population = crowd.population[row];
            before_[person] = {who.start, crowd.surface[row]};
            if (plan_.keep_tracks)
                record_.tracks[person].push_back({0.0, who.start});
            check_place(who.start, crowd.surface[row], crowd.id[row], 0.0);
        }
    }

    void follow(const CrowdView& crowd, std::size_t row, double dt) {
        const AgentId id = crowd.id[row];
        PersonRecord& who = record_.people[id - 1];
        Before& before = before_[id - 1];
        const Vec2 p = position(crowd, row);
        const std::int32_t surface = crowd.surface[row];
        if (p != before.p) {
            if (std::isnan(who.first_shift_s))
                who.first_shift_s = crowd.time_s;
            if (std::isnan(who.first_move_s) && distance(p, who.start) > moved_m)
                who.first_move_s = crowd.time_s;
            check_place(p, surface, id, crowd.time_s);
            if (surface == before.surface)
                check_way(before.p, p, surface, id, crowd.time_s);
            cross_lines(before, p, surface, id, dt);
        }
        before = {p, surface};
        if (plan_.keep_tracks)
            record_.tracks[id - 1].push_back({crowd.time_s, p});
    }

    const WalkablePiece& piece_of(std::int32_t surface_row) const {
        const Surface& surface = venue_.surfaces[static_cast<std::size_t>(surface_row)];
        return surface.stair_index >= 0 ? boundary_.stairs[static_cast<std::size_t>(surface.stair_index)]
                                        : boundary_.storeys[surface.storey.row()];
    }

    void check_place(Vec2 p, std::int32_t surface, AgentId id, double time_s) {
        const double outside_m = piece_of(surface).distance_outside_m(p);
        if (outside_m <= boundary_tolerance_m)
            return;
        ++record_.violations.outside_count;
        record_.violations.worst_outside_m = std::max(record_.violations.worst_outside_m, outside_m);
        tell(fmt::format("person {} is {:.4f} m outside at ({:.3f}, {:.3f}) at {:.2f} s", id, outside_m, p.x,
                         p.y, time_s));
    }

    void check_way(Vec2 from, Vec2 to, std::int32_t surface, AgentId id, double time_s) {
        const WalkablePiece& piece = piece_of(surface);
        const bool through_wall = piece.crosses_wall(from, to);
        if (!through_wall && piece.distance_outside_m(0.5 * (from + to)) <= boundary_tolerance_m)
            return;
        ++record_.violations.wall_crossing_count;
        tell(fmt::format("person {} crosses a wall between ({:.3f}, {:.3f}) and ({:.3f}, {:.3f}) at {:.2f} s",
                         id, from.x, from.y, to.x, to.y, time_s));
    }

    void tell(std::string words) {
        if (record_.violations.first.empty())
            record_.violations.first = std::move(words);
    }

    void cross_lines(const Before& before, Vec2 p, std::int32_t surface, AgentId id, double dt) {
        for (std::size_t k = 0; k < plan_.lines.size(); ++k) {
            if (line_surfaces_[k][static_cast<std::size_t>(surface)] == 0)
                continue;
            const Segment& line = plan_.lines[k].line;
            const double share = crossing_share(before.p, p, line);
            if (share >= 0.0)
                record_.lines[k].push_back(
                    {last_time_s_ + share * dt, id, cross(line.b - line.a, before.p - line.a) > 0.0});
        }
    }

    void sample_areas(const CrowdView& crowd) {
        for (std::size_t k = 0; k < plan_.areas.size(); ++k) {
            AreaSample sample{.time_s = crowd.time_s};
            double speed_sum = 0.0;
            for (std::size_t row = 0; row < crowd.id.size(); ++row) {
                if (area_surfaces_[k][static_cast<std::size_t>(crowd.surface[row])] == 0 ||
                    !contains(plan_.areas[k].polygon, position(crowd, row)))
                    continue;
                ++sample.count;
                speed_sum += std::hypot(static_cast<double>(crowd.vx_mps[row]),
                                        static_cast<double>(crowd.vy_mps[row]));
            }
            if (sample.count > 0)
                sample.mean_speed_mps = speed_sum / sample.count;
            record_.areas[k].push_back(sample);
        }
    }

    /// Sweep along x: only pairs within two radii in x are looked at.
    void measure_overlap(const CrowdView& crowd) {
        std::vector<std::size_t> order(crowd.id.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return crowd.x_m[a] < crowd.x_m[b]; });
        for (std::size_t i = 0; i < order.size(); ++i)
            for (std::size_t j = i + 1; j < order.size(); ++j) {
                const std::size_t a = order[i];
                const std::size_t b = order[j];
                if (crowd.x_m[b] - crowd.x_m[a] >= 2.0 * overlap_radius_m)
                    break;
                if (crowd.surface[a] != crowd.surface[b])
                    continue;
                const double apart_m = std::hypot(crowd.x_m[b] - crowd.x_m[a], crowd.y_m[b] - crowd.y_m[a]);
                record_.max_overlap_m = std::max(record_.max_overlap_m, 2.0 * overlap_radius_m - apart_m);
            }
    }

    const RunPlan& plan_;
    const Venue& venue_;
    Boundary boundary_;
    RunRecord& record_;
    std::vector<Before> before_;
    std::vector<std::vector<char>> line_surfaces_;
    std::vector<std::vector<char>> area_surfaces_;
    double last_time_s_{0.0};
    double next_sample_s_{0.0};
};

std::string joined(const Errors& errors) {
    std::string text;
    for (const Error& error : errors)
        text += fmt::format("{}{}{}{}", text.empty() ? "" : "; ", error.where,
                            error.where.empty() ? "" : ": ", error.message);
    return text;
}

void run(const RunPlan& plan, RunRecord& record) {
    if (plan.compute) {
        record.numbers = plan.compute();
        return;
    }
    if (plan.walk) {
        plan.walk(plan, record);
        return;
    }
    RunOptions options;
    options.seed = plan.seed;
    options.threads = plan.threads;
    options.isa = plan.isa;
    options.record = Record::nothing;
    Result<Simulation> created = Simulation::create(plan.scenario, options);
    if (!created) {
        record.error = joined(created.error());
        return;
    }
    Simulation& simulation = *created;
    Watch watch(plan, simulation, record);
    while (!simulation.is_finished() && !(plan.is_enough && plan.is_enough(simulation))) {
        simulation.step();
        watch.after_step(simulation);
        if (plan.probe)
            plan.probe(simulation, record);
    }
    watch.end(simulation);
}

}  // namespace

double RunRecord::evacuation_time_s() const {
    if (!is_complete())
        return never_s;
    double last_s = 0.0;
    for (const PersonRecord& person : people) last_s = std::max(last_s, person.left_s);
    return last_s;
}

std::vector<double> RunRecord::times_through(const std::string& gate_id) const {
    std::vector<double> times;
    for (const Passage& passage : passages)
        if (gate_ids[passage.gate.row()] == gate_id)
            times.push_back(passage.time_s);
    std::sort(times.begin(), times.end());
    return times;
}

std::vector<double> RunRecord::first_times_over(std::size_t line) const {
    std::vector<char> seen(people.size(), 0);
    std::vector<double> times;
    for (const LineCrossing& crossing : lines[line]) {
        if (seen[crossing.person - 1] != 0)
            continue;
        seen[crossing.person - 1] = 1;
        times.push_back(crossing.time_s);
    }
    return times;
}

RunRecord observe(const RunPlan& plan) {
    RunRecord record;
    record.seed = plan.seed;
    try {
        run(plan, record);
    } catch (const std::exception& bug) {
        record.error = bug.what();
    }
    return record;
}

}  // namespace wayout
