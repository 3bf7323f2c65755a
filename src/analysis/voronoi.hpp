/// Voronoi density and speed (method D): everybody has the part of the floor that is nearer to them than to
/// anybody else.
#pragma once

#include "analysis/area_measures.hpp"
#include "analysis/tracks.hpp"
#include "geometry/polygon.hpp"

#include <wayout/error.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wayout {

/// Cells clipped to the walkable floor; of a cell that walls cut into pieces, the piece with the person.
/// Whoever stands outside the floor has an empty cell.
/// @param cutoff_m  radius of a circle (as a regular 32-gon of the same area) that bounds the cell; nothing:
///                  cells end at others and at walls only
/// @return [person in `positions`] cell; an error if the floor is not sound
Result<std::vector<Region>> voronoi_cells(std::span<const Vec2> positions, const Region& walkable,
                                          std::optional<double> cutoff_m = {});

/// rho = sum_i |A_i and M| / |A_i| / |M|, v = sum_i |A_i and M| v_i / sum_i |A_i and M|, for the cells A_i of
/// everybody and the measurement area M (Steffen and Seyfried 2010, Physica A 389:1902; as in PedPy).
/// Values near the edge of the tracked area are too low when people beyond it were not tracked.
Result<AreaState> voronoi_state(std::span<const Sample> people, const Polygon& measured,
                                const Region& walkable, std::optional<double> cutoff_m = {});

Result<std::vector<AreaState>> voronoi_states(const Tracks& tracks, const Polygon& measured,
                                              const Region& walkable, VelocityWindow window,
                                              std::int32_t every_frames = 1,
                                              std::optional<double> cutoff_m = {});

}  // namespace wayout
