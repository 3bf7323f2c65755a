#include "locomotion/cell_order.hpp"

#include <algorithm>

namespace wayout {

void CellOrder::sort(std::span<const std::int32_t> cell_of_row, std::span<const AgentId> id) {
    // Counts go two cells up: the sums then stand one cell up, and the scatter below moves each to its own
    // end, which is the start of the next.
    std::fill(first_.begin(), first_.end(), 0U);
    for (const std::int32_t cell : cell_of_row)
        if (cell >= 0)
            ++first_[static_cast<std::size_t>(cell) + 2];
    std::uint32_t sum = 0;
    for (std::uint32_t& count : first_) {
        sum += count;
        count = sum;
    }
    rows_.resize(sum);
    for (std::size_t row = 0; row < cell_of_row.size(); ++row)
        if (const std::int32_t cell = cell_of_row[row]; cell >= 0)
            rows_[first_[static_cast<std::size_t>(cell) + 1]++] = static_cast<std::int32_t>(row);
    sort_cells_by_id(cell_of_row, id);
}

/// Insertion: a cell holds few people, most of them in order already.
void CellOrder::sort_cells_by_id(std::span<const std::int32_t> cell_of_row, std::span<const AgentId> id) {
    std::int32_t cell = -1;
    std::size_t first = 0;
    AgentId id_before = 0;
    for (std::size_t place = 0; place < rows_.size(); ++place) {
        const std::int32_t row = rows_[place];
        const AgentId own_id = id[static_cast<std::size_t>(row)];
        if (cell_of_row[static_cast<std::size_t>(row)] != cell) {
            cell = cell_of_row[static_cast<std::size_t>(row)];
            first = place;
        } else if (own_id < id_before) {
            std::size_t to = place;
            for (; to > first && id[static_cast<std::size_t>(rows_[to - 1])] > own_id; --to)
                rows_[to] = rows_[to - 1];
            rows_[to] = row;
            continue;
        }
        id_before = own_id;
    }
}

}  // namespace wayout
