/// How people learn that they should leave: alarms, messages, cues, and their internal clock.
#pragma once

namespace wayout {

class NoticingState {};

}  // namespace wayout
