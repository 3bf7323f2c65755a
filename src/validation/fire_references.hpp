/// The reference runs of CFAST, data/cfast: what was asked and what came out.
#pragma once

#include <string_view>
#include <vector>

namespace wayout {

struct FireReference {
    std::string_view folder;        ///< in data/cfast
    std::string_view input;         ///< case.in
    std::string_view compartments;  ///< tables; empty: there is none
    std::string_view vents;         ///< net flows
    std::string_view vent_layers;   ///< gross flows by layer
    std::string_view devices;
};

const std::vector<FireReference>& fire_references();

}  // namespace wayout
