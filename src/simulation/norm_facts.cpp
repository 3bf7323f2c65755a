#include "simulation/norm_facts.hpp"

#include "navigation/escape_distances.hpp"
#include "simulation/building.hpp"
#include "simulation/place_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

namespace wayout {
namespace {

using norms::BuildingFacts;

const std::vector<PopulationSpec>& populations(const Scenario& scenario) {
    return scenario.people.populations;
}

/// Exits by which people came in, as their knowledge says.
std::set<std::string> main_entrance(const Scenario& scenario) {
    std::set<std::string> ids;
    for (const PopulationSpec& population : populations(scenario))
        if (population.knowledge)
            for (const KnowledgeSpec::Entrance& entrance : population.knowledge->entrance)
                ids.insert(entrance.exit);
    return ids;
}

std::set<std::string> opened_by_stewards(const Scenario& scenario) {
    std::set<std::string> ids;
    for (const StewardSpec& steward : scenario.response.stewards)
        for (const StewardTask& task : steward.tasks)
            if (task.kind == StewardTask::Kind::open)
                ids.insert(task.targets.begin(), task.targets.end());
    return ids;
}

void add_exits(BuildingFacts& facts, const Scenario& scenario, const Venue& venue) {
    const std::set<std::string> entrance = main_entrance(scenario);
    const std::set<std::string> by_stewards = opened_by_stewards(scenario);
    facts.is_main_entrance_named = !entrance.empty();
    for (int g = 0; g < venue.exit_count; ++g) {
        const Gate& gate = venue.gates[static_cast<std::size_t>(g)];
        facts.exits.push_back(
            {gate.name, gate.clear_width_m, gate.open_at_start, entrance.contains(gate.id),
             gate.is_locked || gate.service_s.has_value() || by_stewards.contains(gate.id)});
    }
    std::set<std::string> seen;
    for (const Surface& surface : venue.surfaces) {
        if (surface.kind == SurfaceKind::stair && seen.insert(surface.id).second)
            facts.stairs.push_back({surface.name, surface.clear_width_m});
        if (surface.kind == SurfaceKind::escalator && seen.insert(surface.id).second)
            ++facts.escalators;
    }
}

bool starts_on_seats(const PopulationSpec& population) {
    return population.seats_filled_frac.has_value() || !population.seating.empty();
}

void add_people(BuildingFacts& facts, const Scenario& scenario, const RunResults& results) {
    facts.people = static_cast<int>(results.people.size());
    int staff = 0;
    for (const PersonResult& person : results.people) {
        const std::string& role = results.populations[static_cast<std::size_t>(person.population)].role;
        staff += role == "staff" || role == "steward" ? 1 : 0;
        // Stewards are added to the run as populations of their own, behind those of the scenario.
        const auto row = static_cast<std::size_t>(person.population);
        if (row < populations(scenario).size() && starts_on_seats(populations(scenario)[row]))
            ++facts.seated;
    }
    facts.stewards = std::max(staff, static_cast<int>(scenario.response.stewards.size()));
}

SurfaceId start_surface(const Venue& venue, const PersonResult& person) {
    return venue.surface_at(StoreyId(person.start_storey), person.start_m);
}

bool is_toilet(const std::string& use) {
    return use == "toilet" || use == "toilets" || use == "wc";
}

/// Where the name of a room comes from: the zone in which most of its people start, else its storey.
std::string room_name(const Venue& venue, const std::map<std::pair<int, int>, int>& starts) {
    const auto most = std::max_element(starts.begin(), starts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto [storey, zone] = most->first;
    return zone >= 0 ? venue.zones[static_cast<std::size_t>(zone)].name
                     : fmt::format("room on {}", venue.storeys[static_cast<std::size_t>(storey)].name);
}

Vec2 centre_of(const Polygon& polygon) {
    Vec2 sum;
    for (const Vec2 p : polygon.outer) sum += p;
    return sum * (1.0 / static_cast<double>(polygon.outer.size()));
}

void add_rooms(BuildingFacts& facts, const Scenario& scenario, const Venue& venue, const RunResults& results,
               const EscapeDistances& distances) {
    std::map<std::int32_t, norms::RoomFacts> rooms;
    std::map<std::int32_t, std::map<std::pair<int, int>, int>> starts;
    for (const PersonResult& person : results.people) {
        const std::int32_t room = distances.room_at(start_surface(venue, person), person.start_m);
        if (room < 0)
            continue;
        ++rooms[room].people;
        ++starts[room][{person.start_storey, person.start_zone}];
    }
    for (const Zone& zone : venue.zones) {
        const Vec2 centre = centre_of(zone.polygon);
        const std::int32_t room = distances.room_at(venue.surface_at(zone.storey, centre), centre);
        if (room < 0 || !is_toilet(zone.use))
            continue;
        rooms[room].is_toilet = true;
        rooms[room].name = zone.name;
    }
    for (const SignSpec& sign : scenario.venue.signs) {
        const Vec2 at = sign.at - venue.origin_m;
        const std::int32_t room =
            distances.room_at(venue.surface_at(venue.storey_by_id(sign.storey), at), at);
        if (const auto found = rooms.find(room); found != rooms.end())
            found->second.has_sign = true;
    }
    for (const Seat& seat : venue.seats)
        if (const auto found = rooms.find(distances.room_at(seat.surface, seat.position));
            found != rooms.end())
            ++found->second.seats;
    for (auto& [row, room] : rooms) {
        if (const auto found = starts.find(row); found != starts.end())
            room.name = room_name(venue, found->second);
        room.area_m2 = distances.room_area_m2(row);
        for (const GateId way : distances.ways_out(row)) {
            const Gate& gate = venue.gates[way.row()];
            room.ways.push_back({gate.clear_width_m, gate.kind == GateKind::joint});
        }
        facts.rooms.push_back(std::move(room));
    }
}

void add_distances(BuildingFacts& facts, const Venue& venue, const EscapeDistances& distances) {
    const auto farthest = [&venue](const EscapeDistances::Place& place) {
        if (!place.surface.is_valid())
            return norms::Farthest{};
        const Vec2 at = place.at + venue.origin_m;
        return norms::Farthest{
            place.distance_m,
            fmt::format("({:.1f}, {:.1f}) {}", at.x, at.y,
                        place_name(venue, venue.surfaces[place.surface.row()].storey, place.at))};
    };
    const EscapeDistances::Longest longest = distances.longest();
    facts.to_exit = farthest(longest.to_exit);
    facts.to_storey_exit = farthest(longest.to_storey_exit);
    facts.out_of_room = farthest(longest.out_of_room);
    facts.in_one_direction = farthest(longest.in_one_direction);
}

void add_rows_of_seats(BuildingFacts& facts, const Venue& venue) {
    std::vector<int> seats(venue.seat_rows.size(), 0);
    for (const Seat& seat : venue.seats)
        if (seat.row.is_valid())
            ++seats[seat.row.row()];
    const auto longest = std::max_element(seats.begin(), seats.end());
    if (longest == seats.end())
        return;
    const SeatRow& row = venue.seat_rows[static_cast<std::size_t>(longest - seats.begin())];
    facts.longest_row_seats = *longest;
    facts.longest_row = fmt::format("{}, row {}", row.block, row.number);
}

/// Open exits of a storey, and the ends of its stairs on it.
std::vector<Vec2> ways_off(const Venue& venue, StoreyId storey) {
    std::vector<Vec2> places;
    for (const Gate& gate : venue.gates) {
        if (!gate.open_at_start || gate.kind == GateKind::door)
            continue;
        bool leads_off = gate.kind == GateKind::exit && gate.storey == storey;
        if (gate.kind == GateKind::joint) {
            const SurfaceId floor = venue.storeys[storey.row()].floor;
            const SurfaceId other = gate.left == floor ? gate.right : gate.left;
            leads_off = (gate.left == floor || gate.right == floor) &&
                        venue.surfaces[other.row()].kind == SurfaceKind::stair;
        }
        if (leads_off)
            places.push_back((gate.line.a + gate.line.b) * 0.5);
    }
    return places;
}

double diagonal_m(const Surface& floor) {
    Vec2 low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    Vec2 high{-low.x, -low.y};
    for (const Polygon& part : floor.footprint)
        for (const Vec2 p : part.outer) {
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
    return length(high - low);
}

/// Whether all directions lie within 45 degrees of each other.
bool is_one_direction(Vec2 from, const std::vector<Vec2>& places) {
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t k = i + 1; k < places.size(); ++k) {
            const Vec2 a = places[i] - from;
            const Vec2 b = places[k] - from;
            if (std::abs(std::atan2(a.x * b.y - a.y * b.x, dot(a, b))) >= std::numbers::pi / 4.0)
                return false;
        }
    return true;
}

void add_alternatives(BuildingFacts& facts, const Venue& venue, const RunResults& results) {
    for (std::size_t s = 0; s < venue.storeys.size(); ++s) {
        const std::vector<Vec2> places = ways_off(venue, StoreyId::from(s));
        const auto is_here = [&](const PersonResult& p) { return p.start_storey == static_cast<int>(s); };
        if (places.size() < 2 || std::none_of(results.people.begin(), results.people.end(), is_here))
            continue;
        norms::Separation separation{venue.storeys[s].name, 0.0,
                                     diagonal_m(venue.surfaces[venue.storeys[s].floor.row()])};
        for (std::size_t i = 0; i < places.size(); ++i)
            for (std::size_t k = i + 1; k < places.size(); ++k)
                separation.apart_m = std::max(separation.apart_m, length(places[i] - places[k]));
        facts.separations.push_back(separation);
        for (const PersonResult& person : results.people)
            if (is_here(person) && is_one_direction(person.start_m, places))
                ++facts.see_one_direction;
    }
}

void add_escalators(BuildingFacts& facts, const std::shared_ptr<const NavigationGrid>& grid,
                    const Venue& venue, const RunResults& results, const EscapeDistances& without) {
    if (facts.escalators == 0)
        return;
    const EscapeDistances with(grid, EscapeDistances::Escalators::used);
    for (const PersonResult& person : results.people) {
        const SurfaceId surface = start_surface(venue, person);
        if (std::isnan(without.from(surface, person.start_m).to_exit_m) &&
            !std::isnan(with.from(surface, person.start_m).to_exit_m))
            ++facts.only_by_escalator;
    }
}

/// How fast the queue of a passage grew most: inlet less outlet over one interval.
void find_growth(norms::RunFacts& facts, const RunResults& results) {
    for (const PassageResult& passage : results.passages) {
        int before = 0;
        for (const int queue : passage.queue_max) {
            const double growth_pps = (queue - before) / results.interval_s;
            before = queue;
            if (!(growth_pps <= facts.largest_queue_growth_pps)) {
                facts.largest_queue_growth_pps = growth_pps;
                facts.growing_at = passage.name;
            }
        }
    }
}

}  // namespace

BuildingFacts building_facts(const Scenario& scenario, const Building& building, const RunResults& results) {
    const std::shared_ptr<const NavigationGrid>& grid = building.parts().grid;
    const Venue& venue = *building.parts().venue;
    const EscapeDistances distances(grid, EscapeDistances::Escalators::left_out);
    BuildingFacts facts;
    add_exits(facts, scenario, venue);
    add_people(facts, scenario, results);
    add_rooms(facts, scenario, venue, results, distances);
    add_distances(facts, venue, distances);
    add_rows_of_seats(facts, venue);
    add_alternatives(facts, venue, results);
    add_escalators(facts, grid, venue, results, distances);
    return facts;
}

norms::RunFacts run_facts(const Scenario& scenario, const Venue& venue, const RunResults& results) {
    norms::RunFacts facts;
    facts.people = static_cast<int>(results.people.size());
    facts.ended_s = results.performance.simulated_s;
    for (const PersonResult& person : results.people) {
        if (person.outcome == Outcome::out) {
            ++facts.out;
            if (!(person.exit_time_s <= facts.last_out_s))
                facts.last_out_s = person.exit_time_s;
        }
        if (!std::isnan(person.crush_dose))
            facts.largest_crush_dose = std::max(facts.largest_crush_dose, person.crush_dose);
    }
    const std::set<std::string> entrance = main_entrance(scenario);
    for (const PassageResult& passage : results.passages) {
        const bool was_open =
            passage.open_at_start || !passage.crossings.empty() ||
            std::any_of(passage.state_changes.begin(), passage.state_changes.end(),
                        [](const PassageResult::StateChange& change) { return change.open; });
        if (passage.kind == PassageKind::exit && was_open)
            facts.exits.push_back(
                {passage.name, static_cast<int>(passage.crossings.size()), entrance.contains(passage.id)});
    }
    for (std::size_t g = 0; g < venue.gates.size() && g < results.passages.size(); ++g) {
        const Gate& gate = venue.gates[g];
        const auto is_escalator = [&venue](SurfaceId s) {
            return s.is_valid() && venue.surfaces[s.row()].kind == SurfaceKind::escalator;
        };
        if (gate.kind == GateKind::joint && (is_escalator(gate.left) || is_escalator(gate.right)))
            facts.over_escalators += static_cast<int>(results.passages[g].crossings.size());
    }
    facts.has_density = !results.density.empty();
    facts.congested_places = static_cast<int>(results.congestion.size());
    for (const DensityGrid& grid : results.density)
        for (const float above_s : grid.above_4_s)
            facts.longest_above_4_s = std::max(facts.longest_above_4_s, static_cast<double>(above_s));
    find_growth(facts, results);
    facts.has_forces = results.crush.is_modelled;
    if (!results.wall_loads.empty())
        facts.largest_wall_load_n_per_m = results.wall_loads.front().peak_n_per_m;
    facts.has_air = results.hazards.is_modelled && !results.hazards.source.empty();
    for (std::size_t z = 0; z < results.zone_results.size(); ++z) {
        const ZoneResult& zone = results.zone_results[z];
        if (facts.has_air && (zone.people_at_start > 0 || zone.entered > 0))
            facts.zones.push_back({results.zones[z].name, zone.aset_s,
                                   zone.people_at_end > 0 ? norms::not_known : zone.last_left_s});
    }
    return facts;
}

}  // namespace wayout
