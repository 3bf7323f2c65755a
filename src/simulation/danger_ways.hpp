/// What ways near danger areas cost those who know of them: the costs of the fields of wary views.
#pragma once

#include "behaviour/danger_area.hpp"
#include "navigation/patches.hpp"
#include "venue/venue.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

struct World;
struct DangerArea;

class DangerWays {
public:
    /// Cells of fields that are solved for a second of simulated time on average, and how soon again at the
    /// earliest. Our choice: a second of it costs some 15 ms. Areas that do not change cost nothing.
    static constexpr double cells_per_s = 50'000.0;
    static constexpr double refresh_s = 2.0;

    DangerWays(const NavigationGrid& grid, const Venue& venue);

    const Patches& patches() const { return patches_; }
    Vec2 middle(std::size_t patch) const { return middle_[patch]; }
    StoreyId storey(std::size_t patch) const { return storey_[patch]; }

    /// Once a second. Fields are solved again when ways have become closed, free, or a fifth costlier or
    /// cheaper, all at once so that they fit together. Until the next time that this can be done people keep
    /// out of where an area that moves will be by then.
    /// @return whether other fields hold from this step on
    bool update(World& world, std::span<const DangerArea> areas);
    std::int64_t solved_again() const { return solved_again_; }

private:
    void judge(std::span<const DangerArea> areas, double now_s, double horizon_s);
    bool differs() const;
    void combine_with_air(World& world);
    std::vector<GateId> avoided_exits(const World& world, std::span<const DangerArea> areas) const;

    Patches patches_;
    std::vector<Vec2> middle_;  ///< [patch] as all that follow
    std::vector<StoreyId> storey_;
    std::vector<float> wanted_factor_;  ///< by the areas as they are
    std::vector<std::uint8_t> wanted_closed_;
    std::vector<float> own_factor_;  ///< by the areas, with which fields are solved
    std::vector<std::uint8_t> own_closed_;
    std::vector<float> factor_;  ///< the same with the air
    std::vector<std::uint8_t> closed_;
    std::vector<std::uint8_t> was_there_;  ///< [area] when last judged
    bool is_in_use_{false};
    double credit_cells_{0.0};
    double solved_at_s_{-1e9};
    std::size_t goals_{0};  ///< wary ones that have been asked for
    std::int64_t solved_again_{0};
};

}  // namespace wayout
