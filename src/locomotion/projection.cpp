#include "locomotion/projection.hpp"

#include "core/math.hpp"
#include "geometry/segment.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wayout {
namespace {

/// Centres nearer than this have no direction of their own.
constexpr double coincident_m = 1e-9;

struct Partner {
    Vec2 position;
    double share;
    std::int32_t id;
};

Partner partner_at(const ProjectionState& state, std::int32_t place) {
    if (place >= 0) {
        const auto p = static_cast<std::size_t>(place);
        return {state.now[p], 0.5, state.walkers->id[p]};
    }
    const auto p = static_cast<std::size_t>(~place);
    return {{state.bystanders->x_m[p], state.bystanders->y_m[p]}, 1.0, state.bystanders->id[p]};
}

/// Pairs of walkers are known to both; the one at the lower place counts them.
bool is_counted(const PairList::Entry& entry, std::int32_t partner) {
    return partner < 0 || partner > entry.place;
}

/// Direction in which i leaves j when both are in the same place: any, but the same whenever it is asked for,
/// and opposite for j.
Vec2 direction_of_leaving(std::int32_t i, std::int32_t j) {
    // Mixes the bits of the two ids (finaliser of MurmurHash3, public domain).
    std::uint64_t h =
        static_cast<std::uint64_t>(std::min(i, j)) << 32 | static_cast<std::uint32_t>(std::max(i, j));
    h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCDULL;
    h = (h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53ULL;
    h ^= h >> 33;
    const double angle_rad = 2.0 * std::numbers::pi * static_cast<double>(h >> 11) * 0x1p-53;
    const SinCos at = portable_sin_cos(angle_rad);
    const Vec2 away{at.cos, at.sin};
    return i < j ? away : -away;
}

/// Moves a body out of a wall, to the side on which it was at the start of the step.
///
/// A one-sided wall, the front edge of a seat, does not push those who have just stepped over it farther than
/// they walk.
bool push_out(const Segment& wall, bool one_sided, Vec2 before, double radius_m, double step_m,
              Vec2& position) {
    const double wall_length_m = length(wall);
    const double left_before_m = orientation(wall.a, wall.b, before) / wall_length_m;
    const double left_m = orientation(wall.a, wall.b, position) / wall_length_m;
    const double clearance_m = one_sided ? std::min(radius_m, left_before_m + step_m) : radius_m;
    const Vec2 left = perp((wall.b - wall.a) / wall_length_m);
    const Vec2 back = left_before_m < 0.0 ? -left : left;

    if (left_m * left_before_m < 0.0 &&
        orientation(before, position, wall.a) * orientation(before, position, wall.b) <= 0.0) {
        position += (clearance_m + std::abs(left_m)) * back;
        return true;
    }
    const Vec2 off = position - closest_point(wall, position);
    const double distance2 = length_squared(off);
    if (distance2 >= clearance_m * clearance_m)
        return false;
    const double distance_m = std::sqrt(distance2);
    position += (clearance_m - distance_m) * (distance_m > 0.0 ? off / distance_m : back);
    return true;
}

}  // namespace

std::uint64_t select_pairs(const ProjectionState& state, PairList& pairs) {
    const double margin_m = state.settings->projection_margin_m;
    std::uint64_t coincident_count = 0;
    pairs.active.clear();
    for (std::uint32_t e = 0; e < pairs.entries.size(); ++e) {
        PairList::Entry& entry = pairs.entries[e];
        const auto i = static_cast<std::size_t>(entry.place);
        state.pushed_m[i] = 0.0F;
        std::uint32_t kept = entry.first_partner;
        for (std::uint32_t k = entry.first_partner; k < entry.first_partner + entry.partner_count; ++k) {
            const double reach_m = static_cast<double>(pairs.contact_m[k]) + margin_m;
            const double distance2 =
                length_squared(state.now[i] - partner_at(state, pairs.partner[k]).position);
            if (distance2 >= reach_m * reach_m)
                continue;
            if (distance2 <= coincident_m * coincident_m && is_counted(entry, pairs.partner[k]))
                ++coincident_count;
            pairs.partner[kept] = pairs.partner[k];
            pairs.contact_m[kept++] = pairs.contact_m[k];
        }
        entry.partner_count = kept - entry.first_partner;
        if (entry.partner_count + entry.wall_count > 0)
            pairs.active.push_back(e);
    }
    return coincident_count;
}

bool separate(const ProjectionState& state, PairList& pairs) {
    const LocomotionSettings& settings = *state.settings;
    bool any_moved = false;
    for (const std::uint32_t e : pairs.active) {
        const PairList::Entry& entry = pairs.entries[e];
        const auto i = static_cast<std::size_t>(entry.place);
        Vec2 position = state.now[i];
        Vec2 push;
        double pushed_m = 0.0;
        int overlap_count = 0;
        for (std::uint32_t k = entry.first_partner; k < entry.first_partner + entry.partner_count; ++k) {
            const Partner other = partner_at(state, pairs.partner[k]);
            const double contact_m = static_cast<double>(pairs.contact_m[k]);
            const Vec2 away = position - other.position;
            const double distance2 = length_squared(away);
            if (distance2 >= contact_m * contact_m)
                continue;
            const double distance_m = std::sqrt(distance2);
            const double part_m = other.share * (contact_m - distance_m);
            push += distance_m > coincident_m ? (part_m / distance_m) * away
                                              : part_m * direction_of_leaving(state.walkers->id[i], other.id);
            pushed_m += part_m;
            ++overlap_count;
        }
        bool moved = overlap_count > 0;
        if (moved) {
            position += settings.projection_relaxation / std::sqrt(static_cast<double>(overlap_count)) * push;
            state.pushed_m[i] += static_cast<float>(pushed_m);
        }
        if (entry.wall_count > 0) {
            const WalkerColumns& w = *state.walkers;
            const Vec2 before{w.x_m[i], w.y_m[i]};
            const double radius_m = static_cast<double>(w.wall_radius_m[i]);
            const double step_m = static_cast<double>(w.free_speed_mps[i]) * settings.time_step_s;
            for (std::uint32_t k = entry.first_wall; k < entry.first_wall + entry.wall_count; ++k) {
                const std::int32_t wall = pairs.wall[k];
                const bool one_sided = wall < 0;
                moved |= push_out(state.walls->line(one_sided ? ~wall : wall), one_sided, before, radius_m,
                                  step_m, position);
            }
        }
        state.next[i] = position;
        any_moved |= moved;
    }
    return any_moved;
}

Overlaps measure_overlaps(const ProjectionState& state, const PairList& pairs) {
    Overlaps found;
    for (const std::uint32_t e : pairs.active) {
        const PairList::Entry& entry = pairs.entries[e];
        const Vec2 position = state.now[static_cast<std::size_t>(entry.place)];
        for (std::uint32_t k = entry.first_partner; k < entry.first_partner + entry.partner_count; ++k) {
            if (!is_counted(entry, pairs.partner[k]))
                continue;
            ++found.pair_count;
            const double contact_m = static_cast<double>(pairs.contact_m[k]);
            const double distance2 = length_squared(position - partner_at(state, pairs.partner[k]).position);
            if (distance2 >= contact_m * contact_m)
                continue;
            const double overlap_m = contact_m - std::sqrt(distance2);
            found.over_20_mm += overlap_m > 0.02 ? 1U : 0U;
            found.over_100_mm += overlap_m > 0.10 ? 1U : 0U;
            found.max_m = std::max(found.max_m, overlap_m);
        }
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
