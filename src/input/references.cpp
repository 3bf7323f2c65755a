#include "input/references.hpp"

#include "core/text.hpp"

#include <wayout/builtin_profiles.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace wayout {
namespace {

/// The ids of one kind of thing, or of several kinds that are referred to by the same key.
class Ids {
public:
    /// Not all read: with none at all at hand, references to them are not judged.
    Ids(std::string what, bool all_read) : what_(std::move(what)), all_read_(all_read) {}

    template <typename Things>
    Ids& add(const Things& things, const char* kind) {
        for (const auto& thing : things) add_one(thing, kind);
        return *this;
    }

    void add_one(const Named& thing, const char* kind) {
        if (thing.id.empty())  // missing, and reported as such, or not needed
            return;
        const auto [first, is_new] = first_by_id_.emplace(thing.id, &thing);
        if (is_new)
            order_.push_back(thing.id);
        else
            repeated_.push_back({&thing, first->second, kind});
    }

    void report_repeated(Problems& problems) const {
        for (const Repeated& r : repeated_)
            problems.add({ErrorCode::schema,
                          fmt::format("{} ({} '{}')", r.thing->where, r.kind, r.thing->label()),
                          fmt::format("the id '{}' is already taken by {}; ids must differ", r.thing->id,
                                      r.first->where)});
    }

    /// Reports an id that nothing has. Empty ids are those of keys that are missing, which has been reported.
    /// `others`: things that are easily taken for these.
    void expect(const std::string& id, const Named& from, std::string_view key, Problems& problems,
                const Ids* others = nullptr) const {
        if (id.empty() || first_by_id_.count(id) > 0 || (order_.empty() && !all_read_))
            return;
        std::string cure = fmt::format("there are {}", some_ids());
        if (others && others->first_by_id_.count(id) > 0)
            cure = fmt::format("'{}' is of the kind {}", id, others->what_);
        else if (const std::optional<std::string> meant = nearest_id(id, problems))
            cure = fmt::format("did you mean '{}'?", *meant);
        problems.add({ErrorCode::schema, fmt::format("{}.{} ('{}')", from.where, key, from.label()),
                      fmt::format("there is no {} '{}'; {}", what_, id, cure)});
    }

    void expect_all(const std::vector<std::string>& ids, const Named& from, std::string_view key,
                    Problems& problems) const {
        for (std::size_t i = 0; i < ids.size(); ++i)
            expect(ids[i], from, fmt::format("{}[{}]", key, i), problems);
    }

private:
    /// Not among thousands, nor for problems that are no longer listed: hostile files must not cost minutes.
    std::optional<std::string> nearest_id(const std::string& id, const Problems& problems) const {
        constexpr std::size_t most_compared = 2000;
        return order_.size() > most_compared || problems.is_full() ? std::nullopt : nearest(id, order_);
    }

    std::string some_ids() const {
        constexpr std::ptrdiff_t most_listed = 12;
        if (order_.empty())
            return "none at all";
        const auto count = static_cast<std::ptrdiff_t>(order_.size());
        return fmt::format("{}{}",
                           fmt::join(order_.begin(), order_.begin() + std::min(most_listed, count), ", "),
                           count > most_listed ? ", ..." : "");
    }

    struct Repeated {
        const Named* thing;
        const Named* first;
        const char* kind;
    };

    std::string what_;
    bool all_read_;
    std::map<std::string, const Named*> first_by_id_;
    std::vector<std::string> order_;
    std::vector<Repeated> repeated_;
};

Named named(const IncidentEvent& event) {
    return {event.target, "", event.where};
}

/// Doors, exits and, where asked for, stairs: what people pass.
Ids ids_of_ways(const VenueSpec& venue, bool all_read, bool with_stairs) {
    Ids ids(with_stairs ? "door, exit or stair" : "door or exit", all_read);
    ids.add(venue.doors, "door").add(venue.exits, "exit");
    if (with_stairs)
        ids.add(venue.stairs, "stair");
    return ids;
}

/// Who is turned away: populations by id or role.
void check_refusals(const Scenario& scenario, Problems& problems) {
    Ids names("population or role", true);
    names.add(scenario.people.populations, "population");
    for (const PopulationSpec& population : scenario.people.populations) {
        Named role;
        role.id = population.role;
        names.add_one(role, "role");
    }
    const auto check = [&](const auto& openings) {
        for (const auto& opening : openings)
            names.expect_all(opening.rules.refuses, opening, "refuses", problems);
    };
    check(scenario.venue.doors);
    check(scenario.venue.exits);
}

Ids ids_of_storeys(const VenueSpec& venue, bool all_read) {
    return Ids("storey", all_read).add(venue.storeys, "storey");
}

Ids ids_of_escalators(const VenueSpec& venue, bool all_read) {
    Ids ids("escalator", all_read);
    for (const StairSpec& stair : venue.stairs)
        if (stair.kind == StairSpec::Kind::escalator)
            ids.add_one(stair, "escalator");
    return ids;
}

/// A leaf can only be opened where there are two.
void expect_leaves(const VenueSpec& venue, const IncidentEvent& event, Problems& problems) {
    const auto check = [&](const auto& openings) {
        for (const auto& opening : openings)
            if (opening.id == event.target && !opening.rules.leaves)
                problems.add({ErrorCode::schema, fmt::format("{}.open_leaf", event.where),
                              fmt::format("'{}' has no second leaf; give it 'leaves', or leave the event out",
                                          event.target)});
    };
    check(venue.doors);
    check(venue.exits);
}

/// Alarms and the show: where they are heard, what they name, what sets them off.
void check_alarm_references(const Scenario& scenario, bool all_read, Problems& problems) {
    const VenueSpec& venue = scenario.venue;
    const Ids places = Ids("zone or storey", all_read).add(venue.zones, "zone").add(venue.storeys, "storey");
    const Ids exits = Ids("exit", all_read).add(venue.exits, "exit");
    std::vector<Named> devices;
    if (scenario.incident.fire && scenario.incident.fire->zone_model)
        for (const FireDetectorSpec& device : scenario.incident.fire->zone_model->detectors)
            devices.push_back({device.id, device.name, device.where});
    const Ids detectors = Ids("detector or sprinkler of the built-in fire", true).add(devices, "detector");
    Ids("alarm", true).add(scenario.incident.alarms, "alarm").report_repeated(problems);
    for (const AlarmSpec& alarm : scenario.incident.alarms) {
        if (all_read)  // of two kinds, of which one may not have been read
            places.expect_all(alarm.heard_in, alarm, "heard_in", problems);
        exits.expect_all(alarm.message.exits, alarm, "message.exits", problems);
        detectors.expect(alarm.on_detector, alarm, "on_detector", problems);
    }
    if (const auto& noticing = scenario.people.noticing; noticing && all_read)
        places.expect_all(noticing->show_in, {"noticing", "", noticing->where}, "show_in", problems);
}

void check_danger_references(const Scenario& scenario, const Ids& exits, bool all_read, Problems& problems) {
    const Ids zones = Ids("zone", all_read).add(scenario.venue.zones, "zone");
    const Ids storeys = ids_of_storeys(scenario.venue, all_read);
    Ids("danger area", true).add(scenario.incident.danger_areas, "danger area").report_repeated(problems);
    for (const DangerAreaSpec& area : scenario.incident.danger_areas) {
        storeys.expect(area.storey, area, "storey", problems);
        exits.expect_all(area.closes_exits, area, "closes_exits", problems);
        for (std::size_t i = 0; i < area.messages.size(); ++i)
            zones.expect_all(area.messages[i].zones, area, fmt::format("messages[{}].zones", i), problems);
    }
    for (const OrderSpec& order : scenario.incident.orders)
        zones.expect_all(
            order.zones,
            {std::string(instruction_names[static_cast<std::size_t>(order.instruction)]), "", order.where},
            "zones", problems);
}

}  // namespace

namespace {

/// What helps people in need: signs, shelters, refuges, lifts.
template <typename ExpectStorey>
void check_safety_references(const VenueSpec& venue, const Ids& storeys, const ExpectStorey& expect_storey,
                             bool all_read, Problems& problems) {
    Ids("shelter", all_read).add(venue.shelters, "shelter").report_repeated(problems);
    const Ids zones = Ids("zone", all_read).add(venue.zones, "zone");
    const Ids doors = Ids("door", all_read).add(venue.doors, "door");
    const Ids exits = Ids("exit", all_read).add(venue.exits, "exit");
    for (const ShelterSpec& shelter : venue.shelters) {
        zones.expect(shelter.zone, shelter, "zone", problems);
        for (std::size_t i = 0; i < shelter.doors.size(); ++i)
            doors.expect(shelter.doors[i], shelter, fmt::format("doors[{}]", i), problems, &exits);
    }
    for (const SignSpec& sign : venue.signs) {
        expect_storey(sign);
        exits.expect(sign.leads_to, sign, "leads_to", problems, &doors);
    }
    Ids("refuge", all_read).add(venue.refuges, "refuge").report_repeated(problems);
    Ids("lift", all_read).add(venue.lifts, "lift").report_repeated(problems);
    for (const RefugeSpec& refuge : venue.refuges) {
        zones.expect(refuge.zone, refuge, "zone", problems);
        if (refuge.polygon)
            expect_storey(refuge);
    }
    for (const LiftSpec& lift : venue.lifts) {
        storeys.expect(lift.starts_at, lift, "starts_at", problems);
        for (const LiftStop& stop : lift.stops) {
            const Named from{lift.id, lift.name, stop.where};
            storeys.expect(stop.storey, from, "storey", problems);
            doors.expect(stop.door, from, "door", problems);
        }
    }
}

}  // namespace

void check_venue_references(const VenueSpec& venue, bool all_read, Problems& problems) {
    // Storeys and tiers share their ids, since seating stands on either; so do all the ways through which
    // people are counted.
    const Ids storeys = ids_of_storeys(venue, all_read);
    const Ids floors = Ids("storey or tier", all_read).add(venue.storeys, "storey").add(venue.tiers, "tier");
    floors.report_repeated(problems);
    Ids("way", all_read)
        .add(venue.exits, "exit")
        .add(venue.doors, "door")
        .add(venue.stairs, "stair")
        .report_repeated(problems);
    Ids("seating block", all_read).add(venue.seating, "seating block").report_repeated(problems);
    Ids("zone", all_read).add(venue.zones, "zone").report_repeated(problems);
    Ids obstacles("obstacle", all_read);
    for (const StoreySpec& storey : venue.storeys) obstacles.add(storey.obstacles, "obstacle");
    obstacles.report_repeated(problems);
    Ids("sign", all_read).add(venue.signs, "sign").report_repeated(problems);

    const auto expect_storey = [&](const auto& thing) {
        if (thing.storey.empty() && venue.storeys.size() > 1)
            problems.add({ErrorCode::schema, fmt::format("{} ('{}')", thing.where, thing.label()),
                          "the key 'storey' is missing: the venue has several"});
        storeys.expect(thing.storey, thing, "storey", problems);
    };
    for (const DoorSpec& door : venue.doors) expect_storey(door);
    for (const ExitSpec& exit : venue.exits) expect_storey(exit);
    for (const ZoneSpec& zone : venue.zones) expect_storey(zone);
    for (const StairSpec& stair : venue.stairs) {
        storeys.expect(stair.from_storey, stair, "from_storey", problems);
        storeys.expect(stair.to_storey, stair, "to_storey", problems);
    }
    for (const TierSpec& tier : venue.tiers) {
        storeys.expect(tier.low_storey, tier, "low_storey", problems);
        storeys.expect(tier.high_storey, tier, "high_storey", problems);
    }
    for (const SeatingSpec& seating : venue.seating) {
        if (seating.on.empty() && venue.storeys.size() > 1)
            problems.add({ErrorCode::schema, fmt::format("{} ('{}')", seating.where, seating.label()),
                          "the key 'on' is missing: the venue has several storeys"});
        floors.expect(seating.on, seating, "on", problems);
    }
    check_safety_references(venue, storeys, expect_storey, all_read, problems);
}

void check_people_references(const Scenario& scenario, bool all_read, Problems& problems) {
    const VenueSpec& venue = scenario.venue;
    Ids profiles("profile", true);
    for (const BuiltinProfile& builtin : builtin_profiles()) profiles.add_one(builtin.profile, "profile");
    profiles.add(scenario.people.profiles, "profile");
    profiles.report_repeated(problems);
    Ids("population", true).add(scenario.people.populations, "population").report_repeated(problems);

    const Ids zones = Ids("zone", all_read).add(venue.zones, "zone");
    const Ids storeys = ids_of_storeys(venue, all_read);
    const Ids floors = Ids("storey or tier", all_read).add(venue.storeys, "storey").add(venue.tiers, "tier");
    const Ids seating = Ids("seating block", all_read).add(venue.seating, "seating block");
    const Ids exits = Ids("exit", all_read).add(venue.exits, "exit");
    const Ids populations = Ids("population", true).add(scenario.people.populations, "population");
    const Ids refuges = Ids("refuge", all_read).add(venue.refuges, "refuge");
    for (const PopulationSpec& population : scenario.people.populations) {
        if (population.assistance) {
            populations.expect(population.assistance->helpers, population, "assistance.helpers", problems);
            refuges.expect_all(population.assistance->refuges, population, "assistance.refuges", problems);
        }
        profiles.expect(population.profile, population, "profile", problems);
        zones.expect_all(population.zones, population, "in.zones", problems);
        floors.expect_all(population.storeys, population, "in.storeys", problems);
        seating.expect_all(population.seating, population, "in.seating", problems);
        exits.expect_all(population.exits, population, "exits", problems);
        if (population.knowledge) {
            for (const KnowledgeSpec::Entrance& entrance : population.knowledge->entrance)
                exits.expect(entrance.exit, population, "knowledge.entrance", problems);
            exits.expect_all(population.knowledge->known_exits, population, "knowledge.known_exits",
                             problems);
        }
        storeys.expect(population.polygon_storey, population, "in.storey", problems);
        if (population.company) {
            profiles.expect(population.company->child_profile, population, "company.child_profile", problems);
            zones.expect(population.company->children_in, population, "company.children_in", problems);
        }
        const std::string where = fmt::format("{}.in ('{}')", population.where, population.label());
        if ((population.polygon || population.positions) && population.polygon_storey.empty() &&
            venue.storeys.size() > 1)
            problems.add({ErrorCode::schema, where, "the key 'storey' is missing: the venue has several"});
        if (population.seats_filled_frac && venue.seating.empty())
            problems.add({ErrorCode::schema, where, "seats_filled_frac: the venue has no seating"});
    }
    check_refusals(scenario, problems);
}

void check_incident_references(const Scenario& scenario, bool all_read, Problems& problems) {
    const Ids doors = Ids("door", all_read).add(scenario.venue.doors, "door");
    const Ids exits = Ids("exit", all_read).add(scenario.venue.exits, "exit");
    const Ids escalators = ids_of_escalators(scenario.venue, all_read);
    check_danger_references(scenario, exits, all_read, problems);
    const Ids ways = ids_of_ways(scenario.venue, all_read, false);
    for (const IncidentEvent& event : scenario.incident.events) {
        const Named from = named(event);
        switch (event.kind) {
            case IncidentEvent::Kind::open_door:
                doors.expect(event.target, from, "open_door", problems, &exits);
                break;
            case IncidentEvent::Kind::close_door:
                doors.expect(event.target, from, "close_door", problems, &exits);
                break;
            case IncidentEvent::Kind::open_exit:
                exits.expect(event.target, from, "open_exit", problems, &doors);
                break;
            case IncidentEvent::Kind::close_exit:
                exits.expect(event.target, from, "close_exit", problems, &doors);
                break;
            case IncidentEvent::Kind::set_escalator:
                escalators.expect(event.target, from, "set_escalator", problems);
                break;
            case IncidentEvent::Kind::lock_door:
                ways.expect(event.target, from, "lock_door", problems);
                break;
            case IncidentEvent::Kind::unlock_door:
                ways.expect(event.target, from, "unlock_door", problems);
                break;
            case IncidentEvent::Kind::open_leaf:
                ways.expect(event.target, from, "open_leaf", problems);
                expect_leaves(scenario.venue, event, problems);
                break;
            case IncidentEvent::Kind::set_service:
                ways.expect(event.target, from, "set_service", problems);
                break;
            case IncidentEvent::Kind::remove_barrier:
                doors.expect(event.target, from, "remove_barrier", problems, &exits);
                break;
        }
    }
    check_alarm_references(scenario, all_read, problems);
}

namespace {

void check_rescue_references(const Scenario& scenario, bool all_read, Problems& problems) {
    const VenueSpec& venue = scenario.venue;
    const Ids exits = Ids("exit", all_read).add(venue.exits, "exit");
    const Ids zones = Ids("zone", all_read).add(venue.zones, "zone");
    const Ids storeys = ids_of_storeys(venue, all_read);
    Ids teams("rescue team", true);
    teams.add(scenario.response.rescue_teams, "rescue team").report_repeated(problems);
    Ids("access embargo", true).add(scenario.response.embargoes, "access embargo").report_repeated(problems);
    for (const RescueTeamSpec& team : scenario.response.rescue_teams) {
        exits.expect(team.entry, team, "entry", problems);
        exits.expect(team.brings_to, team, "brings_to", problems);
        zones.expect_all(team.zones, team, "search", problems);
    }
    for (const AccessEmbargoSpec& embargo : scenario.response.embargoes) {
        zones.expect_all(embargo.zones, embargo, "zones", problems);
        storeys.expect_all(embargo.storeys, embargo, "storeys", problems);
        teams.expect_all(embargo.teams, embargo, "teams", problems);
    }
    if (!scenario.response.rescue_teams.empty() && venue.zones.empty())
        problems.add({ErrorCode::schema, scenario.response.rescue_teams.front().where,
                      "rescue teams search zones, and the venue has none; give its rooms as zones"});
}

}  // namespace

void check_response_references(const Scenario& scenario, bool all_read, Problems& problems) {
    check_rescue_references(scenario, all_read, problems);
    const std::vector<StewardSpec>& stewards = scenario.response.stewards;
    if (stewards.empty())
        return;
    const VenueSpec& venue = scenario.venue;
    Ids("steward", true).add(stewards, "steward").report_repeated(problems);
    const Ids populations = Ids("population", true).add(scenario.people.populations, "population");
    Ids profiles("profile", true);
    for (const BuiltinProfile& builtin : builtin_profiles()) profiles.add_one(builtin.profile, "profile");
    profiles.add(scenario.people.profiles, "profile");
    const Ids storeys = ids_of_storeys(venue, all_read);
    const Ids zones = Ids("zone", all_read).add(venue.zones, "zone");
    const Ids exits = Ids("exit", all_read).add(venue.exits, "exit");
    const Ids ways = ids_of_ways(venue, all_read, false);
    const Ids held = ids_of_ways(venue, all_read, true);
    for (const StewardSpec& steward : stewards) {
        populations.expect(steward.population, steward, "population", problems);
        profiles.expect(steward.profile, steward, "profile", problems);
        storeys.expect(steward.post_storey, steward, "post.storey", problems);
        zones.expect(steward.leaves_when_empty, steward, "leaves.when_empty", problems);
        if (steward.post_storey.empty() && venue.storeys.size() > 1)
            problems.add({ErrorCode::schema, fmt::format("{}.post ('{}')", steward.where, steward.label()),
                          "the key 'storey' is missing: the venue has several"});
        for (const StewardTask& task : steward.tasks) {
            const Named from{steward.id, steward.name, task.where};
            exits.expect(task.exit, from, "direct", problems);
            held.expect(task.held, from, "hold.way", problems);
            if (task.kind == StewardTask::Kind::open)
                ways.expect_all(task.targets, from, "open", problems);
            if (task.kind == StewardTask::Kind::sweep)
                zones.expect_all(task.targets, from, "sweep", problems);
        }
    }
}

}  // namespace wayout
