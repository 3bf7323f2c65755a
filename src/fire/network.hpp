/// All openings, leaks and fans of a spec as connections between compartments.
#pragma once

#include "fire/vent_flow.hpp"

#include <wayout/zone_fire.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wayout::fire {

inline constexpr std::size_t outdoors = static_cast<std::size_t>(-1);  ///< in place of a compartment's row

struct Connection {
    std::size_t a{outdoors};  ///< side 0: `from`, or the compartment below
    std::size_t b{outdoors};  ///< side 1
    std::variant<WallGap, CeilingHole, Fan> way;
    TimeTable open_frac;
    std::optional<double> set_open_frac;  ///< by somebody during the run; replaces the table
    bool is_leak{false};

    double open_frac_at(double time_s) const;
};

/// Row of a compartment; `outdoors` for outside_air. The spec is checked: the id exists.
std::size_t compartment_row(const ZoneFireSpec& spec, const std::string& id);

/// Wall openings, floor vents and fans in the order of the spec, then leaks.
std::vector<Connection> connections_of(const ZoneFireSpec& spec);

/// What flows with that share open.
Exchange exchange_through(const Connection& connection, const Side& a, const Side& b, double open_frac);

}  // namespace wayout::fire
