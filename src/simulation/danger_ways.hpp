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
    /// Cells of fields that are solved for a second of simulated time on average, and how soon a field is
    /// solved again at the earliest. Our choice: a second of it costs some 15 ms. Areas that do not change
    /// cost nothing.
    static constexpr double cells_per_s = 20'000.0;
    static constexpr double refresh_s = 2.0;
    /// People see so far ahead where an area that moves will be, while fields wait to be solved again.
    static constexpr double longest_horizon_s = 10.0;

    DangerWays(const NavigationGrid& grid, const Venue& venue);

    const Patches& patches() const { return patches_; }
    /// Whether nobody goes there by the fields as they are asked for now.
    bool is_closed(std::int32_t patch) const { return own_closed_[static_cast<std::size_t>(patch)] != 0; }
    Vec2 middle(std::size_t patch) const { return middle_[patch]; }
    StoreyId storey(std::size_t patch) const { return storey_[patch]; }

    enum class Change {
        none,
        some,  ///< some fields are solved again in this step, as an area moves
        all    ///< an area has come or gone: what was known of ways holds no more
    };
    /// Once a second. When ways have become closed, free, or a fifth costlier or cheaper, fields are solved
    /// again: all when an area comes or goes, otherwise those in use first, then the oldest, as many as the
    /// budget allows.
    Change update(World& world, std::span<const DangerArea> areas);
    std::int64_t solved_again() const { return solved_again_; }

private:
    void judge(std::span<const DangerArea> areas, double now_s, double horizon_s);
    bool differs() const;
    void take_over();
    void combine_with_air(World& world);
    void solve_all(World& world);
    Change solve_some(World& world);
    std::vector<GateId> avoided_exits(const World& world, std::span<const DangerArea> areas) const;

    Patches patches_;
    std::vector<Vec2> middle_;  ///< [patch] as all that follow
    std::vector<StoreyId> storey_;
    std::vector<std::vector<StoreyId>> storeys_;  ///< [SurfaceId] that it belongs to or leads to
    std::vector<float> wanted_factor_;            ///< by the areas as they are
    std::vector<std::uint8_t> wanted_closed_;
    std::vector<float> own_factor_;  ///< by the areas, with which fields are solved
    std::vector<std::uint8_t> own_closed_;
    std::vector<float> factor_;  ///< the same with the air
    std::vector<std::uint8_t> closed_;
    std::vector<std::uint8_t> was_there_;  ///< [area] when last judged
    bool is_in_use_{false};
    double credit_cells_{0.0};
    double judged_at_s_{-1e9};
    std::vector<std::int32_t> waiting_;  ///< goals to be solved again, oldest first
    std::int64_t solved_again_{0};
};

}  // namespace wayout
