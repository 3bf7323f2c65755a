#include "response/search_order.hpp"

#include <algorithm>
#include <numeric>

namespace wayout {

std::vector<std::size_t> search_order(std::span<const SearchJob> jobs) {
    std::vector<std::size_t> order(jobs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return jobs[a].weight / jobs[a].takes_s > jobs[b].weight / jobs[b].takes_s;
    });
    return order;
}

}  // namespace wayout
