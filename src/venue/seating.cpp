/// Blocks of seats, worked out from a few numbers.
#include "venue/draft.hpp"

namespace wayout {

void draft_seating(Draft&) {}

}  // namespace wayout
