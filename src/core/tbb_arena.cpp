#include "core/tbb_arena.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <thread>

namespace wayout {

struct TbbArena::Impl {
    explicit Impl(int thread_count)
        // oneTBB starts no more threads than the machine has cores unless told so, and obeys the smallest of
        // all such requests: ask for what this pool needs, but never for less than the machine, which other
        // pools may want.
        : limit(tbb::global_control::max_allowed_parallelism,
                std::max<std::size_t>(static_cast<std::size_t>(thread_count),
                                      std::thread::hardware_concurrency())),
          arena(thread_count) {
        arena.initialize();
    }

    tbb::global_control limit;
    tbb::task_arena arena;
};

TbbArena::TbbArena(int thread_count) : impl_(std::make_unique<Impl>(thread_count)) {}
TbbArena::~TbbArena() = default;
TbbArena::TbbArena(TbbArena&&) noexcept = default;
TbbArena& TbbArena::operator=(TbbArena&&) noexcept = default;

void TbbArena::run(int worker_count, void (*work)(void* context, int worker), void* context) {
    impl_->arena.execute([&] {
        // Isolated: while it waits, a thread must not start a chunk of an outer loop in the middle of this
        // one.
        tbb::this_task_arena::isolate([&] {
            tbb::parallel_for(
                0, worker_count, 1, [&](int worker) { work(context, worker); }, tbb::simple_partitioner());
        });
    });
}

}  // namespace wayout
