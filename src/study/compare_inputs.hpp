/// What two results were made of, as far as it is compared.
#pragma once

#include <wayout/compare.hpp>

#include <string>
#include <utility>
#include <vector>

namespace wayout {

struct ComparedInputs {
    std::string program;   ///< version and build
    std::string scenario;  ///< whole, as JSON text
    std::string question;  ///< of a study: what was varied, as JSON text
    std::string seeds;     ///< "1", "1 to 100"
    std::string runs;
};

/// Fills made_with and inputs of the comparison. Errors: a scenario that is no JSON.
Errors compare_inputs(const ComparedInputs& a, const ComparedInputs& b, Comparison& comparison);

}  // namespace wayout
