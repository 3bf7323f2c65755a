/// A run that is watched: who crossed which line when, how dense it was where, and whether anything happened
/// that must never happen. All places in the user's coordinates.
#pragma once

#include <wayout/results.hpp>
#include <wayout/scenario.hpp>
#include <wayout/simulation.hpp>

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace wayout {

/// A line laid across a way on a storey's floor (`stair` empty) or on a stair. Nobody is stopped by it.
struct TimingLine {
    Segment line;
    std::string storey;
    std::string stair;
};

/// An area on a floor or stair where people are counted.
struct WatchedArea {
    Polygon polygon;
    std::string storey;
    std::string stair;
};

/// What to run and what to watch.
struct RunRecord;

struct RunPlan {
    Scenario scenario;
    std::uint64_t seed{1};
    std::vector<TimingLine> lines;
    std::vector<WatchedArea> areas;
    double sample_period_s{1.0};  ///< of the areas
    bool keep_tracks{false};      ///< the position of everybody after every step
    bool measure_overlap{false};
    int threads{1};
    std::string isa;
    /// Ends the run before everybody is out.
    std::function<bool(const Simulation&)> is_enough;
    /// Called after every step, to look at what is not watched here.
    std::function<void(const Simulation&, RunRecord&)> probe;
    /// Instead of a run: some numbers, kept in RunRecord::numbers.
    std::function<std::vector<double>()> compute;
    /// Instead of a run of the scenario: people who walk otherwise, and what is to be kept of it.
    std::function<void(const RunPlan&, RunRecord&)> walk;
    double cost{1.0};  ///< expected work in any unit; the longest run starts first
};

inline constexpr double never_s = std::numeric_limits<double>::quiet_NaN();

struct PersonRecord {
    Vec2 start;
    double free_speed_mps{0.0};
    double start_time_s{0.0};  ///< pre-movement time that was drawn
    int population{0};
    double first_shift_s{never_s};  ///< end of the first step that changed the position at all
    double first_move_s{
        never_s};  ///< end of the first step after which the person is more than 0.05 m from the start
    double left_s{never_s};
    std::string exit;  ///< id, empty while inside
};

struct LineCrossing {
    double time_s{0.0};  ///< interpolated inside the step
    AgentId person{0};
    bool left_to_right{false};  ///< of the line seen from a to b
};

struct AreaSample {
    double time_s{0.0};
    int count{0};
    double mean_speed_mps{0.0};  ///< in plan; 0 when nobody is there
};

struct TrackPoint {
    double time_s{0.0};
    Vec2 p;
};

/// Things that must never happen, checked after every step of every run (wall test and conservation of
/// people).
struct Violations {
    int outside_count{0};  ///< positions more than 1 mm outside the walkable area
    double worst_outside_m{0.0};
    int wall_crossing_count{0};  ///< steps through a wall
    int conservation_count{0};   ///< steps after which inside + out was not everybody
    std::string first;           ///< the first one, in words

    bool any() const { return outside_count + wall_crossing_count + conservation_count > 0; }
};

struct RunRecord {
    std::string error;  ///< why it could not run, empty if it did
    std::uint64_t seed{0};
    int placed{0};
    int out{0};
    double end_s{0.0};
    std::vector<PersonRecord> people;  ///< [id - 1]
    std::vector<std::vector<LineCrossing>> lines;
    std::vector<std::vector<AreaSample>> areas;
    std::vector<std::vector<TrackPoint>> tracks;  ///< [id - 1]
    std::vector<Passage> passages;
    std::vector<std::string> gate_ids;  ///< rows of Passage::gate; a stair's id stands for each of its joints
    std::vector<Segment> gate_lines;
    double max_overlap_m{0.0};   ///< of bodies of radius `radius_m`
    std::size_t stuck_count{0};  ///< people reported without progress for SimulationSpec::stuck_after_s
    std::uint64_t state_hash{0};
    Violations violations;
    std::vector<double> numbers;
    AssistanceOutcome assistance;
    double deepest_overlap_m{0.0};  ///< of bodies as they are, as `health` tells it
    RunStatus status{RunStatus::interrupted};

    bool is_complete() const { return error.empty() && out == placed; }
    /// When the last person left; NaN if somebody is inside.
    double evacuation_time_s() const;
    /// Ascending times of passage through the door or exit of this id; joints of a stair: all of them.
    std::vector<double> times_through(const std::string& gate_id) const;
    /// First crossing of each person over watched line `line`, ascending.
    std::vector<double> first_times_over(std::size_t line) const;
};

RunRecord observe(const RunPlan& plan);

}  // namespace wayout
