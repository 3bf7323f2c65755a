/// What explanations of a run are made of: the stored result, its decisions by person, the ways and waits of
/// single people, and the words for all that.
#pragma once

#include "output/report_data.hpp"
#include "output/stored_replay.hpp"

#include <wayout/error.hpp>
#include <wayout/results.hpp>

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace wayout {

struct ExplainSource {
    StoredReport stored;
    StoredReplay replay;

    const RunResults& results() const { return stored.results; }
    /// In the order of time.
    std::vector<const Decision*> decisions_of(AgentId person) const;
};

/// Error: no complete result folder, or one without decisions.
Result<ExplainSource> open_explain_source(const std::filesystem::path& folder);

/// A stretch of time in which somebody hardly moved although he had begun to walk.
struct Wait {
    double from_s{0.0};
    double to_s{0.0};
    int storey{-1};
    Vec2 at_m;  ///< half way through
    double max_density_per_m2{0.0};
    double duration_s() const { return to_s - from_s; }
};

/// Waits of at least `shortest_wait_s`; slower than a tenth of the free speed, which is the rule of
/// PersonResult::waiting_s. Steps of less than `longest_pause_s` do not end a wait: queues shuffle. Both are
/// our choice.
inline constexpr double shortest_wait_s = 5.0;
inline constexpr double longest_pause_s = 2.0;
std::vector<Wait> waits_of(const Track& track, double free_speed_mps);

/// After the nearest exit, door or end of a stair within 6 m, else after the zone, else after the storey.
std::string place_words(const ExplainSource& source, int storey, Vec2 at_m);
/// Name of a passage, or its id.
const std::string& passage_name(const RunResults& results, int passage);
/// "41 s", without decimals.
std::string seconds_words(double time_s);

}  // namespace wayout
