/// Puts the people of one population into groups, and says who starts where in which order.
#pragma once

#include "agents/placement.hpp"
#include "agents/population_plan.hpp"

#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// People of a population who start at one place, those of a group after each other.
struct StartParty {
    std::vector<AgentId> ids;
    std::vector<int> sizes;  ///< of the groups; empty: there are none
};
struct StartParties {
    StartParty main;
    StartParty children;  ///< who start elsewhere
};

class GroupForming {
public:
    /// Draws the sizes of the groups; of a population without company there are none.
    GroupForming(const PopulationSpec& spec, const PopulationPlan& plan, AgentId first_id,
                 std::uint64_t seed);

    /// [person of the plan] whether he is to be drawn from the profile of children. Empty: nobody is.
    const std::vector<std::uint8_t>& drawn_as_children() const { return drawn_as_children_; }

    /// Once the people are drawn: adds the groups to PlacedPeople::companies.
    StartParties form(PlacedPeople& people);

    /// Why there are no groups as wanted, with the key of the population that is to be changed.
    struct Problem {
        std::string key;
        std::string text;
    };
    const std::optional<Problem>& problem() const { return problem_; }

private:
    void add_group(const std::vector<std::size_t>& group, const std::vector<std::uint8_t>& is_young,
                   Companies& companies, StartParties& parties) const;
    AgentId id_of(std::size_t i) const { return first_id_ + static_cast<AgentId>(i); }

    const PopulationSpec& spec_;
    const PopulationPlan& plan_;
    AgentId first_id_;
    std::vector<int> sizes_;
    std::vector<std::uint8_t> drawn_as_children_;
    std::optional<Problem> problem_;
};

}  // namespace wayout
