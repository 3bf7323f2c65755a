/// Structural loss, as it is written in scenario files.
#pragma once

#include "input/form.hpp"

#include <wayout/structure.hpp>

namespace wayout {

/// The keys of one area that is lost.
void structural_loss_fields(Fields& fields, StructuralLossSpec& loss);

}  // namespace wayout
