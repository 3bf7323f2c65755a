#include "simulation/field_store.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace wayout {

struct FieldStore::Conditions {
    RouteState state;
    std::vector<float> factor;
    std::vector<std::uint8_t> is_closed;
    RouteCosts costs;  ///< refers to the two
};

FieldStore::FieldStore(std::shared_ptr<const NavigationGrid> grid, std::vector<MobilityClass> classes,
                       std::shared_ptr<SharedFields> shared)
    : grid_(std::move(grid)),
      classes_(std::move(classes)),
      access_(classes_.size(), 0),
      shared_(std::move(shared)),
      rows_(shared_ != nullptr ? shared_->seat_rows(*grid_) : SharedFields().seat_rows(*grid_)),
      passages_(shared_ != nullptr ? shared_->room_passages(*grid_) : SharedFields().room_passages(*grid_)),
      nowhere_(std::make_shared<const LazyField>([among = shared_, grid = grid_] {
          return among != nullptr ? among->nowhere(*grid) : SharedFields().nowhere(*grid);
      })) {
    states_.fill(initial_route_state(grid_->venue()));
    for (const MobilityClass mobility : classes_) {
        MobilityFieldSettings settings = default_field_settings(mobility);
        settings.uses_seat_rows = false;  // rows are left by their own field and are no way for others
        settings_.push_back(settings);
    }
    lay_out();
}

void FieldStore::lay_out() {
    const std::size_t count = view_count * goals_per_view();
    fields_.assign(count, nowhere_);
    pointers_.assign(count, nullptr);
    stale_.assign(count, 0);
    std::fill_n(stale_.begin(), exit_count() * classes_.size(), 1);
    solve_count_.assign(count, 0);
}

std::int32_t FieldStore::add_area(std::vector<CellIndex> cells) {
    WAYOUT_ASSERT(!is_laid_out_, "areas are added before the run");
    areas_.push_back(std::make_shared<const std::vector<CellIndex>>(std::move(cells)));
    lay_out();
    return static_cast<std::int32_t>(areas_.size()) - 1;
}

std::int32_t FieldStore::add_passages() {
    WAYOUT_ASSERT(!is_laid_out_ && first_layer_area_ < 0, "passages are added once, before the run");
    first_layer_area_ = static_cast<std::int32_t>(areas_.size());
    std::vector<std::vector<CellIndex>> beyond(static_cast<std::size_t>(passages_->layer_count()));
    for (const RoomPassage& passage : passages_->all()) {
        std::vector<CellIndex>& cells = beyond[static_cast<std::size_t>(passage.layer)];
        cells.insert(cells.end(), passage.beyond->begin(), passage.beyond->end());
    }
    for (std::vector<CellIndex>& cells : beyond) {
        std::sort(cells.begin(), cells.end());
        areas_.push_back(std::make_shared<const std::vector<CellIndex>>(std::move(cells)));
    }
    lay_out();
    return first_layer_area_;
}

void FieldStore::add_access(MobilityClass mobility, std::uint8_t access, std::vector<GateId> refused) {
    WAYOUT_ASSERT(!is_laid_out_ && access > 0, "classes are added before the run");
    classes_.push_back(mobility);
    access_.push_back(access);
    settings_.push_back(settings_[class_row(mobility, 0)]);
    settings_.back().refused = std::move(refused);
    lay_out();
}

std::size_t FieldStore::class_row(MobilityClass mobility, std::uint8_t access) const {
    std::size_t row = 0;
    while (row < classes_.size() && (classes_[row] != mobility || access_[row] != access)) ++row;
    WAYOUT_ASSERT(row < classes_.size(), "no field for this mobility class");
    return row;
}

std::int32_t FieldStore::goal(GateId exit, MobilityClass mobility, View view, std::uint8_t access) const {
    WAYOUT_ASSERT(exit.is_valid() && exit.value < grid_->venue().exit_count, "not an exit");
    return in_view(static_cast<std::int32_t>(exit.row() * classes_.size() + class_row(mobility, access)),
                   view);
}

std::int32_t FieldStore::goal_to_area(std::int32_t area, MobilityClass mobility, View view,
                                      std::uint8_t access) const {
    WAYOUT_ASSERT(area >= 0 && static_cast<std::size_t>(area) < areas_.size(), "no such area");
    const std::size_t destination = exit_count() + static_cast<std::size_t>(area);
    return in_view(static_cast<std::int32_t>(destination * classes_.size() + class_row(mobility, access)),
                   view);
}

std::int32_t FieldStore::in_view(std::int32_t goal, View view) const {
    const auto count = static_cast<std::int32_t>(goals_per_view());
    return goal % count + static_cast<std::int32_t>(view) * count;
}

View FieldStore::view_of_goal(std::int32_t goal) const {
    return static_cast<View>(static_cast<std::size_t>(goal) / goals_per_view());
}

GateId FieldStore::exit_of_goal(std::int32_t goal) const {
    const std::size_t destination = static_cast<std::size_t>(goal) % goals_per_view() / classes_.size();
    return destination < exit_count() ? GateId::from(destination) : GateId{};
}

void FieldStore::demand(std::int32_t goal) {
    if (!is_solved(goal))
        make_stale(goal);
}

void FieldStore::demand_exits(View view) {
    for (std::size_t i = 0; i < exit_count() * classes_.size(); ++i)
        demand(in_view(static_cast<std::int32_t>(i), view));
}

void FieldStore::set_area_cells(std::int32_t area, std::vector<CellIndex> cells) {
    areas_[static_cast<std::size_t>(area)] = std::make_shared<const std::vector<CellIndex>>(std::move(cells));
    for (std::size_t view = 0; view < view_count; ++view)
        for (std::size_t k = 0; k < classes_.size(); ++k) {
            const std::size_t destination = exit_count() + static_cast<std::size_t>(area);
            const std::size_t goal = view * goals_per_view() + destination * classes_.size() + k;
            if (solve_count_[goal] > 0)
                stale_[goal] = 1;
        }
}

void FieldStore::keep_former() {
    const std::size_t count = goals_per_view();
    for (const bool wary : {false, true}) {
        const auto from = static_cast<std::size_t>(view_of(false, wary));
        const auto to = static_cast<std::size_t>(view_of(true, wary));
        const RouteState before = states_[to];
        states_[to] = states_[from];
        for (std::size_t g = 0; g < exit_count(); ++g)
            if (states_[from].gate_open[g] == gate_shut)
                states_[to].gate_open[g] = before.gate_open[g];
        for (std::size_t i = 0; i < count; ++i) {
            const GateId exit = exit_of_goal(static_cast<std::int32_t>(i));
            const bool stays_as_it_was = exit.is_valid() &&
                                         states_[from].gate_open[exit.row()] == gate_shut &&
                                         before.gate_open[exit.row()] != gate_shut;
            if (stays_as_it_was && solve_count_[to * count + i] > 0)
                continue;
            fields_[to * count + i] = fields_[from * count + i];
            pointers_[to * count + i] = pointers_[from * count + i];
            stale_[to * count + i] = stale_[from * count + i];
            if (solve_count_[from * count + i] > 0)
                ++solve_count_[to * count + i];
        }
        costs_[to] = costs_[from];
    }
}

void FieldStore::set_costs(const RouteCosts& costs) {
    costs_.fill(costs);
    geared_factor_.assign(costs.is_closed.size(), 1.0F);
    for (std::size_t patch = 0; patch < geared_factor_.size(); ++patch)
        if (costs.is_closed[patch] != 0)
            geared_factor_[patch] = debris_cost_factor;
    costs_[static_cast<std::size_t>(View::geared)] = {costs.piece_of_cell, geared_factor_, {}};
}

std::vector<std::int32_t> FieldStore::solved_wary_goals() const {
    std::vector<std::int32_t> goals;
    // views present_wary, former_wary
    for (std::size_t i = 2 * goals_per_view(); i < 4 * goals_per_view(); ++i)
        if (solve_count_[i] > 0)
            goals.push_back(static_cast<std::int32_t>(i));
    return goals;
}

std::size_t FieldStore::make_wary_stale() {
    const std::vector<std::int32_t> goals = solved_wary_goals();
    for (const std::int32_t goal : goals) make_stale(goal);
    return goals.size();
}

bool FieldStore::is_stale() const {
    return std::find(stale_.begin(), stale_.end(), 1) != stale_.end();
}

std::shared_ptr<const FieldStore::Conditions> FieldStore::conditions(View view) const {
    const RouteCosts& live = costs_[static_cast<std::size_t>(view)];
    auto now = std::make_shared<Conditions>();
    now->state = state(view);
    now->factor.assign(live.factor.begin(), live.factor.end());
    now->is_closed.assign(live.is_closed.begin(), live.is_closed.end());
    now->costs = {live.piece_of_cell, now->factor, now->is_closed};
    return now;
}

std::shared_ptr<const LazyField> FieldStore::field_of_now(
    std::size_t goal, std::shared_ptr<const Conditions> conditions) const {
    const std::size_t in_view = goal % goals_per_view();
    const std::size_t class_row = in_view % classes_.size();
    const MobilityFieldSettings& settings = settings_[class_row];
    const GateId exit = exit_of_goal(static_cast<std::int32_t>(goal));
    if (!exit.is_valid()) {
        const std::size_t area = in_view / classes_.size() - exit_count();
        const std::int32_t layer = static_cast<std::int32_t>(area) - first_layer_area_;
        const bool is_layer = first_layer_area_ >= 0 && layer >= 0 && layer < passages_->layer_count();
        if (!is_layer)
            return std::make_shared<const LazyField>(
                [grid = grid_, settings, conditions = std::move(conditions), cells = areas_[area]] {
                    return std::make_shared<const TravelTimeField>(solve_travel_time_to_area(
                        *grid, settings, conditions->state, *cells, conditions->costs));
                });
        return std::make_shared<const LazyField>(
            [grid = grid_, settings, conditions = std::move(conditions), cells = areas_[area], layer,
             state = with_one_layer(state(view_of_goal(static_cast<std::int32_t>(goal))), layer),
             mobility = classes_[class_row], among = shared_] {
                const auto solve = [&] {
                    return std::make_shared<const TravelTimeField>(
                        solve_travel_time_to_area(*grid, settings, state, *cells, conditions->costs));
                };
                if (among == nullptr || !conditions->factor.empty())
                    return solve();
                return among->get({GateId{}, layer, mobility, settings.refused, state}, solve);
            });
    }
    return std::make_shared<const LazyField>([grid = grid_, settings, conditions = std::move(conditions),
                                              exit, mobility = classes_[class_row], among = shared_] {
        const auto solve = [&] {
            const std::array<GateId, 1> exits{exit};
            return std::make_shared<const TravelTimeField>(
                solve_travel_time(*grid, settings, conditions->state, exits, conditions->costs));
        };
        // Costs come from a run's own fire and dangers: such fields are of no use to others.
        if (among == nullptr || !conditions->factor.empty())
            return solve();
        return among->get({exit, -1, mobility, settings.refused, conditions->state}, solve);
    });
}

RouteState FieldStore::with_one_layer(RouteState state, std::int32_t layer) const {
    std::vector<std::uint8_t> is_used(state.gate_open.size(), 0);
    for (const RoomPassage& passage : passages_->all())
        if (passage.layer == layer)
            is_used[passage.gate.row()] = is_used[passage.last.row()] = 1;
    for (std::int32_t room = 0; room < passages_->rooms().count(); ++room)
        for (const GateId gate : passages_->gates_of(room))
            if (is_used[gate.row()] == 0)
                state.gate_open[gate.row()] = gate_shut;
    return state;
}

void FieldStore::keep(std::size_t goal, std::shared_ptr<const LazyField> field) {
    fields_[goal] = std::move(field);
    pointers_[goal] = nullptr;
    stale_[goal] = 0;
    ++solve_count_[goal];
}

void FieldStore::refresh() {
    is_laid_out_ = true;
    const std::array<bool, view_count> is_like_present{false, is_same_building(false), false,
                                                       is_same_building(true), false};
    std::array<std::shared_ptr<const Conditions>, view_count> of_view;
    std::vector<std::size_t> todo;
    std::vector<std::size_t> shared;
    for (std::size_t i = 0; i < stale_.size(); ++i) {
        if (stale_[i] == 0)
            continue;
        const View view = view_of_goal(static_cast<std::int32_t>(i));
        const auto v = static_cast<std::size_t>(view);
        // The twin is renewed now, so with the costs as they are now.
        if (is_like_present[v] && stale_[twin(i)] != 0) {
            shared.push_back(i);
            continue;
        }
        if (of_view[v] == nullptr)
            of_view[v] = conditions(view);
        todo.push_back(i);
    }
    for (const std::size_t goal : todo) keep(goal, field_of_now(goal, of_view[goal / goals_per_view()]));
    for (const std::size_t goal : shared) keep(goal, fields_[twin(goal)]);
}

void FieldStore::solve(std::vector<std::int32_t> goals, ThreadPool& pool) const {
    std::sort(goals.begin(), goals.end());
    goals.erase(std::unique(goals.begin(), goals.end()), goals.end());
    std::erase_if(goals, [this](std::int32_t goal) { return is_ready(goal); });
    parallel_for(pool, goals.size(), 1, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t k = begin; k < end; ++k) field(goals[k]);
    });
}

void FieldStore::make_ready(std::span<const std::int32_t> goals, ThreadPool& pool) {
    std::vector<std::int32_t> missing;
    for (const std::int32_t goal : goals)
        if (goal >= 0 && pointers_[static_cast<std::size_t>(goal)] == nullptr)
            missing.push_back(goal);
    if (missing.empty())
        return;
    solve(missing, pool);
    for (const std::int32_t goal : missing) pointers_[static_cast<std::size_t>(goal)] = &field(goal);
}

std::size_t FieldStore::twin(std::size_t goal) const {
    const View view = view_of_goal(static_cast<std::int32_t>(goal));
    return static_cast<std::size_t>(in_view(static_cast<std::int32_t>(goal), view_of(false, is_wary(view))));
}

bool FieldStore::is_same_building(bool is_wary) const {
    const auto now = static_cast<std::size_t>(view_of(false, is_wary));
    const auto before = static_cast<std::size_t>(view_of(true, is_wary));
    const auto is_same = [](auto a, auto b) { return a.data() == b.data() && a.size() == b.size(); };
    return states_[now] == states_[before] &&
           is_same(costs_[now].piece_of_cell, costs_[before].piece_of_cell) &&
           is_same(costs_[now].factor, costs_[before].factor) &&
           is_same(costs_[now].is_closed, costs_[before].is_closed);
}

void FieldStore::mark_changed(View view, const RouteState& before, const RouteState& now) {
    const std::size_t count = goals_per_view();
    const std::size_t first = static_cast<std::size_t>(view) * count;
    const auto make_solved_stale = [&](std::size_t goal) {
        if (solve_count_[goal] > 0)
            stale_[goal] = 1;
    };
    bool inside_changed = now.motion != before.motion;
    for (std::size_t g = 0; g < now.gate_open.size(); ++g) {
        if (now.gate_open[g] == before.gate_open[g])
            continue;
        if (g >= exit_count())
            inside_changed = true;
        else  // an exit is only ever the goal of its own fields
            for (std::size_t k = 0; k < classes_.size(); ++k)
                make_solved_stale(first + g * classes_.size() + k);
    }
    if (inside_changed)
        for (std::size_t i = 0; i < count; ++i) make_solved_stale(first + i);
}

void FieldStore::take_over(View view, const RouteState& state) {
    RouteState& now = states_[static_cast<std::size_t>(view)];
    mark_changed(view, now, state);
    now = state;
}

RouteState FieldStore::without_avoided_exits(RouteState state) const {
    for (const GateId exit : avoided_exits_) state.gate_open[exit.row()] = 0;
    return state;
}

void FieldStore::set_state(const RouteState& state) {
    take_over(View::present, state);
    take_over(View::present_wary, without_avoided_exits(state));
    take_over(View::geared, state);
}

void FieldStore::set_avoided_exits(std::vector<GateId> exits) {
    if (exits == avoided_exits_)
        return;
    avoided_exits_ = std::move(exits);
    for (const bool former : {false, true})
        take_over(view_of(former, true), without_avoided_exits(state(view_of(former, false))));
}

double FieldStore::reference_speed_mps(MobilityClass mobility) const {
    return settings_[class_row(mobility, 0)].speeds.level_mps;
}

}  // namespace wayout
