/// Writes a run down while it goes on: people, passages, timeline, maps, replay. Hands plain structs to
/// module output.
#pragma once

#include "agents/agents.hpp"
#include "agents/placement.hpp"
#include "simulation/blank_maps.hpp"
#include "simulation/crowd_pressure.hpp"
#include "simulation/density_map.hpp"
#include "venue/venue.hpp"

#include <wayout/frame_sink.hpp>
#include <wayout/results.hpp>
#include <wayout/scenario.hpp>
#include <wayout/simulation.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace wayout {

struct World;

class Recorder {
public:
    /// People and passages are recorded always.
    /// @param maps  of that venue
    Recorder(std::shared_ptr<const Venue> venue, std::shared_ptr<const BlankMaps> maps,
             const Scenario& scenario, const PlacedPeople& people, double time_step_s, Record record);

    /// Frames go there at the scenario's rate, beginning with the present state.
    void send_frames_to(FrameSink& sink, const World& world);

    void add_event(Event event) { events_.push_back(std::move(event)); }
    void gate_changed(GateId gate, double time_s, bool open);
    /// Somebody's start has been put off, or brought forward, to that time.
    void starts_at(AgentId person, double start_time_s) { people_[person - 1].start_time_s = start_time_s; }
    /// Somebody crossed an exit.
    void left(const Agents& agents, std::size_t row, const Passage& passage);
    void first_frame(const World& world);
    /// At the end of every second of a run with a crush model.
    void note_squeeze(const World& world);
    void after_step(World& world);

    /// The results so far. Costs a copy of the maps and of the replay.
    RunResults results(const World& world) const;

private:
    void sample_densities(World& world);
    void measure_crowd_pressure(const World& world);
    void add_timeline_row(const World& world);
    void add_queues(const World& world);
    void add_replay_frame(const World& world);
    void send_frame(const World& world);
    const ZoneRaster& zones() const { return blank_->zones; }
    std::vector<ZoneResult> zone_results() const;

    std::shared_ptr<const Venue> venue_;
    bool with_maps_;  ///< and timeline
    bool with_replay_;
    double interval_s_;
    std::uint64_t second_steps_;
    std::uint64_t sample_steps_;
    std::uint64_t pressure_sample_steps_;
    std::uint64_t pressure_window_steps_;
    std::uint64_t frame_steps_;
    std::uint64_t replay_steps_;

    std::vector<PersonResult> people_;
    std::vector<PassageResult> passages_;  ///< without crossings, which the world keeps
    std::vector<Event> events_;
    std::vector<TimelineRow> timeline_;
    std::shared_ptr<const BlankMaps> blank_;
    DensityMap density_;
    CrowdPressure pressure_;
    std::vector<std::uint64_t> visited_;  ///< [person - 1][word]: zones that somebody has been in
    std::vector<ZoneResult> zone_results_;
    std::vector<double> zone_last_occupied_s_;
    ReplayFrames replay_;
    double last_row_s_{-1.0};

    FrameSink* sink_{nullptr};
    std::int64_t frame_index_{0};
    // scratch
    std::vector<int> queue_;
    std::vector<std::int32_t> rows_;
    std::vector<double> frame_x_;
    std::vector<double> frame_y_;
    std::vector<float> frame_heading_x_;
    std::vector<float> frame_heading_y_;
    std::vector<std::int32_t> frame_surface_;
    std::vector<float> frame_lifted_m_;
    std::vector<AgentId> frame_id_;

    double max_overlap_m_{0.0};
    std::int64_t pairs_{0};
    std::int64_t pairs_over_20_mm_{0};
    std::int64_t pairs_over_100_mm_{0};
    std::int64_t wall_reverts_{0};
    std::int64_t coincident_{0};
    std::int64_t standoffs_{0};
};

}  // namespace wayout
