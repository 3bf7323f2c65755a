/// The travel-time fields of a run: one for each destination and mobility class in use, solved again when the
/// building changes; and what they were before the last change, for those who do not know of it yet.
#pragma once

#include "core/thread_pool.hpp"
#include "navigation/navigation_grid.hpp"
#include "navigation/room_passages.hpp"
#include "navigation/seat_row_field.hpp"
#include "navigation/travel_time_field.hpp"
#include "navigation/walking_speed.hpp"
#include "simulation/lazy_field.hpp"
#include "simulation/shared_fields.hpp"

#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

/// Which building somebody has in mind: its openings as they are now, or as they were before the last change
/// that people have to learn of; and of either, with danger areas kept out of or without. What somebody knows
/// of openings and of areas he learns apart.
/// Rescue teams, and those whom they bring out, have a view of their own: openings as they are, smoke no
/// reason to go round, and what has come down a way that costs time.
enum class View : std::uint8_t { present, former, present_wary, former_wary, geared };
inline constexpr std::size_t view_count = 5;
/// Over what has come down. Our choice.
inline constexpr float debris_cost_factor = 5.0F;

constexpr bool is_former(View view) {
    return (static_cast<unsigned>(view) & 1U) != 0;
}
/// Keeps out of danger areas.
constexpr bool is_wary(View view) {
    return (static_cast<unsigned>(view) & 2U) != 0;
}
constexpr View view_of(bool is_former, bool is_wary) {
    return static_cast<View>((is_former ? 1U : 0U) | (is_wary ? 2U : 0U));
}

/// Destinations are the exits, in the order of the venue, and after them areas: refuges, posts, meeting
/// places.
class FieldStore {
public:
    /// @param classes  mobility classes present, each once
    /// @param shared  where other runs of the same building leave fields for each other; may be null
    FieldStore(std::shared_ptr<const NavigationGrid> grid, std::vector<MobilityClass> classes,
               std::shared_ptr<SharedFields> shared = nullptr);

    /// Those of the class whom these gates turn away have fields of their own. Only before the first
    /// refresh().
    /// @param access  number of the set of gates, from 1; 0 is nobody's
    void add_access(MobilityClass mobility, std::uint8_t access, std::vector<GateId> refused);

    /// Row of Agents::goal for somebody of this class who heads for this exit (an exit's row is its row in
    /// Venue::gates).
    std::int32_t goal(GateId exit, MobilityClass mobility, View view = View::present,
                      std::uint8_t access = 0) const;
    /// Likewise for an area.
    std::int32_t goal_to_area(std::int32_t area, MobilityClass mobility, View view = View::present,
                              std::uint8_t access = 0) const;
    /// The same destination in another view.
    std::int32_t in_view(std::int32_t goal, View view) const;
    View view_of_goal(std::int32_t goal) const;
    /// Invalid for areas.
    GateId exit_of_goal(std::int32_t goal) const;

    /// A destination of its own, given by the cells that are part of it. Only before the first refresh().
    /// @return its number among the areas
    std::int32_t add_area(std::vector<CellIndex> cells);
    /// Destinations of those who leave a room by another passage than their shortest way: an area for each
    /// layer of room_passages(). In the rooms of a passage its field leads to the cells right behind that
    /// passage. Only before the first refresh(), once.
    /// @return number of the first among the areas
    std::int32_t add_passages();
    /// The rooms of the building and the ways from one to the next.
    const std::shared_ptr<const RoomPassages>& room_passages() const { return passages_; }
    std::size_t area_count() const { return areas_.size(); }
    std::span<const CellIndex> area_cells(std::int32_t area) const {
        return *areas_[static_cast<std::size_t>(area)];
    }
    /// Other cells for an area; its fields become stale.
    void set_area_cells(std::int32_t area, std::vector<CellIndex> cells);
    /// Ways to areas, and all ways in wary views, are solved for the first time in the refresh() after
    /// somebody has asked for them; until then no way is known.
    void demand(std::int32_t goal);
    /// All exits in that view.
    void demand_exits(View view);
    bool is_solved(std::int32_t goal) const { return solve_count_[static_cast<std::size_t>(goal)] > 0; }

    /// The present becomes what those know who do not learn at once what changes now. To be called before
    /// set_state() or a change of costs. Of several changes in a row only the last is kept, except for exits:
    /// one that has been shut stays open in the former view, until it opens again.
    void keep_former();

    /// What is missing, or was made stale, is from now on the field of the state and the costs of this
    /// moment; it is solved when somebody first asks for it. Where a former building is still the present
    /// one, its field is the same object.
    void refresh();
    /// Solves in parallel what of these goals is not solved yet; goals may be there twice.
    void solve(std::vector<std::int32_t> goals, ThreadPool& pool) const;
    /// The same (-1: none). Fields of goals that were made ready since the last refresh() may be read by
    /// fields().
    void make_ready(std::span<const std::int32_t> goals, ThreadPool& pool);
    bool is_stale() const;
    /// Costs with which fields are solved from now on; what they refer to must outlive the store's use. Makes
    /// nothing stale.
    void set_costs(const RouteCosts& costs);
    void set_costs(View view, const RouteCosts& costs) { costs_[static_cast<std::size_t>(view)] = costs; }
    const RouteCosts& costs(View view) const { return costs_[static_cast<std::size_t>(view)]; }
    /// Exits that those who keep out of danger areas do not use, ascending. Their fields become stale.
    void set_avoided_exits(std::vector<GateId> exits);
    std::span<const GateId> avoided_exits() const { return avoided_exits_; }
    /// All solved goals of wary views, ascending.
    std::vector<std::int32_t> solved_wary_goals() const;
    /// They become stale.
    /// @return how many
    std::size_t make_wary_stale();
    void make_stale(std::int32_t goal) { stale_[static_cast<std::size_t>(goal)] = 1; }
    bool is_stale(std::int32_t goal) const { return stale_[static_cast<std::size_t>(goal)] != 0; }
    /// How often refresh() has renewed the field.
    std::uint32_t solve_count(std::int32_t goal) const {
        return solve_count_[static_cast<std::size_t>(goal)];
    }
    /// Takes over a new state of doors, exits and escalators: fields that depend on what changed become
    /// stale.
    void set_state(const RouteState& state);

    const RouteState& state() const { return state(View::present); }
    const RouteState& state(View view) const { return states_[static_cast<std::size_t>(view)]; }
    const NavigationGrid& grid() const { return *grid_; }
    /// [goal]; null unless made ready.
    std::span<const TravelTimeField* const> fields() const { return pointers_; }
    std::size_t goal_count() const { return fields_.size(); }
    /// From any thread. Solves it if nobody has asked before.
    const TravelTimeField& field(std::int32_t goal) const {
        return fields_[static_cast<std::size_t>(goal)]->get();
    }
    /// The same to be asked later, when the goal's field may be another.
    std::shared_ptr<const LazyField> lazy_field(std::int32_t goal) const {
        return fields_[static_cast<std::size_t>(goal)];
    }
    /// Whether field() has nothing left to do.
    bool is_ready(std::int32_t goal) const { return fields_[static_cast<std::size_t>(goal)]->is_ready(); }
    const SeatRowField& seat_rows() const { return *rows_; }
    /// Remaining time from a place, +inf if there is no way.
    float time_s(std::int32_t goal, SurfaceId surface, Vec2 position) const {
        return time_s(goal, place(surface, position));
    }
    /// The same in two steps, for whoever asks for several goals from one place.
    PlaceOnWay place(SurfaceId surface, Vec2 position) const {
        return place_on_way(*grid_, *rows_, surface, position);
    }
    float time_s(std::int32_t goal, const PlaceOnWay& place) const {
        return travel_time_by_aisle_s(*grid_, field(goal), place);
    }
    /// Whether there is a way.
    bool has_way(std::int32_t goal, SurfaceId surface, Vec2 position) const {
        return has_way_by_aisle(*grid_, field(goal), *rows_, surface, position);
    }
    /// Speed on the level for which the times of the class's fields hold.
    double reference_speed_mps(MobilityClass mobility) const;

private:
    std::shared_ptr<const NavigationGrid> grid_;
    std::vector<MobilityClass> classes_;
    std::vector<std::uint8_t> access_;  ///< of each class: which gates turn it away; 0: none
    std::vector<MobilityFieldSettings> settings_;
    std::shared_ptr<SharedFields> shared_;
    std::shared_ptr<const SeatRowField> rows_;
    std::shared_ptr<const RoomPassages> passages_;
    std::shared_ptr<const LazyField> nowhere_;  ///< stands for what nobody has demanded
    std::size_t exit_count() const { return static_cast<std::size_t>(grid_->venue().exit_count); }
    /// Goals of one view.
    std::size_t goals_per_view() const { return (exit_count() + areas_.size()) * classes_.size(); }
    std::size_t class_row(MobilityClass mobility, std::uint8_t access) const;
    void lay_out();
    /// What a view's fields are solved with, as it was when they were refreshed.
    struct Conditions;
    std::shared_ptr<const Conditions> conditions(View view) const;
    std::shared_ptr<const LazyField> field_of_now(std::size_t goal,
                                                  std::shared_ptr<const Conditions> conditions) const;
    void keep(std::size_t goal, std::shared_ptr<const LazyField> field);
    /// The building for those who leave rooms by the passages of this layer: all others are shut.
    RouteState with_one_layer(RouteState state, std::int32_t layer) const;
    /// The same destination in the present building.
    std::size_t twin(std::size_t goal) const;
    /// Whether the former openings and costs are those of the present; of the wary views or the others.
    bool is_same_building(bool is_wary) const;
    /// Gates whose state differs: exits make their own fields of the view stale, doors and belts all.
    void mark_changed(View view, const RouteState& before, const RouteState& now);
    /// A new state of a view: what depends on it becomes stale.
    void take_over(View view, const RouteState& state);
    RouteState without_avoided_exits(RouteState state) const;

    std::vector<std::shared_ptr<const std::vector<CellIndex>>> areas_;
    std::int32_t first_layer_area_{-1};          ///< none so far
    std::array<RouteState, view_count> states_;  ///< [View]
    std::array<RouteCosts, view_count> costs_;   ///< [View]
    std::vector<float> geared_factor_;           ///< [patch] of the costs of View::geared
    std::vector<GateId> avoided_exits_;
    std::vector<std::uint32_t> solve_count_;  ///< [goal], as all that follow; goals of the present come first
    std::vector<std::shared_ptr<const LazyField>> fields_;
    std::vector<const TravelTimeField*> pointers_;  ///< of those that were made ready
    std::vector<std::uint8_t> stale_;
    bool is_laid_out_{false};
};

}  // namespace wayout
