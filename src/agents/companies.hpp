/// How a population falls into groups: sizes, and who belongs to which.
#pragma once

#include <wayout/company.hpp>
#include <wayout/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Everybody who is in company. Groups of one are none. All lists are empty in a run without groups.
struct Companies {
    std::vector<std::uint32_t> first;    ///< [group] of its members; and the end
    std::vector<AgentId> members;        ///< by group: the leader first, then other adults, then children
    std::vector<std::int32_t> of;        ///< [person - 1] group; -1: alone
    std::vector<std::uint8_t> is_child;  ///< [person - 1] in the care of an adult of the group
    std::vector<std::uint8_t> is_away;   ///< [person - 1] a child that starts away from the adults

    std::size_t count() const { return first.empty() ? 0 : first.size() - 1; }
    std::span<const AgentId> of_group(std::size_t group) const {
        return std::span(members).subspan(first[group], first[group + 1] - first[group]);
    }
};

/// Size of a group whose distribution function is `u`, in (0, 1):
///     p(n) = lambda^n / (n! (e^lambda - 1)), n = 1, 2, ...
/// Observed sizes fit it: Moussaid, Perozo, Garnier, Helbing & Theraulaz, PLoS ONE 5(4), e10047 (2010), read.
int zero_truncated_poisson(double lambda, double u);

/// Cuts so many people into groups. The last group takes who is left, and so may be smaller.
/// @param first_id  of the population: whose draws are used
std::vector<int> company_sizes(const CompanySpec& spec, int people, std::uint64_t seed, AgentId first_id);

/// Deals people to groups of these sizes, each with one adult at least: first one adult each, then children
/// to third and later places, adults to second ones, and whoever is left to what is left. With fewer adults
/// than groups the last groups are spread over the others.
/// @param is_child  by person; one adult at least
/// @return people by group, as rows of `is_child`
std::vector<std::vector<std::size_t>> deal_families(std::vector<int> sizes,
                                                    std::span<const std::uint8_t> is_child);

/// Who of a population belongs to which group: families and classes are dealt unless people have places of
/// their own, all others follow each other. In each group adults come first, and of them those who can use
/// stairs; so the first one leads.
/// @param is_young  by person; needs_wheels likewise
/// @param is_dealt  whether people may be put together in another order than their own
/// @return people by group, as rows of `is_young`
std::vector<std::vector<std::size_t>> form_groups(const std::vector<int>& sizes,
                                                  std::span<const std::uint8_t> is_young,
                                                  std::span<const std::uint8_t> needs_wheels, bool is_dealt);

}  // namespace wayout
