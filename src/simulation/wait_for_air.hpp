/// People who find every way barred by smoke or heat and wait where the air can be borne, in fires whose
/// aversion says so (SmokeAversionSpec::barred_wait_s).
#pragma once

#include "behaviour/exit_choice.hpp"

#include <cstddef>
#include <span>

namespace wayout {

struct World;

/// Whether somebody who weighs these options would rather wait than take the one that he has chosen. Reads
/// only: may be asked for several rows at once.
bool would_rather_wait(const World& world, std::size_t row, std::span<const ExitOption> options,
                       GateId chosen);

/// Those who have decided to wait (HazardState::waits_now) do so, with those whom they lead. Not parallel.
void begin_waiting_for_air(World& world, std::span<const std::size_t> deciders);

/// Once a second: whoever waits where the air has become unbearable goes. Not parallel.
void leave_unbearable_air(World& world);

}  // namespace wayout
