/// Sorts things by cell.
#pragma once

#include <wayout/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Counting sort: people of a cell lie side by side, in ascending order of id whatever the order of rows;
/// cells in ascending order. Linear in rows plus cells, in one thread: it takes a few nanoseconds a row, less
/// than spreading it would gain.
class CellOrder {
public:
    explicit CellOrder(std::size_t cell_count) : first_(cell_count + 2) {}

    /// @param cell_of_row  cell of each row, negative for rows that take no part
    /// @param id  of each row
    void sort(std::span<const std::int32_t> cell_of_row, std::span<const AgentId> id);

    /// Number of rows that take part.
    std::size_t size() const { return rows_.size(); }
    /// Rows by place.
    std::span<const std::int32_t> rows() const { return rows_; }
    /// First place of a cell; that of the next cell is the end.
    std::uint32_t first_place(std::int32_t cell) const { return first_[static_cast<std::size_t>(cell)]; }

private:
    void sort_cells_by_id(std::span<const std::int32_t> cell_of_row, std::span<const AgentId> id);

    std::vector<std::uint32_t> first_;  ///< [cell]; two more, which the sort needs
    std::vector<std::int32_t> rows_;
};

}  // namespace wayout
