/// The tables of `wayout medical`. docs/howto/run-a-medical-chain.md.
#pragma once

#include <wayout/medical.hpp>

#include <string>
#include <utility>
#include <vector>

namespace wayout {

/// File name and content of each.
std::vector<std::pair<std::string, std::string>> medical_tables(const MedicalResults& results);

}  // namespace wayout
