/// The slices of an FDS run in use: what is where in them, at one time.
#pragma once

#include "core/math.hpp"
#include "hazards/fds_index.hpp"
#include "hazards/fds_patch.hpp"
#include "hazards/hazard_source.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// Slices further from a head than this are said in a note (spec: FDS moves a slice to the nearest node, so
/// that 1.6 m can become 1.5 m; 0.3 m is our choice).
inline constexpr double noted_height_gap_m = 0.3;
/// Slices further from a head than this are not used: nothing is covered there. Our choice.
inline constexpr double most_height_gap_m = 1.0;

/// From plan coordinates to those of FDS.
struct PlanToFds {
    Vec2 offset_m;
    double offset_z_m{0.0};
    SinCos turn{0.0, 1.0};

    Vec2 plan(Vec2 p) const {
        const Vec2 d = p - offset_m;
        return {turn.cos * d.x + turn.sin * d.y, turn.cos * d.y - turn.sin * d.x};
    }
    double height_m(double z_m) const { return z_m - offset_z_m; }
};

/// Filled by open_fds(): add() each slice, then group().
class FdsAir final : public HazardSource {
public:
    /// `file` is the name of the index, for reports.
    FdsAir(FdsIndex index, PlanToFds map, std::string file);

    const FdsIndex& index() const { return index_; }
    /// A slice whose nodes lie in its mesh.
    void add(Quantity quantity, const FdsPatchShape& shape, FdsLaw law, SliceFile file);
    /// After the last add().
    void group();

    QuantitySet provides() const override { return provides_; }
    std::string description() const override;
    double end_s() const override;
    Result<bool> advance_to(double time_s) override;
    AirSample sample(const AirPoint& point) const override;

private:
    /// Quantities that were written in the same slices: where to look is found once for all of them.
    struct Group {
        std::vector<Quantity> quantities;
        std::vector<std::vector<std::size_t>> patches;  ///< [quantity][piece], rows of patches_
    };
    struct Choice {
        std::size_t piece{0};
        GasPlace place;
    };

    bool have_same_shapes(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) const;
    std::optional<Choice> choose(const std::vector<std::size_t>& pieces, Vec2 p, double z_m) const;

    FdsIndex index_;  ///< patches and solids refer to its meshes
    PlanToFds map_;
    std::string file_;
    std::vector<FdsSolids> solids_;  ///< [mesh]
    std::vector<FdsPatch> patches_;
    std::array<std::vector<std::size_t>, quantity_count> patches_of_;  ///< [quantity], rows of patches_
    std::vector<Group> groups_;
    QuantitySet provides_;
};

}  // namespace wayout
