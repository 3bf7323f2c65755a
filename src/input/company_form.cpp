#include "input/company_form.hpp"

#include "input/ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr int largest_group = 100;

void size_fields(Fields& fields, CompanySpec& company) {
    fields.optional(
        "size_poisson", company.size_poisson, number({0.01, 20.0}),
        "Sizes are zero-truncated Poisson numbers with this parameter, as groups in streets are: "
        "1.6 for events, 3 for friends at festivals (our choice). The mean is x / (1 - exp(-x)).");
    fields.optional("size", company.size, integer(1, largest_group), "Or: so many in each group.");
    fields.optional("size_shares", company.size_shares,
                    list_of(number(share_range), {1, static_cast<std::size_t>(largest_group)}),
                    "Or: shares of the groups of 1, 2, 3, ... people.");
    fields.exactly_one_of({"size_poisson", "size", "size_shares"});
    double sum = 0.0;
    for (const double part : company.size_shares) sum += part;
    fields.check(company.size_shares.empty() || std::abs(sum - 1.0) <= 1e-3, "size_shares",
                 fmt::format("the shares add up to {}, not to 1", sum));
}

void children_fields(Fields& fields, CompanySpec& company) {
    fields.optional("child_below_years", company.child_below_years, number({0.0, 120.0}),
                    "Families and classes: whoever is younger is a child in the care of the group's adults.");
    fields.optional("child_profile", company.child_profile, id(),
                    "Instead of by age: the children are drawn from this profile, after the adults.");
    fields.optional("adults", company.adults, integer(1, largest_group),
                    "With child_profile: so many of each group are adults, the others children. Without the "
                    "key: 2 in a family, 1 in a class.");
    fields.needs("adults", "child_profile");
    fields.optional("children_in", company.children_in, id(),
                    "Id of the zone where the children start, away from their adults: a creche.");
    const bool has_keys =
        fields.has("child_below_years") || fields.has("child_profile") || fields.has("children_in");
    fields.check(company.has_children() || !has_keys, "kind",
                 "friends have no children in their care: leave child_below_years, child_profile and "
                 "children_in out, or make the kind family or school_class");
}

void cohesion_fields(Fields& fields, CompanySpec& company) {
    fields.optional("keeps_together", company.keeps_together, yes_or_no(),
                    "Members share an exit and walk at the pace of the slowest.");
    fields.optional("wait_from_m", company.wait_from_m, number({0.0, 100.0}),
                    "Whoever is ahead slows down when somebody of the group is farther behind.");
    fields.optional("wait_full_m", company.wait_full_m, number({0.1, 200.0}),
                    "From there on he walks slowest.");
    fields.optional("wait_slowest_frac", company.wait_slowest_frac, number({0.06, 1.0}),
                    "That is this share of the pace of the group.");
    fields.optional("patience_s", company.patience_s, number(day_range_s),
                    "Whoever has waited so long in one go goes on.");
    fields.optional("no_wait_density_per_m2", company.no_wait_density_per_m2, number({0.0, 10.0}),
                    "Nobody waits where it is denser.");
    fields.optional("break_density_per_m2", company.break_density_per_m2, number({0.0, 10.0}),
                    "Where it is denser and the smoke thicker, friends lose each other; adults and the "
                    "children in their care do not.");
    fields.optional("break_extinction_per_m", company.break_extinction_per_m, number({0.0, 100.0}),
                    "The smoke of that rule.");
    fields.optional("speed_by_size", company.speed_by_size, yes_or_no(),
                    "Groups walk no faster than 1.26 - 0.04 n m/s, n up to 4. Not with a profile of people "
                    "who were measured in groups.");
    fields.check(
        company.wait_from_m < company.wait_full_m, "wait_full_m",
        fmt::format("{} m must be more than wait_from_m, {} m", company.wait_full_m, company.wait_from_m));
}

void missing_fields(Fields& fields, CompanySpec& company) {
    fields.optional("search_frac", company.search_frac, number(share_range),
                    "Families with children_in: share of the parents who go for their child. 0: children "
                    "leave by themselves.");
    fields.optional("search_limit_s", company.search_limit_s, number(day_range_s),
                    "After so long they give up.");
    fields.optional("search_limit_dose", company.search_limit_dose, number({0.0, 100.0}),
                    "Likewise with this dose of asphyxiant gases, 1 incapacitates.");
    fields.optional("child_waits_s", company.child_waits_s, number(day_range_s),
                    "So long after its own start such a child is kept where it is for its parents.");
    fields.optional("return_frac", company.return_frac, number(share_range),
                    "Share of the people in groups who turn back to the zone of their start for a thing, if "
                    "there is no smoke and no child with them.");
    fields.optional("return_after_s", company.return_after_s, number(day_range_s),
                    "So long after they have begun to walk.");
    fields.optional("stays_with_overcome", company.stays_with_overcome, yes_or_no(),
                    "Whoever sees somebody of the group overcome stays patience_s beside him. Adults do so "
                    "for a child in any case.");
}

}  // namespace

void company_fields(Fields& fields, CompanySpec& company) {
    company.where = fields.where();
    fields.required("kind", company.kind,
                    choice<CompanySpec::Kind>({{"friends", CompanySpec::Kind::friends},
                                               {"family", CompanySpec::Kind::family},
                                               {"school_class", CompanySpec::Kind::school_class}}),
                    "friends: anybody with anybody; family and school_class: one adult at least, who is not "
                    "parted from the children; parents also look for children who are elsewhere.");
    size_fields(fields, company);
    children_fields(fields, company);
    cohesion_fields(fields, company);
    fields.optional("starts_together", company.starts_together, yes_or_no(),
                    "The members begin to walk at one time.");
    fields.optional("start_share_frac", company.start_share_frac, number({0.0, 1.0, true}),
                    "They do once this share of them has decided to, each by his own pre-movement time,");
    fields.optional("leader_spread_s", company.leader_spread_s, number({0.0, 3600.0}),
                    "or after the leader has, within a time drawn evenly up to this one.");
    missing_fields(fields, company);
}

}  // namespace wayout
