/// The threads of a run, owned by the caller and passed in, and the one parallel loop that everything is
/// written with.
#pragma once

#include "core/tbb_arena.hpp"

#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>

namespace wayout {

/// A fixed number of threads. One pool may serve several callers at a time, and loops may nest.
class ThreadPool {
public:
    static constexpr int max_thread_count = TbbArena::max_thread_count;

    /// @param thread_count  including the calling thread, at most max_thread_count; 0: as many as the machine
    /// has cores.
    ///                      Anything else is a bug: what a user asks for is checked before
    explicit ThreadPool(int thread_count = 0);

    /// At least 1. Sizes the scratch memory that a loop keeps for each worker.
    int thread_count() const { return thread_count_; }

    using ChunkFunction = void (*)(void* context, std::size_t begin, std::size_t end, std::size_t chunk,
                                   std::size_t worker);
    /// What parallel_for is made of; use that.
    void run_chunks(std::size_t count, std::size_t chunk_size, ChunkFunction function, void* context);

private:
    int thread_count_;
    std::optional<TbbArena> arena_;  ///< absent for one thread, which needs no library
};

/// Number of chunks of a loop: the size of a vector with one partial result per chunk.
constexpr std::size_t chunk_count(std::size_t count, std::size_t chunk_size) {
    return (count + chunk_size - 1) / chunk_size;
}

/// Calls body(begin, end, chunk) or body(begin, end, chunk, worker) for every chunk of the rows 0 .. count -
/// 1 and returns when all are done. Chunk c is [c * chunk_size, min(count, (c + 1) * chunk_size)) whatever
/// the number of threads: what is summed per chunk and combined in chunk order is the same for any pool.
/// `worker` is in [0, thread_count) and no two chunks that run at the same time share it; results must not
/// depend on it.
///
/// If chunks throw, the exception of the lowest chunk is passed on (always the same one); later chunks may or
/// may not have run.
template <typename Body>
void parallel_for(ThreadPool& pool, std::size_t count, std::size_t chunk_size, Body&& body) {
    using Plain = std::remove_reference_t<Body>;
    pool.run_chunks(
        count, chunk_size,
        [](void* context, std::size_t begin, std::size_t end, std::size_t chunk, std::size_t worker) {
            Plain& call = *static_cast<Plain*>(context);
            if constexpr (std::is_invocable_v<Plain&, std::size_t, std::size_t, std::size_t, std::size_t>)
                call(begin, end, chunk, worker);
            else
                call(begin, end, chunk);
        },
        const_cast<void*>(static_cast<const void*>(&body)));
}

}  // namespace wayout
