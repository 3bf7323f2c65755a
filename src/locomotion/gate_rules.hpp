/// Gates that not everybody may cross, or not at any time: one direction only, people who are turned away,
/// turnstiles.
#pragma once

#include "agents/agents.hpp"
#include "agents/distribution.hpp"
#include "venue/venue.hpp"

#include <wayout/ids.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace wayout {

/// Whoever may not cross stays where he was; the fields lead nobody there, so that this stops those who are
/// pushed.
class GateRules {
public:
    GateRules(const Venue& venue, std::uint64_t seed);

    /// Whether there is any rule at all: without, nothing is asked.
    bool is_any() const { return is_any_; }

    void set_way(GateId gate, GateWay way);
    /// @param refuses  by population, 1: turned away
    void set_refusals(GateId gate, std::vector<std::uint8_t> refuses);
    /// Service time of everybody from now on; nothing: nobody is served, all pass freely.
    void set_service(GateId gate, std::optional<Distribution> service_s);

    bool is_forbidden(std::int32_t gate, bool left_to_right, std::int32_t population) const;
    bool is_served(std::int32_t gate) const {
        return rules_[static_cast<std::size_t>(gate)].service.has_value();
    }
    /// When the person asked first, of those who wait at the gate; a number that rises with time. For the
    /// order in which those who ask at the same time are served: first come, first served.
    std::uint64_t turn_of(std::int32_t gate, AgentId person) const;
    /// Asks for one person; true: he crosses now, and the next one may when he has been served. One server
    /// for both directions.
    bool let_through(std::int32_t gate, AgentId person, double time_s);
    /// After all have asked.
    void end_step();

private:
    struct Waiting {
        AgentId person{0};
        std::uint64_t turn{0};
        int silent_steps{0};  ///< since he asked last
    };
    struct Rule {
        GateWay way{GateWay::both};
        std::vector<std::uint8_t> refuses;
        std::optional<QuantileFunction> service;
        double free_at_s{0.0};
        bool queue_before{false};
        bool queue_now{false};
        std::vector<Waiting> waiting;  ///< ascending in turn
    };
    std::vector<Rule> rules_;  ///< [GateId]
    std::uint64_t seed_;
    std::uint64_t turns_{0};
    bool is_any_{false};
};

}  // namespace wayout
