/// What the opening of a source of hazards gives.
#pragma once

#include "hazards/hazard_source.hpp"

#include <memory>
#include <string>
#include <vector>

namespace wayout {

struct OpenedSource {
    std::unique_ptr<HazardSource> source;
    /// What the user should know though it stops nothing: a slice 0.4 m below the heads, a species that is
    /// not there, a file that ends inside a frame.
    std::vector<std::string> notes;
};

}  // namespace wayout
