/// A uniform grid over segments: which are near a point, which is nearest.
#pragma once

#include "geometry/box.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace wayout {

/// Immutable, hence safe to share between threads. Answers are in ascending order of the row of the segment.
class SegmentGrid {
public:
    SegmentGrid() = default;
    /// `cell_m` is made larger where the grid would need more than a few cells per segment; 0 chooses it.
    explicit SegmentGrid(std::vector<Segment> segments, double cell_m = 0.0);

    const std::vector<Segment>& segments() const { return segments_; }

    /// Rows of all segments that pass through the box, into `rows` (cleared first).
    void query(const Box& box, std::vector<std::uint32_t>& rows) const;

    struct Nearest {
        std::uint32_t row{};
        Vec2 point;
        double distance_m{};
    };
    /// The nearest segment within `max_distance_m` of p; of equally near ones the first.
    std::optional<Nearest> nearest(Vec2 p, double max_distance_m) const;

private:
    struct CellRange {
        std::size_t low{}, high{};
    };
    CellRange columns(double x_low, double x_high) const;
    CellRange rows_of(double y_low, double y_high) const;
    template <typename F>
    void for_each_cell(const Segment& s, F&& f) const;

    std::vector<Segment> segments_;
    Box bounds_;
    double cells_per_m_{0.0};
    std::size_t nx_{0};
    std::size_t ny_{0};
    std::vector<std::uint32_t> first_;  ///< [row of cells y][cell x], start in items_; one more at the end
    std::vector<std::uint32_t> items_;  ///< rows of segments, by cell
};

}  // namespace wayout
