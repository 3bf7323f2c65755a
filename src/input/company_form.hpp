/// The key `company` of a population.
#pragma once

#include "input/form.hpp"

#include <wayout/company.hpp>

namespace wayout {

void company_fields(Fields& fields, CompanySpec& company);

}  // namespace wayout
