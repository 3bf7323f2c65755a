/// The travel-time fields of a run: one for each destination and mobility class in use, solved again when the
/// building changes; and what they were before the last change, for those who do not know of it yet.
#pragma once

#include "core/thread_pool.hpp"
#include "navigation/navigation_grid.hpp"
#include "navigation/seat_row_field.hpp"
#include "navigation/travel_time_field.hpp"
#include "navigation/walking_speed.hpp"

#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

/// Which building somebody has in mind.
enum class View : std::uint8_t {
    present,  ///< as it is now
    former    ///< as it was before the last change that people have to learn of
};

/// Destinations are the exits, in the order of the venue, and after them areas: refuges, posts, meeting
/// places.
class FieldStore {
public:
    /// @param classes  mobility classes present, each once
    FieldStore(std::shared_ptr<const NavigationGrid> grid, std::vector<MobilityClass> classes);

    /// Row of Agents::goal for somebody of this class who heads for this exit (an exit's row is its row in
    /// Venue::gates).
    std::int32_t goal(GateId exit, MobilityClass mobility, View view = View::present) const;
    /// Likewise for an area.
    std::int32_t goal_to_area(std::int32_t area, MobilityClass mobility, View view = View::present) const;
    /// The same destination in another view.
    std::int32_t in_view(std::int32_t goal, View view) const;
    View view_of_goal(std::int32_t goal) const;
    /// Invalid for areas.
    GateId exit_of_goal(std::int32_t goal) const;

    /// A destination of its own, given by the cells that are part of it. Only before the first refresh().
    /// @return its number among the areas
    std::int32_t add_area(std::vector<CellIndex> cells);
    std::size_t area_count() const { return areas_.size(); }
    std::span<const CellIndex> area_cells(std::int32_t area) const {
        return areas_[static_cast<std::size_t>(area)];
    }
    /// Ways to areas are solved for the first time in the refresh() after somebody has asked for them; until
    /// then no way is known.
    void demand(std::int32_t goal);
    bool is_solved(std::int32_t goal) const { return solve_count_[static_cast<std::size_t>(goal)] > 0; }

    /// The present becomes what those know who do not learn at once what changes now. To be called before
    /// set_state() or a change of costs. Of several changes in a row only the last is kept, except for exits:
    /// one that has been shut stays open in the former view, until it opens again.
    void keep_former();

    /// Solves what is missing or was made stale by set_state. The exits are solved in parallel.
    void refresh(ThreadPool& pool);
    bool is_stale() const;
    /// Costs with which fields are solved from now on; what they refer to must outlive the store's use. Makes
    /// nothing stale.
    void set_costs(const RouteCosts& costs) { costs_ = {costs, costs}; }
    void set_costs(View view, const RouteCosts& costs) { costs_[static_cast<std::size_t>(view)] = costs; }
    void make_stale(std::int32_t goal) { stale_[static_cast<std::size_t>(goal)] = 1; }
    bool is_stale(std::int32_t goal) const { return stale_[static_cast<std::size_t>(goal)] != 0; }
    /// How often the field has been solved.
    std::uint32_t solve_count(std::int32_t goal) const {
        return solve_count_[static_cast<std::size_t>(goal)];
    }
    /// Takes over a new state of doors, exits and escalators: fields that depend on what changed become
    /// stale.
    void set_state(const RouteState& state);

    const RouteState& state() const { return state_; }
    const RouteState& state(View view) const { return view == View::present ? state_ : former_state_; }
    const NavigationGrid& grid() const { return *grid_; }
    std::span<const TravelTimeField* const> fields() const { return pointers_; }
    const TravelTimeField& field(std::int32_t goal) const {
        return *pointers_[static_cast<std::size_t>(goal)];
    }
    const SeatRowField& seat_rows() const { return rows_; }
    /// Remaining time from a place, +inf if there is no way.
    float time_s(std::int32_t goal, SurfaceId surface, Vec2 position) const {
        return travel_time_by_aisle_s(*grid_, field(goal), rows_, surface, position);
    }
    /// Whether there is a way.
    bool has_way(std::int32_t goal, SurfaceId surface, Vec2 position) const {
        return has_way_by_aisle(*grid_, field(goal), rows_, surface, position);
    }
    /// Speed on the level for which the times of the class's fields hold.
    double reference_speed_mps(MobilityClass mobility) const;

private:
    std::shared_ptr<const NavigationGrid> grid_;
    std::vector<MobilityClass> classes_;
    std::vector<MobilityFieldSettings> settings_;
    SeatRowField rows_;
    std::size_t exit_count() const { return static_cast<std::size_t>(grid_->venue().exit_count); }
    /// Goals of one view.
    std::size_t goals_per_view() const { return (exit_count() + areas_.size()) * classes_.size(); }
    std::size_t class_row(MobilityClass mobility) const;
    void lay_out();
    void solve(std::size_t goal);
    /// Gates whose state differs: exits make their own fields of the view stale, doors and belts all.
    void mark_changed(View view, const RouteState& before, const RouteState& now);

    std::vector<std::vector<CellIndex>> areas_;
    RouteState state_;
    RouteState former_state_;
    std::array<RouteCosts, 2> costs_;         ///< [View]
    std::vector<std::uint32_t> solve_count_;  ///< [goal], as all that follow; goals of the present come first
    std::vector<std::shared_ptr<const TravelTimeField>> fields_;
    std::vector<const TravelTimeField*> pointers_;
    std::vector<std::uint8_t> stale_;
    TravelTimeField nowhere_;  ///< stands for what has not been solved
    bool is_laid_out_{false};
};

}  // namespace wayout
