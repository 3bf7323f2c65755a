/// Who belongs together, and where the others are.
#pragma once

namespace wayout {

class CompanyState {};

}  // namespace wayout
