#include "agents/placement.hpp"

#include "agents/calibration.hpp"
#include "agents/company_places.hpp"
#include "agents/distribution.hpp"
#include "agents/form_groups.hpp"
#include "agents/free_space.hpp"
#include "agents/population_plan.hpp"
#include "agents/profile_sampler.hpp"
#include "agents/standing_places.hpp"
#include "agents/start_area.hpp"
#include "core/math.hpp"
#include "core/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

namespace wayout {
namespace {

/// Space that people in a seat row keep to seats and backs on both sides while they shuffle sideways, and how
/// narrow a body can make itself (our choices).
constexpr double row_clearance_m = 0.02;
constexpr double min_wall_radius_m = 0.10;

/// Bodies and walls may touch given positions to this extent: rounding of the user's decimals.
constexpr double position_tolerance_m = 1e-6;

float to_float(double v) {
    return static_cast<float>(v);
}

/// Role of those who are placed at posts; add_stewards() gives it.
constexpr std::string_view role_with_post = "steward";

class Placement {
public:
    Placement(const Scenario& scenario, const Venue& venue, std::uint64_t seed)
        : scenario_(scenario),
          venue_(venue),
          seed_(seed),
          space_(venue),
          seat_is_taken_(venue.seats.size(), 0) {
        std::vector<double> seat_width_m;
        for (const SeatingSpec& block : scenario.venue.seating) seat_width_m.push_back(block.seat_width_m);
        space_.keep_off_seats(seat_width_m);
        for (const Zone& zone : venue.zones) zone_locators_.emplace_back(Region{zone.polygon});
    }

    Result<PlacedPeople> run() {
        std::vector<PopulationPlan> plans = plan_populations(scenario_, venue_, errors_);
        std::size_t total = 0;
        for (const PopulationPlan& plan : plans) total += plan.count;
        for_each_column(people_.agents, [&](auto& column) { column.resize(total); });
        people_.persons.resize(total);

        // Whoever has a post stands there before others look for a place; ids follow the input all the same.
        for (const bool has_post : {true, false}) {
            AgentId first_id = 1;
            for (const PopulationPlan& plan : plans) {
                if ((plan.kind == PopulationPlan::Kind::at_positions &&
                     spec_of(plan).role == role_with_post) == has_post)
                    draw_and_place(plan, first_id);
                first_id += static_cast<AgentId>(plan.count);
            }
        }
        if (!errors_.empty())
            return std::move(errors_);
        return std::move(people_);
    }

private:
    void draw_and_place(const PopulationPlan& plan, AgentId first_id) {
        GroupForming forming(spec_of(plan), plan, first_id, seed_);
        draw_people(plan, first_id, forming.drawn_as_children());
        const StartParties parties = forming.form(people_);
        if (const auto& found = forming.problem())
            problem(plan, found->key, found->text);
        place(plan, first_id, parties);
    }

    void place(const PopulationPlan& plan, AgentId first_id, const StartParties& parties) {
        switch (plan.kind) {
            case PopulationPlan::Kind::standing:
                place_standing(plan, *plan.area, parties.main, ".in");
                break;
            case PopulationPlan::Kind::seated:
                place_seated(plan, first_id, parties.main);
                break;
            case PopulationPlan::Kind::at_positions:
                place_at_positions(plan, first_id);
                break;
        }
        if (!parties.children.ids.empty())
            place_standing(plan, *plan.child_area, parties.children, ".company.children_in");
    }

    const PopulationSpec& spec_of(const PopulationPlan& plan) const {
        return scenario_.people.populations[plan.population];
    }

    void problem(const PopulationPlan& plan, const std::string& key, const std::string& text,
                 const std::string& storey = {}, Vec2 local = {}) {
        const PopulationSpec& spec = spec_of(plan);
        const Vec2 at = storey.empty() ? Vec2{} : local + venue_.origin_m;
        errors_.push_back({ErrorCode::geometry, spec.where + key,
                           fmt::format("population '{}': {}", spec.label(), text), storey, at.x, at.y});
    }

    /// Everything but the place.
    /// @param is_child  by person, drawn from the profile of children; empty: nobody is
    void draw_people(const PopulationPlan& plan, AgentId first_id,
                     const std::vector<std::uint8_t>& is_child) {
        if (plan.count == 0)
            return;
        const PopulationSpec& spec = spec_of(plan);
        const ProfileSpec& profile = scenario_.people.profiles[plan.profile];
        const ProfileSampler sampler(profile);
        const QuantileFunction pre_movement(spec.pre_movement_s, pre_movement_range_s);
        const std::int32_t first_group = first_group_of(profile);
        const ProfileSpec& child_profile =
            scenario_.people.profiles[plan.child_profile.value_or(plan.profile)];
        const ProfileSampler child_sampler(child_profile);
        const std::int32_t first_child_group = first_group_of(child_profile);
        const PersonCalibration calibration = person_calibration(scenario_.simulation);
        constexpr float infinity = std::numeric_limits<float>::infinity();

        Agents& a = people_.agents;
        for (std::size_t i = 0; i < plan.count; ++i) {
            const AgentId id = first_id + static_cast<AgentId>(i);
            const std::size_t row = id - 1;
            const bool is_small = !is_child.empty() && is_child[i] != 0;
            PersonDraw person = (is_small ? child_sampler : sampler).draw(seed_, id);
            const ProfileGroup& group =
                (is_small ? child_profile : profile).groups[static_cast<std::size_t>(person.group)];
            if (!spec.free_speeds_mps.empty())
                set_level_speed(person, group, spec.free_speeds_mps[i]);
            a.id[row] = id;
            a.population[row] = static_cast<std::int32_t>(plan.population);
            a.profile_group[row] = (is_small ? first_child_group : first_group) + person.group;
            a.mobility[row] = group.mobility;
            a.radius_m[row] = to_float(calibration.radius_factor * person.radius_m);
            a.wall_radius_m[row] = a.radius_m[row];
            a.free_speed_mps[row] = to_float(person.level_mps);
            a.stair_down_mps[row] = to_float(person.stair_down_mps);
            a.stair_up_mps[row] = to_float(person.stair_up_mps);
            a.speed_limit_mps[row] = a.free_speed_mps[row];
            a.time_gap_s[row] = to_float(calibration.time_gap_s);
            a.start_time_s[row] = to_float(group.pre_movement_factor *
                                           pre_movement(uniform01_open(seed_, id, Draw::pre_movement_time)));
            a.activity[row] = Activity::waiting;
            const SinCos heading =
                portable_sin_cos(2.0 * std::numbers::pi * uniform01(seed_, id, Draw::start_heading));
            a.heading_x[row] = to_float(heading.cos);
            a.heading_y[row] = to_float(heading.sin);
            a.travel_time_s[row] = infinity;
            a.progress_time_s[row] = infinity;
            a.last_switch_s[row] = -infinity;
            a.goal[row] = -1;
            a.exit_gate[row] = -1;
            a.next_gate[row] = -1;
            a.surface[row] = -1;
            people_.persons[row].age_years = person.age_years;
            people_.persons[row].sex = group.sex;
        }
    }

    /// The speed that the user gave; stair speeds that are a factor of it follow, others stay as drawn.
    static void set_level_speed(PersonDraw& person, const ProfileGroup& group, double speed_mps) {
        person.level_mps = speed_mps;
        if (!group.stair_down_mps)
            person.stair_down_mps = group.stair_down_factor * speed_mps;
        if (!group.stair_up_mps)
            person.stair_up_mps = group.stair_up_factor * speed_mps;
    }

    /// Row of the profile's first group in the table of groups; appends the groups at the first use of the
    /// profile.
    std::int32_t first_group_of(const ProfileSpec& profile) {
        const auto known = std::find_if(people_.groups.begin(), people_.groups.end(),
                                        [&](const GroupInUse& g) { return g.profile == profile.id; });
        const auto row = static_cast<std::int32_t>(known - people_.groups.begin());
        if (known == people_.groups.end())
            for (const ProfileGroup& g : profile.groups)
                people_.groups.push_back({profile.id, g.name, g.mobility});
        return row;
    }

    void set_place(AgentId id, SurfaceId surface, Vec2 p) {
        const std::size_t row = id - 1;
        Agents& a = people_.agents;
        a.x_m[row] = p.x;
        a.y_m[row] = p.y;
        a.aim_x_m[row] = p.x;
        a.aim_y_m[row] = p.y;
        a.surface[row] = surface.value;
        PersonInfo& info = people_.persons[row];
        info.start = p;
        info.start_storey = venue_.surfaces[surface.row()].storey;
        for (std::size_t z = 0; z < venue_.zones.size() && !info.start_zone.is_valid(); ++z)
            if (venue_.zones[z].storey == info.start_storey && zone_locators_[z].covers(p))
                info.start_zone = ZoneId::from(z);
    }

    void place_standing(const PopulationPlan& plan, const StartArea& area, const StartParty& party,
                        const char* key) {
        const std::vector<double> radius_m = radii_of(party.ids);
        const std::vector<StandingPlace> places =
            party.sizes.empty() ? find_standing_places(area, space_, seed_, party.ids, radius_m)
                                : stand_together(plan, area, party, radius_m);
        if (places.size() < party.ids.size()) {
            const StartArea::Piece& largest = *std::max_element(
                area.pieces().begin(), area.pieces().end(),
                [](const auto& a, const auto& b) { return wayout::area(a.region) < wayout::area(b.region); });
            const Surface& surface = venue_.surfaces[largest.surface.row()];
            const double widest = 2.0 * *std::max_element(radius_m.begin(), radius_m.end());
            problem(
                plan, key,
                fmt::format(
                    "{} people do not fit into {:.1f} m2 ({:.1f} per m2): about {} do, with bodies up to "
                    "{:.2f} m wide that keep clear of walls, seats and people placed before; place fewer, "
                    "or name more room",
                    party.ids.size(), area.area_m2(), static_cast<double>(party.ids.size()) / area.area_m2(),
                    places.size(), widest),
                surface.storey.is_valid() ? venue_.storeys[surface.storey.row()].id : std::string(),
                largest.box.centre());
            return;
        }
        for (std::size_t i = 0; i < places.size(); ++i)
            set_place(party.ids[i], places[i].surface, places[i].p);
    }

    std::vector<double> radii_of(const std::vector<AgentId>& ids) const {
        std::vector<double> radius_m;
        for (const AgentId id : ids) radius_m.push_back(static_cast<double>(people_.agents.radius_m[id - 1]));
        return radius_m;
    }

    /// Groups within reach of each other; where there is no room for that, everybody anywhere and groups on
    /// places near each other.
    std::vector<StandingPlace> stand_together(const PopulationPlan& plan, const StartArea& area,
                                              const StartParty& party, const std::vector<double>& radius_m) {
        std::vector<StandingPlace> places =
            places_for_groups(area, space_, seed_, party.ids, radius_m, party.sizes);
        if (places.size() == party.ids.size())
            return places;
        const auto take_away = [&] {
            for (std::size_t i = 0; i < places.size(); ++i)
                space_.remove(static_cast<std::int32_t>(party.ids[i]) - 1, places[i].surface, places[i].p);
        };
        take_away();
        // With room for the widest at each place, any two may change places.
        const std::vector<double> widest(radius_m.size(),
                                         *std::max_element(radius_m.begin(), radius_m.end()));
        places = find_standing_places(area, space_, seed_, party.ids, widest);
        const bool may_change = places.size() == party.ids.size();
        if (may_change) {
            take_away();
            places = near_each_other(std::move(places), party.sizes);
            for (std::size_t i = 0; i < places.size(); ++i)
                space_.add(static_cast<std::int32_t>(party.ids[i]) - 1, places[i].surface, places[i].p,
                           radius_m[i]);
        } else {
            places = find_standing_places(area, space_, seed_, party.ids, radius_m);
        }
        note_apart(plan, may_change);
        return places;
    }

    void note_apart(const PopulationPlan& plan, bool is_near) {
        people_.notes.push_back(
            {ErrorCode::out_of_range,
             spec_of(plan).where,
             fmt::format("population '{}': it is too dense for groups to stand within {:g} m; {}",
                         spec_of(plan).label(), group_reach_m,
                         is_near ? "they start on the free places nearest to each other"
                                 : "their members start wherever there is room"),
             {},
             0.0,
             0.0});
    }

    void place_seated(const PopulationPlan& plan, AgentId first_id, const StartParty& party) {
        const std::size_t count = party.ids.size();
        std::vector<std::uint32_t> free_seats = plan.seats;
        std::erase_if(free_seats, [&](std::uint32_t seat) { return seat_is_taken_[seat] != 0; });
        if (free_seats.size() < count) {
            problem(
                plan, ".in",
                fmt::format(
                    "{} people are to sit, but of the {} seats there only {} are free; fill fewer, or name "
                    "more seating",
                    count, plan.seats.size(), free_seats.size()));
            return;
        }
        const std::vector<std::uint32_t> seats =
            party.sizes.empty()
                ? random_seats(std::move(free_seats), count, first_id)
                : seats_for_groups(venue_, scenario_.venue.seating, free_seats, party.sizes, seed_, first_id);
        for (std::size_t i = 0; i < count; ++i) sit_down(party.ids[i], seats[i]);
        note_narrow_seats(plan, first_id);
    }

    /// A random subset, then in the order of the seats, so that neighbours have neighbouring ids.
    std::vector<std::uint32_t> random_seats(std::vector<std::uint32_t> free_seats, std::size_t count,
                                            AgentId first_id) const {
        for (std::size_t i = 0; i < count; ++i) {
            const AgentId id = first_id + static_cast<AgentId>(i);
            const auto left = static_cast<std::uint32_t>(free_seats.size() - i);
            std::swap(free_seats[i], free_seats[i + uniform_below(left, seed_, id, Draw::start_seat)]);
        }
        free_seats.resize(count);
        std::sort(free_seats.begin(), free_seats.end());
        return free_seats;
    }

    void sit_down(AgentId id, std::uint32_t seat_row) {
        const Seat& seat = venue_.seats[seat_row];
        const std::size_t row = id - 1;
        Agents& a = people_.agents;
        set_place(id, seat.surface, seat.position);
        a.activity[row] = Activity::seated;
        a.heading_x[row] = to_float(seat.facing.x);
        a.heading_y[row] = to_float(seat.facing.y);
        if (seat.row.is_valid()) {
            const double half_clear_m =
                0.5 * venue_.seat_rows[seat.row.row()].clear_width_m - row_clearance_m;
            const double slim = std::max(min_wall_radius_m, half_clear_m);
            a.wall_radius_m[row] = std::min(a.radius_m[row], to_float(slim));
        }
        seat_is_taken_[seat_row] = 1;
        space_.add(static_cast<std::int32_t>(row), seat.surface, seat.position,
                   static_cast<double>(a.radius_m[row]));
    }

    /// Bodies wider than their seats touch the neighbours from the start.
    void note_narrow_seats(const PopulationPlan& plan, AgentId first_id) {
        double widest_m = 0.0;
        for (std::size_t i = 0; i < plan.count; ++i)
            widest_m =
                std::max(widest_m, 2.0 * static_cast<double>(people_.agents.radius_m[first_id - 1 + i]));
        std::vector<char> block_is_used(scenario_.venue.seating.size(), 0);
        for (const std::uint32_t seat : plan.seats)
            block_is_used[static_cast<std::size_t>(venue_.seats[seat].block)] = 1;
        for (std::size_t b = 0; b < block_is_used.size(); ++b) {
            const SeatingSpec& block = scenario_.venue.seating[b];
            if (block_is_used[b] == 0 || block.seat_width_m >= widest_m)
                continue;
            people_.notes.push_back(
                {ErrorCode::out_of_range,
                 block.where,
                 fmt::format(
                     "seating '{}': seats {:.2f} m wide are narrower than the widest bodies of population "
                     "'{}', {:.2f} m; neighbours overlap until they stand up",
                     block.label(), block.seat_width_m, spec_of(plan).label(), widest_m),
                 {},
                 0.0,
                 0.0});
        }
    }

    void place_at_positions(const PopulationPlan& plan, AgentId first_id) {
        const PopulationSpec& spec = spec_of(plan);
        const StoreyId storey = polygon_storey(spec, venue_);
        const std::string& storey_id = venue_.storeys[storey.row()].id;
        for (std::size_t i = 0; i < plan.count; ++i) {
            const Vec2 user = (*spec.positions)[i];
            const Vec2 p = to_local(venue_, user);
            const std::string key = fmt::format(".in.positions[{}]", i);
            const SurfaceId surface = venue_.surface_at(storey, p);
            if (!surface.is_valid()) {
                problem(plan, key,
                        fmt::format("({:.3f}, {:.3f}) is not on a walkable place of storey '{}'; move it",
                                    user.x, user.y, storey_id),
                        storey_id, p);
                continue;
            }
            const std::size_t row = first_id - 1 + i;
            const double radius = static_cast<double>(people_.agents.radius_m[row]);
            if (const auto in_the_way = space_.obstruction(surface, p, radius);
                in_the_way && in_the_way->overlap_m > position_tolerance_m) {
                const bool is_wall = in_the_way->what == FreeSpace::Obstruction::What::wall;
                problem(plan, key,
                        fmt::format(
                            "at ({:.3f}, {:.3f}) the body, {:.2f} m wide, reaches {:.3f} m into {}; move it",
                            user.x, user.y, 2.0 * radius, in_the_way->overlap_m,
                            is_wall ? "a wall" : "somebody else"),
                        storey_id, p);
                continue;
            }
            set_place(first_id + static_cast<AgentId>(i), surface, p);
            space_.add(static_cast<std::int32_t>(row), surface, p, radius);
            if (!spec.free_speeds_mps.empty())
                set_free_speed(row, to_float(spec.free_speeds_mps[i]));
        }
    }

    /// Replaces the drawn level speed; speeds on stairs keep their ratio to it.
    void set_free_speed(std::size_t row, float free_speed_mps) {
        Agents& a = people_.agents;
        const float ratio = free_speed_mps / a.free_speed_mps[row];
        a.free_speed_mps[row] = free_speed_mps;
        a.speed_limit_mps[row] = free_speed_mps;
        a.stair_down_mps[row] *= ratio;
        a.stair_up_mps[row] *= ratio;
    }

    const Scenario& scenario_;
    const Venue& venue_;
    std::uint64_t seed_;
    FreeSpace space_;
    std::vector<char> seat_is_taken_;
    std::vector<PolygonLocator> zone_locators_;  ///< [ZoneId]
    PlacedPeople people_;
    Errors errors_;
};

}  // namespace

Result<PlacedPeople> place_people(const Scenario& scenario, const Venue& venue, std::uint64_t seed) {
    return Placement(scenario, venue, seed).run();
}

}  // namespace wayout
