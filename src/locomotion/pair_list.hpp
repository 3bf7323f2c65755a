/// Who may touch whom, or which wall, in this step: from the plan to the projection.
#pragma once

#include <wayout/vec2.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

/// Bodies that are separated together, one in each lane, with nearly equal numbers of partners.
struct BodyGroup {
    static constexpr std::size_t size = 8;

    std::array<std::int32_t, size> body;       ///< as in BodyPositions; the sentinel in unused lanes
    std::array<std::uint32_t, size> entry;     ///< row of PairList::entries
    std::array<float, size> pushed_m;          ///< sum of the corrections by contacts so far
    std::uint32_t first_slot;                  ///< row of PairList::slots
    std::uint32_t slot_count;                  ///< the largest number of partners
    bool has_walls;                            ///< of any of the bodies
    std::array<float, size> clear_of_walls_m;  ///< so far a body may still move before walls matter again
};

/// One partner for each body of a group. Lanes without a partner have the sentinel.
struct PartnerSlot {
    std::array<float, BodyGroup::size> contact_m;  ///< distance of the two centres at contact
    std::array<std::int32_t, BodyGroup::size> body;
};

/// A wall that a body may touch or cross in this step.
struct TouchableWall {
    Vec2 start;
    Vec2 along;  ///< unit
    double length_m;
    double left_before_m;  ///< how far to the left of the wall's line the body was at the start of the step
    double along_before_m;
    double clearance_m;  ///< distance that the body keeps
    std::int32_t wall;   ///< for WallIndex::line
    bool one_sided;
};

/// Lists of the walkers of some neighbouring cells. Memory is kept from step to step.
struct PairList {
    struct Entry {
        std::int32_t place;  ///< of the walker
        std::uint32_t first_partner;
        std::uint32_t partner_count;
        std::uint32_t first_wall;
        std::uint32_t wall_count;
    };
    // written by the plan
    std::vector<Entry> entries;
    std::vector<std::int32_t> partner;  ///< place of a walker, or ~place of somebody who does not walk
    std::vector<float> contact_m;
    std::size_t partner_count{0};  ///< in use; the columns are longer
    std::vector<TouchableWall> walls;
    // written by select_pairs
    std::vector<BodyGroup> groups;
    std::vector<PartnerSlot> slots;  ///< in use: those of the groups; the column is longer
    std::size_t slot_count{0};
    std::vector<std::uint32_t> by_partner_count;  ///< entries with partners or walls, fewest partners first
    std::vector<std::uint32_t> first_with_count;  ///< scratch of that sort

    void clear() {
        entries.clear();
        walls.clear();
        groups.clear();
        slot_count = 0;
        partner_count = 0;
    }
    /// Room for so many more partners, and for a full group of lanes behind the last.
    void reserve_partners(std::size_t more) {
        if (partner_count + more + 16 > partner.size())
            grow_partners(partner_count + more + 16);
    }

private:
    void grow_partners(std::size_t needed);
};

}  // namespace wayout
