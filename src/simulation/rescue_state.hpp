/// Rescue teams of a run: who they are, where they are, what they have found, and whom they bring out.
/// docs/models/rescue.md.
#pragma once

#include "agents/agents.hpp"
#include "behaviour/carrying.hpp"
#include "geometry/polygon_locator.hpp"
#include "navigation/navigation_grid.hpp"

#include <wayout/error.hpp>
#include <wayout/ids.hpp>
#include <wayout/rescue.hpp>
#include <wayout/results.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

struct World;
struct Passage;
struct PlacedPeople;

/// A zone of the venue, cut into places from which all of it is within reach.
struct SearchZone {
    std::int32_t zone{-1};  ///< row of Venue::zones
    StoreyId storey;
    PolygonLocator outline;
    double area_m2{0.0};
    std::vector<std::vector<CellIndex>> stations;
    std::vector<Vec2> middles;   ///< of the stations
    float from_outside_s{0.0F};  ///< from the nearest entry of a team, in the building as it is at the start
    bool is_done{false};
    std::int32_t team{-1};  ///< that searches it now
    std::size_t station{0};
};

enum class TeamStage : std::uint8_t {
    not_come,
    outside,       ///< rests, waits for release, or hands over
    entering,      ///< one member after another finds room inside the entry
    moving,        ///< to the next station, or to somebody
    searching,     ///< at a station
    freeing,       ///< somebody who is trapped
    packaging,     ///< somebody who is to be carried
    bringing_out,  ///< people who follow, or one who is carried
    coming_out,    ///< with nobody
    gone           ///< will not go in again
};

struct RescueTeam {
    RescueTeamSpec spec;
    GateId entry;
    GateId brings_to;
    std::int32_t area{-1};                ///< of FieldStore: where the team is going
    std::vector<AgentId> members;         ///< the first who is inside leads
    std::vector<std::uint8_t> is_inside;  ///< [member]
    Carrying carrying;
    std::vector<std::size_t> plan;          ///< rows of RescueState::zones, in order
    std::vector<std::uint8_t> is_given_up;  ///< [row of RescueState::zones] cannot be reached

    TeamStage stage{TeamStage::not_come};
    double until_s{0.0};  ///< end of what is being done
    double set_off_s{0.0};
    std::int32_t zone{-1};    ///< row of RescueState::zones that it searches
    std::int32_t search{-1};  ///< row of RescueState::searches
    AgentId fetches{0};       ///< whom it goes to, frees, packages or carries
    std::vector<AgentId> led;
    AgentId carried{0};
    std::vector<AgentId> cannot_free;   ///< found trapped
    std::vector<AgentId> out_of_reach;  ///< found, and then not got to
    double air_l{0.0};
    int cylinders{0};  ///< begun
    RescueTeamResult result;
};

class RescueState {
public:
    /// A team that takes people out calls others: so far it is heard on its storey. Our choice.
    static constexpr double call_m = 15.0;
    /// So far a crew searches from where it stands, half of the diagonal of the squares into which zones are
    /// cut, and makes out people on its way. Our choice: 7 m x 7 m, of the order of the rooms of the search
    /// trials.
    static constexpr double reach_m = 5.0;

    /// Takes the responders off the columns of the world: they come in later. Zones and where teams go become
    /// areas of the fields.
    explicit RescueState(World& world);

    /// Zones that a team is to search and cannot reach from its entry, and exits that never let anybody out,
    /// with all open that ever is.
    Errors problems(World& world);
    /// Four times a second.
    void run(World& world);
    /// A responder has crossed an exit.
    void came_out(World& world, std::size_t row);
    /// Somebody in the hands of a team has.
    void brought_out(World& world, const Passage& passage);

    /// Whether a team may still do something.
    bool is_at_work() const;
    bool is_led(AgentId person) const { return team_of_[person - 1] >= 0; }
    bool is_carried(AgentId person) const { return is_carried_[person - 1] != 0; }
    int responders_inside() const;
    int responder_count() const { return static_cast<int>(team_of_responder_.size()); }
    /// Part of the speed in clear air that a responder has in this visibility.
    double speed_frac(AgentId responder, double visibility_m) const;

    void describe(RunResults& results) const;

private:
    enum class Task : std::uint8_t { none, wait, go };

    void run_team(World& world, RescueTeam& team);
    void go_in_again(World& world, RescueTeam& team, double dt_s);
    bool turns_back(World& world, RescueTeam& team);
    void move_on(World& world, RescueTeam& team);
    void end_work(World& world, RescueTeam& team);
    /// Of the leader, at the pace without visibility; 0 where no way leads out.
    double way_out_s(const World& world, const RescueTeam& team) const;
    void arrive(World& world, RescueTeam& team);
    Task choose_task(World& world, RescueTeam& team);
    double followers_of(const World& world, const RescueTeam& team, std::size_t there) const;
    bool is_reached(const World& world, const RescueTeam& team, const SearchZone& zone) const;
    bool may_open(const World& world, const RescueTeam& team) const;
    bool is_any_team_busy(const World& world) const;
    void note_what_is_left(const World& world, RescueTeam& team);
    void go_on(World& world, RescueTeam& team);
    void enter(World& world, RescueTeam& team);
    void set_off(World& world, RescueTeam& team);
    void check_arrival(World& world, RescueTeam& team);
    void give_up_task(World& world, RescueTeam& team, const std::string& why);
    template <typename IsNear>
    void find_where(World& world, RescueTeam& team, const IsNear& is_near);
    void look_round(World& world, RescueTeam& team);
    void call_those_near(World& world, RescueTeam& team);
    void end_station(World& world, RescueTeam& team);
    bool lead_those_near(World& world, RescueTeam& team);
    void set_out(World& world, RescueTeam& team);
    void walk_out(World& world, RescueTeam& team);
    void come_out(World& world, RescueTeam& team);
    void all_out(World& world, RescueTeam& team);
    void breathe(World& world, RescueTeam& team, double dt_s);

    void find(World& world, RescueTeam& team, AgentId person);
    void take_charge(World& world, RescueTeam& team, std::size_t row, RescueHow how);
    void let_go(AgentId person);
    /// Not able, or without a way out for people of his mobility.
    bool needs_carrying(const World& world, const RescueTeam& team, std::size_t row) const;
    bool is_waiting(const World& world, AgentId person) const;
    bool is_withheld(const World& world, const RescueTeam& team, std::int32_t zone) const;
    bool is_trapped(const World& world, AgentId person) const;
    std::int32_t zone_at(const World& world, std::size_t row) const;
    void end_search(const World& world, RescueTeam& team, bool is_complete);
    GateId way_out(const World& world, const RescueTeam& team, std::size_t row) const;
    std::int32_t leader_row(const RescueTeam& team) const;
    std::int32_t row(AgentId person) const { return row_of_[person - 1]; }
    std::size_t team_of_responder(AgentId responder) const;
    void note(World& world, const RescueTeam& team, const char* kind, std::string text, bool mark = false);

    AgentId first_responder_;
    std::int32_t population_{-1};  ///< of responders
    std::int32_t group_{-1};
    std::vector<RescueTeam> teams_;
    std::vector<std::size_t> team_of_responder_;  ///< [id - first_responder_]
    std::vector<SearchZone> zones_;               ///< nearest first
    std::vector<ZoneSearch> searches_;
    std::vector<RescuedPerson> rescued_;
    std::vector<ResponderCount> timeline_;
    std::vector<AgentId> waiting_;  ///< found, and nobody has charge of them, in the order found
    std::vector<float> found_s_;    ///< [person - 1], as all that follow
    std::vector<float> freed_s_;
    std::vector<std::int32_t> found_by_;
    std::vector<std::int32_t> team_of_;    ///< that has charge of somebody; -1
    std::vector<std::int32_t> rescue_of_;  ///< row of rescued_; -1
    std::vector<std::uint8_t> is_carried_;
    std::vector<std::int32_t> row_of_;  ///< scratch; -1: not inside
};

/// How many responders the teams of a scenario have.
int responder_count(const Scenario& scenario);
/// Adds them to the people, after all others, and a population for them. They stand nowhere yet.
void add_responders(Scenario& scenario, PlacedPeople& people);

}  // namespace wayout
