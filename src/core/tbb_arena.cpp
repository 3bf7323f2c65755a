#include "core/tbb_arena.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace wayout {

struct TbbArena::Impl {
    explicit Impl(int thread_count)
        // oneTBB starts no more threads than the machine has cores unless told so, and obeys the smallest of
        // all such requests: every pool makes the same one, and the size of its arena is what limits it.
        : limit(tbb::global_control::max_allowed_parallelism, TbbArena::max_thread_count),
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
