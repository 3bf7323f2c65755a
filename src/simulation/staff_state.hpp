/// Stewards: their posts, tasks and what they are doing.
#pragma once

namespace wayout {

class StaffState {};

}  // namespace wayout
