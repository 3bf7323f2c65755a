/// The fire of an incident and the failure of the power supply, as they are written in scenario files.
#pragma once

#include "input/form.hpp"

#include <wayout/fire.hpp>

namespace wayout {

void fire_fields(Fields& fields, FireSpec& fire);
void power_failure_fields(Fields& fields, PowerFailureSpec& power);

}  // namespace wayout
