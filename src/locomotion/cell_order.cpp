#include "locomotion/cell_order.hpp"

#include <algorithm>

namespace wayout {

void CellOrder::sort(std::span<const std::int32_t> cell_of_row) {
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
}

}  // namespace wayout
