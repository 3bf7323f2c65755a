/// Collects what is wrong with a venue, each with its place in the input and on the plan.
#pragma once

#include <wayout/error.hpp>
#include <wayout/scenario.hpp>
#include <wayout/vec2.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wayout {

/// A point of a storey, in the coordinates that are in use at the time (see Problems::set_origin).
struct Spot {
    std::string storey;
    Vec2 at;
};

class Problems {
public:
    /// From now on points are local: user coordinates = local + origin.
    void set_origin(Vec2 origin_m) { origin_m_ = origin_m; }

    void error(ErrorCode code, std::string where, std::string message,
               std::optional<Spot> spot = std::nullopt);
    void warning(ErrorCode code, std::string where, std::string message,
                 std::optional<Spot> spot = std::nullopt);
    /// A failure of the geometry library while working on the thing at `where`.
    void errors_at(const Errors& errors, const std::string& where, std::optional<Spot> spot = std::nullopt);

    /// "(12.30, 4.00)" in user coordinates.
    std::string text(Vec2 p) const;

    const Errors& errors() const { return errors_; }
    const Errors& warnings() const { return warnings_; }

private:
    Error make(ErrorCode code, std::string where, std::string message, const std::optional<Spot>& spot) const;

    Vec2 origin_m_;
    Errors errors_;
    Errors warnings_;
};

/// "venue.json: doors[2].clear_width_m (door 'Foyer east')"; without a place of its own the row in `section`:
/// "doors[2]".
std::string place_of(const Named& item, std::string_view kind, std::string_view section, std::size_t row,
                     std::string_view field = {});

}  // namespace wayout
