/// Areas where people must not be, who knows of them, and shelters.
#pragma once

#include "behaviour/danger_area.hpp"
#include "geometry/polygon_locator.hpp"
#include "navigation/walking_speed.hpp"
#include "simulation/danger_ways.hpp"
#include "venue/venue.hpp"

#include <wayout/results.hpp>
#include <wayout/scenario.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

struct World;

/// An area with its target resolved; all in local coordinates.
struct DangerArea {
    DangerAreaSpec spec;
    StoreyId storey;
    std::vector<GateId> exits;  ///< that it closes besides those within its reach
    DangerShape shape;          ///< now
    double largest_m{-1.0};     ///< size of the largest outline so far: radius, or metres grown
    DangerAreaResult result;
};

struct Shelter {
    enum class State : std::uint8_t { open, closing, locked, left } state{State::open};
    ShelterSpec spec;
    ZoneId zone;
    StoreyId storey;
    PolygonLocator area;
    std::int32_t destination{-1};  ///< area of FieldStore
    std::vector<GateId> doors;
    std::vector<GateId> shut;  ///< of the doors, by us
    int capacity{0};
    int taken{0};  ///< by those who are there or on their way
    int arrived{0};
    std::optional<double> lock_at_s;  ///< by an order
    bool is_to_open{false};           ///< those in it have been told that they may leave
    ShelterResult result;

    bool takes_people() const { return state == State::open; }
};

/// A message or an order on its way to those who hear it.
struct Announcement {
    enum class Kind : std::uint8_t { message, order } kind{Kind::message};
    std::uint32_t row{0};  ///< of the area, or of the order
    double at_s{0.0};
    double delay_s{0.0};  ///< of messages; that of orders is drawn
    double share_frac{1.0};
    std::uint32_t draw{0};
    std::vector<ZoneId> zones;
    bool is_made{false};
};

/// What somebody has been told and does when the time has come.
struct Told {
    double at_s{0.0};
    AgentId person{0};
    std::uint32_t announcement{0};
};

/// What somebody does because of danger areas or orders.
enum class DangerConduct : std::uint8_t { none, freezes, leaves, shelters, keeps_away, holds };

struct DangerPerson {
    std::uint32_t aware_of{0};  ///< bits of areas, as the next three
    std::uint32_t was_in{0};
    std::uint32_t is_in{0};  ///< at the last look
    std::uint32_t entered_knowing{0};
    Vec2 looked_from;  ///< place at the last look
    double exposure_s{0.0};
    double aware_s{not_a_time};
    double hold_until_s{0.0};
    Learned learned{Learned::not_at_all};
    DangerConduct conduct{DangerConduct::none};
    std::int16_t shelter{-1};
    std::optional<Instruction> told;
    bool has_held{false};         ///< whether he stands still first has been drawn
    std::uint32_t decided_at{0};  ///< revision of what there is to choose from
};

class DangerState {
public:
    DangerState(const NavigationGrid& grid, const Venue& venue, std::size_t people);

    std::vector<DangerArea> areas;
    std::vector<Shelter> shelters;
    std::vector<OrderSpec> orders;
    std::vector<Announcement> announcements;
    std::vector<Told> told;  ///< ascending in time, then person
    std::size_t next_told{0};
    std::vector<DangerPerson> people;   ///< [person - 1]
    std::vector<PolygonLocator> zones;  ///< [ZoneId]
    DangerWays ways;
    std::int32_t hidden_places{-1};    ///< area of FieldStore: out of view of every area
    std::int32_t far_places{-1};       ///< as far from every area as one can be
    std::uint32_t places_found_at{0};  ///< revision for which these hold
    std::uint32_t revision{1};         ///< of what there is to choose from
    RouteState doors_known;            ///< when that was last looked at, as the next
    std::uint32_t there_known{0};
    double ways_changed_s{-1.0};  ///< when fields became stale for it
    bool is_anything_due{true};
    std::vector<std::int32_t> row_of;  ///< scratch: [person - 1]; -1: not there

    /// Bits of the areas that are there now.
    std::uint32_t there() const;
    /// Keeps out of areas: knows of one that is there.
    bool is_threatened(const DangerPerson& person) const { return (person.aware_of & there()) != 0; }
    DangerPerson& of(AgentId person) { return people[person - 1]; }
    const DangerPerson& of(AgentId person) const { return people[person - 1]; }
};

// The parts of watch_dangers(), in this order.
/// Five times a second: who is in an area.
void measure_danger(World& world);
/// Once a second, as all that follow: who comes to know of an area.
void learn_of_dangers(World& world);
/// Somebody knows of an area from now on.
void learn_of_danger(World& world, std::size_t row, std::size_t area, Learned how);
/// Messages and orders.
void obey_orders(World& world);
/// Somebody has been told to do something and does it from now on.
void follow_order(World& world, std::size_t row, Instruction instruction);
/// Shelters fill, are locked, and are left in smoke.
void run_shelters(World& world);
/// Those who know, or were told to shelter, choose what to do.
void respond_to_dangers(World& world);

/// In the phase of guidance, after the fields: nobody who keeps out of areas steps towards one that is too
/// near, although his field may be older than the area is where it is. Rows may be done at once.
void keep_off_dangers(World& world, std::size_t begin, std::size_t end);
/// Whether the way down a field leads somebody off the areas without going through one: out of the one that
/// he is in, and not into another. Whoever is far enough from all goes on as his field says.
bool leads_off_dangers(const World& world, std::size_t row, std::int32_t goal);
/// The doors that were shut open again; whoever is there may go.
void open_shelter(World& world, Shelter& shelter);
/// Somebody in the venue who can move and whose errand, if he has one, is ours.
bool is_free_to_respond(const World& world, std::size_t row);
/// Somebody who has not begun to walk does so now.
void begin_now(World& world, std::size_t row);
/// Ends what somebody does because of an area or an order.
void give_up_conduct(World& world, std::size_t row);
void note_danger_event(World& world, const char* kind, const std::string& subject, std::string text,
                       StoreyId storey, Vec2 at);
/// A line of the decision log.
void note_danger_decision(World& world, std::size_t row, const char* kind, std::string choice,
                          std::string reason, std::vector<DecisionOption> options = {});

}  // namespace wayout
