/// Who needs help, who gives it, and the refuges.
#pragma once

namespace wayout {

class AssistanceState {};

}  // namespace wayout
