/// Keys of doors and exits beyond where they are: leaves, who is turned away, turnstiles; and of the events
/// that change them.
#pragma once

#include "input/form.hpp"

#include <wayout/scenario.hpp>

namespace wayout {

void opening_rule_fields(Fields& fields, OpeningRules& rules);
/// Keys of an event of the incident: what happens to which thing.
void event_fields(Fields& fields, IncidentEvent& event);

}  // namespace wayout
