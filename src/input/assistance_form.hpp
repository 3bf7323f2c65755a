/// The keys of refuges, lifts and of the help that a population needs.
#pragma once

#include "input/form.hpp"

#include <wayout/assistance.hpp>

namespace wayout {

void refuge_fields(Fields& fields, RefugeSpec& refuge);
void lift_fields(Fields& fields, LiftSpec& lift);
void assistance_fields(Fields& fields, AssistanceSpec& assistance);

}  // namespace wayout
