/// Who needs help, who gives it, and the refuges.
#pragma once

#include "behaviour/carrying.hpp"
#include "simulation/world.hpp"

#include <wayout/ids.hpp>
#include <wayout/results.hpp>
#include <wayout/scenario.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wayout {

struct Refuge {
    RefugeSpec spec;
    StoreyId storey;
    std::int32_t area{-1};        ///< of FieldStore
    std::int32_t forecourt{-1};   ///< around it, for those who find it full; -1: nothing around it
    std::vector<AgentId> inside;  ///< who has a place in it
    int most_at_once{0};
    int turned_away{0};
};

enum class HelpStage : std::uint8_t {
    not_begun,  ///< has not begun to move, or has not needed help so far
    by_lift,    ///< waits for a lift or rides
    to_wait,    ///< on the way to where he waits
    waiting,
    called,     ///< a team is on the way to him
    preparing,  ///< the team is with him
    moving,     ///< on the way out with his team
    beyond,     ///< nobody who could help is left, or no lift comes: stays
    ended       ///< out, or overcome
};

/// Somebody of a population with an AssistanceSpec.
struct InNeed {
    AgentId person{0};
    std::size_t population{0};
    HelpStage stage{HelpStage::not_begun};
    bool has_needed{false};
    std::int32_t home{-1};      ///< area around the start
    std::int32_t refuge{-1};    ///< where he has a place, or before which he waits
    std::int32_t waits_at{-1};  ///< area
    std::vector<AgentId> team;
    double there_s{0.0};  ///< the team was with him
    double ready_s{0.0};  ///< end of the preparation
};

struct Helper {
    AgentId person{0};
    std::size_t population{0};
    AgentId charge{0};  ///< whom he helps; 0: nobody
    int trips{0};
    bool is_released{false};     ///< has nobody left to help
    float own_time_gap_s{1.0F};  ///< as drawn; with a charge it is shorter
};

class AssistanceState {
public:
    std::vector<Refuge> refuges;
    std::vector<InNeed> in_need;          ///< ascending by person
    std::vector<Helper> helpers;          ///< likewise
    std::vector<Carrying> carrying;       ///< by population; only those with help mean anything
    std::vector<std::int32_t> need_of;    ///< [person - 1] row of in_need; -1
    std::vector<std::int32_t> helper_of;  ///< [person - 1] row of helpers; -1
    std::vector<std::int32_t> row_of;     ///< scratch, by person; -1: out
    int trips{0};
    int helped_out{0};

    InNeed* need_of_person(AgentId person) {
        const std::int32_t row = need_of[person - 1];
        return row < 0 ? nullptr : &in_need[static_cast<std::size_t>(row)];
    }
    /// Row of somebody who is inside; -1.
    std::int32_t row(AgentId person) const { return row_of[person - 1]; }
};

/// Assigns the idle teams to those who wait (assign_helpers.cpp), nearest first.
void assign_helpers(World& world, AssistanceState& state);
/// While they prepare him, the team goes to where it does not stand in his way (escort.cpp).
void gather_behind(World& world, AssistanceState& state, const InNeed& need);
/// Whether somebody but his charge may need this helper later (assign_helpers.cpp).
bool is_needed_again(const World& world, const AssistanceState& state, const Helper& helper);
/// Team and charge walk together (escort.cpp): the charge waits for who lags, helpers let him go first.
void escort(World& world, AssistanceState& state, InNeed& need);
/// Those who move somebody and the one who is moved (their rows) keep together; helpers who are not to leave
/// the building before him wait for him at the exit.
void keep_together(World& world, std::size_t row, std::span<const std::size_t> helpers,
                   std::span<const std::uint8_t> stays_inside);
/// The person is moved by the team from now on: class, speeds and body are those of the device.
void set_out(World& world, AssistanceState& state, InNeed& need);
/// The team has nobody to help any more.
void dismiss(World& world, AssistanceState& state, InNeed& need);

/// Whether somebody in need may still be helped: hopeless cases are told apart by assign_helpers().
bool is_any_help_due(const AssistanceState& state);
/// Whether somebody's own class knows no way to any exit that he may use.
bool has_no_own_way(const World& world, std::size_t row);
/// A decision of somebody, with where he is.
void note_help(World& world, AgentId person, const char* kind, std::string choice, std::string reason);
/// "person 12"
std::string name_of_person(AgentId person);

}  // namespace wayout
