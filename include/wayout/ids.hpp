/// Distinct index types, so that a door cannot be mistaken for a storey. Each is the row of the thing in its
/// table; -1 is none.
#pragma once

#include <compare>
#include <cstdint>

namespace wayout {

template <typename Tag>
struct Id {
    std::int32_t value{-1};

    constexpr Id() = default;
    constexpr explicit Id(std::int32_t v) : value(v) {}
    template <typename I>
    static constexpr Id from(I v) {
        return Id(static_cast<std::int32_t>(v));
    }
    constexpr bool is_valid() const { return value >= 0; }
    constexpr std::size_t row() const { return static_cast<std::size_t>(value); }
    friend constexpr auto operator<=>(Id, Id) = default;
};

using StoreyId = Id<struct StoreyTag>;
using SurfaceId = Id<struct SurfaceTag>;  ///< a storey's floor, a landing, a stair flight, a ramp, an
                                          ///< escalator, a seating tier
using GateId = Id<struct GateTag>;        ///< a line people cross: door, exit, or the joint of two surfaces
using ZoneId = Id<struct ZoneTag>;
using SeatRowId = Id<struct SeatRowTag>;
using ProfileId = Id<struct ProfileTag>;
using PopulationId = Id<struct PopulationTag>;

/// A person of a run, for the whole run: 1, 2, 3, ... in the order of placement; never reused. 0 is nobody.
using AgentId = std::uint32_t;

}  // namespace wayout
