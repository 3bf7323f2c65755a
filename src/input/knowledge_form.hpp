/// What people know of the building, as it is written in scenario files.
#pragma once

#include "input/form.hpp"

#include <wayout/knowledge.hpp>
#include <wayout/scenario.hpp>

namespace wayout {

/// The keys of an exit sign.
void sign_fields(Fields& fields, SignSpec& sign);
/// The keys `exit_choice` and `knowledge` of a population.
void choice_fields(Fields& fields, PopulationSpec& population);
/// Keys of an exit that say what people see of it.
void exit_look_fields(Fields& fields, ExitSpec& exit);

}  // namespace wayout
