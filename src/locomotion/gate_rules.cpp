#include "locomotion/gate_rules.hpp"

#include "core/random.hpp"
#include "locomotion/settings.hpp"

#include <algorithm>

namespace wayout {
namespace {

/// Whoever has not asked for so long has left the queue: 2 s at 0.05 s.
constexpr int most_silent_steps = 40;
/// Nobody waits longer than a service can take; keeps the draw positive.
constexpr ValueRange service_range_s{0.0, 3600.0};

}  // namespace

GateRules::GateRules(const Venue& venue, std::uint64_t seed) : rules_(venue.gates.size()), seed_(seed) {
    for (std::size_t g = 0; g < venue.gates.size(); ++g) {
        const Gate& gate = venue.gates[g];
        if (gate.way != GateWay::both)
            set_way(GateId::from(g), gate.way);
        if (gate.service_s)
            set_service(GateId::from(g), gate.service_s);
    }
}

void GateRules::set_way(GateId gate, GateWay way) {
    rules_[gate.row()].way = way;
    is_any_ = true;
}

void GateRules::set_refusals(GateId gate, std::vector<std::uint8_t> refuses) {
    rules_[gate.row()].refuses = std::move(refuses);
    is_any_ = true;
}

void GateRules::set_service(GateId gate, std::optional<Distribution> service_s) {
    Rule& rule = rules_[gate.row()];
    rule.service.reset();
    if (service_s)
        rule.service.emplace(*service_s, service_range_s);
    is_any_ = true;
}

bool GateRules::is_forbidden(std::int32_t gate, bool left_to_right, std::int32_t population) const {
    const Rule& rule = rules_[static_cast<std::size_t>(gate)];
    if (!is_way_free(rule.way, left_to_right))
        return true;
    const auto p = static_cast<std::size_t>(population);
    return p < rule.refuses.size() && rule.refuses[p] != 0;
}

std::uint64_t GateRules::turn_of(std::int32_t gate, AgentId person) const {
    for (const Waiting& w : rules_[static_cast<std::size_t>(gate)].waiting)
        if (w.person == person)
            return w.turn;
    return turns_;  // behind all who wait already
}

bool GateRules::let_through(std::int32_t gate, AgentId person, double time_s) {
    Rule& rule = rules_[static_cast<std::size_t>(gate)];
    const auto own = std::find_if(rule.waiting.begin(), rule.waiting.end(),
                                  [person](const Waiting& w) { return w.person == person; });
    if (rule.free_at_s > time_s + time_rounding_s) {
        rule.queue_now = true;
        if (own == rule.waiting.end())
            rule.waiting.push_back({person, turns_++, 0});
        else
            own->silent_steps = 0;
        return false;
    }
    const double service_s =
        (*rule.service)(uniform01_open(seed_, person, Draw::opening, 0, static_cast<std::uint32_t>(gate)));
    // While a queue stands the service goes on without a break, so that rounding to time steps loses nothing.
    rule.free_at_s = (rule.queue_before ? rule.free_at_s : std::max(time_s, rule.free_at_s)) + service_s;
    if (own != rule.waiting.end())
        rule.waiting.erase(own);
    return true;
}

void GateRules::end_step() {
    for (Rule& rule : rules_) {
        if (!rule.service)
            continue;
        rule.queue_before = rule.queue_now;
        rule.queue_now = false;
        std::erase_if(rule.waiting, [](Waiting& w) { return ++w.silent_steps > most_silent_steps; });
    }
}

}  // namespace wayout
