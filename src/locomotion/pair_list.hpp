/// Who may touch whom, or which wall, in this step: from the plan to the projection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

/// Lists of the walkers of some neighbouring cells. Memory is kept from step to step.
struct PairList {
    struct Entry {
        std::int32_t place;  ///< of the walker
        std::uint32_t first_partner;
        std::uint32_t partner_count;
        std::uint32_t first_wall;
        std::uint32_t wall_count;
    };
    std::vector<Entry> entries;
    std::vector<std::int32_t> partner;  ///< place of a walker, or ~place of somebody who does not walk
    std::vector<float> contact_m;       ///< distance of the two centres at contact
    std::size_t partner_count{0};       ///< in use; the columns are longer
    std::vector<std::int32_t> wall;     ///< for WallIndex::line; ~ for one-sided ones

    std::vector<std::uint32_t> active;  ///< entries with partners or walls, after select_pairs

    void clear() {
        entries.clear();
        active.clear();
        wall.clear();
        partner_count = 0;
    }
    /// Room for so many more partners, and for a full group of lanes behind the last.
    void reserve_partners(std::size_t more);
};

}  // namespace wayout
