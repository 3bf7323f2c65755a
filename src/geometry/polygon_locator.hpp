/// Answers "does this region hold p?" quickly, for many points.
#pragma once

#include "geometry/polygon.hpp"

#include <cstdint>
#include <vector>

namespace wayout {

/// The edges of a region, sorted into horizontal slabs: a question looks only at the edges that reach p's
/// height, so it costs about the square root of the number of edges. Immutable, hence safe to share between
/// threads.
class PolygonLocator {
public:
    PolygonLocator() = default;
    /// `tolerance_m`: how near an edge counts as on it.
    explicit PolygonLocator(const Region& region, double tolerance_m = 1e-6);

    Side locate(Vec2 p) const;
    /// Inside or on the boundary.
    bool covers(Vec2 p) const { return locate(p) != Side::outside; }
    const Box& bounds() const { return bounds_; }

private:
    std::size_t slab_of(double y) const;

    Box bounds_;
    double tolerance_m_{0.0};
    double slabs_per_m_{0.0};
    std::vector<std::uint32_t> first_edge_;  ///< [slab], start in edges_; one more at the end
    std::vector<Segment> edges_;             ///< by slab; an edge appears in every slab it reaches
};

}  // namespace wayout
