/// Which exit somebody heads for: the one with the shortest estimated time, walk plus queue, with hysteresis.
///
/// Rule: best response of FDS+Evac (Ehtamo, Heliovaara, Hostikka & Korhonen 2010; FDS+Evac guide 3.5; read),
/// with distance / speed replaced by the travel time of the field and the number of people ahead counted by
/// travel time:
///     T(k) = tau(k) + lambda(k) / beta(k)
/// tau: own walking time to exit k; lambda: people who head for k and are nearer to it; beta: people per
/// second that k lets out.
#pragma once

#include "behaviour/ahead_count.hpp"

#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

struct ExitChoiceSettings {
    /// People per second and metre of clear width that an exit is expected to let out: 1.3 (FDS+Evac, read).
    /// What people expect, not what the model gives.
    double expected_flow_pps_per_m{1.3};
    /// Change only for a time shorter than factor x present time - advantage, and not soon after the last
    /// change. Factor 0.9: FDS+Evac (read); 3 s and 5 s are our choice.
    double switch_factor{0.9};
    double switch_advantage_s{3.0};
    double switch_pause_s{5.0};
    /// Whoever has to go through smoke on any way does not change between such ways sooner than this after
    /// the last change: from near at hand each looks worse than the other. Our choice.
    double refused_pause_s{60.0};
    /// Everybody reconsiders once in so many steps, staggered by person.
    std::uint64_t period_steps{20};
    /// Pictures of the queues (ExitQueues::take) per period. All who decide between two pictures see the same
    /// queues and turn together: 400 people between two equal exits, all bound for one of them at first, make
    /// 0.5 changes each in a minute with 10 pictures per period and settle, but 6 each with 1 picture and
    /// keep swinging (tests/unit/behaviour).
    std::uint64_t pictures_per_period{10};
};

/// An exit as somebody sees it.
struct ExitOption {
    GateId exit;
    double walk_s{0.0};   ///< own walking time; +inf if it cannot be reached
    double queue_s{0.0};  ///< waiting for those ahead
    /// The way leads through what people turn back from, as far as they know. Taken only when all do.
    bool is_refused{false};
    int rank{0};  ///< of preference before times are compared, smallest first (familiarity.hpp); 0 for all
                  ///< exits of those who know everything
    double total_s() const { return walk_s + queue_s; }
};

/// The step of each period in which the person reconsiders. Spreads people evenly over the period.
std::uint32_t decision_turn(AgentId person, std::uint64_t period_steps);
inline bool reconsiders(std::uint32_t turn, std::uint64_t step, std::uint64_t period_steps) {
    return step % period_steps == turn;
}

/// Whether a new picture of the queues is due before the decisions of this step.
bool takes_picture(std::uint64_t step, const ExitChoiceSettings& settings);

/// Row of the best option: ways that are not refused before others, these by rank, then the shortest time by
/// the rule, then the first. Among refused ways the rank counts no more. Not of nothing.
std::size_t best_option(std::span<const ExitOption> options, ExitChoice rule);

/// Whether the exit is among the options and its way is refused.
bool refuses(std::span<const ExitOption> options, GateId exit);
/// Whether there are options, and all ways are refused.
bool refuses_all(std::span<const ExitOption> options);

/// The chosen exit, or an invalid id when none can be reached. Options in ascending order of exits; ties go
/// to the first. Whoever refuses the way to the present exit turns to the best one whose way is not refused,
/// whatever the rule; as FDS+Evac prefers exits without disturbing conditions before it compares times (guide
/// 3.5, read). An exit of a better rank is taken whatever the times, but not soon after the last change.
/// @param current  exit headed for so far; invalid: none yet. If it is not among the options any more
/// (closed), the best is taken at once.
GateId choose_exit(std::span<const ExitOption> options, ExitChoice rule, GateId current, double now_s,
                   double last_switch_s, const ExitChoiceSettings& settings);

/// The queues on the ways to the exits: a picture of one moment that all who decide share.
class ExitQueues {
public:
    /// @param capacity_pps  by exit
    explicit ExitQueues(std::vector<double> capacity_pps);

    /// What an exit lets out from now on, as people expect it.
    void set_capacity(GateId exit, double capacity_pps) { capacity_pps_[exit.row()] = capacity_pps; }

    /// Takes a new picture of the walking people. Columns of equal length; rows with exit -1 do not count.
    void take(std::span<const std::int32_t> exit_gate, std::span<const float> travel_time_s) {
        count_.take(exit_gate, travel_time_s);
    }

    /// People who head for the exit and have less time to go. O(people within half a second of the same
    /// time).
    std::size_t ahead(GateId exit, double travel_time_s) const {
        return count_.ahead(exit.row(), static_cast<float>(travel_time_s));
    }
    double queue_s(GateId exit, double travel_time_s) const;

private:
    static constexpr float bins_per_s = 2.0F;

    std::vector<double> capacity_pps_;
    AheadCount count_;
};

}  // namespace wayout
