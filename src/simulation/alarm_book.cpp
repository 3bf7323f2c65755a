#include "simulation/alarm_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace wayout {
namespace {

constexpr double never_s = std::numeric_limits<double>::infinity();
/// A change at a multiple of the time step belongs to that step, whatever the rounding.
constexpr double rounding_s = 1e-6;

auto order_of(const AlarmChange& change) {
    return std::tuple(change.at_s, change.alarm, change.kind);
}

}  // namespace

NamedArea::NamedArea(const Venue& venue, const std::vector<std::string>& ids,
                     std::vector<std::string>& unknown)
    : is_everywhere_(ids.empty()) {
    for (const std::string& id : ids) {
        if (const ZoneId zone = venue.zone_by_id(id); zone.is_valid())
            parts_.push_back(
                {venue.zones[zone.row()].storey, PolygonLocator(Region{venue.zones[zone.row()].polygon})});
        else if (const StoreyId storey = venue.storey_by_id(id); storey.is_valid())
            parts_.push_back({storey, std::nullopt});
        else
            unknown.push_back(id);
    }
}

bool NamedArea::holds(const Venue& venue, SurfaceId surface, Vec2 p) const {
    const StoreyId storey = venue.surfaces[surface.row()].storey;
    return is_everywhere_ || std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) {
               return part.storey == storey && (!part.polygon || part.polygon->covers(p));
           });
}

AlarmBook::AlarmBook(const Scenario& scenario, const Venue& venue) : power_(scenario.incident.power) {
    for (const AlarmSpec& spec : scenario.incident.alarms) {
        Alarm& alarm = alarms_.emplace_back();
        alarm.spec = spec;
        std::vector<std::string> unknown;
        alarm.area = NamedArea(venue, spec.heard_in, unknown);
        for (const std::string& id : spec.message.exits) {
            const GateId gate = venue.gate_by_id(id);
            if (gate.is_valid() && venue.gates[gate.row()].kind == GateKind::exit)
                alarm.exits.push_back(gate);
            else
                unknown.push_back(id);
        }
        std::sort(alarm.exits.begin(), alarm.exits.end());
        for (const std::string& id : unknown)
            alarm.unknown += fmt::format("{}'{}'", alarm.unknown.empty() ? "" : ", ", id);
        alarm.waits_for_detector = !spec.on_detector.empty();
        alarm.waits_for_report = spec.on_report;
    }
    for (std::size_t a = 0; a < alarms_.size(); ++a)
        if (alarms_[a].spec.at_s)
            plan(a, *alarms_[a].spec.at_s);
    if (const auto& noticing = scenario.people.noticing; noticing && noticing->show_stops_at_s)
        insert({*noticing->show_stops_at_s, AlarmChange::Kind::show_stops, alarms_.size(), never_s});
}

void AlarmBook::trigger(std::size_t alarm, double at_s) {
    alarms_[alarm].waits_for_detector = false;
    alarms_[alarm].waits_for_report = false;
    plan(alarm, at_s);
}

void AlarmBook::plan(std::size_t alarm, double at_s) {
    const AlarmSpec& spec = alarms_[alarm].spec;
    if (spec.fails) {
        insert({at_s, AlarmChange::Kind::fails, alarm, never_s});
        return;
    }
    const double until_s = spec.until_s.value_or(never_s);
    if (!spec.needs_power || !power_) {
        plan_sounding(alarm, at_s, until_s);
        return;
    }
    plan_sounding(alarm, at_s, std::min(until_s, power_->fails_at_s));
    plan_sounding(alarm, std::max(at_s, power_->returns_at_s.value_or(never_s)), until_s);
}

void AlarmBook::plan_sounding(std::size_t alarm, double from_s, double to_s) {
    if (!(from_s < to_s))
        return;
    insert({from_s, AlarmChange::Kind::begins, alarm, to_s});
    const double length_s = alarms_[alarm].spec.message.length_s;
    if (length_s > 0.0 && from_s + length_s < to_s)
        insert({from_s + length_s, AlarmChange::Kind::message_ends, alarm, to_s});
    if (length_s > 0.0 && from_s + 2.0 * length_s < to_s)
        insert({from_s + 2.0 * length_s, AlarmChange::Kind::repeat_ends, alarm, to_s});
    if (to_s < never_s)
        insert({to_s, AlarmChange::Kind::falls_silent, alarm, to_s});
}

void AlarmBook::insert(const AlarmChange& change) {
    const auto place = std::upper_bound(
        changes_.begin() + static_cast<std::ptrdiff_t>(next_), changes_.end(), change,
        [](const AlarmChange& a, const AlarmChange& b) { return order_of(a) < order_of(b); });
    changes_.insert(place, change);
}

std::optional<AlarmChange> AlarmBook::take(double now_s) {
    if (next_ == changes_.size() || changes_[next_].at_s > now_s + rounding_s)
        return std::nullopt;
    return changes_[next_++];
}

std::string words_for(const AlarmSpec& alarm) {
    const std::string_view kind = alarm_kind_names[static_cast<std::size_t>(alarm.kind)];
    const std::string_view asks = alarm.instruction == Instruction::all_clear
                                      ? "all clear"
                                      : instruction_names[static_cast<std::size_t>(alarm.instruction)];
    return fmt::format("{}, {}", kind, asks);
}

}  // namespace wayout
