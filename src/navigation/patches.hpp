/// Pieces of floor about a metre across, on which the conditions of the air are looked up for way-finding.
#pragma once

#include "navigation/navigation_grid.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// The cells of the navigation grid in pieces of at most `edge_m` in each direction. A piece hangs together:
/// no wall and no gate runs through it, so that the air on both sides of a wall or a door is never mixed up.
class Patches {
public:
    static constexpr double edge_m = 1.0;

    explicit Patches(const NavigationGrid& grid);

    std::size_t size() const { return representative_.size(); }
    /// Row of the patch of a cell; -1 for absent cells.
    std::int32_t of(CellIndex c) const { return patch_[static_cast<std::size_t>(c)]; }
    /// [CellIndex]
    std::span<const std::int32_t> of_cells() const { return patch_; }
    /// The cell that stands for the patch: of those that routes lead over, if there are any, the one nearest
    /// to the middle.
    CellIndex representative(std::size_t patch) const { return representative_[patch]; }
    SurfaceId surface(std::size_t patch) const { return surface_[patch]; }
    double area_m2(std::size_t patch) const { return area_m2_[patch]; }
    /// The patches that share an edge with it or a joint, also through gates; ascending.
    std::span<const std::int32_t> beside(std::size_t patch) const {
        return {beside_.data() + first_beside_[patch], first_beside_[patch + 1] - first_beside_[patch]};
    }

private:
    void find_neighbours(const NavigationGrid& grid);

    std::vector<std::int32_t> patch_;        ///< [CellIndex]
    std::vector<CellIndex> representative_;  ///< [patch]
    std::vector<SurfaceId> surface_;         ///< [patch]
    std::vector<double> area_m2_;            ///< [patch]
    std::vector<std::size_t> first_beside_;  ///< [patch] in beside_; and the end
    std::vector<std::int32_t> beside_;
};

}  // namespace wayout
