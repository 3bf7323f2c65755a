#include "geometry/polygon_locator.hpp"

#include "geometry/segment.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

PolygonLocator::PolygonLocator(const Region& region, double tolerance_m) : tolerance_m_(tolerance_m) {
    const std::vector<Segment> all = edges(region);
    if (all.empty())
        return;
    double height_sum_m = 0.0;
    for (const Segment& e : all) {
        bounds_.add(e);
        height_sum_m += std::abs(e.b.y - e.a.y) + 2.0 * tolerance_m;
    }
    bounds_ = bounds_.grown(tolerance_m);

    // As many slabs as edges, unless long edges would then be listed too often.
    const double count = static_cast<double>(all.size());
    const double height_m = bounds_.size().y;
    const double slabs = std::clamp(std::min(count, 8.0 * count * height_m / height_sum_m), 1.0, 65536.0);
    const auto slab_count = static_cast<std::size_t>(slabs);
    slabs_per_m_ = static_cast<double>(slab_count) / height_m;
    first_edge_.assign(slab_count + 1, 0);

    const auto range = [&](const Segment& e) {
        return std::pair{slab_of(std::min(e.a.y, e.b.y) - tolerance_m),
                         slab_of(std::max(e.a.y, e.b.y) + tolerance_m)};
    };
    for (const Segment& e : all) {
        const auto [low, high] = range(e);
        for (std::size_t s = low; s <= high; ++s) ++first_edge_[s + 1];
    }
    for (std::size_t s = 0; s < slab_count; ++s) first_edge_[s + 1] += first_edge_[s];
    edges_.resize(first_edge_.back());
    std::vector<std::uint32_t> next(first_edge_.begin(), first_edge_.end() - 1);
    for (const Segment& e : all) {
        const auto [low, high] = range(e);
        for (std::size_t s = low; s <= high; ++s) edges_[next[s]++] = e;
    }
}

std::size_t PolygonLocator::slab_of(double y) const {
    const double slab = std::floor((y - bounds_.min.y) * slabs_per_m_);
    return static_cast<std::size_t>(std::clamp(slab, 0.0, static_cast<double>(first_edge_.size() - 2)));
}

Side PolygonLocator::locate(Vec2 p) const {
    if (edges_.empty() || !bounds_.contains(p))
        return Side::outside;
    const std::size_t slab = slab_of(p.y);
    bool inside = false;
    for (std::uint32_t i = first_edge_[slab]; i < first_edge_[slab + 1]; ++i) {
        const Segment& e = edges_[i];
        if (std::max(e.a.x, e.b.x) < p.x - tolerance_m_)
            continue;  // left of p: neither on the edge nor met by the ray to the right
        if (distance(e, p) <= tolerance_m_)
            return Side::boundary;
        if ((e.a.y > p.y) != (e.b.y > p.y) && (orientation(e.a, e.b, p) > 0.0) == (e.b.y > e.a.y))
            inside = !inside;
    }
    return inside ? Side::inside : Side::outside;
}

}  // namespace wayout
