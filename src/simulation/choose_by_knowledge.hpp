/// Choosing an exit by what one knows: whom people follow, and what is written down of it.
#pragma once

#include "behaviour/exit_choice.hpp"
#include "behaviour/familiarity.hpp"

#include <wayout/ids.hpp>

#include <cstddef>
#include <vector>

namespace wayout {

struct World;

/// How somebody came to choose an exit.
struct KnowingChoice {
    GateId exit;
    int leader_count{0};  ///< of those around who head there, when it is taken for their sake; 0: own choice
};

/// The choice of somebody with limited knowledge. Whoever follows others learns of their exit. Own row only.
/// @param options  scratch; holds what was weighed afterwards
KnowingChoice choose_by_knowledge(World& world, std::size_t row, const ExitChoiceSettings& settings,
                                  std::vector<ExitOption>& options);

/// Writes down a first choice or a change; before the new exit is set.
void note_choice_by_knowledge(World& world, std::size_t row, std::size_t worker, const KnowingChoice& choice,
                              const std::vector<ExitOption>& options);

}  // namespace wayout
