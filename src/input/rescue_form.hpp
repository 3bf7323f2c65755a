/// The keys of rescue teams and of areas that they are kept from.
#pragma once

#include "input/form.hpp"

#include <wayout/rescue.hpp>

namespace wayout {

void rescue_team_fields(Fields& fields, RescueTeamSpec& team);
void embargo_fields(Fields& fields, AccessEmbargoSpec& embargo);

}  // namespace wayout
