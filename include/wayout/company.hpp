/// Who belongs together: groups, families, and how they keep together.
#pragma once

#include <wayout/named.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// Of a population: how it falls into groups, and what their members do for each other. What is measured and
/// what is our choice: docs/models/company.md.
struct CompanySpec {
    std::string where;

    enum class Kind {
        friends,      ///< anybody with anybody
        family,       ///< one adult at least; parents look for children who are elsewhere
        school_class  ///< one adult at least, whom the children stay with
    } kind{Kind::friends};

    /// Size: exactly one of these.
    std::optional<double> size_poisson;  ///< zero-truncated Poisson with this parameter
    std::optional<int> size;
    std::vector<double> size_shares;  ///< [size - 1] share of the groups

    // Families and classes.
    double child_below_years{12.0};  ///< with ages from the population's profile
    std::string child_profile;       ///< instead: children are drawn from this one ...
    std::optional<int> adults;       ///< ... and the first so many of a group are adults
    std::string children_in;         ///< zone where the children start, away from their adults

    // Keeping together.
    bool keeps_together{true};
    double wait_from_m{2.0};        ///< whoever is ahead slows down when somebody behind is so far off ...
    double wait_full_m{5.0};        ///< ... and walks slowest from there on,
    double wait_slowest_frac{0.2};  ///< at this share of the group's speed
    double patience_s{60.0};        ///< waits so long in one go
    double no_wait_density_per_m2{3.0};  ///< nobody waits where it is denser
    double break_density_per_m2{4.0};    ///< denser, and in thicker smoke, people lose each other
    double break_extinction_per_m{0.5};
    bool speed_by_size{false};  ///< groups walk no faster than was measured for their size

    // Setting out.
    bool starts_together{true};
    double start_share_frac{0.5};  ///< all begin once so many of them have decided to,
    double leader_spread_s{10.0};  ///< or at most so long after the leader has

    // Those who are missing.
    double search_frac{0.9};          ///< share of the parents who go for a child that is elsewhere
    double search_limit_s{180.0};     ///< then they give up
    double search_limit_dose{0.3};    ///< likewise: of asphyxiant gases; 1 incapacitates
    double child_waits_s{180.0};      ///< after its own start a child elsewhere is kept there for so long
    double return_frac{0.02};         ///< share of the people who turn back for a thing
    double return_after_s{20.0};      ///< so long after they have begun to walk
    bool stays_with_overcome{false};  ///< waits `patience_s` beside somebody of the group who is overcome

    bool has_children() const { return kind != Kind::friends; }
    /// Adults at the head of a group of that size, where children have a profile of their own.
    int adults_in(int group_size) const {
        const int wanted = adults.value_or(kind == Kind::family ? 2 : 1);
        return wanted < group_size ? wanted : group_size;
    }
};

}  // namespace wayout
