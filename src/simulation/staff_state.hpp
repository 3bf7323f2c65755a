/// Stewards: their posts, tasks and what they are doing.
#pragma once

#include "geometry/polygon_locator.hpp"
#include "simulation/openings.hpp"

#include <wayout/error.hpp>
#include <wayout/ids.hpp>
#include <wayout/staff.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wayout {

struct World;

/// A task with everything found in the venue.
struct PlannedTask {
    StewardTask spec;
    std::vector<GateId> gates;           ///< open: in order; hold: all joints of a stair
    std::vector<GateWay> ways;           ///< hold: one each
    std::vector<std::int32_t> stations;  ///< areas of FieldStore that he goes to one after another
    GateId exit;                         ///< direct
};

struct Steward {
    StewardSpec spec;
    AgentId person{0};
    std::int32_t post{-1};        ///< area of FieldStore
    std::int32_t empty_zone{-1};  ///< row of Venue::zones that he waits for; -1: none
    std::vector<PlannedTask> tasks;

    enum class Duty { begins, off, going, working, over } duty{Duty::begins};
    std::int32_t heads_for{-1};  ///< area that he goes to or stands in; -1: none
    std::size_t task{0};
    std::size_t station{0};     ///< of the task
    double busy_until_s{-1.0};  ///< below 0: has not begun what he is to do here
    bool is_holding{false};
};

class StaffState {
public:
    /// Posts and stations become areas of the fields. @param errors  what is wrong, all of it
    StaffState(World& world, Errors& errors);

    bool is_on_duty() const;
    std::vector<GateId> gates_opened() const;
    bool is_steward(AgentId person) const { return is_steward_[person - 1] != 0; }
    /// Once a second.
    void run(World& world);

private:
    void plan_task(World& world, const StewardTask& task, Steward& steward, Errors& errors);
    std::vector<std::int32_t> stations_of_zone(World& world, ZoneId zone, double reach_m);
    void direct(World& world, Steward& steward, std::size_t row);
    /// @return whether he goes on with the next task
    bool work(World& world, Steward& steward, std::size_t row);
    bool is_at(World& world, Steward& steward, std::size_t row, std::int32_t area);
    bool is_done_there(Steward& steward, double now_s, double takes_s);
    void open(World& world, const Steward& steward, GateId gate);
    void hold(World& world, Steward& steward, const PlannedTask& task, bool is_on);
    void tell_those_around(World& world, const Steward& steward, std::size_t row, GateId exit);
    std::optional<const char*> reason_to_leave(const World& world, const Steward& steward,
                                               std::size_t row) const;
    void leave(World& world, Steward& steward, std::size_t row, const char* reason);
    void note(World& world, const Steward& steward, std::size_t row, const char* kind, std::string text);

    std::vector<Steward> stewards_;
    std::vector<std::uint8_t> is_steward_;  ///< [person - 1]
    std::vector<PolygonLocator> zones_;     ///< [steward] that he waits for to be empty
    std::vector<std::int32_t> row_of_;      ///< scratch: [steward]
};

// What stewards do to others: steward_tells.cpp.

/// Shows somebody an exit. Does nothing to those who know the whole building anyway.
void steward_teaches(World& world, std::size_t row, GateId exit);
/// Tells somebody to leave: begins within 5 to 15 s unless he would sooner.
void steward_instructs(World& world, std::size_t row);
/// The incident is reported, which may set off an alarm.
void steward_reports(World& world);

}  // namespace wayout
