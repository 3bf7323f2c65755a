#include "geometry/segment_grid.hpp"

#include "geometry/segment.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

std::size_t cell_index(double v, std::size_t count) {
    return static_cast<std::size_t>(std::clamp(std::floor(v), 0.0, static_cast<double>(count - 1)));
}

/// Whether any point of the segment lies in the box.
bool passes_through(const Segment& s, const Box& box) {
    if (!bounds(s).overlaps(box))
        return false;
    // The box lies on one side of the segment's line when its four corners do.
    const double c0 = orientation(s.a, s.b, box.min);
    const double c1 = orientation(s.a, s.b, {box.max.x, box.min.y});
    const double c2 = orientation(s.a, s.b, box.max);
    const double c3 = orientation(s.a, s.b, {box.min.x, box.max.y});
    return !((c0 > 0 && c1 > 0 && c2 > 0 && c3 > 0) || (c0 < 0 && c1 < 0 && c2 < 0 && c3 < 0));
}

}  // namespace

SegmentGrid::SegmentGrid(std::vector<Segment> segments, double cell_m) : segments_(std::move(segments)) {
    if (segments_.empty())
        return;
    double length_sum_m = 0.0;
    for (const Segment& s : segments_) {
        bounds_.add(s);
        length_sum_m += length(s);
    }
    bounds_ = bounds_.grown(1e-6);  // a single segment along an axis still gets a cell of some size
    const double count = static_cast<double>(segments_.size());
    const Vec2 size = bounds_.size();
    // At most about 4 cells per segment in area. Long segments are listed in many cells: 256 entries each are
    // allowed, but not more than a million altogether unless there are many segments.
    const double by_area_m = std::sqrt(size.x * size.y / (4.0 * count + 16.0));
    const double by_length_m = length_sum_m / std::max(4.0 * count, std::min(256.0 * count, 1e6));
    const double by_extent_m = std::max(size.x, size.y) / (4.0 * count + 16.0);
    const double cell = std::max({cell_m, by_area_m, by_length_m, by_extent_m, 1e-6});
    cells_per_m_ = 1.0 / cell;
    nx_ = static_cast<std::size_t>(size.x * cells_per_m_) + 1;
    ny_ = static_cast<std::size_t>(size.y * cells_per_m_) + 1;

    first_.assign(nx_ * ny_ + 1, 0);
    for (const Segment& s : segments_)
        for_each_cell(s, [&](std::size_t cell_row) { ++first_[cell_row + 1]; });
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    items_.resize(first_.back());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t row = 0; row < segments_.size(); ++row)
        for_each_cell(segments_[row], [&](std::size_t cell_row) { items_[next[cell_row]++] = row; });
}

SegmentGrid::CellRange SegmentGrid::columns(double x_low, double x_high) const {
    return {cell_index((x_low - bounds_.min.x) * cells_per_m_, nx_),
            cell_index((x_high - bounds_.min.x) * cells_per_m_, nx_)};
}

SegmentGrid::CellRange SegmentGrid::rows_of(double y_low, double y_high) const {
    return {cell_index((y_low - bounds_.min.y) * cells_per_m_, ny_),
            cell_index((y_high - bounds_.min.y) * cells_per_m_, ny_)};
}

template <typename F>
void SegmentGrid::for_each_cell(const Segment& s, F&& f) const {
    const Box box = bounds(s);
    const CellRange ys = rows_of(box.min.y, box.max.y);
    for (std::size_t y = ys.low; y <= ys.high; ++y) {
        // The piece of the segment within this row of cells, with a margin for rounding.
        double x_low = box.min.x;
        double x_high = box.max.x;
        if (ys.low != ys.high) {
            const double bottom = bounds_.min.y + static_cast<double>(y) / cells_per_m_;
            const double top = bottom + 1.0 / cells_per_m_;
            const double slope = (s.b.x - s.a.x) / (s.b.y - s.a.y);
            const double x0 = s.a.x + slope * (bottom - s.a.y);
            const double x1 = s.a.x + slope * (top - s.a.y);
            const double margin = 1e-6 / cells_per_m_;
            x_low = std::max(x_low, std::min(x0, x1) - margin);
            x_high = std::min(x_high, std::max(x0, x1) + margin);
        }
        const CellRange xs = columns(x_low, x_high);
        for (std::size_t x = xs.low; x <= xs.high; ++x) f(y * nx_ + x);
    }
}

void SegmentGrid::query(const Box& box, std::vector<std::uint32_t>& rows) const {
    rows.clear();
    if (segments_.empty() || !bounds_.overlaps(box))
        return;
    const CellRange xs = columns(box.min.x, box.max.x);
    const CellRange ys = rows_of(box.min.y, box.max.y);
    for (std::size_t y = ys.low; y <= ys.high; ++y)
        for (std::size_t x = xs.low; x <= xs.high; ++x)
            for (std::uint32_t i = first_[y * nx_ + x]; i < first_[y * nx_ + x + 1]; ++i)
                rows.push_back(items_[i]);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::erase_if(rows, [&](std::uint32_t row) { return !passes_through(segments_[row], box); });
}

std::optional<SegmentGrid::Nearest> SegmentGrid::nearest(Vec2 p, double max_distance_m) const {
    if (segments_.empty())
        return std::nullopt;
    // Growing boxes: most questions are answered by the first, which holds a few cells.
    std::vector<std::uint32_t> rows;
    const double widest_m = std::max(length(bounds_.size()), 0.0) + distance(p, bounds_.centre());
    double reach_m = std::min(1.0 / cells_per_m_, max_distance_m);
    for (;;) {
        Box box;
        box.add(p);
        query(box.grown(reach_m), rows);
        std::optional<Nearest> best;
        for (const std::uint32_t row : rows) {
            const Vec2 q = closest_point(segments_[row], p);
            const double d = distance(p, q);
            if (d <= reach_m && (!best || d < best->distance_m))
                best = Nearest{row, q, d};
        }
        if (best)
            return best;
        if (reach_m >= max_distance_m || reach_m >= widest_m)
            return std::nullopt;
        reach_m = std::min(4.0 * reach_m, max_distance_m);
    }
}

}  // namespace wayout
