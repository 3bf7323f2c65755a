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
    const Ids exits = Ids("exit", all_read).add(venue.exits, "exit");
    const Ids doors = Ids("door", all_read).add(venue.doors, "door");
    for (const SignSpec& sign : venue.signs) {
        expect_storey(sign);
        exits.expect(sign.leads_to, sign, "leads_to", problems, &doors);
    }
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
    for (const PopulationSpec& population : scenario.people.populations) {
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
        const std::string where = fmt::format("{}.in ('{}')", population.where, population.label());
        if ((population.polygon || population.positions) && population.polygon_storey.empty() &&
            venue.storeys.size() > 1)
            problems.add({ErrorCode::schema, where, "the key 'storey' is missing: the venue has several"});
        if (population.seats_filled_frac && venue.seating.empty())
            problems.add({ErrorCode::schema, where, "seats_filled_frac: the venue has no seating"});
    }
}

void check_incident_references(const Scenario& scenario, bool all_read, Problems& problems) {
    const Ids doors = Ids("door", all_read).add(scenario.venue.doors, "door");
    const Ids exits = Ids("exit", all_read).add(scenario.venue.exits, "exit");
    const Ids escalators = ids_of_escalators(scenario.venue, all_read);
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
        }
    }
}

}  // namespace wayout
