#include "core/thread_pool.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace wayout {
namespace {

// oneTBB is not compiled for the thread sanitizer, which therefore cannot see that a job is handed over to
// the workers and its results back to the caller. Outside that build these are nothing.
void hand_over([[maybe_unused]] void* job) {
#ifdef __SANITIZE_THREAD__
    __tsan_release(job);
#endif
}
void take_over([[maybe_unused]] void* job) {
#ifdef __SANITIZE_THREAD__
    __tsan_acquire(job);
#endif
}

/// One loop. Workers draw chunk numbers until none is left.
struct Job {
    std::size_t count;
    std::size_t chunk_size;
    std::size_t chunks;
    ThreadPool::ChunkFunction function;
    void* context;

    std::atomic<std::size_t> next_chunk{0};
    std::atomic<std::size_t> failed_chunk;  ///< the lowest so far; `chunks` when none
    std::mutex failure_mutex;
    std::exception_ptr failure;

    void run_chunk(std::size_t chunk, std::size_t worker) const {
        const std::size_t begin = chunk * chunk_size;
        function(context, begin, std::min(count, begin + chunk_size), chunk, worker);
    }

    void work(std::size_t worker) {
        for (;;) {
            const std::size_t chunk = next_chunk.fetch_add(1, std::memory_order_relaxed);
            // Chunks are drawn in ascending order, so every chunk below a failed one has been started by
            // somebody.
            if (chunk >= chunks || chunk > failed_chunk.load(std::memory_order_relaxed))
                return;
            try {
                run_chunk(chunk, worker);
            } catch (...) {
                const std::lock_guard lock(failure_mutex);
                if (chunk < failed_chunk.load(std::memory_order_relaxed)) {
                    failed_chunk.store(chunk, std::memory_order_relaxed);
                    failure = std::current_exception();
                }
            }
        }
    }
};

int resolve_thread_count(int requested) {
    WAYOUT_ASSERT(requested >= 0 && requested <= ThreadPool::max_thread_count,
                  "ThreadPool: number of threads out of range");
    if (requested > 0)
        return requested;
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, ThreadPool::max_thread_count);
}

}  // namespace

ThreadPool::ThreadPool(int thread_count) : thread_count_(resolve_thread_count(thread_count)) {
    if (thread_count_ > 1)
        arena_.emplace(thread_count_);
}

void ThreadPool::run_chunks(std::size_t count, std::size_t chunk_size, ChunkFunction function,
                            void* context) {
    WAYOUT_ASSERT(chunk_size > 0, "parallel_for: chunk size 0");
    const std::size_t chunks = chunk_count(count, chunk_size);
    Job job{.count = count,
            .chunk_size = chunk_size,
            .chunks = chunks,
            .function = function,
            .context = context,
            .failed_chunk = chunks};

    if (!arena_ || chunks <= 1) {
        // In ascending order, so that the first exception is that of the lowest chunk.
        for (std::size_t chunk = 0; chunk < chunks; ++chunk) job.run_chunk(chunk, 0);
        return;
    }
    const int workers = static_cast<int>(std::min(chunks, static_cast<std::size_t>(thread_count_)));
    hand_over(&job);
    arena_->run(
        workers,
        [](void* opaque, int worker) {
            take_over(opaque);
            static_cast<Job*>(opaque)->work(static_cast<std::size_t>(worker));
            hand_over(opaque);
        },
        &job);
    take_over(&job);
    if (job.failure)
        std::rethrow_exception(job.failure);
}

}  // namespace wayout
