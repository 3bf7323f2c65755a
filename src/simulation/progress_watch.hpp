/// Finds people who make no progress, and why.
#pragma once

#include "agents/agents.hpp"
#include "navigation/walking_speed.hpp"
#include "venue/venue.hpp"

#include <wayout/results.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace wayout {

/// Somebody makes progress while the remaining travel time falls by at least `progress_step_s`. Somebody who
/// has made none for SimulationSpec::stuck_after_s is stuck, unless a queue explains it: others have passed
/// the gate ahead within that time. Who goes to and fro over a gate is no queue to himself.
class ProgressWatch {
public:
    /// Remaining time must fall by so much to count: 0.4 m at 1.34 m/s, a body width.
    static constexpr float progress_step_s = 0.3F;

    /// @param last  people with higher ids are not watched
    ProgressWatch(const Venue& venue, double stuck_after_s,
                  AgentId last = std::numeric_limits<AgentId>::max());

    void gate_passed(GateId gate, AgentId person, double time_s);
    /// Somebody chose another exit, or the building changed: what was reached before counts no more.
    void restart(Agents& agents, std::size_t row, double now_s) const;
    /// Once a second.
    void check(Agents& agents, const RouteState& state, const Venue& venue, double now_s);
    void left(AgentId person, double now_s);

    const std::vector<StuckPerson>& found() const { return found_; }
    int stuck_now() const { return stuck_now_; }

private:
    std::string cause(const Agents& agents, std::size_t row, const RouteState& state,
                      const Venue& venue) const;
    void report(const Agents& agents, std::size_t row, const RouteState& state, const Venue& venue);
    void freed(AgentId person);

    /// Who passed a gate last, and who did before that was somebody else.
    struct LastPassage {
        AgentId person{0};
        double time_s{-std::numeric_limits<double>::infinity()};
        double by_another_s{-std::numeric_limits<double>::infinity()};
    };
    double last_passage_by_others_s(std::int32_t gate, AgentId person) const;

    double stuck_after_s_;
    AgentId last_;
    std::vector<LastPassage> last_passages_;  ///< by gate
    std::vector<StuckPerson> found_;
    std::vector<std::int32_t> open_entry_;  ///< by person id: row in found_, -1 none
    std::vector<std::size_t> newly_stuck_;  ///< scratch of check(): rows
    int stuck_now_{0};
};

}  // namespace wayout
