/// Parts of storeys that come down during a run: warned of, lost, and what becomes of those beneath.
#pragma once

#include "geometry/polygon_locator.hpp"
#include "hazards/hazard_source.hpp"
#include "venue/venue.hpp"

#include <wayout/results.hpp>
#include <wayout/scenario.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

class Patches;
class NavigationGrid;

/// One area with what lies in it.
struct LossArea {
    enum class State { holds, warned, lost } state{State::holds};
    StructuralLossSpec spec;
    StoreyId storey;
    PolygonLocator area;                ///< local coordinates
    std::vector<std::int32_t> patches;  ///< with their middle inside
    std::vector<std::int32_t> strip;    ///< with their middle within the strip around it
    std::vector<GateId> gates;          ///< doors, exits and joints whose middle is inside
    double steel_k{293.15};             ///< of the member
    double hottest_gas_k{293.15};
    LossResult result;

    bool holds(const Venue& venue, std::int32_t surface, Vec2 local) const;
};

/// Areas of the scenario in its order.
std::vector<LossArea> loss_areas(std::span<const StructuralLossSpec> specs, const Venue& venue,
                                 const NavigationGrid& grid, const Patches& patches);

/// What is to happen to an area at this time: its next state. Members are heated by the gas for `step_s`.
LossArea::State next_state(LossArea& area, const HazardSource& air, const Venue& venue, double now_s,
                           double step_s);

/// What becomes of one person beneath, by the user's shares.
enum class LossFate { unhurt, injured, trapped, fatal };
LossFate fate_of(const LossOutcomes& outcomes, std::uint64_t seed, AgentId person, std::uint32_t loss);

/// All that can be said against the losses of an incident before anything is built: ids, outlines, storeys,
/// and what needs a fire.
Errors check_losses(const IncidentSpec& incident, const Venue& venue);
/// Areas that hold no floor, and members where the air is not known. The air is at its first moment.
Errors check_areas(std::span<const LossArea> areas, const HazardSource& air, const Venue& venue);

}  // namespace wayout
