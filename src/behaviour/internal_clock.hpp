/// The internal clock of somebody who has not begun to walk: an alarm makes it run, smoke, a fire in view and
/// others who leave make it run faster, and when it shows the time that the person needs, he leaves.
///
///     d tau / dt = a_alarm A + a_smoke S + a_others N + a_view V,    leaves when tau >= T
///
/// T: the drawn pre-movement time. With an alarm at t0 and nothing else the person leaves at t0 + T exactly,
/// so that the distribution of T is kept. Form [D] (people and response 1.4); that cues and others shorten
/// the response: Nilsson & Johansson 2009, Lovreglio, Ronchi & Nilsson 2015, abstracts read.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <string_view>

namespace wayout {

/// What makes the clock run.
enum class Cue : std::size_t { alarm, smoke, others, fire_in_view, told };
inline constexpr std::size_t cue_count = 5;
/// As reasons in the log: "begins: others leave".
inline constexpr std::array<std::string_view, cue_count> cue_words{"alarm", "smoke", "others leave",
                                                                   "fire in view", "told by staff"};

/// Seconds of the clock per second, by cue.
using CueRates = std::array<double, cue_count>;

class InternalClock {
public:
    /// @param demand_s  T, >= 0
    explicit InternalClock(double demand_s = 0.0) : demand_s_(demand_s) {}

    double demand_s() const { return demand_s_; }
    double tau_s(double now_s) const { return tau_s_ + sum(rates_) * (now_s - since_s_); }
    const CueRates& rates() const { return rates_; }
    /// From that time on the clock runs like this. Times never go back. Equal rates change nothing, not even
    /// by rounding.
    void run_at(const CueRates& rates, double from_s);
    /// T := min(T, tau + most_s).
    void need_at_most(double most_s, double now_s);
    /// tau := 0, and the clock stands.
    void reset(double now_s);

    /// When tau reaches this part of T if nothing changes; +inf: never. In the past if it has.
    double reaches_s(double frac = 1.0) const;
    /// Which cue has moved the clock most until then; the first of equals.
    Cue leading(double at_s) const;

private:
    static double sum(const CueRates& rates);

    double demand_s_;
    double tau_s_{0.0};  ///< at since_s_
    double since_s_{0.0};
    CueRates rates_{};
    CueRates parts_{};  ///< of tau_s_, by cue
};

/// N: the weighted share of those in view who leave, sum(w e) / max(1, sum(w)) with w = exp(-d / decay), as a
/// running sum. Nilsson & Johansson 2009 [A]: the influence falls with the distance; decay and form [D].
class OthersInView {
public:
    explicit OthersInView(double decay_m) : decay_m_(decay_m) {}

    void add(double distance_m, bool leaves);
    double leaving_frac() const { return leaving_ / (all_ > 1.0 ? all_ : 1.0); }

private:
    double decay_m_;
    double leaving_{0.0};
    double all_{0.0};
};

}  // namespace wayout
