#include "locomotion/projection.hpp"

#include "core/math.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wayout {
namespace {

constexpr double coincident2_m2 = static_cast<double>(coincident_m) * static_cast<double>(coincident_m);

/// Pairs of walkers are known to both; the one with the lower number counts them.
bool is_counted(const BodyPositions& bodies, std::int32_t body, std::int32_t partner) {
    return partner > body || partner < bodies.sentinel;
}

/// Keeps of an entry's partners those near enough, now as bodies.
std::uint64_t strike_out_far_partners(const ProjectionState& state, PairList& pairs, PairList::Entry& entry) {
    const BodyPositions& bodies = state.bodies;
    const std::int32_t body = bodies.body_of_walker(entry.place);
    const Vec2 position = bodies.now[static_cast<std::size_t>(body)];
    std::uint64_t coincident_count = 0;
    std::uint32_t kept = entry.first_partner;
    for (std::uint32_t k = entry.first_partner; k < entry.first_partner + entry.partner_count; ++k) {
        const std::int32_t code = pairs.partner[k];
        const std::int32_t partner = code >= 0 ? bodies.body_of_walker(code) : ~code;
        const double reach_m = static_cast<double>(pairs.contact_m[k]) + state.settings->projection_margin_m;
        const double distance2 = length_squared(position - bodies.now[static_cast<std::size_t>(partner)]);
        // Without a branch: which partners stay cannot be foretold.
        pairs.partner[kept] = partner;
        pairs.contact_m[kept] = pairs.contact_m[k];
        kept += distance2 < reach_m * reach_m ? 1U : 0U;
        if (distance2 <= coincident2_m2 && is_counted(bodies, body, partner)) [[unlikely]]
            ++coincident_count;
    }
    entry.partner_count = kept - entry.first_partner;
    return coincident_count;
}

/// Stable counting sort, so that the bodies of a group have nearly equal numbers of partners. Entries without
/// partners and walls, and of those who are fixed, drop out.
void sort_by_partner_count(const ProjectionState& state, PairList& pairs) {
    std::uint32_t largest = 0;
    for (const PairList::Entry& entry : pairs.entries) largest = std::max(largest, entry.partner_count);
    std::vector<std::uint32_t>& first = pairs.first_with_count;
    first.assign(largest + 2, 0);
    const auto takes_part = [&](const PairList::Entry& entry) {
        return entry.partner_count + entry.wall_count > 0 && state.moves(entry.place);
    };
    for (const PairList::Entry& entry : pairs.entries)
        first[entry.partner_count + 1] += takes_part(entry) ? 1U : 0U;
    for (std::size_t c = 1; c < first.size(); ++c) first[c] += first[c - 1];
    pairs.by_partner_count.resize(first.back());
    for (std::uint32_t e = 0; e < pairs.entries.size(); ++e)
        if (takes_part(pairs.entries[e]))
            pairs.by_partner_count[first[pairs.entries[e].partner_count]++] = e;
}

void form_groups(const ProjectionState& state, PairList& pairs) {
    const std::int32_t sentinel = state.bodies.sentinel;
    const std::size_t count = pairs.by_partner_count.size();
    for (std::size_t begin = 0; begin < count; begin += BodyGroup::size) {
        const std::size_t end = std::min(begin + BodyGroup::size, count);
        BodyGroup& group = pairs.groups.emplace_back();
        group.body.fill(sentinel);
        group.entry.fill(0);
        group.pushed_m.fill(0.0F);
        group.has_walls = false;
        group.clear_of_walls_m.fill(0.0F);
        group.first_slot = static_cast<std::uint32_t>(pairs.slot_count);
        group.slot_count = pairs.entries[pairs.by_partner_count[end - 1]].partner_count;
        pairs.slot_count += group.slot_count;
        if (pairs.slot_count > pairs.slots.size())
            pairs.slots.resize(pairs.slot_count + pairs.slot_count / 2);
        PartnerSlot* const slots = pairs.slots.data() + group.first_slot;
        const auto leave_empty = [&](std::size_t lane, std::size_t first) {
            for (std::size_t k = first; k < group.slot_count; ++k) {
                slots[k].body[lane] = sentinel;
                slots[k].contact_m[lane] = 0.0F;
            }
        };
        for (std::size_t lane = end - begin; lane < BodyGroup::size; ++lane) leave_empty(lane, 0);
        for (std::size_t lane = 0; lane < end - begin; ++lane) {
            const std::uint32_t e = pairs.by_partner_count[begin + lane];
            const PairList::Entry& entry = pairs.entries[e];
            group.entry[lane] = e;
            group.body[lane] = state.bodies.body_of_walker(entry.place);
            group.has_walls |= entry.wall_count > 0;
            for (std::uint32_t k = 0; k < entry.partner_count; ++k) {
                slots[k].body[lane] = pairs.partner[entry.first_partner + k];
                slots[k].contact_m[lane] = pairs.contact_m[entry.first_partner + k];
            }
            leave_empty(lane, entry.partner_count);
        }
    }
}

/// Clearance of a body without walls.
constexpr double never_reached_m = 1e9;

Vec2f as_floats(Vec2 v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y)};
}

/// Moves a body out of a wall, to the side on which it was at the start of the step.
/// @param clear_m  made as small as the way that the body could go from here without the wall acting on it
bool push_out(const TouchableWall& wall, Vec2& position, double& clear_m) {
    const Vec2 from_start = position - wall.start;
    const double left_m = cross(wall.along, from_start);
    const double along_m = dot(wall.along, from_start);
    const Vec2 back = wall.left_before_m < 0.0 ? -perp(wall.along) : perp(wall.along);
    if (left_m * wall.left_before_m < 0.0) {
        const double path_frac = wall.left_before_m / (wall.left_before_m - left_m);
        const double crossed_at_m = wall.along_before_m + path_frac * (along_m - wall.along_before_m);
        if (crossed_at_m >= 0.0 && crossed_at_m <= wall.length_m) {
            position += (wall.clearance_m + std::abs(left_m)) * back;
            return true;
        }
    }
    const Vec2 off = from_start - std::clamp(along_m, 0.0, wall.length_m) * wall.along;
    const double distance2 = length_squared(off);
    if (distance2 >= wall.clearance_m * wall.clearance_m) {
        // It acts on whoever comes too near, or to the other side round an end.
        const double to_line_m = left_m * wall.left_before_m < 0.0 ? 0.0 : std::abs(left_m);
        clear_m = std::min({clear_m, std::sqrt(distance2) - wall.clearance_m, to_line_m});
        return false;
    }
    const double distance_m = std::sqrt(distance2);
    position += (wall.clearance_m - distance_m) * (distance_m > 0.0 ? off / distance_m : back);
    return true;
}

}  // namespace

Vec2 direction_of_leaving(std::int32_t id_i, std::int32_t id_j) {
    // Mixes the bits of the two ids (finaliser of MurmurHash3, public domain).
    std::uint64_t h = static_cast<std::uint64_t>(std::min(id_i, id_j)) << 32 |
                      static_cast<std::uint32_t>(std::max(id_i, id_j));
    h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCDULL;
    h = (h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53ULL;
    h ^= h >> 33;
    const SinCos at = portable_sin_cos(2.0 * std::numbers::pi * static_cast<double>(h >> 11) * 0x1p-53);
    const Vec2 away{at.cos, at.sin};
    return id_i < id_j ? away : -away;
}

std::uint64_t select_pairs(const ProjectionState& state, PairList& pairs) {
    std::uint64_t coincident_count = 0;
    for (PairList::Entry& entry : pairs.entries)
        coincident_count += strike_out_far_partners(state, pairs, entry);
    sort_by_partner_count(state, pairs);
    form_groups(state, pairs);
    return coincident_count;
}

bool push_apart_scalar(const ProjectionState& state, PairList& pairs) {
    const BodyPositions& bodies = state.bodies;
    const ProjectionFactors factors(*state.settings);
    bool any_moved = false;
    for (BodyGroup& group : pairs.groups)
        for (std::size_t lane = 0; lane < BodyGroup::size && group.body[lane] != bodies.sentinel; ++lane) {
            const auto body = static_cast<std::size_t>(group.body[lane]);
            const Vec2 position = bodies.now[body];
            Vec2f push{};
            float pushed_m = 0.0F;
            float overlap_count = 0.0F;
            for (std::size_t k = group.first_slot; k < group.first_slot + group.slot_count; ++k) {
                const std::int32_t partner = pairs.slots[k].body[lane];
                const float contact_m = pairs.slots[k].contact_m[lane];
                const Vec2f away = as_floats(position - bodies.now[static_cast<std::size_t>(partner)]);
                const float distance2 = away.x * away.x + away.y * away.y;
                if (!(distance2 < contact_m * contact_m))
                    continue;
                const float distance_m = std::sqrt(distance2);
                const float part_m = (bodies.walks(partner) ? 0.5F : 1.0F) * (contact_m - distance_m);
                if (distance_m > coincident_m) {
                    const float per_distance = part_m / distance_m;
                    push.x += per_distance * away.x;
                    push.y += per_distance * away.y;
                } else {
                    const Vec2f leave =
                        as_floats(direction_of_leaving(state.id_of(group.body[lane]), state.id_of(partner)));
                    push.x += part_m * leave.x;
                    push.y += part_m * leave.y;
                }
                pushed_m += part_m;
                overlap_count += 1.0F;
            }
            if (overlap_count > 0.0F) {
                const float relaxed = factors.relaxation / std::sqrt(overlap_count);
                const Vec2f now{relaxed * push.x, relaxed * push.y};
                const Vec2f last = as_floats(position - bodies.next[body]);
                const float now2 = now.x * now.x + now.y * now.y;
                const float last2 = last.x * last.x + last.y * last.y;
                const float carried =
                    factors.momentum2 * last2 > now2 ? std::sqrt(now2 / last2) : factors.momentum;
                bodies.next[body] = position + Vec2{static_cast<double>(now.x + carried * last.x),
                                                    static_cast<double>(now.y + carried * last.y)};
                group.pushed_m[lane] += pushed_m;
                any_moved = true;
            } else {
                bodies.next[body] = position;
            }
        }
    return any_moved;
}

bool push_out_of_walls(const ProjectionState& state, PairList& pairs) {
    bool any_moved = false;
    for (BodyGroup& group : pairs.groups) {
        if (!group.has_walls)
            continue;
        for (std::size_t lane = 0; lane < BodyGroup::size && group.body[lane] != state.bodies.sentinel;
             ++lane) {
            const auto body = static_cast<std::size_t>(group.body[lane]);
            Vec2& position = state.bodies.next[body];
            float& clear_m = group.clear_of_walls_m[lane];
            if (clear_m > 0.0F) {
                const Vec2 moved_by = position - state.bodies.now[body];
                clear_m -= static_cast<float>(std::abs(moved_by.x) + std::abs(moved_by.y));
                if (clear_m > 0.0F)
                    continue;
            }
            const PairList::Entry& entry = pairs.entries[group.entry[lane]];
            bool moved = false;
            double now_clear_m = never_reached_m;
            for (std::uint32_t k = entry.first_wall; k < entry.first_wall + entry.wall_count; ++k)
                moved |= push_out(pairs.walls[k], position, now_clear_m);
            constexpr double rounding_m = 1e-5;
            clear_m = moved ? 0.0F : static_cast<float>(now_clear_m - rounding_m);
            any_moved |= moved;
        }
    }
    return any_moved;
}

Overlaps measure_overlaps_scalar(const ProjectionState& state, const PairList& pairs) {
    const BodyPositions& bodies = state.bodies;
    Overlaps found;
    for (const BodyGroup& group : pairs.groups)
        for (std::size_t k = group.first_slot; k < group.first_slot + group.slot_count; ++k)
            for (std::size_t lane = 0; lane < BodyGroup::size; ++lane) {
                const std::int32_t body = group.body[lane];
                const std::int32_t partner = pairs.slots[k].body[lane];
                const auto contact_m = static_cast<double>(pairs.slots[k].contact_m[lane]);
                if (partner == bodies.sentinel || !is_counted(bodies, body, partner))
                    continue;
                ++found.pair_count;
                const double distance2 = length_squared(bodies.now[static_cast<std::size_t>(body)] -
                                                        bodies.now[static_cast<std::size_t>(partner)]);
                if (!(distance2 < contact_m * contact_m))
                    continue;
                const double overlap_m = contact_m - std::sqrt(distance2);
                found.over_20_mm += overlap_m > 0.02 ? 1U : 0U;
                found.over_100_mm += overlap_m > 0.10 ? 1U : 0U;
                found.max_m = std::max(found.max_m, overlap_m);
            }
    return found;
}

void Overlaps::add(const Overlaps& o) {
    pair_count += o.pair_count;
    over_20_mm += o.over_20_mm;
    over_100_mm += o.over_100_mm;
    max_m = std::max(max_m, o.max_m);
}

}  // namespace wayout
