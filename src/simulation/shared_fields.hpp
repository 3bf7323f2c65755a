/// Travel-time fields that runs of one building solve for each other: with nothing but doors, exits and
/// escalators to tell them apart, they are the same for all. So are the tables of the movement model, and the
/// maps to begin with.
#pragma once

#include "locomotion/mover_tables.hpp"
#include "navigation/room_passages.hpp"
#include "navigation/seat_row_field.hpp"
#include "navigation/travel_time_field.hpp"
#include "navigation/walking_speed.hpp"
#include "simulation/blank_maps.hpp"

#include <wayout/ids.hpp>
#include <wayout/scenario.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace wayout {

class SharedFields {
public:
    /// Everything that a field to an exit, or to passages out of rooms, depends on, besides the grid.
    struct Key {
        GateId exit;             ///< invalid: passages
        std::int32_t layer{-1};  ///< of room_passages()
        MobilityClass mobility{};
        std::vector<GateId> refused;
        RouteState state;
        friend bool operator==(const Key&, const Key&) = default;
    };

    /// The field of that key, solved by the caller if nobody has yet. From any thread.
    std::shared_ptr<const TravelTimeField> get(
        const Key& key, const std::function<std::shared_ptr<const TravelTimeField>()>& solve);

    /// Ways out of the rows of seats, the same for all.
    std::shared_ptr<const SeatRowField> seat_rows(const NavigationGrid& grid);
    std::shared_ptr<const RoomPassages> room_passages(const NavigationGrid& grid);
    /// A field from which no way is known.
    std::shared_ptr<const TravelTimeField> nowhere(const NavigationGrid& grid);
    /// Those for people who see each other from the range of the first who asks are kept; whoever needs
    /// another range makes his own.
    std::shared_ptr<const MoverTables> mover_tables(const std::shared_ptr<const Venue>& venue,
                                                    double neighbour_range_m);
    std::shared_ptr<const BlankMaps> blank_maps(const Venue& venue);

private:
    /// More than this is not kept: then everybody solves his own. Our choice; three classes of twenty exits
    /// in a hall of 1.8 million cells take 0.7 GB.
    static constexpr std::size_t most_bytes = std::size_t{1} << 30;

    std::mutex guard_;
    std::vector<std::pair<Key, std::shared_ptr<const TravelTimeField>>> fields_;
    std::size_t bytes_{0};
    std::once_flag rows_solved_;
    std::shared_ptr<const SeatRowField> rows_;
    std::once_flag passages_found_;
    std::shared_ptr<const RoomPassages> passages_;
    std::once_flag nowhere_made_;
    std::shared_ptr<const TravelTimeField> nowhere_;
    std::once_flag tables_made_;
    std::shared_ptr<const MoverTables> tables_;
    std::once_flag maps_drawn_;
    std::shared_ptr<const BlankMaps> maps_;
};

}  // namespace wayout
