/// One run of a scenario: create, step until finished, read the results.
#pragma once

#include <wayout/error.hpp>
#include <wayout/frame_sink.hpp>
#include <wayout/ids.hpp>
#include <wayout/results.hpp>
#include <wayout/scenario.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wayout {

class Venue;

/// What a run writes down besides people, passages and events.
enum class Record {
    nothing,    ///< for benchmarks of the bare step and tests that only look at people
    figures,    ///< timeline, densities, jams, zones; no replay and no decisions: for one of many runs
    everything  ///< for a result folder
};

/// What the command line may change of a scenario, and how the run uses the machine. Nothing here but `seed`,
/// `duration_s`, `time_step_s`, `model` and `calibration` can change a result.
struct RunOptions {
    std::optional<std::uint64_t> seed;
    std::optional<double> duration_s;
    std::optional<double> time_step_s;
    std::optional<std::string> model;
    std::optional<Calibration> calibration;
    int threads{0};  ///< 0: all cores
    std::string
        isa;  ///< instruction set by name ("sse2", "avx2", "avx512", ...); empty: the best this machine has
    Record record{Record::everything};
};

/// The people inside, at the end of a step. Spans are valid until the next call. Ascending in id; same row,
/// same person. Local coordinates of the venue.
struct CrowdView {
    double time_s{};
    std::uint64_t step{};
    std::span<const AgentId> id;
    std::span<const double> x_m;
    std::span<const double> y_m;
    std::span<const float> vx_mps;  ///< in plan
    std::span<const float> vy_mps;
    std::span<const std::int32_t> surface;     ///< row of Venue::surfaces
    std::span<const std::int32_t> exit_gate;   ///< row of Venue::gates, -1 none chosen
    std::span<const std::int32_t> population;  ///< row of the scenario's populations
    std::span<const float> free_speed_mps;
    std::span<const float> start_time_s;
};

/// Somebody's centre crossed a gate (door, exit or joint of two surfaces).
struct Passage {
    double time_s{};  ///< interpolated inside the step
    AgentId person{};
    GateId gate;
    bool left_to_right{};  ///< as seen along the gate's line from a to b; through exits always true
};

/// A venue with its navigation grid and the travel times in it: what runs of the same venue have in common.
/// Many runs may share one, in as many threads.
class Building {
public:
    /// Of the scenario only the venue counts, and SimulationSpec::navigation_cell_m.
    static Result<std::shared_ptr<const Building>> create(const Scenario& scenario);
    ~Building();
    Building(const Building&) = delete;
    Building& operator=(const Building&) = delete;

    struct Parts;
    const Parts& parts() const { return *parts_; }

private:
    explicit Building(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

class Simulation {
public:
    /// Builds the venue, places the people, computes the first travel-time fields. All problems of the
    /// scenario at once.
    static Result<Simulation> create(const Scenario& scenario, const RunOptions& options = {});
    /// The same in a building that is there already. It must be the scenario's: that is not checked.
    static Result<Simulation> create(const Scenario& scenario, const RunOptions& options,
                                     std::shared_ptr<const Building> building);

    Simulation(Simulation&&) noexcept;
    Simulation& operator=(Simulation&&) noexcept;
    ~Simulation();

    /// Everybody out, or the duration reached.
    bool is_finished() const;
    void step();

    double time_s() const;
    std::uint64_t step_count() const;
    CrowdView crowd() const;
    /// All gate crossings since the start, in the order of time step, then person.
    const std::vector<Passage>& passages() const;
    int placed_count() const;
    int out_count() const;
    int inside_count() const;
    /// Why the run cannot go on: fire results that could not be read any more. Empty: it can.
    const Errors& failure() const;
    const Venue& venue() const;
    std::shared_ptr<const Venue> shared_venue() const;
    /// For others that work on the same venue.
    std::shared_ptr<const Building> building() const;
    /// Hash of the state of everybody after each step so far; equal for equal scenario, seed and program, for
    /// any thread count.
    std::uint64_t state_hash() const;
    /// Instruction set that the movement kernel uses, by name.
    std::string instruction_set() const;
    /// Frames go to the sink at its rate from now on, beginning with the present state.
    void record_frames_to(FrameSink& sink);
    /// Everything to be written or shown. Complete once is_finished(); before that the state so far, with
    /// status "interrupted".
    RunResults results() const;

private:
    struct Impl;
    explicit Simulation(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace wayout
