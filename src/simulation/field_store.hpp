/// The travel-time fields of a run: one for each exit and mobility class in use, solved again when the
/// building changes.
#pragma once

#include "core/thread_pool.hpp"
#include "navigation/navigation_grid.hpp"
#include "navigation/seat_row_field.hpp"
#include "navigation/travel_time_field.hpp"
#include "navigation/walking_speed.hpp"

#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wayout {

class FieldStore {
public:
    /// @param classes  mobility classes present, each once
    FieldStore(std::shared_ptr<const NavigationGrid> grid, std::vector<MobilityClass> classes);

    /// Row of Agents::goal for somebody of this class who heads for this exit (an exit's row is its row in
    /// Venue::gates).
    std::int32_t goal(GateId exit, MobilityClass mobility) const;
    GateId exit_of_goal(std::int32_t goal) const;

    /// Solves what is missing or was made stale by set_state. The exits are solved in parallel.
    void refresh(ThreadPool& pool);
    bool is_stale() const;
    /// Costs with which fields are solved from now on; what they refer to must outlive the store's use. Makes
    /// nothing stale.
    void set_costs(const RouteCosts& costs) { costs_ = costs; }
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
    RouteState state_;
    RouteCosts costs_;
    std::vector<std::uint32_t> solve_count_;
    std::vector<TravelTimeField> fields_;
    std::vector<const TravelTimeField*> pointers_;
    std::vector<std::uint8_t> stale_;
};

}  // namespace wayout
