/// How smoke, gases and heat act on people, as it is written in scenario files.
#pragma once

#include "input/form.hpp"

#include <wayout/exposure.hpp>

namespace wayout {

/// The keys of the section `exposure`. Rules over several keys refuse what would have no effect: a user who
/// sets something expects it to count.
void exposure_fields(Fields& fields, ExposureSpec& spec);

}  // namespace wayout
