/// Areas where people must not be, who knows of them, and shelters.
#pragma once

namespace wayout {

class DangerState {};

}  // namespace wayout
