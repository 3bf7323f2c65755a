/// Writes into the log of decisions who heads for which exit for what reason.
#pragma once

#include "behaviour/exit_choice.hpp"

#include <wayout/ids.hpp>

#include <cstddef>
#include <span>

namespace wayout {

struct World;

/// Somebody turns to another exit. Within a parallel phase.
/// @param options  as they were weighed, ascending in exit
/// @param before  invalid: had none
/// @param chosen  invalid: no exit can be reached
void note_choice(World& world, std::size_t worker, std::size_t row, std::span<const ExitOption> options,
                 GateId before, GateId chosen);

}  // namespace wayout
