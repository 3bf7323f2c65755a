#include "navigation/wall_bins.hpp"

#include "geometry/segment.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

constexpr double bin_m = 1.0;

}  // namespace

bool crosses(Vec2 p, Vec2 q, const Segment& segment) {
    if ((orientation(segment.a, segment.b, p) > 0.0) == (orientation(segment.a, segment.b, q) > 0.0))
        return false;
    const double a = orientation(p, q, segment.a);
    const double b = orientation(p, q, segment.b);
    return !((a > 0.0 && b > 0.0) || (a < 0.0 && b < 0.0));
}

WallBins::WallBins(std::span<const Wall> walls) : walls_(walls.begin(), walls.end()) {
    if (walls_.empty())
        return;
    Box box;
    for (const Wall& w : walls_) box.add(w.line);
    min_ = box.min;
    columns_ = static_cast<std::int32_t>(box.size().x / bin_m) + 1;
    rows_ = static_cast<std::int32_t>(box.size().y / bin_m) + 1;

    // The bins of the wall's box; of a long oblique wall only those near it.
    const auto for_each_bin = [&](const Wall& w, auto&& visit) {
        const Box reach = bounds(w.line);
        for (std::int32_t row = row_of(reach.min.y); row <= row_of(reach.max.y); ++row)
            for (std::int32_t column = column_of(reach.min.x); column <= column_of(reach.max.x); ++column) {
                const Vec2 centre = min_ + bin_m * Vec2{column + 0.5, row + 0.5};
                if (distance(w.line, centre) <= 0.71 * bin_m)
                    visit(static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                          static_cast<std::size_t>(column));
            }
    };
    begin_.assign(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_) + 1, 0);
    for (const Wall& w : walls_) for_each_bin(w, [&](std::size_t bin) { ++begin_[bin + 1]; });
    for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
    items_.resize(begin_.back());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    for (std::uint32_t i = 0; i < walls_.size(); ++i)
        for_each_bin(walls_[i], [&](std::size_t bin) { items_[next[bin]++] = i; });
}

std::int32_t WallBins::column_of(double x) const {
    return static_cast<std::int32_t>(std::clamp(std::floor((x - min_.x) / bin_m), 0.0, columns_ - 1.0));
}

std::int32_t WallBins::row_of(double y) const {
    return static_cast<std::int32_t>(std::clamp(std::floor((y - min_.y) / bin_m), 0.0, rows_ - 1.0));
}

bool WallBins::blocked(Vec2 p, Vec2 q) const {
    if (walls_.empty())
        return false;
    const Box way = bounds(Segment{p, q});
    for (std::int32_t row = row_of(way.min.y); row <= row_of(way.max.y); ++row)
        for (std::int32_t column = column_of(way.min.x); column <= column_of(way.max.x); ++column) {
            const std::size_t bin = static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                                    static_cast<std::size_t>(column);
            for (std::uint32_t i = begin_[bin]; i < begin_[bin + 1]; ++i) {
                const Wall& w = walls_[items_[i]];
                if (crosses(p, q, w.line) && !(w.one_sided && !(orientation(w.line.a, w.line.b, p) > 0.0)))
                    return true;
            }
        }
    return false;
}

}  // namespace wayout
