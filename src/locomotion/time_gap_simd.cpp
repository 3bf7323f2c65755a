// The vectorised version of time_gap_scalar.cpp, compiled once per instruction set; the best one is chosen
// when the program runs.
//
// Lanes are neighbours where a person looks around, and the sampled directions where these are compared. Only
// the order in which minima are taken differs from the plain version, and what cannot change the result is
// skipped: minima and comparisons are exact, sums keep their order, and nothing is contracted, so that all
// versions agree bit for bit.
#include "locomotion/time_gap_kernel.hpp"
#include "locomotion/time_gap_person.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

// Machines without SSE4 (before 2008) run the plain version.
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "locomotion/time_gap_simd.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include "locomotion/candidates_simd-inl.hpp"
#include "locomotion/gap_simd-inl.hpp"
#include "locomotion/look_around_simd-inl.hpp"
#include "locomotion/projection_simd-inl.hpp"
#include "locomotion/simd_lanes-inl.hpp"
#include "locomotion/turn_simd-inl.hpp"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace wayout {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

void keep_findings(BlockJob& job, std::uint32_t place, const Around& around) {
    job.pairs->entries.push_back(around.entry);
    job.walkers->near_count[place] = around.near_count;
    job.standoffs += around.ignores_somebody ? 1 : 0;
}

/// Looks around for a person who is about to choose a direction.
void look(BlockJob& job, const CellJob& cell, std::size_t first_front, Planned& planned) {
    const TimeGapConstants& k = *job.constants;
    KernelScratch& s = *job.scratch;
    const Person& me = planned.me;
    planned.front = s.fronts.from(first_front);
    FrontCollector collector(job, cell.walls, planned.front);
    const Around around = look_around(job, cell, planned.place, me, collector);
    keep_findings(job, planned.place, around);
    planned.front.count = collector.count();
    planned.front.passes_somebody = collector.passes_somebody();
    planned.front.ignores_somebody = around.ignores_somebody;
    if (s.walls.hiding_count > 0)
        strike_out_hidden(cell.walls, s.walls, planned.front);
    mark_end(planned.front);
    planned.has_walls = s.walls.ahead_count > 0;
    if (planned.has_walls) {
        HWY_ALIGN float cxs[lane_count];
        HWY_ALIGN float cys[lane_count];
        sample_directions(k, me, cxs, cys);
        free_ways_m(cell.walls, s.walls, me, cxs, cys, planned.ways_m);
    }
}

/// Chooses and sets out, each stage for all of the batch: roots and quotients of one person are waited for
/// while others are worked on.
void finish_batch(BlockJob& job, std::span<Planned> batch) {
    const TimeGapConstants& k = *job.constants;
    for (Planned& planned : batch)
        planned.straight_urgency_per_s = straight_urgency_per_s(planned.front, planned.me);
    for (Planned& planned : batch)
        planned.turn = goes_straight(k, planned) ? std::uint8_t{0} : choose_turn(k, planned);
    for (Planned& planned : batch)
        planned.heading = turned_heading(k, planned.me, turned_direction(k, planned.me, planned.turn));
    for (Planned& planned : batch) planned.gap_m = gap_m(k, planned.me, planned.front, planned.heading);
    for (const Planned& planned : batch) {
        set_out(k, *job.walkers, planned.place, planned.me, planned.heading, planned.gap_m,
                planned.front.ignores_somebody);
        job.walkers->turn[planned.place] = planned.turn;
    }
}

/// For a person whose heading is known, or who stays: only the gap ahead has to be found.
void look_ahead(BlockJob& job, const CellJob& cell, Planned& planned) {
    look_at_walls<false>(*job.constants, planned.me, cell.walls, job.scratch->walls);
    GapFinder finder(job, planned.me, cell.walls, planned.heading);
    const Around around = look_around(job, cell, planned.place, planned.me, finder);
    keep_findings(job, planned.place, around);
    planned.front.ignores_somebody = around.ignores_somebody;
    planned.gap_m = finder.gap_m();
}

/// Where no directions are chosen: everybody keeps to the turn last chosen. As in finish_batch, each stage is
/// for several people.
void keep_turns(BlockJob& job, const CellJob& cell, std::uint32_t first, std::span<Planned> batch) {
    const TimeGapConstants& k = *job.constants;
    WalkerColumns& w = *job.walkers;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        Planned& planned = batch[i];
        planned.place = first + static_cast<std::uint32_t>(i);
        planned.me = Person(job, cell, planned.place);
        planned.heading =
            turned_heading(k, planned.me, turned_direction(k, planned.me, w.turn[planned.place]));
    }
    for (Planned& planned : batch) look_ahead(job, cell, planned);
    for (const Planned& planned : batch)
        if (planned.me.stays)
            stay(w, planned.place);
        else
            set_out(k, w, planned.place, planned.me, planned.heading, planned.gap_m,
                    planned.front.ignores_somebody);
}

void plan_block(BlockJob& job) {
    const std::size_t candidate_count = gather(job);
    HWY_ALIGN std::array<Planned, batch_people> batch;
    std::size_t batch_size = 0;
    std::size_t first_front = 0;
    for (const CellJob& cell : job.cells) {
        const std::uint32_t end = cell.first + cell.count;
        job.pairs->reserve_partners(cell.count * candidate_count);
        if (!job.choose_directions) {
            for (std::uint32_t p = cell.first; p < end; p += batch_people)
                keep_turns(job, cell, p,
                           std::span(batch).first(std::min<std::size_t>(batch_people, end - p)));
            continue;
        }
        for (std::uint32_t p = cell.first; p < end; ++p) {
            Planned& planned = batch[batch_size];
            planned.me = Person(job, cell, p);
            planned.place = p;
            if (planned.me.stays) {
                planned.heading = {};
                look_ahead(job, cell, planned);
                stay(*job.walkers, p);
                continue;
            }
            look_at_walls<true>(*job.constants, planned.me, cell.walls, job.scratch->walls);
            look(job, cell, first_front, planned);
            first_front += (planned.front.count + lane_count - 1) / lane_count * lane_count;
            if (++batch_size == batch.size()) {
                finish_batch(job, batch);
                batch_size = 0;
                first_front = 0;
            }
        }
    }
    finish_batch(job, std::span(batch).first(batch_size));
}

#endif  // HWY_TARGET != HWY_SCALAR
}  // namespace HWY_NAMESPACE
}  // namespace wayout
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wayout {
namespace {

std::vector<Kernel> find_kernels() {
    const std::int64_t supported = hwy::SupportedTargets();
    std::vector<Kernel> found;
    const auto add = [&](std::int64_t target, const Kernel& kernel) {
        if ((supported & target) != 0)
            found.push_back(kernel);
    };
#if HWY_TARGETS & HWY_AVX3
    add(HWY_AVX3, {"avx512", &N_AVX3::plan_block, &N_AVX3::push_apart, &N_AVX3::measure_overlaps});
#endif
#if HWY_TARGETS & HWY_AVX2
    add(HWY_AVX2, {"avx2", &N_AVX2::plan_block, &N_AVX2::push_apart, &N_AVX2::measure_overlaps});
#endif
#if HWY_TARGETS & HWY_SSE4
    add(HWY_SSE4, {"sse4", &N_SSE4::plan_block, &N_SSE4::push_apart, &N_SSE4::measure_overlaps});
#endif
#if HWY_TARGETS & HWY_NEON
    add(HWY_NEON, {"neon", &N_NEON::plan_block, &N_NEON::push_apart, &N_NEON::measure_overlaps});
#endif
    found.push_back({"scalar", &plan_block_scalar, &push_apart_scalar, &measure_overlaps_scalar});
    return found;
}

}  // namespace

std::span<const Kernel> supported_kernels() {
    static const std::vector<Kernel> kernels = find_kernels();
    return kernels;
}

}  // namespace wayout
#endif  // HWY_ONCE
