/// Sorts things by cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Stable counting sort: things of a cell lie side by side, in ascending order of row; cells in ascending
/// order. Linear in rows plus cells, one pass each, in one thread: it takes a few nanoseconds a row, less
/// than spreading it would gain.
class CellOrder {
public:
    explicit CellOrder(std::size_t cell_count) : first_(cell_count + 2) {}

    /// @param cell_of_row  cell of each row, negative for rows that take no part
    void sort(std::span<const std::int32_t> cell_of_row);

    /// Number of rows that take part.
    std::size_t size() const { return rows_.size(); }
    /// Rows by place.
    std::span<const std::int32_t> rows() const { return rows_; }
    /// First place of a cell; that of the next cell is the end.
    std::uint32_t first_place(std::int32_t cell) const { return first_[static_cast<std::size_t>(cell)]; }

private:
    std::vector<std::uint32_t> first_;  ///< [cell]; two more, which the sort needs
    std::vector<std::int32_t> rows_;
};

}  // namespace wayout
