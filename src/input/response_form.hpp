/// The response plan within a scenario.
#pragma once

#include "input/form.hpp"

#include <string>

namespace wayout {

/// A whole response plan, checked and kept as its text.
Form<std::string> medical_plan_text();

}  // namespace wayout
