/// Those who sit in rows: how long they take to stand up, and how others pass in front of them.
#pragma once

#include <wayout/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

struct World;

/// Only of populations with a SeatedSpec; others are treated as before.
class SeatedState {
public:
    explicit SeatedState(const World& world);

    /// Time from the decision to the first step: standing up, and taking things along.
    double action_s(AgentId person) const { return action_s_[person - 1]; }
    /// Seats of the row between the person's own and the aisle to which he will walk.
    int seats_to_aisle(AgentId person) const { return seats_to_aisle_[person - 1]; }

    /// Every few steps: who still sits.
    void watch(const World& world);
    /// In the phase of guidance, after speeds have been set: those who pass somebody who sits are slower.
    /// Rows may be done at once.
    void slow_passers(World& world, std::size_t begin, std::size_t end) const;

private:
    void find_seats(const World& world);
    bool passes_somebody(const World& world, std::size_t row) const;

    struct Bank {
        std::vector<std::int32_t> seats;  ///< rows of Venue::seats, from one side to the other
    };
    std::vector<Bank> banks_;            ///< [SeatRowId]
    std::vector<AgentId> sitter_;        ///< [row of Venue::seats] who started there; 0: nobody
    std::vector<std::int32_t> seat_of_;  ///< [person - 1] row of Venue::seats; -1: none
    std::vector<std::uint8_t> sits_;     ///< [person - 1] at the last look
    std::vector<double> action_s_;       ///< [person - 1]
    std::vector<int> seats_to_aisle_;    ///< [person - 1]
    std::vector<float> passing_frac_;    ///< [population]; 1: no slower
};

}  // namespace wayout
