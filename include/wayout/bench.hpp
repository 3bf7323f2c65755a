/// `wayout bench`: the published benchmark scenes, so that the same work can be timed in other tools
/// (docs/performance.md).
#pragma once

#include <wayout/error.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace wayout {

struct BenchOptions {
    std::vector<std::string>
        scenes;         ///< names; a prefix stands for all that begin with it; empty: the default set
    std::string model;  ///< movement model; empty: that of a new scenario
    int threads{1};
    std::string isa;  ///< instruction set; empty: the best
    double time_step_s{0.05};
    std::function<void(const std::string& scene)> progress;
};

struct BenchRow {
    std::string scene;
    std::string model;
    int threads{1};
    int agents{0};
    std::uint64_t steps{0};
    double time_step_s{0.05};
    std::uint64_t agent_steps{0};   ///< people inside, walking or not, summed over the steps
    double us_per_agent_step{0.0};  ///< CPU time of all threads; steps only: without set-up and output
    double simulated_s{0.0};
    double setup_s{0.0};
    double cpu_s{0.0};
    double wall_s{0.0};
    double peak_rss_mib{0.0};
    double placement_check{0.0};
    bool placement_ok{false};  ///< equal to the published value to 1e-6
    int out{0};
    double time_50_s{0.0};  ///< when half, 95 % and all were out; NaN if not
    double time_95_s{0.0};
    double time_all_s{0.0};
    double door_flow_pps_per_m{0.0};  ///< W2: persons 50 to 200 per metre of door; NaN elsewhere
    std::uint64_t state_hash{0};
    std::vector<std::pair<std::string, double>> phase_ms;
};

/// Names of all scenes, and whether they are in the default set (the large ones are not).
std::vector<std::pair<std::string, bool>> bench_scenes();

/// Runs the scenes one after the other. Unknown names are errors.
Result<std::vector<BenchRow>> run_bench(const BenchOptions& options);

std::string bench_as_text(const std::vector<BenchRow>& rows);
std::string bench_as_json(const std::vector<BenchRow>& rows);

}  // namespace wayout
