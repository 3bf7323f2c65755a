/// The queues before doors and stairs inside a building, as those see them who stand there.
#pragma once

#include "agents/agents.hpp"
#include "behaviour/ahead_count.hpp"
#include "simulation/openings.hpp"
#include "venue/venue.hpp"

#include <wayout/ids.hpp>
#include <wayout/simulation.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

class PassageQueues {
public:
    /// What a queue lets through is seen over so long; our choice.
    static constexpr int window_s = 20;

    explicit PassageQueues(const Venue& venue);

    /// Takes a new picture of those who walk, and of what has got through since the last.
    /// @param passages  all of the run so far
    void take(const Venue& venue, const Openings& openings, const Agents& agents,
              std::span<const Passage> passages, double now_s);

    /// People nearer to the gate who want through in the same direction.
    std::size_t ahead(GateId gate, bool left_to_right, double distance_m) const;
    /// How long somebody waits for them: at the flow that is expected of the gate (as for exits,
    /// ExitChoiceSettings), or at that which is seen when a queue has stood there for a while.
    double wait_s(GateId gate, bool left_to_right, double distance_m) const;
    /// Of the last in the queue, in either direction.
    double longest_wait_s(GateId gate) const;

private:
    /// A queue stands while so many seconds' worth of people are that near.
    static constexpr float near_m = 3.0F;
    static constexpr double standing_s = 2.0;
    /// Nobody thinks that it moves slower than this share of what is expected; our choice. Keeps waits
    /// finite.
    static constexpr double least_rate_frac = 0.1;

    struct Flow {
        std::array<std::uint16_t, window_s> by_second{};
        int sum{0};
        double standing_since_s{0.0};
        double rate_pps{0.0};  ///< at the last picture
    };
    static std::size_t key(GateId gate, bool left_to_right) {
        return 2 * gate.row() + (left_to_right ? 1U : 0U);
    }
    void forget_old_seconds(std::int64_t now);

    AheadCount count_;
    std::vector<Flow> flows_;                    ///< [key]
    std::size_t next_passage_{0};                ///< of the run, not yet counted
    std::int64_t second_{0};                     ///< the latest in Flow::by_second
    std::vector<std::int32_t> openings_wanted_;  ///< scratch of take(), by row: key, or -1
    std::vector<float> far_m_;
};

/// Through which way somebody at p on a surface crosses the gate ahead of him: from its left to its right?
/// Near the gate; by the half-plane where both sides belong to one surface.
bool crosses_to_the_right(const Gate& gate, SurfaceId surface, Vec2 p);

}  // namespace wayout
