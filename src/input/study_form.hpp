/// Parts of study files that other files have too.
#pragma once

#include "input/form.hpp"

#include <wayout/study.hpp>

namespace wayout {

/// A form of the scenario or a measure: id, name, cost, and what changes (set, scale, add, patch).
void variant_fields(Fields& fields, VariantSpec& variant);

}  // namespace wayout
