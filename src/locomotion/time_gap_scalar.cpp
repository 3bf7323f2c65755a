/// The plain version of the kernel: one person, one neighbour, one direction at a time, nothing left out. It
/// says what the model is, runs where no vector instructions are, and the vectorised version must agree with
/// it in every bit. Hence the order of the operations matters here.
///
/// Symbols, as in docs/models/movement.md: q position of the neighbour relative to the person, d = |q|, L
/// distance of the centres at contact, c sampled direction, e heading, e0 desired direction, v0 free speed, u
/// velocity that the neighbour is expected to have, w = v0 c - u, f free run, H = v0 x horizon.
#include "locomotion/time_gap_kernel.hpp"
#include "locomotion/time_gap_person.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

void gather(const BlockJob& job, std::size_t& count) {
    KernelScratch& s = *job.scratch;
    count = 0;
    for (const Run& run : job.runs)
        for (std::uint32_t k = 0; k < run.count; ++k, ++count) {
            const std::size_t p = run.first + k;
            s.x_m[count] = static_cast<float>(run.people->x_m[p] - job.origin_x_m);
            s.y_m[count] = static_cast<float>(run.people->y_m[p] - job.origin_y_m);
            s.intended_x_mps[count] = run.people->intended_x_mps[p];
            s.intended_y_mps[count] = run.people->intended_y_mps[p];
            s.velocity_x_mps[count] = run.people->velocity_x_mps[p];
            s.velocity_y_mps[count] = run.people->velocity_y_mps[p];
            s.desired_x[count] = run.people->desired_x[p];
            s.desired_y[count] = run.people->desired_y[p];
            s.radius_m[count] = run.people->radius_m[p];
            s.travel_time_s[count] = run.people->travel_time_s[p];
            s.goal[count] = run.people->goal[p];
            s.id[count] = run.people->id[p];
            s.place[count] = run.walking ? static_cast<std::int32_t>(p) : ~static_cast<std::int32_t>(p);
        }
}

/// Square of the distance from a point to a wall, all relative to the person.
float distance2_m2(float x, float y, float start_x, float start_y, float along_x, float along_y,
                   float length_m) {
    const float dx = x - start_x;
    const float dy = y - start_y;
    const float along = dx * along_x + dy * along_y;
    const float foot = std::min(along > 0.0F ? along : 0.0F, length_m);
    const float off_x = dx - foot * along_x;
    const float off_y = dy - foot * along_y;
    return off_x * off_x + off_y * off_y;
}

/// Finds the walls that can shorten a free run of the person, and those that can hide somebody.
void look_at_walls(const TimeGapConstants& k, const Person& me, const NearWalls& walls, SeenWalls& seen) {
    const WallReach reach(k, me);
    seen.reserve(walls.count);
    seen.ahead_count = 0;
    seen.hiding_count = 0;
    for (std::size_t i = 0; i < walls.count && walls.distance_m[i] <= reach.farthest_m; ++i) {
        const float ax = walls.start_x_m[i] - me.cell_x_m;
        const float ay = walls.start_y_m[i] - me.cell_y_m;
        const float tx = walls.along_x[i];
        const float ty = walls.along_y[i];
        const float length_m = walls.length_m[i];
        const float left_m = ax * ty - ay * tx;
        seen.start_x_m[i] = ax;
        seen.start_y_m[i] = ay;
        seen.end_x_m[i] = ax + length_m * tx;
        seen.end_y_m[i] = ay + length_m * ty;
        seen.left_m[i] = left_m;
        const bool one_sided = walls.is_one_sided(i);
        if (!one_sided && distance2_m2(0.0F, 0.0F, ax, ay, tx, ty, length_m) < k.range2_m2)
            seen.hiding[seen.hiding_count++] = static_cast<std::int32_t>(i);
        if (!(one_sided && !(left_m > 0.0F)) &&
            distance2_m2(reach.centre_x_m, reach.centre_y_m, ax, ay, tx, ty, length_m) <= reach.circle2_m2)
            seen.ahead[seen.ahead_count++] = static_cast<std::int32_t>(i);
    }
}

/// Whether a wall stands between the person and somebody at q.
bool is_hidden(const NearWalls& walls, const SeenWalls& seen, float qx, float qy) {
    for (std::size_t h = 0; h < seen.hiding_count; ++h) {
        const auto i = static_cast<std::size_t>(seen.hiding[h]);
        const float their_left_m = (walls.along_x[i] * qy - walls.along_y[i] * qx) + seen.left_m[i];
        const float past_start = qx * seen.start_y_m[i] - qy * seen.start_x_m[i];
        const float past_end = qx * seen.end_y_m[i] - qy * seen.end_x_m[i];
        if (seen.left_m[i] * their_left_m < 0.0F && past_start * past_end < 0.0F)
            return true;
    }
    return false;
}

/// Sorts those near the person into partners of the projection and those who can be in the way; counts the
/// latter.
Front look_around(const BlockJob& job, const CellJob& cell, const Person& me, PairList::Entry& entry,
                  std::uint16_t& near_count, std::size_t candidate_count) {
    const NearWalls& walls = cell.walls;
    const TimeGapConstants& k = *job.constants;
    KernelScratch& s = *job.scratch;
    PairList& pairs = *job.pairs;
    Front front = s.fronts.from(0);
    for (std::size_t j = 0; j < candidate_count; ++j) {
        const float qx = s.x_m[j] - me.x_m;
        const float qy = s.y_m[j] - me.y_m;
        const float d2 = qx * qx + qy * qy;
        if (!(d2 <= k.range2_m2) || s.id[j] == me.id || is_hidden(walls, s.walls, qx, qy))
            continue;
        near_count = static_cast<std::uint16_t>(near_count + (d2 < 1.0F ? 1 : 0));

        const bool same_goal = s.goal[j] == me.goal;
        const float bodies = s.radius_m[j] + me.radius_m;
        const float agreement = s.desired_x[j] * me.desired_x + s.desired_y[j] * me.desired_y;
        const bool passing = !same_goal && agreement < 0.5F;
        const float forward = qx * (s.desired_x[j] + me.desired_x) + qy * (s.desired_y[j] + me.desired_y);
        const bool later = s.travel_time_s[j] > me.travel_time_s ||
                           (s.travel_time_s[j] == me.travel_time_s && s.id[j] > me.id);
        const bool behind = same_goal ? later : k.ranks_other_goals && !passing && forward < 0.0F;
        const float contact = passing ? k.passing_factor * bodies : bodies;

        const float close = bodies + me.pair_margin_m;
        if (d2 < close * close) {
            pairs.partner[pairs.partner_count] = s.place[j];
            pairs.contact_m[pairs.partner_count++] = contact;
            ++entry.partner_count;
        }
        if (me.in_standoff && passing && ignores(job, me, s.place[j], s.id[j])) {
            front.ignores_somebody = true;
        } else if (!behind) {
            front.passes_somebody |= passing;
            front.q_x_m[front.count] = qx;
            front.q_y_m[front.count] = qy;
            front.contact_m[front.count] = contact;
            front.velocity_x_mps[front.count] = s.velocity_x_mps[j];
            front.velocity_y_mps[front.count] = s.velocity_y_mps[j];
            front.their_x_mps[front.count] = s.intended_x_mps[j];
            front.their_y_mps[front.count++] = s.intended_y_mps[j];
        }
    }
    return front;
}

/// One over the time until the person would touch one of those in the way, walking in direction c; 0 if
/// never, infinite if they touch already. The time is the smaller root of |q - w t|^2 = L^2; with C = d^2 -
/// L^2 and Q = q / C,
///
///     1 / t = Q.w + sqrt((Q.w)^2 - w.w / C)
///
/// which loses no digits, and is not positive where the two move apart.
float urgency_per_s(const Front& front, const Person& me, float cx, float cy) {
    float greatest = 0.0F;
    for (std::size_t j = 0; j < front.count; ++j) {
        const float qx = front.q_x_m[j];
        const float qy = front.q_y_m[j];
        const float wx = (me.free_speed_mps * cx + me.carry_x_mps) - front.their_x_mps[j];
        const float wy = (me.free_speed_mps * cy + me.carry_y_mps) - front.their_y_mps[j];
        const float contact = front.contact_m[j];
        const float excess = (qx * qx + qy * qy) - contact * contact;
        if (!(excess > 0.0F)) {
            if (qx * wx + qy * wy > 0.0F && qx * cx + qy * cy > 0.0F)
                greatest = infinity;
            continue;
        }
        const float per_excess = 1.0F / excess;
        const float approach = (qx * per_excess) * wx + (qy * per_excess) * wy;
        const float discriminant = approach * approach - (wx * wx + wy * wy) * per_excess;
        if (discriminant > 0.0F)
            greatest = std::max(greatest, approach + std::sqrt(discriminant));
    }
    return greatest;
}

/// Way until the body would touch a wall, walking in direction c; infinity if never.
float free_way_m(const NearWalls& walls, const SeenWalls& seen, const Person& me, float cx, float cy) {
    float first = infinity;
    const float r = me.wall_radius_m;
    const float scraping = r - sliding_m;
    const auto meet_end = [&](float x, float y) {
        const float ahead = x * cx + y * cy;
        const float aside = cx * y - cy * x;
        if (!(ahead > 0.0F) || !(std::abs(aside) < scraping))
            return;
        const float way = ahead - std::sqrt(r * r - aside * aside);
        first = std::min(first, way > 0.0F ? way : 0.0F);
    };
    for (std::size_t n = 0; n < seen.ahead_count; ++n) {
        const auto i = static_cast<std::size_t>(seen.ahead[n]);
        const float tx = walls.along_x[i];
        const float ty = walls.along_y[i];
        const float left_m = seen.left_m[i];
        // Speed at which the distance from the wall's line falls; its normal points to the person.
        const float leftwards = cy * tx - cx * ty;
        const float approach = left_m < 0.0F ? leftwards : -leftwards;
        if (approach > sliding_slope) {
            const float gap = std::abs(left_m) - r;
            const float way = gap > 0.0F ? gap / approach : 0.0F;
            const float foot = -(seen.start_x_m[i] * tx + seen.start_y_m[i] * ty);
            const float hit = foot + way * (cx * tx + cy * ty);
            if (hit >= 0.0F && hit <= walls.length_m[i])
                first = std::min(first, way);
        }
        if ((walls.kind[i] & NearWalls::has_start) != 0)
            meet_end(seen.start_x_m[i], seen.start_y_m[i]);
        if ((walls.kind[i] & NearWalls::has_end) != 0)
            meet_end(seen.end_x_m[i], seen.end_y_m[i]);
    }
    return first;
}

/// The row of the best of the sampled directions.
std::uint8_t choose_turn(const TimeGapConstants& k, const NearWalls& walls, const SeenWalls& seen,
                         const Front& front, const Person& me) {
    const float blocked_m = blocked_way_m(k, me);
    const auto& bias = front.passes_somebody ? k.bias : k.bias_alone;
    std::uint8_t best = 0;
    float best_utility = -infinity;
    for (std::size_t d = 0; d < direction_count; ++d) {
        const auto [cx, cy] = turned_direction(k, me, d);
        const float way_m = free_way_m(walls, seen, me, cx, cy);
        const float run =
            std::min(k.per_horizon_per_s / urgency_per_s(front, me, cx, cy), way_m * me.per_horizon_per_m);
        const float f = std::min(run, k.reach[d]);
        const float miss2 = 1.0F + f * (f - 2.0F * k.cosine[d]);
        const float miss = std::sqrt(miss2 > 0.0F ? miss2 : 0.0F);
        const float inertia = k.heading_inertia * (cx * me.heading_x + cy * me.heading_y);
        const float utility = way_m <= blocked_m ? -miss : (inertia - miss) + bias[d];
        if (utility > best_utility) {
            best_utility = utility;
            best = static_cast<std::uint8_t>(d);
        }
    }
    return best;
}

/// The gap that counts for the speed behind somebody: relief for those who walk aside, and for those whose
/// speed asks for a longer one.
float counted_gap_m(const TimeGapConstants& k, const Person& me, float gap, float aside,
                    float their_speed_mps) {
    const float relieved = gap * (1.0F + k.aside_relief_per_m2 * (aside * aside));
    const float theirs =
        std::min(their_speed_mps * me.time_gap_s, their_speed_mps * me.brisk_time_gap_s + me.brisk_offset_m);
    const float following = relieved + k.following_frac * (theirs - relieved);
    return following > relieved ? following : relieved;
}

float gap_m(const TimeGapConstants& k, const Front& front, const Person& me, float ex, float ey) {
    float least = infinity;
    for (std::size_t j = 0; j < front.count; ++j) {
        const float ahead = front.q_x_m[j] * ex + front.q_y_m[j] * ey;
        const float aside = ex * front.q_y_m[j] - ey * front.q_x_m[j];
        const float contact = front.contact_m[j];
        if (!(ahead > 0.0F) || !(std::abs(aside) < k.blocking_width_factor * contact))
            continue;
        const float gap = ahead - std::sqrt(contact * contact - aside * aside);
        const float along = front.velocity_x_mps[j] * ex + front.velocity_y_mps[j] * ey;
        least = std::min(least, counted_gap_m(k, me, gap > 0.0F ? gap : 0.0F, aside, along));
    }
    return least;
}

}  // namespace

void plan_block_scalar(BlockJob& job) {
    const TimeGapConstants& k = *job.constants;
    WalkerColumns& w = *job.walkers;
    std::size_t candidate_count = 0;
    gather(job, candidate_count);

    for (const CellJob& cell : job.cells)
        for (std::uint32_t p = cell.first; p < cell.first + cell.count; ++p) {
            const Person me(job, cell, p);
            look_at_walls(k, me, cell.walls, job.scratch->walls);
            job.pairs->reserve_partners(candidate_count);
            PairList::Entry entry{static_cast<std::int32_t>(p),
                                  static_cast<std::uint32_t>(job.pairs->partner_count), 0, 0, 0};
            std::uint16_t near_count = 0;
            const Front front = look_around(job, cell, me, entry, near_count, candidate_count);
            job.pairs->entries.push_back(entry);
            w.near_count[p] = near_count;
            if (me.stays) {
                stay(w, p);
                continue;
            }
            job.standoffs += front.ignores_somebody ? 1 : 0;
            if (job.choose_directions)
                w.turn[p] = choose_turn(k, cell.walls, job.scratch->walls, front, me);
            const Vec2f e = turned_heading(k, me, turned_direction(k, me, w.turn[p]));
            set_out(k, w, p, me, e, gap_m(k, front, me, e.x, e.y), front.ignores_somebody);
        }
}

}  // namespace wayout
