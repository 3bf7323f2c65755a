#include "behaviour/internal_clock.hpp"

#include "core/math.hpp"

#include <algorithm>

namespace wayout {

double InternalClock::sum(const CueRates& rates) {
    double total = 0.0;
    for (const double rate : rates) total += rate;
    return total;
}

void InternalClock::run_at(const CueRates& rates, double from_s) {
    if (rates == rates_)
        return;
    const double passed_s = from_s - since_s_;
    for (std::size_t c = 0; c < cue_count; ++c) parts_[c] += rates_[c] * passed_s;
    tau_s_ += sum(rates_) * passed_s;
    since_s_ = from_s;
    rates_ = rates;
}

void InternalClock::need_at_most(double most_s, double now_s) {
    demand_s_ = std::min(demand_s_, tau_s(now_s) + most_s);
}

void InternalClock::reset(double now_s) {
    tau_s_ = 0.0;
    since_s_ = now_s;
    rates_ = {};
    parts_ = {};
}

double InternalClock::reaches_s(double frac) const {
    const double missing_s = frac * demand_s_ - tau_s_;
    const double rate = sum(rates_);
    if (rate > 0.0)
        return since_s_ + missing_s / rate;
    // A standing clock has reached what it shows, and nothing that it does not; at rest at 0 it has not
    // begun.
    return missing_s <= 0.0 && tau_s_ > 0.0 ? since_s_ : std::numeric_limits<double>::infinity();
}

Cue InternalClock::leading(double at_s) const {
    CueRates parts = parts_;
    for (std::size_t c = 0; c < cue_count; ++c) parts[c] += rates_[c] * (at_s - since_s_);
    // Somebody with T = 0 leaves with the first cue, before the clock has moved.
    if (sum(parts) <= 0.0)
        parts = rates_;
    return static_cast<Cue>(std::max_element(parts.begin(), parts.end()) - parts.begin());
}

void OthersInView::add(double distance_m, bool leaves) {
    const double weight = portable_exp(-distance_m / decay_m_);
    all_ += weight;
    leaving_ += leaves ? weight : 0.0;
}

}  // namespace wayout
