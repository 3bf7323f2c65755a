/// Who belongs together, where the others are, and what is done about those who are missing.
#pragma once

#include "agents/agents.hpp"
#include "agents/companies.hpp"
#include "simulation/near_count.hpp"
#include "simulation/standing_room.hpp"

#include <wayout/company.hpp>
#include <wayout/ids.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace wayout {

struct World;

class CompanyState {
public:
    /// @param world  with its companies, which are not empty
    explicit CompanyState(World& world);

    /// Phase of a step. Not parallel: groups in their order.
    void run(World& world);

    // For the choice of exits; may be asked for several rows at once.

    /// Somebody who goes where another of the group leads.
    bool follows(AgentId person) const;
    /// Whom the person goes with, perhaps himself; 0: nobody.
    AgentId leader_of(AgentId person) const { return of(person).leader; }
    /// Both walk with the same leader, who may be one of them.
    bool go_together(AgentId one, AgentId other) const {
        return of(one).leader != 0 && of(one).leader == of(other).leader;
    }
    /// Speed for which an exit is chosen: of the slowest of those who go together.
    double pace_mps(AgentId person, double own_mps) const;
    /// Whether all who go with this leader use the same ways.
    bool is_of_one_class(AgentId person) const { return std::popcount(of(person).classes) <= 1; }
    /// Whether there is a way to the exit for everybody who goes with this leader.
    bool has_way_for_all(const World& world, std::size_t row, GateId exit) const;

private:
    static constexpr float never_s = std::numeric_limits<float>::infinity();

    enum class Task : std::uint8_t {
        none,
        waits,      ///< a child away from its parents, kept where it is
        searching,  ///< for such a child, or with somebody who does
        fetching    ///< back for a thing
    };

    struct Member {
        std::int32_t group{-1};
        std::int32_t party{0};  ///< those of a group with the same number go together
        bool is_child{false};
        bool is_away{false};  ///< not with the others yet
        bool has_gone_on{false};
        bool has_thought_of_return{false};
        bool is_missed{false};  ///< overcome, and the others know
        Task task{Task::none};
        float own_start_s{0.0F};
        float group_start_s{0.0F};  ///< as written to Agents::start_time_s
        float begun_at_s{never_s};
        float held_frac{0.0F};  ///< what of Agents::hold_back_frac is for the group
        float waited_s{0.0F};   ///< in one go
        AgentId leader{0};
        float pace_mps{0.0F};
        std::uint8_t classes{0};      ///< of a leader's party, by bit
        std::int32_t start_area{-1};  ///< of FieldStore: where to go back to
    };

    struct Group {
        std::size_t population{0};
        float start_delay_s{0.0F};  ///< after the leader
        float first_begun_s{never_s};
        bool is_done{false};  ///< not more than one inside
        std::int32_t party_count{1};
        std::int32_t child_area{-1};  ///< of FieldStore
        // The search for a child.
        bool has_thought_of_search{false};
        AgentId searcher{0};
        AgentId sought{0};
        float search_until_s{0.0F};
        float not_found_since_s{never_s};
    };

    Member& of(AgentId person) { return members_[person - 1]; }
    const Member& of(AgentId person) const { return members_[person - 1]; }
    const CompanySpec& spec_of(const World& world, const Group& group) const;

    // set_up_company.cpp
    void add_areas(World& world);

    // keep_company.cpp
    void find_rows(const World& world);
    void set_out_together(World& world, std::size_t g);
    void choose_leaders(const World& world, std::size_t g);
    void share_exit(World& world, std::size_t g);
    void hold_back(World& world, std::size_t g, double period_s);
    double share_of_speed(World& world, std::size_t g, AgentId person, double period_s);
    void part(World& world, std::size_t g);
    void see_overcome(World& world, std::size_t g);
    bool walks_with_group(const World& world, AgentId person) const;
    bool may_wait(const World& world, std::size_t row, double no_wait_density_per_m2);
    double density_per_m2(const World& world, std::size_t row);
    double extinction_per_m(const World& world, std::size_t row) const;

    // company_search.cpp
    void keep_children(World& world, std::size_t g);
    void search(World& world, std::size_t g);
    void begin_search(World& world, std::size_t g, std::size_t leader_row);
    void go_on_searching(World& world, std::size_t g);
    void end_search(World& world, std::size_t g, const char* why);
    void join(World& world, std::size_t g, AgentId child);
    AgentId next_child(const World& world, std::size_t g, std::size_t from_row) const;
    void fetch(World& world, std::size_t g);

    const Companies& companies_;
    std::vector<Member> members_;  ///< [person - 1]
    std::vector<Group> groups_;
    std::vector<std::size_t> not_begun_;  ///< groups of which somebody has not set out
    std::vector<std::int32_t> row_of_;    ///< [person - 1] in this step; -1: out
    StandingRoom standing_room_;
    NearCount near_;
    bool is_near_taken_{false};  ///< in this step
    std::vector<double> own_start_scratch_s_;
};

}  // namespace wayout
