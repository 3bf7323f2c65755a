#include "simulation/passage_queues.hpp"

#include "geometry/segment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {

bool crosses_to_the_right(const Gate& gate, SurfaceId surface, Vec2 p) {
    if (gate.left != gate.right) {
        if (surface == gate.left)
            return true;
        if (surface == gate.right)
            return false;
    }
    return cross(gate.line.b - gate.line.a, p - gate.line.a) > 0.0;
}

PassageQueues::PassageQueues(const Venue& venue)
    : count_(2 * venue.gates.size(), 2.0F), flows_(2 * venue.gates.size()) {}

void PassageQueues::forget_old_seconds(std::int64_t now) {
    for (; second_ < now; ++second_) {
        const auto slot = static_cast<std::size_t>((second_ + 1) % window_s);
        for (Flow& flow : flows_) {
            flow.sum -= flow.by_second[slot];
            flow.by_second[slot] = 0;
        }
    }
}

void PassageQueues::take(const Venue& venue, const Openings& openings, const Agents& agents,
                         std::span<const Passage> passages, double now_s) {
    forget_old_seconds(static_cast<std::int64_t>(now_s));
    for (; next_passage_ < passages.size(); ++next_passage_) {
        const Passage& passage = passages[next_passage_];
        Flow& flow = flows_[key(passage.gate, passage.left_to_right)];
        ++flow.by_second[static_cast<std::size_t>(second_ % window_s)];
        ++flow.sum;
    }
    openings_wanted_.assign(agents.size(), -1);
    far_m_.assign(agents.size(), std::numeric_limits<float>::infinity());
    for (std::size_t row = 0; row < agents.size(); ++row) {
        const std::int32_t next = agents.next_gate[row];
        if (next < venue.exit_count || agents.activity[row] != Activity::walking)
            continue;
        const GateId id(next);
        const Gate& gate = venue.gates[id.row()];
        const Vec2 p{agents.x_m[row], agents.y_m[row]};
        openings_wanted_[row] =
            static_cast<std::int32_t>(key(id, crosses_to_the_right(gate, SurfaceId(agents.surface[row]), p)));
        far_m_[row] = static_cast<float>(distance(gate.line, p));
    }
    count_.take(openings_wanted_, far_m_);
    for (std::size_t k = 0; k < flows_.size(); ++k) {
        const GateId gate = GateId::from(k / 2);
        Flow& flow = flows_[k];
        if (count_.all(k) == 0) {
            flow.standing_since_s = now_s;
            continue;  // nobody asks for the rate
        }
        const double expected_pps = expected_capacity_pps(venue.gates[gate.row()], openings.of(gate));
        if (static_cast<double>(count_.ahead(k, near_m)) < standing_s * expected_pps)
            flow.standing_since_s = now_s;
        flow.rate_pps = now_s - flow.standing_since_s < window_s
                            ? expected_pps
                            : std::clamp(static_cast<double>(flow.sum) / window_s,
                                         least_rate_frac * expected_pps, expected_pps);
    }
}

std::size_t PassageQueues::ahead(GateId gate, bool left_to_right, double distance_m) const {
    return count_.ahead(key(gate, left_to_right), static_cast<float>(distance_m));
}

double PassageQueues::wait_s(GateId gate, bool left_to_right, double distance_m) const {
    const std::size_t before = ahead(gate, left_to_right, distance_m);
    return before == 0 ? 0.0 : static_cast<double>(before) / flows_[key(gate, left_to_right)].rate_pps;
}

double PassageQueues::longest_wait_s(GateId gate) const {
    double longest_s = 0.0;
    for (const bool left_to_right : {false, true}) {
        const std::size_t k = key(gate, left_to_right);
        if (const std::size_t all = count_.all(k); all > 0)
            longest_s = std::max(longest_s, static_cast<double>(all) / flows_[k].rate_pps);
    }
    return longest_s;
}

}  // namespace wayout
