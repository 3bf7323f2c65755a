/// What somebody finds when he looks around.
#pragma once

#include "simulation/knowledge_state.hpp"

#include <cstddef>
#include <vector>

namespace wayout {

struct World;

/// Adds what somebody learns by what he sees, reads and hears at the beginning of the step. Changes nothing
/// in the world: several people may look around at once.
void look_around(const World& world, std::size_t row, std::vector<KnowledgeState::News>& found);

}  // namespace wayout
