/// The ledger of deviations: values of a scenario that are less safe than the program's defaults, each with
/// the reason that the user gives for it. docs/formats/scenario.md, "Less safe than the defaults".
#pragma once

#include <wayout/error.hpp>
#include <wayout/scenario.hpp>

#include <string>
#include <vector>

namespace wayout {

/// A value that the scenario sets less safe than the default.
struct Deviation {
    std::string path;      ///< "incident.exposure.incapacitated_dose", "venue.exits[main].flow_limit"
    std::string value;     ///< with the unit of the key
    std::string standard;  ///< the default
    std::string why;       ///< why the value is less safe
    std::string source;    ///< of the default
    std::string reason;    ///< the user's; empty: none given
    friend bool operator==(const Deviation&, const Deviation&) = default;
};

/// In the order of the table of defaults that bear on safety, src/agents/deviations.cpp.
std::vector<Deviation> find_deviations(const Scenario& scenario);

/// Those without a reason, as problems with place and cure.
Errors unexplained(const std::vector<Deviation>& deviations);

/// Warnings for `wayout check`: deviations without a reason, and reasons for what is no deviation.
Errors deviation_warnings(const Scenario& scenario);

}  // namespace wayout
