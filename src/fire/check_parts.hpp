/// What the checks of rooms and those of fires share.
#pragma once

#include "fire/spec_checker.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace wayout::fire {

inline constexpr Bounds fraction{0.0, 1.0};

/// What of the description later checks refer to.
struct Known {
    const ZoneFireSpec* spec{nullptr};
    std::map<std::string, const CompartmentSpec*> compartments;
    std::set<std::string> linings;
};

/// Ids are there, each once, and there are not too many things.
template <typename Things>
void check_ids(SpecChecker& checker, std::string_view kind, const Things& things) {
    constexpr std::size_t most_things = 2000;
    if (things.size() > most_things)
        checker.report({}, "",
                       fmt::format("{} {}s; at most {} are allowed", things.size(), kind, most_things));
    std::map<std::string, std::string> seen;
    for (const auto& thing : things) {
        if (thing.id.empty())
            checker.report({kind, &thing}, "id", "the id is missing", ErrorCode::schema);
        else if (const auto [first, is_new] = seen.emplace(thing.id, thing.where); !is_new)
            checker.report({kind, &thing}, "id",
                           fmt::format("the id is already that of {}{}: give each its own", kind,
                                       first->second.empty() ? "" : " at " + first->second),
                           ErrorCode::schema);
    }
}

/// The compartment of that id; null for the open air and, with a report, for what does not exist.
const CompartmentSpec* compartment_of(SpecChecker& checker, const Known& known, const Subject& subject,
                                      std::string_view key, const std::string& id, bool may_be_outside);

void check_fires(SpecChecker& checker, const Known& known);
void check_detectors(SpecChecker& checker, const Known& known);

}  // namespace wayout::fire
