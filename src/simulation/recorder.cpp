#include "simulation/recorder.hpp"

#include "core/assert.hpp"
#include "simulation/assistance_results.hpp"
#include "simulation/congestion.hpp"
#include "simulation/danger_results.hpp"
#include "simulation/hazard_results.hpp"
#include "simulation/lift_state.hpp"
#include "simulation/noticing_state.hpp"
#include "simulation/rescue_state.hpp"
#include "simulation/run_results.hpp"
#include "simulation/thin_out.hpp"
#include "simulation/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// The density of a second is the mean of samples so far apart.
constexpr double density_sample_s = 0.2;
constexpr double first_replay_interval_s = 0.5;
/// More frames than this are thinned to every second one: a long run has a coarser replay, not a larger
/// report.
constexpr std::size_t most_replay_frames = 1500;

std::uint64_t steps_in(double seconds, double time_step_s) {
    return static_cast<std::uint64_t>(std::max(1.0, std::round(seconds / time_step_s)));
}

ReplayFrame::State replay_state(Activity activity) {
    switch (activity) {
        case Activity::walking:
            return ReplayFrame::walking;
        case Activity::incapacitated:
        case Activity::lying:
            return ReplayFrame::incapacitated;
        case Activity::staying:
            return ReplayFrame::staying;
        case Activity::seated:
        case Activity::waiting:
        case Activity::out:
            break;
    }
    return ReplayFrame::waiting;
}

bool is_queueing(const Agents& agents, std::size_t row) {
    const float vx = agents.vx_mps[row];
    const float vy = agents.vy_mps[row];
    const float limit = 0.5F * agents.free_speed_mps[row];
    return agents.activity[row] == Activity::walking && agents.next_gate[row] >= 0 &&
           vx * vx + vy * vy < limit * limit;
}

}  // namespace

Recorder::Recorder(std::shared_ptr<const Venue> venue, std::shared_ptr<const BlankMaps> maps,
                   const Scenario& scenario, const PlacedPeople& people, double time_step_s, Record record)
    : venue_(std::move(venue)),
      with_maps_(record != Record::nothing),
      with_replay_(record == Record::everything),
      interval_s_(scenario.outputs.interval_s),
      second_steps_(steps_in(1.0, time_step_s)),
      sample_steps_(steps_in(density_sample_s, time_step_s)),
      pressure_sample_steps_(steps_in(CrowdPressure::sample_s, time_step_s)),
      pressure_window_steps_(steps_in(CrowdPressure::window_s, time_step_s)),
      frame_steps_(steps_in(1.0 / scenario.outputs.trajectory_fps, time_step_s)),
      replay_steps_(steps_in(first_replay_interval_s, time_step_s)),
      people_(people_at_start(people, *venue_)),
      passages_(passages_at_start(*venue_)),
      blank_(std::move(maps)),
      density_(blank_->density),
      pressure_(*venue_, density_),
      visited_(people_.size() * zones().words()),
      zone_results_(venue_->zones.size()),
      zone_last_occupied_s_(venue_->zones.size(), not_a_time),
      queue_(venue_->gates.size()) {
    replay_.interval_s = static_cast<double>(replay_steps_) * time_step_s;
    replay_.step_m = ReplayFrames::step_for_extent_m(std::max(venue_->extent_m.x, venue_->extent_m.y));
}

void Recorder::gate_changed(GateId gate, double time_s, bool open) {
    passages_[gate.row()].state_changes.push_back({time_s, open});
}

void Recorder::left(const Agents& agents, std::size_t row, const Passage& passage) {
    PersonResult& person = people_[passage.person - 1];
    person.outcome = Outcome::out;
    person.exit_passage = passage.gate.value;
    person.exit_time_s = passage.time_s;
    person.distance_m = agents.distance_m[row];
    person.waiting_s = static_cast<double>(agents.waiting_s[row]);
    person.max_density_per_m2 =
        std::max(person.max_density_per_m2, static_cast<double>(agents.max_density_per_m2[row]));
    person.end_m = {agents.x_m[row], agents.y_m[row]};
}

void Recorder::first_frame(const World& world) {
    if (!with_maps_)
        return;
    add_timeline_row(world);
    add_replay_frame(world);
}

void Recorder::after_step(World& world) {
    const MoveStatistics& moved = world.mover.statistics();
    max_overlap_m_ = std::max(max_overlap_m_, moved.max_overlap_m);
    pairs_ += static_cast<std::int64_t>(moved.pair_count);
    pairs_over_20_mm_ += static_cast<std::int64_t>(moved.overlap_over_20_mm);
    pairs_over_100_mm_ += static_cast<std::int64_t>(moved.overlap_over_100_mm);
    wall_reverts_ += static_cast<std::int64_t>(moved.wall_reverts);
    coincident_ += static_cast<std::int64_t>(moved.coincident_centres);
    standoffs_ += static_cast<std::int64_t>(moved.standoffs);

    if (sink_ != nullptr && world.step_index % frame_steps_ == 0)
        send_frame(world);
    if (!with_maps_)
        return;
    const bool last = world.is_finished();
    if (world.step_index % sample_steps_ == 0)
        sample_densities(world);
    if (world.step_index % second_steps_ == 0 || last) {
        const std::uint64_t rest = world.step_index % second_steps_;
        density_.close_second(world.time_s(),
                              static_cast<double>(rest == 0 ? second_steps_ : rest) * world.time_step_s);
        pressure_.close_second(density_);
        add_queues(world);
        add_timeline_row(world);
    }
    measure_crowd_pressure(world);
    if (world.step_index % replay_steps_ == 0)
        add_replay_frame(world);
}

void Recorder::measure_crowd_pressure(const World& world) {
    if (world.step_index % pressure_sample_steps_ == 0)
        pressure_.add_sample(density_, world.agents);
    if (world.step_index % pressure_window_steps_ != 0)
        return;
    for (const std::size_t row : pressure_.close_window(*venue_, density_, world.time_s())) {
        const CrowdPressureSpot& spot = pressure_.spots()[row];
        Event event;
        event.time_s = world.time_s();
        event.kind = "crowd_pressure";
        event.subject = spot.place;
        event.text = fmt::format("The crowd {} surges: crowd pressure {:.3f} 1/s2, warning level {:.2f}",
                                 spot.place, spot.peak_per_s2, CrowdPressure::warning_per_s2);
        event.storey = spot.storey;
        event.position_m = spot.at_m;
        add_event(std::move(event));
    }
}

void Recorder::note_squeeze(const World& world) {
    if (!with_maps_)
        return;
    const Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row)
        if (agents.activity[row] == Activity::walking)
            density_.note_squeeze(agents.surface[row], {agents.x_m[row], agents.y_m[row]},
                                  world.crush->squeeze().last_second_n(agents.id[row] - 1));
}

void Recorder::sample_densities(World& world) {
    frame_x_.clear();
    frame_y_.clear();
    frame_surface_.clear();
    const Agents& agents = world.agents;
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (agents.activity[row] == Activity::out)
            continue;
        frame_x_.push_back(agents.x_m[row]);
        frame_y_.push_back(agents.y_m[row]);
        frame_surface_.push_back(agents.surface[row]);
    }
    density_.add_sample(frame_x_, frame_y_, frame_surface_);
}

void Recorder::add_timeline_row(const World& world) {
    if (world.time_s() <= last_row_s_)
        return;
    last_row_s_ = world.time_s();
    const Agents& agents = world.agents;
    TimelineRow now;
    now.time_s = world.time_s();
    now.by_storey.resize(venue_->storeys.size());
    now.by_zone.resize(zones().zone_count());
    for (std::size_t row = 0; row < agents.size(); ++row) {
        if (agents.activity[row] == Activity::out)
            continue;
        if (is_responder(world, agents.id[row]))
            continue;
        ++(counts_as_unable(world, row) ? now.incapacitated : now.inside);
        const Vec2 p{agents.x_m[row], agents.y_m[row]};
        const StoreyId storey = venue_->surfaces[static_cast<std::size_t>(agents.surface[row])].storey;
        ++now.by_storey[storey.row()];
        const auto here = zones().zones_at(density_, storey.value, p);
        std::uint64_t* visited = visited_.data() + (agents.id[row] - 1) * zones().words();
        for_each_zone(here, [&](std::size_t zone) {
            ++now.by_zone[zone];
            const std::uint64_t bit = std::uint64_t{1} << (zone % 64);
            if ((visited[zone / 64] & bit) == 0 && world.step_index > 0)
                ++zone_results_[zone].entered;
            visited[zone / 64] |= bit;
        });
        PersonResult& person = people_[agents.id[row] - 1];
        person.max_density_per_m2 =
            std::max(person.max_density_per_m2, density_.density_per_m2(agents.surface[row], p));
    }
    now.out = world.out_count;
    for (std::size_t z = 0; z < now.by_zone.size(); ++z) {
        if (now.by_zone[z] > 0)
            zone_last_occupied_s_[z] = now.time_s;
        if (world.step_index == 0)
            zone_results_[z].people_at_start = now.by_zone[z];
    }
    timeline_.push_back(std::move(now));
}

void Recorder::add_queues(const World& world) {
    std::fill(queue_.begin(), queue_.end(), 0);
    for (std::size_t row = 0; row < world.agents.size(); ++row)
        if (is_queueing(world.agents, row) && !is_responder(world, world.agents.id[row]))
            ++queue_[static_cast<std::size_t>(world.agents.next_gate[row])];
    const auto interval =
        static_cast<std::size_t>(std::max(0.0, std::ceil(world.time_s() / interval_s_ - 1e-9) - 1.0));
    for (std::size_t g = 0; g < queue_.size(); ++g) {
        std::vector<int>& largest = passages_[g].queue_max;
        if (largest.size() <= interval)
            largest.resize(interval + 1);
        largest[interval] = std::max(largest[interval], queue_[g]);
    }
}

void Recorder::add_replay_frame(const World& world) {
    if (!with_replay_)
        return;
    const Agents& agents = world.agents;
    ReplayFrame frame;
    list_rows_by_id(agents, rows_);
    const auto first_responder = static_cast<AgentId>(world.placed_count + 1);
    const auto in_steps = [this](double m) {
        return static_cast<std::uint16_t>(std::lround(std::max(0.0, m) / replay_.step_m));
    };
    for (const std::int32_t listed : rows_) {
        const auto row = static_cast<std::size_t>(listed);
        if (agents.activity[row] == Activity::out)
            continue;
        const Vec2 p{agents.x_m[row], agents.y_m[row]};
        const auto storey = static_cast<std::uint8_t>(
            venue_->surfaces[static_cast<std::size_t>(agents.surface[row])].storey.value);
        if (is_responder(world, agents.id[row])) {
            frame.responders.push_back({static_cast<std::uint16_t>(agents.id[row] - first_responder),
                                        in_steps(p.x), in_steps(p.y), storey});
            continue;
        }
        const double density = density_.density_per_m2(agents.surface[row], p);
        frame.row.push_back(agents.id[row] - 1);
        frame.x.push_back(in_steps(p.x));
        frame.y.push_back(in_steps(p.y));
        frame.storey.push_back(storey);
        frame.state.push_back(is_carried(world, agents.id[row]) ? ReplayFrame::incapacitated
                                                                : replay_state(agents.activity[row]));
        frame.density.push_back(static_cast<std::uint8_t>(
            std::min(255.0, std::round(density / ReplayFrames::density_step_per_m2))));
    }
    replay_.frames.push_back(std::move(frame));
    if (replay_.frames.size() > most_replay_frames) {
        thin_out(replay_.frames);
        replay_.interval_s *= 2.0;
        replay_steps_ *= 2;
    }
}

void Recorder::send_frames_to(FrameSink& sink, const World& world) {
    sink_ = &sink;
    send_frame(world);
}

void Recorder::send_frame(const World& world) {
    const Agents& agents = world.agents;
    frame_id_.clear();
    frame_x_.clear();
    frame_y_.clear();
    frame_heading_x_.clear();
    frame_heading_y_.clear();
    frame_surface_.clear();
    frame_lifted_m_.clear();
    list_rows_by_id(agents, rows_);
    for (const std::int32_t listed : rows_) {
        const auto row = static_cast<std::size_t>(listed);
        if (agents.activity[row] == Activity::out)
            continue;
        frame_id_.push_back(agents.id[row]);
        frame_x_.push_back(agents.x_m[row]);
        frame_y_.push_back(agents.y_m[row]);
        frame_heading_x_.push_back(agents.heading_x[row]);
        frame_heading_y_.push_back(agents.heading_y[row]);
        frame_surface_.push_back(agents.surface[row]);
        if (world.lifts != nullptr)
            frame_lifted_m_.push_back(world.lifts->lifted_m[agents.id[row] - 1]);
    }
    FrameView frame;
    frame.index = frame_index_++;
    frame.time_s = world.time_s();
    frame.id = frame_id_;
    frame.x_m = frame_x_;
    frame.y_m = frame_y_;
    frame.heading_x = frame_heading_x_;
    frame.heading_y = frame_heading_y_;
    frame.surface = frame_surface_;
    frame.lifted_m = frame_lifted_m_;
    sink_->frame(frame);
}

std::vector<ZoneResult> Recorder::zone_results() const {
    std::vector<ZoneResult> zones = zone_results_;
    for (const DensityMap::Layer& layer : density_.layers())
        for (std::size_t cell = 0; cell < layer.count.size(); ++cell)
            for_each_zone(blank_->zones.zones_at(density_, layer.storey.value, layer.centre_m(cell)),
                          [&](std::size_t z) {
                              zones[z].peak_density_per_m2 = std::max(
                                  zones[z].peak_density_per_m2, static_cast<double>(layer.peak_per_m2[cell]));
                              zones[z].above_4_s = std::max(zones[z].above_4_s,
                                                            static_cast<double>(layer.above_crowded_s[cell]));
                          });
    for (std::size_t z = 0; z < zones.size(); ++z) {
        zones[z].people_at_end = timeline_.empty() ? 0 : timeline_.back().by_zone[z];
        if (zones[z].people_at_end == 0 && std::isfinite(zone_last_occupied_s_[z]))
            // Occupancy is looked at once a second: the last person left within the second after.
            zones[z].last_left_s = std::min(zone_last_occupied_s_[z] + 1.0, last_row_s_);
    }
    return zones;
}

RunResults Recorder::results(const World& world) const {
    RunResults results = results_frame(world);
    results.people.assign(people_.begin(), people_.begin() + world.placed_count);
    describe_those_inside(world, results.people);
    results.timeline = timeline_;
    results.passages = passages_;
    for (const Passage& passage : world.passages)
        results.passages[passage.gate.row()].crossings.push_back(
            {passage.time_s, passage.person, static_cast<std::int8_t>(passage.left_to_right ? 1 : -1)});
    for (PassageResult& passage : results.passages)
        std::stable_sort(passage.crossings.begin(), passage.crossings.end(),
                         [](const PassageCrossing& a, const PassageCrossing& b) {
                             return a.time_s != b.time_s ? a.time_s < b.time_s : a.person < b.person;
                         });
    results.interval_s = interval_s_;
    results.events = events_;
    results.decisions = world.decisions.decisions();
    results.assistance = assistance_outcome(world);
    results.starts = count_starts(world, results.people);
    find_chosen_exits(results.passages, results.decisions);
    if (world.crush) {
        results.crush.is_modelled = true;
        results.crush.pushing = world.scenario.simulation.pushing.value_or(default_pushing);
        results.wall_loads = world.crush->wall_loads(world.mover, *venue_);
        describe_squeeze(world.crush->squeeze(), results.people, results.crush);
    }
    add_final_events(world, results);
    results.replay = replay_;
    results.peak_density_per_m2 = density_.peak_per_m2();
    results.density_rule = density_rule();
    results.congestion_rule = congestion_rule();
    if (with_maps_) {
        results.zone_results = zone_results();
        results.congestion = find_congestion(density_, *venue_, replay_);
        results.density = density_grids(density_, pressure_);
        results.crowd_pressure_rule = crowd_pressure_rule();
        results.crowd_pressure_warning_per_s2 = CrowdPressure::warning_per_s2;
        results.crowd_pressure = highest_first(pressure_.spots());
    } else {
        results.zone_results = zone_results_;
    }
    describe_hazards(world, results);
    describe_dangers(world, results);
    if (world.rescue != nullptr)
        world.rescue->describe(results);
    Health& health = results.health;
    health.stuck = world.progress.found();
    health.max_overlap_m = max_overlap_m_;
    health.overlap_above_2cm_frac =
        pairs_ > 0 ? static_cast<double>(pairs_over_20_mm_) / static_cast<double>(pairs_) : 0.0;
    health.strain = {{"step back from a wall", wall_reverts_},
                     {"overlap of more than 0.10 m", pairs_over_100_mm_},
                     {"equal positions separated", coincident_},
                     {"standoff resolved by ignoring somebody", standoffs_}};
    health.conservation_ok = true;  // asserted in every step
    return results;
}

}  // namespace wayout
