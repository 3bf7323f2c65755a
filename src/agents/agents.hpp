/// The people of a run, in columns.
#pragma once

#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace wayout {

class ThreadPool;

/// What somebody is doing. `out` rows are removed by retire_agents().
enum class Activity : std::uint8_t {
    seated,   ///< has not started; on a seat
    waiting,  ///< has not started; standing
    walking,
    incapacitated,  ///< unable to go on, and in the way of others
    out,
    lying,   ///< unable to go on; others step over
    staying  ///< has arrived where he means to be (refuge, shelter, post, meeting place) and stands there
};

/// Has not begun to walk.
constexpr bool has_not_begun(Activity activity) {
    return activity == Activity::seated || activity == Activity::waiting;
}

/// In the venue and not able.
constexpr bool is_unable(Activity activity) {
    return activity == Activity::incapacitated || activity == Activity::lying;
}

/// Every agent of a run, in columns. Row r of each column is the same person.
/// Rows are in no order that means anything: a run sorts them by place now and then, and removes those who
/// are out. So a row is valid for one step and an AgentId for the whole run. Local coordinates of the venue,
/// SI units.
struct Agents {
    // hot: read or written for every walking person in every step
    std::vector<double> x_m;
    std::vector<double> y_m;
    std::vector<float> vx_mps;  ///< actual velocity of the last step
    std::vector<float> vy_mps;
    std::vector<float> heading_x;  ///< unit vector
    std::vector<float> heading_y;
    std::vector<std::uint8_t> turn;  ///< angle of the way last chosen to the desired one; kept by locomotion,
                                     ///< 0: straight on
    std::vector<float> desired_x;    ///< unit desired direction e0 from way-finding; zero: wants to stay
    std::vector<float> desired_y;
    std::vector<float>
        travel_time_s;  ///< remaining time of the travel-time field, for the rank rule; +inf if unknown
    std::vector<float> radius_m;
    std::vector<float>
        wall_radius_m;  ///< distance kept from walls; below radius_m in seat rows, where people turn sideways
    std::vector<float>
        speed_limit_mps;  ///< free speed on the present surface (stairs, rows, smoke already applied)
    std::vector<float> time_gap_s;
    std::vector<std::int32_t> surface;  ///< SurfaceId::value
    std::vector<std::int32_t> goal;  ///< field that is followed; people with equal goals are ranked; -1 none
    std::vector<float> seat_row_time_s;  ///< in a seat row: time to the aisle, by which those in rows are
                                         ///< ranked; elsewhere 0
    std::vector<Activity> activity;
    std::vector<AgentId> id;

    // warm: decisions and bookkeeping
    std::vector<std::int32_t> exit_gate;  ///< GateId::value of the chosen exit, -1 none
    std::vector<std::int32_t> next_gate;  ///< gate ahead on the way, -1 none
    std::vector<double> aim_x_m;          ///< point that is aimed at between two guidance updates
    std::vector<double> aim_y_m;
    std::vector<float> aim_time_s;          ///< remaining time at the aim ...
    std::vector<float> aim_pace_s_per_m;    ///< ... and on the way there, on open ground
    std::vector<std::int32_t> aim_surface;  ///< surface of that ground; -1: the field must be read
    std::vector<float> last_switch_s;       ///< time of the last change of exit
    std::vector<float> progress_time_s;     ///< smallest travel time reached ...
    std::vector<float> progress_at_s;       ///< ... and when
    std::vector<double> distance_m;
    std::vector<float> climbed_m;  ///< height walked up by own force, on any incline; only where the scenario
                                   ///< has people tire
    std::vector<float> speed_loss_frac;  ///< of the walking speed, by smoke, darkness, injuries; 0: none
    std::vector<float> hold_back_frac;   ///< of the walking speed, by own will: for company, a load, a queue
    std::vector<float> waiting_s;        ///< time walking at less than a tenth of the free speed
    std::vector<float> max_density_per_m2;
    std::vector<float>
        blocked_s;  ///< time for which hardly any way has been made, so far; kept by locomotion

    // cold: constant for the person
    std::vector<float> free_speed_mps;
    std::vector<float> stair_down_mps;
    std::vector<float> stair_up_mps;
    std::vector<float> start_time_s;  ///< pre-movement time
    std::vector<std::int32_t> population;
    std::vector<std::int32_t> profile_group;  ///< row of the table of groups in use
    std::vector<MobilityClass> mobility;

    std::size_t size() const { return x_m.size(); }
};

/// The one list of columns. Adding, removing, hashing and validating agents are written over it,
/// so a new column is two lines here and cannot be forgotten anywhere.
template <typename AgentsT, typename F>
void for_each_column(AgentsT& a, F&& f) {
    f(a.x_m);
    f(a.y_m);
    f(a.vx_mps);
    f(a.vy_mps);
    f(a.heading_x);
    f(a.heading_y);
    f(a.turn);
    f(a.desired_x);
    f(a.desired_y);
    f(a.travel_time_s);
    f(a.radius_m);
    f(a.wall_radius_m);
    f(a.speed_limit_mps);
    f(a.time_gap_s);
    f(a.surface);
    f(a.goal);
    f(a.seat_row_time_s);
    f(a.activity);
    f(a.id);
    f(a.exit_gate);
    f(a.next_gate);
    f(a.aim_x_m);
    f(a.aim_y_m);
    f(a.aim_time_s);
    f(a.aim_pace_s_per_m);
    f(a.aim_surface);
    f(a.last_switch_s);
    f(a.progress_time_s);
    f(a.progress_at_s);
    f(a.distance_m);
    f(a.climbed_m);
    f(a.speed_loss_frac);
    f(a.hold_back_frac);
    f(a.waiting_s);
    f(a.max_density_per_m2);
    f(a.blocked_s);
    f(a.free_speed_mps);
    f(a.stair_down_mps);
    f(a.stair_up_mps);
    f(a.start_time_s);
    f(a.population);
    f(a.profile_group);
    f(a.mobility);
}

/// Makes room for so many people in every column.
void reserve_agents(Agents& agents, std::size_t count);

/// Removes the rows of those who are out and keeps the order of the others. Allocates nothing.
/// @return number of rows removed
std::size_t retire_agents(Agents& agents);

/// Work space for bringing columns into another order: one column of each type.
struct AgentColumnScratch {
    std::vector<std::int32_t> rows;
    std::tuple<std::vector<double>, std::vector<float>, std::vector<std::int32_t>, std::vector<std::uint8_t>,
               std::vector<Activity>, std::vector<AgentId>, std::vector<MobilityClass>>
        columns;
};

/// Row r becomes what was row `rows[r]`; `rows` holds each row once.
void reorder_agents(ThreadPool& pool, Agents& agents, std::span<const std::int32_t> rows,
                    AgentColumnScratch& scratch);

/// Lists the rows in ascending order of id. Linear in the largest id.
void list_rows_by_id(const Agents& agents, std::vector<std::int32_t>& rows);

/// Fingerprint of all columns in ascending order of id: equal for equal states, for any number of threads and
/// any order of rows.
std::uint64_t hash_of_agents(ThreadPool& pool, const Agents& agents, AgentColumnScratch& scratch);
std::uint64_t hash_of_agents(ThreadPool& pool, const Agents& agents);

/// The first thing that cannot be true of any state of a run, in words with row and person, or nothing:
/// columns of unequal length, ids that occur twice, positions or velocities that are not finite, headings
/// that are not unit vectors, radii, speeds and time gaps that are not positive, an unset surface. For
/// WAYOUT_VALIDATE; linear in the number of people.
std::string inconsistency_of(const Agents& agents);

}  // namespace wayout
