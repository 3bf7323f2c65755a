/// The section `response`: stewards, their posts and tasks.
#pragma once

#include "input/form.hpp"

#include <wayout/scenario.hpp>

namespace wayout {

void response_fields(Fields& fields, ResponseSpec& response);

}  // namespace wayout
