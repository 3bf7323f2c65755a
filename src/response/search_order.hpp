/// In which order one team should search places.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wayout {

/// A place to be searched: people who need help in it, and the time until they are found.
struct SearchJob {
    double weight{0.0};
    double takes_s{0.0};  ///< above 0
};

/// Rows of the jobs, by weight per time, largest first; ties in the order given. Smith's rule: of all orders
/// of one team that begins each search where the one before ended, this has the least sum of weight times end
/// of search, so the least expected waiting of everybody together. Source: W. E. Smith, Naval Research
/// Logistics Quarterly 3 (1956) 59-66, from memory, to be verified [M]; the tests compare with all orders.
std::vector<std::size_t> search_order(std::span<const SearchJob> jobs);

}  // namespace wayout
