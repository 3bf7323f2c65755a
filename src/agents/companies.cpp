#include "agents/companies.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// Of a distribution given by shares of the sizes 1, 2, ...
int size_by_shares(std::span<const double> shares, double u) {
    double below = 0.0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        below += shares[i];
        if (u < below)
            return static_cast<int>(i) + 1;
    }
    // Rounding of the shares: the largest size that has any.
    std::size_t last = shares.size();
    while (last > 1 && shares[last - 1] <= 0.0) --last;
    return static_cast<int>(last);
}

}  // namespace

int zero_truncated_poisson(double lambda, double u) {
    // Far in the tail the terms vanish beside the sum; no group is larger than this.
    constexpr int largest = 1000;
    double term = lambda / std::expm1(lambda);
    double sum = term;
    int n = 1;
    while (u >= sum && n < largest) {
        ++n;
        term *= lambda / n;
        sum += term;
    }
    return n;
}

std::vector<int> company_sizes(const CompanySpec& spec, int people, std::uint64_t seed, AgentId first_id) {
    std::vector<int> sizes;
    for (int left = people; left > 0;) {
        const double u =
            uniform01_open(seed, first_id, Draw::group_size, 0, static_cast<std::uint32_t>(sizes.size()));
        const int wanted = spec.size           ? *spec.size
                           : spec.size_poisson ? zero_truncated_poisson(*spec.size_poisson, u)
                                               : size_by_shares(spec.size_shares, u);
        sizes.push_back(std::min(wanted, left));
        left -= sizes.back();
    }
    return sizes;
}

std::vector<std::vector<std::size_t>> deal_families(std::vector<int> sizes,
                                                    std::span<const std::uint8_t> is_child) {
    std::vector<std::size_t> adults;
    std::vector<std::size_t> children;
    for (std::size_t i = 0; i < is_child.size(); ++i) (is_child[i] != 0 ? children : adults).push_back(i);
    WAYOUT_ASSERT(!adults.empty(), "families without any adult");
    for (std::size_t next = 0; sizes.size() > adults.size();) {
        const int spread = sizes.back();
        sizes.pop_back();
        for (int i = 0; i < spread; ++i) ++sizes[next++ % sizes.size()];
    }

    std::vector<std::vector<std::size_t>> groups(sizes.size());
    std::size_t next_adult = 0;
    std::size_t next_child = 0;
    const auto take = [&](std::size_t group, bool prefers_child) {
        const bool has_child = next_child < children.size();
        const bool has_adult = next_adult < adults.size();
        const bool takes_child = has_child && (prefers_child || !has_adult);
        groups[group].push_back(takes_child ? children[next_child++] : adults[next_adult++]);
    };
    for (std::size_t g = 0; g < sizes.size(); ++g) groups[g].push_back(adults[next_adult++]);
    for (std::size_t g = 0; g < sizes.size(); ++g)
        for (int place = 2; place < sizes[g]; ++place) take(g, true);
    for (std::size_t g = 0; g < sizes.size(); ++g)
        if (sizes[g] > 1)
            take(g, false);
    return groups;
}

std::vector<std::vector<std::size_t>> form_groups(const std::vector<int>& sizes,
                                                  std::span<const std::uint8_t> is_young,
                                                  std::span<const std::uint8_t> needs_wheels, bool is_dealt) {
    std::vector<std::vector<std::size_t>> groups;
    if (is_dealt) {
        groups = deal_families(sizes, is_young);
    } else {
        std::size_t next = 0;
        for (const int size : sizes) {
            std::vector<std::size_t>& group = groups.emplace_back();
            for (int k = 0; k < size; ++k) group.push_back(next++);
        }
    }
    for (std::vector<std::size_t>& group : groups)
        std::sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) {
            if (is_young[a] != is_young[b])
                return is_young[a] < is_young[b];
            return needs_wheels[a] != needs_wheels[b] ? needs_wheels[a] < needs_wheels[b] : a < b;
        });
    return groups;
}

}  // namespace wayout
