#include "simulation/shared_fields.hpp"

#include <algorithm>

namespace wayout {

std::shared_ptr<const TravelTimeField> SharedFields::get(
    const Key& key, const std::function<std::shared_ptr<const TravelTimeField>()>& solve) {
    const auto find = [&] {
        return std::find_if(fields_.begin(), fields_.end(),
                            [&](const auto& entry) { return entry.first == key; });
    };
    {
        const std::lock_guard lock(guard_);
        if (const auto found = find(); found != fields_.end())
            return found->second;
    }
    // Two may solve the same at once: equal bits, and one of them is kept.
    std::shared_ptr<const TravelTimeField> field = solve();
    const std::lock_guard lock(guard_);
    if (const auto found = find(); found != fields_.end())
        return found->second;
    const std::size_t size = field->time_s.size() * sizeof(field->time_s[0]) +
                             field->next_gate.size() * sizeof(field->next_gate[0]);
    if (bytes_ + size <= most_bytes) {
        bytes_ += size;
        fields_.emplace_back(key, field);
    }
    return field;
}

std::shared_ptr<const SeatRowField> SharedFields::seat_rows(const NavigationGrid& grid) {
    std::call_once(rows_solved_,
                   [&] { rows_ = std::make_shared<const SeatRowField>(solve_seat_rows(grid)); });
    return rows_;
}

std::shared_ptr<const RoomPassages> SharedFields::room_passages(const NavigationGrid& grid) {
    std::call_once(passages_found_, [&] { passages_ = std::make_shared<const RoomPassages>(grid); });
    return passages_;
}

std::shared_ptr<const TravelTimeField> SharedFields::nowhere(const NavigationGrid& grid) {
    std::call_once(nowhere_made_, [&] {
        TravelTimeField field;
        field.time_s.assign(grid.cell_count(), TravelTimeField::unknown);
        field.next_gate.assign(grid.cell_count(), -1);
        field.passable.assign(grid.venue().gates.size(), 1);
        nowhere_ = std::make_shared<const TravelTimeField>(std::move(field));
    });
    return nowhere_;
}

std::shared_ptr<const MoverTables> SharedFields::mover_tables(const std::shared_ptr<const Venue>& venue,
                                                              double neighbour_range_m) {
    std::call_once(tables_made_,
                   [&] { tables_ = std::make_shared<const MoverTables>(venue, neighbour_range_m); });
    return tables_->neighbour_range_m == neighbour_range_m
               ? tables_
               : std::make_shared<const MoverTables>(venue, neighbour_range_m);
}

std::shared_ptr<const BlankMaps> SharedFields::blank_maps(const Venue& venue) {
    std::call_once(maps_drawn_, [&] { maps_ = std::make_shared<const BlankMaps>(venue); });
    return maps_;
}

}  // namespace wayout
