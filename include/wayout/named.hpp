/// What every named thing of the input carries.
#pragma once

#include <string>

namespace wayout {

/// `where` is its place in the input, for messages: "venue.json: doors[2]".
struct Named {
    std::string id;
    std::string name;  ///< for people; falls back to the id
    std::string where;

    const std::string& label() const { return name.empty() ? id : name; }
};

}  // namespace wayout
