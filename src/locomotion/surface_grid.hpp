/// One numbering of 1 m cells for all surfaces of a venue, shared by the lists of people, walls and gates.
#pragma once

#include "geometry/box.hpp"
#include "venue/venue.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

/// Square cells of 1 m whose lines lie on whole metres of the local coordinates, the same for all surfaces:
/// what lies above each other has equal columns and rows. Around each surface there is a border of unused
/// cells, so that the neighbourhood of a used cell never leaves the surface's own part. Cells of a surface
/// are row-major.
///
/// Four cells that touch, from an even column and row of the part on, form a block: its people look for
/// neighbours together.
class SurfaceGrid {
public:
    static constexpr double cell_m = 1.0;
    /// Width of the border, in cells: the range in which people see each other.
    static constexpr std::int32_t border = 2;
    static constexpr std::int32_t block_cells = 2;

    explicit SurfaceGrid(const Venue& venue);

    /// The part of the numbering that belongs to one surface.
    struct Part {
        std::int32_t first_cell{0};
        std::int32_t first_block{0};
        std::int32_t column0{
            0};  ///< of the first cell, border included: it covers x from column0 to column0 + 1
        std::int32_t row0{0};
        std::int32_t columns{0};  ///< border included; even
        std::int32_t rows{0};     ///< border included; even

        std::int32_t cell(std::int32_t column, std::int32_t row) const {
            return first_cell + (row - row0) * columns + (column - column0);
        }
        std::int32_t block_columns() const { return columns / block_cells; }
        std::int32_t block_count() const { return block_columns() * (rows / block_cells); }
    };

    std::size_t surface_count() const { return parts_.size(); }
    const Part& part(std::size_t surface) const { return parts_[surface]; }
    std::size_t cell_count() const { return cell_count_; }
    std::size_t block_count() const { return block_count_; }

    /// The cell that holds p; for a point outside the surface the nearest cell inside the border.
    std::int32_t cell_at(std::size_t surface, double x_m, double y_m) const {
        const Part& part = parts_[surface];
        return part.cell(clamped(x_m, part.column0, part.columns), clamped(y_m, part.row0, part.rows));
    }
    /// Calls f(first cell, end) for each row of the cells of a surface that overlap the box. Whoever is in
    /// the box has one of them.
    template <typename F>
    void for_each_run(std::size_t surface, const Box& box, F&& f) const {
        const Part& part = parts_[surface];
        const std::int32_t first_column = clamped(box.min.x, part.column0, part.columns);
        const std::int32_t last_column = clamped(box.max.x, part.column0, part.columns);
        const std::int32_t last_row = clamped(box.max.y, part.row0, part.rows);
        for (std::int32_t row = clamped(box.min.y, part.row0, part.rows); row <= last_row; ++row)
            f(part.cell(first_column, row), part.cell(last_column, row) + 1);
    }
    static Box box_of_cell(std::int32_t column, std::int32_t row) {
        const Vec2 corner{cell_m * column, cell_m * row};
        return {corner, corner + Vec2{cell_m, cell_m}};
    }

private:
    static std::int32_t clamped(double v, std::int32_t first, std::int32_t count) {
        const double low = static_cast<double>(first + border);
        const double high = static_cast<double>(first + count - border - 1);
        // Truncation is floor here: what remains is not negative.
        const double above_low = v < low ? 0.0 : (v > high ? high - low : v - low);
        return first + border + static_cast<std::int32_t>(above_low);
    }

    std::vector<Part> parts_;
    std::size_t cell_count_{0};
    std::size_t block_count_{0};
};

}  // namespace wayout
