/// Loads of people and walls in a run with a crush model.
#pragma once

#include "agents/placement.hpp"
#include "harm/squeeze_record.hpp"
#include "locomotion/mover.hpp"

#include <wayout/results.hpp>

#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace wayout {

/// Where contact forces act in a movement model of that name; nothing: there is no such model.
std::optional<CrushSettings::Where> crush_where(std::string_view model);
/// The settings of a level of pushing from 0 to 1: the most that people push rises from 100 N when calm to
/// 200 N when they press (0.3) or more. (locomotion specification 10.2; our choice, needs a source)
CrushSettings crush_settings(std::string_view model, double pushing);

class CrushBook {
public:
    explicit CrushBook(const PlacedPeople& people);

    /// After every step. @return whether that ended a second
    bool add_step(const Mover& mover, const Agents& agents, double now_s, double step_s);

    const SqueezeRecord& squeeze() const { return squeeze_; }
    /// Highest first, from 100 N/m on.
    std::vector<WallLoad> wall_loads(const Mover& mover, const Venue& venue) const;

private:
    struct WallBin {
        double newton_s{0.0};  ///< of the running second
        double peak_n_per_m{0.0};
        double at_s{0.0};
    };

    SqueezeRecord squeeze_;
    std::map<std::pair<std::int32_t, std::int32_t>, WallBin> walls_;  ///< by wall and half metre
    double second_s_{0.0};
};

}  // namespace wayout
