#include "simulation/route_hazards.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace wayout {
namespace {

/// A field is solved again when the cost of a patch differs by so much from what it was solved with.
constexpr float solved_again_from = 1.2F;
/// Beyond that a way is as bad as it can be: keeps times finite for those who have no other.
constexpr float highest_cost_factor = 30.0F;
/// Below this the air counts as clear: warm days and traces change nobody's way.
constexpr float least_cost_factor = 1.02F;

}  // namespace

RouteHazards::RouteHazards(const NavigationGrid& grid, std::size_t goal_count, RouteHazardSettings settings)
    : grid_(grid),
      settings_(settings),
      patches_(grid),
      conditions_(patches_.size()),
      is_closed_(patches_.size(), 0),
      factor_(patches_.size(), 1.0F),
      ways_(goal_count) {}

float RouteHazards::cost_factor(const PatchCondition& condition) const {
    const double slower = 1.0 / static_cast<double>(condition.speed_frac);
    const double avoided = settings_.dose_worth_s * static_cast<double>(condition.dose_per_s);
    const auto factor = static_cast<float>(slower * (1.0 + avoided));
    return factor < least_cost_factor ? 1.0F : std::min(factor, highest_cost_factor);
}

void RouteHazards::Way::renew(std::shared_ptr<const LazyField> field, Factors solved_with, Factors air) {
    field_ = std::move(field);
    solved_with_ = std::move(solved_with);
    air_ = std::move(air);
    is_followed_.store(false, std::memory_order_relaxed);
}

void RouteHazards::Way::follow_if_new(const RouteHazards& of) const {
    if (is_followed_.load(std::memory_order_acquire))
        return;
    WAYOUT_ASSERT(is_known(), "a way along a field that nobody has demanded");
    const std::lock_guard lock(guard_);
    if (is_followed_.load(std::memory_order_relaxed))
        return;
    chain_ = chain_of_ways(of.grid_, of.patches_, field_->get(), *solved_with_);
    chain_.cost_factor = *air_;
    is_followed_.store(true, std::memory_order_release);
}

const WayChain& RouteHazards::Way::chain(const RouteHazards& of) const {
    follow_if_new(of);
    return chain_;
}

void RouteHazards::note_changes(const FieldStore& fields) {
    for (std::size_t goal = 0; goal < ways_.size(); ++goal) {
        Way& way = ways_[goal];
        const auto row = static_cast<std::int32_t>(goal);
        if (way.is_used.empty() || way.changed_at >= 0 || fields.is_stale(row) ||
            fields.view_of_goal(row) == View::geared)
            continue;
        for (std::size_t p = 0; p < conditions_.size(); ++p) {
            if (way.is_used[p] == 0)
                continue;
            const float now = conditions_[p].cost_factor;
            const float then = way.air()[p];
            if (now > solved_again_from * then || then > solved_again_from * now) {
                way.changed_at = update_count_;
                break;
            }
        }
    }
}

void RouteHazards::mark_used(std::span<const Walker> walkers) {
    for (Way& way : ways_) way.is_used.clear();
    for (const Walker& walker : walkers) {
        if (walker.goal < 0)
            continue;
        Way& way = ways_[static_cast<std::size_t>(walker.goal)];
        if (!way.is_known())
            continue;
        if (way.is_used.empty())
            way.is_used.assign(patches_.size(), 0);
        const WayChain& chain = way.chain(*this);
        for (std::int32_t p = walker.patch; p >= 0 && way.is_used[static_cast<std::size_t>(p)] == 0;
             p = chain.next[static_cast<std::size_t>(p)])
            way.is_used[static_cast<std::size_t>(p)] = 1;
    }
}

void RouteHazards::update(FieldStore& fields, std::span<const Walker> walkers) {
    ++update_count_;
    const auto field_cells = static_cast<double>(grid_.cell_count());
    // Of every two views people have one in mind: they keep out of danger areas, or know of none.
    const auto goals_in_use = static_cast<double>(2 * ways_.size() / view_count);
    credit_cells_ = std::min(credit_cells_ + cells_per_s, field_cells * goals_in_use);
    is_clear_ =
        is_clear_ && std::all_of(conditions_.begin(), conditions_.end(),
                                 [](const PatchCondition& condition) { return condition.is_clear(); });
    if (is_clear_)
        return;
    mark_used(walkers);
    note_changes(fields);
    std::vector<std::size_t> waiting;
    for (std::size_t goal = 0; goal < ways_.size(); ++goal)
        if (ways_[goal].changed_at >= 0)
            waiting.push_back(goal);
    std::stable_sort(waiting.begin(), waiting.end(), [this](std::size_t a, std::size_t b) {
        return ways_[a].changed_at < ways_[b].changed_at;
    });
    for (std::size_t p = 0; p < conditions_.size(); ++p) factor_[p] = conditions_[p].cost_factor;
    fields.set_costs(costs());
    for (const std::size_t goal : waiting) {
        if (credit_cells_ < field_cells)
            break;
        credit_cells_ -= field_cells;
        fields.make_stale(static_cast<std::int32_t>(goal));
        ++solved_again_;
    }
}

void RouteHazards::close(std::span<const std::int32_t> closed, FieldStore& fields) {
    is_clear_ = false;
    for (const std::int32_t patch : closed) is_closed_[static_cast<std::size_t>(patch)] = 1;
    fields.set_costs(costs());
    for (std::size_t goal = 0; goal < ways_.size(); ++goal)
        if (fields.is_solved(static_cast<std::int32_t>(goal)))
            fields.make_stale(static_cast<std::int32_t>(goal));
}

void RouteHazards::follow(const FieldStore& fields) {
    const auto air = std::make_shared<const std::vector<float>>(factor_);
    std::array<Factors, view_count> solved_with;
    for (std::size_t goal = 0; goal < ways_.size(); ++goal) {
        Way& way = ways_[goal];
        const auto row = static_cast<std::int32_t>(goal);
        if (way.solve_count == fields.solve_count(row))
            continue;
        const View view = fields.view_of_goal(row);
        Factors& with = solved_with[static_cast<std::size_t>(view)];
        if (with == nullptr) {
            // The time of a wary field holds the cost of danger areas too, which is no walking time.
            const std::span<const float> of_view = fields.costs(view).factor;
            with = of_view.empty()
                       ? air
                       : std::make_shared<const std::vector<float>>(of_view.begin(), of_view.end());
        }
        way.renew(fields.lazy_field(row), with, air);
        way.solve_count = fields.solve_count(row);
        way.changed_at = -1;
    }
}

bool RouteHazards::is_smoke_ahead(std::int32_t goal, std::int32_t patch) const {
    return wayout::is_smoke_ahead(chain_of(goal), conditions_, patch, settings_.sight_m);
}

bool RouteHazards::is_clear_from(std::int32_t goal, std::int32_t patch) const {
    constexpr float reach_m = 2.5F;  // farther than anybody walks in a second
    float ahead_m = 0.0F;
    for (std::int32_t p = patch; p >= 0 && ahead_m < reach_m;) {
        if (!conditions_[static_cast<std::size_t>(p)].is_clear())
            return false;
        if (goal < 0 || !ways_[static_cast<std::size_t>(goal)].is_known())
            break;
        const WayChain& chain = ways_[static_cast<std::size_t>(goal)].chain(*this);
        ahead_m += chain.distance_m[static_cast<std::size_t>(p)];
        p = chain.next[static_cast<std::size_t>(p)];
    }
    return true;
}

WayAhead RouteHazards::look(std::int32_t goal, std::int32_t patch, double own_pace) const {
    return look_ahead(chain_of(goal), conditions_, patch, own_pace, settings_.sight_m);
}

bool RouteHazards::is_unbearable(std::int32_t patch) const {
    const PatchCondition& here = conditions_[static_cast<std::size_t>(patch)];
    return static_cast<double>(here.extinction_per_m) >= settings_.turn_back_extinction_per_m ||
           static_cast<double>(here.temperature_k) >= settings_.turn_back_temperature_k;
}

bool RouteHazards::turns_back(const WayAhead& ahead) const {
    return ahead.worst_extinction_per_m >= settings_.turn_back_extinction_per_m ||
           ahead.hottest_k >= settings_.turn_back_temperature_k || ahead.dose >= settings_.turn_back_dose;
}

/// The first patch that nobody bears, or at which the dose has become too great; -1: none.
std::int32_t RouteHazards::barrier_on(const WayChain& chain, std::int32_t patch, double own_pace) const {
    double dose = 0.0;
    double seen_m = 0.0;
    for (std::int32_t p = patch; p >= 0 && seen_m <= settings_.sight_m;) {
        const auto row = static_cast<std::size_t>(p);
        const PatchCondition& here = conditions_[row];
        dose += own_pace * static_cast<double>(chain.walk_s[row]) / static_cast<double>(here.speed_frac) *
                static_cast<double>(here.dose_per_s);
        if (is_unbearable(p) || dose >= settings_.turn_back_dose)
            return p;
        seen_m += static_cast<double>(chain.distance_m[row]);
        p = chain.next[row];
    }
    return -1;
}

void RouteHazards::note_barrier(std::int32_t goal, std::int32_t patch, double own_pace, AgentId person,
                                BarredPlaces& barred) const {
    const std::int32_t barrier = barrier_on(chain_of(goal), patch, own_pace);
    if (barrier < 0 || barred.is_barred(person, barrier))
        return;
    barred.bar(person, barrier);
    // Around air that is barred for the dose on the way, what harms at half its rate belongs to it; our
    // choice.
    const float harmful_per_s = is_unbearable(barrier)
                                    ? std::numeric_limits<float>::infinity()
                                    : 0.5F * conditions_[static_cast<std::size_t>(barrier)].dose_per_s;
    std::vector<std::int32_t> edge{barrier};
    for (int ring = 0; ring < barrier_reach_patches && !edge.empty(); ++ring) {
        std::vector<std::int32_t> next_edge;
        for (const std::int32_t p : edge)
            for (const std::int32_t q : patches_.beside(static_cast<std::size_t>(p))) {
                const bool is_as_bad =
                    is_unbearable(q) || conditions_[static_cast<std::size_t>(q)].dose_per_s >= harmful_per_s;
                if (!is_as_bad || barred.is_barred(person, q))
                    continue;
                barred.bar(person, q);
                next_edge.push_back(q);
            }
        edge = std::move(next_edge);
    }
}

void RouteHazards::note_open_way(std::int32_t goal, std::int32_t patch, AgentId person,
                                 BarredPlaces& barred) const {
    const WayChain& chain = chain_of(goal);
    double seen_m = 0.0;
    for (std::int32_t p = patch; p >= 0 && seen_m <= settings_.sight_m;) {
        barred.reopen(person, p);
        seen_m += static_cast<double>(chain.distance_m[static_cast<std::size_t>(p)]);
        p = chain.next[static_cast<std::size_t>(p)];
    }
}

bool RouteHazards::leads_over(std::int32_t goal, std::int32_t patch, AgentId person,
                              const BarredPlaces& barred) const {
    const WayChain& chain = chain_of(goal);
    std::int32_t p = chain.next[static_cast<std::size_t>(patch)];
    while (p >= 0 && !barred.is_barred(person, p)) p = chain.next[static_cast<std::size_t>(p)];
    return p >= 0;
}

}  // namespace wayout
