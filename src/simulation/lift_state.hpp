/// Lifts: where the cars are, who waits and who rides.
#pragma once

namespace wayout {

class LiftState {};

}  // namespace wayout
