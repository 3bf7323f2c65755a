/// What everybody knows of the building: exits, and whether what has changed is known.
#pragma once

namespace wayout {

class KnowledgeState {};

}  // namespace wayout
