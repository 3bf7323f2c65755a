#include "agents/form_groups.hpp"

#include "agents/companies.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {

GroupForming::GroupForming(const PopulationSpec& spec, const PopulationPlan& plan, AgentId first_id,
                           std::uint64_t seed)
    : spec_(spec), plan_(plan), first_id_(first_id) {
    if (!spec.company || plan.count == 0)
        return;
    const CompanySpec& company = *spec.company;
    const auto people = static_cast<int>(plan.count);
    int largest = company.size.value_or(0);
    for (std::size_t i = 0; i < company.size_shares.size(); ++i)
        if (company.size_shares[i] > 0.0)
            largest = static_cast<int>(i) + 1;
    if (largest > people) {
        problem_ = Problem{company.size ? ".company.size" : ".company.size_shares",
                           fmt::format("a group of {} is larger than the population of {}; make the groups "
                                       "smaller, or place more people",
                                       largest, people)};
        return;
    }
    sizes_ = company_sizes(company, people, seed, first_id);
    if (plan.child_profile)
        for (const int size : sizes_)
            for (int k = 0; k < size; ++k) drawn_as_children_.push_back(k < company.adults_in(size) ? 0 : 1);
}

StartParties GroupForming::form(PlacedPeople& people) {
    StartParties parties;
    if (sizes_.empty()) {
        for (std::size_t i = 0; i < plan_.count; ++i) parties.main.ids.push_back(id_of(i));
        return parties;
    }
    const CompanySpec& company = *spec_.company;
    std::vector<std::uint8_t> is_young;
    std::vector<std::uint8_t> needs_wheels;
    for (std::size_t i = 0; i < plan_.count; ++i) {
        const std::size_t row = id_of(i) - 1;
        const bool is_below = people.persons[row].age_years < company.child_below_years;
        is_young.push_back(plan_.child_profile ? drawn_as_children_[i] : is_below ? 1 : 0);
        needs_wheels.push_back(people.agents.mobility[row] == MobilityClass::wheelchair ? 1 : 0);
    }
    const bool has_own_places = plan_.kind == PopulationPlan::Kind::at_positions;
    const bool is_dealt = company.has_children() && !plan_.child_profile && !has_own_places;
    if (is_dealt && std::find(is_young.begin(), is_young.end(), 0) == is_young.end()) {
        problem_ = Problem{
            ".company", fmt::format("all {} people are younger than {:g} years: children without any adult; "
                                    "use a profile with adults, and child_profile for the children",
                                    plan_.count, company.child_below_years)};
        return parties;
    }
    Companies& companies = people.companies;
    if (companies.first.empty()) {
        companies.first.push_back(0);
        companies.of.assign(people.persons.size(), -1);
        companies.is_child.assign(people.persons.size(), 0);
        companies.is_away.assign(people.persons.size(), 0);
    }
    for (const std::vector<std::size_t>& group : form_groups(sizes_, is_young, needs_wheels, is_dealt)) {
        if (company.has_children() && is_young[group.front()] != 0) {
            problem_ = Problem{has_own_places ? ".in.positions" : ".company",
                               fmt::format("children without any adult: the group of person {} of the "
                                           "population; people of a group follow each other",
                                           group.front() + 1)};
            return parties;
        }
        add_group(group, is_young, companies, parties);
    }
    return parties;
}

void GroupForming::add_group(const std::vector<std::size_t>& group, const std::vector<std::uint8_t>& is_young,
                             Companies& companies, StartParties& parties) const {
    const bool is_group = group.size() > 1;
    const auto number = static_cast<std::int32_t>(companies.count());
    int here = 0;
    int away = 0;
    for (const std::size_t i : group) {
        const AgentId id = id_of(i);
        const bool is_child = spec_.company->has_children() && is_young[i] != 0;
        const bool is_away = is_child && plan_.child_area.has_value();
        (is_away ? parties.children : parties.main).ids.push_back(id);
        ++(is_away ? away : here);
        if (!is_group)
            continue;
        companies.members.push_back(id);
        companies.of[id - 1] = number;
        companies.is_child[id - 1] = is_child ? 1 : 0;
        companies.is_away[id - 1] = is_away ? 1 : 0;
    }
    if (is_group)
        companies.first.push_back(static_cast<std::uint32_t>(companies.members.size()));
    parties.main.sizes.push_back(here);
    if (away > 0)
        parties.children.sizes.push_back(away);
}

}  // namespace wayout
